/**
 * Answers a request to look at a decision again (T29, R-114): by somebody else than who decided, with reasons (N30). A
 * decision that is changed reopens the case where it belongs: a request is decided anew, a plan is planned on.
 */
import type { Tx } from '../../platform/db.ts';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { type AnswerInput, decideAnswer, type ReconsiderationOutcome } from '../../rules/decisions/reconsideration.ts';
import type { BudgetState } from '../../rules/life.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { loadFigureSetters } from '../budgets/store.ts';
import { loadEligibilityDecision, saveEligibilityDecision } from '../eligibility/store.ts';
import { loadIcbContact, saveNotice } from '../people/store.ts';
import { copyPlan, loadPlan, loadPlanAuthors } from '../plans/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { loadAssessment, lockBudget, saveReopening } from '../requests/store.ts';
import { answerGiven } from './notices.ts';
import { loadReconsideration, type Reconsideration, saveOutcomeOf } from './store.ts';

export async function answerReconsideration(
  tools: Tools,
  actor: Actor,
  command: Command,
  about: { readonly budgetId: string; readonly reconsiderationId: string },
  input: AnswerInput,
): Promise<Decision<{ outcome: ReconsiderationOutcome; reopensTo: string | null }>> {
  const { budgetId, reconsiderationId } = about;
  const what = { act: 'reconsideration.answer', command, input, budgetId, subjectId: reconsiderationId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const asked = budget && (await loadReconsideration(tx, budgetId, reconsiderationId));
    if (!budget || !asked) return refused({ code: 'not-found', what: 'request' });
    const decision = decideAnswer(
      {
        kind: asked.kind,
        state: budget.state,
        answered: asked.outcome !== undefined,
        decidedById: asked.decidedById,
        onTheCaseIds: await loadWhoWorkedOn(tx, budgetId),
      },
      input,
      actor.id,
    );
    if (!decision.accepted) return decision;

    const { outcome, reopensTo } = decision.value;
    const decidedOn = tools.today();
    await saveOutcomeOf(tx, actor, { reconsiderationId, outcome, reasons: input.reasons, decidedOn });
    if (outcome === 'CHANGED') await change(tx, actor, asked, { reopensTo, decidedOn });
    const icb = await loadIcbContact(tx, actor.icbCode);
    await saveNotice(tx, answerGiven({ budget, effectiveOn: decidedOn }, asked, { ...input, reopensTo }, icb));
    return accepted({ outcome, reopensTo: reopensTo ?? null });
  });
}

/** Who assessed, planned and set the figure: none of them looks at a decision on their own work. */
async function loadWhoWorkedOn(tx: Tx, budgetId: string): Promise<readonly string[]> {
  const assessment = await loadAssessment(tx, budgetId);
  const [authors, setters] = [await loadPlanAuthors(tx, budgetId), await loadFigureSetters(tx, budgetId)];
  return [...(assessment ? [assessment.byId] : []), ...authors, ...setters];
}

/** What a changed decision does beyond its words. A way of holding the money is open again by the outcome alone. */
async function change(
  tx: Tx,
  actor: Actor,
  { budgetId, kind }: Reconsideration,
  changed: { readonly reopensTo: BudgetState | undefined; readonly decidedOn: PlainDate },
): Promise<void> {
  const { reopensTo, decidedOn } = changed;
  if (kind === 'PART') await grantWhole(tx, actor, budgetId, decidedOn);
  if (reopensTo === undefined) return;
  // The next draft has all that was sent in, the refused items too.
  if (reopensTo === 'PLANNING') await copyPlan(tx, (await loadPlan(tx, budgetId))!.planId, decidedOn);
  await saveReopening(tx, actor, { budgetId, to: reopensTo, happenedOn: decidedOn });
}

/** The answer to the request is now yes for the whole, in the reviewer's name. */
async function grantWhole(tx: Tx, actor: Actor, budgetId: string, decidedOn: PlainDate): Promise<void> {
  const before = (await loadEligibilityDecision(tx, budgetId))!;
  const { version } = await loadPolicy(tx, actor.icbCode, decidedOn);
  await saveEligibilityDecision(tx, actor, {
    ...before,
    budgetId,
    granted: 'FULL',
    evidenceOn: before.evidenceOn ?? undefined,
    reasons: [],
    partRefused: '',
    alternatives: '',
    policyVersion: version,
    decidedOn,
  });
}
