/**
 * All SQL on the ledger: ledger_account, journal, posting, ledger_balance, ledger_month.
 *
 * The service reads these tables and writes none of them: the one way in is the function `post_journals`, which
 * takes one journal or ten thousand in one call. Balances of now are read as they are stored; balances of an
 * earlier moment are folded from the postings, by the day things happened, by when we learnt of them, or both.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import {
  ACCOUNT_KINDS,
  type Account,
  type AccountKind,
  type Balance,
  JOURNAL_KINDS,
  type JournalKind,
  type LedgerRefusal,
  type ManagementOption,
  type MoneyFigures,
  moneyFigures,
  type NewJournal,
  reverse,
} from '../../rules/payment/ledger.ts';
import type { LinePromises } from '../../rules/payment/line-journals.ts';
import type { PlainDate } from '../../values/dates.ts';

/** A journal in the ledger; `isNew` is false when this command had posted it before. */
export type Posted = { readonly commandId: string; readonly journalId: bigint; readonly isNew: boolean };

/**
 * Posts journals, all or none, in one statement. A command id that was posted before with the same journal has no
 * second effect. A refusal leaves the transaction usable and nothing posted. Throws when a journal does not balance
 * (PB001), for then our own code is wrong.
 */
export async function postJournals(tx: Tx, journals: readonly NewJournal[]): Promise<Decision<readonly Posted[]>> {
  if (journals.length === 0) return accepted([]);
  const textOf = datesAsText();
  // What many accounts share is sent once: an account names its class, its budget and its plan line by number.
  const classes = numbered<Pick<Account, 'kind' | 'budgetYear' | 'stream' | 'option'>>();
  const ids = numbered<string>();
  const accounts = numbered<{ class: number; budget: number | null; planLine: number | null; party: string | null }>();
  const postingJournals: number[] = [];
  const postingAccounts: number[] = [];
  const amounts: bigint[] = [];
  for (const [i, journal] of journals.entries())
    for (const { account, amountPence } of journal.postings) {
      const { kind, stream, budgetId, budgetYear, option, planLineId, party = null } = account;
      const ofClass = classes.placeOf(
        `${kind}|${stream}|${budgetYear ? textOf(budgetYear) : ''}|${option ?? ''}`,
        account,
      );
      const budget = budgetId === undefined ? null : ids.placeOf(budgetId, budgetId);
      const planLine = planLineId === undefined ? null : ids.placeOf(planLineId, planLineId);
      // The party alone may hold any character, so it comes last.
      const place = accounts.placeOf(`${ofClass}|${budget}|${planLine}|${party}`, {
        class: ofClass,
        budget,
        planLine,
        party,
      });
      postingJournals.push(i + 1);
      postingAccounts.push(place);
      amounts.push(amountPence);
    }
  const [row] = await tx.query(sql`
    select * from post_journals(
      ${journals.map(journal => journal.commandId)}, ${journals.map(journal => journal.kind)},
      ${journals.map(journal => textOf(journal.happenedOn))}, ${journals.map(journal => journal.causedBy)},
      ${journals.map(journal => journal.byId)}, ${journals.map(journal => journal.reverses ?? null)},
      ${classes.things.map(({ kind }) => kind)}, ${classes.things.map(({ budgetYear }) => budgetYear ?? null)},
      ${classes.things.map(({ stream }) => stream)}, ${classes.things.map(({ option }) => option ?? null)},
      ${ids.things}, ${accounts.things.map(account => account.class)}, ${accounts.things.map(({ budget }) => budget)},
      ${accounts.things.map(({ planLine }) => planLine)}, ${accounts.things.map(({ party }) => party)},
      ${postingJournals}, ${postingAccounts}, ${amounts})`);
  const answer = PostedRow.parse(row);
  if (answer.refusal !== null) return refused(inOurWords(answer));
  if (answer.journals.length !== journals.length)
    throw new Error(`The ledger answered for ${answer.journals.length} of ${journals.length} journals.`);
  return accepted(
    journals.map(({ commandId }, i) => ({ commandId, journalId: answer.journals[i]!, isNew: answer.fresh[i]! })),
  );
}

/** Things in the order in which they were first named, each once. Places count from 1, as PostgreSQL's do. */
function numbered<Thing>() {
  const things: Thing[] = [];
  const places = new Map<string, number>();
  return {
    things,
    placeOf(key: string, thing: Thing): number {
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, things.push(thing));
      return things.length;
    },
  };
}

/** Each date is written out once: a journal's postings name the same year, and many journals the same day. */
function datesAsText(): (date: PlainDate) => string {
  const texts = new Map<PlainDate, string>();
  return date => {
    const known = texts.get(date);
    if (known !== undefined) return known;
    const text = date.toString();
    texts.set(date, text);
    return text;
  };
}

