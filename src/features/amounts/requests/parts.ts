/** The pieces that the pages of extra payments share. */
import { type AskedBefore, askedAlreadyText } from '../../../nhsuk/asked-already.ts';
import { type Cell, table } from '../../../nhsuk/content/table.ts';
import type { Html } from '../../../platform/html.ts';
import { html } from '../../../platform/html.ts';
import { asOneEffect, type InstalmentChange } from '../../../rules/amounts/extra-payment.ts';
import { type AskedFor, askedAlready } from '../../../rules/payment/asked-already.ts';
import type { OpenInstalment } from '../../../rules/safeguards/holding-back.ts';
import { longDate, longMonth } from '../../../values/dates.ts';
import { pounds, total } from '../../../values/pence.ts';
import type { AmountRequest, RequestKind } from './store.ts';

/** What is asked for, in words. */
export const KIND_WORDS: Readonly<Record<RequestKind, string>> = {
  ADVANCE: 'Emergency payment',
  ONE_OFF: 'Something bought once',
  CHANGE: 'Another amount',
};

/** Where a request stands, in words. */
export function standingWords({ decision }: Pick<AmountRequest, 'decision'>): string {
  if (decision === undefined) return 'Waits for a decision';
  return `${decision.decision === 'AGREED' ? 'Agreed' : 'Refused'}, ${longDate(decision.decidedOn)}`;
}

/** Where a request and its answer are. */
export function pathOf({
  budgetId,
  amountRequestId,
  kind,
}: Pick<AmountRequest, 'budgetId' | 'amountRequestId' | 'kind'>): string {
  return `/budgets/${budgetId}/${kind === 'CHANGE' ? 'amount-changes' : 'extra-payments'}/${amountRequestId}`;
}

/** For whoever decides: what of all requests of the budget may be the same as this one. */
export function sameRequests(asked: AmountRequest, all: readonly AmountRequest[]): Html | false {
  return askedAlreadyText(askedAlready(asAskedBefore(asked), all.map(asAskedBefore)));
}

function asAskedBefore(asked: AmountRequest): AskedFor & AskedBefore {
  return {
    id: asked.amountRequestId,
    kind: asked.kind,
    purpose: asked.label,
    pence: asked.amountPence,
    isRefused: asked.decision?.decision === 'REFUSED',
    href: pathOf(asked),
    madeOn: asked.askedOn,
    byName: asked.byName,
    standing: standingWords(asked),
  };
}

const figure = (text: string): Cell => ({ text, format: 'numeric' });

/** Everything that was asked for a budget, each leading to its page. */
export const requestsTable = (requests: readonly AmountRequest[]): Html =>
  table({
    caption: { text: 'Asked for', size: 'm' },
    responsive: true,
    head: ['On', 'What', 'For', 'Decision', { text: 'Amount', format: 'numeric' }],
    rows: requests.map(each => [
      {
        html: html`<a href="${pathOf(each)}">${longDate(each.askedOn)}</a>`,
      },
      KIND_WORDS[each.kind],
      each.label,
      standingWords(each),
      figure(pounds(each.amountPence)),
    ]),
  });

/** The instalments before and after, with the sum of what changes: the person's page and staff's show the same. */
export function effectTable(
  changes: readonly InstalmentChange[],
  before: readonly OpenInstalment[],
  caption: string,
): Html {
  const months = asOneEffect(changes, before);
  return table({
    caption: { text: caption, size: 'm' },
    responsive: true,
    head: [
      'For',
      { text: 'Before', format: 'numeric' },
      { text: 'Change', format: 'numeric' },
      { text: 'Then', format: 'numeric' },
    ],
    rows: [
      ...months.map(({ period, wasPence, changePence }) => [
        longMonth(period),
        figure(pounds(wasPence)),
        figure(pounds(changePence)),
        figure(pounds(wasPence + changePence)),
      ]),
      [
        'Together',
        figure(pounds(total(months.map(({ wasPence }) => wasPence)))),
        figure(pounds(total(months.map(({ changePence }) => changePence)))),
        figure(pounds(total(months.map(({ wasPence, changePence }) => wasPence + changePence)))),
      ],
    ],
  });
}
