/** What a person reads on the page of their payments of wages that may go straight to their assistants. */
import { type Html, html } from '../../../platform/html.ts';
import { isBefore, type PlainDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import type { AgreedStraight } from '../../agreements/wages/store.ts';

/** Undefined where nothing is agreed. */
export function wagesInPlainWords(wages: readonly AgreedStraight[], today: PlainDate): Html | undefined {
  const working = wages.filter(({ worksUntil }) => !worksUntil || !isBefore(worksUntil, today));
  if (working.length === 0) return undefined;
  return html`
    <h2 class="nhsuk-heading-m">If a payment to you fails</h2>
    <p>Sometimes a bank or a card does not work. Then we may pay wages straight to your assistants, so that they get them on time. We write to you when we do. Do not pay those wages again.</p>
    <ul class="nhsuk-list nhsuk-list--bullet">
      ${working.map(({ worker, monthlyPence, account }) => html`<li>${worker}: ${pounds(monthlyPence)} a month${account.status === 'VERIFIED' ? '' : ', as soon as we have checked their account'}</li>`)}
    </ul>
    <p>Has somebody left, or has their pay changed? Tell your care co-ordinator.</p>`;
}
