/**
 * Records that a second person made sure whose account it is. From then on everybody whose money the organisation
 * holds is paid into it, and the ledger has their money there.
 */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideVerification } from '../../rules/payment/agreement.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { keepRunsWaiting } from '../payments/owed-store.ts';
import { moveHeld } from './move-held.ts';
import {
  giveHolderAccount,
  loadHolderAccounts,
  loadThirdParty,
  lockThirdParties,
  saveHolderVerification,
} from './store.ts';

export type HolderVerificationInput = {
  /** The account that was on the page: a newer one must not be approved unseen. */
  readonly accountId: string;
  readonly outcome: 'VERIFIED' | 'REFUSED';
  readonly method: 'CALL_BACK' | 'BANK_LETTER';
  /** Who was called on which number, or which letter was seen. */
  readonly evidence: string;
};

/** Verifies or refuses the organisation's newest account. */
export async function verifyHolderAccount(
  tools: Tools,
  actor: Actor,
  command: Command,
  thirdPartyId: string,
  input: HolderVerificationInput,
): Promise<Decision<{ accountId: string; budgets: number }>> {
  const what = { act: 'third-party.verify-account', command, input, subjectId: thirdPartyId };
  return act(tools, actor, what, async tx => {
    await lockThirdParties(tx);
    await keepRunsWaiting(tx);
    if (!(await loadThirdParty(tx, thirdPartyId, tools.today())))
      return refused({ code: 'not-found', what: 'organisation' });
    const [account] = await loadHolderAccounts(tx, thirdPartyId);
    if (account && account.accountId !== input.accountId)
      return refused({ code: 'changed-meanwhile', what: 'account' });
    const decision = decideVerification(account && { ...account, checked: account.status !== 'ENTERED' }, actor.id);
    if (!decision.accepted) return decision;
    const { accountId, enteredById } = account!;
    await saveHolderVerification(tx, actor, { ...input, accountId, enteredById, verifiedOn: tools.today() });
    await tools.crashPoint('third-party.verify-account.after-verification');
    const budgets = input.outcome === 'VERIFIED' ? await giveHolderAccount(tx, { thirdPartyId }) : 0;
    await tools.crashPoint('third-party.verify-account.after-accounts');
    const moved = await moveHeld(tx, tools, actor, thirdPartyId);
    return moved.accepted ? accepted({ accountId, budgets }) : moved;
  });
}
