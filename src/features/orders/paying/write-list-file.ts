/** Writes the payment file of a released list to suppliers, once; whoever asks again is given the same bytes. */
import { splitBySum } from '../../../formats/payment-files/payment-file.ts';
import { MOST_FILE_PENCE, PAYMENT_FILE_WRITERS } from '../../../formats/payment-files/writers.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideSupplierFile, supplierFileDays, supplierReference } from '../../../rules/orders/supplier-file.ts';
import { formatOf, type Rail } from '../../../rules/payment/rails.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { total } from '../../../values/pence.ts';
import { act } from '../../audit/store.ts';
import { loadBankHolidays } from '../../bank-holidays/store.ts';
import { loadOriginator, nextFileSerial } from '../../payments/files/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { listMessageId, loadListFiles, saveListFile } from './file-store.ts';
import { loadChangedAccounts, loadListPayments, lockList } from './store.ts';

export async function writeListFile(
  tools: Tools,
  actor: Actor,
  command: Command,
  listId: string,
  input: { readonly rail: Rail },
): Promise<Decision<{ listId: string; parts: number }>> {
  return act(tools, actor, { act: 'supplier-list.file', command, input, subjectId: listId }, async tx => {
    const list = await lockList(tx, listId);
    if (!list) return refused({ code: 'not-found', what: 'list' });
    const written = await loadListFiles(tx, listId);
    if (written.length > 0) return accepted({ listId, parts: written.length });

    const { rail } = input;
    const { number, totals } = list;
    const today = tools.today();
    const payments = await loadListPayments(tx, listId);
    const { name, serviceUserNumber, sortCode, accountNumber } = await loadOriginator(tx, actor.icbCode);
    const hasBankDetails = serviceUserNumber !== null && sortCode !== null && accountNumber !== null;
    // Who entered an account may not release it; the file is of what was released.
    const changedAccounts = await loadChangedAccounts(tx, listId, undefined);
    const decision = decideSupplierFile({ ...list, payments, changedAccounts, hasBankDetails }, rail);
    if (!decision.accepted) return decision;
    if (!hasBankDetails) throw new Error('a file without bank details was not refused');

    const lines = payments.map(one => ({
      sortCode: one.sortCode,
      accountNumber: one.accountNumber,
      name: one.accountName,
      reference: supplierReference({ number, place: one.place }),
      amountPence: one.pence,
      endToEndId: one.supplierPaymentId.replaceAll('-', ''),
    }));
    if (lines.length !== totals.count || total(lines.map(line => line.amountPence)) !== totals.totalPence)
      throw new Error(`the payments of list ${number} do not come to its control totals`);
    const { processingOn, creditOn } = supplierFileDays(
      rail,
      today,
      await loadBankHolidays(tx, actor.icbCode, tools.bankHolidays),
    );
    const format = formatOf(rail, (await loadPolicy(tx, actor.icbCode, today)).payments);
    const parts = splitBySum(lines, MOST_FILE_PENCE);
    for (const [index, credits] of parts.entries()) {
      const serial = await nextFileSerial(tx);
      const writing = PAYMENT_FILE_WRITERS[format].write({
        serviceUserNumber,
        serial,
        messageId: listMessageId(actor.icbCode, number, serial),
        rail,
        createdOn: today,
        processingOn,
        originator: { sortCode, accountNumber, name },
        narrative: `SUPPLIERS ${number}`,
        payments: credits,
      });
      if (!writing.ok)
        return refused({ code: 'file-not-writable', problems: writing.problems.slice(0, 20).map(({ text }) => text) });
      const { totalPence, count: paymentsCount, bytes } = writing;
      const days = { createdOn: today, processingOn, creditOn };
      await saveListFile(tx, actor, {
        listId,
        part: index + 1,
        rail,
        serial,
        ...days,
        totalPence,
        paymentsCount,
        bytes,
        format,
      });
    }
    return accepted({ listId, parts: parts.length });
  });
}
