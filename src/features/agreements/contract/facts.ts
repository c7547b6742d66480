/** What R-093 is asked of, gathered from the stores. */
import type { Tx } from '../../../platform/db.ts';
import type { ContractForm, Holder } from '../../../rules/options/options.ts';
import { holderOf } from '../../../rules/options/third-party.ts';
import { loadIcbContact } from '../../people/store.ts';
import { loadApprovedPlan } from '../../plans/store.ts';
import type { Budget } from '../../requests/store.ts';
import { loadAccountsAround, loadHolderAccounts, type ThirdParty } from '../../third-parties/store.ts';

/** What an organisation is to the board, to the person and to the care. */
export async function loadHolder(
  tx: Tx,
  budget: Budget,
  { thirdPartyId, name, numberKind }: ThirdParty,
  said: { readonly conflictPlan: string; readonly contractForm: ContractForm | undefined },
): Promise<Holder> {
  const [account] = await loadHolderAccounts(tx, thirdPartyId);
  const around = await loadAccountsAround(tx, tx.icbCode, budget.personId);
  const icb = await loadIcbContact(tx, tx.icbCode);
  const plan = await loadApprovedPlan(tx, budget.budgetId);
  return holderOf(
    {
      name,
      numberKind,
      account,
      icb: { name: icb.name, account: around.ofIcb },
      person: { name: budget.personName, accounts: around.ofPerson },
      providers: (plan?.items ?? []).filter(item => item.option === 'THIRD_PARTY').map(item => item.provider),
    },
    said,
  );
}
