/**
 * Refuses one way of holding the money and offers the others: the person gets the reason in writing and
 * may have it looked at again (N11).
 */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideOptionRefusal, type OptionRefusalInput } from '../../rules/decisions/option-refusal.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadIcbContact, saveNotice } from '../people/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { lockBudget } from '../requests/store.ts';
import { optionRefused } from './notices.ts';
import { loadRefusedOptions, saveOptionRefusal } from './store.ts';

export async function refuseOption(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: OptionRefusalInput,
): Promise<Decision<{ optionRefusalId: string }>> {
  return act(tools, actor, { act: 'option.refuse', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const refusedAlready = await loadRefusedOptions(tx, budgetId);
    const decision = decideOptionRefusal({ state: budget.state, refusedAlready }, input);
    if (!decision.accepted) return decision;

    const decidedOn = tools.today();
    const policy = await loadPolicy(tx, actor.icbCode, decidedOn);
    const { option, reason, words, offered } = input;
    const refusal = { budgetId, option, reasonCode: reason, words, offered, decidedOn };
    const optionRefusalId = await saveOptionRefusal(tx, actor, { ...refusal, policyVersion: policy.version });
    const about = { budget, decisionId: optionRefusalId, effectiveOn: decidedOn };
    await saveNotice(tx, optionRefused(about, input, await loadIcbContact(tx, actor.icbCode), policy.reconsider.days));
    return accepted({ optionRefusalId });
  });
}
