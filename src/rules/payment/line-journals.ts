/**
 * What the placing of a bank line posts: one journal, however many parts the answer has and however many payers.
 *
 * What is spent on a plan line comes out of its promise first, and what comes back goes to the promise as far as it
 * should hold again. So each journal needs to know where the promise stands, and leaves it elsewhere. Each payer's part
 * is in that payer's own books: what nobody can explain lies by the agreed percentages until somebody does, so
 * what is placed later is given back by those first.
 */
import type { PlainDate } from '../../values/dates.ts';
import { greatest, least, total } from '../../values/pence.ts';
import { byAgreement, byLine, type PaidOnLine, type Sharing } from '../funding/line-shares.ts';
import { linePlaced, lineUnplaced, receivedUnexplained, refund, together } from './journals.ts';
import type { Journal } from './ledger.ts';
import { type PlacedPart, promiseLeft } from './matching.ts';

/** A plan line in the ledger: what was promised on it in all, what is left of that, and what is spent. Pence. */
export type LinePromise = { readonly promisedPence: bigint; readonly leftPence: bigint; readonly spentPence: bigint };

/** The same of each plan line, by its payers' streams. */
export type LinePromises = ReadonlyMap<string, ReadonlyMap<string, LinePromise>>;

const NO_PROMISE: LinePromise = { promisedPence: 0n, leftPence: 0n, spentPence: 0n };

/** Whose line it is, and when it happened. */
export type LineWhere = {
  readonly budgetId: string;
  readonly budgetYear: PlainDate;
  readonly sharing: Sharing;
  /** Whose account it was in: the person's, or the third party's. */
  readonly option: 'DIRECT_PAYMENT' | 'THIRD_PARTY';
  readonly accountId: string;
  readonly happenedOn: PlainDate;
};

/** What a part of a line posts; BACK: the other side of money that left and that nobody spent. */
export type LinePart = PlacedPart | { readonly what: 'BACK'; readonly pence: bigint };

/** Where the line's money lies now: in the account, or as paid out and not known what for. */
export type TakenFrom = 'HELD' | 'UNPLACED';

/** What is spent on a plan line, by all payers together. */
export function spentOn(promises: LinePromises, planItemId: string): bigint {
  return total(paidOn(promises, planItemId).values());
}

/** The journal of an answer, and the promises after it. Undefined where nothing moves: it lies there already. */
export function journalOfParts(
  where: LineWhere,
  parts: readonly LinePart[],
  from: TakenFrom,
  promises: LinePromises,
): { readonly journal: Journal | undefined; readonly promises: LinePromises } {
  let after = promises;
  const journals: Journal[] = [];
  for (const part of parts)
    if ('planItemId' in part) {
      const moved = moveOnLine(where, part.planItemId, part.what === 'SPENT' ? part.pence : -part.pence, after);
      journals.push(...moved.journals);
      after = moved.promises;
    }
  const pence = (what: LinePart['what']) => total(parts.filter(part => part.what === what).map(part => part.pence));
  journals.push(...received(where, pence('RECEIVED')), ...unplaced(where, pence('BACK')).map(mirrored));
  const [unknown, spent] = [pence('UNPLACED'), pence('SPENT')];
  if (from === 'HELD') journals.push(...unplaced(where, unknown));
  else if (spent > 0n) journals.push(...unplaced(where, spent + unknown).map(mirrored), ...unplaced(where, unknown));
  const [first, ...others] = journals;
  const kind = first?.kind === 'line-placed' && from === 'UNPLACED' ? 'line-placed-later' : first?.kind;
  return { journal: first && together({ ...first, kind: kind! }, ...others), promises: after };
}

/**
 * What puts the payers of a line right once an answer about it was taken back, where a fixed sum or first pounds make
 * one pay what another did; undefined where nothing is to be put right.
 */
export function resharedJournal(where: LineWhere, planItemId: string, promises: LinePromises): Journal | undefined {
  const [first, ...others] = moveOnLine(where, planItemId, 0n, promises).journals;
  return first && together(first, ...others);
}

/** Money onto a line, or off it where it is below nought: each payer's part, out of its promise and back to it. */
function moveOnLine(
  where: LineWhere,
  planItemId: string,
  pence: bigint,
  promises: LinePromises,
): { readonly journals: readonly Journal[]; readonly promises: LinePromises } {
  const onLine = new Map(promises.get(planItemId));
  const journals = byLine(planItemId, pence, where.sharing, paidOn(promises, planItemId)).flatMap(part => {
    const promise = onLine.get(part.stream) ?? NO_PROMISE;
    onLine.set(part.stream, promiseAfter(promise, part.pence));
    return streamJournals(where, planItemId, part, promise);
  });
  return { journals, promises: new Map(promises).set(planItemId, onLine) };
}

function paidOn(promises: LinePromises, planItemId: string): PaidOnLine {
  return new Map([...(promises.get(planItemId) ?? [])].map(([stream, { spentPence }]) => [stream, spentPence]));
}

function promiseAfter({ promisedPence, leftPence, spentPence }: LinePromise, pence: bigint): LinePromise {
  const left =
    pence > 0n
      ? promiseLeft(leftPence, pence)
      : leftPence + backToPromise(-pence, promisedPence, leftPence, spentPence + pence);
  return { promisedPence, leftPence: left, spentPence: spentPence + pence };
}

function streamJournals(
  where: LineWhere,
  planLineId: string,
  { stream, pence }: { readonly stream: string; readonly pence: bigint },
  { promisedPence, leftPence, spentPence }: LinePromise,
): Journal[] {
  const facts = { ...where, stream, planLineId };
  if (pence > 0n) return [linePlaced({ ...facts, pence, promisedLeftPence: leftPence })];
  const promised = backToPromise(-pence, promisedPence, leftPence, spentPence + pence);
  return [
    ...(promised > 0n ? [refund({ ...facts, pence: promised, backTo: 'promised' as const })] : []),
    ...(promised < -pence ? [refund({ ...facts, pence: -pence - promised, backTo: 'authorised' as const })] : []),
  ];
}

function received(where: LineWhere, pence: bigint): readonly Journal[] {
  return byAgreement(pence, where.sharing).map(part => receivedUnexplained({ ...where, ...part }));
}

function unplaced(where: LineWhere, pence: bigint): readonly Journal[] {
  return byAgreement(pence, where.sharing).map(part => lineUnplaced({ ...where, ...part }));
}

/** The same the other way round. */
function mirrored(journal: Journal): Journal {
  return {
    ...journal,
    postings: journal.postings.map(posting => ({ ...posting, amountPence: -posting.amountPence })),
  };
}

/** What of a refund goes back to the promise: as much as it should hold again. */
function backToPromise(pence: bigint, promisedPence: bigint, leftPence: bigint, spentPence: bigint): bigint {
  return least(greatest(promiseLeft(promisedPence, spentPence) - leftPence, 0n), pence);
}
