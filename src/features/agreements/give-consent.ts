/** Says yes or no to direct payments: a dated record of its own, apart from any consent to share. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { consentOn, decideConsent } from '../../rules/representation/consent.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { loadPayeeFacts } from '../representation/payee-store.ts';
import { saveConsent, WATCH_JOB } from '../representation/store.ts';
import { lockBudget } from '../requests/store.ts';
import { completeSetUp } from './set-up.ts';
import { saveTaskClosed } from './store.ts';

/** Records the answer under today's date. A later no is a new record, and holds every payment from then on. */
export async function giveConsent(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: { readonly answer: 'YES' | 'NO' },
): Promise<Decision<{ setUp: boolean }>> {
  return act(tools, actor, { act: 'consent.give', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const today = tools.today();
    const given = input.answer === 'YES';
    const { aheadMonths } = (await loadPolicy(tx, tx.icbCode, today)).birthday;
    const before = await loadPayeeFacts(tx, budget);
    const decision = decideConsent(before, { byId: actor.id, given }, { today, aheadMonths });
    if (!decision.accepted) return decision;
    await saveConsent(tx, actor, {
      personId: budget.personId,
      budgetId,
      kind: 'DIRECT_PAYMENT',
      given,
      happenedOn: today,
    });
    // Whoever took their yes back may have been the last: then direct payments have to stop.
    await tools.sendJob(tx, { name: WATCH_JOB, data: { budgetId } });
    const { stands } = consentOn(await loadPayeeFacts(tx, budget), today);
    if (stands) {
      const evidence = `${actor.name} said yes to direct payments`;
      await saveTaskClosed(tx, actor, { budgetId, kind: 'CONSENT', evidence, closedOn: today });
    }
    return accepted({ setUp: stands && (await completeSetUp(tools, tx, actor, budget)) });
  });
}