/** The mirror of a journal, linked to it: what is taken back is taken back whole, and once. */
export async function reverseJournal(
  tx: Tx,
  order: {
    readonly journalId: bigint;
    readonly commandId: string;
    readonly happenedOn: PlainDate;
    readonly causedBy: string;
    readonly byId: string;
  },
): Promise<Decision<Posted>> {
  const { journalId, commandId, happenedOn, causedBy, byId } = order;
  const original = await loadJournal(tx, journalId);
  if (!original) return refused({ code: 'journal-not-found', journalId });
  if (original.reverses !== undefined) return refused({ code: 'journal-is-a-reversal', journalId });
  const decision = await postJournals(tx, [{ ...reverse(original, happenedOn), commandId, causedBy, byId }]);
  return decision.accepted ? accepted(decision.value[0]!) : decision;
}

/**
 * The mirrors of all journals that these decisions or files caused and that stand, each linked to its own and on its day: what
 * they come to together is nought afterwards. Answers how many journals were taken back.
 */
export async function reverseCausedBy(tx: Tx, causes: readonly string[], byId: string): Promise<Decision<number>> {
  const standing = await loadJournals(
    tx,
    sql`j.caused_by = any (${causes}::text[]) and j.reverses is null
        and not exists (select from journal r where r.reverses = j.journal_id)`,
  );
  const decision = await postJournals(
    tx,
    standing.map(original => ({
      ...reverse(original, original.happenedOn),
      commandId: randomUUID(),
      causedBy: original.causedBy,
      byId,
    })),
  );
  return decision.accepted ? accepted(standing.length) : decision;
}

/** A journal as it stands in the ledger. */
export type StoredJournal = NewJournal & { readonly journalId: bigint; readonly recordedAt: Temporal.Instant };

/** One journal with its postings, or undefined. */
export async function loadJournal(tx: Tx, journalId: bigint): Promise<StoredJournal | undefined> {
  return (await loadJournals(tx, sql`j.journal_id = ${journalId}`))[0];
}

/** The journals that one decision or file caused, in the order posted. */
export async function loadJournalsCausedBy(tx: Tx, causedBy: string): Promise<StoredJournal[]> {
  return loadJournals(tx, sql`j.caused_by = ${causedBy}`);
}

async function loadJournals(tx: Tx, which: ReturnType<typeof sql>): Promise<StoredJournal[]> {
  const rows = await tx.query(sql`
    select j.journal_id, j.command_id, j.kind as journal_kind, j.happened_on, j.recorded_at, j.caused_by, j.by_id, j.reverses,
           p.amount_pence, ${ACCOUNT}
      from journal j
      join posting p using (journal_id)
      join ledger_account a using (ledger_account_id)
     where j.icb_code = ${tx.icbCode} and ${which}
     order by j.journal_id, p.ledger_account_id`);
  return [
    ...Map.groupBy(
      rows.map(row => JournalRow.parse(row)),
      row => row.journal_id,
    ).values(),
  ].map(group => {
    const [first] = group;
    return {
      journalId: first!.journal_id,
      commandId: first!.command_id,
      kind: first!.journal_kind,
      happenedOn: first!.happened_on,
      recordedAt: first!.recorded_at,
      causedBy: first!.caused_by,
      byId: first!.by_id,
      ...(first!.reverses === null ? {} : { reverses: first!.reverses }),
      postings: group.map(row => ({ account: toAccount(row), amountPence: row.amount_pence })),
    };
  });
}

/** A moment: what had happened by the end of that day, as far as it was known at that instant. */
export type AsOf = { readonly happenedBy?: PlainDate; readonly knownBy?: Temporal.Instant };

/** The accounts of one budget year and those without a year: what an old budget had before is not read. */
export type OfYear = { readonly ofYear?: PlainDate };

/** What the accounts of a budget stand at: now from the stored balances, earlier from the fold of postings. */
export async function loadBalances(tx: Tx, budgetId: string, which: AsOf & OfYear = {}): Promise<Balance[]> {
  const { happenedBy = null, knownBy = null, ofYear = null } = which;
  const accounts = sql`a.icb_code = ${tx.icbCode} and a.budget_id = ${budgetId}
             and (${ofYear}::date is null or a.budget_year is null or a.budget_year = ${ofYear}::date)`;
  const rows =
    happenedBy === null && knownBy === null
      ? await tx.query(sql`
          select ${ACCOUNT}, b.balance_pence as pence
            from ledger_account a join ledger_balance b using (ledger_account_id)
           where ${accounts}
           order by a.ledger_account_id`)
      : await tx.query(sql`
          select ${ACCOUNT}, sum(p.amount_pence)::bigint as pence
            from ledger_account a
            join posting p using (ledger_account_id)
            join journal j using (journal_id)
           where ${accounts} and p.account_version is not null
             and (${happenedBy}::date is null or j.happened_on <= ${happenedBy}::date)
             and (${knownBy}::timestamptz is null or j.recorded_at <= ${knownBy}::timestamptz)
           group by a.ledger_account_id
           order by a.ledger_account_id`);
  return rows.map(row => BalanceRow.parse(row)).map(row => ({ account: toAccount(row), pence: row.pence }));
}

