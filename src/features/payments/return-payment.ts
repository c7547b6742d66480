/** Records that the bank sent a payment back. Its obligation is owed again, and the next run pays it. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { paymentRejected, paymentReturned } from '../../rules/payment/journals.ts';
import { decideReturn } from '../../rules/payment/payment.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act, commandOf } from '../audit/store.ts';
import { postJournals } from '../ledger/store.ts';
import { lockPayment, type NewReturn, savePaymentReturned } from './store.ts';

/** Ends one payment and takes its money back in the ledger: out of the account where it had been credited, else off its way. */
export async function returnPayment(
  tools: Tools,
  actor: Actor,
  command: Command,
  paymentId: string,
  input: Pick<NewReturn, 'reason' | 'words'>,
): Promise<Decision<{ paymentId: string }>> {
  return act(tools, actor, { act: 'payment.return', command, input, subjectId: paymentId }, async tx => {
    const payment = await lockPayment(tx, paymentId);
    if (!payment) return refused({ code: 'not-found', what: 'payment' });
    const decision = decideReturn({ ended: payment.ended, status: payment.run.status });
    if (!decision.accepted) return decision;
    const happenedOn = tools.today();
    const afterCredit = payment.run.status === 'CREDITED';
    const journal = afterCredit
      ? paymentReturned({ ...payment, happenedOn })
      : paymentRejected({ ...payment, rail: payment.run.rail, happenedOn });
    const posted = await postJournals(tx, [
      {
        ...journal,
        commandId: commandOf('payment.returned', paymentId).id,
        causedBy: `payment:${paymentId}`,
        byId: actor.id,
      },
    ]);
    if (!posted.accepted) return posted;
    await savePaymentReturned(tx, actor, { ...input, paymentId, afterCredit, returnedOn: happenedOn });
    return accepted({ paymentId });
  });
}
