/**
 * What each payer pays of one line of a plan, to the penny.
 *
 * Pure. A line is shared in one of four ways. By percent and by need each amount is shared by itself. A fixed sum and
 * the first pounds are about the line's whole year, so what a stream pays of the next amount hangs on what has been paid
 * on the line: it is what it should have paid in all, less what it has. So an answer that is taken back and given again
 * comes out right in whatever order, and a part may then be below nought. The parts always add up to the amount.
 */
import { least, sizeOf, total } from '../../values/pence.ts';
import { type StreamPence, splitByWeight, WHOLE } from '../options/split.ts';

export const SHARE_KINDS = ['PERCENT', 'FIXED', 'FIRST_POUND', 'BY_NEED'] as const;
export type ShareKind = (typeof SHARE_KINDS)[number];

export type LineShare = {
  readonly stream: string;
  /** Basis points, or by need how many needs are this stream's; nought where it pays a sum of pence. */
  readonly weight: number;
  /** Of the line's year: the fixed sum, or how far the first pounds reach. */
  readonly pence: bigint | undefined;
};

/** How a line is shared, the payers in the order of the signed split. */
export type LineShares = { readonly kind: ShareKind; readonly shares: readonly LineShare[] };

/** A line, and how it is shared. */
export type SharedLine = {
  readonly split: LineShares;
  /** What the line costs in a year, as it was agreed. */
  readonly annualPence: bigint;
};

/** What each stream has paid on a line so far; a stream that is not in it has paid nothing. */
export type PaidOnLine = ReadonlyMap<string, bigint>;

/** Who pays for a budget, and how its lines are shared. */
export type Sharing = {
  /** In the order of the signed split. */
  readonly streams: readonly { readonly stream: string; readonly basisPoints: number }[];
  /** The lines with shares of their own, by the line's id. */
  readonly lines: ReadonlyMap<string, SharedLine>;
};

/** One payer for all of it. */
export function alone(stream: string): Sharing {
  return { streams: [{ stream, basisPoints: WHOLE }], lines: new Map() };
}

/** The agreed percentages, as a line without shares of its own is shared. */
export function agreedSplit(funders: Sharing['streams']): LineShares {
  return {
    kind: 'PERCENT',
    shares: funders
      .filter(({ basisPoints }) => basisPoints > 0)
      .map(({ stream, basisPoints }) => ({ stream, weight: basisPoints, pence: undefined })),
  };
}

/** what each stream pays of an amount that is on no line: the money for emergencies, what nobody can explain. */
export function byAgreement(pence: bigint, { streams }: Pick<Sharing, 'streams'>): readonly StreamPence[] {
  return splitByWeight(pence, agreedSplit(streams).shares).filter(part => part.pence !== 0n);
}

/** the same of an amount on a line: by the line's own shares, else by the agreed percentages. */
export function byLine(planItemId: string, pence: bigint, sharing: Sharing, paid: PaidOnLine): readonly StreamPence[] {
  const own = sharing.lines.get(planItemId);
  return own ? shareOut(own, pence, paid) : byAgreement(pence, sharing);
}

/** what each stream pays of an amount on this line, in the order of the split; nothing stands for nought. */
export function shareOut({ split, annualPence }: SharedLine, pence: bigint, paid: PaidOnLine): readonly StreamPence[] {
  const parts =
    split.kind === 'PERCENT' || split.kind === 'BY_NEED'
      ? splitByWeight(pence, split.shares)
      : wholeShares({ split, annualPence }, pence + total(paid.values())).map(part => ({
          stream: part.stream,
          pence: part.pence - (paid.get(part.stream) ?? 0n),
        }));
  return parts.filter(part => part.pence !== 0n);
}

/** what each stream pays of a line on which so much is paid in all. */
export function wholeShares({ split, annualPence }: SharedLine, pence: bigint): readonly StreamPence[] {
  const size = sizeOf(pence);
  const { kind, shares } = split;
  const sums = kind === 'FIXED' ? fixedSums(shares, annualPence, size) : firstPounds(shares, size);
  const rest = splitByWeight(
    size - total(sums.values()),
    shares.filter(share => share.pence === undefined),
  );
  const restOf = new Map(rest.map(part => [part.stream, part.pence]));
  return shares.map(({ stream }) => {
    const part = sums.get(stream) ?? restOf.get(stream)!;
    return { stream, pence: size === pence ? part : -part };
  });
}

/** A fixed sum is paid bit by bit as the line is spent, and never more: all of it once the line is. */
function fixedSums(shares: readonly LineShare[], annualPence: bigint, spent: bigint): ReadonlyMap<string, bigint> {
  const reached = least(spent, annualPence);
  return new Map(sumsOf(shares).map(([stream, pence]) => [stream, (pence * reached) / annualPence]));
}

/** The first pounds are paid by the first payer up to its sum, then by the next that has one. */
function firstPounds(shares: readonly LineShare[], spent: bigint): ReadonlyMap<string, bigint> {
  let left = spent;
  return new Map(
    sumsOf(shares).map(([stream, pence]) => {
      const part = least(left, pence);
      left -= part;
      return [stream, part];
    }),
  );
}

function sumsOf(shares: readonly LineShare[]): readonly (readonly [string, bigint])[] {
  return shares.flatMap(({ stream, pence }) => (pence === undefined ? [] : [[stream, pence] as const]));
}
