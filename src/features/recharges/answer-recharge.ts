/**
 * Writes down what the other payer says to a statement (R-096). Agreed, it is a loan in both payers' books; disputed, it
 * waits with its reasons.
 */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideRechargeAnswer, type RechargeAnswer } from '../../rules/funding/recharge-statement.ts';
import { rechargeAgreed } from '../../rules/payment/recharge-journals.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { postJournals } from '../ledger/store.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { loadStatement, lockStatements, saveAnswer } from './statement-store.ts';

export type AnswerInput = RechargeAnswer & {
  /** At the other payer. */
  readonly who: string;
};

export async function answerRecharge(
  tools: Tools,
  actor: Actor,
  command: Command,
  statementId: string,
  input: AnswerInput,
): Promise<Decision<{ answer: string }>> {
  const { answer, answeredOn } = input;
  const told = { ...input, answeredOn: answeredOn.toString() };
  return act(tools, actor, { act: 'recharge.answer', command, input: told, subjectId: statementId }, async tx => {
    await lockStatements(tx);
    const statement = await loadStatement(tx, statementId);
    if (!statement) return refused({ code: 'not-found', what: 'statement' });
    const isAgreed = statement.standing === 'AGREED';
    const decision = decideRechargeAnswer(input, { isAgreed, madeOn: statement.madeOn }, tools.today());
    if (!decision.accepted) return decision;
    let journalId: bigint | undefined;
    if (answer === 'AGREED') {
      const { payer, stream, parts } = statement;
      const journal = rechargeAgreed({ happenedOn: answeredOn, payer, stream, icbCode: tx.icbCode, parts });
      const cause = { commandId: randomUUID(), causedBy: `recharge:${statementId}`, byId: actor.id };
      const posted = await postJournals(tx, [{ ...journal, ...cause }]);
      if (!posted.accepted) return posted;
      await tools.crashPoint(CRASH_POINTS.answerAfterJournal);
      journalId = posted.value[0]!.journalId;
    }
    await saveAnswer(tx, actor, { ...input, statementId, journalId });
    return accepted({ answer });
  });
}
