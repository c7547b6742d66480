/** What is known of what others than us pay in for a budget: read once, for the page, for JSON and for the terminal. */
import { z } from 'zod';
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { PAID_BY } from '../../../rules/funding/contribution.ts';
import { total } from '../../../values/pence.ts';
import { loadBankHolidays } from '../../bank-holidays/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { loadBudget } from '../../requests/store.ts';
import { standingOf } from './standing.ts';
import { loadContributions, loadContributionTalks, loadContributionYears } from './store.ts';

const pence = z.string().regex(/^\d+$/);
export const ContributionsAnswer = z.object({
  payers: z.array(
    z.object({
      stream: z.string(),
      payer: z.string(),
      paidBy: z.enum(PAID_BY),
      paidPence: pence,
      months: z.array(
        z.object({
          month: z.string(),
          dueOn: z.iso.date(),
          pence,
          paidPence: pence,
          leftPence: pence,
          daysLate: z.number(),
        }),
      ),
    }),
  ),
  paid: z.array(
    z.object({
      contributionId: z.uuid(),
      stream: z.string(),
      paidBy: z.enum(PAID_BY),
      pence,
      paidOn: z.iso.date(),
      reference: z.string(),
      onStatement: z.boolean(),
    }),
  ),
});

export type Known = NonNullable<Awaited<ReturnType<typeof loadKnown>>>;

/** Everything that is said of it; undefined where nobody is asked for a part. */
export async function loadKnown(tx: Tx, tools: Tools, budgetId: string) {
  const budget = await loadBudget(tx, tx.icbCode, budgetId);
  const years = budget ? await loadContributionYears(tx, budgetId) : [];
  if (!budget || years.length === 0) return undefined;
  const today = tools.today();
  const policy = await loadPolicy(tx, tx.icbCode, today);
  const holidays = await loadBankHolidays(tx, tx.icbCode, tools.bankHolidays);
  const paid = await loadContributions(tx, budgetId);
  const talks = await loadContributionTalks(tx, budgetId);
  const parts = Map.groupBy(years, ({ stream, paidBy }) => `${paidBy} ${stream}`);
  const payers = [...parts.values()].map(ofPart => {
    const { stream, paidBy, payer } = ofPart.at(-1)!;
    const ofIt = paid.filter(each => each.stream === stream && each.paidBy === paidBy);
    const paidPence = total(ofIt.map(each => each.pence));
    const asked = { years: ofPart, paidPence, talkedOn: talks[0]?.talkedOn };
    return { stream, payer, paidBy, paidPence, standing: standingOf(asked, { today, policy, holidays }) };
  });
  return { budget, payers, paid, talks };
}

export function contributionsAsJson({ payers, paid }: Known): z.input<typeof ContributionsAnswer> {
  return {
    payers: payers.map(({ stream, payer, paidBy, paidPence, standing }) => ({
      stream,
      payer,
      paidBy,
      paidPence: paidPence.toString(),
      months: standing.months.map(month => ({
        month: month.month.toString(),
        dueOn: month.dueOn.toString(),
        pence: month.pence.toString(),
        paidPence: month.paidPence.toString(),
        leftPence: month.leftPence.toString(),
        daysLate: month.daysLate,
      })),
    })),
    paid: paid.map(each => ({
      contributionId: each.contributionId,
      stream: each.stream,
      paidBy: each.paidBy,
      pence: each.pence.toString(),
      paidOn: each.paidOn.toString(),
      reference: each.reference,
      onStatement: each.lineId !== null,
    })),
  };
}
