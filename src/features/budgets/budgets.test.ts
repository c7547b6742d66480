import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../test/support/actors.ts';
import { command, makeCase, must, verdict } from '../../../test/support/cases.ts';
import { countRows, ICB, OTHER_ICB, testDatabase } from '../../../test/support/database.ts';
import { itemInput, makePlannedCase, makeRateCard } from '../../../test/support/plans.ts';
import type { Tx } from '../../platform/db.ts';
import { errorCode } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { showWorking } from '../../rules/budget/budget.ts';
import { DEFAULT_POLICY } from '../../rules/policy/policy.ts';
import type { Actor } from '../../values/actor.ts';
import { pounds } from '../../values/pence.ts';
import { loadMoneyFigures } from '../ledger/store.ts';
import { loadNotices } from '../people/store.ts';
import { savePolicy } from '../policy/store.ts';
import { loadBudget, loadHistory } from '../requests/store.ts';
import { proposeFinalBudget } from './final/propose-final-budget.ts';
import { setFinalBudget } from './final/set-final-budget.ts';
import { addBudgetLine } from './indicative/add-budget-line.ts';
import { issueIndicativeBudget } from './indicative/issue-indicative-budget.ts';
import { removeBudgetLine } from './indicative/remove-budget-line.ts';
import { loadRateCard, saveRateCard } from './rate-cards/rate-card-store.ts';
import { loadDraftLines, loadFinalBudget, loadIndicativeBudget } from './store.ts';

const database = await testDatabase();
const { tools, db, ownerDb } = database;
await makeRateCard(tools, ICB);
const finance = await makeStaff(db, ICB, ['finance-officer']);
const stranger = await makeStaff(db, OTHER_ICB, ['finance-officer']);
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => db.transaction(actor, work);
const stateOf = async (budgetId: string) => (await as(finance, tx => loadBudget(tx, ICB, budgetId)))!.state;
const day = (date: string) => Temporal.PlainDate.from(date);
const hours = (count: bigint) => ({ tenThousandths: count * 10_000n });
const refuses = (code: string) => (error: unknown) => errorCode(error) === code;

describe('T07  The indicative budget is put together line by line and issued with its working', () => {
  test('lines are added, taken out, and the rest is issued', async () => {
    const { budgetId, needId } = await makeCase(tools, ICB, 'ASSESSED');
    const pa = { needId, service: 'PA', quantity: hours(40n), per: 'week' } as const;
    must(await addBudgetLine(tools, finance, command(), budgetId, pa));
    const payroll = { ...pa, service: 'PAYROLL', quantity: hours(1n), per: 'month' } as const;
    const { draftLineId } = must(await addBudgetLine(tools, finance, command(), budgetId, payroll));
    must(await removeBudgetLine(tools, finance, command(), budgetId, draftLineId));
    assert.equal(verdict(await removeBudgetLine(tools, finance, command(), budgetId, draftLineId)), 'not-found');
    assert.equal((await as(finance, tx => loadDraftLines(tx, budgetId))).length, 1);

    const issue = { startsOn: tools.today(), method: 'HOURS_RATES', seenPence: 3_360_000n } as const;
    must(await issueIndicativeBudget(tools, finance, command(), budgetId, issue));
    assert.equal(await stateOf(budgetId), 'INDICATIVE');
    const issued = (await as(finance, tx => loadIndicativeBudget(tx, budgetId)))!;
    assert.deepEqual(
      issued.lines.map(line => `${line.label}: ${showWorking(line)} ${line.rule}`),
      [
        'Personal assistant: 40 hours × £15.00 × 52 weeks = £31,200.00 R-044',
        'Kept for emergencies: 4 weeks × £600.00 = £2,400.00 R-144',
      ],
    );
    assert.equal(issued.rateCardVersion, 'test-1');
    assert.equal(issued.policyVersion, 'default-1');
  });

  test('R-039, R-040  N06 tells the person every line, and that the final figure may be higher or lower', async () => {
    const { budgetId } = await makePlannedCase(tools, ICB, 'INDICATIVE');
    const [notice] = await as(finance, tx => loadNotices(tx, budgetId, 50));
    assert.equal(notice!.kind, 'N06');
    const told = notice!.paragraphs.join('\n');
    assert.match(told, /may be higher or lower/);
    assert.match(told, /40 hours × £15\.00 × 52 weeks = £31,200\.00/);
    assert.match(told, /4 weeks × £600\.00 = £2,400\.00/);
    assert.match(told, /look at it again/);
  });

  test('nothing is issued without a line, or on a sum that is no longer true', async () => {
    const { budgetId, needId } = await makeCase(tools, ICB, 'ASSESSED');
    const issue = { startsOn: tools.today(), method: 'HOURS_RATES', seenPence: 0n } as const;
    assert.equal(verdict(await issueIndicativeBudget(tools, finance, command(), budgetId, issue)), 'no-budget-lines');
    must(
      await addBudgetLine(tools, finance, command(), budgetId, {
        needId,
        service: 'PA',
        quantity: hours(1n),
        per: 'week',
      }),
    );
    assert.equal(verdict(await issueIndicativeBudget(tools, finance, command(), budgetId, issue)), 'amount-changed');
    assert.equal(await stateOf(budgetId), 'ASSESSED');
    assert.equal(await as(finance, tx => loadIndicativeBudget(tx, budgetId)), undefined);
  });

  test('a service that is not on the card, a need of somebody else, a day before any card', async () => {
    const { budgetId, needId } = await makeCase(tools, ICB, 'ASSESSED');
    const other = await makeCase(tools, ICB, 'ASSESSED');
    const line = { needId, service: 'PA', quantity: hours(1n), per: 'week' } as const;
    const add = (given: object) => addBudgetLine(tools, finance, command(), budgetId, { ...line, ...given });
    assert.equal(verdict(await add({ service: 'DOG' })), 'service-not-on-rate-card');
    assert.equal(verdict(await add({ needId: other.needId })), 'not-found');
    const issue = { startsOn: day('2026-03-31'), method: 'HOURS_RATES', seenPence: 0n } as const;
    assert.equal(verdict(await issueIndicativeBudget(tools, finance, command(), budgetId, issue)), 'no-rate-card');
  });

  test('the rates of the start date count: a new card from its first day', async () => {
    await as(stranger, tx =>
      saveRateCard(tx, stranger, {
        version: 'b-1',
        effectiveFrom: day('2026-04-01'),
        rates: [{ code: 'PA', label: 'Assistant', unit: 'hour', pence: 1500n }],
      }),
    );
    await as(stranger, tx =>
      saveRateCard(tx, stranger, {
        version: 'b-2',
        effectiveFrom: day('2027-04-01'),
        rates: [{ code: 'PA', label: 'Assistant', unit: 'hour', pence: 1600n }],
      }),
    );
    const on = async (date: string) => (await as(stranger, tx => loadRateCard(tx, OTHER_ICB, day(date))))?.version;
    assert.equal(await on('2026-03-31'), undefined);
    assert.equal(await on('2026-04-01'), 'b-1');
    assert.equal(await on('2027-03-31'), 'b-1');
    assert.equal(await on('2027-04-01'), 'b-2');
  });

  test('a double press issues once', async () => {
    const { budgetId, needId } = await makeCase(tools, ICB, 'ASSESSED');
    must(
      await addBudgetLine(tools, finance, command(), budgetId, {
        needId,
        service: 'PA',
        quantity: hours(40n),
        per: 'week',
      }),
    );
    const issue = { startsOn: tools.today(), method: 'HOURS_RATES', seenPence: 3_360_000n } as const;
    const once = command();
    const [first, second] = await Promise.all([
      issueIndicativeBudget(tools, finance, once, budgetId, issue),
      issueIndicativeBudget(tools, finance, once, budgetId, issue),
    ]);
    assert.deepEqual(first, second);
    assert.equal(await countRows(database, sql`select from indicative_budget where budget_id = ${budgetId}`), 1);
  });
});

