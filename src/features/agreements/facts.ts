/** What the acts of agreement and set-up are decided on, gathered from the stores. */
import type { Queryable, Tx } from '../../platform/db.ts';
import type { StreamBudget } from '../../rules/funding/stream-budgets.ts';
import { contractStands } from '../../rules/options/third-party.ts';
import { areOrdersPlaced } from '../../rules/orders/order.ts';
import type { OpenTasks, PaidDirectly } from '../../rules/payment/agreement.ts';
import type { AgreementTerms } from '../../rules/payment/clauses.ts';
import { consentOn } from '../../rules/representation/consent.ts';
import type { PlainDate } from '../../values/dates.ts';
import { hashOf } from '../audit/store.ts';
import { type FinalBudget, loadFinalBudget } from '../budgets/store.ts';
import { loadStreams } from '../budgets/stream-store.ts';
import { loadFunding } from '../funding/store.ts';
import { loadOrders } from '../orders/store.ts';
import { type ApprovedPlan, loadApprovedPlan } from '../plans/store.ts';
import { loadPayeeFacts } from '../representation/payee-store.ts';
import type { Budget } from '../requests/store.ts';
import { loadContract } from '../third-parties/store.ts';
import { loadChecks } from './checks/facts.ts';
import { loadPaymentAccount, loadSetUpTasks } from './store.ts';

/**
 * The set-up tasks as they stand today. Consent and account are looked at afresh: a yes that was taken back, or that is
 * no longer theirs to give, an account that was changed, an insurance or a contract that ran out, an order that was closed,
 * open their task again.
 */
export async function loadTasksNow(tx: Tx, budget: Budget, today: PlainDate): Promise<OpenTasks> {
  const tasks = await loadSetUpTasks(tx, budget.budgetId);
  const consent = consentOn(await loadPayeeFacts(tx, budget), today);
  const account = await loadPaymentAccount(tx, budget.budgetId);
  const contract = await loadContract(tx, budget.budgetId);
  const checks = await loadChecks(tx, tx.icbCode, budget.budgetId, today);
  const waits = (registered: boolean) =>
    checks.holds.some(({ because }) => (because === 'not-registered') === registered);
  const ordered = await isOrdered(tx, budget);
  return tasks.map(({ kind, closed }) => {
    if (kind === 'CONSENT') return { kind, closed: consent.stands };
    if (kind === 'ACCOUNT') return { kind, closed: account?.status === 'VERIFIED' };
    if (kind === 'CONTRACT_OF_SUPPLY' && budget.kind !== 'WHEELCHAIR')
      return { kind, closed: contractStands(contract, today) };
    if (kind === 'EMPLOYER') return { kind, closed: checks.gaps.length === 0 };
    if (kind === 'CONNECTED_PAYEES') return { kind, closed: !waits(false) };
    if (kind === 'PROVIDER_CHECKS') return { kind, closed: !waits(true) };
    if (kind === 'PURCHASE_ORDERS') return { kind, closed: ordered ?? closed };
    return { kind, closed };
  });
}

/** T15: whether what the NHS buys is ordered, and still is. A chair is ordered in its own way: undefined. */
async function isOrdered(tx: Tx, { budgetId, kind }: Budget): Promise<boolean | undefined> {
  if (kind === 'WHEELCHAIR') return undefined;
  const items = (await loadApprovedPlan(tx, budgetId))?.items ?? [];
  const lines = items.filter(({ option }) => option === 'NOTIONAL').map(({ planItemId }) => planItemId);
  return areOrdersPlaced(lines, await loadOrders(tx, budgetId));
}

/** What is judged of the payee under this agreement; undefined where it pays nothing directly. */
export async function loadPaidDirectly(
  db: Queryable,
  budget: Budget,
  { options }: { readonly options: readonly string[] },
): Promise<PaidDirectly> {
  return options.includes('DIRECT_PAYMENT') ? loadPayeeFacts(db, budget) : undefined;
}

export type AgreedFacts = {
  readonly finalBudget: FinalBudget | undefined;
  readonly plan: ApprovedPlan | undefined;
  /** Each payer's part of the final budget; empty while there is none. */
  readonly streams: readonly StreamBudget[];
  readonly finalBudgetHash: string;
  readonly planHash: string;
};

/** The figures and the plan that an agreement is about, each with its hash. */
export async function loadAgreedFacts(db: Queryable, budgetId: string): Promise<AgreedFacts> {
  const finalBudget = await loadFinalBudget(db, budgetId);
  const plan = await loadApprovedPlan(db, budgetId);
  const streams = finalBudget ? await loadStreams(db, finalBudget, plan?.items ?? []) : [];
  return {
    finalBudget,
    plan,
    streams,
    finalBudgetHash: finalBudget ? hashOf(streams.length > 1 ? { ...finalBudget, streams } : finalBudget) : '',
    planHash: plan?.contentHash ?? '',
  };
}

/** Who pays, as the agreement names them; undefined where the board pays for all of it. */
export async function loadPayers(
  db: Queryable,
  budgetId: string,
  streams: readonly StreamBudget[],
): Promise<AgreementTerms['payers']> {
  const funding = streams.length > 1 ? await loadFunding(db, budgetId) : undefined;
  return (
    funding && {
      lead: funding.funders.find(({ stream }) => stream === funding.leadStream)!.payer,
      parts: streams.map(({ stream, payer, finalPence, personPence, apart }) => ({
        stream,
        payer: payer!,
        payerPence: finalPence - personPence,
        personPence,
        ...(apart && { apart }),
      })),
    }
  );
}
