/**
 * A thousand random journals kept three times: in our ledger, in a plain table, and in hledger, an accounting program
 * of somebody else's (Debian package `hledger`). Each account has the same balance in all three, and moved as much in
 * each month.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { testDatabase } from '../../../test/support/database.ts';
import { makeBudget } from '../../../test/support/ledger.ts';
import { chance, oneOf, randomJournal, SEED } from '../../../test/support/random-journals.ts';
import { sql } from '../../platform/sql.ts';
import { ACCOUNT_KINDS, type Account, type Journal, type NewJournal } from '../../rules/payment/ledger.ts';
import { postJournals } from './store.ts';

const MANY = 1_000;
const HLEDGER = spawnSync('hledger', ['--version']).status === 0;

const database = await testDatabase();
const { db, superDb, icbCode } = database;

/** The accepted journals, in no ledger's own form. */
const known: Journal[] = [];

/** Whole pence by account, or by account and month: `name 2026-12` → pence. What came to nought is left out. */
type Sums = ReadonlyMap<string, bigint>;

/** An account's name without blanks, as hledger writes accounts. */
function nameOf({ kind, stream, budgetId, budgetYear, option, planLineId, party }: Account): string {
  return [kind, stream, budgetId, budgetYear, option, planLineId, party].map(part => String(part ?? '-')).join(':');
}

before(async () => {
  const budgets = [await makeBudget(database), await makeBudget(database), await makeBudget(database)];
  while (known.length < MANY) {
    const batch = Array.from({ length: 1 + chance(8) }, (): NewJournal => {
      const given = { commandId: randomUUID(), causedBy: 'random:1', byId: randomUUID() };
      return { ...randomJournal(oneOf(budgets)), ...given };
    });
    const decision = await db.transaction({ icbCode, id: randomUUID() }, tx => postJournals(tx, batch));
    if (decision.accepted) known.push(...batch);
  }
  await superDb.query(sql`create table plain_posting (account text, happened_on date, pence bigint)`);
  const postings = known.flatMap(({ happenedOn, postings }) => postings.map(posting => ({ ...posting, happenedOn })));
  await superDb.query(sql`
    insert into plain_posting
    select * from unnest(${postings.map(({ account }) => nameOf(account))}::text[],
                         ${postings.map(({ happenedOn }) => happenedOn)}::date[],
                         ${postings.map(({ amountPence }) => amountPence)}::bigint[])`);
});

/** What the ledger stores; control accounts have no stored balance and are summed, as its pages do. */
async function inOurLedger(): Promise<Sums> {
  return readSums(sql`
    select concat_ws(':', kind, stream, coalesce(budget_id::text, '-'), coalesce(budget_year::text, '-'), coalesce(option, '-'),
                     coalesce(plan_line_id::text, '-'), coalesce(party, '-')) as name,
           coalesce(b.balance_pence, (select sum(amount_pence) from posting p where p.ledger_account_id = a.ledger_account_id))::bigint as pence
      from ledger_account a left join ledger_balance b using (ledger_account_id, kind)`);
}

async function byMonthInOurLedger(): Promise<Sums> {
  return readSums(sql`
    select concat_ws(':', kind, stream, coalesce(budget_id::text, '-'), coalesce(budget_year::text, '-'), coalesce(option, '-'),
                     coalesce(plan_line_id::text, '-'), coalesce(party, '-')) || to_char(month, ' YYYY-MM') as name, moved_pence as pence
      from ledger_account a join ledger_month m using (ledger_account_id)`);
}

async function readSums(statement: ReturnType<typeof sql>): Promise<Sums> {
  const rows = await superDb.query(statement);
  return sumsOf(rows.map(row => [row.name as string, row.pence as bigint]));
}

/** What hledger makes of the same journals. It refuses a transaction that does not balance: one a book and stream. */
function inHledger(...options: string[]): Sums {
  const text = known.map(({ happenedOn, postings }) => {
    const groups = Map.groupBy(postings, ({ account }) => `${ACCOUNT_KINDS[account.kind].book} ${account.stream}`);
    return [...groups.values()].map(group => {
      const lines = group.map(({ account, amountPence }) => `    ${nameOf(account)}  ${amountPence}\n`);
      return `${happenedOn} journal\n${lines.join('')}\n`;
    });
  });
  const args = ['-f', '-', 'balance', '--flat', '--no-total', '-O', 'csv', ...options];
  const { status, stdout, stderr } = spawnSync('hledger', args, { input: text.flat().join(''), encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const [head, ...rows] = stdout
    .trim()
    .split('\n')
    .map(line => line.slice(1, -1).split('","'));
  return sumsOf(
    rows.flatMap(([name, ...amounts]) =>
      amounts.map((amount, i) => {
        const column = head![i + 1]!;
        return [column === 'balance' ? name! : `${name} ${column}`, BigInt(amount)] as const;
      }),
    ),
  );
}

function sumsOf(all: readonly (readonly [string, bigint])[]): Sums {
  return new Map(all.filter(([, pence]) => pence !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe(`${MANY} random journals`, () => {
  test(`come to the same in our ledger and in plain SQL (OPENPHB_SEED=${SEED})`, async () => {
    const ours = await inOurLedger();
    assert.ok(ours.size > 80, `${ours.size} accounts`);
    assert.deepEqual(
      ours,
      await readSums(sql`select account as name, sum(pence)::bigint as pence from plain_posting group by 1`),
    );
  });

  test(
    `come to the same in our ledger and in hledger (OPENPHB_SEED=${SEED})`,
    { skip: !HLEDGER && 'hledger is not installed' },
    async () => assert.deepEqual(inHledger(), await inOurLedger()),
  );

  test(`moved the same in each month in hledger (OPENPHB_SEED=${SEED})`, {
    skip: !HLEDGER && 'hledger is not installed',
  }, async () => {
    const ours = await byMonthInOurLedger();
    const theirs = inHledger('--monthly');
    // Control accounts are kept by no month of ours.
    const notControl = [...theirs].filter(
      ([name]) => !ACCOUNT_KINDS[name.split(':')[0] as keyof typeof ACCOUNT_KINDS].control,
    );
    assert.ok(ours.size > 500, `${ours.size} months`);
    assert.deepEqual(sumsOf(notControl), ours);
  });
});
