/**
 * What a payment, a bank line and a look at one budget cost in a large and old database, beside the same in a small and
 * young one: 200,000 budgets with five years of payments and statements (`--share` takes a part of the budgets), and 2,000
 * budgets with one year. The same work on budgets spread over all of it, in turn.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { loadBalances, loadMonths, postJournals } from '../../src/features/ledger/store.ts';
import { loadLines, savePlacements } from '../../src/features/spending/store.ts';
import { type Db, openDb, type Tx } from '../../src/platform/db.ts';
import { sql } from '../../src/platform/sql.ts';
import { linePlaced, paymentCredited, paymentReleased } from '../../src/rules/payment/journals.ts';
import type { Journal, NewJournal } from '../../src/rules/payment/ledger.ts';
import { systemActor } from '../../src/values/actor.ts';
import { asSuperuser, ICB, startTestServer, urlTo } from '../../test/support/server.ts';
import type { Measured } from '../main.ts';
import { median } from '../measure.ts';

const LARGE = { budgets: 200_000, years: 5 };
const SMALL = { budgets: 2_000, years: 1 };
/** Statement lines for three payments. */
const LINES_FOR_THREE = 5;
/** Budgets that one round works on. */
const WORKED_ON = 200;
const LINES_EACH = 3;
const PAIRS = 7;
const MOST_TIMES = 1.2;

const SYSTEM = systemActor(ICB);
const NEXT_DAY = Temporal.PlainDate.from('2026-04-10');
const STREAM = 'NHS_CHC';

type Side = { readonly db: Db; readonly budgets: number };
type Work = 'a payment' | 'a bank line' | 'a look at one budget';

export async function benchGrowth(share = 0.1): Promise<Measured> {
  const { server, stopNow } = await startTestServer();
  try {
    const make = async (budgets: number, years: number): Promise<Side> => {
      const name = `openphb_bench_${randomBytes(4).toString('hex')}`;
      await asSuperuser(server, 'postgres', `create database ${name} template ${server.template} owner openphb_owner`);
      await asSuperuser(server, name, ...fill(budgets, years));
      return { db: openDb(urlTo(server, 'openphb_app', name), 1), budgets };
    };
    const large = { budgets: Math.round(LARGE.budgets * share), years: LARGE.years };
    const sides = {
      small: await make(SMALL.budgets, SMALL.years),
      large: await make(large.budgets, large.years),
    };
    const found = await measure(sides);
    await Promise.all([sides.small.db.close(), sides.large.db.close()]);
    const payments = large.budgets * large.years * 12;
    return { budgets: large.budgets, payments, postings: payments * 4, 'bank lines': linesOf(payments), ...found };
  } finally {
    stopNow();
  }
}

const linesOf = (payments: number) => Math.floor((payments * LINES_FOR_THREE) / 3);

