/** The working of a figure on a page: each figure opens to what it is made of, down to where it comes from. */
import { type Cell, table } from '../../../nhsuk/content/table.ts';
import { details } from '../../../nhsuk/content/text-blocks.ts';
import { type Html, html } from '../../../platform/html.ts';
import { partsOf, type Trace } from '../../../rules/budget/trace.ts';
import { asTable, workingOf } from '../../../rules/budget/trace-words.ts';
import { pounds } from '../../../values/pence.ts';

/** What a figure is made of, in order: what comes from outside as a list, what is worked out to open. */
export const traceParts = (trace: Trace): Html =>
  html`${runsOf(partsOf(trace)).map(run =>
    run[0]!.how.op === 'given'
      ? html`<ul class="nhsuk-list nhsuk-list--bullet">${run.map(
          leaf => html`<li>${leaf.label}: ${pounds(leaf.pence)}, from ${workingOf(leaf)}</li>`,
        )}</ul>`
      : html`${run.map(traceDetails)}`,
  )}`;

/** The parts in their order, cut where what comes from outside and what is worked out change places. */
function runsOf(parts: readonly Trace[]): readonly (readonly Trace[])[] {
  const runs: Trace[][] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    const isAlike = last !== undefined && (last[0]!.how.op === 'given') === (part.how.op === 'given');
    if (isAlike) last.push(part);
    else runs.push([part]);
  }
  return runs;
}

/** One figure, folded. */
export const traceDetails = (trace: Trace): Html =>
  details({
    summary: `${trace.label}: ${pounds(trace.pence)}`,
    html: html`
    <p>${howInWords(trace)} (${ruleLink(trace.rule)})</p>
    ${traceParts(trace)}`,
  });

/** To the rule in plain words. */
const ruleLink = (rule: string): Html => html`<a href="/rules/${rule}">rule ${rule}</a>`;

function howInWords(trace: Trace): string {
  const { how, pence } = trace;
  if (how.op === 'given') return `It comes from ${workingOf(trace)}`;
  return `${workingOf(trace)} = ${pounds(pence)}`;
}

/** The same as a table; each row has the number of its place in the tree. */
export const traceTable = (trace: Trace, caption: string): Html => {
  const counts: number[] = [];
  return table({
    caption: { text: caption, size: 's' },
    responsive: true,
    head: ['Place', 'Figure', 'How', { text: 'Amount', format: 'numeric' }, 'Rule'],
    rows: asTable(trace).map(({ depth, label, working, pence, rule }): (string | Cell)[] => {
      counts.length = depth + 1;
      counts[depth] = (counts[depth] ?? 0) + 1;
      return [
        counts.join('.'),
        label,
        working,
        { text: pounds(pence), format: 'numeric' },
        { html: html`<a class="openphb-money" href="/rules/${rule}">${rule}</a>` },
      ];
    }),
  });
};
