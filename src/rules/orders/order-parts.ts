/**
 * What each payer promises of an order, and what each pays of an invoice on it.
 *
 * Pure, pence. An order is shared as its line of the plan is; each invoice on it as the order was, so that an order that
 * is invoiced in full costs each payer what it promised, but for single pennies.
 */
import { greatest, least, total } from '../../values/pence.ts';
import { byLine, type Sharing } from '../funding/line-shares.ts';
import type { StreamPence } from '../options/split.ts';
import type { OrderPart } from './order.ts';

/** Other approved orders of the same line. */
type Beside = { readonly isEnded: boolean; readonly parts: readonly OrderPart[] };

/** what each payer promises of an order, in the order of the signed split; who promises nothing is left out. */
export function partsOfOrder(
  order: { readonly planItemId: string; readonly pricePence: bigint },
  sharing: Sharing,
  beside: readonly Beside[],
): readonly StreamPence[] {
  const taken = beside.flatMap(({ isEnded, parts }) =>
    parts.map(part => ({
      stream: part.stream,
      pence: isEnded ? part.invoicedPence : greatest(part.pence, part.invoicedPence),
    })),
  );
  const paid = new Map(
    [...Map.groupBy(taken, part => part.stream)].map(([stream, own]) => [stream, total(own.map(one => one.pence))]),
  );
  return aboveNought(byLine(order.planItemId, order.pricePence, sharing, paid));
}

/** A payer that promised too much before promises nothing now; the others promise that much less, the first first. */
function aboveNought(parts: readonly StreamPence[]): readonly StreamPence[] {
  let tooMuch = -total(parts.map(part => least(part.pence, 0n)));
  const lessened = parts.map(({ stream, pence }) => {
    const less = least(greatest(pence, 0n), tooMuch);
    tooMuch -= less;
    return { stream, pence: greatest(pence, 0n) - less };
  });
  return lessened.filter(part => part.pence !== 0n);
}
