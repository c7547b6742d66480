/**
 * The agreement and the set-up: what the parties sign (T14), and what must be ready before money moves (T15, T16).
 *
 * Rules. Pure: no clock, no database. An agreement is signed as a
 * whole text under its hash; whoever signs another text is refused. Dates are London calendar dates.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide, type Refusal } from '../decision.ts';
import { type BudgetState, wrongState } from '../life.ts';
import { routeOn } from '../representation/consent.ts';
import { holderSigningReasons, icbSigningReasons, type PayeeFacts, payeeReasons } from '../representation/payee.ts';
import { actingFor, unitsOf } from '../representation/representation.ts';
import { CLAUSE_CODES, type Clause, type ClauseCode } from './clauses.ts';

export type SetUpTask =
  | 'CONSENT'
  | 'ACCOUNT'
  | 'EMPLOYER'
  | 'CONNECTED_PAYEES'
  | 'PROVIDER_CHECKS'
  | 'CONTRACT_OF_SUPPLY'
  | 'PURCHASE_ORDERS';

/** Closed by evidence in words, by hand, for a wheelchair; each of the others closes itself with its own record. */
export const CLOSED_BY_HAND = ['CONTRACT_OF_SUPPLY', 'PURCHASE_ORDERS'] as const satisfies readonly SetUpTask[];

