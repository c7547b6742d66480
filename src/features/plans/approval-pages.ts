/** The approval: each of the five points with the facts that it judges beside the answer. */
import { z } from 'zod';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { details, insetText } from '../../nhsuk/content/text-blocks.ts';
import {
  checkboxesField,
  form,
  moneyField,
  radiosField,
  selectField,
  submitButton,
  textareaField,
  textField,
} from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { flag, money, oneOf, optionalText, text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../platform/http.ts';
import {
  type ApprovalFacts,
  conflictsOf,
  directPaymentPence,
  type IcbPoint,
  type PointFacts,
  personPointsOf,
  pointsOf,
  REFUSAL_REASONS,
} from '../../rules/approval.ts';
import { STATEMENTS } from '../../rules/plan.ts';
import { POINT_QUESTIONS, POINT_WORDS, REFUSAL_REASON_WORDS, STATEMENT_SENTENCES } from '../../rules/plan-words.ts';
import { pounds } from '../../values/pence.ts';
import { inPlainWords } from '../refusals.ts';
import { type Budget, loadBudget } from '../requests/store.ts';
import { decidePlan, type PlanDecisionInput } from './decide-plan.ts';
import { loadApprovalFacts } from './facts.ts';
import { caseHeading, itemsTable, sectionsInFull } from './parts.ts';

/** One problem for each question, so that the summary says which of the five was left out. */
const answer = (point: IcbPoint) => oneOf(['yes', 'no', 'not-applicable'], `Select your answer: ${POINT_WORDS[point]}`);

const ApprovalForm = z.object({
  'ICB1-answer': answer('ICB1'),
  'ICB1-reason': optionalText(),
  'ICB2-answer': answer('ICB2'),
  'ICB2-reason': optionalText(),
  'ICB3-answer': answer('ICB3'),
  'ICB3-reason': optionalText(),
  'ICB4-answer': answer('ICB4'),
  'ICB4-reason': optionalText(),
  'ICB5-answer': answer('ICB5'),
  'ICB5-reason': optionalText(),
  clinicianName: optionalText(100),
  directPaymentAppropriate: oneOf(['yes', 'no'], 'Select yes or no').optional(),
  directPaymentReason: optionalText(),
  conventionalPence: money('Enter the cost in pounds, such as 29,000.00').optional(),
  benefits: optionalText(),
  benefitsOutweigh: flag(),
  conditions: optionalText(),
  decision: oneOf(['APPROVE', 'RETURN', 'REFUSE'], 'Select what you decide'),
  refusalCode: oneOf(REFUSAL_REASONS, 'Select the reason').optional(),
  refusalWords: optionalText(),
  seenHash: text('The plan is missing. Open the page again', 64),
});

const DONE = {
  APPROVE: 'Care plan approved',
  RETURN: 'Care plan sent back to be changed',
  REFUSE: 'Care plan refused',
} as const;

export const approvalPages: readonly Route[] = [
  get('/budgets/:budgetId/approval', {
    may: 'decide-approval',
    records: 'plan-approval.read',
    show: context => showApproval(context),
  }),
  post('/budgets/:budgetId/approval', {
    may: 'decide-approval',
    records: 'plan.decide',
    form: ApprovalForm,
    act: ({ tools, actor, command, params, values }) =>
      decidePlan(tools, actor, command, params.budgetId, inputOf(values)),
    done: ({ decision }, { params }) => seeOther(`/budgets/${params.budgetId}`, DONE[decision]),
    askAgain: (context, problems, typed) => showApproval(context, problems, typed),
  }),
];

function inputOf(values: z.infer<typeof ApprovalForm>): PlanDecisionInput {
  const of = (point: IcbPoint) => ({ answer: values[`${point}-answer`], reason: values[`${point}-reason`] });
  const { directPaymentAppropriate, conventionalPence, refusalCode } = values;
  return {
    decision: values.decision,
    points: { ICB1: of('ICB1'), ICB2: of('ICB2'), ICB3: of('ICB3'), ICB4: of('ICB4'), ICB5: of('ICB5') },
    clinicianName: values.clinicianName,
    directPaymentAppropriate: directPaymentAppropriate && directPaymentAppropriate === 'yes',
    directPaymentReason: values.directPaymentReason,
    conventionalPence,
    benefits: values.benefits,
    benefitsOutweigh: values.benefitsOutweigh,
    conditions: values.conditions,
    refusalCode,
    refusalWords: values.refusalWords,
    seenHash: values.seenHash,
  };
}

type Asked = ShowContext<{ readonly budgetId: string }>;

async function showApproval(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const { tx, actor, params } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const facts = await loadApprovalFacts(tx, budget, actor, context.tools.today());
  if (!facts) return nothingPage(context, budget, problems);
  return approvalPage(context, budget, facts, problems, typed);
}

const approvalPage = (
  { frame }: Asked,
  budget: Budget,
  facts: ApprovalFacts,
  problems: readonly Problem[],
  typed: Typed | undefined,
): Html => {
  const shared = { problems, values: typed };
  const conflicts = conflictsOf(facts);
  const annualPence = facts.proposed?.finalPence ?? 0n;
  return page({
    frame,
    title: 'Approve the care plan',
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${caseHeading(budget, 'Approve the care plan')}
    ${conflicts.map(conflict => insetText({ text: inPlainWords(conflict).text }))}
    ${summaryList({
      rows: [
        { key: 'Budget for the year', value: pounds(annualPence) },
        { key: 'You may approve up to', value: pounds(facts.approver.limitPence) },
      ],
    })}
    ${itemsTable(facts.items, facts.outcomes)}
    ${details({ summary: 'Read the plan in words', html: sectionsInFull(facts.sections, false) })}
    <h2 class="nhsuk-heading-m">What the person signed</h2>
    ${summaryList({
      rows: personPointsOf(facts).map(({ answer: said, reason, facts: signature }, i) => ({
        key: STATEMENT_SENTENCES[STATEMENTS[i]!],
        value:
          said === 'yes' ? `Yes. ${signature.join('. ')}` : `No. ${[reason, ...signature].filter(Boolean).join('. ')}`,
      })),
    })}
    <h2 class="nhsuk-heading-m">Your five answers</h2>
    ${form(
      { action: `/budgets/${budget.budgetId}/approval`, ...frame.hidden, hidden: { seenHash: facts.contentHash } },
      pointsOf(facts).map(point => pointFields(point, shared)),
      textField({ name: 'clinicianName', label: 'Clinician who agrees that the health needs are met', ...shared }),
      facts.items.some(item => item.option === 'DIRECT_PAYMENT') && directPaymentFields(facts, shared),
      textareaField({ name: 'conditions', label: 'What the person must keep to (optional)', ...shared, rows: 2 }),
      radiosField({
        name: 'decision',
        label: 'What do you decide?',
        labelSize: 'm',
        ...shared,
        options: [
          { value: 'APPROVE', text: 'Approve the plan' },
          { value: 'RETURN', text: 'Send it back to be changed', hint: 'At least one answer is no.' },
          {
            value: 'REFUSE',
            text: 'Refuse it',
            hint: 'The person may ask for this to be looked at again.',
            conditional: html`${selectField({
              name: 'refusalCode',
              label: 'Reason',
              ...shared,
              options: REFUSAL_REASONS.map(reason => ({ value: reason, text: REFUSAL_REASON_WORDS[reason] })),
            })}${textareaField({
              name: 'refusalWords',
              label: 'Explain it to the person',
              hint: 'Plain words: the person reads this.',
              ...shared,
              rows: 3,
            })}`,
          },
        ],
      }),
      submitButton('Decide'),
    )}`,
  });
};

type Shared = { readonly problems: readonly Problem[]; readonly values: Typed | undefined };

/** One point: its facts, what the rules say, and the answer. */
function pointFields({ point, facts, rulesSayNo }: PointFacts, shared: Shared): Html {
  return html`
  <h3 class="nhsuk-heading-s">${POINT_QUESTIONS[point]}</h3>
  <ul class="nhsuk-list nhsuk-list--bullet">${facts.map(fact => html`<li>${fact}</li>`)}</ul>
  ${rulesSayNo.length > 0 && insetText({ text: `The rules say no: ${rulesSayNo.join('. ')}.` })}
  ${radiosField({
    name: `${point}-answer`,
    label: `Your answer: ${POINT_WORDS[point]}`,
    ...shared,
    inline: true,
    options: [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No' },
      point === 'ICB5' && { value: 'not-applicable', text: 'Does not apply' },
    ],
  })}
  ${textareaField({
    name: `${point}-reason`,
    label: `Reason, unless you say yes: ${POINT_WORDS[point]}`,
    hint: 'If no, say what would put it right. The person reads this.',
    ...shared,
    rows: 2,
  })}`;
}

/** R-025 and R-026. */
function directPaymentFields(facts: ApprovalFacts, shared: Shared): Html {
  return html`
  <h3 class="nhsuk-heading-s">The direct payment</h3>
  ${radiosField({
    name: 'directPaymentAppropriate',
    label: 'Is a direct payment right for this person, with their condition and what it means for their life?',
    ...shared,
    inline: true,
    options: [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No' },
    ],
  })}
  ${textareaField({ name: 'directPaymentReason', label: 'Why, or why not', ...shared, rows: 2 })}
  ${moneyField({
    name: 'conventionalPence',
    label: 'What would the same care cost for the year if we arranged it?',
    hint: `The direct payment is ${pounds(directPaymentPence(facts))}.`,
    ...shared,
  })}
  ${textareaField({
    name: 'benefits',
    label: 'If the direct payment costs more: what makes it worth it? (optional)',
    ...shared,
    rows: 2,
  })}
  ${checkboxesField({
    name: 'benefitsOutweigh',
    label: 'Value for money (optional)',
    ...shared,
    options: [{ value: 'yes', text: 'These benefits outweigh the extra cost' }],
  })}`;
}

const nothingPage = ({ frame }: Asked, budget: Budget, problems: readonly Problem[]): Html =>
  page({
    frame,
    title: 'Approve the care plan',
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`${caseHeading(budget, 'Approve the care plan')}<p>No plan waits for approval.</p>`,
  });
