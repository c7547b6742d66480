/**
 * Takes in what a bank says of payments: a Bacs report or a pain.002. A file that cannot be read whole is refused whole;
 * of one that can, each record says what it did, also where that is nothing. The same file again does nothing at all.
 */
import { hash } from 'node:crypto';
import { type BankReport, type ReportRecord, readBankReport } from '../../../formats/bank-reports/report.ts';
import type { Tx } from '../../../platform/db.ts';
import type { UploadedFile } from '../../../platform/forms.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, decide } from '../../../rules/decision.ts';
import { isWholeFile } from '../../../rules/orders/supplier-file.ts';
import { returnReason } from '../../../rules/payment/bank-reasons.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { findListFile } from '../../orders/paying/file-store.ts';
import { STANDBY_CRASH_POINTS } from '../standby/crash-points.ts';
import { hearBank, type Word } from '../standby/hear-bank.ts';
import { hearFile } from '../standby/hear-file.ts';
import { hearListFile } from './hear-list-file.ts';
import { findFileOf, findPayments, findReport, type Outcome, saveRecords, saveReport } from './store.ts';

export type ImportedReport = {
  readonly reportId: string;
  readonly records: number;
  readonly open: number;
  readonly again: boolean;
};

export async function importReport(
  tools: Tools,
  actor: Actor,
  command: Command,
  { file }: { readonly file: UploadedFile },
): Promise<Decision<ImportedReport>> {
  const sha256 = hash('sha256', file.bytes);
  return act(tools, actor, { act: 'bank-report.import', command, input: { sha256 } }, async tx => {
    const before = await findReport(tx, sha256);
    if (before) return accepted<ImportedReport>({ reportId: before, records: 0, open: 0, again: true });
    const reading = readBankReport(file.bytes);
    if (!reading.ok)
      return decide<never>(
        reading.problems.slice(0, 100).map(({ line, text }) => ({ code: 'report-unreadable', line, text })),
        () => {
          throw new Error('an unreadable report has no problem');
        },
      );
    const { report } = reading;
    const { kind, name } = report;
    const reportId = await saveReport(tx, actor, {
      kind,
      name,
      sha256,
      fileName: file.name,
      bytes: file.bytes,
      receivedOn: tools.today(),
    });
    await tools.crashPoint(STANDBY_CRASH_POINTS.reportAfterReport);
    const done = await hearRecords(tools, tx, actor, report, reportId);
    if (!done.accepted) return done;
    await tools.crashPoint(STANDBY_CRASH_POINTS.reportAfterWords);
    const records = report.records.map((record, i) => ({ ...storedOf(record), ...done.value[i]! }));
    await saveRecords(tx, reportId, records);
    const open = records.filter(({ outcome }) => ASKS.has(outcome)).length;
    return accepted<ImportedReport>({ reportId, records: records.length, open, again: false });
  });
}

/** What somebody has to ask the bank about. */
const ASKS: ReadonlySet<Outcome> = new Set(['NOT_FOUND', 'SEVERAL', 'CONTRADICTS', 'NOT_SENT']);

type Done = { readonly outcome: Outcome; readonly paymentId: string | null };

/** First each record for itself, then what is said of the whole file, of all others. */
async function hearRecords(
  tools: Tools,
  tx: Tx,
  actor: Actor,
  report: BankReport,
  reportId: string,
): Promise<Decision<readonly Done[]>> {
  const found = await findPayments(tx, report.records);
  const words: Word[] = [];
  const places: number[] = [];
  const done: Done[] = report.records.map((record, i) => {
    const [paymentId, another] = found[i]!;
    if (!paymentId) return { outcome: 'NOT_FOUND', paymentId: null };
    if (another) return { outcome: 'SEVERAL', paymentId: null };
    if (record.says !== 'PENDING') {
      words.push(wordOf(record, paymentId, report));
      places.push(i);
    }
    return { outcome: 'NOTHING_NEW', paymentId };
  });
  const heard = await hearBank(tools, tx, actor, words);
  if (!heard.accepted) return heard;
  for (const [i, place] of places.entries()) done[place] = { ...done[place]!, outcome: heard.value[i]! };

  const { file } = report;
  if (!file || file.says === 'PENDING') return accepted(done);
  const rejected = report.records.filter(({ says }) => says === 'REJECTED').length;
  const said = { says: file.says, reportId, words: `${report.kind} ${report.name}` };
  const run = await findFileOf(tx, file.id);
  const list = run ? undefined : await findListFile(tx, file.id);
  // Only a file of which every payment is accounted for is confirmed: taken in, or rejected by name.
  if (run && isWholeFile(file, rejected, run.count)) {
    const except = new Set(done.flatMap(({ paymentId }) => paymentId ?? []));
    const whole = await hearFile(tools, tx, actor, { ...said, runId: run.runId }, except);
    if (!whole.accepted) return whole;
  }
  if (list && isWholeFile(file, rejected, list.count)) await hearListFile(tools, tx, actor, { ...said, ...list });
  return accepted(done);
}

function wordOf({ says, reason }: ReportRecord, paymentId: string, { kind, name }: BankReport): Word {
  return {
    paymentId,
    word: says === 'PAID' || says === 'WRONG_ACCOUNT' ? 'PAID' : 'NOT_PAID',
    reason: returnReason(reason),
    words: `${kind} ${name}: ${reason}`.slice(0, 500),
  };
}

function storedOf(record: ReportRecord) {
  return {
    line: record.line,
    says: record.says,
    reference: record.reference ?? record.endToEndId ?? '',
    sortCode: record.sortCode ?? '',
    accountNumber: record.accountNumber ?? '',
    amountPence: record.amountPence ?? null,
    reason: record.reason,
    newSortCode: record.newSortCode ?? null,
    newAccountNumber: record.newAccountNumber ?? null,
  };
}
