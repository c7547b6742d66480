import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../test/support/actors.ts';
import { assessmentInput, command, makeCase, must, requestInput, verdict } from '../../../test/support/cases.ts';
import { countRows, ICB, OTHER_ICB, testDatabase } from '../../../test/support/database.ts';
import { sql } from '../../platform/sql.ts';
import type { Actor } from '../../values/actor.ts';
import { visitor } from '../../values/actor.ts';
import { makeEnquiry } from '../enquiries/make-enquiry.ts';
import { loadEnquiry, loadOpenEnquiries } from '../enquiries/store.ts';
import { loadNotices, loadPerson } from '../people/store.ts';
import { hasCapacity } from '../representation/store.ts';
import { addEntry } from './add-entry.ts';
import { addNeed } from './add-need.ts';
import { addOutcome } from './add-outcome.ts';
import { completeAssessment } from './complete-assessment.ts';
import { registerRequest } from './register-request.ts';
import { loadAssessment, loadBudget, loadCases, loadEntries, loadHistory } from './store.ts';
import { withdraw } from './withdraw.ts';

const database = await testDatabase();
const { tools, db } = database;
const nurse = await makeStaff(db, ICB, ['care-coordinator']);
const strangerNurse = await makeStaff(db, OTHER_ICB, ['care-coordinator']);
const enquiryInput = {
  name: 'Jo Sample',
  contact: '01632 960123',
  channel: 'WEB',
  communicationNeeds: 'Large print',
  about: 'Help at home',
} as const;

const asActor = <T>(actor: Actor, work: (tx: Parameters<Parameters<typeof db.transaction>[1]>[0]) => Promise<T>) =>
  db.transaction(actor, work);
const historyOf = async (budgetId: string) =>
  (await asActor(nurse, tx => loadHistory(tx, budgetId))).map(({ state, transition }) => `${transition} ${state}`);
const noticesOf = async (budgetId: string) =>
  (await asActor(nurse, tx => loadNotices(tx, budgetId, 50))).map(notice => notice.kind).reverse();
const refusalsOf = (commandId: string) =>
  database.superDb.query(sql`select outcome, reasons from audit_event where command_id = ${commandId}`);

describe('T01  An enquiry is stored under a reference and answered with the information pack', () => {
  test('by anybody, with the day by which it is acknowledged', async () => {
    const asked = must(await makeEnquiry(tools, visitor(ICB), command(), enquiryInput));
    assert.match(asked.reference, /^ENQ-[A-HJ-NP-Z2-9]{6}$/);
    const enquiry = await asActor(nurse, tx => loadEnquiry(tx, ICB, asked.enquiryId));
    assert.equal(enquiry?.name, 'Jo Sample');
    assert.equal(enquiry?.receivedOn.toString(), '2026-11-23');
    assert.equal(enquiry?.acknowledgeBy.toString(), '2026-11-30'); // five working days after a Monday
    const notices = await database.superDb.query(sql`select kind, recipient from notice where person_id is null`);
    assert.deepEqual(notices, [{ kind: 'N01', recipient: 'Jo Sample' }]);
  });

  test('the same button twice is one enquiry, with one reference', async () => {
    const before = await countRows(database, sql`select from enquiry`);
    const once = command();
    const [first, second] = await Promise.all([
      makeEnquiry(tools, visitor(ICB), once, enquiryInput),
      makeEnquiry(tools, visitor(ICB), once, enquiryInput),
    ]);
    assert.deepEqual(first, second);
    assert.equal(await countRows(database, sql`select from enquiry`), before + 1);
  });

  test('another board sees nothing of it', async () => {
    const asked = must(await makeEnquiry(tools, visitor(ICB), command(), enquiryInput));
    assert.equal(await asActor(strangerNurse, tx => loadEnquiry(tx, ICB, asked.enquiryId)), undefined);
    assert.deepEqual(await asActor(strangerNurse, tx => loadOpenEnquiries(tx, ICB)), []);
  });
});

