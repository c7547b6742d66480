/**
 * An issuer of cards is down: what was sent to its cards, and nobody confirmed, ends as not known and is owed again, onto the
 * second card that was agreed with the person beforehand. What has no second card is left alone.
 */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision } from '../../../rules/decision.ts';
import { arrivedSince, changesOfOutage, decideCardOutage } from '../../../rules/payment/standby.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { total } from '../../../values/pence.ts';
import { act, commandOf } from '../../audit/store.ts';
import { loadBankHolidays } from '../../bank-holidays/store.ts';
import { postJournals } from '../../ledger/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockOnTheWay, saveCardOutage, saveMoved } from './card-outage-store.ts';
import { STANDBY_CRASH_POINTS } from './crash-points.ts';
import { STANDBY_JOB } from './standby-job.ts';
import { saveEnds, saveRevived, touched } from './store.ts';

export async function declareCardOutage(
  tools: Tools,
  actor: Actor,
  command: Command,
  input: { readonly sortCode: string; readonly words: string },
): Promise<Decision<{ cardOutageId: string; count: number; withoutCount: number }>> {
  return act(tools, actor, { act: 'card.outage', command, input }, async tx => {
    const declaredOn = tools.today();
    const { payments } = await loadPolicy(tx, actor.icbCode, declaredOn);
    const holidays = await loadBankHolidays(tx, actor.icbCode, tools.bankHolidays);
    const since = arrivedSince(declaredOn, payments.confirmWorkingDays, holidays);
    const { standings, movable, withoutCount } = await lockOnTheWay(tx, input.sortCode, since);
    const moved = standings.filter(({ paymentId }) => movable.has(paymentId));
    const decision = decideCardOutage({ movedCount: moved.length, withoutCount });
    if (!decision.accepted) return decision;

    const overpaid = new Map(
      standings.filter(one => one.ended === 'OVERPAID' && !one.isSettled).map(one => [one.obligationId, one]),
    );
    const changes = moved.flatMap(payment => {
      const beside = overpaid.get(payment.obligationId);
      return changesOfOutage(touched(payment, declaredOn), beside && touched(beside, declaredOn));
    });
    const pence = total(moved.map(({ ledger }) => ledger.pence));
    const outage = { ...input, count: moved.length, pence, withoutCount, declaredOn };
    const cardOutageId = await saveCardOutage(tx, actor, outage);
    await tools.crashPoint(STANDBY_CRASH_POINTS.cardAfterOutage);
    await saveMoved(
      tx,
      cardOutageId,
      moved.map(({ obligationId }) => obligationId),
    );
    await tools.crashPoint(STANDBY_CRASH_POINTS.cardAfterMoved);
    const posted = await postJournals(
      tx,
      changes.map(({ paymentId, journal }) => ({
        ...journal!,
        commandId: commandOf(`payment.${journal!.kind}`, paymentId).id,
        causedBy: `payment:${paymentId}`,
        byId: actor.id,
      })),
    );
    if (!posted.accepted) return posted;
    await tools.crashPoint(STANDBY_CRASH_POINTS.cardAfterJournals);
    await saveEnds(tx, changes);
    await tools.crashPoint(STANDBY_CRASH_POINTS.cardAfterEnds);
    await saveRevived(tx, changes);
    await tools.crashPoint(STANDBY_CRASH_POINTS.cardAfterRevived);
    await tools.sendJob(tx, { name: STANDBY_JOB, data: {}, singletonKey: cardOutageId });
    return accepted({ cardOutageId, count: moved.length, withoutCount });
  });
}
