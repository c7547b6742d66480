/**
 * One journal of four postings through the ledger's store, beside a bare SQL function with the same guarantees: both in
 * a transaction of one board, with an audit row, through the same driver; at 1, 8 and 32 clients, and 1,000 in a call. The
 * whole action (`act`) is printed beside it.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { act, recordEvent } from '../../src/features/audit/store.ts';
import { postJournals } from '../../src/features/ledger/store.ts';
import { anchorsInMemory } from '../../src/platform/anchors.ts';
import { type Db, openDb, type Tx } from '../../src/platform/db.ts';
import { sql } from '../../src/platform/sql.ts';
import type { Tools } from '../../src/platform/tools.ts';
import { accepted } from '../../src/rules/decision.ts';
import { budgetAgreed, linePlaced, promiseMade } from '../../src/rules/payment/journals.ts';
import type { Journal, NewJournal } from '../../src/rules/payment/ledger.ts';
import type { Actor } from '../../src/values/actor.ts';
import { ENGLAND_AND_WALES } from '../../src/values/bank-holidays.ts';
import { asSuperuser, ICB, startTestServer, urlTo } from '../../test/support/server.ts';
import type { Measured } from '../main.ts';
import { median } from '../measure.ts';

const BUDGETS = 2_000;
const PAIRS = 5;
const LEAST = 0.7;
const CLIENTS = [1, 8, 32];
/** Journals of one slice. */
const SLICE = 600;
const BATCH = 1_000;
const BATCHES = 5;
const YEAR = Temporal.PlainDate.from('2026-04-01');
const STREAM = 'NHS_CHC';

const ACTOR: Actor = { id: randomUUID(), name: 'Bench', icbCode: ICB, roles: ['finance-officer'] };

export async function benchPosting(slice = SLICE): Promise<Measured> {
  const { server, stopNow } = await startTestServer();
  try {
    const name = `openphb_bench_${randomBytes(4).toString('hex')}`;
    await asSuperuser(server, 'postgres', `create database ${name} template ${server.template} owner openphb_owner`);
    const db = openDb(urlTo(server, 'openphb_app', name), 32);
    const budgets = Array.from({ length: BUDGETS }, () => randomUUID());
    await asSuperuser(
      server,
      name,
      "set session_replication_role = 'replica'",
      ...budgets.map(
        (
          id,
          i,
        ) => `insert into budget (budget_id, icb_code, reference, person_id, kind, claimed_group, requester, requester_role, told_optional,
                       requested_on, decide_by, care_coordinator_id, policy_version)
     values ('${id}', '${ICB}', 'PHB${200_000 + i}', gen_random_uuid(), 'ONGOING', 'CHC_STANDARD', 'Bench', 'PERSON', true,
             '2026-01-05', '2026-02-02', gen_random_uuid(), 'bench')`,
      ),
    );
    await agreeAll(db, budgets);
    const bare = readFileSync(join(import.meta.dirname, 'bare.sql'), 'utf8');
    await asSuperuser(server, name, bare, COPY_ACCOUNTS, 'vacuum (analyze)', 'checkpoint');
    const accounts = await loadAccounts(server, name);
    const found = await measure(db, budgets, accounts, slice);
    await db.close();
    await asSuperuser(server, 'postgres', `drop database ${name} with (force)`);
    return found;
  } finally {
    stopNow();
  }
}

/** Every budget agreed, its wages promised, and a first line placed, so that every account is there. */
async function agreeAll(db: Db, budgets: readonly string[]): Promise<void> {
  for (let from = 0; from < budgets.length; from += 500) {
    const journals = budgets.slice(from, from + 500).flatMap(budgetId => {
      const purse = { budgetId, budgetYear: YEAR, stream: STREAM, option: 'DIRECT_PAYMENT' as const };
      const parts = [{ option: 'DIRECT_PAYMENT' as const, pence: 90_000_000_000n }];
      return [
        budgetAgreed({ ...purse, happenedOn: YEAR, parts, contingencyPence: 0n }),
        promiseMade({ ...purse, planLineId: budgetId, pence: 90_000_000_000n, happenedOn: YEAR }),
        placed(budgetId),
      ].map(asNew);
    });
    const decision = await db.transaction(ACTOR, tx => postJournals(tx, journals));
    if (!decision.accepted) throw new Error('the bench could not be filled');
  }
}

const asNew = (journal: Journal): NewJournal => ({
  ...journal,
  commandId: randomUUID(),
  causedBy: 'bench:1',
  byId: ACTOR.id,
});

/** £15.00 of wages left the account: from its promise, on the same month as all others. */
function placed(budgetId: string): Journal {
  return linePlaced({
    budgetId,
    budgetYear: YEAR,
    stream: STREAM,
    option: 'DIRECT_PAYMENT',
    accountId: 'A',
    planLineId: budgetId,
    pence: 1_500n,
    promisedLeftPence: 90_000_000_000n,
    happenedOn: YEAR,
  });
}

const COPY_ACCOUNTS = `
  insert into bare.account select ledger_account_id, icb_code, book, stream, kind, control from ledger_account;
  insert into bare.balance select ledger_account_id, icb_code, kind, balance_pence, version from ledger_balance;
  insert into bare.month select ledger_account_id, month, icb_code, moved_pence from ledger_month`;

/** The accounts that a placed line of each budget posts to, with the amount's sign. */
type Known = ReadonlyMap<string, readonly (readonly [id: bigint, pence: bigint])[]>;