/** What people see of one budget year: allocated, spent, on its way, promised, kept, free; held and still to come. */
export async function loadMoneyFigures(
  tx: Tx,
  budgetId: string,
  yearStart: PlainDate,
  asOf: AsOf = {},
): Promise<MoneyFigures> {
  return moneyFigures(await loadBalances(tx, budgetId, { ...asOf, ofYear: yearStart }), yearStart);
}

/** What moved on the accounts of one kind in each month of happening, oldest first: from the stored month totals. */
export async function loadMonths(
  tx: Tx,
  budgetId: string,
  kind: AccountKind,
): Promise<{ readonly month: Temporal.PlainYearMonth; readonly account: Account; readonly movedPence: bigint }[]> {
  const rows = await tx.query(sql`
    select ${ACCOUNT}, m.month, m.moved_pence as pence
      from ledger_account a join ledger_month m using (ledger_account_id)
     where a.icb_code = ${tx.icbCode} and a.budget_id = ${budgetId} and a.kind = ${kind}
     order by m.month, a.ledger_account_id`);
  return rows
    .map(row => MonthRow.parse(row))
    .map(row => ({ month: row.month.toPlainYearMonth(), account: toAccount(row), movedPence: row.pence }));
}

/** One posting as a statement of its account shows it. */
export type StatementLine = {
  readonly journalId: bigint;
  readonly kind: JournalKind;
  readonly happenedOn: PlainDate;
  readonly recordedAt: Temporal.Instant;
  readonly causedBy: string;
  readonly reverses?: bigint;
  readonly account: Account;
  readonly amountPence: bigint;
  /** What the account stood at after it, in the order posted. */
  readonly balancePence: bigint;
};

/** The last `limit` postings on a budget's accounts of these kinds, newest first, each with its account's balance. */
export async function loadStatement(
  tx: Tx,
  budgetId: string,
  kinds: readonly AccountKind[],
  limit = 500,
): Promise<StatementLine[]> {
  const rows = await tx.query(sql`
    select j.journal_id, j.kind as journal_kind, j.happened_on, j.recorded_at, j.caused_by, j.reverses, p.amount_pence, ${ACCOUNT},
           sum(p.amount_pence) over (partition by p.ledger_account_id order by p.account_version)::bigint as balance_pence
      from ledger_account a
      join posting p using (ledger_account_id)
      join journal j using (journal_id)
     where a.icb_code = ${tx.icbCode} and a.budget_id = ${budgetId} and a.kind = any (${kinds}::text[])
       and p.account_version is not null
     order by j.journal_id desc, p.ledger_account_id
     limit ${limit}`);
  return rows
    .map(row => StatementRow.parse(row))
    .map(row => ({
      journalId: row.journal_id,
      kind: row.journal_kind,
      happenedOn: row.happened_on,
      recordedAt: row.recorded_at,
      causedBy: row.caused_by,
      ...(row.reverses === null ? {} : { reverses: row.reverses }),
      account: toAccount(row),
      amountPence: row.amount_pence,
      balancePence: row.balance_pence,
    }));
}

/** What a control account of the ICB comes to: summed, never stored. */
export async function loadControlBalance(tx: Tx, account: Pick<Account, 'kind' | 'stream' | 'party'>): Promise<bigint> {
  const rows = await tx.query(sql`
    select coalesce(sum(p.amount_pence), 0)::bigint as pence
      from ledger_account a join posting p using (ledger_account_id)
     where a.icb_code = ${tx.icbCode} and a.control and p.account_version is null
       and a.kind = ${account.kind} and a.stream = ${account.stream} and a.party is not distinct from ${account.party ?? null}`);
  return z.object({ pence: z.bigint() }).parse(rows[0]).pence;
}

const ACCOUNT = sql`a.kind, a.stream, a.budget_id, a.budget_year, a.option, a.plan_line_id, a.party`;

const aDate = z.instanceof(Temporal.PlainDate);
const anInstant = z.instanceof(Temporal.Instant);
const aJournalKind = z.enum(JOURNAL_KINDS);

