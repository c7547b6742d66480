/** What the pages of a payment run share: its totals, its payments, what it held back, its files. */

import { PAYMENT_FILE_WRITERS } from '../../../formats/payment-files/writers.ts';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import { type Html, html } from '../../../platform/html.ts';
import {
  HOLD_OWNER_WORDS,
  type HoldOwner,
  type OnlyPays,
  RUN_STATUS_WORDS,
  timingWords,
} from '../../../rules/payment/payment.ts';
import { RAIL_WORDS } from '../../../rules/payment/rails.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import type { Actor } from '../../../values/actor.ts';
import { longDate, longMonth } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import type { PaymentFile } from '../files/store.ts';
import { HOLDS_ON_A_PAGE, type Hold, type PaymentRun, type RunPayment } from '../store.ts';
import type { loadRunRedated } from './redated-store.ts';

/** Everything about a run but its payments. */
export function totalsOf(run: PaymentRun): Html {
  return summaryList({
    rows: [
      { key: 'Status', value: capital(RUN_STATUS_WORDS[run.status]) },
      { key: 'Payments', value: run.paymentsCount.toLocaleString('en-GB') },
      { key: 'Sum', value: pounds(run.totalPence) },
      { key: 'Held back', value: heldWords(run) },
      { key: 'By', value: RAIL_WORDS[run.rail] },
      run.onlyPays !== undefined && { key: 'Pays only', value: ONLY_PAYS_WORDS[run.onlyPays] },
      { key: 'The file goes in by', value: longDate(run.inputOn) },
      { key: 'The money arrives on', value: longDate(run.creditOn) },
      { key: 'Why then', value: timingWords(run) },
      { key: 'Prepared', value: `${longDate(run.preparedOn)} by ${run.preparedByName}` },
      run.isByService && { key: 'Taken up', value: run.takenUpByName ? `By ${run.takenUpByName}` : 'Not yet' },
      {
        key: 'Released',
        value: run.releasedOn ? `${longDate(run.releasedOn)} by ${run.releasedByName}` : 'Not yet',
      },
    ],
  });
}

/** What alone a run pays, as people say it. */
export const ONLY_PAYS_WORDS: Readonly<Record<OnlyPays, string>> = {
  GIVEN_UP: 'What another run sent and nobody knows of',
  URGENT: 'Emergency payments',
};

/** Why the days of a run are others than those it was prepared with. */
export function redatedWords(changes: Awaited<ReturnType<typeof loadRunRedated>>): readonly Html[] {
  return changes.map(({ oldCreditOn, creditOn, day, isHoliday, reason, byName, changedOn }) =>
    insetText({
      text: `The days changed on ${longDate(changedOn)}: the money arrives on ${longDate(creditOn)}, not on ${longDate(oldCreditOn)}. ${byName} wrote down that ${longDate(day)} is ${isHoliday ? 'a' : 'no'} bank holiday (${reason}).`,
    }),
  );
}

/** How many payments are held back, and of how much. */
export function heldWords(counted: { readonly heldCount: number; readonly heldPence: bigint }): string {
  return counted.heldCount === 0
    ? 'None'
    : `${counted.heldCount.toLocaleString('en-GB')}, ${pounds(counted.heldPence)} in all`;
}

/** Where this actor records what the bank sends back of a run; undefined when they may not, or nothing was sent. */
export function returnsOf(run: PaymentRun, actor: Actor): ((payment: RunPayment) => string) | undefined {
  const sent = run.status === 'SENT' || run.status === 'CREDITED';
  return sent && hasLeave(actor, 'prepare-pay-run') ? ({ paymentId }) => `/payments/${paymentId}/return` : undefined;
}

