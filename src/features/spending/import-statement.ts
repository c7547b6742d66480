/**
 * Imports a bank statement: reads it whole, keeps the lines that are new, and places those that are clear.
 *
 * The file is refused whole or taken whole. The same file again, or one that overlaps, adds nothing twice. A file of rows
 * whose layout nobody knows is read as somebody said of its head before; where nobody did it is kept, and asked about.
 */
import { hash } from 'node:crypto';
import type { DateOrder } from '../../formats/statements/cells.ts';
import {
  readMappedStatement,
  readStatement,
  type StatementFormat,
  unknownCsv,
} from '../../formats/statements/statement.ts';
import type { UploadedFile } from '../../platform/forms.ts';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { loadPaymentAccount } from '../agreements/store.ts';
import { act } from '../audit/store.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { lockBudget } from '../requests/store.ts';
import { keepStatement, MOST_KEPT_BYTES, type Sent, unreadable } from './import/keep-statement.ts';
import { headOf } from './mapping/head-of.ts';
import { findMapping, saveUpload } from './mapping/store.ts';

export type StatementToImport = {
  readonly file: UploadedFile;
  /** Undefined: the content decides. */
  readonly format?: StatementFormat | undefined;
  /** The period that the statement covers, where the file itself may not say it. */
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
  /** The order of its dates, where the file itself may not tell (QIF). */
  readonly dates?: DateOrder | undefined;
};

/** Reads and keeps one statement file for a budget's payment account. */
export async function importStatement(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  given: StatementToImport,
): Promise<Decision<Sent>> {
  const { bytes, name: fileName } = given.file;
  const fileHash = hash('sha256', bytes);
  const { format: said, dates, from, to } = given;
  const input = { fileHash, format: said, dates, from: from?.toString(), to: to?.toString() };
  return act<Sent>(tools, actor, { act: 'statement.import', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const finalBudget = budget && (await loadFinalBudget(tx, budgetId));
    if (!budget || !finalBudget) return refused({ code: 'not-found', what: 'budget' });
    const account = await loadPaymentAccount(tx, budgetId);
    if (account?.status !== 'VERIFIED') return refused({ code: 'statement-no-account' });

    const file = { budgetId, account, fileName, fileHash, from, to };
    const reading = readStatement(bytes, said, { dateOrder: dates });
    if (reading.ok) return keepStatement(tx, tools, actor, file, reading.statement);
    const shape = unknownCsv(bytes, reading);
    if (!shape) return unreadable(reading.problems);
    const mapping = await findMapping(tx, tx.icbCode, headOf(shape, { accountId: account.paymentAccountId }));
    if (mapping) {
      const mapped = readMappedStatement(bytes, mapping.columns);
      if (!mapped.ok) return unreadable(mapped.problems);
      return keepStatement(tx, tools, actor, { ...file, mappingId: mapping.mappingId }, mapped.statement);
    }
    if (bytes.length > MOST_KEPT_BYTES) return unreadable(reading.problems);
    const kept = { budgetId, fileName, bytes, fileHash, from, to, uploadedOn: tools.today(), thirdPartyId: undefined };
    return accepted({ toMap: await saveUpload(tx, actor, kept) });
  });
}
