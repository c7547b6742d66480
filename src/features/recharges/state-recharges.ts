/**
 * Makes the statements of the months that are over: for each other payer what the ledger paid out for it, and
 * where an earlier month turned out otherwise, the difference. Once made a statement stays.
 */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision } from '../../rules/decision.ts';
import { decideStatements, statementsDue } from '../../rules/funding/recharge-statement.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { loadMonthParts, lockStatements, saveStatementParts, saveStatements } from './statement-store.ts';

/** Up to this month, or up to the one before the day on which it is done: sent again in a later month it is the same command. */
export async function stateRecharges(
  tools: Tools,
  actor: Actor,
  command: Command,
  given?: Temporal.PlainYearMonth,
): Promise<Decision<{ statements: number }>> {
  const what = { act: 'recharge.state', command, input: { through: given?.toString() } };
  return act(tools, actor, what, async tx => {
    const madeOn = tools.today();
    const through = given ?? madeOn.toPlainYearMonth().subtract({ months: 1 });
    const decision = decideStatements(through, madeOn);
    if (!decision.accepted) return decision;
    await lockStatements(tx);
    const due = statementsDue(await loadMonthParts(tx, through));
    const ids = await saveStatements(tx, actor, due, madeOn);
    await tools.crashPoint(CRASH_POINTS.stateAfterStatements);
    await saveStatementParts(tx, due, ids);
    return accepted({ statements: due.length });
  });
}
