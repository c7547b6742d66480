/**
 * Imports a bank statement: reads it whole, keeps the lines that are new, and places those that are clear.
 *
 * The file is refused whole or taken whole. The same file again, or one that overlaps, adds nothing twice.
 * Placing is done in the name of the service, not of whoever sent the file, so that sending a file shows
 * nobody the lines.
 */
import { createHash, randomUUID } from 'node:crypto';
import { fingerprints } from '../../formats/fingerprint.ts';
import { readStatement, type Statement, type StatementFormat, type StatementProblem } from '../../formats/statement.ts';
import type { Tx } from '../../platform/db.ts';
import type { UploadedFile } from '../../platform/forms.ts';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, decide, refused } from '../../rules/decision.ts';
import { creditSource, creditWarning } from '../../rules/payment/account.ts';
import { linePlaced, lineUnplaced, receivedUnexplained } from '../../rules/payment/journals.ts';
import type { NewJournal } from '../../rules/payment/ledger.ts';
import {
  decideStatement,
  paymentConfirmedBy,
  placeWithoutAsking,
  promiseLeft,
  scoreLine,
} from '../../rules/payment/matching.ts';
import { exclusionsOf } from '../../rules/plan/exclusions.ts';
import { type Actor, systemActor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { loadPaymentAccount } from '../agreements/store.ts';
import { act } from '../audit/store.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadBalances, postJournals } from '../ledger/store.ts';
import { loadPayments } from '../payments/store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { lockBudget } from '../requests/store.ts';
import {
  confirmedPayments,
  findImport,
  firstDayInOtherFormat,
  knownFingerprints,
  loadPastPayees,
  type NewImport,
  type NewLine,
  type NewPlacement,
  saveImport,
  saveLines,
  savePlacements,
} from './store.ts';

export type StatementToImport = {
  readonly file: UploadedFile;
  /** Undefined: the content decides. */
  readonly format?: StatementFormat | undefined;
  /** The period that the statement covers, where the file itself may not say it. */
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
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
  const fileHash = createHash('sha256').update(given.file.bytes).digest('hex');
  const input = { fileHash, format: given.format, from: given.from?.toString(), to: given.to?.toString() };
  return act(tools, actor, { act: 'statement.import', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const finalBudget = budget && (await loadFinalBudget(tx, budgetId));
    if (!budget || !finalBudget) return refused({ code: 'not-found', what: 'budget' });
    const account = await loadPaymentAccount(tx, budgetId);
    if (account?.status !== 'VERIFIED') return refused({ code: 'statement-no-account' });

    const reading = readStatement(given.file.bytes, given.format);
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
    const kept = await keepLines(tx, tools, actor, given, statement, where);
    await tools.crashPoint('statement.import.after-lines');
    const placed = await placeLines(tx, tools, kept.lines, {
      budgetId,
      accountId: account.paymentAccountId,
      budgetYear: finalBudget.startsOn,
      stream: finalBudget.stream,
    });
    if (!placed.accepted) return placed;
    return accepted<Imported>({
      importId: kept.importId,
      lines: statement.lines.length,
      added: kept.lines.length,
      placed: placed.value.placed,
      toAsk: kept.lines.length - placed.value.placed,
      again: false,
    });
  });
}

/** Everything that is wrong with a file, one refusal each, so that a page can list them. */
function unreadable(problems: readonly StatementProblem[]): Decision<never> {
  return decide<never>(
    problems.map(({ line, text }) =>
      line === undefined ? { code: 'statement-unreadable', text } : { code: 'statement-unreadable', line, text },
    ),
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

type KeptLine = NewLine & { readonly lineId: string };

async function keepLines(
  tx: Tx,
  tools: Tools,
  actor: Actor,
  given: StatementToImport,
  statement: Statement,
  where: Pick<NewImport, 'budgetId' | 'accountId' | 'fileHash' | 'fromOn' | 'toOn'>,
): Promise<{ importId: string; lines: KeptLine[] }> {
  const prints = fingerprints(statement.lines);
  const known = await knownFingerprints(tx, where.accountId, prints);
  const fresh = statement.lines
    .map((line, i) => ({ line, fingerprint: prints[i]!, lineNumber: i + 1 }))
    .filter(({ fingerprint }) => !known.has(fingerprint))
    .map(
      ({ line, fingerprint, lineNumber }): NewLine => ({
        lineNumber,
        postedOn: line.postedOn,
        valueOn: line.valueOn,
        amountPence: line.amountPence,
        counterparty: line.counterparty,
        narrative: line.narrative,
        bankRef: line.bankRef,
        kind: line.type,
        fingerprint,
      }),
    );
  const importId = await saveImport(tx, actor, {
    ...where,
    fileName: given.file.name,
    format: statement.format,
    openingPence: statement.openingPence,
    closingPence: statement.closingPence,
    proven: statement.balanced === true,
    lineCount: statement.lines.length,
    addedCount: fresh.length,
    importedOn: tools.today(),
  });
  const ids = await saveLines(tx, { ...where, importId }, fresh);
  return { importId, lines: fresh.map((line, i) => ({ ...line, lineId: ids[i]! })) };
}

/** Places every new line that is clear, posts all of them at once, and answers how many were clear. */
async function placeLines(
  tx: Tx,
  tools: Tools,
  lines: readonly KeptLine[],
  where: {
    readonly budgetId: string;
    readonly accountId: string;
    readonly budgetYear: PlainDate;
    readonly stream: string;
  },
): Promise<Decision<{ placed: number }>> {
  const { budgetId } = where;
  const system = systemActor(tx.icbCode);
  const policy = await loadPolicy(tx, tx.icbCode, tools.today());
  const plan = await loadApprovedPlan(tx, budgetId);
  const pastPayees = await loadPastPayees(tx, budgetId, system.id);
  // This account pays only for what the person arranges with a direct payment.
  const places = (plan?.items ?? [])
    .filter(item => item.option === 'DIRECT_PAYMENT')
    .map(item => ({ ...item, pastPayees: pastPayees.get(item.planItemId) ?? [] }));
  const confirmed = await confirmedPayments(tx, budgetId);
  let expected = (await loadPayments(tx, budgetId)).filter(
    ({ status, paymentId }) => SENT_OUT.has(status) && !confirmed.has(paymentId),
  );
  const promisedLeft = new Map<string, bigint>();
  for (const { account, pence } of await loadBalances(tx, budgetId))
    if (account.kind === 'promised' && account.planLineId) promisedLeft.set(account.planLineId, -pence);

  const journals: NewJournal[] = [];
  const placements: NewPlacement[] = [];
  for (const line of lines) {
    const cause = { commandId: randomUUID(), causedBy: `bank-line:${line.lineId}`, byId: system.id };
    const event = { ...where, happenedOn: line.postedOn };
    const placement = {
      ...PLAIN,
      lineId: line.lineId,
      flag: exclusionsOf({ label: `${line.counterparty} ${line.narrative}`, category: '' })[0]?.rule ?? null,
    };
    if (line.amountPence > 0n) {
      const payment = paymentConfirmedBy(line, expected);
      if (payment) {
        expected = expected.filter(other => other !== payment);
        placements.push({
          ...placement,
          what: 'PAYMENT',
          paymentId: payment.paymentId,
          score: 100,
          reasons: ['A payment that the ICB sent'],
        });
      } else {
        journals.push({ ...receivedUnexplained({ ...event, pence: line.amountPence }), ...cause });
        const text = `${line.counterparty} ${line.narrative}`;
        const paidOut = { ...line, amountPence: -line.amountPence }; // as if it were a payment to them
        const isFromPayee = placeWithoutAsking(scoreLine(paidOut, places), policy) !== undefined;
        const flag = placement.flag ?? creditWarning(creditSource({ isOurPayment: false, isFromPayee, text })) ?? null;
        placements.push({ ...placement, flag, what: 'RECEIVED', takenFrom: 'HELD' });
      }
      continue;
    }
    const pence = -line.amountPence;
    const match = placeWithoutAsking(scoreLine(line, places), policy);
    if (match) {
      const promisedLeftPence = promisedLeft.get(match.planItemId) ?? 0n;
      const planLineId = match.planItemId;
      journals.push({
        ...linePlaced({ ...event, option: 'DIRECT_PAYMENT', pence, planLineId, promisedLeftPence }),
        ...cause,
      });
      promisedLeft.set(planLineId, promiseLeft(promisedLeftPence, pence));
      placements.push({
        ...placement,
        what: 'SPENT',
        planItemId: match.planItemId,
        score: match.score,
        reasons: match.reasons,
        takenFrom: 'HELD',
      });
    } else {
      journals.push({ ...lineUnplaced({ ...event, pence }), ...cause });
      placements.push({ ...placement, what: 'UNPLACED', takenFrom: 'HELD' });
    }
  }

  const posted = await postJournals(tx, journals);
  if (!posted.accepted) return posted;
  await tools.crashPoint('statement.import.after-journals');
  // Journals and the placements that have one come in the same order.
  const ids = posted.value.map(journal => journal.journalId);
  let next = 0;
  const whole = placements.map(placement =>
    placement.takenFrom ? { ...placement, journalId: ids[next++]! } : placement,
  );
  await savePlacements(tx, system, budgetId, tools.today(), whole);
  return accepted({ placed: placements.filter(({ what }) => what === 'SPENT' || what === 'PAYMENT').length });
}

/** A payment that left, or will have left when its credit is on a statement. */
const SENT_OUT: ReadonlySet<string> = new Set(['RELEASED', 'SENT', 'CREDITED']);

const PLAIN = {
  sequence: 1,
  planItemId: null,
  paymentId: null,
  score: null,
  reasons: [],
  note: '',
  journalId: null,
  takenFrom: null,
} as const;
