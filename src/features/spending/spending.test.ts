import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { ACCOUNT_NUMBER, type ActiveBudget, makeActiveBudget, SORT_CODE } from '../../../test/support/active-budget.ts';
import { spentByBankLines } from '../../../test/support/bank-lines.ts';
import { countRows, testDatabase } from '../../../test/support/database.ts';
import { sql } from '../../platform/sql.ts';
import type { Decision } from '../../rules/decision.ts';
import type { MoneyFigures } from '../../rules/payment/ledger.ts';
import { loadMoneyFigures } from '../ledger/store.ts';
import type { Imported } from './import/keep-statement.ts';
import { importStatement } from './import-statement.ts';
import { placeLine } from './place-line.ts';
import { type Line, loadImports, loadLines, monthsCovered } from './store.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);
const database = await testDatabase('2027-02-20');
const { db, tools, icbCode } = database;
const command = () => ({ id: randomUUID() });

type Row = readonly [date: string, amount: string, payee: string];

/** A statement in Barclays's layout: it names the account and carries no balances. */
const csv = (rows: readonly Row[], { sortCode = SORT_CODE, accountNumber = ACCOUNT_NUMBER } = {}) => ({
  name: 'statement.csv',
  bytes: new TextEncoder().encode(
    [
      'Number,Date,Account,Amount,Subcategory,Memo',
      ...rows.map(
        ([date, amount, payee]) =>
          `,${date},${sortCode.replace(/(..)(..)(..)/, '$1-$2-$3')} ${accountNumber},${amount},PAYMENT,${payee}`,
      ),
      '',
    ].join('\r\n'),
  ),
});

const send = async (
  budget: ActiveBudget,
  rows: readonly Row[],
  more: object = {},
  by = budget.person,
): Promise<Decision<Imported>> => {
  const decision = await importStatement(tools, by, command(), budget.budgetId, { file: csv(rows), ...more });
  if (!decision.accepted) return decision;
  assert.ok(!('toMap' in decision.value));
  return { accepted: true, value: decision.value };
};
const within = <T>(work: Parameters<typeof db.transaction<T>>[1]) =>
  db.transaction({ icbCode, id: randomUUID() }, work);
const linesOf = (budget: ActiveBudget) => within(tx => loadLines(tx, budget.budgetId, 1000));
const figuresOf = (budget: ActiveBudget): Promise<MoneyFigures> =>
  within(tx => loadMoneyFigures(tx, budget.budgetId, budget.startsOn));
const spentOf = async (budget: ActiveBudget) => {
  const spent = await within(tx => spentByBankLines(tx, budget.budgetId));
  return budget.itemIds.map(itemId => spent.get(itemId) ?? 0n);
};
const codes = (decision: Decision<unknown>) =>
  decision.accepted ? 'yes' : decision.refusals.map(refusal => refusal.code).join(', ');
const accept = <T>(decision: Decision<T>): T => {
  assert.ok(decision.accepted, codes(decision));
  return decision.value;
};
const short = (line: Line) => `${line.postedOn} ${line.amountPence} ${line.placement.what}`;
const lineWith = async (budget: ActiveBudget, pence: bigint) => {
  const line = (await linesOf(budget)).find(one => one.amountPence === pence);
  assert.ok(line, `a line of ${pence} pence`);
  return line;
};
const answer = async (budget: ActiveBudget, pence: bigint, planItemId: string | undefined) => {
  const line = await lineWith(budget, pence);
  const given = { planItemId, note: '', sequence: line.placement.sequence };
  return placeLine(tools, budget.person, command(), budget.budgetId, line.lineId, given);
};

const DECEMBER: readonly Row[] = [
  ['01/12/2026', '2600.00', 'PHB TEST 01'],
  ['03/12/2026', '-150.00', 'PAT GREEN WAGES'],
  ['04/12/2026', '-45.00', 'RIVERSIDE POOL'],
  ['04/12/2026', '-45.00', 'RIVERSIDE POOL'],
  ['08/12/2026', '-14.99', 'WINE SHOP'],
  ['09/12/2026', '3.21', 'INTEREST'],
];

