/** What staff get in place of bank lines while no review is open: how many there are, and why no more. */
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { page } from '../../nhsuk/page.ts';
import type { Tx } from '../../platform/db.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Frame } from '../../platform/http.ts';
import { countLines } from './store.ts';

export async function closedWindowPage(frame: Frame, tx: Tx, budgetId: string): Promise<Html> {
  const counts = await countLines(tx, budgetId);
  const title = 'You cannot open the bank lines now';
  return page({
    frame,
    title,
    backLink: { href: `/budgets/${budgetId}/money` },
    content: html`
    <h1 class="nhsuk-heading-l">${title}</h1>
    <p>Bank lines show how somebody lives. Staff may open them only from the day on which the person is told of a review until that review is closed. No review is open now.</p>
    <p>We have noted that you tried. The person can see that.</p>
    <h2 class="nhsuk-heading-m">How many lines there are</h2>
    ${summaryList({
      rows: [
        { key: 'Matched to the plan', value: String(counts.SPENT + counts.REFUND) },
        { key: 'Payments from the NHS', value: String(counts.PAYMENT) },
        { key: 'Still being matched', value: String(counts.UNPLACED) },
        { key: 'Money in, not known', value: String(counts.RECEIVED) },
      ],
    })}
    <p><a href="/budgets/${budgetId}/reviews">Reviews</a></p>
    <p>If you think that this is wrong, talk to the person’s care co-ordinator: a review can be arranged, and the person is told.</p>`,
  });
}
