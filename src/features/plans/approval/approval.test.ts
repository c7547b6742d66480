import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../../test/support/actors.ts';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { countRows, ICB } from '../../../../test/support/database.ts';
import { approvalInput, hashNow, itemInput, makePlannedCase, statementsInput } from '../../../../test/support/plans.ts';
import {
  as,
  database,
  db,
  latestNotice,
  no,
  nurse,
  planOf,
  stateOf,
  stranger,
  tools,
} from '../../../../test/support/plans-board.ts';
import { sql } from '../../../platform/sql.ts';
import type { Actor } from '../../../values/actor.ts';
import { proposeFinalBudget } from '../../budgets/final/propose-final-budget.ts';
import { loadPlanDecision } from '../decision-store.ts';
import { signRiskPlan } from '../signing/sign-risk-plan.ts';
import { signStatements } from '../signing/sign-statements.ts';
import { submitPlan } from '../signing/submit-plan.ts';
import { loadApprovedPlan, loadPlan, loadPlanAuthors, loadPlanItems } from '../store.ts';
import { addItem } from '../writing/add-item.ts';
import { removeItem } from '../writing/remove-item.ts';
import { writeSection } from '../writing/write-section.ts';
import { decidePlan } from './decide-plan.ts';

describe('T10  Approval', () => {
  test('is stored with eight points and their facts, the hash, the limit it was held against; N09', async () => {
    const { budgetId, approver } = await makePlannedCase(tools, ICB, 'APPROVED');
    assert.equal(await stateOf(budgetId), 'APPROVED');
    const decision = (await as(nurse, tx => loadPlanDecision(tx, budgetId)))!;
    assert.equal(decision.byId, approver.id);
    assert.deepEqual(
      decision.points.map(({ point, answer }) => `${point} ${answer}`),
      ['ICB1 yes', 'ICB2 yes', 'ICB3 yes', 'ICB4 yes', 'ICB5 not-applicable', 'P1 yes', 'P2 yes', 'P3 yes'],
    );
    assert.deepEqual(decision.points[1]!.facts.slice(0, 4), [
      'What comes round again in the year: £31,200.00',
      'What is bought once: £0.00',
      'Kept for emergencies: £2,400.00',
      'Proposed final budget: £33,600.00',
    ]);
    const approved = (await as(nurse, tx => loadApprovedPlan(tx, budgetId)))!;
    assert.equal(approved.contentHash, (await planOf(budgetId)).contentHash);
    assert.equal(approved.items.length, 1);
    assert.equal((await latestNotice(budgetId)).kind, 'N09');
  });

  test('R-064  whoever wrote, set the figure, assessed or found eligible is refused', async () => {
    const made = await makePlannedCase(tools, ICB, 'SUBMITTED');
    const input = approvalInput(await hashNow(tools, nurse, made.budgetId));
    const decide = async (actor: Actor) => verdict(await decidePlan(tools, actor, command(), made.budgetId, input));
    assert.equal(await decide(made.coordinator), 'approver-assessed, approver-wrote-plan');
    assert.equal(await decide({ ...made.finance, roles: ['approver'] }), 'approver-set-figure');
    assert.equal(await decide(made.decider), 'approver-decided-eligibility');
    assert.equal(await stateOf(made.budgetId), 'SUBMITTED');
    assert.equal(await decide(made.approver), 'accepted');
  });

  test('R-064  a penny over the approver’s own limit', async () => {
    const made = await makePlannedCase(tools, ICB, 'SUBMITTED', { approvalLimitPence: 3_359_999n });
    const input = approvalInput(await hashNow(tools, nurse, made.budgetId));
    assert.equal(
      verdict(await decidePlan(tools, made.approver, command(), made.budgetId, input)),
      'over-delegated-limit',
    );
  });

  test('two approvers at once: one wins, the other is told that it is decided', async () => {
    const made = await makePlannedCase(tools, ICB, 'SUBMITTED');
    const second = await makeStaff(db, ICB, ['approver']);
    const input = approvalInput(await hashNow(tools, nurse, made.budgetId));
    const returned = { ...input, decision: 'RETURN', points: { ...input.points, ICB1: no } } as const;
    const answers = await Promise.all([
      decidePlan(tools, made.approver, command(), made.budgetId, input),
      decidePlan(tools, second, command(), made.budgetId, returned),
    ]);
    assert.equal(answers.filter(answer => answer.accepted).length, 1);
    assert.match(answers.map(verdict).join(), /wrong-state/);
    const decisions = sql`select from plan_decision join plan using (plan_id) where budget_id = ${made.budgetId}`;
    assert.equal(await countRows(database, decisions), 1);
  });

  test('a refused approval leaves its reasons in the trail and nothing else', async () => {
    const made = await makePlannedCase(tools, ICB, 'SUBMITTED');
    const once = command();
    const input = approvalInput(await hashNow(tools, nurse, made.budgetId), { clinicianName: '' });
    assert.equal(verdict(await decidePlan(tools, made.approver, once, made.budgetId, input)), 'clinician-not-named');
    assert.equal(
      await countRows(database, sql`select from audit_event where command_id = ${once.id} and outcome = 'refused'`),
      1,
    );
    assert.equal(
      await countRows(
        database,
        sql`select from plan_decision join plan using (plan_id) where budget_id = ${made.budgetId}`,
      ),
      0,
    );
  });

  test('a page of an older plan decides nothing', async () => {
    const made = await makePlannedCase(tools, ICB, 'SUBMITTED');
    const input = approvalInput('0'.repeat(64));
    assert.equal(verdict(await decidePlan(tools, made.approver, command(), made.budgetId, input)), 'changed-meanwhile');
  });

  test('another board finds nothing', async () => {
    const { budgetId } = await makePlannedCase(tools, ICB, 'SUBMITTED');
    assert.equal(await as(stranger, tx => loadPlan(tx, budgetId)), undefined);
    const input = approvalInput('0'.repeat(64));
    assert.equal(verdict(await decidePlan(tools, stranger, command(), budgetId, input)), 'not-found');
  });
});

