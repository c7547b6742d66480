/**
 * Imports a bank statement: reads it whole, keeps the lines that are new, and places those that are clear.
 *
 * The file is refused whole or taken whole. The same file again, or one that overlaps, adds nothing twice. The stages
 * are those of every import (import/stages.ts); here their lines are posted at once.
 */
import { hash, randomUUID } from 'node:crypto';
import type { DateOrder } from '../../formats/statements/cells.ts';
import {
  readStatement,
  type Statement,
  type StatementFormat,
  type StatementProblem,
} from '../../formats/statements/statement.ts';
import type { UploadedFile } from '../../platform/forms.ts';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, decide, refused } from '../../rules/decision.ts';
import { decideStatement } from '../../rules/payment/matching.ts';
import { readPlace } from '../../rules/payment/matching-score.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { loadPaymentAccount } from '../agreements/store.ts';
import { act } from '../audit/store.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { lockBudget } from '../requests/store.ts';
import { loadPlaces } from './import/account-store.ts';
import { postStaged } from './import/post-staged.ts';
import { startImport } from './import/stages.ts';
import { findImport, firstDayInOtherFormat } from './store.ts';

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

export type Imported = {
  readonly importId: string;
  readonly lines: number;
  readonly added: number;
  readonly placed: number;
  readonly toAsk: number;
  readonly again: boolean;
};

/** Reads and keeps one statement file for a budget's payment account. */
export async function importStatement(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  given: StatementToImport,
): Promise<Decision<Imported>> {
  const fileHash = hash('sha256', given.file.bytes);
  const { format: said, dates } = given;
  const input = { fileHash, format: said, dates, from: given.from?.toString(), to: given.to?.toString() };
  return act(tools, actor, { act: 'statement.import', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const finalBudget = budget && (await loadFinalBudget(tx, budgetId));
    if (!budget || !finalBudget) return refused({ code: 'not-found', what: 'budget' });
    const account = await loadPaymentAccount(tx, budgetId);
    if (account?.status !== 'VERIFIED') return refused({ code: 'statement-no-account' });

    const reading = readStatement(given.file.bytes, said, { dateOrder: dates });
    if (!reading.ok) return unreadable(reading.problems);
    // Banks list what moved no money, such as interest of £0.00 or the check of a card. It is no payment.
    const lines = reading.statement.lines.filter(line => line.amountPence !== 0n);
    const statement = { ...reading.statement, lines };
    const postedOn = statement.lines.map(line => line.postedOn);
    const { format } = statement;
    const fits = decideStatement(
      {
        account: statement.account,
        postedOn,
        from: given.from,
        to: given.to,
        dayInOtherFormat: await firstDayInOtherFormat(tx, account.paymentAccountId, format, postedOn),
      },
      account,
      tools.today(),
    );
    if (!fits.accepted) return fits;

    const where = { budgetId, accountId: account.paymentAccountId, fileHash, ...periodOf(given, statement, tools) };
    const before = await findImport(tx, where);
    if (before) {
      const { importId, lineCount: lines } = before;
      return accepted<Imported>({ importId, lines, added: 0, placed: 0, toAsk: 0, again: true });
    }
    const importId = randomUUID();
    const places = (await loadPlaces(tx, [budgetId])).get(budgetId) ?? [];
    const into = { importId, budgetId, accountId: account.paymentAccountId, places: places.map(readPlace) };
    const staging = startImport(tx, await loadPolicy(tx, tx.icbCode, tools.today()));
    await staging.open();
    await staging.add(lines.map((line, i) => ({ into, lineNumber: i + 1, line })));
    const { fromOn, toOn } = where;
    const { openingPence, closingPence } = statement;
    const lineCount = lines.length;
    const kept = await staging.keep(actor, { fileName: given.file.name, fileHash, format, importedOn: tools.today() }, [
      { ...into, fromOn, toOn, openingPence, closingPence, proven: statement.balanced === true, lineCount },
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
  });
}

/** Everything that is wrong with a file, one refusal each, so that a page can list them. */
function unreadable(problems: readonly StatementProblem[]): Decision<never> {
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
function periodOf(
  given: StatementToImport,
  statement: Statement,
  tools: Tools,
): { fromOn: PlainDate; toOn: PlainDate } {
  const today = tools.today();
  const days = [given.from, given.to, statement.from, statement.to].filter(day => day !== undefined && day !== null);
  const sorted = (days.length > 0 ? days : [today]).sort(Temporal.PlainDate.compare);
  const clip = (day: PlainDate) => (isBefore(today, day) ? today : day);
  return { fromOn: clip(sorted[0]!), toOn: clip(sorted.at(-1)!) };
}
