/** Enters the account that a supplier is paid into. Checked by arithmetic now, by another person later. */
import { checkAccount } from '../../../formats/modulus.ts';
import { bacsText } from '../../../formats/payment-files/bacs-text.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideSupplierAccount } from '../../../rules/orders/supplier.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadSupplierAccounts, lockSupplier, saveSupplierAccount } from './store.ts';

export type SupplierAccountInput = {
  readonly sortCode: string;
  readonly accountNumber: string;
  readonly name: string;
};

export async function enterSupplierAccount(
  tools: Tools,
  actor: Actor,
  command: Command,
  supplierId: string,
  input: SupplierAccountInput,
): Promise<Decision<{ supplierAccountId: string }>> {
  const what = { act: 'supplier.enter-account', command, input, subjectId: supplierId };
  return act(tools, actor, what, async tx => {
    const supplier = await lockSupplier(tx, supplierId);
    if (!supplier) return refused({ code: 'not-found', what: 'supplier' });
    const check = checkAccount(input);
    const decision = decideSupplierAccount({
      before: (await loadSupplierAccounts(tx, supplierId))[0],
      entered: { ...check, name: input.name },
      modulus: check.result,
      nameInFile: bacsText(input.name),
    });
    if (!decision.accepted) return decision;
    if (check.result === 'fail') throw new Error('an account that fails its check was not refused');
    const supplierAccountId = await saveSupplierAccount(tx, actor, {
      supplierId,
      sortCode: check.sortCode,
      accountNumber: check.accountNumber,
      name: input.name,
      modulusResult: check.result,
      modulusTableVersion: check.tableVersion,
      enteredOn: tools.today(),
    });
    return accepted({ supplierAccountId });
  });
}
