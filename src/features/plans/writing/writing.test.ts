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
  ownerDb,
  planOf,
  refuses,
  superDb,
  tools,
} from '../../../../test/support/plans-board.ts';
import { sql } from '../../../platform/sql.ts';
import { agreementOf } from '../../../rules/plan/plan.ts';
import { NO_CHECKS } from '../../../rules/plan/plan-checks.ts';
import { pounds } from '../../../values/pence.ts';
import { proposeFinalBudget } from '../../budgets/final/propose-final-budget.ts';
import { handOver } from '../../requests/hand-over.ts';
import { loadBudget } from '../../requests/store.ts';
import { decidePlan } from '../approval/decide-plan.ts';
import { loadEntries } from '../entry-store.ts';
import { loadPlanFacts } from '../facts.ts';
import { signStatements } from '../signing/sign-statements.ts';
import { submitPlan } from '../signing/submit-plan.ts';
import { loadAuthors, loadPlanAuthors, loadPlanItems, loadSections } from '../store.ts';
import { loadCompared } from '../versions/compare.ts';
import { addEntry } from './add-entry.ts';
import { addItem, type NewItem } from './add-item.ts';
import { beginPlanning } from './begin-planning.ts';
import { removeEntry } from './remove-entry.ts';
import { removeItem } from './remove-item.ts';
import { writeSection } from './write-section.ts';

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
