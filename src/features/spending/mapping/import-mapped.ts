/** Somebody confirms what they said of a file's columns: it is imported, and the way to read its head is remembered. */
import { hash } from 'node:crypto';
import { readMappedStatement } from '../../../formats/statements/statement.ts';
import type { Tools } from '../../../platform/tools.ts';
import { type Decision, refused } from '../../../rules/decision.ts';
import { decideMapping } from '../../../rules/payment/statement-mapping.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { loadPaymentAccount } from '../../agreements/store.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { lockFeeds } from '../import/feed-store.ts';
import { type Imported, keepStatement, unreadable } from '../import/keep-statement.ts';
import { headOf } from './head-of.ts';
import { shapeOf } from './shape-of.ts';
import { dropUpload, findMapping, loadUpload, lockMapping, saveMapping } from './store.ts';
import { isOf, type WaitingFile } from './whose-file.ts';

/** Imports a kept file as its columns were named. */
export async function importMapped(
  tools: Tools,
  actor: Actor,
  command: Command,
  { budgetId, uploadId, isOfHolder }: WaitingFile,
): Promise<Decision<Imported>> {
  const input = { uploadId };
  return act(tools, actor, { act: 'statement.import-mapped', command, input, budgetId }, async tx => {
    // An organisation's files are read one after the other, as its feeds are.
    if (isOfHolder) await lockFeeds(tx);
    const budget = await lockBudget(tx, budgetId);
    const upload = budget && (await loadUpload(tx, budgetId, uploadId));
    if (!upload || !(await isOf(tx, actor, upload, isOfHolder)))
      return refused({ code: 'not-found', what: 'bank statement' });
    const account = await loadPaymentAccount(tx, budgetId, isOfHolder ? 'THIRD_PARTY' : 'DIRECT_PAYMENT');
    if (account?.status !== 'VERIFIED') return refused({ code: 'statement-no-account' });

    const { bytes, said, fileName, from, to, thirdPartyId } = upload;
    const shape = shapeOf(bytes);
    const headerHash = headOf(shape, thirdPartyId ? { thirdPartyId } : { accountId: account.paymentAccountId });
    await lockMapping(tx, headerHash);
    const remembered = await findMapping(tx, tx.icbCode, headerHash);
    const decision = decideMapping(said, remembered?.columns);
    if (!decision.accepted) return decision;
    const columns = decision.value;
    const reading = readMappedStatement(bytes, columns);
    if (!reading.ok) return unreadable(reading.problems);
    const addedOn = tools.today();
    const mappingId =
      remembered?.mappingId ??
      (await saveMapping(tx, actor, { headerHash, columnNames: shape.names, columns, addedOn }));
    const file = { budgetId, account, fileName, fileHash: hash('sha256', bytes), from, to, mappingId };
    const kept = await keepStatement(tx, tools, actor, file, reading.statement);
    if (kept.accepted) await dropUpload(tx, uploadId);
    return kept;
  });
}
