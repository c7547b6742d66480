import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../test/support/actors.ts';
import { command, declineInput, eligibleInput, makeCase, must, verdict } from '../../../test/support/cases.ts';
import { countRows, ICB, OTHER_ICB, testDatabase } from '../../../test/support/database.ts';
import { sql } from '../../platform/sql.ts';
import { chcStanding } from '../../rules/eligibility/chc-default.ts';
import { WHEELCHAIR_TESTS } from '../../rules/eligibility/groups.ts';
import { loadNotices } from '../people/store.ts';
import { arrangeCare } from '../requests/arrange-care.ts';
import { loadBudget, loadCareTask, loadHistory } from '../requests/store.ts';
import { withdraw } from '../requests/withdraw.ts';
import { declineRequest } from './decline-request.ts';
import { findEligible } from './find-eligible.ts';
import { recordInformation } from './record-information.ts';
import { loadChcCases, loadEligibilityDecision, loadInformation } from './store.ts';

const database = await testDatabase();
const { tools, db } = database;
const nurse = await makeStaff(db, ICB, ['care-coordinator']);
const decider = await makeStaff(db, ICB, ['approver']);
const stranger = await makeStaff(db, OTHER_ICB, ['approver', 'care-coordinator']);

const lastState = async (budgetId: string) =>
  (await db.transaction(nurse, tx => loadHistory(tx, budgetId))).map(({ state }) => state).at(-1);
const notices = async (budgetId: string) =>
  (await db.transaction(nurse, tx => loadNotices(tx, budgetId, 50))).reverse();
const no = (given: object = {}) => ({
  ...declineInput(tools),
  reasons: [{ code: 'NOT_SAFE', words: 'Nobody could keep you safe at night.' }],
  responsibleIcbConfirmed: true,
  alternatives: 'Care at home by the district nurses.',
  ...given,
});

describe('R-008  Information is recorded and the person has it in writing', () => {
  test('recorded, with notice N01 in the inbox', async () => {
    const { budgetId } = await makeCase(tools, ICB, 'REQUESTED');
    must(await recordInformation(tools, nurse, command(), budgetId, { what: 'A leaflet', givenOn: tools.today() }));
    const information = await db.transaction(nurse, tx => loadInformation(tx, budgetId));
    assert.deepEqual(
      information.map(({ what, givenOn }) => [what, givenOn.toString()]),
      [['A leaflet', '2026-11-23']],
    );
    assert.deepEqual(
      (await notices(budgetId)).map(notice => notice.kind),
      ['N02', 'N01'],
    );
  });

  test('without it neither answer is given, and a refusal leaves only its audit row', async () => {
    const { budgetId } = await makeCase(tools, ICB, 'REQUESTED');
    const once = command();
    assert.equal(
      verdict(await findEligible(tools, decider, once, budgetId, eligibleInput(tools))),
      'information-missing',
    );
    assert.equal(verdict(await declineRequest(tools, decider, command(), budgetId, no())), 'information-missing');
    assert.equal(await lastState(budgetId), 'REQUESTED');
    assert.equal(await db.transaction(nurse, tx => loadEligibilityDecision(tx, budgetId)), undefined);
    assert.deepEqual(
      (await notices(budgetId)).map(notice => notice.kind),
      ['N02'],
    );
    const [event] = await database.superDb.query(sql`
      select outcome, actor_id, budget_id, reasons from audit_event where command_id = ${once.id}`);
    assert.deepEqual(event, {
      outcome: 'refused',
      actor_id: decider.id,
      budget_id: budgetId,
      reasons: [{ code: 'information-missing' }],
    });
  });
});

