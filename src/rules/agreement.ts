/**
 * The agreement and the set-up: what the parties sign (T14), and what must be ready before money moves (T15, T16).
 *
 * Rules. Pure: no clock, no database. An agreement is signed as a
 * whole text under its hash; whoever signs another text is refused. Dates are London calendar dates.
 */
import { isBefore, type PlainDate } from '../values/dates.ts';
import { type DirectPaymentBar, directPaymentBars } from './capacity.ts';
import { CLAUSE_CODES, type Clause, type ClauseCode } from './clauses.ts';
import { type Decision, decide, type Refusal } from './decision.ts';
import { type BudgetState, wrongState } from './life.ts';

export type SetUpTask = 'CONSENT' | 'ACCOUNT' | 'EMPLOYER' | 'CONTRACT_OF_SUPPLY' | 'PURCHASE_ORDERS';

/** What each set-up task is, as people say it. */
export const SET_UP_TASK_WORDS: Readonly<Record<SetUpTask, string>> = {
  CONSENT: 'Say yes to direct payments',
  ACCOUNT: 'Have the account checked',
  EMPLOYER: 'Get ready to employ: payroll, insurance and checks',
  CONTRACT_OF_SUPPLY: 'Sign the contract with the organisation that holds the money',
  PURCHASE_ORDERS: 'Place the orders for care that the NHS buys',
};

export type AgreementRefusal =
  | { readonly code: 'no-final-budget' }
  | { readonly code: 'no-approved-plan' }
  | { readonly code: 'plan-over-final-budget'; readonly shortPence: bigint } // the lines of the plan cost more than the final budget
  | { readonly code: 'clause-missing'; readonly clause: ClauseCode } // CL-14
  | { readonly code: 'record-keeping-missing' }
  | { readonly code: 'review-timetable-missing' }
  | { readonly code: 'agreement-not-offered' }
  | { readonly code: 'agreement-changed' } // another text than the one that was read
  | { readonly code: 'agreement-out-of-date' } // the budget or the plan changed since it was offered
  | { readonly code: 'agreement-already-signed' }
  | { readonly code: 'agreement-not-signed' } // the person has not signed yet
  | { readonly code: 'direct-payment-barred'; readonly bar: Exclude<DirectPaymentBar, 'no-consent'> }
  | { readonly code: 'consent-not-yours-to-give' } // who consents
  | { readonly code: 'account-fails-check' }
  | { readonly code: 'account-name-not-writable' } // nothing of it can stand in a payment file
  | { readonly code: 'account-unchanged' }
  | { readonly code: 'no-account' }
  | { readonly code: 'account-already-checked' }
  | { readonly code: 'verifier-entered-account' }
  | { readonly code: 'set-up-task-unknown'; readonly task: SetUpTask }
  | { readonly code: 'set-up-task-closed'; readonly task: SetUpTask }
  | { readonly code: 'set-up-task-open'; readonly task: SetUpTask } // T15, T16
  | { readonly code: 'start-not-reached'; readonly startsOn: PlainDate } // T16
  | { readonly code: 'first-payment-not-released' }; // T16

/** What stands in the agreement, as its hash covers it. */
export type Agreement = {
  readonly contentHash: string;
  readonly finalBudgetHash: string;
  readonly planHash: string;
  readonly recordKeepingLevel: string;
  readonly recordsKeptBy: string;
  readonly reviewTimetable: string;
  readonly clauses: readonly Clause[];
  readonly signedByPerson: boolean;
  readonly signedByIcb: boolean;
};

/** Everything that the text itself lacks (CL-14, R-087, R-139). */
function missingFrom(agreement: Agreement): (Refusal | false)[] {
  const written = new Set(agreement.clauses.filter(clause => clause.words.trim() !== '').map(clause => clause.code));
  return [
    (agreement.recordKeepingLevel === '' || agreement.recordsKeptBy.trim() === '') && {
      code: 'record-keeping-missing',
    },
    agreement.reviewTimetable.trim() === '' && { code: 'review-timetable-missing' },
    ...CLAUSE_CODES.map(clause => !written.has(clause) && ({ code: 'clause-missing', clause } as const)),
  ];
}

