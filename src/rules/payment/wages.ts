/**
 * Wages that go straight to an assistant's own account on a day on which the usual way fails: what may be agreed, which
 * way a payment takes, and how the money of a month is cut into the wages and the rest.
 *
 * Pure. What each late word of the bank does is in standby.ts: to a part as to a whole.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { least, total } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';

export type WageRefusal =
  | { readonly code: 'wage-worker-unknown'; readonly worker: string } // R-167, this and the next
  | { readonly code: 'wage-worker-left'; readonly worker: string; readonly leftOn: PlainDate }
  | { readonly code: 'wage-account-is-own' } // the person's own account is no other way
  | { readonly code: 'wage-not-agreed'; readonly worker: string }
  | { readonly code: 'wage-unchanged' };

/** Policy: never; last, where the person has no second card that works; first, and the rest goes the next way. */
export type WagesStraight = 'NEVER' | 'LAST' | 'FIRST';

/** An assistant as they were recorded. */
export type Employed = { readonly name: string; readonly worksUntil: PlainDate | undefined };

type Numbers = { readonly sortCode: string; readonly accountNumber: string };

/** Decides whether wages may be agreed to go straight to this worker's account: somebody who is employed, and no account of the person's. */
export function decideWageAccount(
  wage: Numbers & {
    readonly worker: string;
    readonly employed: readonly Employed[];
    /** The accounts that the money goes to otherwise. */
    readonly own: readonly Numbers[];
  },
  today: PlainDate,
): Decision<true> {
  return decide(
    [
      ...workerReasons(wage, today),
      wage.own.some(one => one.sortCode === wage.sortCode && one.accountNumber === wage.accountNumber) && {
        code: 'wage-account-is-own',
      },
    ],
    () => true,
  );
}

/** Decides whether the wage of a worker may be changed, or end with nought: it was agreed, and is another now. */
export function decideWageChange(
  wage: {
    readonly worker: string;
    readonly employed: readonly Employed[];
    readonly agreedPence: bigint | undefined;
    readonly monthlyPence: bigint;
  },
  today: PlainDate,
): Decision<true> {
  const { worker, agreedPence, monthlyPence } = wage;
  return decide(
    [
      agreedPence === undefined && { code: 'wage-not-agreed', worker },
      agreedPence === monthlyPence && { code: 'wage-unchanged' },
      // Whoever left is paid no more, but it may be written down that it ends.
      ...(monthlyPence === 0n ? [] : workerReasons(wage, today)),
    ],
    () => true,
  );
}

function workerReasons(
  { worker, employed }: { readonly worker: string; readonly employed: readonly Employed[] },
  today: PlainDate,
): (WageRefusal | false)[] {
  const known = employed.find(({ name }) => name === worker);
  const leftOn = known?.worksUntil;
  return [
    known === undefined && { code: 'wage-worker-unknown', worker },
    leftOn !== undefined && isBefore(leftOn, today) && { code: 'wage-worker-left', worker, leftOn },
  ];
}

/** A wage that was agreed to go straight to a worker, with what is known of the account. */
export type AgreedWage = {
  readonly worker: string;
  readonly monthlyPence: bigint;
  readonly worksFrom: PlainDate | undefined;
  readonly worksUntil: PlainDate | undefined;
  readonly outcome: 'VERIFIED' | 'REFUSED' | undefined;
  /** It replaced another account of this worker. */
  readonly changed: boolean;
  readonly method: 'CALL_BACK' | 'BANK_LETTER' | undefined;
  readonly waitedOneRun: boolean;
};

/** whether a wage can go straight to the worker today: they work there, and the account is checked and has waited. */
export function isUsable(wage: AgreedWage, coolingOff: boolean, today: PlainDate): boolean {
  const works =
    wage.worksFrom !== undefined &&
    !isBefore(today, wage.worksFrom) &&
    (wage.worksUntil === undefined || !isBefore(wage.worksUntil, today));
  const waits = coolingOff && wage.changed && wage.method !== 'CALL_BACK' && !wage.waitedOneRun;
  return works && wage.outcome === 'VERIFIED' && !waits;
}

