/**
 * What the bank says of single payments, carried out in the transaction of the act that heard it: the rules decide what
 * each word does, journals are posted, payments end or live again, and the person is told where it concerns them.
 */
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision } from '../../../rules/decision.ts';
import {
  type BankWord,
  type Change,
  changesOf,
  type Effect,
  effectOf,
  effectOfPieces,
} from '../../../rules/payment/standby.ts';
import { REST_PART } from '../../../rules/payment/wages.ts';
import type { Actor } from '../../../values/actor.ts';
import { commandOf } from '../../audit/store.ts';
import { postJournals } from '../../ledger/store.ts';
import { saveNotices } from '../../people/store.ts';
import { notArrivedNotice, paidTwiceNotice } from '../told/notices.ts';
import { loadPaidWith } from '../told/store.ts';
import { BOOK_WAGES_JOB } from '../wages/store.ts';
import { STANDBY_CRASH_POINTS } from './crash-points.ts';
import {
  lockStandings,
  type PaymentStanding,
  partOf,
  saveConfirmed,
  saveEnds,
  saveOverpaid,
  saveReturned,
  saveRevived,
  touched,
} from './store.ts';

/** The bank's word about one payment. */
export type Word = {
  readonly paymentId: string;
  readonly word: BankWord;
  /** NOT_PAID: why, as we keep it, and the bank's own words. */
  readonly reason: 'ACCOUNT_CLOSED' | 'NO_ACCOUNT' | 'ACCOUNT_TRANSFERRED' | 'PAYEE_REFUSED' | 'OTHER';
  readonly words: string;
};

/**
 * Carries out words in their order; answers what each did. The same word again does nothing. What is said of a payment that was
 * cut is said of each of its pieces.
 */
export async function hearBank(
  tools: Tools,
  tx: Tx,
  actor: Actor,
  words: readonly Word[],
): Promise<Decision<readonly Effect[]>> {
  const on = tools.today();
  const standings = await lockStandings(
    tx,
    words.map(({ paymentId }) => paymentId),
  );
  const byId = new Map(standings.map(one => [one.paymentId, one]));
  const byPart = Map.groupBy(standings, partOf);
  const before = new Map(standings.map(one => [one.paymentId, one.ended]));
  const changes: Change[] = [];
  const heard: { readonly word: Word; readonly effect: Effect; readonly payment: PaymentStanding }[] = [];
  const answers: Effect[] = [];
  // A payment that was cut is confirmed with its pieces, so that nobody asks about it again.
  const wholes: string[] = [];
  const hearOne = (word: Word): Effect => {
    const payment = byId.get(word.paymentId)!;
    const others = byPart.get(partOf(payment))!.map(one => byId.get(one.paymentId)!);
    const beside = others.filter(one => one.paymentId !== payment.paymentId);
    const live = beside.find(one => one.ended === null);
    const overpaid = beside.find(one => one.ended === 'OVERPAID' && !one.isSettled);
    const effect = effectOf(word.word, payment, { live, openOverpayment: overpaid !== undefined });
    const made = changesOf(effect, touched(payment, on), {
      live: live && touched(live, on),
      overpaid: overpaid && touched(overpaid, on),
    });
    for (const { paymentId, to } of made) byId.set(paymentId, { ...byId.get(paymentId)!, ended: to });
    if (word.word === 'PAID' && effect !== 'NOT_SENT' && effect !== 'CONTRADICTS')
      byId.set(payment.paymentId, { ...byId.get(payment.paymentId)!, isConfirmed: true });
    changes.push(...made);
    heard.push({ word, effect, payment });
    return effect;
  };
  for (const word of words) {
    const payment = byId.get(word.paymentId);
    if (!payment) throw new Error(`payment ${word.paymentId} is not there`);
    const concerned =
      payment.ended === 'SPLIT' ? standings.filter(one => one.pieceOf === payment.paymentId) : [payment];
    const effects = concerned.map(({ paymentId }) => hearOne({ ...word, paymentId }));
    answers.push(effectOfPieces(effects));
    if (payment.ended === 'SPLIT' && word.word === 'PAID') wholes.push(payment.paymentId);
  }

  const posted = await postJournals(
    tx,
    changes.flatMap(({ paymentId, journal }) =>
      journal
        ? [
            {
              ...journal,
              commandId: commandOf(`payment.${journal.kind}`, paymentId).id,
              causedBy: `payment:${paymentId}`,
              byId: actor.id,
            },
          ]
        : [],
    ),
  );
  if (!posted.accepted) return posted;
  await tools.crashPoint(STANDBY_CRASH_POINTS.wordAfterJournals);

  // What a payment comes to in the end, once: it may have lived again and ended in the same report.
  const net = [...byId.values()]
    .filter(one => one.ended !== before.get(one.paymentId))
    .map(({ paymentId, ended }): Change => ({ paymentId, to: ended }));
  await saveEnds(tx, net);
  await tools.crashPoint(STANDBY_CRASH_POINTS.wordAfterEnds);
  await saveRevived(tx, net);
  await tools.crashPoint(STANDBY_CRASH_POINTS.wordAfterRevived);
  const ending = (end: string) => new Set(net.filter(({ to }) => to === end).map(({ paymentId }) => paymentId));
  const returned = ending('RETURNED');
  const overpaid = ending('OVERPAID');
  await saveReturned(
    tx,
    actor,
    heard
      .filter(({ word }) => word.word === 'NOT_PAID' && returned.delete(word.paymentId))
      .map(({ word, payment }) => ({ ...word, afterCredit: payment.status === 'CREDITED' })),
    on,
  );
  await saveConfirmed(
    tx,
    actor,
    [
      ...wholes,
      ...heard
        .filter(({ word, effect }) => word.word === 'PAID' && ['CONFIRMED', 'FOUND', 'OVERPAID'].includes(effect))
        .map(({ word }) => word.paymentId),
    ],
    on,
  );
  await saveOverpaid(
    tx,
    standings
      .filter(({ paymentId }) => overpaid.has(paymentId))
      .map(({ paymentId, budgetId, ledger }) => ({ paymentId, budgetId, pence: ledger.pence })),
    on,
  );
  const withEffect = (wanted: Effect) =>
    heard.filter(({ effect }) => effect === wanted).map(({ payment }) => payment.paymentId);
  const back = await loadPaidWith(tx, withEffect('TAKEN_BACK'));
  const twice = await loadPaidWith(tx, withEffect('OVERPAID'));
  await saveNotices(tx, [...back.map(one => notArrivedNotice(one, on)), ...twice.map(one => paidTwiceNotice(one, on))]);
  // What is booked as a worker's wage follows what became of the payment.
  if (standings.some(one => one.part > REST_PART && one.ended !== byId.get(one.paymentId)!.ended))
    await tools.sendJob(tx, { name: BOOK_WAGES_JOB, data: {}, singletonKey: on.toString() });
  return accepted(answers);
}
