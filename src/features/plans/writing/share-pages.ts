/** Who pays for one line of the draft, where the budget has several payers. */
import { z } from 'zod';
import { form, moneyField, radiosField, submitButton, textField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { money, oneOf } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import type { ShareAsked } from '../../../rules/funding/funding.ts';
import { SHARE_KINDS, type ShareKind } from '../../../rules/funding/line-shares.ts';
import { streamWords } from '../../../rules/funding/streams.ts';
import { pounds } from '../../../values/pence.ts';
import { readQuantity } from '../../../values/quantity.ts';
import { loadFunding } from '../../funding/store.ts';
import { loadBudget } from '../../requests/store.ts';
import { caseHeading } from '../parts.ts';
import { loadSplits } from '../share-store.ts';
import { loadPlan, loadPlanItems } from '../store.ts';
import { shareItem } from './share-item.ts';

const KIND_WORDS: Readonly<Record<ShareKind, string>> = {
  PERCENT: 'By percent of each payment',
  FIXED: 'Some pay a fixed sum of the year, the others the rest by percent',
  FIRST_POUND: 'Some pay the first pounds up to a sum, the others the rest by percent',
  BY_NEED: 'By the needs that it meets, each need counted once',
};

/** So many payers fit on the page: the payers of the budget in their order. */
const PLACES = ['1', '2', '3', '4'] as const;

const percent = z
  .string()
  .refine(typed => basisPointsOf(typed) !== undefined, { error: 'Enter a percentage such as 62.5, to two decimals' })
  .transform(typed => basisPointsOf(typed)!)
  .optional();
const sum = money('Enter the sum in pounds, such as 500.00').optional();

function basisPointsOf(typed: string): number | undefined {
  const points = readQuantity(typed.replace('%', ''))?.tenThousandths ?? 1n;
  return points > 0n && points % 100n === 0n && points <= 1_000_000n ? Number(points / 100n) : undefined;
}

const ShareForm = z.object({
  kind: oneOf(SHARE_KINDS, 'Select how it is shared'),
  percent1: percent,
  percent2: percent,
  percent3: percent,
  percent4: percent,
  sum1: sum,
  sum2: sum,
  sum3: sum,
  sum4: sum,
});

export const sharePages: readonly Route[] = [
  get('/budgets/:budgetId/plan/items/:planItemId/payers', {
    may: 'agree-funding',
    records: 'plan.read',
    show: context => showShares(context),
  }),
  post('/budgets/:budgetId/plan/items/:planItemId/payers', {
    may: 'agree-funding',
    records: 'plan.share-item',
    form: ShareForm,
    act: async ({ tools, actor, command, params, values }) => {
      const { budgetId, planItemId } = params;
      const funding = await tools.db.transaction(actor, tx => loadFunding(tx, budgetId));
      const streams = funding?.funders.map(({ stream }) => stream) ?? [];
      return shareItem(tools, actor, command, budgetId, planItemId, {
        kind: values.kind,
        shares: sharesOf(values, streams),
      });
    },
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/plan`, 'Written down who pays for it'),
    askAgain: (context, problems, typed) => showShares(context, problems, typed),
  }),
];

/** The n-th payer of the budget by the n-th pair of boxes; by need nothing is typed. */
function sharesOf(values: z.output<typeof ShareForm>, streams: readonly string[]): ShareAsked['shares'] {
  if (values.kind === 'BY_NEED') return [];
  return PLACES.flatMap((place, i) => {
    const stream = streams[i] ?? '';
    const [basisPoints, pence] = [values[`percent${place}`], values[`sum${place}`]];
    if (basisPoints === undefined && pence === undefined) return [];
    return [{ stream, basisPoints: pence === undefined ? (basisPoints ?? 0) : 0, pence }];
  });
}

async function showShares(
  { tx, actor, frame, params }: ShowContext<{ readonly budgetId: string; readonly planItemId: string }>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const plan = budget && (await loadPlan(tx, budget.budgetId));
  const item = plan && (await loadPlanItems(tx, plan.planId)).find(each => each.planItemId === params.planItemId);
  const funding = budget && (await loadFunding(tx, budget.budgetId));
  if (!budget || !plan || !item || !funding) return undefined;
  const now = (await loadSplits(tx, plan.planId)).get(item.planItemId);
  const at = `/budgets/${budget.budgetId}/plan`;
  const shared = { problems, values: typed };
  const title = 'Who pays for this?';
  return page({
    frame,
    title,
    problems,
    backLink: { href: at, text: 'Back to the plan' },
    content: html`
    ${caseHeading(budget, title)}
    <p><strong>${item.label}</strong> costs ${pounds(item.annualPence)} a year. ${now ? '' : 'Until you say more, it is shared by the agreed percentages.'}</p>
    ${form(
      { action: `${at}/items/${item.planItemId}/payers`, ...frame.hidden },
      radiosField({
        ...shared,
        name: 'kind',
        label: 'How is it shared?',
        labelSize: 'm',
        value: now?.kind,
        options: SHARE_KINDS.map(value => ({ value, text: KIND_WORDS[value] })),
      }),
      ...funding.funders.slice(0, PLACES.length).map(({ stream, payer }, i) => {
        const share = now?.shares.find(each => each.stream === stream);
        const isPercent = share && share.pence === undefined && now?.kind !== 'BY_NEED';
        return html`
        <h2 class="nhsuk-heading-s">${payer}: ${streamWords(stream)}</h2>
        ${textField({
          ...shared,
          name: `percent${i + 1}`,
          label: 'Percent (optional)',
          hint: 'Of each payment, or of the rest. All percentages come to 100.',
          width: 5,
          inputmode: 'decimal',
          value: isPercent ? (share.weight / 100).toFixed(2) : undefined,
        })}
        ${moneyField({
          ...shared,
          name: `sum${i + 1}`,
          label: 'Sum (optional)',
          hint: 'The fixed sum of the year, or how far the first pounds reach.',
          value: share?.pence === undefined ? undefined : pounds(share.pence).replace('£', ''),
        })}`;
      }),
      submitButton('Save who pays for it'),
    )}`,
  });
}
