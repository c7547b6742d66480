/** The suspensions of one budget as facts, and those of the board that go on, with the clock of each. */
import { z } from 'zod';
import { table } from '../../../nhsuk/content/table.ts';
import { insetText, tag } from '../../../nhsuk/content/text-blocks.ts';
import { inParts } from '../../../nhsuk/in-parts.ts';
import { page } from '../../../nhsuk/page.ts';
import { html } from '../../../platform/html.ts';
import { get, type Route, read } from '../../../platform/http.ts';
import { CONCERNS } from '../../../rules/safeguards/concern.ts';
import { isLookLate, SCOPES } from '../../../rules/safeguards/holding-back.ts';
import { longDate } from '../../../values/dates.ts';
import { loadBudget } from '../../requests/store.ts';
import { loadOpenSuspensions, loadSuspensions } from './store.ts';
import { CONCERN_WORDS } from './words.ts';

const SuspensionsAnswer = z.object({
  suspensions: z.array(
    z.object({
      suspensionId: z.uuid(),
      concern: z.enum(CONCERNS),
      scope: z.enum(SCOPES),
      planItemIds: z.array(z.uuid()),
      reasons: z.string(),
      startsOn: z.iso.date(),
      reviewOn: z.iso.date(),
      resumedOn: z.iso.date().nullable(),
      catchUpPence: z.bigint().nullable(),
    }),
  ),
});

export const listPages: readonly Route[] = [
  read('/budgets/:budgetId/suspensions', {
    may: 'see-case',
    records: 'suspensions.read',
    answer: SuspensionsAnswer,
    async read({ tx, actor, params: { budgetId } }) {
      const budget = await loadBudget(tx, actor.icbCode, budgetId);
      if (!budget) return undefined;
      const suspensions = await loadSuspensions(tx, budgetId);
      return {
        suspensions: suspensions.map(each => ({
          suspensionId: each.suspensionId,
          concern: each.concern,
          scope: each.scope,
          planItemIds: each.planItemIds,
          reasons: each.reasons,
          startsOn: each.startsOn.toString(),
          reviewOn: each.reviewOn.toString(),
          resumedOn: each.end?.resumedOn.toString() ?? null,
          catchUpPence: each.end?.catchUpPence ?? null,
        })),
      };
    },
  }),
  get('/suspensions', {
    may: 'suspend-payments',
    records: 'suspensions.list',
    show: async context => {
      const { frame, tx, tools, actor } = context;
      const { shown: open, rest } = inParts(await loadOpenSuspensions(tx, actor.icbCode), context);
      const today = tools.today();
      return page({
        frame,
        title: 'Payments held back',
        width: 'full',
        backLink: { href: '/home' },
        content: html`
        <h1 class="nhsuk-heading-l">Payments held back</h1>
        ${
          open.length === 0
            ? insetText({ text: 'No payments are held back over a concern.' })
            : table({
                caption: { text: 'The earliest look first', classes: 'nhsuk-u-visually-hidden' },
                responsive: true,
                head: ['Person', 'What it is about', 'Since', 'Look at it by'],
                rows: open.map(each => [
                  {
                    html: html`<a href="/budgets/${each.budgetId}/suspensions/${each.suspensionId}">${each.personName} (${each.reference})</a>`,
                  },
                  CONCERN_WORDS[each.concern],
                  longDate(each.startsOn),
                  {
                    html: html`${longDate(each.reviewOn)}${isLookLate(each.reviewOn, today) && html` ${tag({ text: 'Late', colour: 'red' })}`}`,
                  },
                ]),
              })
        }
        ${rest}`,
      });
    },
  }),
];
