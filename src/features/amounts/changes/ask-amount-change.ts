/** Proposes another amount (T19), with what was found about whether it is enough. Nothing changes before another person agrees. */
import type { Tools } from '../../../platform/tools.ts';
import { type AmountOrder, decideChangedAmount } from '../../../rules/amounts/changed-instalments.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { saveAmountRequest } from '../requests/store.ts';
import { loadChangedFacts } from './facts.ts';

export type ChangeInput = AmountOrder & {
  /** The effect on the next payments that stood on the page. */
  readonly seen: string;
};

export async function askAmountChange(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: ChangeInput,
): Promise<Decision<{ amountRequestId: string }>> {
  return act(tools, actor, { act: 'amount-change.ask', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const askedOn = tools.today();
    const policy = await loadPolicy(tx, actor.icbCode, askedOn);
    const facts = await loadChangedFacts(tx, budget, policy);
    if (!facts) return refused({ code: 'payments-not-running', state: budget.state });
    const { seen, toPence, effectiveOn, reasons, found, endedLineIds } = input;
    const decision = decideChangedAmount(facts, input, seen, askedOn);
    if (!decision.accepted) return decision;
    const { isCut } = decision.value;
    const amountRequestId = await saveAmountRequest(tx, actor, {
      budgetId,
      kind: 'CHANGE',
      amountPence: toPence,
      label: isCut ? 'A smaller amount' : 'A larger amount',
      // A rise needs no reasons: what was found says why.
      reasons: reasons === '' ? found : reasons,
      source: undefined,
      toldOn: undefined,
      effectiveOn,
      facts: { isCut, endedLineIds, found, fromPence: facts.yearlyPence.toString() },
      seen,
      askedOn,
      policyVersion: policy.version,
    });
    return accepted({ amountRequestId });
  });
}
