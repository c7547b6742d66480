/** The end of a budget (T28): its final account, money given back, and closing it by two people. Anybody's page and forms. */
import { z } from 'zod';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { dateField, form, moneyField, radiosField, submitButton, textareaField, textField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { date, money, oneOf, optionalText, text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import {
  get,
  type Problem,
  post,
  type Route,
  read,
  type ShowContext,
  seeOther,
  type Typed,
} from '../../platform/http.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { isNought, leftInAccount } from '../../rules/safeguards/closing.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { type Budget, loadBudget } from '../requests/store.ts';
import { answerClosing } from './answer-closing.ts';
import { type Ending, loadEnding } from './facts.ts';
import { MoneyBackAnswer, moneyBackAsJson, moneyBackTable } from './money-back-pages.ts';
import { proposeClosing } from './propose-closing.ts';
import { recordMoneyBack } from './record-money-back.ts';
import { type Closing, loadClosings, loadMoneyBack, type MoneyBack } from './store.ts';

const pence = z.string().regex(/^-?\d+$/);
const ClosingAnswer = z.object({
  state: z.enum(['RECONCILING', 'CLOSED']),
  heldPence: pence,
  ownPence: pence,
  leftPence: pence,
  notExplainedPence: pence,
  promisedPence: pence,
  unusedPence: pence,
  paymentsOnTheWay: z.number(),
  openOrders: z.number(),
  outcomesRated: z.boolean(),
  moneyBack: z.array(MoneyBackAnswer),
  closings: z.array(
    z.object({
      closingId: z.uuid(),
      writtenOffPence: pence,
      proposedOn: z.iso.date(),
      answer: z.enum(['YES', 'NO']).nullable(),
      keepUntil: z.iso.date().nullable(),
    }),
  ),
});

const BackForm = z.object({
  pence: money('Enter how much was given back, such as 20.00', 1n),
  receivedOn: date('Enter the day on which it came'),
  reference: text('Enter what the bank statement of the board says of it', 200),
});
const ProposalForm = z.object({
  writtenOffPence: money('Enter how much is written off. It may be 0'),
  reason: optionalText(1000),
});
const AnswerForm = z.object({ answer: oneOf(['YES', 'NO'], 'Select yes or no'), reason: optionalText(1000) });

type Params = { readonly budgetId: string };
const pathOf = ({ budgetId }: Params) => `/budgets/${budgetId}/closing`;

export const pages: readonly Route[] = [
  get('/budgets/:budgetId/closing', { may: 'see-closing', records: 'closing.read', show: context => show(context) }),
  read('/budgets/:budgetId/closing', {
    may: 'see-closing',
    records: 'closing.read',
    answer: ClosingAnswer,
    async read(context) {
      const known = await load(context);
      return known && asJson(known);
    },
  }),
  post('/budgets/:budgetId/closing/money-back', {
    may: 'propose-closing',
    records: 'closing.back',
    form: BackForm,
    act: ({ tools, actor, command, params, values }) => recordMoneyBack(tools, actor, command, params.budgetId, values),
    done: ({ leftPence }, { params }) => seeOther(pathOf(params), `Written down. ${pounds(BigInt(leftPence))} is left`),
    askAgain: (context, problems, typed) => show(context, problems, typed),
  }),
  post('/budgets/:budgetId/closing', {
    may: 'propose-closing',
    records: 'closing.propose',
    form: ProposalForm,
    act: ({ tools, actor, command, params, values }) => proposeClosing(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(pathOf(params), 'Proposed. Somebody else answers'),
    askAgain: (context, problems, typed) => show(context, problems, typed),
  }),
  post('/budgets/:budgetId/closing/answer', {
    may: 'answer-closing',
    records: 'closing.answer',
    form: AnswerForm,
    act: ({ tools, actor, command, params, values: { answer, reason } }) =>
      answerClosing(tools, actor, command, params.budgetId, { yes: answer === 'YES', reason }),
    done: ({ closed }, { params }) => seeOther(pathOf(params), closed ? 'Closed' : 'Not closed'),
    askAgain: (context, problems, typed) => show(context, problems, typed),
  }),
];

type Known = {
  readonly budget: Budget;
  readonly ending: Ending;
  readonly back: readonly MoneyBack[];
  readonly closings: readonly Closing[];
};

/** Undefined for a budget that has not come to its end. */
async function load({ tx, params }: Pick<ShowContext<Params>, 'tx' | 'params'>): Promise<Known | undefined> {
  const budget = await loadBudget(tx, tx.icbCode, params.budgetId);
  const ending = budget && (await loadEnding(tx, budget));
  if (!ending) return undefined;
  return {
    budget,
    ending,
    back: await loadMoneyBack(tx, budget.budgetId),
    closings: await loadClosings(tx, budget.budgetId),
  };
}

function asJson({ ending: { life, account, outcomesRated }, back, closings }: Known): z.input<typeof ClosingAnswer> {
  return {
    state: life.state === 'CLOSED' ? 'CLOSED' : 'RECONCILING',
    heldPence: account.heldPence.toString(),
    ownPence: account.ownPence.toString(),
    leftPence: leftInAccount(account).toString(),
    notExplainedPence: account.unplacedPence.toString(),
    promisedPence: account.promisedPence.toString(),
    unusedPence: account.unusedPence.toString(),
    paymentsOnTheWay: account.paymentsOnTheWay,
    openOrders: account.openOrders,
    outcomesRated,
    moneyBack: back.map(moneyBackAsJson),
    closings: closings.map(({ closingId, writtenOffPence, proposedOn, answer }) => ({
      closingId,
      writtenOffPence: writtenOffPence.toString(),
      proposedOn: proposedOn.toString(),
      answer: answer === undefined ? null : answer.yes ? 'YES' : 'NO',
      keepUntil: answer?.keepUntil?.toString() ?? null,
    })),
  };
}

async function show(
  context: ShowContext<Params>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const known = await load(context);
  if (!known) return undefined;
  const { actor, frame } = context;
  const { budget, ending, back, closings } = known;
  const isTheirs = actor.personId !== undefined;
  const isClosed = ending.life.state === 'CLOSED';
  const title = isTheirs ? 'The end of your budget' : 'The end of the budget';
  const open = closings.find(({ answer }) => answer === undefined);
  const isOpen = !isClosed || !isNought(ending.account);
  const shared = { problems, values: typed };
  const mayPropose = isOpen && hasLeave(actor, 'propose-closing');
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>
    ${insetText({ text: standingWords(known, isTheirs) })}
    ${accountList(known, isTheirs)}
    ${back.length > 0 && moneyBackTable(back)}
    ${
      mayPropose &&
      back.some(({ lineId }) => lineId === undefined) &&
      html`<p><a class="nhsuk-link" href="/budgets/${budget.budgetId}/money-back">Say which payment of the person’s statement shows it</a></p>`
    }
    ${!isTheirs && closings.length > 0 && closingsTable(closings)}
    ${mayPropose && !open && html`${backForm(context, shared)}${proposalForm(context, known, shared)}`}
    ${isOpen && open && hasLeave(actor, 'answer-closing') && answerForm(context, open, shared)}`,
  });
}

function standingWords({ ending: { life, account, outcomesRated } }: Known, isTheirs: boolean): string {
  if (life.state === 'CLOSED')
    return isNought(account)
      ? 'The budget is closed. Nothing is owed.'
      : 'The budget is closed. Something came on the bank statement after that. Finance settles it, and the budget stays closed.';
  if (isTheirs) return 'We look at what is left with you, then we close the budget.';
  const missing = [
    !outcomesRated && 'the care co-ordinator says how far each outcome was reached',
    account.paymentsOnTheWay > 0 && 'payments that are on their way arrive',
    account.openOrders > 0 && 'its orders are closed',
    account.unplacedPence !== 0n && `${pounds(account.unplacedPence)} that was paid out is explained`,
  ].filter(one => one !== false);
  return missing.length > 0
    ? `Before it can be closed: ${missing.join('; ')}.`
    : 'One person proposes to close it, another says yes.';
}

function accountList({ ending: { account }, budget }: Known, isTheirs: boolean): Html {
  const here = `/budgets/${budget.budgetId}`;
  const row = (key: string, sum: bigint) => ({ key, value: pounds(sum) });
  return summaryList({
    rows: [
      row(isTheirs ? 'In your account, by our books' : 'In the account, by our books', account.heldPence),
      ...(account.ownPence === 0n
        ? []
        : [
            row(
              isTheirs ? 'Of that, your own money' : 'Of that, the person’s own: nobody explained it',
              account.ownPence,
            ),
          ]),
      row('Left of the budget', leftInAccount(account)),
      ...(account.unplacedPence === 0n ? [] : [row('Paid out and not explained yet', account.unplacedPence)]),
      ...(account.promisedPence === 0n ? [] : [row('Still promised', account.promisedPence)]),
      ...(isTheirs ? [] : [row('Not used: goes back to who pays', account.unusedPence)]),
      { key: 'What it is made of', value: { html: html`<a href="${here}/money">The money of the budget</a>` } },
    ],
  });
}

function closingsTable(closings: readonly Closing[]): Html {
  return table({
    caption: { text: 'Proposed and answered', size: 'm' },
    responsive: true,
    head: ['Proposed', 'Written off', 'Why', 'Answer'],
    rows: closings.map(({ proposedOn, byName, writtenOffPence, reason, answer }) => [
      `${longDate(proposedOn)}, ${byName}`,
      pounds(writtenOffPence),
      reason,
      answer === undefined
        ? 'Not answered yet'
        : `${answer.yes ? 'Yes' : `No: ${answer.reason}`}, ${longDate(answer.answeredOn)}, ${answer.byName}${answer.keepUntil ? `. Kept at least until ${longDate(answer.keepUntil)}` : ''}`,
    ]),
  });
}

type Asked = Pick<ShowContext<Params>, 'frame' | 'params'>;
type Shared = { readonly problems: readonly Problem[]; readonly values: Typed | undefined };

function backForm({ frame, params }: Asked, shared: Shared): Html {
  return html`<h2 class="nhsuk-heading-m">Money was given back</h2>
  ${form(
    { action: `${pathOf(params)}/money-back`, ...frame.hidden },
    moneyField({ ...shared, name: 'pence', label: 'How much?' }),
    dateField({ ...shared, name: 'receivedOn', label: 'When did it come?' }),
    textField({ ...shared, name: 'reference', label: 'What does the bank statement of the board say of it?' }),
    submitButton('Write it down', 'secondary'),
  )}`;
}

/** Before the close nothing was written off that could be taken back: a payment counts twice, or was never ours. */
const belowWords = (left: bigint) =>
  `By our books ${pounds(-left)} more has left the account than was in it, so it cannot be closed yet. Look at its payments: one may be money that was given back, or may have come from somewhere else.`;

function leftWords(left: bigint): string {
  if (left < 0n) return `${pounds(-left)} of what was written off was spent after all. So much is taken back.`;
  return left > 0n
    ? `${pounds(left)} is left. Either it is given back first, or it is written off.`
    : 'Nothing is left in the account.';
}

function proposalForm({ frame, params }: Asked, { ending }: Known, shared: Shared): Html {
  const left = leftInAccount(ending.account);
  if (left < 0n && ending.life.state !== 'CLOSED')
    return html`<h2 class="nhsuk-heading-m">Close the budget</h2><p>${belowWords(left)}</p>`;
  return html`<h2 class="nhsuk-heading-m">Close the budget</h2>
  <p>${leftWords(left)} Somebody else says yes or no.</p>
  ${form(
    { action: pathOf(params), ...frame.hidden },
    moneyField({
      ...shared,
      name: 'writtenOffPence',
      label: left < 0n ? 'How much is taken back?' : 'How much is written off?',
    }),
    textareaField({ ...shared, name: 'reason', label: 'Why?', hint: 'Leave this empty if nothing is.', rows: 3 }),
    submitButton('Propose to close it'),
  )}`;
}

function answerForm({ frame, params }: Asked, { byName, writtenOffPence, reason }: Closing, shared: Shared): Html {
  return html`<h2 class="nhsuk-heading-m">Do you agree to close it?</h2>
  <p>${byName} proposes to close it${writtenOffPence < 0n ? `. ${pounds(-writtenOffPence)} that was written off is taken back: ${reason}` : writtenOffPence > 0n ? ` and to write off ${pounds(writtenOffPence)}: ${reason}` : '. Nothing is written off'}.</p>
  ${form(
    { action: `${pathOf(params)}/answer`, ...frame.hidden },
    radiosField({
      ...shared,
      name: 'answer',
      label: 'Your answer',
      options: [
        { value: 'YES', text: 'Yes, close it' },
        { value: 'NO', text: 'No' },
      ],
    }),
    textareaField({ ...shared, name: 'reason', label: 'If not, why?', rows: 3 }),
    submitButton('Answer'),
  )}`;
}
