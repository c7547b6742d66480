/**
 * A bar that shows how a sum of money is made up. Each part has a pattern of its own and its amount in words
 * below the bar, so that nothing is told by colour alone; those who hear the page get the list.
 */

import { type Html, html, raw } from '../platform/html.ts';
import { pounds } from '../values/pence.ts';

/** One part of the sum, in pence, nought or more. */
export type MoneyPart = { readonly label: string; readonly pence: bigint };

/** Shapes that differ in black and white: plain, lines one way, the other way, dots, squares, none. */
const PATTERNS = [
  { ground: '#005eb8', mark: '' },
  { ground: '#ffffff', mark: '<path d="M-2 2 2-2M0 8 8 0M6 10l4-4" stroke="#007f3b" stroke-width="3"/>' },
  { ground: '#ffb81c', mark: '<circle cx="4" cy="4" r="2" fill="#212b32"/>' },
  { ground: '#ffffff', mark: '<path d="M-2 6l4 4M0 0l8 8M6-2l4 4" stroke="#330072" stroke-width="2"/>' },
  { ground: '#d8dde0', mark: '<path d="M0 0h8M0 0v8" stroke="#212b32" stroke-width="2"/>' },
  { ground: '#ffffff', mark: '' },
] as const;

/** How many parts one bar can tell apart. */
export const MOST_PARTS = PATTERNS.length;

/**
 * The bar with its key. `id` is the bar's own on the page. Throws where a part is below nought or there are more
 * parts than patterns: such a bar would show something that is not so.
 */
export function moneyBar(given: { readonly id: string; readonly parts: readonly MoneyPart[] }): Html {
  const { id, parts } = given;
  if (parts.length > MOST_PARTS) throw new RangeError(`a bar tells ${MOST_PARTS} parts apart, not ${parts.length}`);
  if (parts.some(part => part.pence < 0n)) throw new RangeError('a bar shows no amount below nought');
  const whole = parts.reduce((sum, part) => sum + part.pence, 0n);
  let start = 0n;
  const rectangles = parts.map((part, index) => {
    const x = share(start, whole);
    start += part.pence;
    const width = share(start, whole) - x;
    return width > 0 && html`<rect x="${x}" y="0" width="${width}" height="40" fill="url(#${id}-${index})"/>`;
  });
  return html`<svg class="openphb-bar" viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true" focusable="false">
<defs>${parts.map((_, index) => pattern(`${id}-${index}`, index))}</defs>
${rectangles}
</svg>
<ul class="openphb-key">
${parts.map(
  (part, index) => html`<li>
<svg class="openphb-key__sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><rect width="24" height="24" fill="url(#${id}-${index})"/></svg>
<span>${part.label}: <strong class="openphb-money">${pounds(part.pence)}</strong></span>
</li>`,
)}
</ul>`;
}

/** Where an amount ends on a bar of a thousand, for drawing only. */
function share(pence: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((pence * 1000n) / whole);
}

function pattern(id: string, index: number): Html {
  const { ground, mark } = PATTERNS[index]!;
  return html`<pattern id="${id}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="${ground}"/>${raw(mark)}</pattern>`;
}