describe('T03  The person is eligible', () => {
  test('the decision has its basis, policy and decider; the person is told by N03', async () => {
    const { budgetId } = await makeCase(tools, ICB, 'INFORMED');
    const value = must(await findEligible(tools, decider, command(), budgetId, eligibleInput(tools)));
    assert.equal(value.granted, 'FULL');
    const decision = await db.transaction(nurse, tx => loadEligibilityDecision(tx, budgetId));
    assert.deepEqual(
      [decision?.basis, decision?.granted, decision?.byId, decision?.policyVersion, decision?.evidenceOn?.toString()],
      ['RIGHT', 'FULL', decider.id, 'default-1', '2026-11-23'],
    );
    assert.equal(await lastState(budgetId), 'ELIGIBLE');
    assert.deepEqual(
      (await notices(budgetId)).map(notice => notice.kind),
      ['N02', 'N01', 'N03'],
    );
    const again = await findEligible(tools, decider, command(), budgetId, eligibleInput(tools));
    assert.equal(verdict(again), 'wrong-state');
  });

  test('R-018  a part refused: N04 beside N03, with the reasons and how to have it looked at again', async () => {
    const { budgetId } = await makeCase(tools, ICB, 'INFORMED');
    const input = { ...eligibleInput(tools), reasons: no().reasons, partRefused: 'Night care', alternatives: 'Nurses' };
    assert.equal(must(await findEligible(tools, decider, command(), budgetId, input)).granted, 'PART');
    const n04 = (await notices(budgetId)).find(notice => notice.kind === 'N04');
    assert.deepEqual(n04?.reasons, ['Nobody could keep you safe at night.']);
    assert.match(
      n04?.reconsiderationRoute ?? '',
      /look at it again\..* call NHS Testshire ICB on 01632 960001.* within 28 days/,
    );
    assert.deepEqual(n04?.alternatives, ['Nurses', 'The rest of your care can be in a budget.']);
  });

  test('R-010  a person of 17 on the day of that decision is refused, of 18 accepted', async () => {
    const { budgetId } = await makeCase(tools, ICB, 'INFORMED', { dateOfBirth: Temporal.PlainDate.from('2008-11-24') });
    const early = await findEligible(tools, decider, command(), budgetId, eligibleInput(tools));
    assert.equal(verdict(early), 'not-adult');
    tools.moveTo('2026-11-24');
    const later = await findEligible(tools, decider, command(), budgetId, eligibleInput(tools));
    tools.moveTo('2026-11-23');
    assert.equal(verdict(later), 'accepted');
  });

  test('two deciders at once: one answer', async () => {
    const { budgetId } = await makeCase(tools, ICB, 'INFORMED');
    const both = await Promise.all([
      findEligible(tools, decider, command(), budgetId, eligibleInput(tools)),
      declineRequest(tools, decider, command(), budgetId, no()),
    ]);
    assert.deepEqual(both.map(verdict).sort(), ['accepted', 'wrong-state']);
    assert.equal(await countRows(database, sql`select from eligibility_decision where budget_id = ${budgetId}`), 1);
  });

  test('the same command twice is one answer', async () => {
    const { budgetId } = await makeCase(tools, ICB, 'INFORMED');
    const once = command();
    const [a, b] = await Promise.all(
      [1, 2].map(() => findEligible(tools, decider, once, budgetId, eligibleInput(tools))),
    );
    assert.deepEqual(a, b);
    assert.equal(await countRows(database, sql`select from eligibility_decision where budget_id = ${budgetId}`), 1);
  });
});

describe('T04  The request is declined', () => {
  test('R-018  with reasons in writing and how to have it looked at again', async () => {
    const { budgetId } = await makeCase(tools, ICB, 'INFORMED');
    must(await declineRequest(tools, decider, command(), budgetId, no()));
    assert.equal(await lastState(budgetId), 'DECLINED');
    const n04 = (await notices(budgetId)).at(-1);
    assert.equal(n04?.kind, 'N04');
    assert.equal(n04?.reasons.length, 1);
    assert.deepEqual(n04?.rules, ['R-009']);
    assert.equal(n04?.alternatives[0], 'Care at home by the district nurses.');
    assert.match(n04?.whatWouldChange[0] ?? '', /make it safe/);
    assert.match(n04?.facts[0] ?? '', /NHS Continuing Healthcare/);
    assert.match(n04?.help.join(' ') ?? '', /complaint.*Ombudsman/);
    assert.ok(n04?.decisionId);
  });

  test('R-017  the care goes on: the care co-ordinator has the task the same day, and closes it once', async () => {
    const { budgetId } = await makeCase(tools, ICB, 'DECLINED');
    const task = () => db.transaction(nurse, tx => loadCareTask(tx, budgetId));
    assert.deepEqual([(await task())?.raisedOn.toString(), (await task())?.done], ['2026-11-23', undefined]);
    const arranged = { arranged: 'District nurses, twice a day', startsOn: tools.today() };
    must(await arrangeCare(tools, nurse, command(), budgetId, arranged));
    assert.equal((await task())?.done?.arranged, 'District nurses, twice a day');
    assert.equal(verdict(await arrangeCare(tools, nurse, command(), budgetId, arranged)), 'care-task-done');
    assert.equal(verdict(await arrangeCare(tools, stranger, command(), budgetId, arranged)), 'not-found');
  });

  test('R-009  “no budget this year” is no reason, and the case stays as it is', async () => {
    const { budgetId } = await makeCase(tools, ICB, 'INFORMED');
    const input = no({ reasons: [{ code: 'NO_BUDGET_THIS_YEAR', words: 'No budget this year' }] });
    assert.equal(
      verdict(await declineRequest(tools, decider, command(), budgetId, input)),
      'not-inappropriateness, reason-not-allowed',
    );
    assert.equal(await lastState(budgetId), 'REQUESTED');
  });

  test('R-018  the database itself takes no refusal without a reason', async () => {
    const { budgetId, personId } = await makeCase(tools, ICB, 'INFORMED');
    await assert.rejects(
      db.transaction(decider, tx =>
        tx.query(sql`
          insert into eligibility_decision (icb_code, budget_id, granted, eligible_group, evidence, responsible_icb_confirmed,
                                            policy_version, decided_on, by_id, by_name)
          values (${ICB}, ${budgetId}, 'NONE', 'CHC_STANDARD', '', true, 'default-1', ${tools.today()}, ${decider.id}, 'x')`),
      ),
      { constraint: 'refusal_has_reasons' },
    );
    await assert.rejects(
      db.transaction(decider, tx =>
        tx.query(sql`
          insert into notice (icb_code, kind, person_id, budget_id, recipient, heading, paragraphs, effective_on)
          values (${ICB}, 'N04', ${personId}, ${budgetId}, 'x', 'x', ${['x']}, ${tools.today()})`),
      ),
      { constraint: 'adverse_notice_has_reasons' },
    );
  });
});