async function loadAccounts(server: Parameters<typeof urlTo>[0], name: string): Promise<Known> {
  const db = openDb(urlTo(server, 'postgres', name), 1);
  const rows = await db.query(sql`
    select budget_id, ledger_account_id as id, case when kind in ('promised', 'spent') then 1500 else -1500 end::bigint as pence
      from ledger_account where kind in ('promised', 'used', 'spent', 'held') order by ledger_account_id`);
  await db.close();
  return new Map(
    [...Map.groupBy(rows, row => row.budget_id as string)].map(([budgetId, own]) => [
      budgetId,
      own.map(row => [row.id as bigint, row.pence as bigint] as const),
    ]),
  );
}

async function measure(db: Db, budgets: readonly string[], accounts: Known, slice: number): Promise<Measured> {
  const tools = {
    db,
    bankHolidays: ENGLAND_AND_WALES,
    crashPoint: async () => {},
    anchors: anchorsInMemory(),
  } as unknown as Tools;
  let next = 0;
  const oneBudget = () => {
    next += 7;
    return budgets[next % budgets.length]!;
  };
  // What is posted is there before the clock starts, as are the bare function's accounts: the store is measured, not the
  // making of journals. The whole action makes its own.
  const ready = Array.from({ length: CLIENTS.length * (PAIRS + 1) * slice }, () => asNew(placed(oneBudget())));
  const sides = {
    ours: () => db.transaction(ACTOR, tx => ours(tx, [ready.pop()!])),
    bare: () => db.transaction(ACTOR, tx => bareOne(tx, oneBudget(), accounts)),
    action: () => {
      const command = { id: randomUUID() };
      return act(tools, ACTOR, { act: 'bench.post', command, input: {} }, async tx => {
        await postJournals(tx, [asNew(placed(oneBudget()))]);
        return accepted({});
      });
    },
  };
  const found: Record<string, string | number | boolean> = { budgets: BUDGETS };
  let reached = true;
  for (const clients of CLIENTS) {
    const rates = await inSlices(sides, clients, slice);
    const ratios = rates.ours.map((rate, i) => rate / rates.bare[i]!);
    found[`${clients} clients, ours, per s`] = spreadOf(rates.ours);
    found[`${clients} clients, bare, per s`] = spreadOf(rates.bare);
    found[`${clients} clients, ratio`] = spreadOf(ratios, 2);
    found[`${clients} clients, the whole action, per s`] = spreadOf(rates.action);
    reached &&= median(ratios) >= LEAST;
  }
  const many = () => Array.from({ length: BATCH }, oneBudget);
  const lists = Array.from({ length: (PAIRS + 1) * BATCHES }, () => many().map(budgetId => asNew(placed(budgetId))));
  const rates = await inSlices(
    {
      ours: () => db.transaction(ACTOR, tx => ours(tx, lists.pop()!)),
      bare: () => db.transaction(ACTOR, tx => bareMany(tx, many(), accounts)),
    },
    1,
    BATCHES,
  );
  const ratios = rates.ours.map((rate, i) => rate / rates.bare[i]!);
  found[`${BATCH} in a call, ours, per s`] = spreadOf(rates.ours.map(rate => rate * BATCH));
  found[`${BATCH} in a call, bare, per s`] = spreadOf(rates.bare.map(rate => rate * BATCH));
  found[`${BATCH} in a call, ratio`] = spreadOf(ratios, 2);
  return { ...found, reached: reached && median(ratios) >= LEAST };
}

/** Each side in turn, `clients` at a time; answers how many a second, slice by slice. The first slice is to warm up. */
async function inSlices<Side extends string>(
  sides: Readonly<Record<Side, () => Promise<unknown>>>,
  clients: number,
  count: number,
): Promise<Record<Side, readonly number[]>> {
  const names = Object.keys(sides) as Side[];
  const rates = Object.fromEntries(names.map(name => [name, [] as number[]])) as Record<Side, number[]>;
  for (let round = -1; round < PAIRS; round++)
    for (const name of names) {
      let left = count;
      const start = performance.now();
      await Promise.all(
        Array.from({ length: clients }, async () => {
          while (left-- > 0) await sides[name]();
        }),
      );
      if (round >= 0) rates[name].push((count * 1000) / (performance.now() - start));
    }
  return rates;
}

async function ours(tx: Tx, journals: readonly NewJournal[]): Promise<void> {
  const decision = await postJournals(tx, journals);
  if (!decision.accepted) throw new Error('refused');
  await audited(tx);
}

/** The audit row, the same on both sides. */
const audited = (tx: Tx) =>
  recordEvent(tx, ACTOR, { act: 'bench.post', outcome: 'done', command: { id: randomUUID() } });

async function bareOne(tx: Tx, budgetId: string, accounts: Known): Promise<void> {
  const postings = accounts.get(budgetId)!;
  await tx.query(sql`
    select bare.post(${randomUUID()}, 'line-placed', ${YEAR}, 'bench:1', ${ACTOR.id}, ${postings.map(([id]) => id)},
                     ${postings.map(([, pence]) => pence)})`);
  await audited(tx);
}

async function bareMany(tx: Tx, budgets: readonly string[], accounts: Known): Promise<void> {
  const postings = budgets.flatMap((budgetId, i) =>
    accounts.get(budgetId)!.map(([id, pence]) => ({ journal: i + 1, id, pence })),
  );
  await tx.query(sql`
    select bare.post_many(${budgets.map(() => randomUUID())}, ${budgets.map(() => 'line-placed')}, ${budgets.map(() => YEAR)},
                          ${budgets.map(() => 'bench:1')}, ${budgets.map(() => ACTOR.id)},
                          ${postings.map(({ journal }) => journal)}, ${postings.map(({ id }) => id)}, ${postings.map(({ pence }) => pence)})`);
  await audited(tx);
}

/** The median with the least and the most. */
function spreadOf(values: readonly number[], digits = 0): string {
  const text = (value: number) => value.toFixed(digits);
  return `${text(median(values))} (${text(Math.min(...values))} to ${text(Math.max(...values))})`;
}
