/** A person's payments as they see them: what arrives next and when, what came, what waits and why. */
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Route, type ShowContext } from '../../platform/http.ts';
import { firstDays, monthlyDays, weekdayAndDate } from '../../rules/payment/payment.ts';
import { isBefore, longDate, type PlainDate } from '../../values/dates.ts';
import { pounds, total } from '../../values/pence.ts';
import { loadAgreement } from '../agreements/store.ts';
import { loadAgreedStraight } from '../agreements/wages/store.ts';
import { loadBankHolidays } from '../bank-holidays/store.ts';
import { loadBudget } from '../requests/store.ts';
import { loadStillOwed, type StillOwed } from './owed-store.ts';
import { forWords } from './runs/run-parts.ts';
import { loadHeldNow, loadPayments, type Payment } from './store.ts';
import { wagesInPlainWords } from './wages/plain-words.ts';

export const personPages: readonly Route[] = [
  get('/budgets/:budgetId/payments', {
    may: 'see-money',
    records: 'payments.read',
    show: context => showPayments(context),
  }),
];

async function showPayments(context: ShowContext<{ readonly budgetId: string }>): Promise<Html | undefined> {
  const { tx, actor, frame, params, tools } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const today = tools.today();
  const agreement = await loadAgreement(tx, budget.budgetId);
  const payments = inOneSum(
    await loadPayments(tx, budget.budgetId),
    ({ creditOn, period, purpose, status, worker }) => `${creditOn} ${period} ${purpose} ${status} ${worker}`,
  );
  const held = await loadHeldNow(tx, budget.budgetId);
  const next = payments.find(
    payment => payment.worker === undefined && isOnItsWay(payment) && !isBefore(payment.creditOn, today),
  );
  const owed = agreement ? await loadStillOwed(tx, budget.budgetId) : [];
  const coming = agreement
    ? inOneSum(await comingPayments(context, agreement.startsOn, owed), due => `${due.period} ${due.purpose}`)
    : [];
  const title = actor.personId ? 'Your payments' : 'Payments';
  return page({
    frame,
    title,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>
    ${next && insetText({ text: arrivalWords(next, actor.personId !== undefined) })}
    ${!next && coming[0] && html`<p>The next payment is ${pounds(coming[0].amountPence)}. We plan to pay it on ${longDate(coming[0].expectedOn)}.</p>`}
    ${
      owed.some(({ isHeldBack }) => isHeldBack) &&
      insetText({
        html: html`<p>Payments are held back over a concern. <a href="/budgets/${budget.budgetId}/payment-changes">See why, and what happens next</a></p>`,
      })
    }
    ${
      held.length > 0 &&
      table({
        caption: { text: 'Waiting, and why', size: 'm' },
        responsive: true,
        head: ['For', 'Why it waits', { text: 'Amount', format: 'numeric' }],
        rows: held.map(one => [forWords(one), one.words.join(' '), pounds(one.amountPence)]),
      })
    }
    ${
      payments.length > 0 &&
      table({
        caption: { text: 'Paid and on its way', size: 'm' },
        responsive: true,
        head: ['For', 'Day', 'Status', { text: 'Amount', format: 'numeric' }],
        rows: payments.map(payment => [
          forWords(payment),
          longDate(payment.creditOn),
          STATUS_WORDS[payment.status],
          pounds(payment.amountPence),
        ]),
      })
    }
    ${
      coming.length > 0 &&
      table({
        caption: { text: 'Still to come', size: 'm' },
        responsive: true,
        head: ['For', 'Planned for', { text: 'Amount', format: 'numeric' }],
        rows: coming.map(payment => [forWords(payment), longDate(payment.expectedOn), pounds(payment.amountPence)]),
      })
    }
    ${payments.length === 0 && coming.length === 0 && html`<p>No payments are agreed yet.</p>`}
    ${wagesInPlainWords(await loadAgreedStraight(tx, budget.budgetId), today)}`,
  });
}

/** R-096: what several payers pay on one day for one thing is one sum to the person. */
function inOneSum<Row extends { readonly amountPence: bigint }>(
  rows: readonly Row[],
  key: (row: Row) => string,
): Row[] {
  return [...Map.groupBy(rows, key).values()].map(own => ({
    ...own[0]!,
    amountPence: total(own.map(({ amountPence }) => amountPence)),
  }));
}

const STATUS_WORDS: Readonly<Record<Payment['status'], string>> = {
  PREPARED: 'Being prepared',
  RELEASED: 'On its way',
  SENT: 'On its way',
  CREDITED: 'Paid',
  RETURNED: 'Sent back by the bank',
  SUPERSEDED: 'Not known: we are paying it another way',
  OVERPAID: 'Paid a second time by mistake',
  CANCELLED: 'Not sent',
};

function isOnItsWay({ status }: Payment): boolean {
  return status === 'RELEASED' || status === 'SENT' || status === 'CREDITED';
}

function arrivalWords(payment: Payment, isTheirs: boolean): string {
  return `${isTheirs ? 'Your' : 'The payment of'} ${pounds(payment.amountPence)} arrives on ${weekdayAndDate(payment.creditOn)}.`;
}

type Coming = StillOwed & { readonly expectedOn: PlainDate };

/** What is owed and neither paid nor held back over a concern, with the day that the rules give it (R-083). */
async function comingPayments(
  { tools, tx, actor }: ShowContext,
  startsOn: PlainDate,
  owed: readonly StillOwed[],
): Promise<readonly Coming[]> {
  const holidays = await loadBankHolidays(tx, actor.icbCode, tools.bankHolidays);
  return owed
    .filter(({ isHeldBack }) => !isHeldBack)
    .map(due => {
      const isFirst = due.period.equals(startsOn.toPlainYearMonth());
      const days = isFirst ? firstDays(startsOn, tools.today(), holidays) : monthlyDays(due.period, holidays);
      return { ...due, expectedOn: days.creditOn };
    });
}
