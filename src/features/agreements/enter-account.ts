/** Enters the account that the money goes to. It is checked by arithmetic now and by another person later. */

import { checkAccount } from '../../formats/modulus.ts';
import { bacsText } from '../../formats/payment-files/bacs-text.ts';
import type { Tx } from '../../platform/db.ts';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import {
  type AccountRole,
  decideNamedPeople,
  decideOneOffAccount,
  decideSecondCard,
  type EVERY_ACCOUNT_KIND,
  namesIn,
  replacesRightAccount,
} from '../../rules/payment/account.ts';
import { decideAccountEntry } from '../../rules/payment/agreement.ts';
import { payeeOn } from '../../rules/representation/payee.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { loadIcbContact, saveNotice } from '../people/store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { loadPayeeFacts } from '../representation/payee-store.ts';
import { type Budget, lockBudget } from '../requests/store.ts';
import { accountEnteredNotice } from './notices.ts';
import { loadAccountHistory, loadAgreement, loadOtherPaymentDays, loadPaymentAccount, saveAccount } from './store.ts';

export type AccountInput = {
  readonly kind: (typeof EVERY_ACCOUNT_KIND)[number];
  readonly sortCode: string;
  readonly accountNumber: string;
  /** The name on the account. */
  readonly name: string;
  /** Who may use it. */
  readonly namedPeople: string;
  /** The first account unless told. */
  readonly role?: AccountRole;
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
    const own = input.kind === 'OWN_ONE_OFF' ? await decideOwn(tx, tools.today(), budget) : undefined;
    if (own && !own.accepted) return own;
    const { role = 'MAIN' } = input;
    const check = checkAccount(input);
    if (role === 'SECOND_CARD') {
      const first = await loadPaymentAccount(tx, budgetId);
      const second = decideSecondCard({ sortCode: check.sortCode, firstSortCode: first?.sortCode });
      if (!second.accepted) return second;
    }
    const earlier = await loadAccountHistory(tx, budgetId, role);
    const decision = decideAccountEntry({
      state: budget.state,
      before: earlier[0],
      entered: { ...check, name: input.name },
      modulus: check.result,
      nameInFile: bacsText(input.name),
    });
    if (!decision.accepted) return decision;
    if (check.result === 'fail') throw new Error('an account that fails its check was not refused');
    const today = tools.today();
    const paymentAccountId = await saveAccount(tx, actor, {
      budgetId,
      role,
      kind: input.kind,
      sortCode: check.sortCode,
      accountNumber: check.accountNumber,
      name: input.name,
      namedPeople: input.namedPeople,
      modulusResult: check.result,
      modulusTableVersion: check.tableVersion,
      enteredOn: today,
      payee: payeeOn(await loadPayeeFacts(tx, budget), today),
    });
    if (replacesRightAccount(earlier)) {
      const { phone } = await loadIcbContact(tx, actor.icbCode);
      const { coolingOff } = (await loadPolicy(tx, actor.icbCode, today)).account;
      const account = { role, accountNumber: check.accountNumber, phone, today };
      await saveNotice(tx, accountEnteredNotice(budget, account, coolingOff));
    }
    return accepted({ paymentAccountId, modulusResult: check.result });
  });
}

/** whether this budget's money may go to the person's everyday account. */
async function decideOwn(tx: Tx, today: PlainDate, budget: Budget): Promise<Decision<unknown>> {
  const { budgetId } = budget;
  const agreement = await loadAgreement(tx, budgetId);
  const payments = (agreement?.payments ?? []).filter(({ option }) => option === 'DIRECT_PAYMENT');
  const policy = await loadPolicy(tx, tx.icbCode, today);
  const items = (await loadApprovedPlan(tx, budgetId))?.items ?? [];
  return decideOneOffAccount(
    {
      isOneOff: budget.kind === 'ONE_OFF_GOAL',
      payOn: payments[0]?.coversFrom ?? today,
      payments: payments.length,
      items: items.filter(({ option }) => option === 'DIRECT_PAYMENT').length,
      otherPaymentsOn: await loadOtherPaymentDays(tx, budget),
    },
    policy.oneoff.ownAccountMaxItems,
  );
}