export type OfferFacts = {
  readonly state: BudgetState;
  readonly hasFinalBudget: boolean;
  readonly hasApprovedPlan: boolean;
  /** By how much the lines cost more than the final budget; nought or less when they fit. */
  readonly shortPence: bigint;
  readonly agreement: Agreement | undefined;
};

/** Decides whether this text may be put before the person: complete, and within the final budget. */
export function decideAgreementOffer(facts: OfferFacts): Decision<true> {
  return decide(
    [
      wrongState(facts.state, 'T14'),
      !facts.hasFinalBudget && { code: 'no-final-budget' },
      !facts.hasApprovedPlan && { code: 'no-approved-plan' },
      facts.shortPence > 0n && { code: 'plan-over-final-budget', shortPence: facts.shortPence },
      ...(facts.agreement ? missingFrom(facts.agreement) : []),
    ],
    () => true,
  );
}

/** Who may have a direct payment and who says yes to it. */
export type WhoIsPaid = {
  readonly ageYears: number;
  readonly hasCapacity: boolean;
  /** A representative of a recognised kind acts for the person today. */
  readonly hasRepresentative: boolean;
};

export type SigningFacts = {
  readonly state: BudgetState;
  readonly agreement: Agreement | undefined;
  /** The hash of the text that was on the page. */
  readonly seenHash: string;
  readonly finalBudgetHash: string;
  readonly planHash: string;
  readonly hasDirectPayment: boolean;
  readonly who: WhoIsPaid;
};

/** Decides whether the person (or who acts for them) may sign the agreement that they have read. */
export function decidePersonSigning(facts: SigningFacts): Decision<true> {
  const { agreement } = facts;
  return decide(
    [
      wrongState(facts.state, 'T14'),
      agreement === undefined && { code: 'agreement-not-offered' },
      agreement?.signedByPerson === true && { code: 'agreement-already-signed' },
      ...staleness(facts),
      ...(agreement ? missingFrom(agreement) : []),
      ...(facts.hasDirectPayment ? barsBeforeConsent(facts.who) : []),
    ],
    () => true,
  );
}

/** Decides whether the ICB may sign, which makes the agreement (T14): the person has signed this very text. */
export function decideIcbSigning(facts: SigningFacts): Decision<true> {
  const { agreement } = facts;
  return decide(
    [
      wrongState(facts.state, 'T14'),
      agreement === undefined && { code: 'agreement-not-offered' },
      agreement !== undefined && !agreement.signedByPerson && { code: 'agreement-not-signed' },
      agreement?.signedByIcb === true && { code: 'agreement-already-signed' },
      ...staleness(facts),
      ...(agreement ? missingFrom(agreement) : []),
      ...(facts.hasDirectPayment ? barsBeforeConsent(facts.who) : []),
    ],
    () => true,
  );
}

function staleness({ agreement, seenHash, finalBudgetHash, planHash }: SigningFacts): (Refusal | false)[] {
  if (!agreement) return [];
  return [
    seenHash !== agreement.contentHash && { code: 'agreement-changed' },
    (agreement.finalBudgetHash !== finalBudgetHash || agreement.planHash !== planHash) && {
      code: 'agreement-out-of-date',
    },
  ];
}

/**
 * without the consent, which has its own page and date: a child or somebody who lacks capacity
 * for this decision is paid through a representative, or not directly.
 */
function barsBeforeConsent(who: WhoIsPaid): Refusal[] {
  if (who.hasRepresentative) return [];
  return directPaymentBars({ ...who, consented: true })
    .filter(bar => bar !== 'no-consent')
    .map(bar => ({ code: 'direct-payment-barred', bar }));
}

/**
 * who may say yes or no to direct payments. From 16 and with capacity only the person; before
 * that, or without capacity, only a representative.
 */
export function decideConsent(who: WhoIsPaid, by: 'PERSON' | 'REPRESENTATIVE'): Decision<true> {
  const own = who.ageYears >= 16 && who.hasCapacity;
  return decide([own !== (by === 'PERSON') && { code: 'consent-not-yours-to-give' }], () => true);
}

export type EnteredAccount = {
  readonly sortCode: string;
  readonly accountNumber: string;
  readonly name: string;
  readonly enteredById: string;
  readonly checked: boolean;
};

