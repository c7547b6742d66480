/**
 * Imports a bank's own file of an account in which an organisation holds the money of one person and of nobody else: CSV in the
 * layouts that we know, OFX, QIF, MT940, CAMT.053. It goes the way of every statement, and the tie-out proves its balance. A file
 * of rows whose layout nobody knows is read as the organisation said of its head before, or kept until it says.
 */
import { hash } from 'node:crypto';
import { readMappedStatement, readStatement, unknownCsv } from '../../../formats/statements/statement.ts';
import type { UploadedFile } from '../../../platform/forms.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { loadPaymentAccount } from '../../agreements/store.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadContract, loadHeldBudgets, loadThirdPartyOf } from '../../third-parties/store.ts';
import { lockFeeds } from '../import/feed-store.ts';
import { keepStatement, MOST_KEPT_BYTES, type Sent, unreadable } from '../import/keep-statement.ts';
import { headOf } from '../mapping/head-of.ts';
import { findMapping, saveUpload } from '../mapping/store.ts';

export type ClientStatement = {
  readonly file: UploadedFile;
  /** The period that it covers, where the file itself may not say it. */
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
  /** They say that the money of nobody else is in the account. */
  readonly isAlone: boolean;
};

/** Reads and keeps one bank file of one person's money with an organisation. */
export async function importClientStatement(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  { file, from, to, isAlone }: ClientStatement,
): Promise<Decision<Sent>> {
  const fileHash = hash('sha256', file.bytes);
  const input = { fileHash, from: from?.toString(), to: to?.toString(), isAlone };
  return act<Sent>(tools, actor, { act: 'held-statement.import-client', command, input, budgetId }, async tx => {
    await lockFeeds(tx);
    const budget = await lockBudget(tx, budgetId);
    const contract = budget && (await loadContract(tx, budgetId));
    const account = contract && (await loadPaymentAccount(tx, budgetId, 'THIRD_PARTY'));
    const own = await loadThirdPartyOf(tx, actor.id);
    if (!contract || (own ?? contract.thirdPartyId) !== contract.thirdPartyId)
      return refused({ code: 'not-found', what: 'budget' });
    if (account?.status !== 'VERIFIED') return refused({ code: 'statement-no-account' });
    const { bytes, name: fileName } = file;
    const { thirdPartyId } = contract;
    const kept = { budgetId, fileName, fileHash, from, to };
    const reading = readStatement(bytes);
    if (!reading.ok) {
      const shape = unknownCsv(bytes, reading);
      if (!shape) return unreadable(reading.problems);
      if (!isAlone) return refused({ code: 'statement-of-many-people' });
      const mapping = await findMapping(tx, tx.icbCode, headOf(shape, { thirdPartyId }));
      if (mapping) {
        const mapped = readMappedStatement(bytes, mapping.columns);
        if (!mapped.ok) return unreadable(mapped.problems);
        return keepStatement(tx, tools, actor, { ...kept, account, mappingId: mapping.mappingId }, mapped.statement);
      }
      if (bytes.length > MOST_KEPT_BYTES) return unreadable(reading.problems);
      const uploadedOn = tools.today();
      return accepted({ toMap: await saveUpload(tx, actor, { ...kept, bytes, uploadedOn, thirdPartyId }) });
    }
    // The account that all are paid into says of no line whose it is.
    const clients = await loadHeldBudgets(tx, contract.thirdPartyId);
    if (!isAlone || (reading.statement.account && clients.length > 1))
      return refused({ code: 'statement-of-many-people' });
    return keepStatement(tx, tools, actor, { ...kept, account }, reading.statement);
  });
}
