/** Whose part of a council's money is late, for how long, and who speaks with them. Nothing here stops a payment. */
import { z } from 'zod';
import { table } from '../../../nhsuk/content/table.ts';
import { insetText, tag } from '../../../nhsuk/content/text-blocks.ts';
import { inParts } from '../../../nhsuk/in-parts.ts';
import { page } from '../../../nhsuk/page.ts';
import { html } from '../../../platform/html.ts';
import { get, type Route, read, type ShowContext } from '../../../platform/http.ts';
import { AGE_BANDS, type Arrears, ageBandOf, PAID_BY } from '../../../rules/funding/contribution.ts';
import { isBefore, longDate, longMonth } from '../../../values/dates.ts';
import { pounds, total } from '../../../values/pence.ts';
import { loadBankHolidays } from '../../bank-holidays/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { standingOf } from './standing.ts';
import { type Contributor, loadContributors } from './store.ts';

const pence = z.string().regex(/^\d+$/);
export const ArrearsAnswer = z.object({
  totalPence: pence,
  arrears: z.array(
    z.object({
      budgetId: z.uuid(),
      reference: z.string(),
      stream: z.string(),
      payer: z.string(),
      paidBy: z.enum(PAID_BY),
      pence,
      months: z.number(),
      oldestMonth: z.string(),
      daysLate: z.number(),
      age: z.enum(AGE_BANDS),
      careCoordinatorId: z.uuid(),
      talkedOn: z.iso.date().nullable(),
      talkBy: z.iso.date().nullable(),
    }),
  ),
});

export type Late = Contributor & { readonly arrears: Arrears };

export async function loadLate({ tx, tools, actor }: Pick<ShowContext, 'tx' | 'tools' | 'actor'>): Promise<Late[]> {
  const today = tools.today();
  const policy = await loadPolicy(tx, actor.icbCode, today);
  const holidays = await loadBankHolidays(tx, actor.icbCode, tools.bankHolidays);
  return (await loadContributors(tx, actor.icbCode))
    .flatMap(each => {
      const { arrears } = standingOf(each, { today, policy, holidays });
      return arrears ? [{ ...each, arrears }] : [];
    })
    .toSorted((a, b) => b.arrears.daysLate - a.arrears.daysLate);
}

export function arrearsAsJson(late: readonly Late[]): z.input<typeof ArrearsAnswer> {
  return {
    totalPence: total(late.map(({ arrears }) => arrears.pence)).toString(),
    arrears: late.map(({ arrears, ...each }) => ({
      budgetId: each.budgetId,
      reference: each.reference,
      stream: each.stream,
      payer: each.payer,
      paidBy: each.paidBy,
      pence: arrears.pence.toString(),
      months: arrears.months,
      oldestMonth: arrears.oldest.toString(),
      daysLate: arrears.daysLate,
      age: ageBandOf(arrears.daysLate),
      careCoordinatorId: each.careCoordinatorId,
      talkedOn: each.talkedOn?.toString() ?? null,
      talkBy: arrears.talkBy?.toString() ?? null,
    })),
  };
}

export const arrearsPages: readonly Route[] = [
  read('/contribution-arrears', {
    may: 'see-contribution-arrears',
    records: 'contribution-arrears.read',
    answer: ArrearsAnswer,
    read: async context => arrearsAsJson(await loadLate(context)),
  }),
  get('/contribution-arrears', {
    may: 'see-contribution-arrears',
    records: 'contribution-arrears.read',
    show: async context => {
      const late = await loadLate(context);
      return page({
        frame: context.frame,
        title: 'What has not been paid in yet',
        width: 'full',
        backLink: { href: '/home' },
        content: html`
        <h1 class="nhsuk-heading-l">What has not been paid in yet</h1>
        <p>A council asks some people for a part of what its care costs. Where a part is late, the care co-ordinator talks with the person. Some councils pay their own part to the person themselves: where that is late, the care co-ordinator talks with the council. No payment stops because of it.</p>
        ${late.length === 0 ? insetText({ text: 'Nothing is late.' }) : lateTables(context, late)}`,
      });
    },
  }),
];

function lateTables(context: ShowContext, late: readonly Late[]) {
  const { shown, rest } = inParts(late, context);
  const today = context.tools.today();
  const numeric = (text: string) => ({ text, format: 'numeric' as const });
  return html`
  ${table({
    caption: { text: 'How old it is', size: 'm' },
    head: ['Age', numeric('Parts'), numeric('How much')],
    rows: AGE_BANDS.map(band => {
      const ofBand = late.filter(({ arrears }) => ageBandOf(arrears.daysLate) === band);
      return [band, numeric(String(ofBand.length)), numeric(pounds(total(ofBand.map(({ arrears }) => arrears.pence))))];
    }),
  })}
  ${table({
    caption: { text: 'The oldest first', size: 'm' },
    responsive: true,
    head: ['Person', 'Whose part', 'Who pays it', numeric('Late'), 'Since', 'Who talks with them', 'Talk'],
    rows: shown.map(({ arrears, ...each }) => [
      { html: html`<a href="/budgets/${each.budgetId}/contributions">${each.personName} (${each.reference})</a>` },
      each.payer,
      each.paidBy === 'person' ? 'The person' : 'The council itself',
      numeric(pounds(arrears.pence)),
      `${longMonth(arrears.oldest)}, ${arrears.daysLate === 1 ? '1 day' : `${arrears.daysLate} days`}`,
      each.careCoordinatorName,
      {
        html: arrears.talkBy
          ? html`By ${longDate(arrears.talkBy)}${isBefore(arrears.talkBy, today) && html` ${tag({ text: 'Late', colour: 'red' })}`}`
          : html`Talked on ${longDate(each.talkedOn!)}`,
      },
    ]),
  })}
  ${rest}`;
}