describe('a statement', () => {
  test('R-072  is placed where it is clear, asked about where not; the ICB’s payment is known', async () => {
    const budget = await makeActiveBudget(database);
    const before = await figuresOf(budget);
    const imported = accept(await send(budget, DECEMBER));
    assert.deepEqual([imported.lines, imported.added, imported.placed, imported.toAsk], [6, 6, 4, 2]);
    assert.deepEqual((await linesOf(budget)).map(short).reverse(), [
      '2026-12-01 260000 PAYMENT',
      '2026-12-03 -15000 SPENT',
      '2026-12-04 -4500 SPENT',
      '2026-12-04 -4500 SPENT',
      '2026-12-08 -1499 UNPLACED',
      '2026-12-09 321 RECEIVED',
    ]);
    assert.deepEqual(await spentOf(budget), [15_000n, 9_000n]);
    const figures = await figuresOf(budget);
    assert.deepEqual(
      { ...figures },
      {
        allocated: before.allocated,
        spent: 24_000n,
        onItsWay: 1_499n,
        promised: 1_785_000n, // £150.00 came out of the promise
        keptForEmergencies: 240_000n,
        free: before.free - 9_000n - 1_499n, // the pool is not promised
        held: 260_000n - 24_000n - 1_499n + 321n,
        toCome: before.toCome,
        stillMatching: 1_499n,
      },
    );
  });

  test('R-066  a line that a budget may not pay for is flagged, and nothing else is', async () => {
    const budget = await makeActiveBudget(database);
    accept(await send(budget, DECEMBER));
    const flagged = (await linesOf(budget)).filter(line => line.placement.flag !== null);
    assert.deepEqual(
      flagged.map(line => [line.counterparty || line.narrative, line.placement.flag]),
      [['WINE SHOP', 'R-066']],
    );
  });

  test('R-077  money from nobody knows where is asked about, until it is placed as money back', async () => {
    const budget = await makeActiveBudget(database);
    accept(
      await send(budget, [
        ...DECEMBER,
        ['10/12/2026', '500.00', 'SALARY'],
        ['11/12/2026', '45.00', 'RIVERSIDE POOL'],
        ['12/12/2026', '20.00', 'A FRIEND'],
      ]),
    );
    const flagged = async () =>
      (await linesOf(budget)).filter(line => line.placement.flag === 'R-077').map(line => line.amountPence);
    assert.deepEqual((await flagged()).sort(), [2_000n, 50_000n]); // neither interest nor money back from the pool
    const back = await lineWith(budget, 4_500n);
    assert.deepEqual([back.placement.what, back.placement.planItemId], ['REFUND', budget.itemIds[1]]);
    assert.equal(codes(await answer(budget, 2_000n, budget.itemIds[1]!)), 'yes');
    assert.deepEqual(await flagged(), [50_000n]);
  });

  test('a line that moved no money is no payment, and the rest of the statement stays', async () => {
    const budget = await makeActiveBudget(database);
    const nil: Row = ['31/12/2026', '0.00', 'GROSS INTEREST'];
    const penny: Row = ['31/12/2026', '-0.01', 'FEE'];
    const imported = accept(await send(budget, [nil, penny]));
    assert.deepEqual([imported.lines, imported.added, imported.toAsk], [1, 1, 1]);
    assert.deepEqual((await linesOf(budget)).map(short), ['2026-12-31 -1 UNPLACED']);
    const other = await makeActiveBudget(database);
    assert.equal(accept(await send(other, [nil])).lines, 0);
  });

  test('the same file twice has one effect, in another name too', async () => {
    const budget = await makeActiveBudget(database);
    const first = accept(await send(budget, DECEMBER));
    const before = await figuresOf(budget);
    const copy = { file: { ...csv(DECEMBER), name: 'copy.csv' } };
    const again = accept(await send(budget, DECEMBER, copy, budget.finance));
    assert.deepEqual([again.importId, again.added, again.again], [first.importId, 0, true]);
    assert.deepEqual(await figuresOf(budget), before);
    assert.equal((await linesOf(budget)).length, 6);
    assert.equal((await within(tx => loadImports(tx, budget.budgetId))).length, 1);
  });

  test('the same file sent ten times at one moment has one effect', async () => {
    const budget = await makeActiveBudget(database);
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(budget, DECEMBER)));
    assert.equal(answers.filter(one => one.accepted && !one.value.again).length, 1);
    assert.equal((await linesOf(budget)).length, 6);
    assert.equal((await figuresOf(budget)).spent, 24_000n);
  });

  test('one that overlaps adds what is new, and keeps twins', async () => {
    const budget = await makeActiveBudget(database);
    accept(await send(budget, DECEMBER.slice(0, 4)));
    const second = accept(await send(budget, DECEMBER.slice(2)));
    assert.deepEqual([second.lines, second.added], [4, 2]);
    assert.equal((await linesOf(budget)).length, 6);
    assert.deepEqual(await spentOf(budget), [15_000n, 9_000n]);
  });

  test('files in any order give the same lines and the same figures', async () => {
    const files = [DECEMBER.slice(0, 2), DECEMBER.slice(2, 5), DECEMBER.slice(4), DECEMBER];
    const outcomes = new Set<string>();
    for (const order of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1],
      [1, 3, 0, 2],
    ]) {
      const budget = await makeActiveBudget(database);
      for (const i of order) accept(await send(budget, files[i]!));
      const rows = (await linesOf(budget)).map(line => short(line)).sort();
      const figures = Object.values(await figuresOf(budget)).map(String);
      outcomes.add(JSON.stringify([rows, figures]));
    }
    assert.equal(outcomes.size, 1);
  });

  test('R-076  of another account, of the future, or of a budget without a checked account: refused whole', async () => {
    const budget = await makeActiveBudget(database);
    const other = { file: csv(DECEMBER, { accountNumber: '66374959' }) };
    assert.equal(
      codes(await importStatement(tools, budget.person, command(), budget.budgetId, other)),
      'statement-other-account',
    );
    assert.equal(codes(await send(budget, [...DECEMBER, ['21/02/2027', '-1.00', 'X']])), 'statement-in-future');
    assert.equal(codes(await send(budget, [...DECEMBER, ['20/02/2027', '-1.00', 'X']])), 'yes');
    const none = await makeActiveBudget(database);
    await database.superDb.query(sql`alter table account_verification disable trigger user`);
    await database.superDb.query(sql`delete from account_verification where payment_account_id = ${none.accountId}`);
    await database.superDb.query(sql`alter table account_verification enable trigger user`);
    assert.equal(codes(await send(none, DECEMBER)), 'statement-no-account');
    assert.equal((await linesOf(none)).length, 0);
  });

  test('R1  the same month as CSV and then as OFX: refused, for nothing could tell that the payments are the same', async () => {
    const budget = await makeActiveBudget(database);
    assert.equal(codes(await send(budget, DECEMBER)), 'yes');
    const kept = (await linesOf(budget)).length;
    const ofx = (day: string) => ({
      name: 'december.ofx',
      bytes: new TextEncoder().encode(
        `OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>GBP<BANKACCTFROM><BANKID>${SORT_CODE}` +
          `<ACCTID>${ACCOUNT_NUMBER}<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>${day}<DTEND>${day}<STMTTRN><TRNTYPE>DEBIT` +
          `<DTPOSTED>${day}<TRNAMT>-3.33<FITID>1<NAME>X</STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`,
      ),
    });
    const sendOfx = (day: string) =>
      importStatement(tools, budget.person, command(), budget.budgetId, { file: ofx(day) });
    const taken = (await linesOf(budget))[0]!.postedOn;
    assert.equal(codes(await sendOfx(taken.toString().replaceAll('-', ''))), 'statement-day-in-other-format');
    assert.equal((await linesOf(budget)).length, kept);
    assert.equal(codes(await sendOfx('20270115')), 'yes');
    assert.equal((await linesOf(budget)).length, kept + 1);
  });

  test('that does not balance is refused with the difference, and nothing of it is kept', async () => {
    const budget = await makeActiveBudget(database);
    // NatWest's layout carries a balance on each line.
    const bytes = new TextEncoder().encode(
      'Date,Type,Description,Value,Balance,Account Name,Account Number\n' +
        `03/12/2026,DPC,PAT GREEN,-150.00,2450.00,CURRENT,${SORT_CODE}-${ACCOUNT_NUMBER}\n` +
        `04/12/2026,DPC,RIVERSIDE POOL,-45.00,2404.00,CURRENT,${SORT_CODE}-${ACCOUNT_NUMBER}\n`,
    );
    const decision = await importStatement(tools, budget.person, command(), budget.budgetId, {
      file: { name: 'natwest.csv', bytes },
    });
    assert.ok(!decision.accepted);
    const words = decision.refusals.map(refusal => (refusal.code === 'statement-unreadable' ? refusal.text : '?'));
    assert.match(words.join('\n'), /a difference of −£1\.00/);
    assert.equal((await linesOf(budget)).length, 0);
    const where = sql`select from statement_import where budget_id = ${budget.budgetId}`;
    assert.equal(await countRows(database, where), 0);
  });

  test('R-078  covers the days that its sender says, and the same file again can say more', async () => {
    const budget = await makeActiveBudget(database);
    const covered = async () => [
      ...(await within(tx => monthsCovered(tx, budget.budgetId, budget.startsOn, ['2026-12', '2027-01']))),
    ];
    accept(await send(budget, DECEMBER));
    assert.deepEqual(await covered(), []);
    accept(await send(budget, DECEMBER, { from: day('2026-12-01'), to: day('2026-12-30') }));
    assert.deepEqual(await covered(), []);
    const more = accept(await send(budget, DECEMBER, { to: day('2026-12-31') }));
    assert.deepEqual([more.added, more.again], [0, false]);
    assert.deepEqual(await covered(), ['2026-12']);
    assert.equal((await linesOf(budget)).length, 6);
    assert.equal(
      codes(await send(budget, DECEMBER, { from: day('2026-12-02'), to: day('2026-12-01') })),
      'statement-period-reversed',
    );
  });

  test('another board knows nothing of it', async () => {
    const budget = await makeActiveBudget(database);
    accept(await send(budget, DECEMBER));
    const scope = { icbCode: database.otherIcbCode, id: randomUUID() };
    assert.deepEqual(await db.transaction(scope, tx => loadLines(tx, budget.budgetId, 10)), []);
    const stranger = { ...budget.person, icbCode: database.otherIcbCode };
    assert.equal(codes(await send(budget, DECEMBER, {}, stranger)), 'not-found');
  });
});