describe('R-041  The final budget is the approved proposal, and its money enters the ledger (T13)', () => {
  test('the figures, the promise, the notice', async () => {
    const made = await makePlannedCase(tools, ICB, 'BUDGET_SET', { startsOn: '2026-12-01' });
    const { budgetId } = made;
    const final = (await as(finance, tx => loadFinalBudget(tx, budgetId)))!;
    assert.equal(final.startsOn.toString(), '2026-12-01');
    assert.equal(pounds(final.finalPence), '£33,600.00');
    assert.equal(final.setById, made.finance.id);
    const figures = await as(finance, tx => loadMoneyFigures(tx, budgetId, final.startsOn));
    assert.deepEqual(
      [figures.allocated, figures.promised, figures.keptForEmergencies, figures.free, figures.toCome].map(pounds),
      ['£33,600.00', '£31,200.00', '£2,400.00', '£0.00', '£33,600.00'],
    );
    const [notice] = await as(finance, tx => loadNotices(tx, budgetId, 50));
    assert.equal(notice!.kind, 'N12');
    assert.match(notice!.paragraphs.join('\n'), /12 payments\. The first is £2,800\.00, for December 2026/);
    assert.deepEqual(
      (await as(finance, tx => loadHistory(tx, budgetId))).map(({ transition }) => transition),
      ['T01', 'T02', 'T03', 'T06', 'T07', 'T08', 'T09', 'T10', 'T13'],
    );
  });

  test('lines that others hold are theirs in the ledger, and are not paid to the person', async () => {
    const { budgetId } = await makePlannedCase(tools, ICB, 'BUDGET_SET', {
      items: outcomeId => [
        itemInput(outcomeId, { quantity: hours(20n) }),
        itemInput(outcomeId, {
          label: 'Agency',
          category: 'AGENCY_CARE',
          quantity: hours(20n),
          option: 'NOTIONAL',
          promised: false,
        }),
      ],
    });
    const final = (await as(finance, tx => loadFinalBudget(tx, budgetId)))!;
    assert.equal(pounds(final.directPaymentPence), '£18,000.00'); // £15,600.00 and the £2,400.00 for emergencies
    const figures = await as(finance, tx => loadMoneyFigures(tx, budgetId, final.startsOn));
    assert.equal(pounds(figures.promised), '£15,600.00');
    assert.equal(pounds(figures.free), '£15,600.00');
  });

  test('the difference is explained to the person', async () => {
    const made = await makePlannedCase(tools, ICB, 'WRITTEN');
    const { budgetId } = made;
    const proposal = { finalPence: 3_400_000n, contingencyPence: 240_000n, reason: 'Wages rise in April' };
    must(await proposeFinalBudget(tools, made.finance, command(), budgetId, proposal));
    const unexplained = { ...proposal, reason: ' ' };
    assert.equal(
      verdict(await proposeFinalBudget(tools, made.finance, command(), budgetId, unexplained)),
      'difference-not-explained',
    );
  });

  test('not before the plan is approved, not on another sum, not twice', async () => {
    const made = await makePlannedCase(tools, ICB, 'SUBMITTED');
    const set = { startsOn: tools.today(), reason: '', seenPence: 3_360_000n };
    assert.equal(verdict(await setFinalBudget(tools, finance, command(), made.budgetId, set)), 'wrong-state');
    const approved = await makePlannedCase(tools, ICB, 'APPROVED');
    const other = { ...set, seenPence: 3_360_001n };
    assert.equal(verdict(await setFinalBudget(tools, finance, command(), approved.budgetId, other)), 'amount-changed');
    const [first, second] = await Promise.all([
      setFinalBudget(tools, finance, command(), approved.budgetId, set),
      setFinalBudget(tools, finance, command(), approved.budgetId, set),
    ]);
    assert.deepEqual([verdict(first), verdict(second)].sort(), ['accepted', 'wrong-state']);
    assert.equal(await countRows(database, sql`select from final_budget where budget_id = ${approved.budgetId}`), 1);
    assert.equal(
      await countRows(
        database,
        sql`select from journal where kind = 'budget-agreed' and caused_by like 'final-budget:%'
        and caused_by in (select 'final-budget:' || final_budget_id from final_budget where budget_id = ${approved.budgetId})`,
      ),
      1,
    );
  });
});

