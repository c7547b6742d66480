/** Issues the indicative budget (T07): every line with its working is kept, and the person is told it all (N06). */
import type { Tools } from '../../../platform/tools.ts';
import { type BudgetMethod, decideIndicativeBudget, indicativeStatement } from '../../../rules/budget/budget.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { isForTheBudget } from '../../../rules/plan/plan.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { loadIcbContact, saveNotice } from '../../people/store.ts';
import { loadNeeds, lockBudget, saveMove } from '../../requests/store.ts';
import { indicativeBudgetIssued } from '../notices.ts';
import { saveIndicativeBudget } from '../store.ts';
import { workOutDraft } from './draft.ts';

export type IndicativeBudgetInput = {
  /** When the budget year is expected to begin: the rates of that day count. */
  readonly startsOn: PlainDate;
  readonly method: BudgetMethod;
  /** The total that stood on the page. */
  readonly seenPence: bigint;
};

export async function issueIndicativeBudget(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: IndicativeBudgetInput,
): Promise<Decision<{ indicativeBudgetId: string; totalPence: string }>> {
  const what = {
    act: 'indicative-budget.issue',
    command,
    input: { ...input, startsOn: input.startsOn.toString() },
    budgetId,
  };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const today = tools.today();
    const { startsOn, seenPence } = input;
    const draft = await workOutDraft(tx, budget, actor.icbCode, { startsOn, method: input.method, today });
    const { policy, rateCards, estimate, method } = draft;
    const [first, ...rest] = draft.refusals;
    if (first) return refused(first, ...rest);
    const rateCard = rateCards[0]!;
    const { working, trace } = estimate!;
    const statement = indicativeStatement(working);
    const decision = decideIndicativeBudget({
      state: budget.state,
      working,
      headedPence: trace.pence,
      statement,
      seenPence,
    });
    if (!decision.accepted) return decision;

    const indicativeBudgetId = await saveIndicativeBudget(tx, actor, {
      budgetId,
      startsOn,
      method,
      rateCardId: rateCard.rateCardId,
      rateCardVersion: rateCard.version,
      policy,
      working,
      statement,
      issuedOn: today,
      basis: draft.basis,
      trace,
      rateCards: rateCards.map(({ version, effectiveFrom }) => ({ version, effectiveFrom: effectiveFrom.toString() })),
      needBand: draft.inputs.needBand,
      similarCaseIds: draft.similarCases.map(similar => similar.budgetId),
    });
    await saveMove(tx, actor, { budgetId, transition: 'T07', happenedOn: today });
    const about = { budget, decisionId: indicativeBudgetId, effectiveOn: today };
    const outside = (await loadNeeds(tx, budgetId)).filter(need => !isForTheBudget(need)).map(need => need.words);
    const shown = {
      working,
      statement,
      method,
      rateCardVersion: rateCard.version,
      notIncluded: [...outside, ...estimate!.outside.map(each => each.label)],
      personPaysPence: estimate!.personPaysPence,
    };
    await saveNotice(tx, indicativeBudgetIssued(about, shown, await loadIcbContact(tx, actor.icbCode)));
    return accepted({ indicativeBudgetId, totalPence: working.totalPence.toString() });
  });
}
