/**
 * Is a line of an organisation's statement only money that it moved from one person's part to another's?
 *
 * Then it is no spending of either. The same sum that went out of the one and came into the other is a pair where the words on
 * either name the other's reference. The sum alone is no sign, and where two pairs would do, the organisation is asked.
 */
import { compareText } from '../../values/order.ts';
import type { Policy } from '../policy/policy.ts';
import type { MovedLine, TransferPair } from './matching-transfers.ts';

/** A line that nobody placed on the plan, and whose part it is: their budget's reference, in plain words. */
export type ClientLine = Omit<MovedLine, 'isToldSo' | 'payee'> & { readonly reference: string };

const POINTS = { sameAmount: 40, namesOther: 40 } as const;

/** The lines that are two sides of money moved between two people's parts, without asking. */
export function pairClients(lines: readonly ClientLine[], policy: Policy): TransferPair[] {
  const { transferDays, placeFromScore } = policy.spend;
  const score = POINTS.sameAmount + POINTS.namesOther;
  if (score < placeFromScore) return [];
  const pairs = lines.flatMap(out =>
    lines
      .filter(back => isPair(out, back, transferDays))
      .map(back => ({
        outId: out.lineId,
        inId: back.lineId,
        score,
        reasons: ['The same amount went out and came in', 'The statement names the other account'],
      })),
  );
  return pairs
    .filter(pair => pairs.every(other => other === pair || (other.outId !== pair.outId && other.inId !== pair.inId)))
    .sort((a, b) => compareText(a.outId, b.outId));
}

function isPair(out: ClientLine, back: ClientLine, days: number): boolean {
  const apart = Math.abs(out.postedOn.until(back.postedOn).days);
  const names = (line: ClientLine, other: ClientLine) => line.words.includes(` ${other.reference} `);
  return (
    out.amountPence < 0n &&
    out.amountPence === -back.amountPence &&
    out.reference !== back.reference &&
    apart <= days &&
    (names(out, back) || names(back, out))
  );
}
