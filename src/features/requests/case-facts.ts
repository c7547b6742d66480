/** Everything that the page of a case shows. */
import type { Tx } from '../../platform/db.ts';
import { hasEnded, nextSteps, type Step } from '../../rules/next-steps.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { consentOn } from '../../rules/representation/consent.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';
import type { Permission } from '../../values/permission.ts';
import { loadSetUpTasks } from '../agreements/store.ts';
import { loadEligibilityDecision, loadInformation } from '../eligibility/store.ts';
import { countUnopened, loadPerson, type Person } from '../people/store.ts';
import { loadReconsiderations, type Reconsideration } from '../reconsiderations/store.ts';
import { loadPayeeFacts } from '../representation/payee-store.ts';
import { loadEndedOn } from '../staff/store.ts';
import { type Budget, type CareTask, loadBudget, loadCareTask, loadHistory, type PastState } from './store.ts';

export type CaseFacts = {
  readonly budget: Budget;
  readonly person: Person;
  readonly history: readonly PastState[];
  /** The day of the answer to the request, once there is one. */
  readonly decidedOn: PlainDate | undefined;
  readonly unopened: number;
  readonly steps: readonly Step[];
  /** Decisions that are being looked at again (T29). */
  readonly lookedAtAgain: readonly Reconsideration[];
  /** The care to arrange where there is no budget. */
  readonly careTask: CareTask | undefined;
  /** the day on which the care co-ordinator left, where nobody has followed. */
  readonly coordinatorLeftOn: PlainDate | undefined;
  readonly today: PlainDate;
};

/** The facts of one case of the actor's ICB, or undefined. */
export async function loadCaseFacts(
  tx: Tx,
  actor: Actor,
  budgetId: string,
  today: PlainDate,
): Promise<CaseFacts | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, budgetId);
  const person = budget && (await loadPerson(tx, actor.icbCode, budget.personId));
  if (!budget || !person) return undefined;
  const information = await loadInformation(tx, budgetId);
  const consent = consentOn(await loadPayeeFacts(tx, budget), today);
  const decision = await loadEligibilityDecision(tx, budgetId);
  // Consent and the account have steps of their own on the page.
  const byHand = (await loadSetUpTasks(tx, budgetId)).filter(({ kind }) => kind !== 'CONSENT' && kind !== 'ACCOUNT');
  const may = (permission: Permission) => hasLeave(actor, permission);
  return {
    budget,
    person,
    history: await loadHistory(tx, budgetId),
    decidedOn: decision?.decidedOn,
    unopened: await countUnopened(tx, budgetId),
    lookedAtAgain: (await loadReconsiderations(tx, budgetId)).filter(({ outcome }) => outcome === undefined),
    careTask: hasEnded(budget.state) ? await loadCareTask(tx, budgetId) : undefined,
    steps: nextSteps(
      {
        state: budget.state,
        informationGiven: information.length > 0,
        consentGiven: consent.stands,
        handsReady: budget.state === 'AGREED' && byHand.every(task => task.closedOn !== null),
      },
      budgetId,
      may,
    ),
    coordinatorLeftOn: await loadEndedOn(tx, budget.careCoordinatorId),
    today,
  };
}