describe('The database keeps figures as they were', () => {
  test('a finished rate card takes no rate more, a finished budget no line', async () => {
    const { budgetId } = await makePlannedCase(tools, ICB, 'INDICATIVE');
    const adding = as(finance, tx =>
      tx.query(sql`insert into rate (rate_card_id, code, icb_code, label, unit, pence)
        select rate_card_id, 'NEW', icb_code, 'New', 'hour', 1 from rate_card limit 1`),
    );
    await assert.rejects(adding, refuses('PB004'));
    const line = as(finance, tx =>
      tx.query(sql`insert into indicative_budget_line select indicative_budget_id, 99, icb_code, null, null, 'x', 1, 'x', 'once', 0, 1, 0, 'R-044', 'x'
        from indicative_budget where budget_id = ${budgetId}`),
    );
    await assert.rejects(line, refuses('PB004'));
  });

  test('R-039  an indicative budget that is not the sum of its lines does not commit, whoever writes it', async () => {
    const { budgetId } = await makeCase(tools, ICB, 'ASSESSED');
    const writing = as(finance, tx =>
      tx.query(sql`
        insert into indicative_budget (icb_code, budget_id, version, starts_on, method, rate_card_id, rate_card_version, policy_version,
          weeks_per_year, contingency_weeks, contingency_in_budget, lines_pence, start_up_pence, contingency_pence, total_pence,
          statement, issued_on, by_id, by_name)
        select ${ICB}, ${budgetId}, 1, '2026-12-01', 'FLAT_RATE', rate_card_id, version, 'p', 52, 0, true, 1, 0, 0, 1, 's',
          '2026-11-23', ${finance.id}, 'x' from rate_card limit 1`),
    );
    await assert.rejects(writing, refuses('PB005'));
  });

  const tables = [
    'policy_version',
    'rate_card',
    'rate',
    'indicative_budget',
    'indicative_budget_line',
    'proposed_final_budget',
    'final_budget',
  ];
  test('nobody changes, deletes or empties them, their owner neither', async () => {
    await makePlannedCase(tools, ICB, 'BUDGET_SET');
    const later = { ...DEFAULT_POLICY, version: 'later', effectiveFrom: '2099-04-01' };
    await as(finance, tx => savePolicy(tx, finance, later));
    for (const table of tables) {
      const statements = [
        `update ${table} set icb_code = icb_code`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ];
      for (const text of statements)
        await assert.rejects(
          ownerDb.transaction(finance, tx => tx.query({ text, values: [] })),
          refuses('PB002'),
          `${text}`,
        );
    }
  });

  test('another board sees none of it', async () => {
    const { budgetId } = await makePlannedCase(tools, ICB, 'BUDGET_SET');
    assert.equal(await as(stranger, tx => loadIndicativeBudget(tx, budgetId)), undefined);
    assert.equal(await as(stranger, tx => loadFinalBudget(tx, budgetId)), undefined);
    const set = { startsOn: tools.today(), reason: '', seenPence: 3_360_000n };
    assert.equal(verdict(await setFinalBudget(tools, stranger, command(), budgetId, set)), 'not-found');
  });
});
