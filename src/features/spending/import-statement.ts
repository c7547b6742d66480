/**
 * Imports a bank statement: reads it whole, keeps the lines that are new, and places those that are clear.
 *
 * The file is refused whole or taken whole. The same file again, or one that overlaps, adds nothing twice.
 * Placing is done in the name of the service, not of whoever sent the file, so that sending a file shows
 * nobody the lines.
 */
import { createHash, randomUUID } from 'node:crypto';
import { fingerprints } from '../../formats/fingerprint.ts';
import { readStatement, type Statement, type StatementFormat } from '../../formats/statement.ts';
import type { Tx } from '../../platform/db.ts';
import type { UploadedFile } from '../../platform/forms.ts';
import type { Tools } from '../../platform/tools.ts';
import { type Decision, decide, refused } from '../../rules/decision.ts';
import { exclusionOf } from '../../rules/exclusions.ts';
import { linePlaced, lineUnplaced, receivedUnexplained } from '../../rules/journals.ts';
import type { NewJournal } from '../../rules/ledger.ts';
import { paymentConfirmedBy, placeWithoutAsking, scoreLine } from '../../rules/matching.ts';
import { type Actor, systemActor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { loadPaymentAccount } from '../agreements/store.ts';
import { act } from '../audit/store.ts';
import { loadFinalBudget, loadPolicy } from '../budgets/store.ts';
import { loadBalances, postJournals } from '../ledger/store.ts';
import { loadPayments } from '../payments/store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { lockBudget } from '../requests/store.ts';
import {
  confirmedPayments,
  findImport,
  knownFingerprints,
  loadPastPayees,
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

    const before = await findImport(tx, account.paymentAccountId, fileHash);
    if (before)
      return decide([], () => ({
        importId: before.importId,
        lines: before.lineCount,
        added: 0,
        placed: 0,
        toAsk: 0,
        again: true,
      }));

    const reading = readStatement(given.file.bytes, given.format);
    if (!reading.ok) return refused({ code: 'statement-unreadable', problems: reading.problems });
    const { statement } = reading;
    const fits = decideFits(statement, account, tools.today());
    if (!fits.accepted) return fits;

    const kept = await keepLines(tx, tools, actor, given, statement, {
      budgetId,
      accountId: account.paymentAccountId,
      fileHash,
    });
    await tools.crashPoint('statement.import.after-lines');
    const placed = await placeLines(tx, tools, kept.lines, {
      budgetId,
      accountId: account.paymentAccountId,
      budgetYear: finalBudget.startsOn,
      stream: finalBudget.stream,
    });
    if (!placed.accepted) return placed;
    return decide([], () => ({
      importId: kept.importId,
      lines: statement.lines.length,
      added: kept.lines.length,
      placed: placed.value.placed,
      toAsk: kept.lines.length - placed.value.placed,
      again: false,
    }));
  });
}

/** Whether the file is about this account and about the past. */
function decideFits(
  statement: Statement,
  account: { readonly sortCode: string; readonly accountNumber: string },
  today: PlainDate,
): Decision<true> {
  const { sortCode, accountNumber } = statement.account ?? {};
  const isOther =
    (sortCode !== undefined && sortCode !== account.sortCode) ||
    (accountNumber !== undefined && accountNumber !== account.accountNumber);
  const ahead = statement.lines.findIndex(line => isBefore(today, line.postedOn));
  return decide(
    [
      isOther && {
        code: 'statement-other-account',
        found: ending(accountNumber),
        expected: ending(account.accountNumber),
      },
      ahead >= 0 && { code: 'statement-in-future', line: ahead + 1, postedOn: statement.lines[ahead]!.postedOn },
    ],
    () => true,
  );
}

/** An account number as far as it may be shown. */
function ending(accountNumber: string | undefined): string {
  return accountNumber === undefined ? 'another sort code' : `the account ending ${accountNumber.slice(-4)}`;
}

type KeptLine = NewLine & { readonly lineId: string };

async function keepLines(
  tx: Tx,
  tools: Tools,
  actor: Actor,
  given: StatementToImport,
  statement: Statement,
  where: { readonly budgetId: string; readonly accountId: string; readonly fileHash: string },
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
    fromOn: earliest(given.from, statement.from, tools.today()),
    toOn: latest(given.to, statement.to, tools.today()),
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

/** The period is the wider of what was said and what the lines show; no statement reaches past today. */
function earliest(said: PlainDate | undefined, shown: PlainDate | null, today: PlainDate): PlainDate {
  const from = said && shown ? (isBefore(said, shown) ? said : shown) : (said ?? shown ?? today);
  return isBefore(today, from) ? today : from;
}

function latest(said: PlainDate | undefined, shown: PlainDate | null, today: PlainDate): PlainDate {
  const to = said && shown ? (isBefore(shown, said) ? said : shown) : (said ?? shown ?? today);
  return isBefore(today, to) ? today : to;
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
  const places = (plan?.items ?? []).map(item => ({ ...item, pastPayees: pastPayees.get(item.planItemId) ?? [] }));
  const options = new Map(places.map(place => [place.planItemId, place.option]));
  const confirmed = await confirmedPayments(tx, budgetId);
  let expected = (await loadPayments(tx, budgetId)).filter(payment => !confirmed.has(payment.paymentId));
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
      flag: exclusionOf(`${line.counterparty} ${line.narrative}`)?.rule ?? null,
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
        placements.push({ ...placement, what: 'RECEIVED', takenFrom: 'HELD' });
      }
      continue;
    }
    const pence = -line.amountPence;
    const match = placeWithoutAsking(scoreLine(line, places), policy);
    if (match) {
      const promisedLeftPence = promisedLeft.get(match.planItemId) ?? 0n;
      const option = options.get(match.planItemId)!;
      journals.push({
        ...linePlaced({ ...event, option, pence, planLineId: match.planItemId, promisedLeftPence }),
        ...cause,
      });
      promisedLeft.set(match.planItemId, promisedLeftPence > pence ? promisedLeftPence - pence : 0n);
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
  return decide([], () => ({ placed: placements.filter(({ what }) => what === 'SPENT' || what === 'PAYMENT').length }));
}

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
