import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../../test/support/actors.ts';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { countRows, ICB, OTHER_ICB, testDatabase } from '../../../../test/support/database.ts';
import { makePlannedCase, makeRateCard } from '../../../../test/support/plans.ts';
import { sql } from '../../../platform/sql.ts';
import type { Actor } from '../../../values/actor.ts';
import { pounds } from '../../../values/pence.ts';
import { addRateCard, addRateCardFile } from './add-rate-card.ts';
import { runBacktest } from './backtest.ts';
import { loadRateCardByVersion, loadRateCardHeads } from './rate-card-store.ts';

const database = await testDatabase();
const { tools, db } = database;
await makeRateCard(tools, ICB);
const finance = await makeStaff(db, ICB, ['finance-officer']);
const stranger = await makeStaff(db, OTHER_ICB, ['finance-officer']);
const run = (rates: readonly (readonly [string, bigint])[], actor: Actor = finance, told: number[] = []) =>
  db.transaction(actor, tx => runBacktest(tx, new Map(rates), budgets => told.push(budgets)));

describe('R-041 R-043  A new rate card over the budgets that people have', () => {
  test('each is worked out again from its own lines; what is only an estimate does not count', async () => {
    assert.equal((await run([['PA', 1600n]])).budgets, 0);
    const first = await makePlannedCase(tools, ICB, 'BUDGET_SET');
    await makePlannedCase(tools, ICB, 'BUDGET_SET');
    await makePlannedCase(tools, ICB, 'INDICATIVE');

    const told: number[] = [];
    const up = await run([['PA', 1600n]], finance, told);
    // 40 hours at £16.00 for 52 weeks, and four weeks of it: £35,840.00 in place of £33,600.00.
    assert.deepEqual([up.budgets, up.gain, up.lose, up.unchanged], [2, 2, 0, 0]);
    assert.deepEqual([pounds(up.beforePence), pounds(up.afterPence)], ['£67,200.00', '£71,680.00']);
    assert.deepEqual([pounds(up.mostGainedPence), pounds(up.gainedPence)], ['£2,240.00', '£4,480.00']);
    assert.deepEqual(up.losers, []);
    assert.deepEqual(
      up.winners.map(({ differencePence }) => pounds(differencePence)),
      ['£2,240.00', '£2,240.00'],
    );
    assert.ok(up.winners.some(({ reference }) => reference === first.reference));
    assert.deepEqual(
      up.groups.map(({ group, band, budgets }) => [group, band, budgets]),
      [['CHC_STANDARD', '', 2]],
    );
    assert.deepEqual(told, [2]);

    const same = await run([['PA', 1500n]]);
    assert.deepEqual([same.gain, same.lose, same.unchanged], [0, 0, 2]);
    const down = await run([['PA', 1499n]]);
    assert.deepEqual([down.lose, pounds(down.lostPence)], [2, '£44.80']);
    assert.equal(pounds(down.losers[0]!.differencePence), '−£22.40');
    const without = await run([['DOG', 1n]]);
    assert.deepEqual([without.unchanged, without.linesNotOnCard], [2, 2]);
  });

  test('another board’s budgets are not in it, and nothing is kept', async () => {
    assert.equal((await run([['PA', 1600n]], stranger)).budgets, 0);
    assert.equal(await countRows(database, sql`select from rate_card where icb_code = ${ICB}`), 1);
  });
});

describe('R-043  A rate card is written once, from a file or by a program', () => {
  const card = {
    version: 'next',
    effectiveFrom: '2027-04-01',
    rates: [{ code: 'PA', label: 'Personal assistant', unit: 'hour', pence: '1600' }],
  };
  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

  test('the file is read whole, or refused with everything that is wrong', async () => {
    const bad = { ...card, effectiveFrom: '2027-02-30', rates: [{ ...card.rates[0], pence: '0' }] };
    const decision = await addRateCardFile(tools, finance, command(), bytes(bad));
    assert.deepEqual(
      decision.accepted
        ? []
        : decision.refusals.map(each => (each.code === 'rate-card-not-readable' ? each.problem : '')),
      [
        'effectiveFrom is "2027-02-30"; allowed is a date that exists, such as "2027-04-01"',
        'rates[0].pence is "0"; allowed is whole pence above nought in a string, such as "1720"',
      ],
    );
    const nonsense = await addRateCardFile(tools, finance, command(), new Uint8Array([0xff, 0x7b]));
    assert.equal(verdict(nonsense), 'rate-card-not-readable');
    assert.deepEqual(must(await addRateCardFile(tools, finance, command(), bytes(card))), { version: 'next' });
    assert.equal(
      verdict(await addRateCardFile(tools, finance, command(), bytes({ ...card, version: 'other' }))),
      'version-there-already',
    );
  });

  test('it is listed, with what it replaces', async () => {
    const heads = await db.transaction(finance, tx => loadRateCardHeads(tx, ICB, 10));
    assert.deepEqual(
      heads.map(head => [head.version, head.rates]),
      [
        ['next', 1],
        ['test-1', 2],
      ],
    );
    const found = await db.transaction(finance, tx => loadRateCardByVersion(tx, ICB, 'next'));
    assert.deepEqual([found!.card.version, found!.before!.version], ['next', 'test-1']);
    const oldest = await db.transaction(finance, tx => loadRateCardByVersion(tx, ICB, 'test-1'));
    assert.equal(oldest!.before, undefined);
    assert.equal(await db.transaction(stranger, tx => loadRateCardByVersion(tx, OTHER_ICB, 'next')), undefined);
    const made = { version: 'direct', effectiveFrom: Temporal.PlainDate.from('2028-04-01'), rates: [] };
    const rates = [{ code: 'PA', label: 'Assistant', unit: 'hour', pence: 1700n }];
    assert.deepEqual(must(await addRateCard(tools, finance, command(), { ...made, rates })), { version: 'direct' });
  });
});
