/**
 * An issuer of cards is down, as somebody says or as its silence on the loads of a run does: what was sent to its cards, and
 * nobody confirmed, ends as not known and is owed again, by the ways that were agreed with the person beforehand, in the policy's order: onto the second card, or the wages straight to the
 * workers and the rest onto the second card. What has no other way is left alone.
 */
import type { Tools } from '../../../../platform/tools.ts';
import { accepted, type Decision } from '../../../../rules/decision.ts';
import { arrivedSince, changesOfCut, changesOfOutage, decideCardOutage } from '../../../../rules/payment/standby.ts';
import { REST_PART, wayOfCard } from '../../../../rules/payment/wages.ts';
import type { Actor } from '../../../../values/actor.ts';
import type { Command } from '../../../../values/command.ts';
import { total } from '../../../../values/pence.ts';
import { act, commandOf } from '../../../audit/store.ts';
import { loadBankHolidays } from '../../../bank-holidays/store.ts';
import { postJournals } from '../../../ledger/store.ts';
import { loadPolicy } from '../../../policy/store.ts';
import { STANDBY_CRASH_POINTS } from '../crash-points.ts';
import { type Cut, journalsOfStaying, partsOf, piecesOf, saveCuts } from '../cut-payments.ts';
import { STANDBY_JOB } from '../standby-job.ts';
import { partOf, saveEnds, saveRevived, touched } from '../store.ts';
import { lockOnTheWay, saveCardOutage, saveMoved } from './card-outage-store.ts';

export async function declareCardOutage(
  tools: Tools,
  actor: Actor,
  command: Command,
  input: { readonly sortCode: string; readonly words: string; readonly runId?: string },
): Promise<Decision<{ cardOutageId: string; count: number; withoutCount: number }>> {
  return act(tools, actor, { act: 'card.outage', command, input }, async tx => {
    const declaredOn = tools.today();
    const { payments, account } = await loadPolicy(tx, actor.icbCode, declaredOn);
    const holidays = await loadBankHolidays(tx, actor.icbCode, tools.bankHolidays);
    const since = arrivedSince(declaredOn, payments.confirmWorkingDays, holidays);
    const { standings, onTheWay, movable } = await lockOnTheWay(
      tx,
      input.sortCode,
      input.runId ? { runId: input.runId } : { arrivedSince: since },
    );
    const inDoubt = standings.filter(({ paymentId }) => onTheWay.has(paymentId));
    const { wagesStraight } = payments;
    const parts = await partsOf(
      tx,
      // Only of what may go straight to workers.
      inDoubt.filter(
        ({ paymentId }) => wayOfCard(wagesStraight, { secondCard: movable.has(paymentId), wages: true }) === 'WORKERS',
      ),
      standings,
      { coolingOff: account.coolingOff, today: declaredOn },
    );
    const wayOf = (paymentId: string) =>
      wayOfCard(wagesStraight, { secondCard: movable.has(paymentId), wages: parts.has(paymentId) });
    const moved = inDoubt.filter(({ paymentId }) => wayOf(paymentId) === 'SECOND_CARD');
    const cuts = inDoubt
      .filter(({ paymentId }) => wayOf(paymentId) === 'WORKERS')
      .map(
        (payment): Cut => ({
          payment,
          parts: parts.get(payment.paymentId)!,
          restStays: !movable.has(payment.paymentId),
        }),
      );
    const left = cuts.filter(cut => cut.restStays && cut.parts.some(({ part }) => part === REST_PART));
    const [count, withoutCount] = [
      moved.length + cuts.length,
      inDoubt.length - moved.length - cuts.length + left.length,
    ];
    const decision = decideCardOutage({ movedCount: count, withoutCount });
    if (!decision.accepted) return decision;

    const overpaid = new Map(
      standings.filter(one => one.ended === 'OVERPAID' && !one.isSettled).map(one => [partOf(one), one]),
    );
    const changes = [
      ...moved.flatMap(payment => {
        const beside = overpaid.get(partOf(payment));
        return changesOfOutage(touched(payment, declaredOn), beside && touched(beside, declaredOn));
      }),
      ...cuts.flatMap(({ payment }) => changesOfCut(touched(payment, declaredOn))),
    ];
    const pieces = piecesOf(cuts);
    const pence = total([
      ...moved.map(({ ledger }) => ledger.pence),
      ...pieces.filter(({ ended }) => ended !== null).map(piece => piece.pence),
    ]);
    const outage = { ...input, count, pence, withoutCount, declaredOn };
    const cardOutageId = await saveCardOutage(tx, actor, outage);
    await tools.crashPoint(STANDBY_CRASH_POINTS.cardAfterOutage);
    const ontoCards = [...moved, ...cuts.filter(({ restStays }) => !restStays).map(({ payment }) => payment)];
    await saveMoved(
      tx,
      cardOutageId,
      ontoCards.map(({ obligationId }) => obligationId),
    );
    await tools.crashPoint(STANDBY_CRASH_POINTS.cardAfterMoved);
    const posted = await postJournals(tx, [
      ...changes.map(({ paymentId, journal }) => ({
        ...journal!,
        commandId: commandOf(`payment.${journal!.kind}`, paymentId).id,
        causedBy: `payment:${paymentId}`,
        byId: actor.id,
      })),
      ...journalsOfStaying(cuts, pieces, declaredOn).map(journal => ({ ...journal, byId: actor.id })),
    ]);
    if (!posted.accepted) return posted;
    await tools.crashPoint(STANDBY_CRASH_POINTS.cardAfterJournals);
    await saveEnds(tx, changes);
    await tools.crashPoint(STANDBY_CRASH_POINTS.cardAfterEnds);
    await saveCuts(tools, tx, cuts, pieces, cardOutageId);
    await saveRevived(tx, changes);
    await tools.crashPoint(STANDBY_CRASH_POINTS.cardAfterRevived);
    await tools.sendJob(tx, { name: STANDBY_JOB, data: {}, singletonKey: cardOutageId });
    return accepted({ cardOutageId, count, withoutCount });
  });
}
