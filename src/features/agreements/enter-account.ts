/** Enters the account that the money goes to. It is checked by arithmetic now and by another person later. */

import { checkAccount } from '../../formats/modulus.ts';
import { bacsText } from '../../formats/payment-files/bacs-text.ts';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { type ACCOUNT_KINDS, decideNamedPeople, namesIn } from '../../rules/payment/account.ts';
import { decideAccountEntry } from '../../rules/payment/agreement.ts';
import { payeeOn } from '../../rules/representation/payee.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadPayeeFacts } from '../representation/payee-store.ts';
import { lockBudget } from '../requests/store.ts';
import { loadPaymentAccount, saveAccount } from './store.ts';

export type AccountInput = {
  readonly kind: (typeof ACCOUNT_KINDS)[number];
  readonly sortCode: string;
  readonly accountNumber: string;
  /** The name on the account. */
  readonly name: string;
  /** Who may use it. */
  readonly namedPeople: string;
};

/** Stores account details as the budget's newest; an earlier account is kept as history. */
export async function enterAccount(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: AccountInput,
): Promise<Decision<{ paymentAccountId: string; modulusResult: string }>> {
  return act(tools, actor, { act: 'account.enter', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const named = decideNamedPeople({ named: namesIn(input.namedPeople), approved: [] });
    if (!named.accepted) return named;
    const check = checkAccount(input);
    const before = await loadPaymentAccount(tx, budgetId);
    const decision = decideAccountEntry({
      state: budget.state,
      before: before && { ...before, checked: before.status !== 'ENTERED' },
      entered: { ...check, name: input.name },
      modulus: check.result,
      nameInFile: bacsText(input.name),
    });
    if (!decision.accepted) return decision;
    if (check.result === 'fail') throw new Error('an account that fails its check was not refused');
    const paymentAccountId = await saveAccount(tx, actor, {
      budgetId,
      kind: input.kind,
      sortCode: check.sortCode,
      accountNumber: check.accountNumber,
      name: input.name,
      namedPeople: input.namedPeople,
      modulusResult: check.result,
      modulusTableVersion: check.tableVersion,
      enteredOn: tools.today(),
      payee: payeeOn(await loadPayeeFacts(tx, budget), tools.today()),
    });
    return accepted({ paymentAccountId, modulusResult: check.result });
  });
}
