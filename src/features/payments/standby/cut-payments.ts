/**
 * Cuts payments whose way has failed into the wages of workers and the rest, inside of the act that gives them up. What was sent
 * for the whole ends and goes on in pieces along the same lines, so that the bank's late word reaches each part.
 */
import { randomUUID } from 'node:crypto';
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { Journal } from '../../../rules/payment/ledger.ts';
import { paymentFound } from '../../../rules/payment/rail-journals.ts';
import { canBeCut } from '../../../rules/payment/standby.ts';
import { cutIntoWages, isUsable, type Part, REST_PART } from '../../../rules/payment/wages.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { greatest } from '../../../values/pence.ts';
import { commandOf } from '../../audit/store.ts';
import { loadCutBefore, loadWages, type NewPiece, saveParts, savePieces } from '../wages/store.ts';
import { STANDBY_CRASH_POINTS } from './crash-points.ts';
import type { PaymentStanding } from './store.ts';

/** The parts of each payment that wages can be cut from, by its id. `standings` are these payments and all others of the same. */
export async function partsOf(
  tx: Tx,
  payments: readonly PaymentStanding[],
  standings: readonly PaymentStanding[],
  { coolingOff, today }: { readonly coolingOff: boolean; readonly today: PlainDate },
): Promise<ReadonlyMap<string, readonly Part[]>> {
  const byObligation = Map.groupBy(standings, one => one.obligationId);
  const whole = payments.filter(payment => {
    const beside = byObligation.get(payment.obligationId)!.filter(one => one.paymentId !== payment.paymentId);
    return canBeCut({ ...payment, option: payment.ledger.option, others: beside.map(({ ended }) => ended) });
  });
  const budgetIds = [...new Set(whole.map(({ budgetId }) => budgetId))];
  const before = await loadCutBefore(tx, budgetIds);
  const parts = new Map<string, readonly Part[]>();
  for (const [, ofMonth] of Map.groupBy(whole, ({ period }) => period.toString())) {
    const { period } = ofMonth[0]!;
    const here = today.toPlainYearMonth();
    const month = Temporal.PlainYearMonth.compare(period, here) > 0 ? period : here;
    const ofBudgets = Map.groupBy(ofMonth, ({ budgetId }) => budgetId);
    const wages = Map.groupBy(
      await loadWages(tx, tx.icbCode, [...ofBudgets.keys()], month),
      ({ budgetId }) => budgetId,
    );
    for (const [budgetId, own] of ofBudgets) {
      const due = (wages.get(budgetId) ?? [])
        .filter(wage => isUsable(wage, coolingOff, today))
        .map(({ worker, monthlyPence }) => {
          const cut = before.find(
            one => one.budgetId === budgetId && one.period.equals(period) && one.worker === worker,
          );
          return { worker, pence: greatest(monthlyPence - (cut?.pence ?? 0n), 0n) };
        });
      const owed = own.map(({ obligationId, ledger }) => ({ obligationId, pence: ledger.pence }));
      const cut = cutIntoWages(owed, due);
      for (const { paymentId, obligationId } of own)
        if (cut.has(obligationId)) parts.set(paymentId, cut.get(obligationId)!);
    }
  }
  return parts;
}

/** A payment and what it is cut into. */
export type Cut = {
  readonly payment: PaymentStanding;
  readonly parts: readonly Part[];
  /** The rest has no other way: it stays as it was sent. */
  readonly restStays: boolean;
};

/** The pieces of payments that are cut: those whose way has failed end as not known. */
export function piecesOf(cuts: readonly Cut[]): NewPiece[] {
  return cuts.flatMap(({ payment, parts, restStays }) =>
    parts.map(({ part, pence }) => ({
      paymentId: randomUUID(),
      pieceOf: payment.paymentId,
      part,
      pence,
      ended: part === REST_PART && restStays ? null : ('SUPERSEDED' as const),
    })),
  );
}

/** What is posted for pieces that stay as they were sent: the whole was taken back. */
export function journalsOfStaying(cuts: readonly Cut[], pieces: readonly NewPiece[], happenedOn: PlainDate) {
  const byId = new Map(cuts.map(({ payment }) => [payment.paymentId, payment]));
  return pieces
    .filter(({ ended }) => ended === null)
    .map(({ paymentId, pieceOf, pence }): Journal & { commandId: string; causedBy: string } => ({
      ...paymentFound({ ...byId.get(pieceOf)!.ledger, pence, happenedOn }),
      commandId: commandOf('payment.piece-stays', paymentId).id,
      causedBy: `payment:${paymentId}`,
    }));
}

/** Writes the parts and the pieces, once the payments themselves have ended. */
export async function saveCuts(
  tools: Tools,
  tx: Tx,
  cuts: readonly Cut[],
  pieces: readonly NewPiece[],
  cardOutageId?: string,
): Promise<void> {
  await saveParts(
    tx,
    cuts.flatMap(({ payment, parts }) =>
      parts.map(part => ({ ...part, obligationId: payment.obligationId, cardOutageId })),
    ),
  );
  await tools.crashPoint(STANDBY_CRASH_POINTS.cutAfterParts);
  await savePieces(tx, pieces);
  await tools.crashPoint(STANDBY_CRASH_POINTS.cutAfterPieces);
}
