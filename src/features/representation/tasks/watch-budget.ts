/**
 * Looks whether who decides for the person has changed so that something is to be done: direct payments must stop
 * (R-028 to R-030, N22), or a 16th or 18th birthday is near (T32, N33). Each is said once.
 */
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { type Turning, turningsToPrepare } from '../../../rules/representation/birthdays.ts';
import { consentOn, type MandatoryGround } from '../../../rules/representation/consent.ts';
import { type RepresentationTask, stopDuty, turningTask } from '../../../rules/representation/stop-duty.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { loadIcbContact, saveNotice } from '../../people/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { type Budget, loadBudget, lockBudget } from '../../requests/store.ts';
import { stopNotice, turningNotice } from '../notices.ts';
import { loadPayeeFacts, loadTasks, paysDirectly, saveTask } from '../payee-store.ts';

/** Opens what is due on one budget, as the system. Answers how many tasks it opened. */
export async function watchBudget(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
): Promise<Decision<{ opened: number }>> {
  return act(tools, actor, { act: 'representation.watch', command, input: {}, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const today = tools.today();
    const contact = await loadIcbContact(tx, tx.icbCode);
    const due = await loadDue(tx, budget, today);
    for (const { task, about } of due) {
      await saveTask(tx, { ...task, budgetId, openedOn: today });
      const notice =
        typeof about === 'string'
          ? stopNotice(budget, { ground: about, today }, contact)
          : turningNotice(budget, { turning: about, today }, contact);
      await saveNotice(tx, notice);
    }
    return accepted({ opened: due.length });
  });
}

/** What is due on one budget and was not opened yet, each by its kind and cause; none for a budget that is not here. */
export async function loadDueTasks(tx: Tx, budgetId: string, today: PlainDate): Promise<readonly string[]> {
  const budget = await loadBudget(tx, tx.icbCode, budgetId);
  return budget ? (await loadDue(tx, budget, today)).map(({ task }) => `${task.kind} ${task.cause}`) : [];
}

type Due = { readonly task: RepresentationTask; readonly about: MandatoryGround | Turning };

async function loadDue(tx: Tx, budget: Budget, today: PlainDate): Promise<Due[]> {
  const facts = await loadPayeeFacts(tx, budget);
  const { birthday } = await loadPolicy(tx, tx.icbCode, today);
  const { ground } = consentOn(facts, today);
  const duty = stopDuty({ ground }, { today, wordsSaid: facts.words.length });
  const due: Due[] = turningsToPrepare({ dateOfBirth: facts.dateOfBirth, today }, birthday.aheadMonths).map(
    turning => ({
      task: turningTask(turning),
      about: turning,
    }),
  );
  // Where nothing was ever to be paid directly there is nothing to stop.
  if (ground && duty && (await paysDirectly(tx, budget.budgetId))) due.push({ task: duty, about: ground });
  const before = await loadTasks(tx, budget.budgetId);
  return due.filter(({ task }) => !before.some(one => one.kind === task.kind && one.cause === task.cause));
}
