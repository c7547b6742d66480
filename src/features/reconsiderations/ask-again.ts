/** The person asks to have a decision looked at again (T29); they get a receipt with the day of the answer (N29). */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { type DecisionKind, decideAsk } from '../../rules/decisions/reconsideration.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadIcbContact, saveNotice } from '../people/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { lockBudget } from '../requests/store.ts';
import { askReceived } from './notices.ts';
import { loadDecisions, loadReconsiderations, saveReconsideration } from './store.ts';

export async function askAgain(
  tools: Tools,
  actor: Actor,
  command: Command,
  about: { readonly budgetId: string; readonly decisionId: string },
  words: string,
): Promise<Decision<{ reconsiderationId: string; answerBy: string }>> {
  const { budgetId, decisionId } = about;
  const what = { act: 'reconsideration.ask', command, input: { words }, budgetId, subjectId: decisionId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const [decided] = budget ? await loadDecisions(tx, budgetId, decisionId) : [];
    if (!budget || !decided?.adverse) return refused({ code: 'not-found', what: 'decision' });
    const today = tools.today();
    const { reconsider, version } = await loadPolicy(tx, actor.icbCode, today);
    const facts = {
      byHolder: actor.personId === budget.personId,
      earlier: (await loadReconsiderations(tx, budgetId)).filter(each => each.decisionId === decisionId),
      answerDays: reconsider.days,
      repeatMonths: reconsider.repeatMonths,
    };
    const decision = decideAsk(facts, words, today);
    if (!decision.accepted) return decision;

    const { answerBy } = decision.value;
    // The view calls adverse only what can be looked at again.
    const kind = decided.kind as DecisionKind;
    const asked = { budgetId, kind, decisionId, about: decided.about, decidedById: decided.byId, words };
    const reconsiderationId = await saveReconsideration(tx, actor, {
      ...asked,
      askedOn: today,
      answerBy,
      policyVersion: version,
    });
    const icb = await loadIcbContact(tx, actor.icbCode);
    await saveNotice(tx, askReceived({ budget, effectiveOn: today }, { kind, answerBy }, icb));
    return accepted({ reconsiderationId, answerBy: answerBy.toString() });
  });
}
