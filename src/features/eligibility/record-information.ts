/** Records that the person was told of their right and given information, advice and support. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideInformation } from '../../rules/eligibility/eligibility.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { loadIcbContact, saveNotice } from '../people/store.ts';
import { lockBudget } from '../requests/store.ts';
import { informationGiven } from './notices.ts';
import { saveInformation } from './store.ts';

export type InformationInput = { readonly what: string; readonly givenOn: PlainDate };

export async function recordInformation(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: InformationInput,
): Promise<Decision<{ noticeId: string }>> {
  return act(tools, actor, { act: 'information.record', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const decision = decideInformation(budget.state, input.givenOn, tools.today());
    if (!decision.accepted) return decision;

    await saveInformation(tx, actor, { budgetId, ...input });
    const about = { recipient: budget.personName, personId: budget.personId, budgetId, effectiveOn: tools.today() };
    const notice = informationGiven({ ...about, what: input.what }, await loadIcbContact(tx, actor.icbCode));
    return accepted({ noticeId: await saveNotice(tx, notice) });
  });
}
