/**
 * Posts what is staged for some budgets: one journal a line, all of them in one statement, and the placements that say so.
 * In the name of the service, not of whoever sent the file, so that sending a file shows nobody the lines.
 */
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision } from '../../../rules/decision.ts';
import type { NewJournal } from '../../../rules/payment/ledger.ts';
import { journalOfParts, type LinePromises, spentOn } from '../../../rules/payment/line-journals.ts';
import type { PlacedPart } from '../../../rules/payment/matching.ts';
import { SYSTEM_ID, systemActor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { sizeOf } from '../../../values/pence.ts';
import { commandOf } from '../../audit/store.ts';
import { loadPurses } from '../../budgets/stream-store.ts';
import { loadLinePromises, postJournals } from '../../ledger/store.ts';
import { HEAR_STATEMENTS_JOB } from '../../payments/standby/store.ts';
import { type NewPlacement, savePlacements } from '../store.ts';
import { settleRefunds } from './settle-refunds.ts';
import { settleTransfers } from './settle-transfers.ts';
import { dropStaged, loadStaged, type StagedLine } from './stage-store.ts';

/** Posts every staged line of these budgets, which the caller has locked. Answers how many there were. */
export async function postStaged(tx: Tx, tools: Tools, budgetIds: readonly string[]): Promise<Decision<number>> {
  const staged = await loadStaged(tx, budgetIds);
  const purses = await loadPurses(tx, budgetIds);
  const promises = new Map<string, LinePromises>(await loadLinePromises(tx, budgetIds));
  const journals: NewJournal[] = [];
  const placements: NewPlacement[] = [];
  const journalOf: number[] = [];
  for (const line of staged) {
    const { budgetId } = line;
    const before = promises.get(budgetId) ?? new Map();
    const part = partOf(line, before);
    const where = {
      ...purses.get(budgetId)!,
      budgetId,
      option: line.option,
      accountId: line.accountId,
      happenedOn: line.postedOn,
    };
    const posted = part && journalOfParts(where, [part], 'HELD', before);
    if (posted) {
      promises.set(budgetId, posted.promises);
      journals.push({
        ...posted.journal!,
        commandId: commandOf('statement.post', line.lineId).id,
        causedBy: `bank-line:${line.lineId}`,
        byId: SYSTEM_ID,
      });
    }
    journalOf.push(posted ? journals.length - 1 : -1);
    placements.push(placementOf(line, part));
  }
  const done = await postJournals(tx, journals);
  if (!done.accepted) return done;
  await tools.crashPoint('statement.import.after-journals');
  const whole = placements.map((placement, i) => {
    const journal = done.value[journalOf[i]!];
    return journal ? { ...placement, journalId: journal.journalId, takenFrom: 'HELD' as const } : placement;
  });
  await savePlacements(tx, systemActor(tx.icbCode), tools.today(), whole);
  await tools.crashPoint('statement.import.after-placements');
  await dropStaged(tx, budgetIds);
  const settled = await settleRefunds(tx, tools, firstDays(staged));
  if (!settled.accepted) return settled;
  const paired = await settleTransfers(tx, tools, firstDays(staged));
  if (!paired.accepted) return paired;
  if (placements.some(({ what }) => what === 'PAYMENT'))
    await tools.sendJob(tx, { name: HEAR_STATEMENTS_JOB, data: {}, singletonKey: HEAR_STATEMENTS_JOB });
  return accepted(staged.length);
}

/** The first day of each budget of which something came: from there on a refund may lie elsewhere now. */
function firstDays(staged: readonly StagedLine[]): ReadonlyMap<string, PlainDate> {
  const first = new Map<string, PlainDate>();
  for (const { budgetId, postedOn } of staged) if (!first.has(budgetId)) first.set(budgetId, postedOn);
  return first;
}

/** What a staged line posts; undefined for a payment of the ICB, which is in the ledger already. */
function partOf(line: StagedLine, promises: LinePromises): PlacedPart | undefined {
  const pence = sizeOf(line.amountPence);
  switch (line.what) {
    case 'PAYMENT':
      return undefined;
    case 'SPENT':
      return { what: 'SPENT', planItemId: line.planItemId!, pence };
    case 'REFUND': {
      // Somebody may have placed the payment elsewhere since the file was read: then it is asked about.
      return pence <= spentOn(promises, line.planItemId!)
        ? { what: 'REFUND', planItemId: line.planItemId!, pence }
        : { what: 'RECEIVED', pence };
    }
    case 'RECEIVED':
    case 'UNPLACED':
      return { what: line.what, pence };
  }
}

function placementOf(line: StagedLine, part: PlacedPart | undefined): NewPlacement {
  const { lineId, budgetId, amountPence, paymentId, flag } = line;
  const what = part?.what ?? 'PAYMENT';
  const isAsStaged = what === line.what;
  return {
    lineId,
    budgetId,
    sequence: 1,
    part: 1,
    amountPence,
    what,
    planItemId: isAsStaged ? line.planItemId : null,
    paymentId,
    refundOf: isAsStaged ? line.refundOf : null,
    togetherId: null,
    score: isAsStaged ? line.score : null,
    reasons: isAsStaged ? line.reasons : [],
    note: '',
    flag,
    journalId: null,
    takenFrom: null,
  };
}
