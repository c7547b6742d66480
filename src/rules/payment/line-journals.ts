/**
 * What the placing of a bank line posts: one journal, however many parts the answer has.
 *
 * What is spent on a plan line comes out of its promise first, and what comes back goes to the promise as far as it
 * should hold again. So each journal needs to know where the promise stands, and leaves it elsewhere.
 */
import type { PlainDate } from '../../values/dates.ts';
import { greatest, least } from '../../values/pence.ts';
import { linePlaced, linePlacedLater, lineUnplaced, receivedUnexplained, refund, together } from './journals.ts';
import type { Journal } from './ledger.ts';
import { type PlacedPart, promiseLeft } from './matching.ts';

/** A plan line in the ledger: what was promised on it in all, what is left of that, and what is spent. Pence. */
export type LinePromise = { readonly promisedPence: bigint; readonly leftPence: bigint; readonly spentPence: bigint };

export type LinePromises = ReadonlyMap<string, LinePromise>;

export const NO_PROMISE: LinePromise = { promisedPence: 0n, leftPence: 0n, spentPence: 0n };

/** Whose line it is, and when it happened. */
export type LineWhere = {
  readonly budgetId: string;
  readonly budgetYear: PlainDate;
  readonly stream: string;
  readonly option: 'DIRECT_PAYMENT';
  readonly accountId: string;
  readonly happenedOn: PlainDate;
};

/** Where the line's money lies now: in the account, or as paid out and not known what for. */
export type TakenFrom = 'HELD' | 'UNPLACED';

/** The journal of an answer, and the promises after it. Undefined where nothing moves: it lies there already. */
export function journalOfParts(
  where: LineWhere,
  parts: readonly PlacedPart[],
  from: TakenFrom,
  promises: LinePromises,
): { readonly journal: Journal | undefined; readonly promises: LinePromises } {
  const after = new Map(promises);
  const journals: Journal[] = [];
  for (const part of parts) {
    if ('planItemId' in part) {
      const promise = after.get(part.planItemId) ?? NO_PROMISE;
      if (part.what === 'SPENT') journals.push(spentJournal(where, part, from, promise));
      else journals.push(...refundJournals(where, part, promise));
      after.set(part.planItemId, promiseAfter(promise, part));
    } else if (part.what === 'RECEIVED') {
      journals.push(receivedUnexplained({ ...where, pence: part.pence }));
    } else if (from === 'HELD') {
      journals.push(lineUnplaced({ ...where, pence: part.pence }));
    }
  }
  const [first, ...others] = journals;
  return { journal: first && together(first, ...others), promises: after };
}

type OnPlanLine = Extract<PlacedPart, { readonly planItemId: string }>;

function promiseAfter({ promisedPence, leftPence, spentPence }: LinePromise, { what, pence }: OnPlanLine): LinePromise {
  const spent = what === 'SPENT' ? spentPence + pence : spentPence - pence;
  const left =
    what === 'SPENT'
      ? promiseLeft(leftPence, pence)
      : leftPence + backToPromise(pence, promisedPence, leftPence, spent);
  return { promisedPence, leftPence: left, spentPence: spent };
}

function spentJournal(
  where: LineWhere,
  { planItemId, pence }: OnPlanLine,
  from: TakenFrom,
  { leftPence }: LinePromise,
): Journal {
  const facts = { ...where, pence, planLineId: planItemId, promisedLeftPence: leftPence };
  return from === 'HELD' ? linePlaced(facts) : linePlacedLater(facts);
}

function refundJournals(where: LineWhere, { planItemId, pence }: OnPlanLine, promise: LinePromise): Journal[] {
  const promised = backToPromise(pence, promise.promisedPence, promise.leftPence, promise.spentPence - pence);
  const facts = { ...where, planLineId: planItemId };
  return [
    ...(promised > 0n ? [refund({ ...facts, pence: promised, backTo: 'promised' as const })] : []),
    ...(promised < pence ? [refund({ ...facts, pence: pence - promised, backTo: 'authorised' as const })] : []),
  ];
}

/** What of a refund goes back to the promise: as much as it should hold again. */
function backToPromise(pence: bigint, promisedPence: bigint, leftPence: bigint, spentPence: bigint): bigint {
  return least(greatest(promiseLeft(promisedPence, spentPence) - leftPence, 0n), pence);
}
