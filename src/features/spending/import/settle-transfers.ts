/** Finds the two sides of money that a person moved between accounts of theirs, and lets both be what they are: no spending. */
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision } from '../../../rules/decision.ts';
import { plainWords } from '../../../rules/payment/matching-score.ts';
import { type MovedLine, pairTransfers, type TransferPair } from '../../../rules/payment/matching-transfers.ts';
import { systemActor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { loadPurses } from '../../budgets/stream-store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { moveMoney } from '../answers/move-line.ts';
import { loadLine, savePlacements } from '../store.ts';
import { loadOwn, loadUnknownLines, type UnknownLine } from './transfer-store.ts';

/** Pairs what these budgets, which the caller has locked, moved from a day of each on. Answers how many pairs. */
export async function settleTransfers(
  tx: Tx,
  tools: Tools,
  since: ReadonlyMap<string, PlainDate>,
): Promise<Decision<number>> {
  if (since.size === 0) return accepted(0);
  const policy = await loadPolicy(tx, tx.icbCode, tools.today());
  const unknown = Map.groupBy(await loadUnknownLines(tx, since, policy.spend.transferDays), line => line.budgetId);
  const owners = await loadOwn(tx, [...unknown.keys()]);
  let pairs = 0;
  for (const [budgetId, lines] of unknown) {
    const { name, accounts } = owners.get(budgetId)!;
    const found = pairTransfers(lines.map(movedLine), { names: [plainWords(name)], accounts }, policy);
    for (const pair of found) {
      const placed = await placePair(tx, tools, pair, { out: budgetId, back: budgetId });
      if (!placed.accepted) return placed;
      pairs += 1;
    }
  }
  return accepted(pairs);
}

/** A line as the rule reads it. */
export function movedLine(line: UnknownLine): MovedLine {
  return {
    ...line,
    payee: plainWords(line.counterparty),
    words: ` ${plainWords(`${line.counterparty} ${line.narrative}`)} `,
  };
}

/**
 * What left lies as paid out already; what came in is taken off that, not off what nobody can explain. The sides may lie in two
 * budgets: then the one has so much less, and the other so much more.
 */
export async function placePair(
  tx: Tx,
  tools: Tools,
  pair: TransferPair,
  budgets: { readonly out: string; readonly back: string },
): Promise<Decision<true>> {
  const [out] = await loadLine(tx, budgets.out, pair.outId);
  const [back] = await loadLine(tx, budgets.back, pair.inId);
  const purse = (await loadPurses(tx, [budgets.back])).get(budgets.back);
  if (!out || !back || !purse) throw new Error(`bank line ${pair.outId} or ${pair.inId} is not there`);
  const actor = systemActor(tx.icbCode);
  const { accountId, option, postedOn: happenedOn, linePence: pence } = back;
  const where = { ...purse, budgetId: budgets.back, option, accountId, happenedOn };
  const moved = await moveMoney(tx, tools, actor, [back], [{ what: 'BACK', pence }], where);
  if (!moved.accepted) return moved;
  const { journalId, takenFrom } = out.placement;
  const both = [
    { budgetId: budgets.out, line: out, other: back, moved: { journalId, takenFrom } },
    { budgetId: budgets.back, line: back, other: out, moved: moved.value },
  ];
  await savePlacements(
    tx,
    actor,
    tools.today(),
    both.map(({ budgetId, line, other, moved: lies }) => ({
      lineId: line.lineId,
      budgetId,
      sequence: line.placement.sequence + 1,
      part: 1,
      amountPence: line.linePence,
      what: 'TRANSFER',
      planItemId: null,
      paymentId: null,
      refundOf: null,
      transferOf: other.lineId,
      togetherId: null,
      score: pair.score,
      reasons: pair.reasons,
      note: line.placement.note,
      flag: null,
      ...lies,
    })),
  );
  return accepted(true);
}