async function measure(
  sides: Readonly<Record<'small' | 'large', Side>>,
): Promise<Record<string, string | number | boolean>> {
  const ratios = new Map<Work, number[]>();
  const costs = new Map<string, number[]>();
  for (let round = -1; round < PAIRS; round++) {
    const times = { small: await workOn(sides.small), large: await workOn(sides.large) };
    if (round < 0) continue;
    for (const work of Object.keys(times.small) as Work[]) {
      ratios.set(work, [...(ratios.get(work) ?? []), times.large[work] / times.small[work]]);
      for (const side of ['small', 'large'] as const)
        costs.set(`${work}, ${side}`, [...(costs.get(`${work}, ${side}`) ?? []), times[side][work]]);
    }
  }
  const shown = (values: readonly number[], digits: number) =>
    `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;
  return {
    ...Object.fromEntries([...costs].map(([name, values]) => [`${name}, ms`, shown(values, 2)])),
    ...Object.fromEntries([...ratios].map(([work, values]) => [`${work}, ratio`, shown(values, 2)])),
    reached: [...ratios.values()].every(values => median(values) <= MOST_TIMES),
  };
}

/** One round: other budgets each time, spread over the whole. Answers the milliseconds of one of each. */
async function workOn({ db, budgets }: Side): Promise<Record<Work, number>> {
  const chosen = Array.from({ length: WORKED_ON }, () => idOf(1, 1 + Math.floor(Math.random() * budgets)));
  const once = [...new Set(chosen)];
  const timed = async (many: number, work: (tx: Tx) => Promise<unknown>) => {
    const start = performance.now();
    await db.transaction(SYSTEM, work);
    return (performance.now() - start) / many;
  };
  return {
    'a payment': await timed(once.length, tx => pay(tx, once)),
    'a bank line': await timed(once.length * LINES_EACH, tx => takeLines(tx, once)),
    'a look at one budget': await timed(once.length, tx => look(tx, once)),
  };
}

const purseOf = (budgetId: string) => ({
  budgetId,
  budgetYear: Temporal.PlainDate.from('2026-04-01'),
  stream: STREAM,
  option: 'DIRECT_PAYMENT' as const,
  accountId: accountOf(budgetId),
  happenedOn: NEXT_DAY,
});

const idOf = (kind: number, n: number) => `${n.toString(16).padStart(8, '0')}-0000-4000-8000-00000000000${kind}`;
const accountOf = (budgetId: string) => `${budgetId.slice(0, -1)}4`;

const asNew = (journal: Journal): NewJournal => ({
  ...journal,
  commandId: randomUUID(),
  causedBy: `bench:${randomUUID()}`,
  byId: SYSTEM.id,
});

/** Released and credited. */
async function pay(tx: Tx, budgets: readonly string[]): Promise<void> {
  const journals = budgets.flatMap(budgetId => {
    const facts = { ...purseOf(budgetId), pence: 260_000n, rail: 'BACS' };
    return [asNew(paymentReleased(facts)), asNew(paymentCredited(facts))];
  });
  if (!(await postJournals(tx, journals)).accepted) throw new Error('not posted');
}

/** Kept, posted, placed. */
async function takeLines(tx: Tx, budgets: readonly string[]): Promise<void> {
  const lines = budgets.flatMap(budgetId =>
    Array.from({ length: LINES_EACH }, () => ({ budgetId, lineId: randomUUID() })),
  );
  await tx.query(sql`
    insert into statement_line (statement_line_id, icb_code, budget_id, payment_account_id, statement_import_id, line_number, posted_on,
                                value_on, amount_pence, counterparty, narrative, fingerprint)
    select l.id, ${ICB}, l.budget_id, a.payment_account_id, i.statement_import_id, 1, ${NEXT_DAY}, ${NEXT_DAY}, -1500, 'PAT GREEN', 'WAGES', l.id::text
      from unnest(${lines.map(({ lineId }) => lineId)}::uuid[], ${lines.map(({ budgetId }) => budgetId)}::uuid[]) as l (id, budget_id)
     cross join lateral (select payment_account_id from payment_account a where a.budget_id = l.budget_id limit 1) a
     cross join lateral (select statement_import_id from statement_import i where i.budget_id = l.budget_id limit 1) i`);
  const posted = await postJournals(
    tx,
    lines.map(({ budgetId }) =>
      asNew(linePlaced({ ...purseOf(budgetId), pence: 1_500n, planLineId: PLAN_LINE, promisedLeftPence: 0n })),
    ),
  );
  if (!posted.accepted) throw new Error('not posted');
  await savePlacements(
    tx,
    SYSTEM,
    NEXT_DAY,
    lines.map((line, i) => ({ ...PLACED, ...line, journalId: posted.value[i]!.journalId })),
  );
}

const PLAN_LINE = idOf(2, 1);

const PLACED = {
  sequence: 1,
  part: 1,
  amountPence: -1_500n,
  what: 'SPENT',
  planItemId: PLAN_LINE,
  paymentId: null,
  refundOf: null,
  togetherId: null,
  score: 100,
  reasons: [],
  note: '',
  flag: null,
  takenFrom: 'HELD',
} as const;

/** What the page of one budget reads of its money: balances, months of spending, the last lines. */
async function look(tx: Tx, budgets: readonly string[]): Promise<void> {
  for (const budgetId of budgets) {
    await loadBalances(tx, budgetId);
    await loadMonths(tx, budgetId, 'used');
    await loadLines(tx, budgetId, 20);
  }
}

/** Each budget with eight accounts, a payment of four postings each month, and five bank lines for three payments. */
function fill(budgets: number, years: number): readonly string[] {
  const months = years * 12;
  const id = (kind: number, n: string) => `(lpad(to_hex(${n}), 8, '0') || '-0000-4000-8000-00000000000${kind}')::uuid`;
  const lines = linesOf(months);
  const start = `date '2026-04-01' - interval '${months} months'`;
  const account = (n: string, place: number) => `${n}::bigint * 10 + ${place}`;
  return [
    "set session_replication_role = 'replica'", // history only: what the triggers keep is proved elsewhere
    "set work_mem = '128MB'",
    `insert into plan (plan_id, icb_code, budget_id, version, started_on, by_id, by_name)
     values ('${idOf(5, 1)}', '${ICB}', '${idOf(1, 1)}', 1, '2026-04-01', gen_random_uuid(), 'Bench')`,
    `insert into plan_item (plan_item_id, icb_code, plan_id, label, category, provider, arranged_by, quantity_ten_thousandths, unit, per, times,
                            unit_pence, annual_pence, option, stream, promised, by_id, by_name)
     values ('${PLAN_LINE}', '${ICB}', '${idOf(5, 1)}', 'Wages', 'OTHER_AGREED', 'Pat Green', 'PERSON', 10000, 'hour', 'year', 1, 1, 1,
             'DIRECT_PAYMENT', '${STREAM}', false, gen_random_uuid(), 'Bench')`,
    `insert into budget (budget_id, icb_code, reference, person_id, kind, claimed_group, requester, requester_role, told_optional,
                         requested_on, decide_by, care_coordinator_id, policy_version)
     select ${id(1, 'n')}, '${ICB}', 'PHB' || (100000 + n), gen_random_uuid(), 'ONGOING', 'CHC_STANDARD', 'Bench', 'PERSON', true,
            '2021-01-05', '2021-02-02', gen_random_uuid(), 'bench' from generate_series(1, ${budgets}) n`,
    `insert into payment_account (payment_account_id, icb_code, budget_id, version, kind, sort_code, account_number, name, named_people,
                                  modulus_result, modulus_table_version, entered_by_id, entered_by_name, entered_on)
     select ${id(4, 'n')}, '${ICB}', ${id(1, 'n')}, 1, 'SEPARATE', '089999', lpad(n::text, 8, '0'), 'A', 'A', 'pass', '1', gen_random_uuid(), 'Bench', '2021-03-01'
       from generate_series(1, ${budgets}) n`,
    `insert into ledger_account (ledger_account_id, icb_code, kind, stream, party) overriding system value
     values (1, '${ICB}', 'bank', '${STREAM}', null), (2, '${ICB}', 'clearing', '${STREAM}', 'BACS')`,
    `insert into ledger_account (ledger_account_id, icb_code, kind, budget_id, budget_year, stream, option, plan_line_id, party) overriding system value
     select ${account('n', 0)} + place, '${ICB}', kind, ${id(1, 'n')}, case when kind <> 'held' then date '2026-04-01' end, '${STREAM}',
            case when kind in ('authorised', 'undrawn', 'drawn') then 'DIRECT_PAYMENT' end,
            case when kind in ('promised', 'used', 'spent') then '${PLAN_LINE}'::uuid end, case when kind = 'held' then ${id(4, 'n')}::text end
       from generate_series(1, ${budgets}) n,
            unnest(array['undrawn', 'drawn', 'held', 'used', 'spent', 'promised', 'authorised']) with ordinality as k (kind, place)`,
    `insert into ledger_balance (ledger_account_id, icb_code, kind, balance_pence, version)
     select ledger_account_id, icb_code, kind, case when kind in ('held', 'spent') then 1 else -1 end * 900000000000, ${months}
       from ledger_account where not control`,
    `insert into ledger_month (ledger_account_id, month, icb_code, moved_pence)
     select ledger_account_id, ${start} + m * interval '1 month', icb_code, 1500
       from ledger_account, generate_series(0, ${months - 1}) m where kind in ('undrawn', 'drawn', 'held', 'used')`,
    // Month by month, as it came: what belongs to one budget lies far apart.
    `insert into journal (journal_id, icb_code, command_id, kind, happened_on, recorded_at, caused_by, by_id, posting_count, content_hash)
     select m::bigint * ${budgets} + n, '${ICB}', gen_random_uuid(), 'payment-released', ${start} + m * interval '1 month', now(), 'payment:' || gen_random_uuid(),
            gen_random_uuid(), 4, sha256('')
       from generate_series(0, ${months - 1}) m, generate_series(1, ${budgets}) n`,
    `insert into posting (journal_id, ledger_account_id, icb_code, amount_pence, account_version)
     select m::bigint * ${budgets} + n, case p when 1 then ${account('n', 1)} when 2 then ${account('n', 2)} when 3 then 2 else 1 end, '${ICB}',
            case when p % 2 = 1 then 260000 else -260000 end, case when p < 3 then m + 1 end
       from generate_series(0, ${months - 1}) m, generate_series(1, ${budgets}) n, generate_series(1, 4) p`,
    `insert into statement_import (statement_import_id, icb_code, budget_id, payment_account_id, file_name, file_hash, format, from_on, to_on, proven,
                                   line_count, added_count, imported_on, by_id, by_name)
     select ${id(6, 'n')}, '${ICB}', ${id(1, 'n')}, ${id(4, 'n')}, 'bench', repeat('0', 64), 'csv', (${start})::date, '2026-03-31', false, ${lines}, ${lines},
            '2026-03-31', gen_random_uuid(), 'Bench' from generate_series(1, ${budgets}) n`,
    `insert into statement_line (icb_code, budget_id, payment_account_id, statement_import_id, line_number, posted_on, value_on, amount_pence,
                                 counterparty, narrative, fingerprint)
     select '${ICB}', ${id(1, 'n')}, ${id(4, 'n')}, ${id(6, 'n')}, l, (${start})::date + l * 17, (${start})::date + l * 17, -1500, 'PAT GREEN', 'WAGES', l::text
       from generate_series(1, ${lines}) l, generate_series(1, ${budgets}) n`,
    `insert into placement (statement_line_id, sequence, part, icb_code, budget_id, what, plan_item_id, amount_pence, placed_on, by_id, by_name)
     select statement_line_id, 1, 1, icb_code, budget_id, 'SPENT', '${PLAN_LINE}', amount_pence, posted_on, gen_random_uuid(), 'Bench' from statement_line`,
    `select setval('journal_number', (select max(journal_id) from journal))`,
    `select setval(pg_get_serial_sequence('ledger_account', 'ledger_account_id'), (select max(ledger_account_id) from ledger_account))`,
    'vacuum (analyze)',
    'checkpoint',
  ];
}
