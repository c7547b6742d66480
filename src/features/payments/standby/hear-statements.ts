/**
 * A payment that stands on the person's bank statement arrived, whether the bank reported it or not: so it is not paid
 * another way, and what was given up as not known is found. A word like the bank's own, with the same effect, and once.
 */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { hearBank } from './hear-bank.ts';
import { loadPaidByStatement } from './store.ts';

/** So many payments a time, and no older runs: a rail is given up within days. */
const PAYMENTS = 500;
const DAYS = 60;

/** Takes the next lines of statements for the bank's word. Answers how many: none when all is heard. */
export async function hearStatements(
  tools: Tools,
  actor: Actor,
  command: Command,
): Promise<Decision<{ payments: number }>> {
  return act(tools, actor, { act: 'payment.hear-statements', command, input: {} }, async tx => {
    const since = tools.today().subtract({ days: DAYS });
    const paid = await loadPaidByStatement(tx, tx.icbCode, { since, limit: PAYMENTS });
    const heard = await hearBank(
      tools,
      tx,
      actor,
      paid.map(paymentId => ({ paymentId, word: 'PAID', reason: 'OTHER', words: 'Seen on a bank statement' })),
    );
    return heard.accepted ? accepted({ payments: paid.length }) : heard;
  });
}
