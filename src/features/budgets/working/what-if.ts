/** What if: a budget's figure with other inputs, beside the figure as it is. It saves nothing. */
import type { Tx } from '../../../platform/db.ts';
import type { NeededLine } from '../../../rules/budget/budget.ts';
import { yearEnd } from '../../../rules/budget/instalments.ts';
import { type EstimateBasis, estimate } from '../../../rules/budget/methods.ts';
import { cardsOfYear, rateOfYear } from '../../../rules/budget/rate-card.ts';
import { type Comparison, compareWorkings, type FigureWishes, wishedFigure } from '../../../rules/budget/what-if.ts';
import type { Refusal } from '../../../rules/decision.ts';
import type { PlainDate } from '../../../values/dates.ts';
import type { Quantity } from '../../../values/quantity.ts';
import type { Budget } from '../../requests/store.ts';
import { loadFigureBasis } from '../figure-store.ts';
import { workOutDraft } from '../indicative/draft.ts';
import { loadRateCards } from '../rate-cards/rate-card-store.ts';
import { loadIndicativeBudget } from '../store.ts';

/** What is to be different. Each that is absent stays as it is. */
export type Wishes = {
  /** Hours or pieces of a line, by the line's id; nought takes it out. */
  readonly quantities: ReadonlyMap<string, Quantity>;
  /** The price of a line's rate, by the line's id. */
  readonly rates: ReadonlyMap<string, bigint>;
  /** What the method's own figure is made of. */
  readonly figure: FigureWishes;
  readonly contingencyWeeks: number | undefined;
  readonly weeksPerYear: number | undefined;
  /** Another first day, with the rate cards of its year. */
  readonly startsOn: PlainDate | undefined;
};

export type WhatIf = {
  readonly before: EstimateBasis;
  readonly comparison: Comparison | undefined;
  /** What stands against the figure with these inputs. */
  readonly refusals: readonly Refusal[];
};

/** The figure in force or being put together, with these wishes; undefined where only the lines of a figure were kept. */
export async function tryFigures(
  tx: Tx,
  budget: Budget,
  icbCode: string,
  { wishes, today }: { readonly wishes: Wishes; readonly today: PlainDate },
): Promise<WhatIf | undefined> {
  const before = await basisNow(tx, budget, icbCode, today);
  if (!before) return undefined;
  const moved = wishes.startsOn ? await movedTo(tx, icbCode, before, wishes.startsOn) : { basis: before, refusals: [] };
  const [was, would] = [estimate(before), estimate(changed(moved.basis, wishes))];
  const refusals = [...moved.refusals, ...(would.accepted ? [] : would.refusals)];
  const comparison =
    was.accepted && would.accepted && refusals.length === 0
      ? compareWorkings(was.value.working, would.value.working)
      : undefined;
  return { before, comparison, refusals };
}

async function basisNow(tx: Tx, budget: Budget, icbCode: string, today: PlainDate): Promise<EstimateBasis | undefined> {
  const issued = await loadIndicativeBudget(tx, budget.budgetId);
  if (issued) return (await loadFigureBasis(tx, issued.indicativeBudgetId))?.basis;
  return (await workOutDraft(tx, budget, icbCode, { today })).basis;
}

/** The same lines at the rates of another year. */
async function movedTo(
  tx: Tx,
  icbCode: string,
  basis: EstimateBasis,
  startsOn: PlainDate,
): Promise<{ readonly basis: EstimateBasis; readonly refusals: readonly Refusal[] }> {
  const cards = cardsOfYear(await loadRateCards(tx, icbCode, { from: startsOn, to: yearEnd(startsOn) }), startsOn);
  const refusals: Refusal[] = [];
  const lines = basis.lines.map((line): NeededLine => {
    const found = rateOfYear(cards, line.rate.code, startsOn);
    if (!found.accepted) refusals.push(...found.refusals);
    return found.accepted ? { ...line, periods: undefined, ...found.value } : line;
  });
  return { basis: { ...basis, startsOn, lines }, refusals: cards.length === 0 ? refusals.slice(0, 1) : refusals };
}

function changed(basis: EstimateBasis, wishes: Wishes): EstimateBasis {
  const { quantities, rates, contingencyWeeks, weeksPerYear } = wishes;
  const isKept = ({ id }: { readonly id: string }) => quantities.get(id)?.tenThousandths !== 0n;
  /** A line or an assistant at the wished price, which counts for the whole year. */
  const priced = <Priced extends Pick<NeededLine, 'id' | 'rate' | 'periods'>>(each: Priced): Priced => {
    const pence = rates.get(each.id);
    return pence === undefined
      ? each
      : { ...each, rate: { ...each.rate, pence, source: 'what if' }, periods: undefined };
  };
  const { employment } = basis;
  return {
    ...basis,
    figure: wishedFigure(basis.figure, wishes.figure),
    lines: basis.lines
      .filter(isKept)
      .map(line => ({ ...priced(line), quantity: quantities.get(line.id) ?? line.quantity })),
    employment: employment && {
      ...employment,
      assistants: employment.assistants
        .filter(isKept)
        .map(each => ({ ...priced(each), hoursPerWeek: quantities.get(each.id) ?? each.hoursPerWeek })),
    },
    weeksPerYear: weeksPerYear ?? basis.weeksPerYear,
    contingency: { ...basis.contingency, weeks: contingencyWeeks ?? basis.contingency.weeks },
  };
}
