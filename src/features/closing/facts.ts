/** What the end of a budget is decided on, gathered from the stores that own it. */
import type { Tx } from '../../platform/db.ts';
import type { AccountKind, Balance, ManagementOption } from '../../rules/payment/ledger.ts';
import type { ClosingFacts, FinalAccount } from '../../rules/safeguards/closing.ts';
import type { LaterState, Overlay } from '../../rules/safeguards/later-life.ts';
import type { PlainDate } from '../../values/dates.ts';
import { total } from '../../values/pence.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadFollowUps } from '../goals/store.ts';
import { loadBalances } from '../ledger/store.ts';
import { loadOrders } from '../orders/store.ts';
import { loadPayments } from '../payments/store.ts';
import { loadReconsiderations } from '../reconsiderations/store.ts';
import { type Budget, loadOutcomes } from '../requests/store.ts';
import { countOpenReviews } from '../reviews/store.ts';
import { loadHolderAccountIds } from '../third-parties/store.ts';
import { loadClosings } from './store.ts';

/** A budget at its end, with where its money lies. */
export type Ending = ClosingFacts & {
  readonly balances: readonly Balance[];
  readonly budgetYear: PlainDate;
  readonly optionOf: (accountId: string) => ManagementOption;
};

const AT_THE_END: readonly string[] = ['RECONCILING', 'CLOSED'] satisfies LaterState[];

/** Undefined for a budget that has not come to its end. */
export async function loadEnding(tx: Tx, budget: Budget): Promise<Ending | undefined> {
  const { budgetId, state } = budget;
  const final = await loadFinalBudget(tx, budgetId);
  if (!final || !AT_THE_END.includes(state)) return undefined;
  const balances = await loadBalances(tx, budgetId);
  const holders = new Set(await loadHolderAccountIds(tx, budgetId));
  const payments = await loadPayments(tx, budgetId);
  const orders = await loadOrders(tx, budgetId);
  const rated = new Set(
    (await loadFollowUps(tx, budgetId)).filter(({ side }) => side === 'CARE_COORDINATOR').map(each => each.outcomeId),
  );
  const outcomes = await loadOutcomes(tx, budgetId);
  const closed = (await loadClosings(tx, budgetId)).filter(({ answer }) => answer?.yes);
  return {
    life: {
      isOneOff: budget.kind === 'ONE_OFF_GOAL',
      state: state as LaterState,
      overlays: await loadOverlays(tx, budgetId),
      stopping: undefined,
    },
    account: accountOf(balances, {
      paymentsOnTheWay: payments.filter(({ status }) => ON_THE_WAY.has(status)).length,
      openOrders: orders.filter(
        ({ isEnded, outcome, openInvoices }) => openInvoices > 0 || (!isEnded && outcome !== 'REFUSED'),
      ).length,
    }),
    outcomesRated: outcomes.every(({ outcomeId }) => rated.has(outcomeId)),
    givenUpPence: total(closed.map(({ writtenOffPence }) => writtenOffPence)),
    balances,
    budgetYear: final.startsOn,
    optionOf: accountId => (holders.has(accountId) ? 'THIRD_PARTY' : 'DIRECT_PAYMENT'),
  };
}

/** In a run that is prepared, released or sent, and not yet in the account. */
const ON_THE_WAY: ReadonlySet<string> = new Set(['PREPARED', 'RELEASED', 'SENT']);

function accountOf(
  balances: readonly Balance[],
  open: Pick<FinalAccount, 'paymentsOnTheWay' | 'openOrders'>,
): FinalAccount {
  const sum = (...kinds: readonly AccountKind[]) =>
    total(balances.filter(({ account }) => kinds.includes(account.kind)).map(({ pence }) => pence));
  return {
    heldPence: sum('held'),
    ownPence: -sum('received'),
    unplacedPence: sum('unplaced'),
    promisedPence: -sum('promised'),
    pendingPence: -sum('pending'),
    unusedPence: -sum('authorised', 'contingency'),
    undrawnPence: -sum('undrawn'),
    ...open,
  };
}

async function loadOverlays(tx: Tx, budgetId: string): Promise<Overlay[]> {
  const asked = await loadReconsiderations(tx, budgetId);
  return [
    ...((await countOpenReviews(tx, budgetId)) > 0 ? (['REVIEW_OPEN'] as const) : []),
    ...(asked.some(({ outcome }) => outcome === undefined) ? (['RECONSIDERATION'] as const) : []),
  ];
}