/** Payments in the order of the file. With `linkOf` each one that lives leads on from its reference. */
export function paymentsTable(
  payments: readonly RunPayment[],
  caption: string,
  linkOf?: (payment: RunPayment) => string,
): Html | undefined {
  if (payments.length === 0) return undefined;
  return table({
    caption: { text: caption, size: 'm' },
    responsive: true,
    head: ['Budget', 'Person', 'For', 'Account', 'Reference', { text: 'Amount', format: 'numeric' }],
    rows: payments.map(payment => [
      payment.budgetReference,
      payment.personName,
      `${forWords(payment)}${payment.ended === null ? '' : ` (${ENDED_WORDS[payment.ended] ?? payment.ended})`}`,
      `${payment.sortCode.replace(/(\d\d)(?=\d)/g, '$1-')} ${payment.accountNumber}${payment.modulusResult === 'pass' ? '' : ' (could not be checked by number)'}`,
      linkOf && payment.ended === null ? { text: payment.reference, href: linkOf(payment) } : payment.reference,
      pounds(payment.amountPence),
    ]),
  });
}

const ENDED_WORDS: Readonly<Record<string, string>> = {
  RETURNED: 'came back',
  CANCELLED: 'cancelled',
  SUPERSEDED: 'not known, paid another way',
  SPLIT: 'not known, paid another way in parts',
  OVERPAID: 'arrived as well, paid twice',
};

/** What was held back: one row for each reason. */
export function holdsTable(holds: readonly Hold[]): Html | undefined {
  if (holds.length === 0) return undefined;
  const held = table({
    caption: { text: 'Held back, and why', size: 'm' },
    responsive: true,
    head: ['Budget', 'Person', 'For', 'Reason', 'Who acts', 'By', { text: 'Amount', format: 'numeric' }],
    rows: holds.map(hold => [
      hold.budgetReference,
      hold.personName,
      forWords(hold),
      hold.words,
      capital(HOLD_OWNER_WORDS[hold.ownerRole as HoldOwner]),
      longDate(hold.actBy),
      pounds(hold.amountPence),
    ]),
  });
  return html`${held}${holds.length === HOLDS_ON_A_PAGE && html`<p>These are the first ${String(HOLDS_ON_A_PAGE)} reasons. When they are put right, the next run shows what is left.</p>`}`;
}

/** The files of a run; with `href`, the run's own path, each can be downloaded. */
export function filesTable(run: PaymentRun, files: readonly PaymentFile[], href: string | undefined): Html {
  return table({
    caption: { text: 'Payment file', size: 'm' },
    responsive: true,
    head: ['File', { text: 'Payments', format: 'numeric' }, { text: 'Sum', format: 'numeric' }, 'Written', 'SHA-256'],
    rows: files.map(file => [
      href ? { text: fileName(run, file), href: `${href}/file?part=${file.part}` } : fileName(run, file),
      file.paymentsCount.toLocaleString('en-GB'),
      pounds(file.totalPence),
      longDate(file.createdOn),
      { html: html`<code class="nhsuk-u-font-size-14">${file.sha256.match(/.{16}/g)!.join(' ')}</code>` },
    ]),
  });
}

/** `RUN-QXX-2026-12-1.txt`, or with the part where there are several, and the ending of its format. */
export function fileName(run: PaymentRun, file: PaymentFile): string {
  return `${run.reference}${file.part === 1 ? '' : `-part-${file.part}`}.${PAYMENT_FILE_WRITERS[file.format].extension}`;
}

/** What a payment is for where it is no instalment, as people say it. */
const PURPOSE_WORDS: Readonly<Record<string, string>> = {
  START_UP: 'to start with',
  ONE_OFF: 'bought once',
  ARREARS: 'held back before',
  ADVANCE: 'emergency payment',
};

/** What a payment is for, and of which month: `December 2026`, `December 2026, held back before`. */
export function forWords({
  purpose,
  period,
  worker,
}: {
  readonly purpose: string;
  readonly period: Temporal.PlainYearMonth;
  /** Whose wage it is, where it goes straight to them. */
  readonly worker?: string | undefined;
}): string {
  const words = worker ? `wages of ${worker}` : PURPOSE_WORDS[purpose];
  return words === undefined ? longMonth(period) : `${longMonth(period)}, ${words}`;
}

/** With a capital at the start. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
