/**
 * Random lives of money: plans, payments, statements in any order, changes of mind, refunds, emergency
 * cover, smaller budgets. All through the real acts and the real ledger. Then every figure of "my money" is worked
 * out a second time from bank lines, plan lines, payments and approved versions alone, never from postings.
 *
 * `npm run prove -- money` lives a thousand of them, the tests two hundred. `OPENPHB_SEED` and `OPENPHB_LIVES` repeat
 * or shorten it; a failure names the seed of its life.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { loadBalances, loadMoneyFigures, postJournals } from '../../src/features/ledger/store.ts';
import { importStatement } from '../../src/features/spending/import-statement.ts';
import { loadMyMoney } from '../../src/features/spending/my-money.ts';
import { placeLine } from '../../src/features/spending/place-line.ts';
import { loadLines } from '../../src/features/spending/store.ts';
import { sql } from '../../src/platform/sql.ts';
import { budgetReduced, contingencyUsed } from '../../src/rules/payment/journals.ts';
import type { Journal } from '../../src/rules/payment/ledger.ts';
import type { Actor } from '../../src/values/actor.ts';
import { type ActiveBudget, type ItemSpec, makeActiveBudget, makeTeam, STREAM } from '../support/active-budget.ts';
import { ICB, testDatabase } from '../support/database.ts';

const LIVES = Number(process.env.OPENPHB_LIVES ?? 200);
const SEED = Number(process.env.OPENPHB_SEED ?? Temporal.Now.instant().epochMilliseconds % 1_000_000_000);
/** Lives that are lived at the same time. */
const AT_ONCE = 6;

const database = await testDatabase('2027-06-30');
const { db, tools } = database;
// What is proved here is sums, not what a power cut leaves: no commit waits for the disk.
await database.superDb.pool.query(`alter database ${database.name} set synchronous_commit = off`);
const team = await makeTeam(database);

/** The only chance here: numbers that the seed gives, always the same (mulberry32). */
function dice(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (many: number) => Math.floor(next() * many);
  return {
    below,
    from: (least: number, most: number) => least + below(most - least + 1),
    pence: (most: bigint) => (most <= 0n ? 0n : BigInt(below(Number(most)) + 1)),
    chance: (share: number) => next() < share,
    one: <T>(list: readonly T[]): T => list[below(list.length)]!,
    shuffled<T>(list: readonly T[]): T[] {
      const all = [...list];
      for (let i = all.length - 1; i > 0; i -= 1) {
        const j = below(i + 1);
        [all[i], all[j]] = [all[j]!, all[i]!];
      }
      return all;
    },
  };
}
type Dice = ReturnType<typeof dice>;

const PROVIDERS = ['Pat Green', 'Riverside Pool', 'City Cabs', 'Meadow Stables', 'Hill Yoga'] as const;
const SHOPS = ['CORNER SHOP', 'WINE SHOP', 'ACME LTD', 'PAT BROWN', 'POOL BAR'] as const;

/** What was approved after the budget: the second source beside bank lines, plan lines and payments. */
type Approved = { usedFromContingency: bigint; lessAuthorised: bigint; lessContingency: bigint };

type Row = { readonly day: number; readonly pence: bigint; readonly payee: string };

function itemsOf(d: Dice): ItemSpec[] {
  return d
    .shuffled(PROVIDERS)
    .slice(0, d.from(1, 4))
    .map((provider, i): ItemSpec => {
      const unitPence = BigInt(d.from(1, 60)) * 250n;
      return {
        label: `Part ${i + 1}`,
        provider,
        unitPence,
        annualPence: unitPence * BigInt(d.from(1, 30)),
        promised: d.chance(0.5),
        option: i > 0 && d.chance(0.1) ? 'NOTIONAL' : 'DIRECT_PAYMENT',
      };
    });
}

