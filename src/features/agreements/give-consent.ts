/** Says yes or no to direct payments: a dated record of its own, apart from any consent to share. */
import type { Tools } from '../../platform/tools.ts';
import { decideConsent } from '../../rules/agreement.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { saveConsent } from '../people/store.ts';
import { lockBudget } from '../requests/store.ts';
import { loadWhoIsPaid } from './facts.ts';
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
    const who = await loadWhoIsPaid(tx, tx.icbCode, budget, today);
    const decision = decideConsent(who, actor.roles.includes('person') ? 'PERSON' : 'REPRESENTATIVE');
    if (!decision.accepted) return decision;
    const given = input.answer === 'YES';
    await saveConsent(tx, actor, {
      personId: budget.personId,
      budgetId,
      kind: 'DIRECT_PAYMENT',
      given,
      happenedOn: today,
    });
    if (given) {
      const evidence = `${actor.name} said yes to direct payments`;
      await saveTaskClosed(tx, actor, { budgetId, kind: 'CONSENT', evidence, closedOn: today });
    }
    return accepted({ setUp: given && (await completeSetUp(tools, tx, actor, budget)) });
  });
}
