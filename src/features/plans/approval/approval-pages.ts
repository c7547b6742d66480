/** The approval: each of the five points with the facts that it judges beside the answer. */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { details, insetText } from '../../../nhsuk/content/text-blocks.ts';
import { select } from '../../../nhsuk/fields/select.ts';
import { textarea } from '../../../nhsuk/fields/textarea.ts';
import {
  checkboxesField,
  form,
  moneyField,
  radiosField,
  selectField,
  submitButton,
  textareaField,
  textField,
} from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { problemsOf } from '../../../nhsuk/problem.ts';
import { flag, money, oneOf, optionalText, text, texts } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import {
  type ApprovalFacts,
  type ApprovalLevel,
  conflictsOf,
  directPaymentPence,
  type IcbPoint,
  type ItemRefusal,
  levelFor,
  type PointFacts,
  personPointsOf,
  pointsOf,
  REFUSAL_REASONS,
  type RefusalReason,
} from '../../../rules/decisions/approval.ts';
import { STATEMENTS } from '../../../rules/plan/plan.ts';
import {
  LEVEL_WORDS,
  POINT_QUESTIONS,
  POINT_WORDS,
  REFUSAL_REASON_WORDS,
  STATEMENT_SENTENCES,
} from '../../../rules/plan/plan-words.ts';
import { longDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { inPlainWords } from '../../refusals.ts';
import { type Budget, loadBudget } from '../../requests/store.ts';
import { loadPassedOn } from '../decision-store.ts';
import { type LoadedApproval, loadApprovalFacts } from '../facts.ts';
import { caseHeading, itemsTable, sectionsInFull } from '../parts.ts';
import { decidePlan, type PlanDecisionInput } from './decide-plan.ts';
import { passOnPlan } from './pass-on-plan.ts';

/** One problem for each question, so that the summary says which of the five was left out. */
const answer = (point: IcbPoint) => oneOf(['yes', 'no', 'not-applicable'], `Select your answer: ${POINT_WORDS[point]}`);

/** `<item id>:<reason of CL-13>`; an item that is agreed to sends no reason. */
const REFUSED_ITEM = new RegExp(`^[0-9a-f-]{36}:(?:${REFUSAL_REASONS.join('|')})?$`);
const ANY_WORDS = /^[^\0]{0,1000}$/;

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
  /** R-065: of each item that is refused its id, its reason and the words for the person, in the same order. */
  refusedItems: texts(REFUSED_ITEM, 'Choose a reason for each thing that you refuse').default([]),
  refusedWords: texts(ANY_WORDS, 'Use 1,000 characters or fewer').default([]),
  seenHash: text('The plan is missing. Open the page again', 64),
});

const PassOnForm = z.object({});

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
  post('/budgets/:budgetId/approval/higher-limit', {
    may: 'decide-approval',
    records: 'plan.pass-on',
    form: PassOnForm,
    act: ({ tools, actor, command, params }) => passOnPlan(tools, actor, command, params.budgetId),
    done: ({ goesTo }, { params }) =>
      seeOther(`/budgets/${params.budgetId}`, `Passed on to ${LEVEL_WORDS[goesTo as ApprovalLevel]}`),
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
    refusedItems: refusedItemsOf(values.refusedItems, values.refusedWords),
    seenHash: values.seenHash,
  };
}

/** Each item that has a reason or words; a reason alone or words alone are refused by the rule. */
function refusedItemsOf(items: readonly string[], words: readonly string[]): readonly ItemRefusal[] {
  return items
    .map((item, i): ItemRefusal => {
      const [planItemId = '', code] = item.split(':');
      return { planItemId, code: (code || undefined) as RefusalReason | undefined, words: words[i] ?? '' };
    })
    .filter(({ code, words: said }) => code !== undefined || said.trim() !== '');
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
  const passedOn = await loadPassedOn(tx, facts.plan.planId);
  return approvalPage(context, budget, { ...facts, passedOn }, problems, typed);
}

const approvalPage = (
  { frame }: Asked,
  budget: Budget,
  facts: LoadedApproval & { readonly passedOn: Awaited<ReturnType<typeof loadPassedOn>> },
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
        { key: 'A sum like this is for', value: LEVEL_WORDS[levelFor(annualPence, facts.limits)] },
        ...facts.passedOn.map(({ goesTo, passedOn, byName }) => ({
          key: 'Passed on',
          value: `To ${LEVEL_WORDS[goesTo]} on ${longDate(passedOn)}, by ${byName}`,
        })),
      ],
    })}
    ${annualPence > facts.approver.limitPence && passOnForm(frame, budget, facts.passedOn.length > 0)}
    ${itemsTable(facts.items, facts.outcomes)}
    ${details({ summary: 'Read the plan in words', html: sectionsInFull(facts, false) })}
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
      itemRefusalFields(facts, shared),
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

/** R-064: over one's own limit the plan goes on; here and not below, because nothing else needs to be filled in for it. */
const passOnForm = (frame: Asked['frame'], budget: Budget, isPassedOn: boolean): Html | false =>
  !isPassedOn &&
  form(
    { action: `/budgets/${budget.budgetId}/approval/higher-limit`, ...frame.hidden },
    html`<p>This budget is over your limit, so you cannot approve it. You can send it back or refuse it, or pass it on.</p>`,
    submitButton('Pass it on', 'secondary'),
  );

/** R-065: single things may be refused, each for a listed reason, while the rest is approved. */
function itemRefusalFields({ items }: ApprovalFacts, { problems, values }: Shared): Html {
  const chosen = [values?.refusedItems ?? []].flat();
  const words = [values?.refusedWords ?? []].flat();
  return details({
    summary: 'Refuse single things and approve the rest',
    open: problems.some(({ field }) => field !== undefined && /^(item-|refusedItems$|refusedWords$)/.test(field)),
    html: html`<p id="refusedItems" tabindex="-1">Something may be refused only for one of these reasons. That it is unusual, or costs money, is none.</p>
    <p id="refusedWords" tabindex="-1">The person gets a letter for each, and may ask us to look at it again.</p>
    ${items.map(
      ({ planItemId, label, annualPence }, i) => html`
      <h4 class="nhsuk-heading-xs">${label}, ${pounds(annualPence)} for the year</h4>
      ${select({
        id: `item-${planItemId}-reason`,
        name: 'refusedItems',
        label: { text: `Reason to refuse “${label}” (optional)` },
        value: chosen.find(each => each.startsWith(planItemId)) ?? `${planItemId}:`,
        items: [
          { value: `${planItemId}:`, text: 'Not refused' },
          ...REFUSAL_REASONS.map(reason => ({ value: `${planItemId}:${reason}`, text: REFUSAL_REASON_WORDS[reason] })),
        ],
      })}
      ${textarea({
        id: `item-${planItemId}-words`,
        name: 'refusedWords',
        label: { text: `If you refuse “${label}”: explain it to the person` },
        value: words[i] ?? '',
        rows: 2,
        errorMessage: problemsOf(problems, `item-${planItemId}-words`),
      })}`,
    )}`,
  });
}

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