describe('R-011 R-012 R-013 R-014  The other groups are decided on their own facts', () => {
  const find = async (given: object, made = makeCase(tools, ICB, 'INFORMED')) => {
    const { budgetId } = await made;
    const decision = await findEligible(tools, decider, command(), budgetId, {
      ...eligibleInput(tools),
      solelyNhsFunded: false,
      ...given,
    });
    return { budgetId, said: verdict(decision) };
  };
  test('a child whose care we pay for in part', async () => {
    const child = makeCase(tools, ICB, 'INFORMED', { dateOfBirth: Temporal.PlainDate.from('2011-06-01') });
    assert.equal((await find({ group: 'CHILDREN_CC', fundedByIcb: true }, child)).said, 'accepted');
  });
  test('section 2 only is no right; section 3 is, and the sections are kept', async () => {
    assert.equal((await find({ group: 'S117', sections: ['S2'] })).said, 'section-gives-no-aftercare');
    const { budgetId, said } = await find({ group: 'S117', sections: ['S2', 'S3'] });
    assert.equal(said, 'accepted');
    const decision = await db.transaction(nurse, tx => loadEligibilityDecision(tx, budgetId));
    assert.deepEqual([decision?.basis, decision?.groupFacts], ['RIGHT', { sections: ['S2', 'S3'] }]);
  });
  test('a wheelchair that still suits is none now', async () => {
    const wheelchair = WHEELCHAIR_TESTS.slice(0, 4);
    assert.equal((await find({ group: 'WHEELCHAIR', wheelchair })).said, 'wheelchair-test-not-met');
  });
  test('the local offer without an open group; an exceptional case with its reason', async () => {
    const local = { group: 'LOCAL_COHORT', cohort: 'Long-term pain', fitsCohort: true, levelOfNeed: 'High' };
    assert.equal((await find(local)).said, 'cohort-unknown');
    const { budgetId, said } = await find({ group: 'EXCEPTION', levelOfNeed: 'High' });
    assert.equal(said, 'accepted');
    const decision = await db.transaction(nurse, tx => loadEligibilityDecision(tx, budgetId));
    assert.equal(decision?.basis, 'EXCEPTION');
  });
});

describe('R-016  Who has Continuing Healthcare at home and no budget', () => {
  test('the reason of a refusal and of a withdrawal is on the list, a case under way is not an exception', async () => {
    const [declined, withdrawn, open] = [
      await makeCase(tools, ICB, 'DECLINED'),
      await makeCase(tools, ICB, 'REQUESTED'),
      await makeCase(tools, ICB, 'ELIGIBLE'),
    ];
    const own = { reason: 'DO_NOT_WANT_ONE', words: '', wantsPlan: false } as const;
    must(await withdraw(tools, withdrawn.person, command(), withdrawn.budgetId, own));
    const rows = await db.transaction(nurse, tx => loadChcCases(tx, ICB));
    const of = (budgetId: string) => rows.find(row => row.budgetId === budgetId)!;
    const standing = (budgetId: string, on = tools.today()) => chcStanding(of(budgetId), on);
    assert.equal(of(declined.budgetId).reason, 'You have no care that a budget could pay for.');
    assert.equal(standing(declined.budgetId), 'reason-recorded');
    assert.equal(of(withdrawn.budgetId).reason, 'DO_NOT_WANT_ONE');
    assert.equal(standing(open.budgetId), 'has-budget');
    const late = await makeCase(tools, ICB, 'REQUESTED');
    const after = await db.transaction(nurse, tx => loadChcCases(tx, ICB));
    const row = after.find(each => each.budgetId === late.budgetId)!;
    assert.equal(chcStanding(row, row.decideBy), 'has-budget');
    assert.equal(chcStanding(row, row.decideBy.add({ days: 1 })), 'exception');
  });
});

describe('A case of another board', () => {
  test('is not there for any of the acts', async () => {
    const { budgetId } = await makeCase(tools, ICB, 'INFORMED');
    const information = { what: 'x', givenOn: tools.today() };
    assert.equal(verdict(await recordInformation(tools, stranger, command(), budgetId, information)), 'not-found');
    assert.equal(verdict(await findEligible(tools, stranger, command(), budgetId, eligibleInput(tools))), 'not-found');
    assert.equal(verdict(await declineRequest(tools, stranger, command(), budgetId, no())), 'not-found');
    assert.equal(await db.transaction(stranger, tx => loadBudget(tx, ICB, budgetId)), undefined);
    assert.equal(await lastState(budgetId), 'REQUESTED');
  });
});
