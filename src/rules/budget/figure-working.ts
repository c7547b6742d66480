/**
 * The working of figures that were not estimated by a method: what an approved plan needs, and an
 * indicative budget of which only the lines were kept. Pure.
 */

import type { PlanItem } from '../plan/plan.ts';
import type { WorkedLine } from './budget.ts';
import { type Factor, given, type Trace, worked } from './trace.ts';
import { quantityFactor, traceOfLine } from './traced-line.ts';

type Costed = Pick<PlanItem, 'label' | 'quantity' | 'unit' | 'per' | 'times' | 'unitPence'>;

/** Everything that the final budget must pay for: each thing of the plan, and what is kept for emergencies. */
export function neededTrace(items: readonly Costed[], contingencyPence: bigint): Trace {
  const emergencies = given('Kept for emergencies', contingencyPence, 'R-144', 'the final budget that was approved');
  return worked('What the plan needs for one year', 'R-041', {
    op: 'sum',
    of: [...items.map(itemTrace), ...(contingencyPence > 0n ? [emergencies] : [])],
  });
}

function itemTrace({ label, quantity, unit, per, times, unitPence }: Costed): Trace {
  const often: Factor = { numerator: BigInt(times), denominator: 1n, unit: per };
  const by = [quantityFactor(quantity, unit), ...(per === 'week' || per === 'month' ? [often] : [])];
  const rate = given(`Price of ${label}`, unitPence, 'R-050', 'the plan');
  return worked(label, 'R-050', { op: 'product', terms: [{ rate, by }] });
}

/** The working of a figure from its lines alone. */
export function traceOfLines(lines: readonly WorkedLine[]): Trace {
  return worked('Total for one year', 'R-039', { op: 'sum', of: lines.map(line => traceOfLine(line)) });
}

/** How far the final figure lies from the first one. */
export function differenceOf(figures: { readonly indicativePence: bigint; readonly finalPence: bigint }): {
  readonly pence: bigint;
  readonly direction: 'same' | 'higher' | 'lower';
} {
  const change = figures.finalPence - figures.indicativePence;
  if (change > 0n) return { pence: change, direction: 'higher' };
  if (change < 0n) return { pence: -change, direction: 'lower' };
  return { pence: 0n, direction: 'same' };
}
