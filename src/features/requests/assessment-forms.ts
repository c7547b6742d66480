/** The forms of the assessment: a need, an outcome, an entry, and what completes it. */
import {
  checkboxesField,
  dateField,
  form,
  radiosField,
  selectField,
  submitButton,
  textareaField,
  textField,
} from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html, type Piece } from '../../platform/html.ts';
import type { Frame, Problem, Typed } from '../../platform/http.ts';
import { ENTRY_KINDS, type EntryKind, NEED_DOMAINS, NEED_MET } from '../../rules/eligibility/assessment.ts';
import { ENTRY_WORDS, NEED_DOMAIN_WORDS, NEED_MET_WORDS } from '../../rules/words.ts';
import type { PlainDate } from '../../values/dates.ts';
import type { Budget, Need } from './store.ts';

/** What an assessment may rest on. */
export const SOURCES = ['CHC_DST', 'CARE_ACT', 'S117', 'EHC', 'CONTINUING_CARE_DST', 'CONVERSATION'] as const;
export const SOURCE_WORDS: Readonly<Record<(typeof SOURCES)[number], string>> = {
  CHC_DST: 'Continuing healthcare decision support tool',
  CARE_ACT: 'Care Act assessment',
  S117: 'Section 117 plan',
  EHC: 'Education, health and care plan',
  CONTINUING_CARE_DST: 'Children’s continuing care tool',
  CONVERSATION: 'A conversation with the person',
};

const NO_PROBLEMS: readonly Problem[] = [];

export const needPage = (frame: Frame, budget: Budget, problems = NO_PROBLEMS, typed?: Typed): Html =>
  formPage({ frame, budget, problems, title: 'Add a need', path: 'needs', send: 'Add the need' }, [
    selectField({
      name: 'domain',
      label: 'What is the need about?',
      options: NEED_DOMAINS.map(value => ({ value, text: NEED_DOMAIN_WORDS[value] })),
      problems,
      values: typed,
    }),
    textareaField({ name: 'words', label: 'Describe the need', rows: 4, problems, values: typed }),
    radiosField({
      name: 'met',
      label: 'How is it met now?',
      options: NEED_MET.map(value => ({ value, text: NEED_MET_WORDS[value] })),
      problems,
      values: typed,
    }),
  ]);

export const outcomePage = (
  frame: Frame,
  budget: Budget,
  needs: readonly Need[],
  problems = NO_PROBLEMS,
  typed?: Typed,
): Html =>
  formPage({ frame, budget, problems, title: 'Add an outcome', path: 'outcomes', send: 'Add the outcome' }, [
    radiosField({
      name: 'needId',
      label: 'Which need is it for?',
      options: needs.map(need => ({ value: need.needId, text: need.words })),
      problems,
      values: typed,
    }),
    textareaField({
      name: 'words',
      label: 'What does the person want?',
      hint: 'In their own words',
      rows: 3,
      problems,
      values: typed,
    }),
    textField({
      name: 'measure',
      label: 'How will we know? (optional)',
      hint: 'For example: ambulance calls in a month. The plan needs one for every outcome',
      problems,
      values: typed,
    }),
    textField({
      name: 'importance',
      label: 'How important is it to the person? (optional)',
      hint: 'From 1, a little, to 10, very',
      inputmode: 'numeric',
      width: 2,
      problems,
      values: typed,
    }),
  ]);

export const entryPage = (
  frame: Frame,
  budget: Budget,
  kind: string | undefined,
  problems = NO_PROBLEMS,
  typed?: Typed,
): Html =>
  formPage({ frame, budget, problems, title: 'Add to the assessment', path: 'entries', send: 'Add it' }, [
    radiosField({
      name: 'kind',
      label: 'What is it about?',
      options: ENTRY_KINDS.map(value => ({ value, text: ENTRY_WORDS[value] })),
      value: ENTRY_KINDS.find((one: EntryKind) => one === kind),
      problems,
      values: typed,
    }),
    textareaField({ name: 'words', label: 'What was said', rows: 4, problems, values: typed }),
    checkboxesField({
      name: 'choseNotToSay',
      label: 'If nothing was said',
      options: [{ value: 'yes', text: 'The person was asked and chose not to say' }],
      problems,
      values: typed,
    }),
  ]);

export const completionPage = (
  frame: Frame,
  budget: Budget,
  today: PlainDate,
  problems = NO_PROBLEMS,
  typed?: Typed,
): Html => {
  const asked = { problems, values: typed };
  return formPage(
    { frame, budget, problems, title: 'Complete the assessment', path: 'completion', send: 'Complete the assessment' },
    [
      checkboxesField({
        ...asked,
        name: 'sources',
        label: 'What does it rest on?',
        options: SOURCES.map(value => ({ value, text: SOURCE_WORDS[value] })),
      }),
      textareaField({ ...asked, name: 'risks', label: 'Risks', rows: 3 }),
      textareaField({ ...asked, name: 'carerInput', label: 'What carers and family said', rows: 3 }),
      textareaField({
        ...asked,
        name: 'communicationNeeds',
        label: 'Help that the person needs to talk or to read',
        rows: 2,
      }),
      radiosField({
        ...asked,
        name: 'capacity',
        label: 'Can the person decide for themselves to have a direct payment?',
        hint: 'Capacity is assumed. An answer the other way needs an assessment for this decision',
        options: [
          { value: 'ASSUMED', text: 'Nobody doubts it' },
          { value: 'HAS', text: 'It was assessed, and the person has capacity' },
          { value: 'LACKS', text: 'It was assessed, and the person lacks capacity' },
        ],
      }),
      textareaField({
        ...asked,
        name: 'capacitySupport',
        label: 'If it was assessed: what help did the person have to decide?',
        rows: 3,
      }),
      checkboxesField({
        ...asked,
        name: 'vulnerable',
        label: 'Protection',
        options: [
          {
            value: 'yes',
            text: 'The person needs closer protection: the plan must say how they are kept safe and free',
          },
        ],
      }),
      dateField({ ...asked, name: 'assessedOn', label: 'When was the assessment made?', value: today.toString() }),
    ],
  );
};

function formPage(
  about: {
    readonly frame: Frame;
    readonly budget: Budget;
    readonly problems: readonly Problem[];
    readonly title: string;
    readonly path: string;
    readonly send: string;
  },
  fields: readonly Piece[],
): Html {
  const { frame, budget, problems, title, path, send } = about;
  const up = `/budgets/${budget.budgetId}/assessment`;
  return page({
    frame,
    title: `${title}: ${budget.personName}`,
    problems,
    backLink: { href: up },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>
    ${form({ action: `${up}/${path}`, ...frame.hidden }, ...fields, submitButton(send))}`,
  });
}
