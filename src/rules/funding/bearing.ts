/**
 * Who bears a sum that no plan line names: each payer by the agreed percentages, as far as it reaches.
 *
 * Pure, pence. What one cannot bear the others do, in the order of the signed split. The parts always add up to the sum.
 */
import { least, total } from '../../values/pence.ts';
import { type StreamPence, splitByWeight } from '../options/split.ts';

export type Bearer = {
  readonly stream: string;
  /** Its agreed part of the whole; who has none bears nothing. */
  readonly weight: number;
  readonly mostPence: bigint;
};

/** What each bears; undefined where all of them together cannot. Nothing stands for nought. */
export function bornBy(pence: bigint, all: readonly Bearer[]): StreamPence[] | undefined {
  const bearers = all.filter(({ weight }) => weight > 0);
  if (pence > total(bearers.map(({ mostPence }) => mostPence))) return undefined;
  const shares = splitByWeight(pence, bearers).map((part, i) => least(part.pence, bearers[i]!.mostPence));
  let left = pence - total(shares);
  return bearers
    .map(({ stream, mostPence }, i) => {
      const more = least(left, mostPence - shares[i]!);
      left -= more;
      return { stream, pence: shares[i]! + more };
    })
    .filter(part => part.pence !== 0n);
}
