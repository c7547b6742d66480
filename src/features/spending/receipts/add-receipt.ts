/** The person adds a receipt: a photo or a file. It is kept as it came; nothing is read off it. */
import { hash } from 'node:crypto';
import { receiptType } from '../../../formats/receipt-file.ts';
import type { UploadedFile } from '../../../platform/forms.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideReceipt, noticeOf } from '../../../rules/payment/evidence.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadLine } from '../store.ts';
import { loadAlike, saveReceipt } from './store.ts';

/** Keeps a file as the receipt of a payment. */
export async function addReceipt(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  lineId: string,
  file: UploadedFile,
): Promise<Decision<{ receiptId: string; noticed: string | null }>> {
  const contentHash = hash('sha256', file.bytes);
  const input = { contentHash };
  return act(tools, actor, { act: 'receipt.add', command, input, budgetId, subjectId: lineId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const [line] = budget ? await loadLine(tx, budgetId, lineId) : [];
    if (!line) return refused({ code: 'not-found', what: 'bank line' });
    const mediaType = receiptType(file.bytes);
    const alike = await loadAlike(tx, budgetId, lineId, contentHash);
    const decision = decideReceipt({
      amountPence: line.linePence,
      isKnownKind: mediaType !== undefined,
      isThere: alike.isThere,
    });
    if (!decision.accepted) return decision;
    const noticed = noticeOf(alike);
    const receiptId = await saveReceipt(tx, actor, {
      budgetId,
      lineId,
      addedOn: tools.today(),
      fileName: file.name,
      mediaType: mediaType!,
      bytes: file.bytes,
      contentHash,
      noticed,
    });
    return accepted({ receiptId, noticed });
  });
}