describe('T02  A request opens a case with the day by which it is decided', () => {
  test('from an enquiry: person, budget, both states, notice N02', async () => {
    const asked = must(await makeEnquiry(tools, visitor(ICB), command(), enquiryInput));
    const input = requestInput(tools, { enquiryId: asked.enquiryId, nhsNumber: '943 476 5919', nhsNumberStatus: '01' });
    const opened = must(await registerRequest(tools, nurse, command(), input));
    assert.match(opened.reference, /^PHB1\d{5}$/);
    const budget = await asActor(nurse, tx => loadBudget(tx, ICB, opened.budgetId));
    assert.equal(budget?.state, 'REQUESTED');
    assert.equal(budget?.decideBy.toString(), '2026-12-21');
    assert.equal(budget?.fundingStream, 'NHS_CHC');
    assert.equal(budget?.careCoordinatorId, nurse.id);
    assert.equal((await asActor(nurse, tx => loadPerson(tx, ICB, opened.personId)))?.nhsNumber, '9434765919');
    assert.deepEqual(await historyOf(opened.budgetId), ['T01 ENQUIRY', 'T02 REQUESTED']);
    assert.deepEqual(await noticesOf(opened.budgetId), ['N02']);
    const stillOpen = await asActor(nurse, tx => loadOpenEnquiries(tx, ICB));
    assert.ok(!stillOpen.some(enquiry => enquiry.enquiryId === asked.enquiryId));
    const again = await registerRequest(tools, nurse, command(), { ...input, nhsNumber: '', nhsNumberStatus: '03' });
    assert.equal(verdict(again), 'enquiry-has-request');
  });

  test('two people at once make one request of one enquiry', async () => {
    const asked = must(await makeEnquiry(tools, visitor(ICB), command(), enquiryInput));
    const input = requestInput(tools, { enquiryId: asked.enquiryId });
    const both = await Promise.all([1, 2].map(() => registerRequest(tools, nurse, command(), input)));
    assert.deepEqual(both.map(verdict).sort(), ['accepted', 'enquiry-has-request']);
  });

  test('R-168  a number on record is that person; with another date of birth it is refused and nothing is stored', async () => {
    const first = must(
      await registerRequest(
        tools,
        nurse,
        command(),
        requestInput(tools, { nhsNumber: '4010232137', nhsNumberStatus: '01' }),
      ),
    );
    const people = await countRows(database, sql`select from person`);
    const same = must(
      await registerRequest(
        tools,
        nurse,
        command(),
        requestInput(tools, { nhsNumber: '4010232137', nhsNumberStatus: '01', address: 'Another one' }),
      ),
    );
    assert.equal(same.personId, first.personId);
    const budgets = await countRows(database, sql`select from budget`);
    const notices = await countRows(database, sql`select from notice`);
    const once = command();
    const other = requestInput(tools, {
      nhsNumber: '4010232137',
      nhsNumberStatus: '01',
      dateOfBirth: Temporal.PlainDate.from('1964-03-03'),
    });
    assert.equal(verdict(await registerRequest(tools, nurse, once, other)), 'nhs-number-held-by-another');
    assert.equal(await countRows(database, sql`select from person`), people);
    assert.equal(await countRows(database, sql`select from budget`), budgets);
    assert.equal(await countRows(database, sql`select from notice`), notices);
    assert.equal(await countRows(database, sql`select from command where command_id = ${once.id}`), 0);
    assert.deepEqual(await refusalsOf(once.id), [
      { outcome: 'refused', reasons: [{ code: 'nhs-number-held-by-another' }] },
    ]);
  });

  test('two new people with one number at once: the second is the first', async () => {
    const input = requestInput(tools, { nhsNumber: '9876543210', nhsNumberStatus: '01' });
    const [a, b] = await Promise.all([1, 2].map(() => registerRequest(tools, nurse, command(), input)));
    assert.equal(must(a!).personId, must(b!).personId);
  });

  test('one command with other input is refused', async () => {
    const once = command();
    must(await registerRequest(tools, nurse, once, requestInput(tools)));
    const other = await registerRequest(tools, nurse, once, requestInput(tools, { givenName: 'Ann' }));
    assert.equal(verdict(other), 'command-reused');
  });

  test('an enquiry of another board is not there', async () => {
    const asked = must(await makeEnquiry(tools, visitor(OTHER_ICB), command(), enquiryInput));
    const input = requestInput(tools, { enquiryId: asked.enquiryId });
    assert.equal(verdict(await registerRequest(tools, nurse, command(), input)), 'not-found');
  });

  test('the work list has the oldest clock first, and only this board’s cases', async () => {
    await makeCase(tools, ICB, 'REQUESTED', { requestedOn: tools.today().subtract({ days: 30 }) });
    await makeCase(tools, OTHER_ICB, 'REQUESTED', { requestedOn: tools.today().subtract({ days: 60 }) });
    const cases = await asActor(nurse, tx => loadCases(tx, ICB, { states: ['REQUESTED'], from: 0, limit: 100 }));
    const clocks = cases.map(one => one.decideBy.toString());
    assert.equal(clocks[0], '2026-11-21');
    assert.deepEqual(clocks, clocks.toSorted());
    const second = await asActor(nurse, tx => loadCases(tx, ICB, { states: ['REQUESTED'], from: 1, limit: 1 }));
    assert.equal(second[0]?.budgetId, cases[1]?.budgetId);
    assert.deepEqual(await asActor(nurse, tx => loadCases(tx, ICB, { states: [], from: 0, limit: 1 })), []);
  });
});

