/** Setting up: the person's yes, the account and its check, and what is still open before the start. */

import { z } from 'zod';
import { accountCheckFields, accountFields } from '../../nhsuk/account-fields.ts';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { taskList } from '../../nhsuk/content/task-list.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { form, radiosField, submitButton, textareaField, textField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { oneOf, text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../platform/http.ts';
import {
  type AccountTest,
  accountTests,
  decideNamedPeople,
  EVERY_ACCOUNT_KIND,
  namesIn,
} from '../../rules/payment/account.ts';
import { CLOSED_BY_HAND, isClosedByHand, SET_UP_TASK_WORDS, type SetUpTask } from '../../rules/payment/agreement.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { firstCreditOn } from '../payments/store.ts';
import { loadWords } from '../representation/store.ts';
import { loadBudget } from '../requests/store.ts';
import { closeTask } from './close-task.ts';
import { enterAccount } from './enter-account.ts';
import { loadTasksNow } from './facts.ts';
import { giveConsent } from './give-consent.ts';
import { caseHeading, showSortCode } from './page-parts.ts';
import { loadAccountHistory, loadAgreement, loadPaymentAccount, loadSetUpTasks, type PaymentAccount } from './store.ts';
import { verifyAccount } from './verify-account.ts';

const ConsentForm = z.object({ answer: oneOf(['YES', 'NO'], 'Select yes or no') });

const AccountForm = z.object({
  kind: oneOf(EVERY_ACCOUNT_KIND, 'Select what kind of account it is'),
  sortCode: text('Enter the sort code, 6 digits such as 20-29-59', 20),
  accountNumber: text('Enter the account number, 6 to 8 digits', 20),
  name: text('Enter the name on the account', 70),
  namedPeople: text('Enter who may use the account', 300),
});

export const VerificationForm = z.object({
  paymentAccountId: z.uuid({ error: 'The account is missing. Open the page again' }),
  outcome: oneOf(['VERIFIED', 'REFUSED'], 'Select whether it is the right account'),
  method: oneOf(['CALL_BACK', 'BANK_LETTER'], 'Select how you checked it'),
  evidence: text('Enter who you called and on which number, or which letter you saw'),
});

const TaskForm = z.object({
  task: oneOf(CLOSED_BY_HAND, 'Select what is done'),
  evidence: text('Enter what shows that it is done'),
});

export const setUpPages: readonly Route[] = [
  get('/budgets/:budgetId/consent', {
    may: 'give-consent',
    records: 'consent.read',
    show: context => showConsent(context),
  }),
  post('/budgets/:budgetId/consent', {
    may: 'give-consent',
    records: 'consent.give',
    form: ConsentForm,
    act: ({ tools, actor, command, params, values }) => giveConsent(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}`, 'Your answer is saved'),
    askAgain: (context, problems, typed) => showConsent(context, problems, typed),
  }),
  get('/budgets/:budgetId/account', {
    may: 'enter-account',
    records: 'account.read',
    show: context => showAccount(context),
  }),
  post('/budgets/:budgetId/account', {
    may: 'enter-account',
    records: 'account.enter',
    form: AccountForm,
    act: ({ tools, actor, command, params, values }) => enterAccount(tools, actor, command, params.budgetId, values),
    done: (_, { params }) =>
      seeOther(`/budgets/${params.budgetId}/account`, 'Account entered. A finance officer has to check it'),
    askAgain: (context, problems, typed) => showAccount(context, problems, typed),
  }),
  get('/budgets/:budgetId/account/verification', {
    may: 'verify-account',
    records: 'account.read',
    show: context => showVerification(context),
  }),
  post('/budgets/:budgetId/account/verification', {
    may: 'verify-account',
    records: 'account.verify',
    form: VerificationForm,
    act: ({ tools, actor, command, params, values }) => verifyAccount(tools, actor, command, params.budgetId, values),
    done: (value, { params }) =>
      seeOther(
        `/budgets/${params.budgetId}/start`,
        value.setUp ? 'Account checked. Everything is ready to start' : 'Account check saved',
      ),
    askAgain: (context, problems, typed) => showVerification(context, problems, typed),
  }),
  get('/budgets/:budgetId/start', { may: 'see-case', records: 'set-up.read', show: context => showStart(context) }),
  post('/budgets/:budgetId/start', {
    may: 'offer-agreement',
    records: 'set-up.close-task',
    form: TaskForm,
    act: ({ tools, actor, command, params, values }) => closeTask(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/start`, 'Saved'),
    askAgain: (context, problems, typed) => showStart(context, problems, typed),
  }),
];

type Asked = ShowContext<{ readonly budgetId: string }>;

/** Where the record of a task is that closes itself. */
const RECORD_OF: Readonly<Partial<Record<SetUpTask, string>>> = {
  EMPLOYER: '/employment',
  CONNECTED_PAYEES: '/checks',
  PROVIDER_CHECKS: '/checks',
  PURCHASE_ORDERS: '/orders',
  CONTRACT_OF_SUPPLY: '/contract',
};

function recordOf(kind: SetUpTask, isWheelchair: boolean): string | undefined {
  return isClosedByHand(kind, isWheelchair) ? undefined : RECORD_OF[kind];
}

