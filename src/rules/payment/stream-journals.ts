/**
 * What a bank line posts where its plan line has several payers: each payer's part in that payer's own ledger, as one
 * journal. With one payer it is the journal of journals.ts, posting for posting.
 *
 * Pure. Amounts are pence above nought. A line with a fixed sum or first pounds may put back to one payer what another
 * pays instead, so a part may go the other way.
 */
import { greatest } from '../../values/pence.ts';
import { type PaidOnLine, type SharedLine, shareOut } from '../funding/line-shares.ts';
import type { StreamPence } from '../options/split.ts';
import { linePlaced, lineUnplaced, type Purse, receivedUnexplained, refund, together } from './journals.ts';
import type { Journal } from './ledger.ts';
import { promiseLeft } from './matching.ts';

/** What the ledger holds of a plan line in one stream. */
export type OnLine = {
  /** Promised in all, whatever was spent since. */
  readonly promisedPence: bigint;
  /** What is left of it. */
  readonly leftPence: bigint;
  readonly spentPence: bigint;
};

const NOTHING: OnLine = { promisedPence: 0n, leftPence: 0n, spentPence: 0n };

/** Whose money moves where, whatever the stream. */
export type Where = Omit<Purse, 'stream'> & {
  readonly accountId: string;
  readonly happenedOn: Journal['happenedOn'];
};

export type LineMoney = {
  readonly planLineId: string;
  readonly line: SharedLine;
  /** By stream; one that is not in it holds nothing. */
  readonly onLine: ReadonlyMap<string, OnLine>;
};

/** What each stream has spent on the line. */
export function paidOn(onLine: ReadonlyMap<string, OnLine>): PaidOnLine {
  return new Map([...onLine].map(([stream, { spentPence }]) => [stream, spentPence]));
}

/**
 * Money that left the account was for this plan line. `unplaced` is what of it lies unplaced, by stream, where it was
 * not known at first what it was for; none where it comes straight from the account.
 */
export function spendingPlaced(
  where: Where,
  pence: bigint,
  { planLineId, line, onLine }: LineMoney,
  unplaced: readonly StreamPence[] = [],
): Journal {
  const parts = shareOut(line, pence, paidOn(onLine)).map(part => {
    const facts = { ...where, stream: part.stream, planLineId };
    const { leftPence } = onLine.get(part.stream) ?? NOTHING;
    return part.pence > 0n
      ? linePlaced({ ...facts, pence: part.pence, promisedLeftPence: leftPence })
      : refund({ ...facts, pence: -part.pence, backTo: 'authorised' });
  });
  return whole(unplaced.length > 0 ? 'line-placed-later' : 'line-placed', [
    ...parts,
    ...unplaced.map(part => mirrored(lineUnplaced({ ...where, ...part }))),
  ]);
}

/** Money came back for this plan line: to the promise of each payer as far as it still runs, else to what is free. */
export function refundPlaced(where: Where, pence: bigint, { planLineId, line, onLine }: LineMoney): Journal {
  const parts = shareOut(line, -pence, paidOn(onLine)).flatMap(part => {
    const { promisedPence, leftPence, spentPence } = onLine.get(part.stream) ?? NOTHING;
    const facts = { ...where, stream: part.stream, planLineId };
    if (part.pence > 0n) return [linePlaced({ ...facts, pence: part.pence, promisedLeftPence: leftPence })];
    const back = -part.pence;
    const promised = promiseLeft(promisedPence, greatest(spentPence - back, 0n)) - leftPence;
    return [
      ...(promised > 0n ? [refund({ ...facts, pence: promised, backTo: 'promised' })] : []),
      ...(promised < back ? [refund({ ...facts, pence: back - promised, backTo: 'authorised' })] : []),
    ];
  });
  return whole('refund', parts);
}

/** Money left the account, and nobody knows yet what for: by the agreed percentages until somebody does. */
export function unplacedOver(where: Where, parts: readonly StreamPence[]): Journal {
  return whole(
    'line-unplaced',
    parts.map(part => lineUnplaced({ ...where, ...part })),
  );
}

/** Money came in that nobody can explain yet, by the agreed percentages. */
export function receivedOver(where: Where, parts: readonly StreamPence[]): Journal {
  return whole(
    'received-unexplained',
    parts.map(part => receivedUnexplained({ ...where, ...part })),
  );
}

function whole(kind: Journal['kind'], parts: readonly Journal[]): Journal {
  const [first, ...others] = parts;
  return together({ ...first!, kind }, ...others);
}

/** The same the other way round. */
function mirrored(journal: Journal): Journal {
  return {
    ...journal,
    postings: journal.postings.map(posting => ({ ...posting, amountPence: -posting.amountPence })),
  };
}