describe('T06  The assessment', () => {
  test('complete: stored with who assessed, ELIGIBLE to ASSESSED', async () => {
    const made = await makeCase(tools, ICB, 'ASSESSED');
    assert.equal((await historyOf(made.budgetId)).at(-1), 'T06 ASSESSED');
    const assessment = await asActor(nurse, tx => loadAssessment(tx, made.budgetId));
    assert.deepEqual([assessment?.byId, assessment?.vulnerable], [made.coordinator.id, false]);
    assert.equal(await asActor(nurse, tx => hasCapacity(tx, made.personId, 'DIRECT_PAYMENT')), true);
    const twice = await completeAssessment(tools, made.coordinator, command(), made.budgetId, assessmentInput(tools));
    assert.equal(verdict(twice), 'wrong-state');
  });

  test('R-047, R-048  with gaps: every gap named, nothing stored, the state stays', async () => {
    const made = await makeCase(tools, ICB, 'ELIGIBLE');
    const once = command();
    const refusal = await completeAssessment(tools, made.coordinator, once, made.budgetId, {
      ...assessmentInput(tools),
      capacity: 'LACKS',
    });
    assert.equal(verdict(refusal), 'no-need, entry-missing, entry-missing, entry-missing, capacity-without-record');
    assert.equal(await asActor(nurse, tx => loadAssessment(tx, made.budgetId)), undefined);
    assert.equal((await historyOf(made.budgetId)).at(-1), 'T03 ELIGIBLE');
    assert.equal((await refusalsOf(once.id))[0]?.outcome, 'refused');
  });

  test('R-022, R-053  a lack of capacity is recorded, and makes the person vulnerable', async () => {
    const made = await makeCase(tools, ICB, 'ELIGIBLE');
    const { coordinator, budgetId } = made;
    const need = { domain: 'OTHER', words: 'A need', met: 'UNMET' };
    const { needId } = must(await addNeed(tools, coordinator, command(), budgetId, need));
    const outcome = { needId, words: 'x', measure: '', importance: null };
    must(await addOutcome(tools, coordinator, command(), budgetId, outcome));
    for (const kind of ['STRENGTH', 'WORKING', 'NOT_WORKING'] as const)
      must(await addEntry(tools, coordinator, command(), budgetId, { kind, words: '', choseNotToSay: true }));
    const input = { ...assessmentInput(tools), capacity: 'LACKS', capacitySupport: 'An interpreter' } as const;
    must(await completeAssessment(tools, coordinator, command(), budgetId, input));
    assert.equal((await asActor(nurse, tx => loadAssessment(tx, budgetId)))?.vulnerable, true);
    assert.equal(await asActor(nurse, tx => hasCapacity(tx, made.personId, 'DIRECT_PAYMENT')), false);
    assert.deepEqual(
      (await asActor(nurse, tx => loadEntries(tx, budgetId))).map(entry => entry.choseNotToSay),
      [true, true, true],
    );
  });

  test('an outcome belongs to a need of the same case', async () => {
    const [one, other] = [await makeCase(tools, ICB, 'ASSESSED'), await makeCase(tools, ICB, 'ELIGIBLE')];
    const outcome = { needId: one.needId, words: 'x', measure: '', importance: null };
    assert.equal(verdict(await addOutcome(tools, nurse, command(), other.budgetId, outcome)), 'not-found');
  });

  test('R-055  importance 11 is refused', async () => {
    const made = await makeCase(tools, ICB, 'ASSESSED');
    const outcome = { needId: made.needId, words: 'x', measure: '' };
    assert.equal(
      verdict(await addOutcome(tools, nurse, command(), made.budgetId, { ...outcome, importance: 11 })),
      'importance-out-of-range',
    );
    assert.equal(
      verdict(await addOutcome(tools, nurse, command(), made.budgetId, { ...outcome, importance: 10 })),
      'accepted',
    );
  });

  test('one press, two requests: one need', async () => {
    const made = await makeCase(tools, ICB, 'ELIGIBLE');
    const once = command();
    const need = { domain: 'SKIN', words: 'Dry skin', met: 'UNMET' };
    await Promise.all([1, 2].map(() => addNeed(tools, nurse, once, made.budgetId, need)));
    assert.equal(await countRows(database, sql`select from need where budget_id = ${made.budgetId}`), 1);
  });

  test('nothing is added before the answer to the request', async () => {
    const made = await makeCase(tools, ICB, 'REQUESTED');
    const need = { domain: 'SKIN', words: 'x', met: 'UNMET' };
    assert.equal(verdict(await addNeed(tools, nurse, command(), made.budgetId, need)), 'assessment-closed');
  });
});

