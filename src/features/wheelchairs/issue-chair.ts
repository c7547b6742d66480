/** Writes down that the chair came: the budget starts (T16), and its period begins. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideChairIssue } from '../../rules/options/chair.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { START_JOB } from '../agreements/store.ts';
import { act } from '../audit/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { lockBudget } from '../requests/store.ts';
import { loadChair, saveIssue } from './store.ts';

export type IssueInput = { readonly serial: string; readonly issuedOn: PlainDate };

export async function issueChair(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: IssueInput,
): Promise<Decision<{ nextOn: string }>> {
  const given = { ...input, issuedOn: input.issuedOn.toString() };
  return act(tools, actor, { act: 'chair.issue', command, input: given, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const today = tools.today();
    const { order, issue } = await loadChair(tx, budgetId);
    const policy = await loadPolicy(tx, tx.icbCode, input.issuedOn);
    const facts = { orderedOn: order?.orderedOn, isIssued: issue !== undefined };
    const decision = decideChairIssue(input, facts, policy.wheelchair.periodYears, today);
    if (!decision.accepted) return decision;
    const { nextOn } = decision.value;
    await saveIssue(tx, actor, { ...input, budgetId, nextOn, policyVersion: policy.version });
    await tools.sendJob(tx, { name: START_JOB, data: {}, startOn: today, singletonKey: `chair ${budgetId}` });
    return accepted({ nextOn: nextOn.toString() });
  });
}
