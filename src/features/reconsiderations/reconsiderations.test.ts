import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../test/support/actors.ts';
import { command, declineInput, eligibleInput, makeCase, must, verdict } from '../../../test/support/cases.ts';
import { ICB, OTHER_ICB, testDatabase } from '../../../test/support/database.ts';
import { approvalInput, hashNow, itemInput, makePlannedCase, makeRateCard } from '../../../test/support/plans.ts';
import { errorCode, type Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { Actor } from '../../values/actor.ts';
import { pounds } from '../../values/pence.ts';
import { loadHeldUp } from '../audit/store.ts';
import { setFinalBudget } from '../budgets/final/set-final-budget.ts';
import { declineRequest } from '../eligibility/decline-request.ts';
import { findEligible } from '../eligibility/find-eligible.ts';
import { loadEligibilityDecision } from '../eligibility/store.ts';
import { refuseOption } from '../options/refuse-option.ts';
import { loadRefusedOptions } from '../options/store.ts';
import { loadNotices } from '../people/store.ts';
import { decidePlan } from '../plans/approval/decide-plan.ts';
import { passOnPlan } from '../plans/approval/pass-on-plan.ts';
import { loadApprovedPlan, loadPlan, loadPlanItems } from '../plans/store.ts';
import { addItem } from '../plans/writing/add-item.ts';
import { ofTheRecord } from '../refusals/recorded.ts';
import { loadBudget } from '../requests/store.ts';
import { answerReconsideration } from './answer.ts';
import { askAgain } from './ask-again.ts';
import { loadDecisions, loadReconsiderations, loadWaiting } from './store.ts';

const database = await testDatabase();
const { tools, db } = database;
await makeRateCard(tools, ICB);
const reviewer = await makeStaff(db, ICB, ['approver'], { name: 'Reviewer Rae' });
const stranger = await makeStaff(db, OTHER_ICB, ['approver']);
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => db.transaction(actor, work);
const stateOf = async (budgetId: string) => (await as(reviewer, tx => loadBudget(tx, ICB, budgetId)))!.state;
const decisionsOf = (budgetId: string) => as(reviewer, tx => loadDecisions(tx, budgetId));
const askedOf = (budgetId: string) => as(reviewer, tx => loadReconsiderations(tx, budgetId));
const latestNotice = async (budgetId: string) => (await as(reviewer, tx => loadNotices(tx, budgetId, 1)))[0]!;
const WHY = 'You did not ask my nurse.';

const ask = (actor: Actor, budgetId: string, decisionId: string, words = WHY) =>
  askAgain(tools, actor, command(), { budgetId, decisionId }, words);
const answer = (
  actor: Actor,
  budgetId: string,
  reconsiderationId: string,
  outcome: 'CHANGED' | 'STANDS' = 'STANDS',
  reasons = 'The nurse confirms that nobody could be there at night.',
) => answerReconsideration(tools, actor, command(), { budgetId, reconsiderationId }, { outcome, reasons });

async function declined() {
  const made = await makeCase(tools, ICB, 'DECLINED');
  return { ...made, decisionId: (await decisionsOf(made.budgetId))[0]!.decisionId };
}

describe('T29  A decision is looked at again', () => {
  test('the person asks, gets a receipt with the day of the answer, and the case shows it', async () => {
    const { budgetId, person, decisionId } = await declined();
    const { answerBy } = must(await ask(person, budgetId, decisionId));
    assert.equal(answerBy, '2026-12-21');
    const receipt = await latestNotice(budgetId);
    assert.equal(receipt.kind, 'N29');
    assert.match(receipt.paragraphs.join(' '), /21 December 2026/);
    const [open] = await askedOf(budgetId);
    assert.deepEqual([open?.kind, open?.words, open?.outcome], ['BUDGET', WHY, undefined]);
    assert.equal(await stateOf(budgetId), 'DECLINED');
    const waiting = await as(reviewer, tx => loadWaiting(tx, ICB));
    assert.ok(waiting.some(each => each.budgetId === budgetId));
    assert.equal(verdict(await ask(person, budgetId, decisionId)), 'reconsideration-open');
  });

  test('only the person asks, about a no of their own', async () => {
    const { budgetId, coordinator, person, decisionId } = await declined();
    assert.equal(verdict(await ask(coordinator, budgetId, decisionId)), 'not-asked-by-person');
    const other = await declined();
    assert.equal(verdict(await ask(person, budgetId, other.decisionId)), 'not-found');
    const granted = await makeCase(tools, ICB, 'ELIGIBLE');
    const [yes] = await decisionsOf(granted.budgetId);
    assert.equal(yes?.kind, 'ELIGIBLE');
    assert.equal(verdict(await ask(granted.person, granted.budgetId, yes.decisionId)), 'not-found');
  });

  test('not the decider, nobody who worked on the case, nobody of another board', async () => {
    const { budgetId, person, decider, coordinator, decisionId } = await declined();
    const { reconsiderationId } = must(await ask(person, budgetId, decisionId));
    assert.equal(verdict(await answer(decider, budgetId, reconsiderationId)), 'reviewer-decided-first');
    assert.equal(verdict(await answer(stranger, budgetId, reconsiderationId)), 'not-found');
    const planned = await refusedPlan();
    const asked = must(await ask(planned.person, planned.budgetId, planned.decisionId));
    assert.equal(
      verdict(await answer(planned.coordinator, planned.budgetId, asked.reconsiderationId)),
      'reviewer-on-the-case',
    );
    assert.ok(coordinator);
  });

  test('the database itself takes no answer from who decided', async () => {
    const { budgetId, person, decider, decisionId } = await declined();
    const { reconsiderationId } = must(await ask(person, budgetId, decisionId));
    await assert.rejects(
      as(decider, tx =>
        tx.query(sql`
          insert into reconsideration_outcome (reconsideration_id, icb_code, outcome, reasons, decided_on, by_id, by_name)
          values (${reconsiderationId}, ${ICB}, 'STANDS', 'x', ${tools.today()}, ${decider.id}, 'x')`),
      ),
      (error: unknown) => errorCode(error) === 'PB008',
    );
  });

  test('it stands: reasons in writing, a complaint is open, and not again within six months', async () => {
    const { budgetId, person, decisionId } = await declined();
    const { reconsiderationId } = must(await ask(person, budgetId, decisionId));
    assert.equal(
      verdict(await answer(reviewer, budgetId, reconsiderationId, 'STANDS', 'No budget this year')),
      'reason-not-allowed',
    );
    must(await answer(reviewer, budgetId, reconsiderationId));
    const notice = await latestNotice(budgetId);
    assert.equal(notice.kind, 'N30');
    assert.deepEqual(notice.reasons, ['The nurse confirms that nobody could be there at night.']);
    assert.match(notice.help.join(' '), /Ombudsman/);
    assert.equal(await stateOf(budgetId), 'DECLINED');
    assert.equal(verdict(await answer(reviewer, budgetId, reconsiderationId)), 'reconsideration-answered');
    assert.equal(verdict(await ask(person, budgetId, decisionId)), 'reconsidered-recently');
    tools.moveTo('2027-05-23');
    const again = verdict(await ask(person, budgetId, decisionId));
    tools.moveTo('2026-11-23');
    assert.equal(again, 'accepted');
  });

  test('a declined request that is changed is open again, to be decided by somebody else', async () => {
    const { budgetId, person, decider, decisionId } = await declined();
    const { reconsiderationId } = must(await ask(person, budgetId, decisionId));
    const changed = must(await answer(reviewer, budgetId, reconsiderationId, 'CHANGED', 'You do have such a need.'));
    assert.deepEqual(changed, { outcome: 'CHANGED', reopensTo: 'REQUESTED' });
    assert.equal(await stateOf(budgetId), 'REQUESTED');
    assert.match((await latestNotice(budgetId)).paragraphs.join(' '), /open again/);
    assert.equal(verdict(await ask(person, budgetId, decisionId)), 'decision-changed-already');
    const input = eligibleInput(tools);
    assert.equal(verdict(await findEligible(tools, decider, command(), budgetId, input)), 'reviewer-decided-first');
    const no = declineInput(tools);
    assert.equal(verdict(await declineRequest(tools, decider, command(), budgetId, no)), 'reviewer-decided-first');
    must(await findEligible(tools, reviewer, command(), budgetId, input));
    assert.equal(await stateOf(budgetId), 'ELIGIBLE');
  });

  test('a part that was refused is granted when that is changed', async () => {
    const made = await makeCase(tools, ICB, 'INFORMED');
    const { budgetId, person, decider } = made;
    const part = {
      ...eligibleInput(tools),
      granted: 'PART',
      reasons: [{ code: 'NOT_SAFE', words: 'Nobody could keep you safe at night.' }],
      partRefused: 'Night care',
    } as const;
    must(await findEligible(tools, decider, command(), budgetId, part));
    const [decided] = await decisionsOf(budgetId);
    assert.deepEqual([decided?.kind, decided?.about], ['PART', 'Night care']);
    const { reconsiderationId } = must(await ask(person, budgetId, decided!.decisionId));
    must(await answer(reviewer, budgetId, reconsiderationId, 'CHANGED', 'An alarm makes it safe.'));
    const now = (await as(reviewer, tx => loadEligibilityDecision(tx, budgetId)))!;
    assert.deepEqual(
      [now.granted, now.partRefused, now.byName, now.solelyNhsFunded],
      ['FULL', '', 'Reviewer Rae', true],
    );
    assert.equal(await stateOf(budgetId), 'ELIGIBLE');
  });
});

async function refusedPlan() {
  const made = await makePlannedCase(tools, ICB, 'SUBMITTED');
  const refusal = {
    decision: 'REFUSE',
    refusalCode: 'CLINICAL_RISK',
    refusalWords: 'Nights are not covered.',
  } as const;
  const input = approvalInput(await hashNow(tools, made.approver, made.budgetId), refusal);
  must(await decidePlan(tools, made.approver, command(), made.budgetId, input));
  return { ...made, decisionId: (await decisionsOf(made.budgetId))[0]!.decisionId };
}

describe('T29 T12  A refused plan that is changed is planned on', () => {
  test('the next draft has what was sent in, and the case is at planning', async () => {
    const { budgetId, person, decisionId } = await refusedPlan();
    const { reconsiderationId } = must(await ask(person, budgetId, decisionId));
    must(await answer(reviewer, budgetId, reconsiderationId, 'CHANGED', 'The alarm covers the nights.'));
    assert.equal(await stateOf(budgetId), 'PLANNING');
    const plan = (await as(reviewer, tx => loadPlan(tx, budgetId)))!;
    assert.deepEqual([plan.version, plan.status], [2, 'DRAFT']);
    assert.equal((await as(reviewer, tx => loadPlanItems(tx, plan.planId))).length, 1);
  });
});

describe('R-065  Single items are refused for a listed reason while the rest is approved', () => {
  const wishes = {
    items: (outcomeId: string) => [
      itemInput(outcomeId, { quantity: { tenThousandths: 300_000n } }),
      itemInput(outcomeId, { label: 'Massage', category: 'THERAPY', quantity: { tenThousandths: 100_000n } }),
    ],
  };
  const submitted = () => makePlannedCase(tools, ICB, 'SUBMITTED', wishes);
  const itemsOf = async (budgetId: string) => {
    const plan = (await as(reviewer, tx => loadPlan(tx, budgetId)))!;
    return as(reviewer, tx => loadPlanItems(tx, plan.planId));
  };
  const refuseMassage = async (budgetId: string, approver: Actor, given: object) => {
    const massage = (await itemsOf(budgetId)).find(({ label }) => label === 'Massage')!;
    const refusedItems = [
      {
        planItemId: massage.planItemId,
        code: 'NO_OUTCOME_LINK' as const,
        words: 'It helps with none of it.',
        ...given,
      },
    ];
    const input = approvalInput(await hashNow(tools, approver, budgetId), { refusedItems });
    return decidePlan(tools, approver, command(), budgetId, input);
  };

  test('“it is unusual” is no reason, and no reason is none', async () => {
    const { budgetId, approver } = await submitted();
    assert.equal(verdict(await refuseMassage(budgetId, approver, { words: 'It is unusual' })), 'reason-not-allowed');
    assert.equal(verdict(await refuseMassage(budgetId, approver, { code: undefined })), 'item-refused-without-reason');
    assert.equal(await stateOf(budgetId), 'SUBMITTED');
  });

  test('the rest is approved and paid for, each item has its own letter', async () => {
    const { budgetId, approver, finance } = await submitted();
    must(await refuseMassage(budgetId, approver, {}));
    assert.equal(await stateOf(budgetId), 'APPROVED');
    const plan = (await as(reviewer, tx => loadApprovedPlan(tx, budgetId)))!;
    assert.deepEqual(
      plan.items.map(({ label }) => label),
      ['Personal assistant, 40 hours a week'],
    );
    assert.equal(pounds(plan.approvedPence), '£25,800.00');
    const notices = await as(reviewer, tx => loadNotices(tx, budgetId, 2));
    assert.deepEqual(notices.map(({ kind }) => kind).sort(), ['N09', 'N11']);
    const letter = notices.find(({ kind }) => kind === 'N11')!;
    assert.match(letter.heading, /Massage/);
    assert.deepEqual([letter.reasons, letter.rules], [['It helps with none of it.'], ['R-065']]);
    const final = { startsOn: tools.today(), reason: 'Without the massage', seenPence: 2_580_000n };
    assert.equal(must(await setFinalBudget(tools, finance, command(), budgetId, final)).finalPence, '2580000');
  });

  test('a refused item that is changed is in the next draft, before the money is set', async () => {
    const { budgetId, approver, person } = await submitted();
    must(await refuseMassage(budgetId, approver, {}));
    const item = (await decisionsOf(budgetId)).find(({ kind }) => kind === 'ITEM')!;
    assert.equal(item.about, 'Massage');
    const { reconsiderationId } = must(await ask(person, budgetId, item.decisionId));
    must(await answer(reviewer, budgetId, reconsiderationId, 'CHANGED', 'It eases the pain that keeps you in.'));
    assert.equal(await stateOf(budgetId), 'PLANNING');
    assert.equal((await itemsOf(budgetId)).length, 2);
  });
});

describe('R-018 R-024  A way of holding the money is refused, the others stay open', () => {
  const refusal = {
    option: 'DIRECT_PAYMENT',
    reason: 'COURT_ORDER',
    words: 'The order about treatment runs until 30 June 2027.',
    offered: ['THIRD_PARTY', 'NOTIONAL'],
  } as const;

  test('the person is told, the plan may not use it, and it is open again when that is changed', async () => {
    const made = await makePlannedCase(tools, ICB, 'SUBMITTED');
    const { budgetId, approver, person } = made;
    must(await refuseOption(tools, approver, command(), budgetId, refusal));
    const letter = await latestNotice(budgetId);
    assert.deepEqual([letter.kind, letter.rules, letter.alternatives.length], ['N11', ['R-023'], 2]);
    assert.deepEqual(await as(reviewer, tx => loadRefusedOptions(tx, budgetId)), ['DIRECT_PAYMENT']);
    assert.equal(verdict(await refuseOption(tools, approver, command(), budgetId, refusal)), 'option-refused-already');
    const input = approvalInput(await hashNow(tools, approver, budgetId));
    assert.equal(verdict(await decidePlan(tools, approver, command(), budgetId, input)), 'item-option-refused');
    const { reconsiderationId } = must(await ask(person, budgetId, letter.decisionId!));
    must(await answer(reviewer, budgetId, reconsiderationId, 'CHANGED', 'The order ended in October.'));
    assert.deepEqual(await as(reviewer, tx => loadRefusedOptions(tx, budgetId)), []);
    must(await decidePlan(tools, approver, command(), budgetId, input));
  });

  test('nothing new is planned in it, whatever else is wrong with it', async () => {
    const { budgetId, approver, coordinator, outcomeId } = await makePlannedCase(tools, ICB, 'PLANNING');
    must(await refuseOption(tools, approver, command(), budgetId, refusal));
    const add = (given: object) => addItem(tools, coordinator, command(), budgetId, itemInput(outcomeId, given));
    assert.equal(verdict(await add({})), 'item-option-refused');
    assert.equal(
      verdict(await add({ outcomeIds: [] })),
      'item-without-outcome, item-without-need, item-option-refused',
    );
    assert.equal(verdict(await add({ option: 'NOTIONAL' })), 'accepted');
  });

  test('not before the budget is granted', async () => {
    const { budgetId, decider } = await makeCase(tools, ICB, 'INFORMED');
    assert.equal(verdict(await refuseOption(tools, decider, command(), budgetId, refusal)), 'option-refusal-not-now');
  });
});

describe('R-064  A plan over one’s own limit is passed on', () => {
  test('refused with who it is for, passed on once, decided by a higher limit', async () => {
    const made = await makePlannedCase(tools, ICB, 'SUBMITTED', { approvalLimitPence: 1_000_000n });
    const { budgetId, approver } = made;
    const input = approvalInput(await hashNow(tools, approver, budgetId));
    const refused = await decidePlan(tools, approver, command(), budgetId, input);
    assert.ok(!refused.accepted && refused.refusals[0].code === 'over-delegated-limit');
    assert.equal(refused.refusals[0].goesTo, 'PHB_LEAD');
    assert.deepEqual(must(await passOnPlan(tools, approver, command(), budgetId)), { goesTo: 'PHB_LEAD' });
    assert.equal(verdict(await passOnPlan(tools, approver, command(), budgetId)), 'passed-on-already');
    assert.equal(
      verdict(await passOnPlan(tools, reviewer, command(), budgetId)),
      'within-own-limit, passed-on-already',
    );
    must(await decidePlan(tools, reviewer, command(), budgetId, input));
  });
});

describe('What held a budget up is kept in the words of then', () => {
  test('each refusal with its rules', async () => {
    const { budgetId, decider } = await makeCase(tools, ICB, 'REQUESTED');
    await findEligible(tools, decider, command(), budgetId, eligibleInput(tools));
    const [held] = await as(reviewer, tx => loadHeldUp(tx, budgetId, 10));
    assert.equal(held?.act, 'eligibility.find');
    const said = held.reasons.map(ofTheRecord);
    assert.deepEqual([said[0]?.code, said[0]?.rules], ['information-missing', ['R-008']]);
    assert.match(said[0]!.words, /^First record/);
  });
  test('money and dates come back; a code of another version is named as it stands', () => {
    const limit = { code: 'over-delegated-limit', annualPence: '3360000', limitPence: '1000000', goesTo: 'PHB_LEAD' };
    assert.match(ofTheRecord(limit).words, /up to £10,000\.00 a year/);
    const open = { code: 'reconsideration-open', answerBy: '2026-12-21' };
    assert.match(ofTheRecord(open).words, /by 21 December 2026/);
    assert.deepEqual(ofTheRecord({ code: 'gone' }), { code: 'gone', words: 'gone', rules: [] });
    assert.deepEqual(ofTheRecord({ code: 'over-delegated-limit' }).words, 'over-delegated-limit');
  });
});
