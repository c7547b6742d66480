import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makePerson } from '../../../../test/support/actors.ts';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB } from '../../../../test/support/database.ts';
import { hashNow, itemInput, makePlannedCase, sectionsOf, statementsInput } from '../../../../test/support/plans.ts';
import {
  as,
  db,
  latestNotice,
  nurse,
  ownerDb,
  planOf,
  refuses,
  stateOf,
  superDb,
  tools,
} from '../../../../test/support/plans-board.ts';
import { sql } from '../../../platform/sql.ts';
import { proposeFinalBudget } from '../../budgets/final/propose-final-budget.ts';
import { loadRiskSignature, saveSection } from '../store.ts';
import { addItem } from '../writing/add-item.ts';
import { removeItem } from '../writing/remove-item.ts';
import { writeSection } from '../writing/write-section.ts';
import { signRiskPlan } from './sign-risk-plan.ts';
import { signStatements } from './sign-statements.ts';
import { submitPlan } from './submit-plan.ts';

describe('R-059  The person signs the risk plan as it stands', () => {
  test('a change makes the signature stale, signing again renews it', async () => {
    const { budgetId, person } = await makePlannedCase(tools, ICB, 'WRITTEN');
    const { planId } = await planOf(budgetId);
    const current = async () => (await as(nurse, tx => loadRiskSignature(tx, planId)))!.current;
    assert.equal(await current(), true);
    must(await writeSection(tools, nurse, command(), budgetId, 'risk', { words: 'Other words' }));
    assert.equal(await current(), false);
    const old = await signRiskPlan(tools, person, command(), budgetId, sectionsOf(tools).risk!.words!);
    assert.equal(verdict(old), 'changed-meanwhile');
    must(await signRiskPlan(tools, person, command(), budgetId, 'Other words\r\n'));
    assert.equal(await current(), true);
  });

  test('nobody else signs for them', async () => {
    const { budgetId } = await makePlannedCase(tools, ICB, 'WRITTEN');
    const other = await makePerson(db);
    const words = sectionsOf(tools).risk!.words!;
    for (const actor of [nurse, other])
      assert.equal(verdict(await signRiskPlan(tools, actor, command(), budgetId, words)), 'not-found');
  });
});

describe('R-061 to R-063  The three statements hold only for what was signed', () => {
  const submit = async (budgetId: string) =>
    verdict(await submitPlan(tools, nurse, command(), budgetId, await hashNow(tools, nurse, budgetId)));
  const stale = 'statement-out-of-date, statement-out-of-date, statement-out-of-date';

  test('an edit after signing makes them stale; signing again mends it', async () => {
    const { budgetId, person } = await makePlannedCase(tools, ICB, 'SIGNED');
    must(await writeSection(tools, nurse, command(), budgetId, 'strengths', { words: 'Other words' }));
    assert.equal(await submit(budgetId), stale);
    must(await signStatements(tools, person, command(), budgetId, await statementsInput(tools, person, budgetId)));
    assert.equal(await submit(budgetId), 'accepted');
  });

  test('an item more makes them stale; taking it out again makes them hold again', async () => {
    const { budgetId, outcomeId } = await makePlannedCase(tools, ICB, 'SIGNED');
    const massage = itemInput(outcomeId, { label: 'Massage', category: 'THERAPY', unitPence: 1n });
    const { planItemId } = must(await addItem(tools, nurse, command(), budgetId, massage));
    assert.equal(await submit(budgetId), stale);
    must(await removeItem(tools, nurse, command(), budgetId, planItemId));
    assert.equal(await submit(budgetId), 'accepted');
  });

  test('another sum makes them stale', async () => {
    const { budgetId, finance } = await makePlannedCase(tools, ICB, 'SIGNED');
    const proposal = { finalPence: 3_360_001n, contingencyPence: 240_000n, reason: 'A penny more' };
    must(await proposeFinalBudget(tools, finance, command(), budgetId, proposal));
    assert.equal(await submit(budgetId), stale);
  });

  test('a no keeps the plan from being sent in, with the person’s words', async () => {
    const { budgetId, person } = await makePlannedCase(tools, ICB, 'PROPOSED');
    const input = await statementsInput(tools, person, budgetId);
    const short = { agreed: false, words: 'Short by £20.00 a week' };
    const answers = { ...input.answers, ENOUGH_MONEY: short };
    must(await signStatements(tools, person, command(), budgetId, { ...input, answers }));
    assert.equal(await submit(budgetId), 'statement-not-agreed');
    const silent = { ...input, answers: { ...answers, ENOUGH_MONEY: { agreed: false, words: ' ' } } };
    assert.equal(
      verdict(await signStatements(tools, person, command(), budgetId, silent)),
      'disagreement-without-words',
    );
  });

  test('what was signed must be what was shown', async () => {
    const { budgetId, person } = await makePlannedCase(tools, ICB, 'PROPOSED');
    const input = await statementsInput(tools, person, budgetId);
    must(await writeSection(tools, nurse, command(), budgetId, 'strengths', { words: 'Other words' }));
    assert.equal(verdict(await signStatements(tools, person, command(), budgetId, input)), 'changed-meanwhile');
    const now = await statementsInput(tools, person, budgetId, 3_360_001n);
    assert.equal(verdict(await signStatements(tools, person, command(), budgetId, now)), 'amount-changed');
  });

  test('only the person signs', async () => {
    const { budgetId } = await makePlannedCase(tools, ICB, 'PROPOSED');
    const other = await makePerson(db);
    for (const actor of [nurse, other]) {
      const input = await statementsInput(tools, nurse, budgetId);
      assert.equal(verdict(await signStatements(tools, actor, command(), budgetId, input)), 'not-found');
    }
  });
});