async function showConsent(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const { tx, actor, frame, params } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const before = (await loadWords(tx, budget.personId)).findLast(word => word.byId === actor.id);
  const title = 'May we pay the money to you?';
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${caseHeading(budget, title)}
    <p>A direct payment is money that we pay into an account for your care. You pay for your care from it. You keep records and show us what you spent it on.</p>
    <p>You do not have to say yes. If you say no, we arrange your care in another way. You can change your mind at any time.</p>
    <p>This is not about sharing your information. We ask you about that separately.</p>
    ${before && insetText({ text: `You said ${before.given ? 'yes' : 'no'} on ${longDate(before.happenedOn)}.` })}
    ${form(
      { action: `/budgets/${budget.budgetId}/consent`, ...frame.hidden },
      radiosField({
        name: 'answer',
        label: 'Do you agree to direct payments?',
        options: [
          { value: 'YES', text: 'Yes, pay the money into the account' },
          { value: 'NO', text: 'No, do not pay it to me' },
        ],
        problems,
        values: typed,
      }),
      submitButton('Save my answer'),
    )}`,
  });
}

async function showAccount(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const { tx, actor, frame, params } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const history = await loadAccountHistory(tx, budget.budgetId);
  const title = history.length === 0 ? 'Enter the payment account' : 'Payment account';
  return page({
    frame,
    title,
    problems,
    backLink: { href: '/pay-runs', text: 'Back to payments' },
    content: html`
    ${caseHeading(budget, title)}
    ${history.length > 0 && historyTable(history)}
    <p>Enter the details from a document of the bank. Somebody else checks them with the person before any money is paid.
    ${history.length > 0 && ' New details replace the ones above, and have to be checked again.'}</p>
    ${
      history.length > 0 &&
      html`<p><a class="nhsuk-link" href="/budgets/${budget.budgetId}/second-card">A second card, for when the first does not work</a></p>
    <p><a class="nhsuk-link" href="/budgets/${budget.budgetId}/wages-straight">Wages straight to assistants, for when a payment fails</a></p>`
    }
    ${form(
      { action: `/budgets/${budget.budgetId}/account`, ...frame.hidden },
      radiosField({
        name: 'kind',
        label: 'What kind of account is it?',
        options: [
          { value: 'SEPARATE', text: 'The person’s own account, for this money only' },
          { value: 'MANAGED', text: 'An account that somebody manages for them' },
          { value: 'PREPAID_CARD', text: 'A prepaid card' },
          budget.kind === 'ONE_OFF_GOAL' && {
            value: 'OWN_ONE_OFF',
            text: 'The person’s everyday account, for this one payment',
          },
        ],
        problems,
        values: typed,
      }),
      textField({ name: 'name', label: 'Name on the account', width: 20, spellcheck: false, problems, values: typed }),
      ...accountFields({ problems, values: typed }),
      textField({
        name: 'namedPeople',
        label: 'Who may use the account?',
        hint: 'Everybody by name',
        problems,
        values: typed,
      }),
      submitButton('Save the account'),
    )}`,
  });
}

/** Every account of one kind, with who entered and who checked it. */
export function historyTable(history: readonly PaymentAccount[]): Html {
  return table({
    caption: { text: 'Accounts so far, newest first', size: 'm' },
    responsive: true,
    head: ['Account', 'Name', 'Entered', 'Checked'],
    rows: history.map(account => [
      `${showSortCode(account.sortCode)} ${account.accountNumber}`,
      account.name,
      `${longDate(account.enteredOn)} by ${account.enteredByName}`,
      statusOf(account),
    ]),
  });
}

/** Whether an account was checked, how and by whom. */
export function statusOf(account: PaymentAccount): string {
  if (account.verifiedOn === null) return 'Not yet';
  const answer = account.status === 'VERIFIED' ? 'Right' : 'Refused';
  const method = account.method === 'CALL_BACK' ? 'by telephone' : 'by a letter of the bank';
  return `${answer}, ${method}, ${longDate(account.verifiedOn)} by ${account.verifiedByName}`;
}

async function showVerification(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const { tx, actor, frame, params } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const account = await loadPaymentAccount(tx, budget.budgetId);
  const newNames = account ? namesToApprove(account, await loadAccountHistory(tx, budget.budgetId)) : [];
  const title = 'Check the payment account';
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${caseHeading(budget, title)}
    ${
      account === undefined
        ? html`<p>No account has been entered yet. A payment preparer enters it.</p>`
        : html`
    ${summaryList({
      rows: [
        { key: 'Name on the account', value: account.name },
        { key: 'Sort code', value: showSortCode(account.sortCode) },
        { key: 'Account number', value: account.accountNumber },
        {
          key: 'Number check',
          value:
            account.modulusResult === 'pass'
              ? `The numbers belong together (table ${account.modulusTableVersion})`
              : `This sort code is in no table (${account.modulusTableVersion}), so the numbers cannot be checked`,
        },
        { key: 'Who may use it', value: account.namedPeople },
        newNames.length > 0 && { key: 'Not approved before', value: newNames.join(', ') },
        { key: 'Entered', value: `${longDate(account.enteredOn)} by ${account.enteredByName}` },
        { key: 'Checked', value: statusOf(account) },
      ],
    })}
    <p><a class="nhsuk-link" href="/budgets/${budget.budgetId}/second-card/verification">Check the second card</a></p>
    <p><a class="nhsuk-link" href="/budgets/${budget.budgetId}/wages-straight/verification">Check the accounts of assistants</a></p>
    ${account.status === 'ENTERED' && verificationForm(context, account, problems, typed)}`
    }`,
  });
}

