/**
 * Sharing money between payers to the penny.
 *
 * Pure. Percentages are whole basis points: 62.5% is 6,250, the whole is 10,000. A split is dated and signed by
 * everybody who pays by it.
 */
import type { PlainDate } from '../../values/dates.ts';
import { sizeOf, total } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';

/** The whole of a cost: 100.00%. */
export const WHOLE = 10_000;

export type Share = {
  /** A stream of CL-19, or all of NHS, SOCIAL_CARE or EDUCATION. */
  readonly stream: string;
  readonly basisPoints: number;
};

/** A stream's money of one shared cost. */
export type StreamPence = { readonly stream: string; readonly pence: bigint };

export type SplitRefusal =
  | { readonly code: 'split-not-whole'; readonly basisPoints: number } // R-098, this and the next four
  | { readonly code: 'split-share-empty'; readonly stream: string }
  | { readonly code: 'split-stream-twice'; readonly stream: string }
  | { readonly code: 'split-not-dated' }
  | { readonly code: 'split-not-signed'; readonly stream: string };

/** Decides whether an agreed split may be used: whole, dated, and signed for every stream in it. */
export function decideSplit(split: {
  readonly shares: readonly Share[];
  readonly agreedOn: PlainDate | undefined;
  readonly signedFor: readonly string[];
}): Decision<{ readonly shares: readonly Share[] }> {
  const { shares, agreedOn, signedFor } = split;
  const streams = shares.map(share => share.stream);
  const basisPoints = shares.reduce((sum, share) => sum + share.basisPoints, 0);
  return decide(
    [
      basisPoints !== WHOLE && { code: 'split-not-whole', basisPoints },
      ...shares.map(
        share =>
          !(Number.isInteger(share.basisPoints) && share.basisPoints > 0) &&
          ({ code: 'split-share-empty', stream: share.stream } as const),
      ),
      ...streams
        .filter((stream, i) => streams.indexOf(stream) !== i)
        .map(stream => ({ code: 'split-stream-twice', stream }) as const),
      agreedOn === undefined && { code: 'split-not-dated' },
      ...streams.map(stream => !signedFor.includes(stream) && ({ code: 'split-not-signed', stream } as const)),
    ],
    () => ({ shares }),
  );
}

/** shares an amount by the percentages of a split that is whole. */
export function splitPence(pence: bigint, shares: readonly Share[]): readonly StreamPence[] {
  return splitByWeight(
    pence,
    shares.map(({ stream, basisPoints }) => ({ stream, weight: basisPoints })),
  );
}

/** A share as so many parts of what all come to. */
export type Weight = { readonly stream: string; readonly weight: number };

/**
 * Shares an amount: each share rounded down to the penny, what is left to the largest share; of equally large ones
 * to the NHS, else to the first. The parts always add up to the amount; money coming back is shared alike.
 */
export function splitByWeight(pence: bigint, shares: readonly Weight[]): readonly StreamPence[] {
  const size = sizeOf(pence);
  const whole = total(shares.map(({ weight }) => BigInt(weight)));
  const down = shares.map(({ weight }) => (size * BigInt(weight)) / whole);
  const left = size - total(down);
  const takesLeft = largestOf(shares);
  return shares.map((share, i) => {
    const part = down[i]! + (share === takesLeft ? left : 0n);
    return { stream: share.stream, pence: size === pence ? part : -part };
  });
}

/** The largest share; of equally large ones the NHS's, else the first. */
function largestOf(shares: readonly Weight[]): Weight | undefined {
  const most = Math.max(...shares.map(share => share.weight));
  const largest = shares.filter(share => share.weight === most);
  return largest.find(share => share.stream.startsWith('NHS')) ?? largest[0];
}

/** What each stream pays of one transaction: all of it by the line's own tag, or the agreed split of a shared line. */
export function streamsOf(
  transaction: { readonly pence: bigint; readonly stream: string | 'SHARED' },
  shares: readonly Share[],
): readonly StreamPence[] {
  const { pence, stream } = transaction;
  return stream === 'SHARED' ? splitPence(pence, shares) : [{ stream, pence }];
}
