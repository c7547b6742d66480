/** Enters the account of an organisation that holds money. It is checked by arithmetic now and by another person later. */
import { checkAccount } from '../../formats/modulus.ts';
import { bacsText } from '../../formats/payment-files/bacs-text.ts';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideAccountDetails } from '../../rules/payment/agreement.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadHolderAccounts, loadThirdParty, lockThirdParties, saveHolderAccount } from './store.ts';

export type HolderAccountInput = { readonly sortCode: string; readonly accountNumber: string; readonly name: string };

/** Stores account details as the organisation's newest; an earlier account is kept as history. */
export async function enterHolderAccount(
  tools: Tools,
  actor: Actor,
  command: Command,
  thirdPartyId: string,
  input: HolderAccountInput,
): Promise<Decision<{ accountId: string; modulusResult: string }>> {
  const what = { act: 'third-party.enter-account', command, input, subjectId: thirdPartyId };
  return act(tools, actor, what, async tx => {
    await lockThirdParties(tx);
    if (!(await loadThirdParty(tx, thirdPartyId, tools.today())))
      return refused({ code: 'not-found', what: 'organisation' });
    const [before] = await loadHolderAccounts(tx, thirdPartyId);
    const { result, sortCode, accountNumber, tableVersion } = checkAccount(input);
    const decision = decideAccountDetails({
      before,
      entered: { sortCode, accountNumber, name: input.name },
      modulus: result,
      nameInFile: bacsText(input.name),
    });
    if (!decision.accepted) return decision;
    if (result === 'fail') throw new Error('an account that fails its check was not refused');
    const accountId = await saveHolderAccount(tx, actor, {
      thirdPartyId,
      sortCode,
      accountNumber,
      name: input.name,
      modulusResult: result,
      modulusTableVersion: tableVersion,
      enteredOn: tools.today(),
    });
    return accepted({ accountId, modulusResult: result });
  });
}
