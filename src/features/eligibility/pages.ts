/** Recording that information was given (R-008), and the answer to a request (T03, T04). */
import { z } from 'zod';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { checkboxesField, dateField, form, radiosField, submitButton, textareaField } from '../../nhsuk/forms.ts';
import { type InParts, inParts } from '../../nhsuk/in-parts.ts';
import { page } from '../../nhsuk/page.ts';
import type { Tx } from '../../platform/db.ts';
import { date, flag, oneOf, optionalText, someOf, text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import {
  type Frame,
  get,
  type Problem,
  post,
  type Route,
  read,
  type ShowContext,
  seeOther,
  type Typed,
} from '../../platform/http.ts';
import { chcStanding } from '../../rules/eligibility/chc-default.ts';
import { DECLINE_BECAUSE, type DeclineBecause, type Group } from '../../rules/eligibility/eligibility.ts';
import { openCohorts } from '../../rules/eligibility/groups.ts';
import { hasLeave } from '../../rules/permissions.ts';
import type { Cohort } from '../../rules/policy/policy.ts';
import {
  GROUP_WORDS,
  INAPPROPRIATE_WORDS,
  PLACE_WORDS,
  SECTION_OF_ACT_WORDS,
  STATE_WORDS,
  WHEELCHAIR_WORDS,
  WITHDRAWAL_WORDS,
} from '../../rules/words.ts';
import type { Actor } from '../../values/actor.ts';
import { ageOn, isBefore, longDate, type PlainDate } from '../../values/dates.ts';
import { showNhsNumber } from '../../values/nhs-number.ts';
import { loadPerson, type Person } from '../people/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { type Budget, loadBudget } from '../requests/store.ts';
import { declineRequest } from './decline-request.ts';
import { findEligible } from './find-eligible.ts';
import { groupFields, groupQuestions } from './group-questions.ts';
import { recordInformation } from './record-information.ts';
import {
  type ChcRow,
  type EligibilityDecision,
  type Information,
  loadChcCases,
  loadEligibilityDecision,
  loadInformation,
} from './store.ts';

const InformationForm = z.object({
  what: text('Say what the person was told or given'),
  givenOn: date('Enter the day on which the person was told'),
});

/** The name of the box in which a reason is put into words. */
type Why = `why_${DeclineBecause}`;
const whyFields = Object.fromEntries(DECLINE_BECAUSE.map(code => [`why_${code}`, optionalText(1000)])) as Record<
  Why,
  ReturnType<typeof optionalText>
>;

const EligibilityForm = z.object({
  granted: oneOf(['FULL', 'PART', 'NONE'], 'Select your decision'),
  ...groupFields,
  responsibleIcbConfirmed: flag(),
  reasons: someOf(
    DECLINE_BECAUSE,
    'Select why a budget is not appropriate. Its cost, or that the wish is unusual, is no reason',
    0,
  ).default([]),
  ...whyFields,
  partRefused: optionalText(500),
  alternatives: optionalText(1000),
});

type Facts = {
  readonly budget: Budget;
  readonly person: Person;
  readonly information: readonly Information[];
  /** The answer that stands; none while the request waits for one, at first or once more (T29). */
  readonly decision: EligibilityDecision | undefined;
  readonly cohorts: readonly Cohort[];
  readonly today: PlainDate;
};

export const pages: readonly Route[] = [
  get('/budgets/:budgetId/information', {
    may: 'record-information',
    records: 'information.read',
    async show({ frame, tx, actor, params, tools }) {
      const facts = await loadFacts(tx, actor, params.budgetId, tools.today());
      return facts && informationPage(frame, facts);
    },
  }),
  post('/budgets/:budgetId/information', {
    may: 'record-information',
    records: 'information.record',
    form: InformationForm,
    act: ({ tools, actor, command, params, values }) =>
      recordInformation(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}`, 'Recorded what the person was told'),
    async askAgain({ frame, tx, actor, params, tools }, problems, typed) {
      const facts = await loadFacts(tx, actor, params.budgetId, tools.today());
      return facts && informationPage(frame, facts, problems, typed);
    },
  }),
  get('/continuing-healthcare', {
    may: 'decide-eligibility',
    records: 'chc-without-budget.read',
    show: async context => chcPage(context, await loadChcCases(context.tx, context.actor.icbCode)),
  }),
  read('/continuing-healthcare', {
    may: 'decide-eligibility',
    records: 'chc-without-budget.read',
    answer: z.object({
      cases: z.array(
        z.object({
          budgetId: z.string(),
          reference: z.string(),
          personName: z.string(),
          standing: z.enum(['has-budget', 'not-at-home', 'not-chc', 'reason-recorded', 'exception']),
          reason: z.string(),
        }),
      ),
    }),
    async read({ tx, actor, tools }) {
      const rows = await loadChcCases(tx, actor.icbCode);
      return {
        cases: rows.map(({ budgetId, reference, personName, reason, ...row }) => ({
          budgetId,
          reference,
          personName,
          reason,
          standing: chcStanding({ ...row, reason }, tools.today()),
        })),
      };
    },
  }),
  get('/budgets/:budgetId/eligibility', {
    may: 'see-case',
    records: 'eligibility.read',
    async show({ frame, tx, actor, params, tools }) {
      const facts = await loadFacts(tx, actor, params.budgetId, tools.today());
      if (!facts) return undefined;
      if (facts.decision) return decidedPage(frame, facts, facts.decision);
      return hasLeave(actor, 'decide-eligibility') ? eligibilityPage(frame, facts) : undecidedPage(frame, facts);
    },
  }),
  post('/budgets/:budgetId/eligibility', {
    may: 'decide-eligibility',
    records: 'eligibility.decide',
    form: EligibilityForm,
    act({ tools, actor, command, params, values }) {
      const { granted, reasons: codes, partRefused, alternatives, ...said } = values;
      const reasons = codes.map(code => ({ code, words: values[`why_${code}`] }));
      const about = { ...groupOf(said), responsibleIcbConfirmed: said.responsibleIcbConfirmed };
      if (granted === 'NONE')
        return declineRequest(tools, actor, command, params.budgetId, { ...about, reasons, alternatives });
      // What was typed under an answer that was not chosen is no part of the decision.
      const part = granted === 'PART' ? { reasons, partRefused, alternatives } : WHOLE;
      return findEligible(tools, actor, command, params.budgetId, { ...about, granted, ...part });
    },
    done: ({ granted }, { params }) =>
      seeOther(
        `/budgets/${params.budgetId}`,
        granted === 'NONE' ? 'Request declined. The person gets the reasons in writing' : 'The person is eligible',
      ),
    async askAgain({ frame, tx, actor, params, tools }, problems, typed) {
      const facts = await loadFacts(tx, actor, params.budgetId, tools.today());
      return facts && eligibilityPage(frame, facts, problems, typed);
    },
  }),
];

const WHOLE = { reasons: [], partRefused: '', alternatives: '' } as const;

/** What was said about the group, without the rest of the form. */
function groupOf(said: Pick<z.infer<typeof EligibilityForm>, keyof typeof groupFields>) {
  const { group, evidence, evidenceOn, solelyNhsFunded, fundedByIcb, sections, wheelchair } = said;
  const { cohort, fitsCohort, invited, levelOfNeed, livesAt } = said;
  const funding = { solelyNhsFunded, fundedByIcb };
  const local = { cohort, fitsCohort, invited, levelOfNeed };
  return { group, evidence, evidenceOn, ...funding, sections, wheelchair, ...local, livesAt };
}

async function loadFacts(tx: Tx, actor: Actor, budgetId: string, today: PlainDate): Promise<Facts | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, budgetId);
  const person = budget && (await loadPerson(tx, actor.icbCode, budget.personId));
  if (!budget || !person) return undefined;
  const { offer } = await loadPolicy(tx, actor.icbCode, today);
  return {
    budget,
    person,
    information: await loadInformation(tx, budgetId),
    decision: budget.state === 'REQUESTED' ? undefined : await loadEligibilityDecision(tx, budgetId),
    cohorts: openCohorts(offer.cohorts, today),
    today,
  };
}

const informationPage = (
  frame: Frame,
  { budget, information, today }: Facts,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Html =>
  page({
    frame,
    title: `Information for ${budget.personName}`,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}</span> Information for ${budget.personName}</h1>
    <p>Before the request is decided, the person is told of their right to ask for a budget, and gets information, advice and support to choose.</p>
    ${information.length > 0 && insetText({ html: informationList(information) })}
    ${form(
      { action: `/budgets/${budget.budgetId}/information`, ...frame.hidden },
      textareaField({
        name: 'what',
        label: 'What was the person told or given?',
        hint: 'The person gets your words in a letter',
        rows: 4,
        problems,
        values: typed,
      }),
      dateField({
        name: 'givenOn',
        label: 'When?',
        value: today.toString(),
        problems,
        values: typed,
      }),
      submitButton('Record it'),
    )}`,
  });

const informationList = (information: readonly Information[]): Html =>
  html`<p>Recorded already:</p><ul class="nhsuk-list nhsuk-list--bullet">${information.map(
    ({ what, givenOn, byName }) => html`<li>${longDate(givenOn)}: ${what} (${byName})</li>`,
  )}</ul>`;

const eligibilityPage = (
  frame: Frame,
  { budget, person, information, cohorts, today }: Facts,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Html => {
  const asked = { problems, values: typed };
  return page({
    frame,
    title: `Can ${budget.personName} have a budget?`,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}</span> Can ${budget.personName} have a budget?</h1>
    ${summaryList({
      rows: [
        {
          key: 'Date of birth',
          value: `${longDate(person.dateOfBirth)} (${ageOn(person.dateOfBirth, today)} years old)`,
        },
        { key: 'NHS number', value: person.nhsNumber === null ? 'None on record' : showNhsNumber(person.nhsNumber) },
        { key: 'Asked for', value: GROUP_WORDS[budget.claimedGroup as Group] },
        { key: 'Decide by', value: { html: decideBy(budget, today) } },
        {
          key: 'Information given',
          value: information.length === 0 ? 'Not recorded yet' : { html: informationList(information) },
        },
      ],
    })}
    ${
      information.length === 0 &&
      insetText({
        text: 'The care co-ordinator has to record that the person was told of their right before you can decide.',
      })
    }
    ${form(
      { action: `/budgets/${budget.budgetId}/eligibility`, ...frame.hidden },
      groupQuestions(asked, budget.claimedGroup as Group, cohorts),
      checkboxesField({
        ...asked,
        name: 'responsibleIcbConfirmed',
        label: 'Are we the responsible board?',
        options: [{ value: 'yes', text: 'I checked that our board is responsible for this person' }],
      }),
      radiosField({
        ...asked,
        name: 'granted',
        label: 'Your decision',
        labelSize: 'm',
        options: [
          { value: 'FULL', text: 'Yes, for all of the care' },
          { value: 'PART', text: 'Yes, but a part of the care cannot be in a budget' },
          { value: 'NONE', text: 'No' },
        ],
      }),
      html`<h2 class="nhsuk-heading-m">If you say no, or no to a part</h2>
      <p>A budget can be refused only where it is not appropriate. That it costs money, or that the wish is unusual, is no reason. The person gets your words in a letter that says how to ask us to look again.</p>`,
      checkboxesField({
        ...asked,
        name: 'reasons',
        label: 'Why is a budget not appropriate?',
        options: DECLINE_BECAUSE.map(code => ({
          value: code,
          text: INAPPROPRIATE_WORDS[code],
          conditional: textareaField({
            ...asked,
            name: `why_${code}`,
            label: 'What does that mean for this person?',
            hint: 'Write to the person, in plain words',
            rows: 3,
          }),
        })),
      }),
      textareaField({ ...asked, name: 'partRefused', label: 'If a part: which part of the care?', rows: 2 }),
      textareaField({ ...asked, name: 'alternatives', label: 'What do we offer instead? (optional)', rows: 2 }),
      submitButton('Decide'),
    )}`,
  });
};

function decideBy(budget: Budget, today: PlainDate): Html {
  const overdue = budget.state === 'REQUESTED' && isBefore(budget.decideBy, today);
  return html`${longDate(budget.decideBy)}${overdue && html` <strong>(overdue)</strong>`}`;
}

const undecidedPage = (frame: Frame, { budget, today }: Facts): Html =>
  page({
    frame,
    title: 'Not decided yet',
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}</span> Not decided yet</h1>
    ${budget.state === 'REQUESTED' ? html`<p>The request has to be decided by ${decideBy(budget, today)}.</p>` : html`<p>The request ended before it was decided.</p>`}`,
  });

const GRANTED_WORDS = {
  FULL: 'Yes, for all of the care',
  PART: 'Yes, but not for a part of the care',
  NONE: 'No',
} as const;
const BASIS_WORDS = {
  RIGHT: 'A right in law',
  LOCAL_OFFER: 'Our local offer',
  EXCEPTION: 'An exceptional case',
} as const;

const decidedPage = (frame: Frame, { budget }: Facts, decision: EligibilityDecision): Html =>
  page({
    frame,
    title: 'The decision about the request',
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}</span> The decision about the request</h1>
    ${summaryList({
      rows: [
        { key: 'Decision', value: GRANTED_WORDS[decision.granted] },
        { key: 'Group', value: GROUP_WORDS[decision.group] },
        decision.basis !== null && { key: 'Rests on', value: BASIS_WORDS[decision.basis] },
        decision.evidence !== '' && { key: 'Evidence', value: decision.evidence },
        ...groupRows(decision),
        decision.evidenceOn !== null && { key: 'Evidence dated', value: longDate(decision.evidenceOn) },
        decision.partRefused !== '' && { key: 'Part refused', value: decision.partRefused },
        decision.reasons.length > 0 && {
          key: 'Reasons',
          value: {
            html: html`<ul class="nhsuk-list nhsuk-list--bullet">${decision.reasons.map(reason => html`<li>${reason.words}</li>`)}</ul>`,
          },
        },
        decision.alternatives !== '' && { key: 'Offered instead', value: decision.alternatives },
        { key: 'Lives', value: PLACE_WORDS[decision.livesAt] },
        { key: 'Decided', value: `${longDate(decision.decidedOn)} by ${decision.byName}` },
      ],
    })}`,
  });

/** What was said about the group, in words. */
function groupRows({ groupFacts }: EligibilityDecision): { readonly key: string; readonly value: string }[] {
  const { sections, wheelchair, cohort, levelOfNeed } = groupFacts;
  const rows = [
    { key: 'Detained under', value: wordsOf(sections, SECTION_OF_ACT_WORDS) },
    { key: 'Holds for a wheelchair', value: wordsOf(wheelchair, WHEELCHAIR_WORDS) },
    { key: 'Group of the local offer', value: String(cohort ?? '') },
    { key: 'Level of need', value: String(levelOfNeed ?? '') },
  ];
  return rows.filter(({ value }) => value !== '');
}

function wordsOf(codes: unknown, words: Readonly<Record<string, string>>): string {
  return Array.isArray(codes) ? codes.map(code => words[String(code)] ?? String(code)).join('; ') : '';
}

/** R-016: adults with NHS Continuing Healthcare at home who have no budget; those without a reason first. */
const chcPage = (context: ShowContext, rows: readonly ChcRow[]): Html => {
  const today = context.tools.today();
  const standing = rows.map(row => ({ row, standing: chcStanding(row, today) }));
  const exceptions = standing.filter(each => each.standing === 'exception');
  const reasoned = standing.filter(each => each.standing === 'reason-recorded');
  return page({
    frame: context.frame,
    title: 'Continuing Healthcare at home without a budget',
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">Continuing Healthcare at home without a budget</h1>
    <p>A personal health budget is the usual way for adults who have NHS Continuing Healthcare at home. Where there is none, there is a reason.</p>
    <h2 class="nhsuk-heading-m">No reason on record: ${exceptions.length}</h2>
    ${
      exceptions.length === 0
        ? html`<p>Nobody.</p>`
        : chcTable(
            inParts(
              exceptions.map(({ row }) => row),
              context,
              'without',
            ),
            'Without a reason',
          )
    }
    <h2 class="nhsuk-heading-m">A reason on record: ${reasoned.length}</h2>
    ${
      reasoned.length === 0
        ? html`<p>Nobody.</p>`
        : chcTable(
            inParts(
              reasoned.map(({ row }) => row),
              context,
              'with',
            ),
            'With a reason',
          )
    }`,
  });
};

const chcTable = ({ shown, rest }: InParts<ChcRow>, caption: string): Html => html`
  ${table({
    caption: { text: caption, classes: 'nhsuk-u-visually-hidden' },
    responsive: true,
    head: ['Person', 'Step', 'Decide by', 'Care co-ordinator', 'Reason'],
    rows: shown.map(row => [
      { html: html`<a href="/budgets/${row.budgetId}">${row.personName} (${row.reference})</a>` },
      STATE_WORDS[row.state],
      longDate(row.decideBy),
      row.careCoordinatorName,
      (WITHDRAWAL_WORDS as Readonly<Record<string, string>>)[row.reason] ?? (row.reason || 'None'),
    ]),
  })}
  ${rest}`;