function rowsOf(d: Dice, items: readonly ItemSpec[]): Row[] {
  const rows: Row[] = [];
  for (let n = d.from(0, 9); n > 0; n -= 1) {
    const item = d.one(items);
    const clear = { payee: `${item.provider.toUpperCase()} INV`, pence: -item.unitPence * BigInt(d.from(1, 2)) };
    const unclear = { payee: d.one([...SHOPS, item.provider]), pence: -d.pence(20_000n) };
    const row = { day: d.from(0, 40), ...(d.chance(0.5) ? clear : unclear) };
    rows.push(row);
    if (d.chance(0.15)) rows.push(row); // a twin
  }
  for (let n = d.from(0, 2); n > 0; n -= 1)
    rows.push({ day: d.from(0, 40), payee: d.one(SHOPS), pence: d.pence(6_000n) });
  return rows.sort((a, b) => a.day - b.day);
}

const FIRST = Temporal.PlainDate.from('2026-12-01');

function fileOf(rows: readonly Row[], name: string) {
  const pounds = (pence: bigint) => {
    const size = pence < 0n ? -pence : pence;
    return `${pence < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
  };
  const lines = rows.map(({ day, pence, payee }) => {
    const [year, month, date] = FIRST.add({ days: day }).toString().split('-');
    return `,${date}/${month}/${year},08-99-99 66374958,${pounds(pence)},PAYMENT,${payee}`;
  });
  const text = ['Number,Date,Account,Amount,Subcategory,Memo', ...lines, ''].join('\r\n');
  return { name, bytes: new TextEncoder().encode(text) };
}

/** Files of whole days that together cover every row and may overlap, as banks give them. */
function filesOf(d: Dice, rows: readonly Row[]) {
  const cut = d.from(0, 40);
  const overlap = d.from(0, 10);
  const parts = d.chance(0.3)
    ? [rows]
    : [rows.filter(row => row.day <= cut + overlap), rows.filter(row => row.day > cut)];
  const files = parts.filter(part => part.length > 0).map((part, i) => fileOf(part, `part-${i}.csv`));
  return d.shuffled(d.chance(0.3) ? [...files, ...files.slice(0, 1)] : files);
}

/** Emergency cover and a smaller budget, as much as there is room for. */
async function approve(d: Dice, budget: ActiveBudget, approved: Approved, by: Actor): Promise<void> {
  const figures = await db.transaction(by, tx => loadMoneyFigures(tx, budget.budgetId, budget.startsOn));
  const money = await db.transaction(by, tx => loadMyMoney(tx, budget.budgetId));
  const purse = {
    budgetId: budget.budgetId,
    budgetYear: budget.startsOn,
    stream: STREAM,
    option: 'DIRECT_PAYMENT' as const,
    happenedOn: tools.today(),
  };
  const journals: Journal[] = [];
  if (d.chance(0.5) && figures.keptForEmergencies > 0n) {
    const pence = d.pence(figures.keptForEmergencies);
    approved.usedFromContingency += pence;
    journals.push(contingencyUsed({ ...purse, pence }));
  } else if (figures.free > 0n && money!.toComePence > 1n) {
    const room = figures.free < money!.toComePence ? figures.free : money!.toComePence;
    const authorisedPence = d.pence(room);
    const rest = money!.toComePence - authorisedPence;
    const most = rest < figures.keptForEmergencies ? rest : figures.keptForEmergencies;
    const contingencyPence = d.chance(0.5) ? d.pence(most) : 0n;
    approved.lessAuthorised += authorisedPence;
    approved.lessContingency += contingencyPence;
    journals.push(budgetReduced({ ...purse, authorisedPence, contingencyPence }));
  }
  const posted = await db.transaction(by, tx =>
    postJournals(
      tx,
      journals.map(journal => ({ ...journal, commandId: randomUUID(), causedBy: 'approval:test', byId: by.id })),
    ),
  );
  assert.ok(posted.accepted);
}

async function answer(d: Dice, budget: ActiveBudget): Promise<'yes' | 'no'> {
  const lines = await db.transaction(budget.person, tx => loadLines(tx, budget.budgetId, 1000));
  if (lines.length === 0) return 'no';
  const line = d.one(lines);
  const planItemId = d.chance(0.25) ? undefined : d.one(budget.itemIds);
  const given = { planItemId, note: '', sequence: line.placement.sequence };
  const command = { id: randomUUID() };
  return (await placeLine(tools, budget.person, command, budget.budgetId, line.lineId, given)).accepted ? 'yes' : 'no';
}

type Tally = { imports: number; placed: number; refused: number; overspent: number; changed: number };

async function live(seed: number, tally: Tally): Promise<void> {
  const d = dice(seed);
  const items = itemsOf(d);
  const contingencyPence = d.chance(0.2) ? 0n : d.pence(40_000n);
  const direct = items.filter(item => item.option === 'DIRECT_PAYMENT');
  const payable = direct.reduce((sum, item) => sum + item.annualPence, contingencyPence);
  const payments = Array.from({ length: d.from(0, 3) }, (_, i) => ({
    pence: payable / 4n + BigInt(i),
    creditOn: FIRST.add({ months: i }).toString(),
    onItsWay: d.chance(0.15),
  }));
  const budget = await makeActiveBudget(database, { items, contingencyPence, payments }, team);
  const credits = payments
    .filter(() => d.chance(0.8))
    .map(({ pence, creditOn }) => ({ day: FIRST.until(creditOn).days, pence, payee: 'PHB TEST 01' }))
    .filter(credit => credit.day <= 40);
  const rows = [...rowsOf(d, items), ...credits].sort((a, b) => a.day - b.day);
  const approved: Approved = { usedFromContingency: 0n, lessAuthorised: 0n, lessContingency: 0n };

  for (const file of filesOf(d, rows)) {
    const command = { id: randomUUID() };
    const imported = await importStatement(tools, budget.person, command, budget.budgetId, { file });
    assert.ok(
      imported.accepted,
      JSON.stringify(imported, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
    );
    tally.imports += 1;
    if (d.chance(0.3)) await approve(d, budget, approved, team.finance);
    for (let n = d.from(0, 3); n > 0; n -= 1) tally[(await answer(d, budget)) === 'yes' ? 'placed' : 'refused'] += 1;
  }
  if (d.chance(0.3)) await approve(d, budget, approved, team.finance);
  if (approved.usedFromContingency + approved.lessAuthorised > 0n) tally.changed += 1;
  if (await proved(budget, rows, approved)) tally.overspent += 1;
}

/** Works every figure out a second time and compares. Answers whether the life ended past what was free. */
async function proved(budget: ActiveBudget, rows: readonly Row[], approved: Approved): Promise<boolean> {
  return db.transaction(budget.person, async tx => {
    const bankLines = await tx.query(sql`
      select l.amount_pence, p.what, p.plan_item_id from statement_line l join placement_now p using (statement_line_id)
       where l.budget_id = ${budget.budgetId}`);
    const planLines = await tx.query(sql`
      select i.plan_item_id, i.annual_pence, i.promised, i.option
        from plan_item i join plan p using (plan_id) where p.budget_id = ${budget.budgetId} and i.removed_at is null`);
    const payments = await tx.query(sql`
      select p.amount_pence, s.status from payment p join payment_run_now s using (run_id) where p.budget_id = ${budget.budgetId}`);
    const [version] = await tx.query(sql`
      select final_pence, contingency_pence, direct_payment_pence from final_budget where budget_id = ${budget.budgetId}`);
    const sum = (amounts: readonly unknown[]) => amounts.reduce((all: bigint, one) => all + (one as bigint), 0n);
    const lines = (...what: string[]) => bankLines.filter(line => what.includes(line.what as string));
    const pence = (list: readonly Record<string, unknown>[]) => sum(list.map(row => row.amount_pence));

    assert.equal(bankLines.length, rows.length, 'every row of the files is a line, once');
    const spentOn = (id: unknown) => -pence(lines('SPENT', 'REFUND').filter(line => line.plan_item_id === id));
    const spent = -pence(lines('SPENT', 'REFUND'));
    const unplaced = -pence(lines('UNPLACED'));
    const received = pence(lines('RECEIVED'));
    const paid = pence(payments);
    const inFlight = pence(payments.filter(payment => payment.status !== 'CREDITED'));
    const promises = new Map(
      planLines.map(line => {
        const left = (line.annual_pence as bigint) - spentOn(line.plan_item_id);
        return [line.plan_item_id, line.promised && left > 0n ? left : 0n];
      }),
    );
    const promised = sum([...promises.values()]);
    const less = approved.lessAuthorised + approved.lessContingency;
    const allocated = (version!.final_pence as bigint) - less;
    const kept = (version!.contingency_pence as bigint) - approved.usedFromContingency - approved.lessContingency;
    const held = paid - inFlight + received - spent - unplaced;
    const free = allocated - spent - unplaced - promised - kept;

    const money = await loadMyMoney(tx, budget.budgetId);
    assert.deepEqual(
      { ...money!.figures, toCome: money!.toComePence },
      {
        allocated,
        spent,
        onItsWay: unplaced,
        promised,
        keptForEmergencies: kept,
        free,
        held,
        toCome: (version!.direct_payment_pence as bigint) - less - paid,
        stillMatching: unplaced,
      },
    );
    for (const item of money!.items) {
      assert.equal(item.spentPence, spentOn(item.planItemId));
      assert.equal(item.promisedPence, promises.get(item.planItemId));
    }

    const balances = await loadBalances(tx, budget.budgetId);
    const on = (kind: string, planLineId?: string) =>
      sum(
        balances
          .filter(({ account }) => account.kind === kind && (!planLineId || account.planLineId === planLineId))
          .map(balance => balance.pence),
      );
    for (const id of budget.itemIds) {
      assert.equal(-on('used', id), spentOn(id), 'used = what the bank lines say, per line');
      assert.equal(on('spent', id), spentOn(id), 'spent = what the bank lines say, per line');
    }
    assert.equal(-on('drawn'), paid);
    assert.equal(
      -on('drawn'),
      inFlight + on('held') + on('unplaced') + on('spent') + on('contribution') + on('received'),
    );
    return free < 0n;
  });
}

test(`${LIVES} lives, seed ${SEED}: my money is what bank lines, plan, payments and approvals say`, async t => {
  const tally: Tally = { imports: 0, placed: 0, refused: 0, overspent: 0, changed: 0 };
  let next = 0;
  const live1 = async () => {
    while (next < LIVES) {
      const seed = SEED + next;
      next += 1;
      try {
        await live(seed, tally);
      } catch (error) {
        throw new Error(`the life of seed ${seed} fails (OPENPHB_SEED=${seed} OPENPHB_LIVES=1)`, { cause: error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, live1));
  t.diagnostic(JSON.stringify(tally));
  if (LIVES < 100) return;
  // Lives in which nothing happens prove nothing.
  for (const [what, many] of Object.entries(tally)) assert.ok(many > LIVES / 20, `${what}: ${many}`);
});

test('and stored balances are the fold of the postings, for all of them', async () => {
  const off = await database.superDb.query(sql`
    select ledger_account_id
      from ledger_balance b
      full join (select ledger_account_id, sum(amount_pence) as pence from posting
                  where account_version is not null group by ledger_account_id) p using (ledger_account_id)
     where b.balance_pence is distinct from p.pence`);
  assert.deepEqual(off, []);
  const [all] = await database.superDb.query(sql`select count(*) as many from journal where icb_code = ${ICB}`);
  assert.ok((all!.many as bigint) > 0n);
});