describe('T11  A returned plan goes on as the next version', () => {
  test('a copy in the name of who wrote it, N10 with what would put it right, and then all the way', async () => {
    const made = await makePlannedCase(tools, ICB, 'SUBMITTED');
    const { budgetId, approver, coordinator, person } = made;
    const input = approvalInput(await hashNow(tools, nurse, budgetId));
    const returned = { ...input, decision: 'RETURN', points: { ...input.points, ICB1: no } } as const;
    must(await decidePlan(tools, approver, command(), budgetId, returned));
    const notice = await latestNotice(budgetId);
    assert.deepEqual([notice.kind, notice.reasons], ['N10', ['Say who comes at night']]);

    const copy = await planOf(budgetId);
    assert.deepEqual([copy.version, copy.status], [2, 'DRAFT']);
    assert.equal(copy.contentHash, input.seenHash);
    const authors = await as(nurse, tx => loadPlanAuthors(tx, budgetId));
    assert.ok(!authors.includes(approver.id), 'sending back is not writing');

    const sections = { words: 'The agency comes at night. The alarm is on.' };
    must(await writeSection(tools, coordinator, command(), budgetId, 'risk', sections));
    must(await signRiskPlan(tools, person, command(), budgetId, sections.words));
    must(await signStatements(tools, person, command(), budgetId, await statementsInput(tools, person, budgetId)));
    const hash = await hashNow(tools, nurse, budgetId);
    must(await submitPlan(tools, coordinator, command(), budgetId, hash));
    must(await decidePlan(tools, approver, command(), budgetId, approvalInput(hash)));
    const approved = (await as(nurse, tx => loadApprovedPlan(tx, budgetId)))!;
    assert.deepEqual([approved.version, approved.items.length], [2, 1]);
  });

  test('items that were taken out stay out', async () => {
    const made = await makePlannedCase(tools, ICB, 'WRITTEN');
    const { budgetId, outcomeId, approver } = made;
    const extra = itemInput(outcomeId, { label: 'Massage', category: 'THERAPY', unitPence: 1n });
    const { planItemId } = must(await addItem(tools, nurse, command(), budgetId, extra));
    must(await removeItem(tools, nurse, command(), budgetId, planItemId));
    must(
      await proposeFinalBudget(tools, made.finance, command(), budgetId, {
        finalPence: 3_360_000n,
        contingencyPence: 240_000n,
        reason: '',
      }),
    );
    const input = await statementsInput(tools, made.person, budgetId);
    must(await signStatements(tools, made.person, command(), budgetId, input));
    const hash = await hashNow(tools, nurse, budgetId);
    must(await submitPlan(tools, nurse, command(), budgetId, hash));
    const given = approvalInput(hash);
    const returned = { ...given, decision: 'RETURN', points: { ...given.points, ICB1: no } } as const;
    must(await decidePlan(tools, approver, command(), budgetId, returned));
    const { planId } = await planOf(budgetId);
    assert.deepEqual(
      (await as(nurse, tx => loadPlanItems(tx, planId))).map(({ label }) => label),
      ['Personal assistant, 40 hours a week'],
    );
  });
});

describe('T12, R-018  A refusal has a listed reason, words, and a way to have it looked at again', () => {
  test('N11 carries them', async () => {
    const made = await makePlannedCase(tools, ICB, 'SUBMITTED');
    const { budgetId, approver } = made;
    const input = approvalInput(await hashNow(tools, nurse, budgetId), { decision: 'REFUSE' });
    assert.equal(verdict(await decidePlan(tools, approver, command(), budgetId, input)), 'refusal-without-reason');
    const refused = { ...input, refusalCode: 'CLINICAL_RISK', refusalWords: 'Nights are not covered.' } as const;
    must(await decidePlan(tools, approver, command(), budgetId, refused));
    assert.equal(await stateOf(budgetId), 'REFUSED');
    const notice = await latestNotice(budgetId);
    assert.deepEqual([notice.kind, notice.reasons], ['N11', ['Nights are not covered.']]);
    assert.match(notice.reconsiderationRoute, /look at it again/);
  });
});
