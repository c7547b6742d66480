/** Records that a second person made sure whose account it is. With the last open task it ends the set-up (T15, N14). */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import type { AccountRole } from '../../rules/payment/account.ts';
import { decideVerification } from '../../rules/payment/agreement.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { lockBudget } from '../requests/store.ts';
import { completeSetUp } from './set-up.ts';
import { loadPaymentAccount, saveTaskClosed, saveVerification } from './store.ts';

export type VerificationInput = {
  /** The account that was on the page: a newer one must not be approved unseen. */
  readonly paymentAccountId: string;
  /** The first account unless told. */
  readonly role?: AccountRole;
  readonly outcome: 'VERIFIED' | 'REFUSED';
  readonly method: 'CALL_BACK' | 'BANK_LETTER';
  /** Who was called on which number, or which letter was seen. */
  readonly evidence: string;
};

/** Verifies or refuses the budget's newest account. */
export async function verifyAccount(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: VerificationInput,
): Promise<Decision<{ paymentAccountId: string; setUp: boolean }>> {
  return act(tools, actor, { act: 'account.verify', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const { role = 'MAIN' } = input;
    const account = await loadPaymentAccount(tx, budgetId, 'DIRECT_PAYMENT', role);
    if (account && account.paymentAccountId !== input.paymentAccountId)
      return refused({ code: 'changed-meanwhile', what: 'account' });
    const decision = decideVerification(account && { ...account, checked: account.status !== 'ENTERED' }, actor.id);
    if (!decision.accepted) return decision;
    const { paymentAccountId, enteredById } = account!;
    const verifiedOn = tools.today();
    await saveVerification(tx, actor, { ...input, paymentAccountId, enteredById, verifiedOn });
    // A second card is kept for a bad day: nothing waits for it.
    if (input.outcome === 'REFUSED' || role === 'SECOND_CARD') return accepted({ paymentAccountId, setUp: false });
    await saveTaskClosed(tx, actor, { budgetId, kind: 'ACCOUNT', evidence: input.evidence, closedOn: verifiedOn });
    return accepted({ paymentAccountId, setUp: await completeSetUp(tools, tx, actor, budget) });
  });
}
