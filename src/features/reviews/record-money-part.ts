/**
 * Records the money part of a review: statements for every month that has ended, the level of the
 * contingency, what is left over and what happens with it, the cause of a variance beyond the
 * thresholds, and the figures of "my money" as they stood.
 */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideMoneyPart, decidePart, monthsToCover } from '../../rules/review/review.ts';
import { surplusPence } from '../../rules/review/surplus.ts';
import { decideVariance, type VarianceCause } from '../../rules/review/variance.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadMoneyFigures } from '../ledger/store.ts';
import { firstCreditOn } from '../payments/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { lockBudget } from '../requests/store.ts';
import { monthsCovered } from '../spending/store.ts';
import { loadMoneyCheck } from './money-check.ts';
import { loadReview, type MoneyPart, openReviewOf, saveMoneyPart } from './store.ts';

export type MoneyInput = Pick<
  MoneyPart,
  | 'findings'
  | 'contingency'
  | 'surplus'
  | 'employsAssistants'
  | 'paysConnectedPerson'
  | 'pastFindings'
  | 'missingEvidence'
> & {
  /** Owed already and not paid yet; nought where nobody says. */
  readonly owedPence?: bigint | undefined;
  /** Saved, as agreed, for something in the plan; nought where nobody says. */
  readonly savingsPence?: bigint | undefined;
  /** Why more or less was spent than planned: needed beyond the thresholds of policy. */
  readonly varianceCause?: VarianceCause | undefined;
  readonly varianceWords?: string | undefined;
};

export async function recordMoneyPart(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  reviewId: string,
  input: MoneyInput,
): Promise<Decision<{ reviewId: string }>> {
  return act(tools, actor, { act: 'review.money', command, input, budgetId, subjectId: reviewId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const review = budget && (await loadReview(tx, budgetId, reviewId));
    const finalBudget = review && (await loadFinalBudget(tx, budgetId));
    if (!review || !finalBudget) return refused({ code: 'not-found', what: 'review' });
    const today = tools.today();
    const decision = decidePart(openReviewOf(review), 'MONEY', actor.id, today);
    if (!decision.accepted) return decision;

    // Where nothing was paid out there is no statement to ask for.
    const creditedOn = await firstCreditOn(tx, budgetId);
    const months = creditedOn === undefined ? [] : monthsToCover(creditedOn, today);
    const covered = creditedOn && (await monthsCovered(tx, budgetId, creditedOn, months));
    const complete = decideMoneyPart({ monthsToCover: months, monthsCovered: covered ?? new Set() }, input);
    if (!complete.accepted) return complete;

    const check = await loadMoneyCheck(tx, budgetId, today, await loadPolicy(tx, tx.icbCode, today));
    const { owedPence = 0n, savingsPence = 0n, varianceCause, varianceWords = '' } = input;
    const spending = check?.spending ?? null;
    const explained = decideVariance(spending ?? { flagged: false }, { cause: varianceCause, words: varianceWords });
    if (!explained.accepted) return explained;

    const figures = await loadMoneyFigures(tx, budgetId, finalBudget.startsOn);
    const stood = Object.fromEntries(Object.entries(figures).map(([name, pence]) => [name, pence.toString()]));
    await saveMoneyPart(tx, actor, reviewId, today, {
      ...input,
      owedPence,
      savingsPence,
      surplusPence: check ? surplusPence({ ...check.money, liabilitiesPence: [owedPence], savingsPence }) : null,
      spending,
      varianceCause: explained.value.cause ?? null,
      varianceWords,
      figures: stood,
    });
    return accepted({ reviewId });
  });
}
