/** Records that a second person made sure whose account it is that a wage may go straight to. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideVerification } from '../../../rules/payment/agreement.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { saveVerification } from '../store.ts';
import { loadWorkerAccounts } from './store.ts';

export type WorkerCheck = {
  readonly worker: string;
  /** The account that was on the page: a newer one must not be approved unseen. */
  readonly paymentAccountId: string;
  readonly outcome: 'VERIFIED' | 'REFUSED';
  readonly method: 'CALL_BACK' | 'BANK_LETTER';
  /** Who was called on which number, or which letter was seen. */
  readonly evidence: string;
};

export async function verifyWorkerAccount(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: WorkerCheck,
): Promise<Decision<{ paymentAccountId: string }>> {
  return act(tools, actor, { act: 'wages.verify-account', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const account = (await loadWorkerAccounts(tx, budgetId)).get(input.worker);
    if (account && account.paymentAccountId !== input.paymentAccountId)
      return refused({ code: 'changed-meanwhile', what: 'account' });
    const decision = decideVerification(account && { ...account, checked: account.status !== 'ENTERED' }, actor.id);
    if (!decision.accepted) return decision;
    const { paymentAccountId, enteredById } = account!;
    await saveVerification(tx, actor, { ...input, paymentAccountId, enteredById, verifiedOn: tools.today() });
    return accepted({ paymentAccountId });
  });
}