/** Where a payment goes whose way has failed. NOWHERE: it is left alone, and somebody calls the person. */
export type Way = 'SAME_ACCOUNT' | 'SECOND_CARD' | 'WORKERS' | 'NOWHERE';

/** the next way of a payment whose card does not work. */
export function wayOfCard(
  policy: WagesStraight,
  has: { readonly secondCard: boolean; readonly wages: boolean },
): Exclude<Way, 'SAME_ACCOUNT'> {
  const wages = has.wages && policy !== 'NEVER';
  if (wages && policy === 'FIRST') return 'WORKERS';
  if (has.secondCard) return 'SECOND_CARD';
  return wages ? 'WORKERS' : 'NOWHERE';
}

/** the next way of a payment in a file that nobody knows of: Faster Payments reach the same account. */
export function wayOfFile(policy: WagesStraight, hasWages: boolean): Extract<Way, 'SAME_ACCOUNT' | 'WORKERS'> {
  return policy === 'FIRST' && hasWages ? 'WORKERS' : 'SAME_ACCOUNT';
}

/** What is owed for one month by one payer. */
export type Owed = { readonly obligationId: string; readonly pence: bigint };

/** What one worker is still to have of the month. */
export type WageDue = { readonly worker: string; readonly pence: bigint };

/** A part of what is owed: of a worker, or the rest, which is the person's and has no worker. */
export type Part = { readonly part: number; readonly worker: string; readonly pence: bigint };

/** The rest is the first part, whether there is any or not; a worker's come after it. */
export const REST_PART = 1;

/**
 * cuts what is owed for a month into wages and the rest, each obligation for itself, so that its parts come to it. The
 * obligations are used up in order. Where the wages are more than the money, each worker has the same share of theirs.
 * An obligation that no wage touches is not cut, and not in the answer.
 */
export function cutIntoWages(owed: readonly Owed[], wages: readonly WageDue[]): ReadonlyMap<string, readonly Part[]> {
  const left = sharesOf(wages, total(owed.map(({ pence }) => pence)));
  const cut = new Map<string, readonly Part[]>();
  for (const { obligationId, pence } of owed) {
    const parts: Part[] = [];
    let rest = pence;
    for (const wage of left) {
      const part = least(wage.pence, rest);
      if (part === 0n) continue;
      wage.pence -= part;
      rest -= part;
      parts.push({ part: REST_PART + 1 + parts.length, worker: wage.worker, pence: part });
    }
    if (parts.length > 0)
      cut.set(obligationId, rest > 0n ? [{ part: REST_PART, worker: '', pence: rest }, ...parts] : parts);
  }
  return cut;
}

/** What each worker gets of so much: all of it, or each the same share, to the penny. */
function sharesOf(wages: readonly WageDue[], pence: bigint): { readonly worker: string; pence: bigint }[] {
  const due = total(wages.map(wage => wage.pence));
  if (due <= pence) return wages.map(wage => ({ ...wage }));
  let [soFar, given] = [0n, 0n];
  return wages.map(wage => {
    soFar += wage.pence;
    const upTo = (2n * soFar * pence + due) / (2n * due);
    const share = upTo - given;
    given = upTo;
    return { worker: wage.worker, pence: share };
  });
}

/** The line of a plan that a worker's wage is spent on: the one that names them, else the first of wages; undefined where there is none. */
export function wageLine(
  items: readonly {
    readonly planItemId: string;
    readonly category: string;
    readonly option: string;
    readonly provider: string;
  }[],
  worker: string,
): string | undefined {
  const wages = items.filter(({ category, option }) => category === 'PA_WAGES' && option === 'DIRECT_PAYMENT');
  return (wages.find(({ provider }) => provider === worker) ?? wages[0])?.planItemId;
}
