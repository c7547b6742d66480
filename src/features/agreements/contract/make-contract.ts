/**
 * Records the contract under which an organisation holds a person's money, and gives the budget the organisation's
 * account. With the last open task it ends the set-up (T15, N14).
 */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import type { ContractForm } from '../../../rules/options/options.ts';
import { type ContractFacts, decideContract } from '../../../rules/options/third-party.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { keepRunsWaiting } from '../../payments/owed-store.ts';
import { lockBudget } from '../../requests/store.ts';
import { giveHolderAccount, loadThirdParty, lockThirdParties, saveContract } from '../../third-parties/store.ts';
import { completeSetUp } from '../set-up.ts';
import { loadAgreement, saveTaskClosed } from '../store.ts';
import { loadHolder } from './facts.ts';

export type ContractInput = {
  readonly thirdPartyId: string;
  readonly form: ContractForm | undefined;
  /** The contract of supply, by its own number. */
  readonly reference: string;
  readonly conflictPlan: string;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate | undefined;
};

/** Makes the budget's newest contract; an earlier one is kept as history. */
export async function makeContract(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  given: ContractInput,
): Promise<Decision<{ contractId: string; setUp: boolean }>> {
  const input = { ...given, fromOn: given.fromOn.toString(), toOn: given.toOn?.toString() };
  return act(tools, actor, { act: 'contract.make', command, input, budgetId }, async tx => {
    await lockThirdParties(tx);
    await keepRunsWaiting(tx);
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const today = tools.today();
    const { thirdPartyId, conflictPlan, fromOn, toOn, reference } = given;
    const thirdParty = await loadThirdParty(tx, thirdPartyId, today);
    const agreement = await loadAgreement(tx, budgetId);
    if (!thirdParty) return refused({ code: 'not-found', what: 'organisation' });
    const facts: ContractFacts = {
      state: budget.state,
      hasThirdParty: agreement?.options.includes('THIRD_PARTY') ?? false,
      holder: await loadHolder(tx, budget, thirdParty, { conflictPlan, contractForm: given.form }),
      isAccountChecked: thirdParty.account === 'VERIFIED',
      term: thirdParty,
      startsOn: agreement?.startsOn ?? today,
      fromOn,
      toOn,
    };
    const decision = decideContract(facts, today);
    if (!decision.accepted) return decision;
    const { form } = decision.value;
    const contractId = await saveContract(tx, actor, {
      budgetId,
      thirdPartyId,
      form,
      reference,
      conflictPlan,
      fromOn,
      toOn,
      agreedOn: today,
    });
    await tools.crashPoint('contract.make.after-contract');
    await giveHolderAccount(tx, { thirdPartyId, budgetId });
    const evidence = `${thirdParty.name}, ${reference}`;
    await saveTaskClosed(tx, actor, { budgetId, kind: 'CONTRACT_OF_SUPPLY', evidence, closedOn: today });
    return accepted({ contractId, setUp: await completeSetUp(tools, tx, actor, budget) });
  });
}
