/** Another person says whether an account is the supplier's. Nothing is paid to one that nobody checked. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideSupplierCheck } from '../../../rules/orders/supplier.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadSupplierAccounts, lockSupplier, saveSupplierCheck } from './store.ts';

export type SupplierCheckInput = {
  /** The account that was on the page: a newer one must not be approved unseen. */
  readonly supplierAccountId: string;
  readonly outcome: 'VERIFIED' | 'REFUSED';
  readonly method: 'CALL_BACK' | 'BANK_LETTER';
  readonly evidence: string;
};

export async function checkSupplierAccount(
  tools: Tools,
  actor: Actor,
  command: Command,
  supplierId: string,
  input: SupplierCheckInput,
): Promise<Decision<{ supplierAccountId: string }>> {
  const what = { act: 'supplier.check-account', command, input, subjectId: supplierId };
  return act(tools, actor, what, async tx => {
    const supplier = await lockSupplier(tx, supplierId);
    if (!supplier) return refused({ code: 'not-found', what: 'supplier' });
    const [account] = await loadSupplierAccounts(tx, supplierId);
    if (account && account.supplierAccountId !== input.supplierAccountId)
      return refused({ code: 'changed-meanwhile', what: 'account' });
    const decision = decideSupplierCheck(account && { ...account, isChecked: account.status !== 'ENTERED' }, actor.id);
    if (!decision.accepted) return decision;
    const { enteredById } = account!;
    await saveSupplierCheck(tx, actor, { ...input, enteredById, checkedOn: tools.today() });
    return accepted({ supplierAccountId: input.supplierAccountId });
  });
}
