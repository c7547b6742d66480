/**
 * The account that a direct payment goes to: which kinds there are, which tests each must meet, and what may be
 * paid into it.
 *
 * Pure. Who checks an account and when it counts as approved is in agreement.ts.
 */
import type { PlainDate } from '../../values/dates.ts';
import { financialYearStart } from '../../values/financial-year.ts';
import { type Decision, decide } from '../decision.ts';

/** The kinds of account that a regular direct payment may go to; a prepaid card is one of them. */
export const ACCOUNT_KINDS = ['SEPARATE', 'MANAGED', 'PREPAID_CARD'] as const;
/**
 * The person's everyday account is a kind for one payment a year at most; a third party's is no direct payment's;
 * a worker's is their own, and takes nothing but their wage.
 */
export type AccountKind = (typeof ACCOUNT_KINDS)[number] | 'OWN_ONE_OFF' | 'THIRD_PARTY' | 'WORKER';

/** Every kind, in the order in which they are offered. */
export const EVERY_ACCOUNT_KIND = [...ACCOUNT_KINDS, 'OWN_ONE_OFF'] as const satisfies readonly AccountKind[];

/** What an account may have to meet. */
export type AccountTest = 'ONLY_FOR_THIS_MONEY' | 'ONLY_NAMED_PEOPLE' | 'SHOWS_IN_AND_OUT' | 'ONLY_FOR_THE_PLAN';

export type AccountRefusal =
  | { readonly code: 'account-without-named-person' }
  | { readonly code: 'own-account-second-in-year'; readonly before: PlainDate } // R-081, this and the next two
  | { readonly code: 'own-account-not-one-payment'; readonly payments: number }
  | { readonly code: 'own-account-items'; readonly items: number; readonly most: number }
  | { readonly code: 'own-account-not-one-off' }
  | { readonly code: 'second-card-without-first' } // R-082, this and the next
  | { readonly code: 'second-card-of-same-issuer' };

/**
 * MAIN: where the money goes. SECOND_CARD: where it goes when the issuer of the first card is down. WORKER: where a wage goes when
 * the way to the person fails.
 */
export type AccountRole = 'MAIN' | 'SECOND_CARD' | 'WORKER';

/** decides whether a second card may be kept beside the first account: there is a first, and its issuer is another. */
export function decideSecondCard(card: {
  readonly sortCode: string;
  readonly firstSortCode: string | undefined;
}): Decision<true> {
  const { sortCode, firstSortCode } = card;
  return decide(
    [
      firstSortCode === undefined && { code: 'second-card-without-first' },
      firstSortCode === sortCode && { code: 'second-card-of-same-issuer' },
    ],
    () => true,
  );
}

/** whether a newly entered account would take the place of one that was right: then the person is told before it counts. */
export function replacesRightAccount(
  earlier: readonly { readonly status: 'ENTERED' | 'VERIFIED' | 'REFUSED' }[],
): boolean {
  return earlier.some(({ status }) => status === 'VERIFIED');
}

const TESTS: Readonly<Record<AccountKind, readonly AccountTest[]>> = {
  SEPARATE: ['ONLY_FOR_THIS_MONEY', 'ONLY_NAMED_PEOPLE', 'SHOWS_IN_AND_OUT'],
  PREPAID_CARD: ['ONLY_FOR_THIS_MONEY', 'ONLY_NAMED_PEOPLE', 'SHOWS_IN_AND_OUT'],
  MANAGED: ['SHOWS_IN_AND_OUT', 'ONLY_FOR_THE_PLAN'],
  OWN_ONE_OFF: ['SHOWS_IN_AND_OUT'],
  THIRD_PARTY: ['SHOWS_IN_AND_OUT', 'ONLY_FOR_THE_PLAN'],
  WORKER: [],
};

/** the tests that apply to a kind of account. A managed account may hold other people's money too. */
export function accountTests(kind: AccountKind): readonly AccountTest[] {
  return TESTS[kind];
}

/** The names in what was typed: one a line, or parted by commas or "and". */
export function namesIn(text: string): readonly string[] {
  return text
    .split(/\n|,|;|\band\b/)
    .map(name => name.trim())
    .filter(name => name !== '');
}

