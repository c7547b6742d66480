/** The list of who has no second way to be paid, so that it can be seen before an issuer of cards is down. */
import { z } from 'zod';
import { table } from '../../../../nhsuk/content/table.ts';
import { page } from '../../../../nhsuk/page.ts';
import { type Html, html } from '../../../../platform/html.ts';
import { get, type Route, read, type ShowContext } from '../../../../platform/http.ts';
import { loadPolicy } from '../../../policy/store.ts';
import { loadWithoutWay, type NoWay } from './no-way-store.ts';

/** More would not be read on one page. */
const MOST_LISTED = 500;

export const noWayPages: readonly Route[] = [
  get('/no-second-way', { may: 'declare-outage', records: 'no-second-way.list', show: context => showList(context) }),
  read('/no-second-way', {
    may: 'declare-outage',
    records: 'no-second-way.list',
    answer: z.object({
      count: z.number(),
      people: z.array(
        z.object({
          budgetId: z.uuid(),
          reference: z.string(),
          sortCode: z.string(),
          paysWages: z.boolean(),
          waitsForCheck: z.boolean(),
        }),
      ),
    }),
    read: async context => {
      const found = await load(context);
      return { count: found[0]?.inAll ?? 0, people: found };
    },
  }),
];

async function load({ tx, actor, tools }: Pick<ShowContext, 'tx' | 'actor' | 'tools'>): Promise<NoWay[]> {
  const today = tools.today();
  const { wagesStraight } = (await loadPolicy(tx, actor.icbCode, today)).payments;
  return loadWithoutWay(tx, actor.icbCode, { today, wagesStraight, limit: MOST_LISTED });
}

async function showList(context: ShowContext): Promise<Html> {
  const found = await load(context);
  const count = found[0]?.inAll ?? 0;
  const title = 'No second way to be paid';
  return page({
    frame: context.frame,
    title,
    width: 'full',
    backLink: { href: '/pay-runs' },
    content: html`
    <h1 class="nhsuk-heading-l">${title}</h1>
    <p>Payments to these people go onto a prepaid card. If its company is down, there is no second card and no assistant’s account that was checked. Agree one with them now. Payments to other accounts can go by Faster Payments, so they are not in this list.</p>
    ${count === 0 && html`<p>Everybody who is paid onto a card has a second way.</p>`}
    ${count > found.length && html`<p>There are ${count.toLocaleString('en-GB')}. These are the first ${found.length.toLocaleString('en-GB')}.</p>`}
    ${[...Map.groupBy(found, ({ sortCode }) => sortCode)].map(([sortCode, people]) =>
      table({
        caption: {
          text: `Cards with sort code ${sortCode.replace(/(\d\d)(?=\d)/g, '$1-')}: ${people[0]!.ofIssuer.toLocaleString('en-GB')}`,
          size: 'm',
        },
        responsive: true,
        head: ['Budget', 'Person', 'Pays wages', 'Second way'],
        rows: people.map(one => [
          { text: one.reference, href: `/budgets/${one.budgetId}` },
          one.personName,
          one.paysWages ? 'Yes' : 'No',
          one.waitsForCheck ? 'Entered, not checked yet' : 'None',
        ]),
      }),
    )}`,
  });
}
