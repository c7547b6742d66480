/** The person, or who acts for them, signs the three statements on the plan and the sum as they stand. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, decide, refused } from '../../../rules/decision.ts';
import { STATEMENTS, type Statement } from '../../../rules/plan/plan.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadIndicativeBudget, loadProposedBudget } from '../../budgets/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadPlan, saveStatements } from '../store.ts';
import { decideSigner } from './signer.ts';

export type StatementsInput = {
  readonly answers: { readonly [Name in Statement]: { readonly agreed: boolean; readonly words: string } };
  /** The content hash of the plan, and the sum, that stood on the page. */
  readonly seenHash: string;
  readonly seenPence: bigint;
};

export async function signStatements(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: StatementsInput,
): Promise<Decision<{ planId: string; agreed: boolean }>> {
  return act(tools, actor, { act: 'plan.sign-statements', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const plan = budget?.personId === actor.personId && budget ? await loadPlan(tx, budgetId) : undefined;
    if (!budget || !plan) return refused({ code: 'not-found', what: 'plan' });
    const mine = await decideSigner(tx, actor, budget, tools.today());
    if (!mine.accepted) return mine;
    const shown =
      (await loadProposedBudget(tx, budgetId))?.finalPence ?? (await loadIndicativeBudget(tx, budgetId))?.totalPence;
    const amountPence = shown ?? 0n;
    const decision = decide<Record<never, never>>(
      [
        budget.state !== 'PLANNING' && { code: 'wrong-state', transition: 'T09', state: budget.state },
        plan.contentHash !== input.seenHash && { code: 'changed-meanwhile', what: 'plan' },
        amountPence !== input.seenPence && {
          code: 'amount-changed',
          seenPence: input.seenPence,
          nowPence: amountPence,
        },
        ...STATEMENTS.map(statement => {
          const { agreed, words } = input.answers[statement];
          return !agreed && words.trim() === '' && ({ code: 'disagreement-without-words', statement } as const);
        }),
      ],
      () => ({}),
    );
    if (!decision.accepted) return decision;
    const signedOn = tools.today();
    const statements = STATEMENTS.map(statement => ({ statement, ...input.answers[statement], amountPence, signedOn }));
    await saveStatements(tx, actor, plan.planId, statements);
    return accepted({ planId: plan.planId, agreed: statements.every(({ agreed }) => agreed) });
  });
}
