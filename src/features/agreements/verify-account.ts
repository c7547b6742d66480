/** Records that a second person made sure whose account it is. With the last open task it ends the set-up (T15, N14). */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { type AccountRole, replacesRightAccount } from '../../rules/payment/account.ts';
import { decideVerification } from '../../rules/payment/agreement.ts';
import { isCoolingOff } from '../../rules/payment/payment.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadIcbContact, saveNotice } from '../people/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { lockBudget } from '../requests/store.ts';
import { accountCheckedNotice } from './notices.ts';
import { completeSetUp } from './set-up.ts';
import { loadAccountHistory, saveTaskClosed, saveVerification } from './store.ts';

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
    const [account, ...earlier] = await loadAccountHistory(tx, budgetId, role);
    if (account && account.paymentAccountId !== input.paymentAccountId)
      return refused({ code: 'changed-meanwhile', what: 'account' });
    const decision = decideVerification(account && { ...account, checked: account.status !== 'ENTERED' }, actor.id);
    if (!decision.accepted) return decision;
    const { paymentAccountId, enteredById, accountNumber } = account!;
    const verifiedOn = tools.today();
    await saveVerification(tx, actor, { ...input, paymentAccountId, enteredById, verifiedOn });
    if (replacesRightAccount(earlier)) {
      const { phone } = await loadIcbContact(tx, actor.icbCode);
      const { coolingOff } = (await loadPolicy(tx, actor.icbCode, verifiedOn)).account;
      const changed = { outcome: input.outcome, method: input.method, changed: true, waitedOneRun: false };
      const check = { isRight: input.outcome === 'VERIFIED', waitsForOneRun: isCoolingOff(changed, coolingOff) };
      await saveNotice(tx, accountCheckedNotice(budget, { role, accountNumber, phone, today: verifiedOn }, check));
    }
    // A second card is kept for a bad day: nothing waits for it.
    if (input.outcome === 'REFUSED' || role === 'SECOND_CARD') return accepted({ paymentAccountId, setUp: false });
    await saveTaskClosed(tx, actor, { budgetId, kind: 'ACCOUNT', evidence: input.evidence, closedOn: verifiedOn });
    return accepted({ paymentAccountId, setUp: await completeSetUp(tools, tx, actor, budget) });
  });
}
