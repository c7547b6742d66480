/** Ends a nomination, in writing: a task to look again, and word to the person. Money for them stops at once. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideNominationEnd } from '../../../rules/representation/nominee.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadIcbContact, saveNotice } from '../../people/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { nominationEndedNotice } from '../notices.ts';
import { loadCurrentNominee, saveNomineeWithdrawn, saveTask } from '../payee-store.ts';

export async function endNomination(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: {
    readonly inWriting: boolean;
    /** The letter or message, and where it is kept. */
    readonly evidence: string;
  },
): Promise<Decision<{ nomineeId: string; reviewBy: string }>> {
  return act(tools, actor, { act: 'nominee.end', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const today = tools.today();
    const nominee = await loadCurrentNominee(tx, budget, today);
    const { withdrawnReviewDays } = (await loadPolicy(tx, tx.icbCode, today)).nominee;
    // Whoever ends it here themself has put it in writing.
    const inWriting = input.inWriting || actor.personId !== undefined;
    const decision = decideNominationEnd(nominee, { inWriting, withdrawnOn: today }, withdrawnReviewDays);
    if (!decision.accepted) return decision;
    const { nomineeId, name } = nominee!;
    const { reviewBy } = decision.value;
    await saveNomineeWithdrawn(tx, actor, { nomineeId, evidence: input.evidence, withdrawnOn: today });
    await saveTask(tx, { budgetId, kind: 'NOMINEE_REVIEW', cause: nomineeId, openedOn: today, dueOn: reviewBy });
    const contact = await loadIcbContact(tx, tx.icbCode);
    await saveNotice(tx, nominationEndedNotice(budget, { nomineeName: name, reviewBy, today }, contact));
    return accepted({ nomineeId, reviewBy: reviewBy.toString() });
  });
}
