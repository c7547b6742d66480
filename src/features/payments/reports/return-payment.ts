/** Records that the bank sent a payment back. Its obligation is owed again, and the next run pays it. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideReturn } from '../../../rules/payment/payment.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { hearBank, type Word } from '../standby/hear-bank.ts';
import { lockPayment } from '../store.ts';

/** Ends one payment and takes its money back in the ledger: out of the account where it had been credited, else off its way. */
export async function returnPayment(
  tools: Tools,
  actor: Actor,
  command: Command,
  paymentId: string,
  input: Pick<Word, 'reason' | 'words'>,
): Promise<Decision<{ paymentId: string }>> {
  return act(tools, actor, { act: 'payment.return', command, input, subjectId: paymentId }, async tx => {
    const payment = await lockPayment(tx, paymentId);
    if (!payment) return refused({ code: 'not-found', what: 'payment' });
    // One that is not known, was cut, or came a second time, has not ended for the bank.
    const ended = ['SUPERSEDED', 'SPLIT', 'OVERPAID'].includes(payment.ended ?? '') ? null : payment.ended;
    const decision = decideReturn({ ended, status: payment.run.status });
    if (!decision.accepted) return decision;
    const heard = await hearBank(tools, tx, actor, [{ ...input, paymentId, word: 'NOT_PAID' }]);
    if (!heard.accepted) return heard;
    return heard.value[0] === 'CONTRADICTS' ? refused({ code: 'payment-ended' }) : accepted({ paymentId });
  });
}
