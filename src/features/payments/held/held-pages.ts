/** Payments that wait, over all runs: for each who has to act, why, and how long they still have. */
import { z } from 'zod';
import { table } from '../../../nhsuk/content/table.ts';
import { insetText, tag } from '../../../nhsuk/content/text-blocks.ts';
import { inParts } from '../../../nhsuk/in-parts.ts';
import { page } from '../../../nhsuk/page.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Route, read, type ShowContext } from '../../../platform/http.ts';
import { clockOf, type HoldClock } from '../../../rules/payment/hold-clock.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { longDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { forWords } from '../runs/run-parts.ts';
import { loadHeldFor } from './held-store.ts';

const HeldAnswer = z.object({
  held: z.array(
    z.object({
      budgetId: z.uuid(),
      purpose: z.string(),
      period: z.string(),
      amountPence: z.string(),
      reason: z.string(),
      words: z.string(),
      ownerRole: z.string(),
      heldSince: z.iso.date(),
      actBy: z.iso.date(),
      daysLeft: z.number(),
    }),
  ),
});

export const heldPages: readonly Route[] = [
  get('/held-payments', {
    may: 'see-held-payments',
    records: 'held-payment.list',
    show: context => showHeld(context),
  }),
  read('/held-payments', {
    may: 'see-held-payments',
    records: 'held-payment.list',
    answer: HeldAnswer,
    async read({ tx, actor, tools }) {
      const held = await loadHeldFor(tx, actor.icbCode, actor.roles);
      return {
        held: held.map(each => ({
          budgetId: each.budgetId,
          purpose: each.purpose,
          period: each.period.toString(),
          amountPence: each.amountPence.toString(),
          reason: each.reason,
          words: each.words,
          ownerRole: each.ownerRole,
          heldSince: each.heldSince.toString(),
          actBy: each.actBy.toString(),
          daysLeft: clockOf(each.actBy, tools.today()).daysLeft,
        })),
      };
    },
  }),
];

async function showHeld(context: ShowContext): Promise<Html> {
  const { tx, actor, frame, tools } = context;
  const held = await loadHeldFor(tx, actor.icbCode, actor.roles);
  const { shown, rest } = inParts(held, context);
  const late = held.filter(({ actBy }) => clockOf(actBy, tools.today()).isLate).length;
  const budgetOf = (budgetId: string) =>
    hasLeave(actor, 'see-case')
      ? `/budgets/${budgetId}`
      : hasLeave(actor, 'enter-account')
        ? `/budgets/${budgetId}/account`
        : undefined;
  return page({
    frame,
    title: 'Payments that wait for you',
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">Payments that wait for you</h1>
    <p>Nobody is paid any of these before the reason is cleared. The next payment run pays what is clear by then.</p>
    ${
      held.length === 0
        ? insetText({ text: 'No payment waits for you.' })
        : html`
    <p>${held.length === 1 ? '1 reason' : `${held.length} reasons`} to clear, ${String(late)} of them late.</p>
    ${table({
      caption: { text: 'The earliest day first', classes: 'nhsuk-u-visually-hidden' },
      responsive: true,
      head: ['Budget', 'Person', 'For', 'What to do', 'Held since', 'By', { text: 'Amount', format: 'numeric' }],
      rows: shown.map(each => {
        const href = budgetOf(each.budgetId);
        return [
          href ? { text: each.budgetReference, href } : each.budgetReference,
          each.personName,
          forWords(each),
          each.words,
          longDate(each.heldSince),
          { html: html`${longDate(each.actBy)} ${clockTag(clockOf(each.actBy, tools.today()))}` },
          pounds(each.amountPence),
        ];
      }),
    })}
    ${rest}`
    }`,
  });
}

function clockTag({ isLate, words }: HoldClock): Html {
  return tag({ text: words, colour: isLate ? 'red' : 'grey' });
}
