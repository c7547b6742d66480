/** What becomes of an over-payment: the person has paid it back, or later instalments are smaller by it. A person decides. */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { overpaymentBack, overpaymentSetOff } from '../../../rules/payment/rail-journals.ts';
import { decideSettlement, setOff } from '../../../rules/payment/standby.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { longMonth } from '../../../values/dates.ts';
import { saveInstalmentChanges } from '../../amounts/requests/store.ts';
import { act, commandOf } from '../../audit/store.ts';
import { saveMoneyBack } from '../../closing/store.ts';
import { postJournals } from '../../ledger/store.ts';
import { keepRunsWaiting, loadInstalments } from '../owed-store.ts';
import { STANDBY_CRASH_POINTS } from './crash-points.ts';
import { lockStandings, saveSettled, touched } from './store.ts';

export async function settleOverpayment(
  tools: Tools,
  actor: Actor,
  command: Command,
  paymentId: string,
  input: { readonly how: 'PAID_BACK' | 'SET_OFF'; readonly words: string },
): Promise<Decision<{ paymentId: string }>> {
  return act(tools, actor, { act: 'overpayment.settle', command, input, subjectId: paymentId }, async tx => {
    await keepRunsWaiting(tx);
    const payment = (await lockStandings(tx, [paymentId])).find(one => one.paymentId === paymentId);
    if (payment?.ended !== 'OVERPAID') return refused({ code: 'not-found', what: 'over-payment' });
    const { budgetId, ledger } = payment;
    const changes = input.how === 'SET_OFF' ? setOff(ledger.pence, ledger, await loadInstalments(tx, budgetId)) : [];
    const decision = decideSettlement({ isSettled: payment.isSettled, fits: changes !== undefined });
    if (!decision.accepted) return decision;

    const settledOn = tools.today();
    const { money } = touched(payment, settledOn);
    const journal =
      input.how === 'PAID_BACK' ? overpaymentBack('overpayment-paid-back', money) : overpaymentSetOff(money);
    const posted = await postJournals(tx, [
      {
        ...journal,
        commandId: commandOf(`payment.${journal.kind}`, paymentId).id,
        causedBy: `payment:${paymentId}`,
        byId: actor.id,
      },
    ]);
    if (!posted.accepted) return posted;
    await tools.crashPoint(STANDBY_CRASH_POINTS.settleAfterJournal);
    // The person's own statement shows it too, sooner or later: it is to count once.
    if (input.how === 'PAID_BACK')
      await saveMoneyBack(tx, actor, {
        moneyBackId: randomUUID(),
        budgetId,
        pence: ledger.pence,
        receivedOn: settledOn,
        // By the end of its id: payments that were prepared together begin alike.
        reference: `Paid twice, for ${longMonth(payment.period)} (payment ${paymentId.slice(-12)})`,
        journalId: posted.value[0]!.journalId,
      });
    if (changes && changes.length > 0)
      await saveInstalmentChanges(
        tx,
        actor,
        { causeId: paymentId, budgetId, because: 'OVERPAID', happenedOn: settledOn },
        changes,
      );
    await tools.crashPoint(STANDBY_CRASH_POINTS.settleAfterChanges);
    await saveSettled(tx, actor, { ...input, paymentId, settledOn });
    return accepted({ paymentId });
  });
}