/** decides on the people who may use an account. Whoever was not approved before needs it now, by name. */
export function decideNamedPeople(people: {
  readonly named: readonly string[];
  readonly approved: readonly string[];
}): Decision<{ readonly toApprove: readonly string[] }> {
  const { named } = people;
  return decide([named.length === 0 && { code: 'account-without-named-person' }], () => ({
    toApprove: named.filter(name => !people.approved.includes(name)),
  }));
}

/** Where money that comes into the account is from, as far as anybody knows. */
export type CreditSource =
  | 'NHS_DIRECT_PAYMENT'
  | 'SOCIAL_CARE_DIRECT_PAYMENT'
  | 'SERVICES_FOR_DISABLED_PERSON' // what others pay to secure services for a disabled person
  | 'REFUND' // of something that was paid for from the account
  | 'INTEREST' // that the bank adds to it
  | 'UNKNOWN';

/** Words by which the bank names money of a permitted stream; as short as can be, since a miss is only a question. */
const NAMED_SOURCES: readonly (readonly [CreditSource, RegExp])[] = [
  ['SOCIAL_CARE_DIRECT_PAYMENT', /\b(council|social care)\b/i],
  ['SERVICES_FOR_DISABLED_PERSON', /\b(access to work|independent living fund)\b/i],
  ['INTEREST', /\binterest\b/i],
];

/** where money that came in is from, by what the ICB sent, whom the plan pays, and the words of the bank. */
export function creditSource(credit: {
  readonly isOurPayment: boolean;
  /** From somebody whom the plan pays: money back. */
  readonly isFromPayee: boolean;
  /** Payee and reference as the bank says them. */
  readonly text: string;
}): CreditSource {
  if (credit.isOurPayment) return 'NHS_DIRECT_PAYMENT';
  if (credit.isFromPayee) return 'REFUND';
  return NAMED_SOURCES.find(([, words]) => words.test(credit.text))?.[0] ?? 'UNKNOWN';
}

/** whether money coming in is a reason to ask where it is from. A question, not a bar. */
export function creditWarning(source: CreditSource): 'R-077' | undefined {
  return source === 'UNKNOWN' ? 'R-077' : undefined;
}

/** What stays of a question once somebody answers: where money came from is answered when it is placed as money back. */
export function questionAfter(question: string | null, placedAs: string): string | null {
  return question === 'R-077' && placedAs === 'REFUND' ? null : question;
}

/**
 * decides whether a one-off direct payment may go to the person's everyday account: the only direct payment
 * of the financial year, paid once, for at most so many things.
 */
export function decideOwnAccount(
  oneOff: {
    readonly payOn: PlainDate;
    readonly payments: number;
    readonly items: number;
    /** The days of all other direct payments to the person. */
    readonly otherPaymentsOn: readonly PlainDate[];
  },
  mostItems: number,
): Decision<{ readonly kind: 'OWN_ONE_OFF' }> {
  const { payOn, payments, items } = oneOff;
  const year = financialYearStart(payOn);
  const before = oneOff.otherPaymentsOn.find(day => financialYearStart(day).equals(year));
  return decide(
    [
      before !== undefined && { code: 'own-account-second-in-year', before },
      payments !== 1 && { code: 'own-account-not-one-payment', payments },
      (items < 1 || items > mostItems) && { code: 'own-account-items', items, most: mostItems },
    ],
    () => ({ kind: 'OWN_ONE_OFF' }),
  );
}

/** the same for a budget of any lane: only one that is paid once, for one goal, may go there. */
export function decideOneOffAccount(
  oneOff: Parameters<typeof decideOwnAccount>[0] & { readonly isOneOff: boolean },
  mostItems: number,
): Decision<{ readonly kind: 'OWN_ONE_OFF' }> {
  if (!oneOff.isOneOff) return decide([{ code: 'own-account-not-one-off' }], () => ({ kind: 'OWN_ONE_OFF' }));
  return decideOwnAccount(oneOff, mostItems);
}