describe('R-110  the person says what it was', () => {
  /** A budget with one payment of £14.99 and one receipt of £20.00 that nobody knows, and £150.00 of wages placed. */
  const asked = async () => {
    const budget = await makeActiveBudget(database);
    accept(
      await send(budget, [
        ['03/12/2026', '-150.00', 'PAT GREEN WAGES'],
        ['08/12/2026', '-14.99', 'CORNER SHOP'],
        ['09/12/2026', '20.00', 'SOMEBODY'],
      ]),
    );
    return budget;
  };

  test('places, changes their mind, does not know, places again: the balances are restored exactly', async () => {
    const budget = await asked();
    const [wages, pool] = budget.itemIds as [string, string];
    const start = await figuresOf(budget);
    accept(await answer(budget, -1_499n, pool));
    const placed = await figuresOf(budget);
    assert.deepEqual(
      [placed.spent, placed.onItsWay, placed.free, placed.stillMatching],
      [start.spent + 1_499n, 0n, start.free, 0n],
    );
    accept(await answer(budget, -1_499n, wages));
    const moved = await figuresOf(budget);
    assert.deepEqual([moved.promised, moved.free], [start.promised - 1_499n, start.free + 1_499n]);
    accept(await answer(budget, -1_499n, undefined));
    assert.deepEqual(await figuresOf(budget), start);
    accept(await answer(budget, -1_499n, pool));
    assert.deepEqual(await figuresOf(budget), placed);
    // What was placed at the import can be taken back too.
    accept(await answer(budget, -15_000n, undefined));
    accept(await answer(budget, -15_000n, wages));
    assert.deepEqual(await figuresOf(budget), placed);
  });

  test('a promise that is used up holds again what it should, in whatever order payments are taken off', async () => {
    const items = [
      { label: 'Wages', provider: 'Pat Green', unitPence: 7_700n, annualPence: 10_000n, promised: true },
      { label: 'Pool', provider: 'Riverside', unitPence: 4_500n, annualPence: 50_000n },
    ];
    for (const order of [
      [6_000n, 7_000n, 500n],
      [7_000n, 500n, 6_000n],
      [500n, 6_000n, 7_000n],
    ]) {
      const budget = await makeActiveBudget(database, { items });
      const [wages] = budget.itemIds as [string];
      const start = await figuresOf(budget);
      const rows = [6_000n, 7_000n, 500n].map((pence): Row => ['03/12/2026', `-${pence / 100n}.00`, `SHOP ${pence}`]);
      accept(await send(budget, rows));
      for (const pence of order) accept(await answer(budget, -pence, wages));
      assert.equal((await figuresOf(budget)).promised, 0n);
      assert.equal((await figuresOf(budget)).free, start.free - 3_500n);
      let spent = 13_500n;
      for (const pence of order.toReversed()) {
        accept(await answer(budget, -pence, undefined));
        spent -= pence;
        const figures = await figuresOf(budget);
        assert.equal(figures.spent, spent);
        assert.equal(figures.promised, spent < 10_000n ? 10_000n - spent : 0n);
      }
      assert.equal((await figuresOf(budget)).promised, start.promised);
    }
  });

  test('money back is a refund up to what was spent, to the penny, and goes where it came from', async () => {
    const budget = await asked();
    const [wages, pool] = budget.itemIds as [string, string];
    const start = await figuresOf(budget);
    assert.equal(codes(await answer(budget, 2_000n, pool)), 'refund-over-spent');
    accept(await answer(budget, 2_000n, wages));
    const after = await figuresOf(budget);
    assert.deepEqual(
      [after.spent, after.promised, after.free, after.held],
      [start.spent - 2_000n, start.promised + 2_000n, start.free, start.held],
    );
    assert.deepEqual(await spentOf(budget), [13_000n, 0n]);
    // Now £130.00 is left on the line, so the payment of £150.00 can't be taken off it.
    assert.equal(codes(await answer(budget, -15_000n, undefined)), 'refund-would-remain');
    accept(await answer(budget, 2_000n, undefined));
    assert.deepEqual(await figuresOf(budget), start);
  });

  test('an answer to what somebody else answered meanwhile is refused; of two at once one counts', async () => {
    const budget = await asked();
    const [wages, pool] = budget.itemIds as [string, string];
    const { lineId, placement } = await lineWith(budget, -1_499n);
    const give = (planItemId: string) =>
      placeLine(tools, budget.person, command(), budget.budgetId, lineId, {
        planItemId,
        note: '',
        sequence: placement.sequence,
      });
    const answers = await Promise.all([give(wages), give(pool), give(wages), give(pool)]);
    assert.equal(answers.filter(one => one.accepted).length, 1);
    assert.equal(answers.filter(one => codes(one) === 'changed-meanwhile').length, 3);
    assert.equal((await figuresOf(budget)).spent, 16_499n);
    assert.equal(codes(await give(pool)), 'changed-meanwhile');
  });

  test('the same command twice has one effect', async () => {
    const budget = await asked();
    const { lineId, placement } = await lineWith(budget, -1_499n);
    const given = { planItemId: budget.itemIds[1], note: 'Lunch at the pool', sequence: placement.sequence };
    const once = command();
    accept(await placeLine(tools, budget.person, once, budget.budgetId, lineId, given));
    accept(await placeLine(tools, budget.person, once, budget.budgetId, lineId, given));
    assert.equal((await lineWith(budget, -1_499n)).placement.sequence, 2);
    const other = { ...given, note: 'Something else' };
    assert.equal(codes(await placeLine(tools, budget.person, once, budget.budgetId, lineId, other)), 'command-reused');
  });

  test('“I do not know” may be said again, is kept, and moves nothing', async () => {
    const budget = await asked();
    const start = await figuresOf(budget);
    for (const pence of [-1_499n, 2_000n]) {
      accept(await answer(budget, pence, undefined));
      assert.equal((await lineWith(budget, pence)).placement.sequence, 2);
    }
    assert.deepEqual(await figuresOf(budget), start);
    accept(await answer(budget, 2_000n, budget.itemIds[0]));
    accept(await answer(budget, -1_499n, budget.itemIds[0]));
    assert.equal((await figuresOf(budget)).spent, start.spent - 2_000n + 1_499n);
  });

  test('not on what others hold, not on another budget’s line, not on the ICB’s own payment', async () => {
    const items = [
      { label: 'Pool', provider: 'Riverside Pool', unitPence: 4_500n, annualPence: 50_000n, option: 'NOTIONAL' },
      { label: 'Taxi', provider: 'City Cabs', unitPence: 1_000n, annualPence: 50_000n },
    ] as const;
    const budget = await makeActiveBudget(database, { items });
    accept(await send(budget, DECEMBER));
    assert.equal((await figuresOf(budget)).spent, 0n);
    assert.equal(codes(await answer(budget, -1_499n, budget.itemIds[0])), 'plan-item-unknown');
    const other = await asked();
    assert.equal(codes(await answer(budget, -1_499n, other.itemIds[0])), 'plan-item-unknown');
    assert.equal(codes(await answer(budget, 260_000n, undefined)), 'line-already-placed');
    const { lineId } = await lineWith(budget, -1_499n);
    const given = { planItemId: undefined, note: '', sequence: 1 };
    assert.equal(codes(await placeLine(tools, other.person, command(), other.budgetId, lineId, given)), 'not-found');
  });

  test('what the person placed by hand is placed without asking the next time', async () => {
    const budget = await asked();
    accept(await answer(budget, -1_499n, budget.itemIds[1]));
    accept(await send(budget, [['02/01/2027', '-9.50', 'CORNER SHOP']]));
    const line = await lineWith(budget, -950n);
    assert.deepEqual([line.placement.what, line.placement.planItemId], ['SPENT', budget.itemIds[1]]);
    assert.match(line.placement.reasons.join(), /You placed CORNER SHOP here before/);
  });
});