/** What each set-up task is, as people say it. */
export const SET_UP_TASK_WORDS: Readonly<Record<SetUpTask, string>> = {
  CONSENT: 'Say yes to direct payments',
  ACCOUNT: 'Have the account checked',
  EMPLOYER: 'Get ready to employ: payroll, insurance and checks',
  CONNECTED_PAYEES: 'Have the board agree to pay somebody close',
  PROVIDER_CHECKS: 'Have the registration of those who give care seen',
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
  | { readonly code: 'agreement-not-yours-to-sign' } // T14: the person, or who acts for them
  | { readonly code: 'agreement-signature-missing' } // T14: somebody else of the person's side has to sign too
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
  /** Who of the person's side has signed. */
  readonly signerIds: readonly string[];
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

export type SigningFacts = {
  readonly state: BudgetState;
  readonly agreement: Agreement | undefined;
  /** The hash of the text that was on the page. */
  readonly seenHash: string;
  readonly finalBudgetHash: string;
  readonly planHash: string;
  readonly hasDirectPayment: boolean;
  readonly payee: PayeeFacts;
};

/**
 * Decides whether this signer may sign for the person's side: the person themself from 16 and with capacity, else who
 * acts for them inside their authority. Those who act jointly each sign.
 */
export function decidePersonSigning(facts: SigningFacts, signerId: string, today: PlainDate): Decision<true> {
  const { agreement, payee, hasDirectPayment } = facts;
  return decide(
    [
      wrongState(facts.state, 'T14'),
      agreement === undefined && { code: 'agreement-not-offered' },
      (agreement?.signerIds.includes(signerId) || isSignedForPerson(facts, today)) && {
        code: 'agreement-already-signed',
      },
      ...staleness(facts),
      ...(agreement ? missingFrom(agreement) : []),
      !mayActOnMoney(payee, signerId, today) && { code: 'agreement-not-yours-to-sign' },
      ...(hasDirectPayment ? holderSigningReasons(payee, today) : []),
    ],
    () => true,
  );
}

/** Decides whether the ICB may sign, which makes the agreement (T14): the person's side has signed this very text. */
export function decideIcbSigning(facts: SigningFacts, today: PlainDate): Decision<true> {
  const { agreement } = facts;
  return decide(
    [
      wrongState(facts.state, 'T14'),
      agreement === undefined && { code: 'agreement-not-offered' },
      agreement?.signerIds.length === 0 && { code: 'agreement-not-signed' },
      agreement !== undefined &&
        agreement.signerIds.length > 0 &&
        !isSignedForPerson(facts, today) && { code: 'agreement-signature-missing' },
      agreement?.signedByIcb === true && { code: 'agreement-already-signed' },
      ...staleness(facts),
      ...(agreement ? missingFrom(agreement) : []),
      ...(facts.hasDirectPayment ? icbSigningReasons(facts.payee, today) : []),
    ],
    () => true,
  );
}

/** Whether this is the person who decides for themself, or somebody who acts for a person who does not. */
function mayActOnMoney(payee: PayeeFacts, id: string, today: PlainDate): boolean {
  const isOwn = routeOn(payee, today) === 'OWN';
  if (id === payee.personId) return isOwn;
  return !isOwn && actingFor(payee.authorities, 'DIRECT_PAYMENT', today).some(one => one.representativeId === id);
}

/** Whether the person's side has signed in full: the person, or everybody of those who decide together. */
export function isSignedForPerson(
  { agreement, payee }: Pick<SigningFacts, 'agreement' | 'payee'>,
  today: PlainDate,
): boolean {
  const signerIds = agreement?.signerIds ?? [];
  if (routeOn(payee, today) === 'OWN') return signerIds.includes(payee.personId);
  return unitsOf(actingFor(payee.authorities, 'DIRECT_PAYMENT', today)).some(unit =>
    unit.every(({ representativeId }) => signerIds.includes(representativeId)),
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

export type EnteredAccount = {
  readonly sortCode: string;
  readonly accountNumber: string;
  readonly name: string;
  readonly enteredById: string;
  readonly checked: boolean;
};

type Details = Pick<EnteredAccount, 'sortCode' | 'accountNumber' | 'name'>;

export type AccountDetails = {
  readonly before: Details | undefined;
  readonly entered: Details;
  /** From formats/modulus.ts: `not-checkable` is taken with a note, `fail` is not. */
  readonly modulus: 'pass' | 'fail' | 'not-checkable';
  /** The name as a payment file carries it: one that comes to nothing would hold up the whole run. */
  readonly nameInFile: string;
};

export type AccountEntry = AccountDetails & { readonly state: BudgetState };

/** States in which an account may be entered or changed. */
const WITH_ACCOUNT: readonly BudgetState[] = ['AGREED', 'SET_UP', 'ACTIVE'];

/** Decides whether account details may be entered. They are paid to only once somebody else checked them. */
export function decideAccountEntry({ state, ...details }: AccountEntry): Decision<true> {
  return decide(
    [!WITH_ACCOUNT.includes(state) && { code: 'wrong-state', transition: 'T15', state }, ...accountReasons(details)],
    () => true,
  );
}

/** The same of an account that is nobody's budget: of an organisation that holds money for many. */
export function decideAccountDetails(details: AccountDetails): Decision<true> {
  return decide(accountReasons(details), () => true);
}

function accountReasons({ before, entered, modulus, nameInFile }: AccountDetails): (Refusal | false)[] {
  const same =
    before?.sortCode === entered.sortCode &&
    before.accountNumber === entered.accountNumber &&
    before.name === entered.name;
  return [
    modulus === 'fail' && { code: 'account-fails-check' },
    !/[A-Z0-9]/.test(nameInFile) && { code: 'account-name-not-writable' },
    same && { code: 'account-unchanged' },
  ];
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
  /** A line pays somebody close, or somebody who has to be registered. */
  readonly paysConnected: boolean;
  readonly needsRegistration: boolean;
}): SetUpTask[] {
  const direct = agreed.options.includes('DIRECT_PAYMENT');
  const tasks: (SetUpTask | false)[] = [
    direct && 'CONSENT',
    direct && 'ACCOUNT',
    direct && agreed.categories.some(category => category === 'PA_WAGES' || category === 'PA_ONCOSTS') && 'EMPLOYER',
    agreed.paysConnected && 'CONNECTED_PAYEES',
    agreed.needsRegistration && 'PROVIDER_CHECKS',
    agreed.options.includes('THIRD_PARTY') && 'CONTRACT_OF_SUPPLY',
    agreed.options.includes('NOTIONAL') && 'PURCHASE_ORDERS',
  ];
  return tasks.filter(task => task !== false);
}

export type OpenTasks = readonly { readonly kind: SetUpTask; readonly closed: boolean }[];

/** Whether a task is closed by hand. Contracts and orders have their own records here, but for a wheelchair. */
export function isClosedByHand(kind: SetUpTask, isWheelchair: boolean): boolean {
  return isWheelchair && CLOSED_BY_HAND.some(one => one === kind);
}

/** Decides whether a set-up task may be closed by hand; most close themselves. */
export function decideTaskClosed(tasks: OpenTasks, kind: SetUpTask, isWheelchair: boolean): Decision<true> {
  const task = isClosedByHand(kind, isWheelchair) ? tasks.find(one => one.kind === kind) : undefined;
  return decide(
    [
      task === undefined && { code: 'set-up-task-unknown', task: kind },
      task?.closed === true && { code: 'set-up-task-closed', task: kind },
    ],
    () => true,
  );
}

/** What has to be so of the payee before money moves; undefined where nothing is paid directly. */
export type PaidDirectly = PayeeFacts | undefined;

/** Decides whether the set-up is complete (T15): nothing is open, and nothing of the payee stands against it. */
export function decideSetUp(
  facts: { readonly state: BudgetState; readonly tasks: OpenTasks; readonly payee: PaidDirectly },
  today: PlainDate,
): Decision<true> {
  const { state, tasks, payee } = facts;
  return decide([wrongState(state, 'T15'), ...open(tasks), ...payeeReasonsOf(payee, today)], () => true);
}

/** The task of the consent is named already. */
function payeeReasonsOf(payee: PaidDirectly, today: PlainDate): Refusal[] {
  return payee === undefined ? [] : payeeReasons(payee, today).filter(({ bar }) => bar !== 'no-consent');
}

export type StartFacts = {
  readonly state: BudgetState;
  readonly tasks: OpenTasks;
  readonly startsOn: PlainDate;
  /** Nothing is paid out under a notional budget: it starts with its first service. */
  readonly hasDirectPayment: boolean;
  readonly firstPaymentReleased: boolean;
  /** A wheelchair budget is active from the day on which the chair came. */
  readonly waitsForChair: boolean;
  /** Some of it is bought by the NHS, and no first service is booked yet. */
  readonly waitsForService: boolean;
  readonly payee: PaidDirectly;
};

/** Decides whether the budget starts today (T16): its day has come, nothing is open, the first payment is released. */
export function decideStart(facts: StartFacts, today: PlainDate): Decision<true> {
  return decide(
    [
      wrongState(facts.state, 'T16'),
      ...open(facts.tasks),
      ...payeeReasonsOf(facts.payee, today),
      isBefore(today, facts.startsOn) && { code: 'start-not-reached', startsOn: facts.startsOn },
      facts.hasDirectPayment && !facts.firstPaymentReleased && { code: 'first-payment-not-released' },
      facts.waitsForChair && { code: 'chair-not-issued' },
      facts.waitsForService && { code: 'first-service-not-booked' },
    ],
    () => true,
  );
}

function open(tasks: OpenTasks): Refusal[] {
  return tasks.filter(task => !task.closed).map(task => ({ code: 'set-up-task-open', task: task.kind }));
}