const AccountRow = z.object({
  kind: z.enum(Object.keys(ACCOUNT_KINDS) as AccountKind[]),
  stream: z.string(),
  budget_id: z.string().nullable(),
  budget_year: aDate.nullable(),
  option: z.enum(['DIRECT_PAYMENT', 'NOTIONAL', 'THIRD_PARTY'] satisfies ManagementOption[]).nullable(),
  plan_line_id: z.string().nullable(),
  party: z.string().nullable(),
});

const BalanceRow = AccountRow.extend({ pence: z.bigint() });
const MonthRow = BalanceRow.extend({ month: aDate });
const StatementRow = AccountRow.extend({
  journal_id: z.bigint(),
  journal_kind: aJournalKind,
  happened_on: aDate,
  recorded_at: anInstant,
  caused_by: z.string(),
  reverses: z.bigint().nullable(),
  amount_pence: z.bigint(),
  balance_pence: z.bigint(),
});
const JournalRow = StatementRow.omit({ balance_pence: true }).extend({ command_id: z.string(), by_id: z.string() });

const PostedRow = z.discriminatedUnion('refusal', [
  z.object({ refusal: z.null(), journals: z.array(z.bigint()), fresh: z.array(z.boolean()) }),
  z.object({ refusal: z.literal('journal-reused'), command_id: z.string() }),
  z.object({ refusal: z.literal('journal-already-reversed'), journal_id: z.bigint() }),
  z.object({
    refusal: z.enum(['not-enough-undrawn', 'not-enough-authorised']),
    budget_id: z.string(),
    short_by_pence: z.bigint(),
  }),
]);

function inOurWords(row: Exclude<z.infer<typeof PostedRow>, { refusal: null }>): LedgerRefusal {
  switch (row.refusal) {
    case 'journal-reused':
      return { code: row.refusal, commandId: row.command_id };
    case 'journal-already-reversed':
      return { code: row.refusal, journalId: row.journal_id };
    case 'not-enough-undrawn':
    case 'not-enough-authorised':
      return { code: row.refusal, budgetId: row.budget_id, shortByPence: row.short_by_pence };
  }
}

function toAccount(row: z.infer<typeof AccountRow>): Account {
  return {
    kind: row.kind,
    stream: row.stream,
    ...(row.budget_id === null ? {} : { budgetId: row.budget_id }),
    ...(row.budget_year === null ? {} : { budgetYear: row.budget_year }),
    ...(row.option === null ? {} : { option: row.option }),
    ...(row.plan_line_id === null ? {} : { planLineId: row.plan_line_id }),
    ...(row.party === null ? {} : { party: row.party }),
  };
}

/**
 * Where each plan line of these budgets stands: what was promised on it in all less what ended of it, what is left of
 * that, and what is spent. By budget and plan line.
 */
export async function loadLinePromises(
  tx: Tx,
  budgetIds: readonly string[],
): Promise<ReadonlyMap<string, LinePromises>> {
  const rows = await tx.query(sql`
    select a.budget_id, a.plan_line_id, a.stream,
           coalesce(sum(-b.balance_pence) filter (where a.kind = 'promised'), 0)::bigint as left_pence,
           coalesce(sum(-b.balance_pence) filter (where a.kind = 'used'), 0)::bigint as spent_pence,
           coalesce(sum((select -sum(p.amount_pence) from posting p join journal j using (journal_id)
                           left join journal o on o.journal_id = j.reverses
                          where p.ledger_account_id = a.ledger_account_id and p.account_version is not null
                            and coalesce(o.kind, j.kind) in ('promise-made', 'promise-ended', 'year-ended')))
                    filter (where a.kind = 'promised'), 0)::bigint as promised_pence
      from ledger_account a join ledger_balance b using (ledger_account_id)
     where a.icb_code = ${tx.icbCode} and a.budget_id = any (${budgetIds}::uuid[]) and a.kind in ('promised', 'used')
     group by a.budget_id, a.plan_line_id, a.stream`);
  const found = rows.map(row => LinePromiseRow.parse(row));
  return new Map(
    [...Map.groupBy(found, row => row.budget_id)].map(([budgetId, ofBudget]) => [
      budgetId,
      new Map(
        [...Map.groupBy(ofBudget, row => row.plan_line_id)].map(([planLineId, ofLine]) => [
          planLineId,
          new Map(
            ofLine.map(({ stream, promised_pence, left_pence, spent_pence }) => [
              stream,
              { promisedPence: promised_pence, leftPence: left_pence, spentPence: spent_pence },
            ]),
          ),
        ]),
      ),
    ]),
  );
}

const LinePromiseRow = z.object({
  budget_id: z.string(),
  plan_line_id: z.string(),
  stream: z.string(),
  promised_pence: z.bigint(),
  left_pence: z.bigint(),
  spent_pence: z.bigint(),
});
