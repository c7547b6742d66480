/**
 * What the parts of a plan are called, which fields they have, how long each may be, and what a part needs to be whole.
 *
 * The parts and lengths follow the PRSB standard for personalised care and support plans (v2.0)
 * to R-055 say which must be there. A section stands once in a plan, an entry as often as it is wanted. Free text is
 * without a limit in the standard; the service keeps 10,000 characters of each field. Pure.
 */
import { isBefore, type PlainDate, readIsoDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import type { BudgetState } from '../life.ts';

export const SECTION_KINDS = [
  'involved',
  'what-matters',
  'strengths',
  'circumstances',
  'working',
  'not-working',
  'important-to',
  'important-for',
  'about-me',
  'person-details',
  'gp',
  'learning',
  'risk',
  'contingency',
  'safeguarding',
  'review',
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

/** A part's fields by name, as text; an absent field is empty. */
export type SectionContent = Readonly<Record<string, string>>;
export type Sections = { readonly [Kind in SectionKind]?: SectionContent };

/** the person as author-in-chief. Each is written, or the person chose not to say. */
export const ABOUT_THE_PERSON = [
  'involved',
  'what-matters',
  'strengths',
  'circumstances',
  'working',
  'not-working',
  'important-to',
  'important-for',
] as const satisfies readonly SectionKind[];

/** Written where the person wishes it: nothing waits for them. */
export const IF_WISHED = ['about-me', 'person-details', 'gp'] as const satisfies readonly SectionKind[];

export const ENTRY_KINDS = [
  'professional-contact',
  'personal-contact',
  'formulation',
  'action',
  'contingency-plan',
  'additional-plan',
  'document',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Something that a plan may hold several of. */
export type PlanEntry = {
  readonly planEntryId: string;
  readonly kind: EntryKind;
  readonly content: SectionContent;
};

export type FieldForm = 'line' | 'text' | 'date' | 'score' | 'tick' | 'choice' | 'outcome' | 'practice';
export type Field = {
  readonly name: string;
  readonly form: FieldForm;
  /** The most characters that words may have. */
  readonly most?: number;
  /** Without it an entry is not kept. What a section must have is decided below, by its rule. */
  readonly must?: true;
  readonly choices?: readonly string[];
};

/** How long the standard's kinds of text may be. */
const [NAME, ROLE, CONTACT, FREE] = [70, 150, 70, 10_000];
const line = (name: string, most = NAME): Field => ({ name, form: 'line', most });
const text = (name: string): Field => ({ name, form: 'text', most: FREE });
const date = (name: string): Field => ({ name, form: 'date' });
const tick = (name: string): Field => ({ name, form: 'tick' });
const choice = (name: string, choices: readonly string[]): Field => ({ name, form: 'choice', choices });
const must = (field: Field): Field => ({ ...field, must: true });

/** CL-16. */
export const GENDERS = ['1', '2', '9', 'X'] as const;
/** CL-17. */
export const ETHNIC_CATEGORIES = [
  'A',
  'B',
  'C',
  'D',
  'E',
  'F',
  'G',
  'H',
  'J',
  'K',
  'L',
  'M',
  'N',
  'P',
  'R',
  'S',
  'Z',
  '99',
] as const;
/** CL-20: how far a goal is. */
export const GOAL_STATUSES = [
  'NOT_STARTED',
  'PROGRESSING',
  'PARTLY_MET',
  'MET',
  'EXCEEDED',
  'NOT_MET_LEARNING',
  'NO_LONGER_WANTED',
] as const;
export const ACTION_STATUSES = ['PLANNED', 'UNDER_WAY', 'DONE', 'STOPPED'] as const;

const SAID = [text('words'), tick('choseNotToSay')];

/** The fields of a contingency plan beside its name, its triggers and whom to call. */
const MORE_CONTINGENCY = [
  text('earlyWarning'),
  text('coping'),
  text('advanceStatement'),
  text('medicinesEquipment'),
  line('agreedWith'),
  date('contingencyReviewOn'),
  line('contingencyResponsible'),
];

/** The fields of each section. What is not named here is not kept. */
export const SECTION_FIELDS: Readonly<Record<SectionKind, readonly Field[]>> = {
  involved: SAID,
  'what-matters': SAID,
  strengths: SAID,
  circumstances: SAID,
  working: SAID,
  'not-working': SAID,
  'important-to': SAID,
  'important-for': SAID,
  'about-me': [
    text('peopleImportant'),
    text('communication'),
    text('wellness'),
    text('pleaseDo'),
    text('pleaseDont'),
    text('support'),
    text('worthKnowing'),
    line('supportedBy'),
    line('multimedia', ROLE),
  ],
  'person-details': [
    choice('gender', GENDERS),
    line('sex', 35),
    choice('ethnicity', ETHNIC_CATEGORIES),
    line('religion'),
    line('maritalStatus', 35),
  ],
  gp: [line('gpName'), line('practice', ROLE), { name: 'practiceCode', form: 'practice' }],
  learning: [choice('ehcPlan', ['yes', 'no']), text('outcomes')],
  risk: [text('words')],
  contingency: [line('name'), text('triggers'), text('whatHappens'), text('whoToCall'), ...MORE_CONTINGENCY],
  safeguarding: [text('words'), text('liberty')],
  review: [
    date('reviewOn'),
    line('intervalMonths'),
    line('responsible', ROLE),
    line('responsibleRole', ROLE),
    line('responsibleContact', CONTACT),
  ],
};

/** The fields of each kind of entry. */
export const ENTRY_FIELDS: Readonly<Record<EntryKind, readonly Field[]>> = {
  'professional-contact': [
    must(line('name')),
    line('role', ROLE),
    tick('keyWorker'),
    line('specialty', ROLE),
    line('team'),
    line('organisation'),
    line('contact', CONTACT),
    date('from'),
    date('to'),
  ],
  'personal-contact': [
    must(line('name')),
    line('relationship'),
    line('type'),
    line('contact', CONTACT),
    text('comments'),
  ],
  formulation: [must(text('words')), date('formulatedOn'), line('location'), line('professional'), line('completedBy')],
  action: [
    { name: 'outcomeId', form: 'outcome', must: true },
    must(text('what')),
    line('who'),
    line('when'),
    text('strategies'),
    choice('status', ACTION_STATUSES),
    { name: 'confidence', form: 'score' },
    date('reviewOn'),
    text('outcome'),
    choice('goalStatus', GOAL_STATUSES),
  ],
  'contingency-plan': [
    must(line('name')),
    must(text('triggers')),
    must(text('whatHappens')),
    must(text('whoToCall')),
    ...MORE_CONTINGENCY,
  ],
  'additional-plan': [
    must(line('name')),
    must(text('content')),
    date('reviewOn'),
    line('responsible'),
    line('professional'),
  ],
  document: [must(line('name')), line('where', ROLE)],
};

export type PartRefusal =
  | {
      readonly code: 'section-missing';
      readonly section: SectionKind;
      readonly rule: 'R-047' | 'R-052' | 'R-053' | 'R-054';
    }
  | {
      readonly code: 'section-incomplete';
      readonly section: SectionKind;
      readonly field: string;
      readonly rule: string;
    }
  | { readonly code: 'review-not-ahead'; readonly reviewOn: string }
  | { readonly code: 'plan-interval-out-of-range'; readonly months: string } // a year at most
  | { readonly code: 'learning-outcome-missing' } // R-048, only with an education, health and care plan
  | { readonly code: 'entry-field-missing'; readonly field: string } // PRSB, this and the next three
  | { readonly code: 'field-too-long'; readonly field: string; readonly most: number }
  | { readonly code: 'field-unreadable'; readonly field: string; readonly form: FieldForm }
  | { readonly code: 'contact-ends-before-start' }
  | { readonly code: 'action-for-unknown-outcome' }
  | { readonly code: 'score-out-of-range'; readonly what: string; readonly score: number };

/** Decides whether a section may be written into a draft: whole in itself, so that nobody saves half a contingency plan. */
export function decideSection(facts: {
  readonly state: BudgetState;
  readonly kind: SectionKind;
  readonly content: SectionContent;
  readonly today: PlainDate;
}): Decision<Record<never, never>> {
  const { kind, content, today } = facts;
  const sections: Sections = { [kind]: content };
  return decide(
    [
      facts.state !== 'PLANNING' && { code: 'wrong-state', transition: 'T09', state: facts.state },
      ABOUT_THE_PERSON.some(each => each === kind) &&
        !isSaid(content) && { code: 'section-missing', section: kind, rule: 'R-047' },
      kind === 'learning' &&
        content.ehcPlan === 'yes' &&
        !isFilled(content.outcomes) && { code: 'learning-outcome-missing' },
      ...wholeSection(sections, kind),
      ...(kind === 'review' ? reviewReasons(content, today) : []),
      ...fieldReasons(SECTION_FIELDS[kind], content),
    ],
    () => ({}),
  );
}

/** What want of a section, by the section. */
const WANTED: Readonly<
  Partial<Record<SectionKind, { readonly fields: readonly string[]; readonly rule: 'R-052' | 'R-053' | 'R-054' }>>
> = {
  risk: { fields: ['words'], rule: 'R-052' },
  contingency: { fields: ['triggers', 'whatHappens', 'whoToCall'], rule: 'R-052' },
  safeguarding: { fields: ['words', 'liberty'], rule: 'R-053' },
  review: { fields: ['reviewOn', 'responsible'], rule: 'R-054' },
};

/** What a section that must be whole still lacks; nothing where no rule wants anything of it. */
export function wholeSection(sections: Sections, section: SectionKind): readonly PartRefusal[] {
  const wanted = WANTED[section];
  if (!wanted) return [];
  const { fields, rule } = wanted;
  const content = sections[section];
  if (!content) return [{ code: 'section-missing', section, rule }];
  return fields
    .filter(field => !isFilled(content[field]))
    .map(field => ({ code: 'section-incomplete', section, field, rule }));
}

function reviewReasons(
  { reviewOn = '', intervalMonths = '' }: SectionContent,
  today: PlainDate,
): readonly (PartRefusal | false)[] {
  const on = readIsoDate(reviewOn);
  return [
    on !== undefined && !isBefore(today, on) && { code: 'review-not-ahead', reviewOn },
    isFilled(intervalMonths) &&
      !/^([1-9]|1[0-2])$/.test(intervalMonths) && { code: 'plan-interval-out-of-range', months: intervalMonths },
  ];
}

/** Decides whether an entry may be added to a draft: what it must have, how long it is, whether it can be read. */
export function decideEntry(facts: {
  readonly state: BudgetState;
  readonly kind: EntryKind;
  readonly content: SectionContent;
  /** The outcomes of this person's assessment. */
  readonly outcomeIds: readonly string[];
}): Decision<Record<never, never>> {
  const { kind, content } = facts;
  const fields = ENTRY_FIELDS[kind];
  const [from, to] = [readIsoDate(content.from ?? ''), readIsoDate(content.to ?? '')];
  return decide(
    [
      facts.state !== 'PLANNING' && { code: 'wrong-state', transition: 'T09', state: facts.state },
      ...fields.map(
        ({ name, must: wanted }) =>
          wanted === true &&
          !isFilled(content[name]) &&
          ({ code: 'entry-field-missing', field: name } as const satisfies PartRefusal),
      ),
      ...fieldReasons(fields, content),
      from !== undefined && to !== undefined && isBefore(to, from) && { code: 'contact-ends-before-start' },
      isFilled(content.outcomeId) &&
        !facts.outcomeIds.includes(content.outcomeId) && { code: 'action-for-unknown-outcome' },
    ],
    () => ({}),
  );
}

/** Every field that is too long for the standard, or not what it should be. */
function fieldReasons(fields: readonly Field[], content: SectionContent): readonly PartRefusal[] {
  return fields.flatMap((field): PartRefusal[] => {
    const given = content[field.name];
    if (!isFilled(given)) return [];
    const { name, form, most } = field;
    if (most !== undefined && given.length > most) return [{ code: 'field-too-long', field: name, most }];
    if (form === 'score') {
      const score = Number(given);
      return isScore(score) ? [] : [{ code: 'score-out-of-range', what: name, score }];
    }
    return isReadable(field, given) ? [] : [{ code: 'field-unreadable', field: name, form }];
  });
}

function isReadable({ form, choices }: Field, given: string): boolean {
  switch (form) {
    case 'date':
      return readIsoDate(given) !== undefined;
    case 'tick':
      return given === 'yes';
    case 'choice':
      return choices!.includes(given);
    case 'practice':
      return /^[A-Z]\d{5}$/.test(given);
    default:
      return true;
  }
}

/** the words are there, or the person chose not to say them. */
export function isSaid(content: SectionContent | undefined): boolean {
  return content !== undefined && (isFilled(content.words) || content.choseNotToSay === 'yes');
}

export function isFilled(given: string | undefined): given is string {
  return given !== undefined && given.trim() !== '';
}

/** a whole number from 1 to 10. */
export function isScore(score: number): boolean {
  return Number.isInteger(score) && score >= 1 && score <= 10;
}

/** What stands on lines of its own, such as trigger factors, one by one. */
export function linesOf(given: string | undefined): string[] {
  return (given ?? '')
    .split('\n')
    .map(each => each.trim())
    .filter(each => each !== '');
}
