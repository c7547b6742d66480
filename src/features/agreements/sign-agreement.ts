/** The two signatures of an agreement. The person signs first; with the ICB's the budget is AGREED (T14, N13). */
import type { Tx } from '../../platform/db.ts';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideIcbSigning, decidePersonSigning, type SigningFacts, setUpTasks } from '../../rules/payment/agreement.ts';
import { isConnected } from '../../rules/plan/connected-person.ts';
import { regulationOf } from '../../rules/plan/plan-checks.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadIcbContact, saveNotice } from '../people/store.ts';
import { loadPayeeFacts } from '../representation/payee-store.ts';
import { type Budget, lockBudget, saveMove } from '../requests/store.ts';
import { type AgreedFacts, loadAgreedFacts } from './facts.ts';
import { signedCopyNotice } from './notices.ts';
import { loadAgreement, type StoredAgreement, saveSetUpTasks, saveSignature } from './store.ts';

/** What the signer saw: the hash travels with the page and must still be the agreement's. */
export type SigningInput = { readonly contentHash: string };

/** Signs for the person: the person themself or their representative. */
export async function signAgreement(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: SigningInput,
): Promise<Decision<{ agreementId: string }>> {
  return act(tools, actor, { act: 'agreement.sign', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const { agreement, facts } = await loadSigning(tx, budget, input);
    const decision = decidePersonSigning(facts, actor.id, tools.today());
    if (!decision.accepted) return decision;
    const agreementId = agreement!.agreementId;
    await saveSignature(tx, actor, {
      agreementId,
      side: 'PERSON',
      capacity: actor.id === budget.personId ? 'PERSON' : 'REPRESENTATIVE',
      signedHash: input.contentHash,
      signedOn: tools.today(),
    });
    return accepted({ agreementId });
  });
}

/** Signs for the ICB and makes the agreement (T14): opens the set-up tasks and sends the signed copy. */
export async function signAgreementForIcb(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: SigningInput,
): Promise<Decision<{ agreementId: string }>> {
  return act(tools, actor, { act: 'agreement.sign-for-icb', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const { agreement, facts, agreed } = await loadSigning(tx, budget, input);
    const decision = decideIcbSigning(facts, tools.today());
    if (!decision.accepted) return decision;
    const { agreementId, options } = agreement!;
    const today = tools.today();
    await saveSignature(tx, actor, {
      agreementId,
      side: 'ICB',
      capacity: 'ICB',
      signedHash: input.contentHash,
      signedOn: today,
    });
    const { items } = agreed.plan!;
    const asked = {
      options,
      categories: items.map(item => item.category),
      paysConnected: items.some(item => isConnected(item.checks)),
      needsRegistration: items.some(item => regulationOf(item) !== 'NO'),
    };
    await saveSetUpTasks(tx, { budgetId, kinds: setUpTasks(asked), openedOn: today });
    await saveMove(tx, actor, { budgetId, transition: 'T14', happenedOn: today });
    const { name: icbName } = await loadIcbContact(tx, actor.icbCode);
    await saveNotice(tx, signedCopyNotice(budget, agreement!, { icbName, today }));
    return accepted({ agreementId });
  });
}

async function loadSigning(
  tx: Tx,
  budget: Budget,
  input: SigningInput,
): Promise<{ agreement: StoredAgreement | undefined; facts: SigningFacts; agreed: AgreedFacts }> {
  const agreement = await loadAgreement(tx, budget.budgetId);
  const agreed = await loadAgreedFacts(tx, budget.budgetId);
  const facts: SigningFacts = {
    state: budget.state,
    agreement,
    seenHash: input.contentHash,
    finalBudgetHash: agreed.finalBudgetHash,
    planHash: agreed.planHash,
    hasDirectPayment: agreement?.options.includes('DIRECT_PAYMENT') ?? false,
    payee: await loadPayeeFacts(tx, budget),
  };
  return { agreement, facts, agreed };
}
