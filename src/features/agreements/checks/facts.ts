/** What stands before the lines of a plan are paid: its payees, their registrations, the employer and the assistants. */
import type { Queryable } from '../../../platform/db.ts';
import { type EmployerGap, employerGaps } from '../../../rules/plan/employment.ts';
import { type CheckedItem, type Hold, holdsOf } from '../../../rules/plan/plan-checks.ts';
import type { Policy } from '../../../rules/policy/policy.ts';
import { isBefore, type PlainDate } from '../../../values/dates.ts';
import { loadFinalBudget, loadIndicativeBudget } from '../../budgets/store.ts';
import { loadApprovedPlan, loadPlan, loadPlanItems } from '../../plans/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import {
  loadAssistants,
  loadConnectedDecisions,
  loadCover,
  loadRegistrations,
  type StoredAssistant,
  type StoredConnectedDecision,
  type StoredCover,
} from './store.ts';

export type Checks = {
  /** Of the approved plan; of the one that is written while none is approved. */
  readonly items: readonly CheckedItem[];
  readonly connected: ReadonlyMap<string, StoredConnectedDecision>;
  readonly registrations: ReadonlyMap<string, string>;
  readonly cover: StoredCover | undefined;
  readonly assistants: readonly StoredAssistant[];
  /** Lines on hold today. */
  readonly holds: readonly Hold[];
  /** What the employer still lacks on the first day; nothing where nobody is employed. */
  readonly gaps: readonly EmployerGap[];
  readonly employs: boolean;
  readonly startsOn: PlainDate;
  readonly policy: Policy;
};

/** Everything that is checked beside the agreement, as it stands today. */
export async function loadChecks(db: Queryable, icbCode: string, budgetId: string, today: PlainDate): Promise<Checks> {
  const approved = await loadApprovedPlan(db, budgetId);
  const plan = approved ?? (await loadPlan(db, budgetId));
  const items = approved?.items ?? (plan ? await loadPlanItems(db, plan.planId) : []);
  const planned =
    (await loadFinalBudget(db, budgetId))?.startsOn ?? (await loadIndicativeBudget(db, budgetId))?.startsOn;
  const startsOn = planned === undefined || isBefore(planned, today) ? today : planned;
  const connected = await loadConnectedDecisions(db, budgetId);
  const registrations = await loadRegistrations(db, budgetId);
  const cover = await loadCover(db, budgetId);
  const assistants = await loadAssistants(db, budgetId, startsOn);
  const policy = await loadPolicy(db, icbCode, today);
  const employs = employsSomebody(items);
  return {
    items,
    connected,
    registrations,
    cover,
    assistants,
    holds: holdsOf({ items, connected, registered: new Set(registrations.keys()) }, today),
    gaps: employs ? employerGaps({ cover, assistants }, startsOn, { paEnhancedDbs: policy.dbs.paEnhanced }) : [],
    employs,
    startsOn,
    policy,
  };
}

function employsSomebody(items: readonly CheckedItem[]): boolean {
  return items.some(
    ({ category, option }) => option === 'DIRECT_PAYMENT' && (category === 'PA_WAGES' || category === 'PA_ONCOSTS'),
  );
}
