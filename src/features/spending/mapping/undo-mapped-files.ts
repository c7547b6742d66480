/**
 * Takes out what was read by a mapping that staff took back: every journal of its lines is reversed, the lines lie nowhere, and
 * the same files can be read again. What rested on these lines is judged anew: promises, refunds, the other sides of transfers,
 * and payments that only they confirmed.
 *
 * A file that cannot be taken out stays and holds up no other; the page says why. The people whose files they are are told.
 */
import { randomUUID } from 'node:crypto';
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { spentOn } from '../../../rules/payment/line-journals.ts';
import { decideUndo } from '../../../rules/payment/statement-undo.ts';
import { type Actor, systemActor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { longDate, type PlainDate } from '../../../values/dates.ts';
import { sizeOf } from '../../../values/pence.ts';
import { act } from '../../audit/store.ts';
import { loadPurses } from '../../budgets/stream-store.ts';
import { loadLinePromises, reverseCausedBy } from '../../ledger/store.ts';
import { giveConfirmationsBack } from '../../payments/standby/store.ts';
import { type NewNotice, saveNotices } from '../../people/store.ts';
import { lockBudgets } from '../../requests/store.ts';
import { moveMoney, settlePromises, type Touched } from '../answers/move-line.ts';
import { settleRefunds } from '../import/settle-refunds.ts';
import { settleTransfers } from '../import/settle-transfers.ts';
import { loadLine, savePlacements } from '../store.ts';
import { loadMapping } from './store.ts';
import {
  type LineToUndo,
  loadLinesToUndo,
  loadOtherSides,
  loadRefundsOn,
  loadStandingFiles,
  loadWhoSent,
  type Orphan,
  saveUndone,
  type ToTell,
} from './undo-store.ts';

export type Undone = {
  readonly mappingId: string;
  readonly files: number;
  readonly lines: number;
  /** Files that have to stay for now. */
  readonly left: number;
};

/** Takes out every file of a mapping that can be. */
export async function undoMappedFiles(
  tools: Tools,
  actor: Actor,
  command: Command,
  mappingId: string,
): Promise<Decision<Undone>> {
  const what = { act: 'statement-mapping.undo', command, input: {}, subjectId: mappingId };
  return act(tools, actor, what, async tx => {
    const mapping = await loadMapping(tx, tx.icbCode, mappingId);
    if (!mapping) return refused({ code: 'not-found', what: 'layout' });
    await lockBudgets(
      tx,
      (await loadStandingFiles(tx, mappingId)).map(({ budgetId }) => budgetId),
    );
    // Once more: somebody may have taken them out while this waited.
    const files = await loadStandingFiles(tx, mappingId);
    const decision = decideUndo({ isWithdrawn: mapping.withdrawn !== null, files });
    if (!decision.accepted) return decision;
    const importIds = decision.value.map(({ importId }) => importId);
    const lines = await loadLinesToUndo(tx, importIds);
    const lineIds = lines.map(({ lineId }) => lineId);

    const reversed = await reverseCausedBy(
      tx,
      lineIds.map(lineId => `bank-line:${lineId}`),
      actor.id,
    );
    if (!reversed.accepted) return reversed;
    await tools.crashPoint('statement-mapping.undo.after-journals');
    await giveConfirmationsBack(tx, actor, lineIds);
    const { reason } = mapping.withdrawn!;
    await saveUndone(tx, actor, importIds, { reason, undoneOn: tools.today() });
    await tools.crashPoint('statement-mapping.undo.after-marks');
    const settled = await settleWhatRested(tx, tools, actor, lines);
    if (!settled.accepted) return settled;
    await saveNotices(
      tx,
      (await loadWhoSent(tx, importIds)).map(one => takenOutNotice(one, tools.today())),
    );
    return accepted({
      mappingId,
      files: importIds.length,
      lines: lines.length,
      left: files.length - importIds.length,
    });
  });
}

/** Puts right what lay where it did because of lines that are gone. */
async function settleWhatRested(
  tx: Tx,
  tools: Tools,
  actor: Actor,
  lines: readonly LineToUndo[],
): Promise<Decision<true>> {
  const touched = await touchedBy(tx, actor, lines);
  const promises = await settlePromises(tx, touched);
  if (!promises.accepted) return promises;
  const orphans = [...(await loadOtherSides(tx, lines)), ...(await loadRefundsPastNought(tx, touched))];
  await lockBudgets(
    tx,
    orphans.map(({ budgetId }) => budgetId),
  );
  for (const orphan of orphans) {
    const asked = await askAgain(tx, tools, orphan);
    if (!asked.accepted) return asked;
  }
  await tools.crashPoint('statement-mapping.undo.after-orphans');
  const since = new Map<string, PlainDate>();
  for (const { budgetId, postedOn } of lines) if (!since.has(budgetId)) since.set(budgetId, postedOn);
  const refunds = await settleRefunds(tx, tools, since);
  if (!refunds.accepted) return refunds;
  const transfers = await settleTransfers(tx, tools, since);
  return transfers.accepted ? accepted(true) : transfers;
}

/** Each line of a plan on which something of these lay, once. */
async function touchedBy(tx: Tx, actor: Actor, lines: readonly LineToUndo[]): Promise<Touched[]> {
  const purses = await loadPurses(tx, [...new Set(lines.map(({ budgetId }) => budgetId))]);
  const byPlace = new Map<string, Touched>();
  for (const { lineId, budgetId, accountId, option, postedOn, planItemIds } of lines)
    for (const planLineId of planItemIds)
      byPlace.set(`${budgetId} ${planLineId}`, {
        where: { ...purses.get(budgetId)!, budgetId, option, accountId, happenedOn: postedOn },
        planLineId,
        cause: () => ({ commandId: randomUUID(), causedBy: `bank-line:${lineId}`, byId: actor.id }),
      });
  return [...byPlace.values()];
}

/** What came back onto lines of plans on which less is spent now than came back. */
async function loadRefundsPastNought(tx: Tx, touched: readonly Touched[]): Promise<Orphan[]> {
  const promises = await loadLinePromises(tx, [...new Set(touched.map(({ where }) => where.budgetId))]);
  const places = touched.map(({ where, planLineId }) => ({ budgetId: where.budgetId, planItemId: planLineId }));
  return loadRefundsOn(
    tx,
    places.filter(({ budgetId, planItemId }) => spentOn(promises.get(budgetId) ?? new Map(), planItemId) < 0n),
  );
}

/** The service does not know any more what a line was. */
async function askAgain(tx: Tx, tools: Tools, { budgetId, lineId }: Orphan): Promise<Decision<true>> {
  const now = await loadLine(tx, budgetId, lineId);
  const [line] = now;
  const purse = (await loadPurses(tx, [budgetId])).get(budgetId);
  if (!line || !purse) throw new Error(`bank line ${lineId} is not there`);
  const { placement, linePence, option, accountId, postedOn: happenedOn } = line;
  const part = { what: linePence < 0n ? ('UNPLACED' as const) : ('RECEIVED' as const), pence: sizeOf(linePence) };
  const actor = systemActor(tx.icbCode);
  const { journalId, takenFrom } = placement;
  // What left and was a transfer lies as paid out already.
  const moved =
    part.what === 'UNPLACED'
      ? accepted({ journalId, takenFrom })
      : await moveMoney(tx, tools, actor, now, [part], { ...purse, budgetId, option, accountId, happenedOn });
  if (!moved.accepted) return moved;
  await savePlacements(tx, actor, tools.today(), [
    {
      lineId,
      budgetId,
      sequence: placement.sequence + 1,
      part: 1,
      amountPence: linePence,
      what: part.what,
      planItemId: null,
      paymentId: null,
      refundOf: null,
      togetherId: null,
      score: null,
      reasons: [],
      note: '',
      flag: placement.flag,
      ...moved.value,
    },
  ]);
  return accepted(true);
}

function takenOutNotice(one: ToTell, on: PlainDate): NewNotice {
  const { personId, budgetId, personName: recipient, careCoordinatorName, files, fromOn, toOn, isOfHolder } = one;
  return {
    kind: 'N18',
    personId,
    budgetId,
    recipient,
    heading: 'We read a bank statement wrongly',
    paragraphs: [
      `We read this file wrongly: ${files.join(', ')}. So some days or amounts on your pages may have been wrong.`,
      'We have taken its payments out again. Nothing happened to your money. You have done nothing wrong.',
      ...(isOfHolder
        ? [
            'The organisation that holds your money sent it, and sends it again. You do not need to do anything. We are sorry.',
          ]
        : [
            `Please add your bank statements from ${longDate(fromOn)} to ${longDate(toOn)} again. You can use the same files. We then ask you once what is in the columns.`,
            'If you told us what a payment was for, or added a receipt, we may ask you for it again. We are sorry.',
          ]),
      `Your care co-ordinator is ${careCoordinatorName}. Tell them if you need help.`,
    ],
    effectiveOn: on,
  };
}
