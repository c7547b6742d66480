/** What every statement of one account goes through once it is read: is it of this account, is it new, what is each line. */
import { randomUUID } from 'node:crypto';
import type { Statement, StatementProblem } from '../../../formats/statements/statement.ts';
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, decide } from '../../../rules/decision.ts';
import { decideStatement } from '../../../rules/payment/matching.ts';
import { readPlace } from '../../../rules/payment/matching-score.ts';
import type { Actor } from '../../../values/actor.ts';
import { isBefore, type PlainDate } from '../../../values/dates.ts';
import type { PaymentAccount } from '../../agreements/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { findImport, firstDayInOtherFormat, hasUndoneLines } from '../store.ts';
import { loadPlaces } from './account-store.ts';
import { firstDaysOfMoney } from './first-days.ts';
import { postStaged } from './post-staged.ts';
import { startImport } from './stages.ts';

/** The file that a statement was read from. */
export type StatementFile = {
  readonly budgetId: string;
  readonly account: PaymentAccount;
  readonly fileName: string;
  readonly fileHash: string;
  /** The period that whoever sent it says that it covers. */
  readonly from: PlainDate | undefined;
  readonly to: PlainDate | undefined;
  /** By which its columns were read, where somebody had to name them. */
  readonly mappingId?: string | undefined;
};

export type Imported = {
  readonly importId: string;
  readonly lines: number;
  readonly added: number;
  readonly placed: number;
  readonly toAsk: number;
  readonly again: boolean;
};

/** What came of a file; `toMap`: it waits, and somebody has to say what its columns are. */
export type Sent = Imported | { readonly toMap: string };

/** The largest file that is kept until its columns are named. */
export const MOST_KEPT_BYTES = 8 * 1024 * 1024;

/** Keeps the lines that are new, and places those that are clear. The caller holds the budget. */
export async function keepStatement(
  tx: Tx,
  tools: Tools,
  actor: Actor,
  file: StatementFile,
  read: Statement,
): Promise<Decision<Imported>> {
  const { budgetId, account, fileName, fileHash, mappingId } = file;
  // Banks list what moved no money, such as interest of £0.00 or the check of a card. It is no payment.
  const lines = read.lines.filter(line => line.amountPence !== 0n);
  const postedOn = lines.map(line => line.postedOn);
  const { format, openingPence, closingPence } = read;
  const fits = decideStatement(
    {
      account: read.account,
      postedOn,
      from: file.from,
      to: file.to,
      beginsOn: (await firstDaysOfMoney(tx, [budgetId])).get(budgetId)!,
      dayInOtherFormat: await firstDayInOtherFormat(tx, account.paymentAccountId, format, postedOn),
    },
    account,
    tools.today(),
  );
  if (!fits.accepted) return fits;

  const where = { budgetId, accountId: account.paymentAccountId, fileHash, ...periodOf(file, read, tools) };
  const before = await findImport(tx, where);
  if (before && !(await hasUndoneLines(tx, account.paymentAccountId))) {
    const { importId, lineCount } = before;
    return accepted<Imported>({ importId, lines: lineCount, added: 0, placed: 0, toAsk: 0, again: true });
  }
  const importId = before?.importId ?? randomUUID();
  const isOfHolder = account.kind === 'THIRD_PARTY';
  const option = isOfHolder ? 'THIRD_PARTY' : 'DIRECT_PAYMENT';
  const places = (await loadPlaces(tx, [budgetId], option)).get(budgetId) ?? [];
  const into = { importId, budgetId, accountId: account.paymentAccountId, places: places.map(readPlace) };
  const staging = startImport(tx, await loadPolicy(tx, tx.icbCode, tools.today()), { isOfHolder });
  await staging.open();
  await staging.add(lines.map((line, i) => ({ into, lineNumber: i + 1, line })));
  const { fromOn, toOn } = where;
  const lineCount = lines.length;
  const kept = await staging.keep(actor, { fileName, fileHash, format, importedOn: tools.today(), mappingId }, [
    { ...into, fromOn, toOn, openingPence, closingPence, proven: read.balanced === true, lineCount },
  ]);
  await tools.crashPoint('statement.import.after-lines');
  const posted = await postStaged(tx, tools, [budgetId]);
  if (!posted.accepted) return posted;
  const toAsk = kept.counts.RECEIVED + kept.counts.UNPLACED;
  return accepted<Imported>({
    importId,
    lines: lineCount,
    added: kept.added,
    placed: kept.added - toAsk,
    toAsk,
    again: false,
  });
}

/** Everything that is wrong with a file, one refusal each, so that a page can list them. */
export function unreadable(problems: readonly StatementProblem[]): Decision<never> {
  return decide<never>(
    problems.map(({ code, line, text }) => {
      if (code === 'dates-unclear') return { code: 'statement-dates-unclear', text };
      return line === undefined ? { code: 'statement-unreadable', text } : { code: 'statement-unreadable', line, text };
    }),
    () => {
      throw new Error('a file that cannot be read says why');
    },
  );
}

/** The period is the wider of what was said and what the file shows; no statement reaches past today. */
function periodOf(given: StatementFile, statement: Statement, tools: Tools): { fromOn: PlainDate; toOn: PlainDate } {
  const today = tools.today();
  const days = [given.from, given.to, statement.from, statement.to].filter(day => day !== undefined && day !== null);
  const sorted = (days.length > 0 ? days : [today]).sort(Temporal.PlainDate.compare);
  const clip = (day: PlainDate) => (isBefore(today, day) ? today : day);
  return { fromOn: clip(sorted[0]!), toOn: clip(sorted.at(-1)!) };
}
