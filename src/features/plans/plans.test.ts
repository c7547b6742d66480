import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makePerson, makeStaff } from '../../../test/support/actors.ts';
import { command, must, verdict } from '../../../test/support/cases.ts';
import { countRows, ICB, OTHER_ICB, testDatabase } from '../../../test/support/database.ts';
import {
  approvalInput,
  hashNow,
  itemInput,
  makePlannedCase,
  makeRateCard,
  sectionsOf,
  statementsInput,
} from '../../../test/support/plans.ts';
import { errorCode, type Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { agreementOf } from '../../rules/plan/plan.ts';
import { NO_CHECKS } from '../../rules/plan/plan-checks.ts';
import type { Actor } from '../../values/actor.ts';
import { pounds } from '../../values/pence.ts';
import { proposeFinalBudget } from '../budgets/final/propose-final-budget.ts';
import { loadNotices } from '../people/store.ts';
import { handOver } from '../requests/hand-over.ts';
import { loadBudget } from '../requests/store.ts';
import { decidePlan } from './approval/decide-plan.ts';
import { loadPlanDecision } from './decision-store.ts';
import { loadEntries } from './entry-store.ts';
import { loadPlanFacts } from './facts.ts';
import { signRiskPlan } from './signing/sign-risk-plan.ts';
import { signStatements } from './signing/sign-statements.ts';
import { submitPlan } from './signing/submit-plan.ts';
import {
  loadApprovedPlan,
  loadAuthors,
  loadPlan,
  loadPlanAuthors,
  loadPlanItems,
  loadRiskSignature,
  loadSections,
  saveSection,
} from './store.ts';
import { loadCompared } from './versions/compare.ts';
import { addEntry } from './writing/add-entry.ts';
import { addItem, type NewItem } from './writing/add-item.ts';
import { beginPlanning } from './writing/begin-planning.ts';
import { removeEntry } from './writing/remove-entry.ts';
import { removeItem } from './writing/remove-item.ts';
import { writeSection } from './writing/write-section.ts';

const database = await testDatabase();
const { tools, db, ownerDb, superDb } = database;
await makeRateCard(tools, ICB);
const nurse = await makeStaff(db, ICB, ['care-coordinator']);
const stranger = await makeStaff(db, OTHER_ICB, ['care-coordinator']);
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => db.transaction(actor, work);
const stateOf = async (budgetId: string) => (await as(nurse, tx => loadBudget(tx, ICB, budgetId)))!.state;
const planOf = async (budgetId: string) => (await as(nurse, tx => loadPlan(tx, budgetId)))!;
const latestNotice = async (budgetId: string) => (await as(nurse, tx => loadNotices(tx, budgetId, 1)))[0]!;
const refuses = (code: string) => (error: unknown) => errorCode(error) === code;
const no = { answer: 'no', reason: 'Say who comes at night' } as const;

describe('T08  Planning begins with who the person chose', () => {
  test('a first version with that section, and N07', async () => {
    const { budgetId } = await makePlannedCase(tools, ICB, 'PLANNING');
    const plan = await planOf(budgetId);
    assert.deepEqual([plan.version, plan.status], [1, 'DRAFT']);
    assert.deepEqual(await as(nurse, tx => loadSections(tx, plan.planId)), { involved: { words: 'My mother' } });
    assert.equal((await latestNotice(budgetId)).kind, 'N07');
  });

  test('R-038  not before the indicative budget, not twice', async () => {
    const { budgetId } = await makePlannedCase(tools, ICB, 'PLANNING');
    const input = { involved: 'Nobody', planningSupport: '' };
    assert.equal(verdict(await beginPlanning(tools, nurse, command(), budgetId, input)), 'wrong-state');
  });
});

describe('T09  The plan is written in the open: who wrote which words stays known', () => {
  test('the latest words of a section count, the earlier ones stay', async () => {
    const { budgetId, person } = await makePlannedCase(tools, ICB, 'PLANNING');
    must(await writeSection(tools, nurse, command(), budgetId, 'strengths', { words: 'Patient' }));
    must(await writeSection(tools, person, command(), budgetId, 'strengths', { words: 'Very patient', colour: 'red' }));
    const { planId } = await planOf(budgetId);
    assert.deepEqual((await as(nurse, tx => loadSections(tx, planId))).strengths, { words: 'Very patient' });
    assert.equal(
      await countRows(database, sql`select from plan_section where plan_id = ${planId} and kind = 'strengths'`),
      2,
    );
    const authors = await as(nurse, tx => loadPlanAuthors(tx, budgetId));
    assert.ok(authors.includes(nurse.id) && authors.includes(person.id));
  });

  test('no section of another name, and none half written', async () => {
    const { budgetId } = await makePlannedCase(tools, ICB, 'PLANNING');
    const write = (kind: string, content: Record<string, string>) =>
      writeSection(tools, nurse, command(), budgetId, kind, content);
    assert.equal(verdict(await write('poetry', { words: 'x' })), 'not-found');
    assert.equal(verdict(await write('contingency', { triggers: 'x' })), 'section-incomplete, section-incomplete');
  });

  test('R-050  an item costs quantity × price × times, its needs follow from its outcomes', async () => {
    const { budgetId, outcomeId, needId } = await makePlannedCase(tools, ICB, 'PLANNING');
    must(await addItem(tools, nurse, command(), budgetId, itemInput(outcomeId, { times: 26 })));
    const { planId } = await planOf(budgetId);
    const [item] = await as(nurse, tx => loadPlanItems(tx, planId));
    assert.equal(pounds(item!.annualPence), '£15,600.00');
    assert.deepEqual([item!.outcomeIds, item!.needIds], [[outcomeId], [needId]]);
  });

  test('R-066 to R-071  what may not be bought is refused as it is written, by its rule', async () => {
    const { budgetId, outcomeId } = await makePlannedCase(tools, ICB, 'PLANNING');
    const add = (given: object) => addItem(tools, nurse, command(), budgetId, itemInput(outcomeId, given));
    const flu = await add({ label: 'Flu jab', category: 'OTHER' });
    assert.ok(!flu.accepted && flu.refusals[0].code === 'item-excluded' && flu.refusals[0].rule === 'R-068');
    assert.equal(verdict(await add({ label: 'Ginger tea and a debit card', category: 'OTHER' })), 'accepted');
  });

  test('R-049  an outcome of somebody else’s is no outcome', async () => {
    const { budgetId } = await makePlannedCase(tools, ICB, 'PLANNING');
    const other = await makePlannedCase(tools, ICB, 'PLANNING');
    assert.equal(
      verdict(await addItem(tools, nurse, command(), budgetId, itemInput(other.outcomeId))),
      'item-without-need, item-serves-unknown-outcome',
    );
  });

  test('an item is taken out once, and only from its own plan', async () => {
    const made = await makePlannedCase(tools, ICB, 'WRITTEN');
    const other = await makePlannedCase(tools, ICB, 'WRITTEN');
    const { planId } = await planOf(made.budgetId);
    const [item] = await as(nurse, tx => loadPlanItems(tx, planId));
    const remove = (budgetId: string) => removeItem(tools, nurse, command(), budgetId, item!.planItemId);
    assert.equal(verdict(await remove(other.budgetId)), 'not-found');
    assert.equal(verdict(await remove(made.budgetId)), 'accepted');
    assert.equal(verdict(await remove(made.budgetId)), 'not-found');
    assert.deepEqual(await as(nurse, tx => loadPlanItems(tx, planId)), []);
  });
});

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

describe('R-054  Entries of the standard: added and taken out, in the name of who wrote them', () => {
  const action = (outcomeId: string, given: Record<string, string> = {}) => ({
    kind: 'action',
    content: { outcomeId, what: 'Go to the pool with Pat', who: 'Pat', confidence: '8', ...given },
  });

  test('written by the person, read back with who and when; a browser’s line ends are kept as one', async () => {
    const { budgetId, person } = await makePlannedCase(tools, ICB, 'PLANNING');
    const content = { name: 'Jo', comments: 'My mother\r\nlives near', colour: 'red' };
    must(await addEntry(tools, person, command(), budgetId, { kind: 'personal-contact', content }));
    const { planId } = await planOf(budgetId);
    const [entry] = await as(nurse, tx => loadEntries(tx, planId));
    assert.deepEqual(entry!.content, { name: 'Jo', comments: 'My mother\nlives near' });
    assert.equal(entry!.byName, person.name);
    assert.equal(entry!.writtenOn.toString(), Temporal.Now.plainDateISO('Europe/London').toString());
  });

  test('R-055  confidence 11 is refused, and so is an outcome of somebody else’s', async () => {
    const { budgetId, outcomeId } = await makePlannedCase(tools, ICB, 'PLANNING');
    const other = await makePlannedCase(tools, ICB, 'PLANNING');
    const add = (entry: { kind: string; content: Record<string, string> }) =>
      addEntry(tools, nurse, command(), budgetId, entry);
    assert.equal(verdict(await add(action(outcomeId, { confidence: '11' }))), 'score-out-of-range');
    assert.equal(verdict(await add(action(other.outcomeId))), 'action-for-unknown-outcome');
    assert.equal(verdict(await add({ kind: 'poetry', content: {} })), 'not-found');
    assert.equal(verdict(await add(action(outcomeId))), 'accepted');
  });

  test('an entry more makes the statements stale, taking it out makes them hold again; once, from its own plan', async () => {
    const made = await makePlannedCase(tools, ICB, 'SIGNED');
    const other = await makePlannedCase(tools, ICB, 'SIGNED');
    const before = (await planOf(made.budgetId)).contentHash;
    const { planEntryId } = must(await addEntry(tools, nurse, command(), made.budgetId, action(made.outcomeId)));
    assert.notEqual((await planOf(made.budgetId)).contentHash, before);
    const remove = (budgetId: string) => removeEntry(tools, nurse, command(), budgetId, planEntryId);
    assert.equal(verdict(await remove(other.budgetId)), 'not-found');
    assert.equal(verdict(await remove(made.budgetId)), 'accepted');
    assert.equal(verdict(await remove(made.budgetId)), 'not-found');
    assert.equal((await planOf(made.budgetId)).contentHash, before);
  });

  test('a submitted plan takes no entry more, by the service or by the owner of the tables', async () => {
    const made = await makePlannedCase(tools, ICB, 'SUBMITTED');
    assert.equal(
      verdict(await addEntry(tools, nurse, command(), made.budgetId, action(made.outcomeId))),
      'wrong-state',
    );
    const { planId } = await planOf(made.budgetId);
    await assert.rejects(
      ownerDb.transaction(nurse, tx =>
        tx.query(sql`insert into plan_entry (icb_code, plan_id, kind, content, by_id, by_name)
          values (${ICB}, ${planId}, 'document', '{"name":"x"}', ${nurse.id}, 'x')`),
      ),
      refuses('PB006'),
    );
  });

  test('a returned plan keeps its entries and what is said of each payee; what changed is told in sentences', async () => {
    const checks = { ...NO_CHECKS, relationship: 'CHILD', sameHousehold: true } as const;
    const items = (outcomeId: string) => [itemInput(outcomeId, { provider: 'Ruth Sample', checks })];
    const made = await makePlannedCase(tools, ICB, 'WRITTEN', { items });
    const { budgetId, person, coordinator, approver, finance } = made;
    must(await addEntry(tools, coordinator, command(), budgetId, action(made.outcomeId)));
    const proposal = { finalPence: 3_360_000n, contingencyPence: 240_000n, reason: '' };
    must(await proposeFinalBudget(tools, finance, command(), budgetId, proposal));
    must(await signStatements(tools, person, command(), budgetId, await statementsInput(tools, person, budgetId)));
    const hash = await hashNow(tools, nurse, budgetId);
    must(await submitPlan(tools, coordinator, command(), budgetId, hash));
    const input = approvalInput(hash);
    const returned = { ...input, decision: 'RETURN', points: { ...input.points, ICB1: no } } as const;
    must(await decidePlan(tools, approver, command(), budgetId, returned));

    const copy = await planOf(budgetId);
    assert.equal(copy.contentHash, hash);
    assert.equal((await as(nurse, tx => loadEntries(tx, copy.planId)))[0]!.byName, coordinator.name);
    assert.deepEqual((await as(nurse, tx => loadPlanItems(tx, copy.planId)))[0]!.checks, checks);
    must(await writeSection(tools, person, command(), budgetId, 'strengths', { words: 'I plan well and I swim.' }));
    const compared = (await as(nurse, tx => loadCompared(tx, budgetId, {})))!;
    assert.deepEqual([compared.from.version, compared.to.version], [1, 2]);
    assert.deepEqual(
      compared.differences.map(({ sentence }) => sentence),
      ['“Strengths and skills” said: I am a good planner. Now it says: I plan well and I swim.'],
    );
    const turned = (await as(nurse, tx => loadCompared(tx, budgetId, { from: '2', to: '1' })))!;
    assert.equal(turned.differences.length, 1);
    const { sections, items: wrote } = await as(nurse, tx => loadAuthors(tx, copy.planId));
    assert.equal(sections.get('strengths')!.byName, person.name);
    assert.equal([...wrote.values()][0]!.byName, coordinator.name);
  });
});

describe('R-048 R-051 R-054 R-165  What a plan is held against', () => {
  const factsOf = (budgetId: string) =>
    as(nurse, async tx => (await loadPlanFacts(tx, (await loadBudget(tx, ICB, budgetId))!, tools.today()))!);

  test('R-165  a wage below the minimum of the budget year is refused as it is written', async () => {
    const { budgetId, outcomeId } = await makePlannedCase(tools, ICB, 'PLANNING');
    const add = (unitPence: bigint, given: Partial<NewItem> = {}) =>
      addItem(tools, nurse, command(), budgetId, itemInput(outcomeId, { unitPence, ...given }));
    assert.equal(verdict(await add(1270n)), 'wage-below-minimum');
    assert.equal(verdict(await add(1271n)), 'accepted');
    assert.equal(verdict(await add(1085n, { checks: { ...NO_CHECKS, payBand: 'AGE_18' } })), 'accepted');
  });

  test('R-075  a place to live in a care home is refused as a direct payment, and may be arranged by the NHS', async () => {
    const { budgetId, outcomeId } = await makePlannedCase(tools, ICB, 'PLANNING');
    const home = { label: 'A room', category: 'OTHER', checks: { ...NO_CHECKS, careHome: 'LONG_TERM' } } as const;
    const add = (given: Partial<NewItem>) =>
      addItem(tools, nurse, command(), budgetId, itemInput(outcomeId, { ...home, ...given }));
    assert.equal(verdict(await add({})), 'care-home-by-direct-payment');
    assert.equal(verdict(await add({ option: 'NOTIONAL' })), 'accepted');
  });

  test('R-051  a care co-ordinator who left is none, until somebody takes the case over', async () => {
    const { budgetId, coordinator } = await makePlannedCase(tools, ICB, 'SIGNED');
    await superDb.query(sql`update staff_user set ended_at = now() where staff_user_id = ${coordinator.id}`);
    assert.equal((await factsOf(budgetId)).careCoordinatorId, undefined);
    const hash = await hashNow(tools, nurse, budgetId);
    assert.equal(verdict(await submitPlan(tools, nurse, command(), budgetId, hash)), 'no-care-coordinator');
    const give = (coordinatorId: string) =>
      handOver(tools, nurse, command(), budgetId, { coordinatorId, reason: 'Left us' });
    assert.equal(verdict(await give((await makeStaff(db, ICB, ['finance-officer'])).id)), 'coordinator-not-one');
    assert.equal(verdict(await give(coordinator.id)), 'not-found');
    must(await give(nurse.id));
    assert.equal((await factsOf(budgetId)).careCoordinatorId, nurse.id);
    assert.equal(verdict(await give(nurse.id)), 'coordinator-same');
    assert.equal(verdict(await submitPlan(tools, nurse, command(), budgetId, hash)), 'accepted');
  });

  test('R-054  signed by the person for themself', async () => {
    const { budgetId, person } = await makePlannedCase(tools, ICB, 'SIGNED');
    const { agreed, byName, signedAs } = agreementOf(await factsOf(budgetId));
    assert.deepEqual([agreed, byName, signedAs], [true, person.name, 'PERSON']);
  });

  test('R-073 R-074  what is still wanted before a line is paid is said beside the plan', async () => {
    const { budgetId, outcomeId } = await makePlannedCase(tools, ICB, 'PLANNING');
    const agency = itemInput(outcomeId, { label: 'Nights', category: 'AGENCY_CARE', provider: 'Kind Care' });
    must(await addItem(tools, nurse, command(), budgetId, agency));
    assert.deepEqual((await factsOf(budgetId)).warnings, [
      { code: 'registration-to-come', item: 'Nights', regulated: 'ACTIVITY' },
    ]);
  });
});