describe('T05  The person withdraws', () => {
  const input = { reason: 'DO_NOT_WANT_ONE', words: '', wantsPlan: true } as const;

  test('before the budget is active, with its reason and notice N05', async () => {
    const made = await makeCase(tools, ICB, 'ELIGIBLE');
    must(await withdraw(tools, made.person, command(), made.budgetId, input));
    assert.equal((await historyOf(made.budgetId)).at(-1), 'T05 WITHDRAWN');
    assert.deepEqual(await noticesOf(made.budgetId), ['N02', 'N01', 'N03', 'N05']);
    assert.equal(verdict(await withdraw(tools, made.person, command(), made.budgetId, input)), 'wrong-state');
  });

  test('twice at once is one withdrawal', async () => {
    const made = await makeCase(tools, ICB, 'REQUESTED');
    const both = await Promise.all([1, 2].map(() => withdraw(tools, made.person, command(), made.budgetId, input)));
    assert.deepEqual(both.map(verdict).sort(), ['accepted', 'wrong-state']);
    assert.equal(await countRows(database, sql`select from withdrawal where budget_id = ${made.budgetId}`), 1);
  });

  test('a case of another board is not there', async () => {
    const made = await makeCase(tools, ICB, 'REQUESTED');
    assert.equal(verdict(await withdraw(tools, strangerNurse, command(), made.budgetId, input)), 'not-found');
    const need = { domain: 'SKIN', words: 'x', met: 'UNMET' };
    assert.equal(verdict(await addNeed(tools, strangerNurse, command(), made.budgetId, need)), 'not-found');
    const done = await completeAssessment(tools, strangerNurse, command(), made.budgetId, assessmentInput(tools));
    assert.equal(verdict(done), 'not-found');
    assert.deepEqual(await historyOf(made.budgetId), ['T01 ENQUIRY', 'T02 REQUESTED']);
  });
});