describe('T09  A submitted version stays as it is', () => {
  test('no act changes it, and N08 says that it is here', async () => {
    const { budgetId, outcomeId } = await makePlannedCase(tools, ICB, 'SUBMITTED');
    assert.equal(await stateOf(budgetId), 'SUBMITTED');
    assert.equal((await latestNotice(budgetId)).kind, 'N08');
    const item = itemInput(outcomeId);
    assert.equal(verdict(await addItem(tools, nurse, command(), budgetId, item)), 'wrong-state');
    const words = { words: 'Other words' };
    assert.equal(verdict(await writeSection(tools, nurse, command(), budgetId, 'risk', words)), 'wrong-state');
  });

  test('nor does any statement to the database, by the service or by the owner of the tables', async () => {
    const { budgetId } = await makePlannedCase(tools, ICB, 'APPROVED');
    const { planId } = await planOf(budgetId);
    const section = { planId, kind: 'risk', content: { words: 'x' } } as const;
    await assert.rejects(
      as(nurse, tx => saveSection(tx, nurse, section)),
      refuses('PB006'),
    );
    const statements = [
      sql`update plan_item set removed_at = now() where plan_id = ${planId}`,
      sql`update plan_item set annual_pence = 1 where plan_id = ${planId}`,
      sql`delete from plan_item where plan_id = ${planId}`,
      sql`insert into plan_section (icb_code, plan_id, kind, content, by_id, by_name) values (${ICB}, ${planId}, 'risk', '{}', ${nurse.id}, 'x')`,
    ];
    for (const statement of statements)
      await assert.rejects(
        ownerDb.transaction(nurse, tx => tx.query(statement)),
        refuses('PB006'),
      );
  });

  test('another hash than its own can be neither submitted nor decided', async () => {
    const { budgetId } = await makePlannedCase(tools, ICB, 'SIGNED');
    const { planId } = await planOf(budgetId);
    const lying = as(nurse, tx =>
      tx.query(sql`insert into plan_submission (plan_id, icb_code, content_hash, proposed_final_budget_id, submitted_on, by_id, by_name)
        select ${planId}, ${ICB}, 'other', proposed_final_budget_id, '2026-11-23', ${nurse.id}, 'x' from proposed_final_budget
         where budget_id = ${budgetId}`),
    );
    await assert.rejects(lying, refuses('PB007'));
  });

  test('the hash finds an edit past every trigger', async () => {
    const { budgetId } = await makePlannedCase(tools, ICB, 'APPROVED');
    const { planId } = await planOf(budgetId);
    const isTrue = async () => {
      const [row] = await superDb.query(sql`
        select plan_content_hash(plan_id) = content_hash as same from plan_decision where plan_id = ${planId}`);
      return row!.same;
    };
    assert.equal(await isTrue(), true);
    await superDb.query(sql`alter table plan_item disable trigger user`);
    await superDb.query(sql`update plan_item set unit_pence = unit_pence + 1 where plan_id = ${planId}`);
    await superDb.query(sql`alter table plan_item enable trigger user`);
    assert.equal(await isTrue(), false);
  });

  test('an unfinished plan is told every reason at once and nothing moves', async () => {
    const { budgetId } = await makePlannedCase(tools, ICB, 'PLANNING');
    const decision = await submitPlan(tools, nurse, command(), budgetId, await hashNow(tools, nurse, budgetId));
    assert.ok(!decision.accepted && decision.refusals.length >= 15);
    assert.equal(await stateOf(budgetId), 'PLANNING');
  });
});