/** R-080: what each test of an account asks. */
const ACCOUNT_TEST_WORDS: Readonly<Record<AccountTest, string>> = {
  ONLY_FOR_THIS_MONEY: 'It is used for this money and nothing else',
  ONLY_NAMED_PEOPLE: 'Only the people named to us can use it',
  SHOWS_IN_AND_OUT: 'Its statements show where money came from and where it went',
  ONLY_FOR_THE_PLAN: 'The money is spent only on what is in the plan',
};

/** R-079: who may use this account and was not approved with the last one that was right. */
function namesToApprove(account: PaymentAccount, history: readonly PaymentAccount[]): readonly string[] {
  const last = history.find(one => one.status === 'VERIFIED' && one.paymentAccountId !== account.paymentAccountId);
  const approved = last ? namesIn(last.namedPeople) : [];
  const decision = decideNamedPeople({ named: namesIn(account.namedPeople), approved });
  return decision.accepted && last ? decision.value.toApprove : [];
}

/** What whoever checks an account is asked. */
export const verificationForm = (
  { frame, params }: Asked,
  account: PaymentAccount,
  problems: readonly Problem[],
  typed: Typed | undefined,
  of: 'account' | 'second-card' = 'account',
): Html => html`
    <p>The number check does not show whose account it is. Call the person on a number that we had before, or look at a letter of the bank. Whoever entered the account cannot check it.</p>
    <p>It is right only if all of this is so:</p>
    <ul class="nhsuk-list nhsuk-list--bullet">
      ${accountTests(account.kind).map(test => html`<li>${ACCOUNT_TEST_WORDS[test]}</li>`)}
    </ul>
    ${form(
      {
        action: `/budgets/${params.budgetId}/${of}/verification`,
        ...frame.hidden,
        hidden: { paymentAccountId: account.paymentAccountId },
      },
      ...accountCheckFields('the person', { problems, values: typed }),
      submitButton('Save the check'),
    )}`;

async function showStart(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const { tx, actor, frame, params, tools } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const agreement = await loadAgreement(tx, budget.budgetId);
  const stored = await loadSetUpTasks(tx, budget.budgetId);
  const tasks = await loadTasksNow(tx, budget, tools.today());
  const creditOn = await firstCreditOn(tx, budget.budgetId);
  const isWheelchair = budget.kind === 'WHEELCHAIR';
  const byHand = tasks.filter(task => !task.closed && isClosedByHand(task.kind, isWheelchair));
  const title = 'Ready to start?';
  const first = agreement?.payments[0];
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${caseHeading(budget, title)}
    ${!agreement && html`<p>There is no signed agreement yet.</p>`}
    ${
      tasks.length > 0 &&
      taskList({
        items: tasks.map(task => {
          const done = stored.find(one => one.kind === task.kind);
          return {
            heading: { text: SET_UP_TASK_WORDS[task.kind] },
            href:
              recordOf(task.kind, isWheelchair) && `/budgets/${budget.budgetId}${recordOf(task.kind, isWheelchair)}`,
            hint: task.closed && done?.closedOn ? { text: `${longDate(done.closedOn)}: ${done.evidence}` } : undefined,
            status: task.closed ? { text: 'Done' } : { tag: { text: 'To do', colour: 'blue' } },
          };
        }),
      })
    }
    ${
      agreement &&
      summaryList({
        rows: [
          { key: 'The budget starts on', value: longDate(agreement.startsOn) },
          first && { key: 'First payment', value: pounds(first.amountPence) },
          first && { key: 'It arrives on', value: creditOn ? longDate(creditOn) : 'Not released yet' },
          { key: 'Started', value: budget.state === 'ACTIVE' ? 'Yes' : 'Not yet' },
        ],
      })
    }
    ${
      byHand.length > 0 &&
      hasLeave(actor, 'offer-agreement') &&
      closingForm(
        context,
        byHand.map(task => task.kind),
        problems,
        typed,
      )
    }`,
  });
}

const closingForm = (
  { frame, params }: Asked,
  kinds: readonly SetUpTask[],
  problems: readonly Problem[],
  typed: Typed | undefined,
): Html =>
  form(
    { action: `/budgets/${params.budgetId}/start`, ...frame.hidden },
    radiosField({
      name: 'task',
      label: 'What is done now?',
      options: kinds.map(kind => ({ value: kind, text: SET_UP_TASK_WORDS[kind] })),
      problems,
      values: typed,
    }),
    textareaField({ name: 'evidence', label: 'What shows it?', problems, values: typed, rows: 3 }),
    submitButton('Save'),
  );
