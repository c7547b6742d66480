/** Asks for a payment besides the instalments. Nothing is owed by it before another person agrees. */
import type { Tools } from '../../../platform/tools.ts';
import { decideExtra, type Extra } from '../../../rules/amounts/extra-payment.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadExtraFacts } from './facts.ts';
import { saveAmountRequest } from './store.ts';

export type ExtraInput = Omit<Extra, 'neededOn'> & {
  /** Undefined: on the day on which it is asked. */
  readonly neededOn: PlainDate | undefined;
  /** The effect on the next payments that stood on the page; the person has been told of it. */
  readonly seen: string;
};

export async function askExtraPayment(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: ExtraInput,
): Promise<Decision<{ amountRequestId: string }>> {
  return act(tools, actor, { act: 'extra-payment.ask', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const askedOn = tools.today();
    const policy = await loadPolicy(tx, actor.icbCode, askedOn);
    const effectiveOn = input.neededOn ?? askedOn;
    const extra = { ...input, neededOn: effectiveOn };
    const decision = decideExtra(await loadExtraFacts(tx, budget, policy), extra, input.seen, askedOn);
    if (!decision.accepted) return decision;
    const { kind, amountPence, label, reasons, source, seen } = input;
    const asked = { budgetId, kind, amountPence, label, reasons, source, effectiveOn, seen, askedOn, toldOn: askedOn };
    const amountRequestId = await saveAmountRequest(tx, actor, { ...asked, facts: {}, policyVersion: policy.version });
    return accepted({ amountRequestId });
  });
}
