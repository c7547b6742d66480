/**
 * Prepares a payment run: everything that is owed up to a month, for every budget of the ICB, paid or held with its
 * reasons. A handful of statements, whatever the number of budgets; nothing loops over rows.
 */
import { randomUUID } from 'node:crypto';
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision } from '../../../rules/decision.ts';
import {
  actBy,
  type BacsDays,
  decideRun,
  decideRunMonth,
  decideStandbyMonth,
  type OnlyPays,
  type Timing,
} from '../../../rules/payment/payment.ts';
import type { Rail } from '../../../rules/payment/rails.ts';
import type { Policy } from '../../../rules/policy/policy.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadBankHolidays } from '../../bank-holidays/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { type Hold, loadRunHolds, loadRunPayments, type RunPayment } from '../store.ts';
import {
  type Counted,
  countRun,
  type RunOrder,
  saveObligations,
  savePaymentsAndHolds,
  saveRun,
  saveSnapshots,
  takeTurnToPrepare,
  undone,
} from './prepare/store.ts';

/** What a run is prepared for. By Bacs, and everything that is owed, unless told. */
export type RunInput = {
  readonly month: Temporal.PlainYearMonth;
  readonly rail?: Rail | undefined;
  readonly onlyPays?: OnlyPays | undefined;
};

/** Prepares the next run of a month. What an earlier run has paid or is about to pay is left alone. */
export async function prepareRun(
  tools: Tools,
  actor: Actor,
  command: Command,
  input: RunInput,
): Promise<Decision<{ runId: string; reference: string }>> {
  return act(tools, actor, { act: 'pay-run.prepare', command, input }, async tx => {
    const { month, rail = 'BACS', onlyPays } = input;
    await takeTurnToPrepare(tx);
    const when = await decideDays(tools, tx, { month, rail, onlyPays });
    if (!when.accepted) return when;
    const draft = await draftRun(tools, tx, { month, rail, onlyPays }, when.value, tools.crashPoint);
    const { order, policy, counted } = draft;
    const worth = decideRun(month, counted);
    if (!worth.accepted) return worth;
    await saveSnapshots(tx, order, policy.version);
    await tools.crashPoint(CRASH_POINTS.prepareAfterSnapshots);
    const reference = await saveRun(tx, actor, { ...order, ...when.value, policyVersion: policy.version, counted });
    await tools.crashPoint(CRASH_POINTS.prepareAfterRun);
    return accepted({ runId: order.runId, reference });
  });
}

export type Preview = {
  readonly days: BacsDays & { readonly timing: Timing };
  readonly counted: Counted;
  readonly payments: readonly RunPayment[];
  readonly holds: readonly Hold[];
};

/**
 * What preparing a month's run now would pay and hold. It is the real thing, done and rolled back, so that what is
 * shown is what would be: at most the first 200 payments and 500 reasons.
 */
export async function previewRun(
  tools: Tools,
  tx: Tx,
  { month, rail = 'BACS', onlyPays }: RunInput,
): Promise<Decision<Preview>> {
  const when = await decideDays(tools, tx, { month, rail, onlyPays });
  if (!when.accepted) return when;
  const { order, counted, payments, holds } = await undone(tx, async () => {
    const draft = await draftRun(tools, tx, { month, rail, onlyPays }, when.value);
    const { runId } = draft.order;
    return { ...draft, payments: await loadRunPayments(tx, runId), holds: await loadRunHolds(tx, runId) };
  });
  const worth = decideRun(order.month, {
    ...counted,
    paymentsCount: Math.max(counted.paymentsCount, counted.heldCount),
  });
  return worth.accepted ? accepted({ days: when.value, counted, payments, holds }) : worth;
}

/** When the money of a run goes and arrives, where it may go at all. */
async function decideDays(
  tools: Tools,
  tx: Tx,
  { month, rail, onlyPays }: Pick<RunOrder, 'month' | 'rail' | 'onlyPays'>,
): Promise<Decision<BacsDays & { timing: Timing }>> {
  const holidays = await loadBankHolidays(tx, tx.icbCode, tools.bankHolidays);
  return rail === 'BACS'
    ? decideRunMonth(month, tools.today(), holidays)
    : decideStandbyMonth(month, tools.today(), holidays, onlyPays);
}

/** Writes what is owed, paid and held, up to the point where it can be counted. */
async function draftRun(
  tools: Tools,
  tx: Tx,
  { month, rail, onlyPays }: Pick<RunOrder, 'month' | 'rail' | 'onlyPays'>,
  days: BacsDays,
  pause: (crashPoint: string) => Promise<void> = async () => {},
): Promise<{ order: RunOrder; policy: Policy; counted: Counted }> {
  const today = tools.today();
  const policy = await loadPolicy(tx, tx.icbCode, today);
  const order: RunOrder = {
    runId: randomUUID(),
    month,
    rail,
    onlyPays,
    today,
    coolingOff: policy.account.coolingOff,
    actBy: actBy(days.inputOn, today, await loadBankHolidays(tx, tx.icbCode, tools.bankHolidays)),
  };
  await saveObligations(tx, order);
  await pause(CRASH_POINTS.prepareAfterObligations);
  await savePaymentsAndHolds(tx, order);
  await pause(CRASH_POINTS.prepareAfterPayments);
  return { order, policy, counted: await countRun(tx, order.runId) };
}