export type AccountEntry = {
  readonly state: BudgetState;
  readonly before: EnteredAccount | undefined;
  readonly entered: { readonly sortCode: string; readonly accountNumber: string; readonly name: string };
  /** From formats/modulus.ts: `not-checkable` is taken with a note, `fail` is not. */
  readonly modulus: 'pass' | 'fail' | 'not-checkable';
  /** The name as a payment file carries it: one that comes to nothing would hold up the whole run. */
  readonly nameInFile: string;
};

/** States in which an account may be entered or changed. */
const WITH_ACCOUNT: readonly BudgetState[] = ['AGREED', 'SET_UP', 'ACTIVE'];

/** Decides whether account details may be entered. They are paid to only once somebody else checked them. */
export function decideAccountEntry({ state, before, entered, modulus, nameInFile }: AccountEntry): Decision<true> {
  const same =
    before?.sortCode === entered.sortCode &&
    before.accountNumber === entered.accountNumber &&
    before.name === entered.name;
  return decide(
    [
      !WITH_ACCOUNT.includes(state) && { code: 'wrong-state', transition: 'T15', state },
      modulus === 'fail' && { code: 'account-fails-check' },
      !/[A-Z0-9]/.test(nameInFile) && { code: 'account-name-not-writable' },
      same && { code: 'account-unchanged' },
    ],
    () => true,
  );
}

/** Decides whether this member of staff may record that the account is the person's. */
export function decideVerification(account: EnteredAccount | undefined, verifierId: string): Decision<true> {
  return decide(
    [
      account === undefined && { code: 'no-account' },
      account?.checked === true && { code: 'account-already-checked' },
      account?.enteredById === verifierId && { code: 'verifier-entered-account' },
    ],
    () => true,
  );
}

/** The set-up tasks that an agreement opens: what its options and its plan lines call for (T15). */
export function setUpTasks(agreed: {
  readonly options: readonly string[];
  readonly categories: readonly string[];
}): SetUpTask[] {
  const direct = agreed.options.includes('DIRECT_PAYMENT');
  const tasks: (SetUpTask | false)[] = [
    direct && 'CONSENT',
    direct && 'ACCOUNT',
    direct && agreed.categories.some(category => category === 'PA_WAGES' || category === 'PA_ONCOSTS') && 'EMPLOYER',
    agreed.options.includes('THIRD_PARTY') && 'CONTRACT_OF_SUPPLY',
    agreed.options.includes('NOTIONAL') && 'PURCHASE_ORDERS',
  ];
  return tasks.filter(task => task !== false);
}

export type OpenTasks = readonly { readonly kind: SetUpTask; readonly closed: boolean }[];

/** Decides whether a set-up task may be closed by hand; consent and account close themselves. */
export function decideTaskClosed(tasks: OpenTasks, kind: SetUpTask): Decision<true> {
  const task = kind === 'CONSENT' || kind === 'ACCOUNT' ? undefined : tasks.find(one => one.kind === kind);
  return decide(
    [
      task === undefined && { code: 'set-up-task-unknown', task: kind },
      task?.closed === true && { code: 'set-up-task-closed', task: kind },
    ],
    () => true,
  );
}

/** Decides whether the set-up is complete (T15): nothing is open. */
export function decideSetUp(state: BudgetState, tasks: OpenTasks): Decision<true> {
  return decide([wrongState(state, 'T15'), ...open(tasks)], () => true);
}

export type StartFacts = {
  readonly state: BudgetState;
  readonly tasks: OpenTasks;
  readonly startsOn: PlainDate;
  /** Nothing is paid out under a notional budget: it starts with its first service. */
  readonly hasDirectPayment: boolean;
  readonly firstPaymentReleased: boolean;
};

/** Decides whether the budget starts today (T16): its day has come, nothing is open, the first payment is released. */
export function decideStart(facts: StartFacts, today: PlainDate): Decision<true> {
  return decide(
    [
      wrongState(facts.state, 'T16'),
      ...open(facts.tasks),
      isBefore(today, facts.startsOn) && { code: 'start-not-reached', startsOn: facts.startsOn },
      facts.hasDirectPayment && !facts.firstPaymentReleased && { code: 'first-payment-not-released' },
    ],
    () => true,
  );
}

function open(tasks: OpenTasks): Refusal[] {
  return tasks.filter(task => !task.closed).map(task => ({ code: 'set-up-task-open', task: task.kind }));
}
