/** The bank's word on the whole file of a list of payments to suppliers, by a report: kept, and carried out as the rules say. */
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { onListWord } from '../../../rules/orders/supplier-file.ts';
import type { Actor } from '../../../values/actor.ts';
import { saveListHeard } from '../../orders/paying/file-store.ts';
import { freeInvoices, lockList, saveListStatus } from '../../orders/paying/store.ts';
import { STANDBY_CRASH_POINTS } from '../standby/crash-points.ts';

export async function hearListFile(
  tools: Tools,
  tx: Tx,
  actor: Actor,
  heard: {
    readonly listId: string;
    readonly part: number;
    readonly says: 'TAKEN' | 'REJECTED';
    readonly reportId: string;
    readonly words: string;
  },
): Promise<void> {
  const { listId, says } = heard;
  const list = await lockList(tx, listId);
  if (!list) throw new Error(`list ${listId} has a file and is not there`);
  const happenedOn = tools.today();
  await saveListHeard(tx, actor, { ...heard, heardOn: happenedOn });
  await tools.crashPoint(STANDBY_CRASH_POINTS.listAfterHeard);
  if (onListWord(list, says, actor.id) === 'NOTE') return;
  const words = `The bank did not take the file: ${heard.words}`;
  await saveListStatus(tx, actor, list, { status: 'CANCELLED', words, happenedOn });
  await tools.crashPoint(STANDBY_CRASH_POINTS.listAfterStatus);
  await freeInvoices(tx, { listId });
}
