/**
 * Agrees that a wage may go straight to an assistant's own account when the way to the person fails. The account is checked by
 * arithmetic now and by another person later, as the person's is.
 */
import { checkAccount } from '../../../formats/modulus.ts';
import { bacsText } from '../../../formats/payment-files/bacs-text.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideAccountEntry } from '../../../rules/payment/agreement.ts';
import { decideWageAccount } from '../../../rules/payment/wages.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadAssistants } from '../checks/store.ts';
import { loadPaymentAccount, saveAccount } from '../store.ts';
import { loadWorkerAccounts, saveWage } from './store.ts';

export type WageInput = {
  /** As the assistant was recorded. */
  readonly worker: string;
  readonly monthlyPence: bigint;
  readonly sortCode: string;
  readonly accountNumber: string;
  /** The name on the account. */
  readonly name: string;
};

export async function agreeWage(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: WageInput,
): Promise<Decision<{ paymentAccountId: string }>> {
  return act(tools, actor, { act: 'wages.agree', command, input, budgetId, subjectId: input.worker }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const today = tools.today();
    const { worker, monthlyPence, name } = input;
    const check = checkAccount(input);
    const [main, second] = [
      await loadPaymentAccount(tx, budgetId),
      await loadPaymentAccount(tx, budgetId, 'DIRECT_PAYMENT', 'SECOND_CARD'),
    ];
    const own = [main, second].filter(account => account !== undefined);
    // Those who left too, so that it can be said of them.
    const employed = await loadAssistants(tx, budgetId, today.subtract({ years: 1 }));
    const wage = decideWageAccount({ ...check, worker, employed, own }, today);
    if (!wage.accepted) return wage;
    const decision = decideAccountEntry({
      state: budget.state,
      before: (await loadWorkerAccounts(tx, budgetId)).get(worker),
      entered: { ...check, name },
      modulus: check.result,
      nameInFile: bacsText(name),
    });
    if (!decision.accepted) return decision;
    if (check.result === 'fail') throw new Error('an account that fails its check was not refused');
    const paymentAccountId = await saveAccount(tx, actor, {
      budgetId,
      role: 'WORKER',
      worker,
      kind: 'WORKER',
      sortCode: check.sortCode,
      accountNumber: check.accountNumber,
      name,
      namedPeople: worker,
      modulusResult: check.result,
      modulusTableVersion: check.tableVersion,
      enteredOn: today,
      payee: { kind: 'PERSON' },
    });
    await saveWage(tx, actor, { budgetId, worker, monthlyPence, agreedOn: today });
    return accepted({ paymentAccountId });
  });
}
