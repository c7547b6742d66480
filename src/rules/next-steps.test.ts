import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Role } from '../values/actor.ts';
import type { Permission } from '../values/permission.ts';
import type { BudgetState } from './life.ts';
import { hasEnded, nextSteps, type StepFacts, statesToWorkOn, stepsToMake } from './next-steps.ts';
import { hasLeave } from './permissions.ts';

const leaveOf = (role: Role) => (permission: Permission) =>
  hasLeave({ id: 'x', name: 'X', icbCode: 'QTA', roles: [role] }, permission);

const paths = (role: Role, state: BudgetState) =>
  stepsToMake({ state }, 'b1', leaveOf(role)).map(step => step.href.replace('/budgets/b1', ''));

describe('The case page shows each role what is theirs to do', () => {
  const table: readonly (readonly [BudgetState, Role, readonly string[]])[] = [
    ['REQUESTED', 'care-coordinator', ['/information']],
    ['REQUESTED', 'approver', ['/eligibility']],
    ['REQUESTED', 'person', []],
    ['REQUESTED', 'finance-officer', []],
    ['ELIGIBLE', 'care-coordinator', ['/assessment']],
    ['ELIGIBLE', 'approver', []],
    ['ASSESSED', 'finance-officer', ['/indicative-budget']],
    ['ASSESSED', 'care-coordinator', []],
    ['INDICATIVE', 'care-coordinator', ['/planning']],
    ['PLANNING', 'care-coordinator', ['/plan', '/submission']],
    ['PLANNING', 'person', ['/plan', '/statements']],
    ['PLANNING', 'finance-officer', ['/proposed-budget']],
    ['PLANNING', 'approver', []],
    ['SUBMITTED', 'approver', ['/approval']],
    ['SUBMITTED', 'care-coordinator', []],
    ['APPROVED', 'finance-officer', ['/final-budget']],
    ['BUDGET_SET', 'care-coordinator', ['/agreement']],
    ['BUDGET_SET', 'person', ['/agreement', '/consent']],
    ['BUDGET_SET', 'finance-officer', ['/agreement']],
    ['AGREED', 'payment-preparer', ['/account']],
    ['AGREED', 'finance-officer', ['/account/verification']],
    ['AGREED', 'care-coordinator', ['/start']],
    ['SET_UP', 'care-coordinator', []],
    ['ACTIVE', 'person', []],
    ['ACTIVE', 'payment-releaser', []],
    ['WITHDRAWN', 'care-coordinator', []],
    ['DECLINED', 'approver', []],
  ];
  for (const [state, role, expected] of table) {
    test(`${state}, ${role}: ${expected.join(', ') || 'nothing'}`, () =>
      assert.deepEqual(paths(role, state), expected));
  }

  test('what is not theirs is waiting for whom', () => {
    const steps = nextSteps({ state: 'SUBMITTED' }, 'b1', leaveOf('care-coordinator'));
    const waiting = steps.filter(step => step.status === 'waiting');
    assert.deepEqual(
      waiting.map(step => [step.words, step.whose, step.open]),
      [['Approve the care plan', 'the approver', false]],
    );
  });

  test('a step that has its own record is done once the record is there', () => {
    const status = (informationGiven: boolean) =>
      nextSteps({ state: 'REQUESTED', informationGiven }, 'b1', leaveOf('care-coordinator'))[0]!.status;
    assert.deepEqual([status(false), status(true)], ['to-do', 'done']);
    const again = nextSteps({ state: 'REQUESTED', informationGiven: true }, 'b1', leaveOf('care-coordinator'))[0]!;
    assert.equal(again.open, true);
    const later = nextSteps({ state: 'ELIGIBLE', informationGiven: true }, 'b1', leaveOf('care-coordinator'))[0]!;
    assert.equal(later.open, false);
    const consent = (consentGiven: boolean) =>
      paths('person', 'BUDGET_SET').includes('/consent') &&
      stepsToMake({ state: 'BUDGET_SET', consentGiven }, 'b1', leaveOf('person')).some(step =>
        step.href.endsWith('/consent'),
      );
    assert.deepEqual([consent(false), consent(true)], [true, false]);
    const hands = (handsReady: boolean) =>
      stepsToMake({ state: 'AGREED', handsReady }, 'b1', leaveOf('care-coordinator')).length;
    assert.deepEqual([hands(false), hands(true)], [1, 0]);
  });

  const toDo = (role: Role, facts: StepFacts) =>
    stepsToMake(facts, 'b1', leaveOf(role)).map(step => step.href.replace('/budgets/b1', ''));

  test('what was proposed, agreed, offered or signed is no longer to do', () => {
    const planning = { state: 'PLANNING' } as const;
    assert.deepEqual(toDo('finance-officer', { ...planning, finalProposed: true }), []);
    assert.deepEqual(toDo('person', { ...planning, planAgreed: true }), ['/plan']);
    assert.deepEqual(toDo('care-coordinator', { ...planning, finalProposed: true, planAgreed: true }), [
      '/plan',
      '/submission',
    ]);
    const set = { state: 'BUDGET_SET' } as const;
    assert.deepEqual(toDo('care-coordinator', { ...set, agreementOffered: true }), []);
    assert.deepEqual(toDo('person', { ...set, agreementOffered: true, signedByPerson: true }), ['/consent']);
    assert.deepEqual(toDo('finance-officer', { ...set, agreementOffered: true, signedByPerson: true }), ['/agreement']);
    assert.deepEqual(toDo('finance-officer', { ...set, signedByIcb: true }), []);
  });

  test('R-140  a review whose day has come is theirs whose part of it is not held', () => {
    const active = { state: 'ACTIVE' } as const;
    for (const [parts, care, money] of [
      [undefined, 0, 0],
      [[], 0, 0],
      [['care', 'money'], 1, 1],
      [['care'], 1, 0],
      [['money'], 0, 1],
    ] as const) {
      const facts = parts ? { ...active, reviewParts: parts } : active;
      assert.equal(toDo('care-coordinator', facts).length, care);
      assert.equal(toDo('finance-officer', facts).length, money);
      assert.equal(toDo('person', facts).length, 0);
    }
    const none = nextSteps(active, 'b1', leaveOf('finance-officer'));
    assert.ok(!none.some(({ words }) => /part of the review/.test(words)), 'not on the list without a review');
    assert.ok(!statesToWorkOn(leaveOf('finance-officer')).includes('ACTIVE'));
  });

  test('earlier steps are done and can be read, later ones wait their turn', () => {
    const steps = nextSteps({ state: 'PLANNING' }, 'b1', leaveOf('approver'));
    const of = (words: string) => steps.find(step => step.words === words)!;
    assert.deepEqual([of('Write the assessment').status, of('Write the assessment').open], ['done', true]);
    assert.deepEqual([of('Approve the care plan').status, of('Approve the care plan').open], ['later', false]);
  });

  test('what is read while another makes it, and what is not', () => {
    const opens = (state: BudgetState, words: string, may: readonly Permission[]) =>
      nextSteps({ state }, 'b1', permission => may.includes(permission)).find(step => step.words === words)!.open;
    const plan = 'Write the care plan'; // read while it is made
    assert.equal(opens('PLANNING', plan, ['see-case']), true);
    assert.equal(opens('PLANNING', plan, []), false);
    assert.equal(opens('INDICATIVE', plan, ['see-case']), false);
    assert.equal(opens('SUBMITTED', plan, ['see-case']), true);
    assert.equal(opens('SUBMITTED', plan, []), false);
    const figure = 'Set the final budget'; // read once it is done
    assert.equal(opens('APPROVED', figure, ['see-case']), false);
    assert.equal(opens('APPROVED', figure, ['set-final-budget']), true);
    assert.equal(opens('BUDGET_SET', figure, ['see-case']), true);
    assert.equal(opens('BUDGET_SET', figure, ['set-final-budget']), false);
    const begin = 'Begin planning'; // read by nobody afterwards
    assert.equal(opens('PLANNING', begin, ['see-case', 'begin-planning']), false);
  });

  test('what lasts over several states is to do in each of them, and done after the last', () => {
    const status = (state: BudgetState) =>
      nextSteps({ state }, 'b1', leaveOf('person')).find(step => step.words === 'Agree to be paid directly')!.status;
    assert.deepEqual((['APPROVED', 'BUDGET_SET', 'AGREED', 'SET_UP', 'ACTIVE'] as const).map(status), [
      'later',
      'to-do',
      'to-do',
      'to-do',
      'done',
    ]);
  });

  test('while the budget runs, its places stand open to whoever has leave, and nobody has to do anything there', () => {
    const places = (role: Role) =>
      nextSteps({ state: 'ACTIVE' }, 'b1', leaveOf(role))
        .filter(step => step.status === 'open' && step.open)
        .map(step => step.href.replace('/budgets/b1', ''));
    assert.deepEqual(places('person'), ['/money', '/bank-statements/new', '/reviews']);
    assert.deepEqual(places('care-coordinator'), ['/money', '/reviews']);
    assert.deepEqual(places('approver'), ['/reviews']);
    assert.deepEqual(places('payment-preparer'), []);
  });

  test('R-128  a budget for one goal has what was bought in place of reviews, and then what came of it', () => {
    const places = (state: BudgetState, isGoal: boolean) =>
      nextSteps({ state, isGoal }, 'b1', leaveOf('person'))
        .filter(step => step.status === 'open' && step.open)
        .map(step => step.href.replace('/budgets/b1', ''));
    assert.deepEqual(places('ACTIVE', true), ['/money', '/bank-statements/new', '/goal']);
    assert.deepEqual(places('ACTIVE', false), ['/money', '/bank-statements/new', '/reviews']);
    assert.deepEqual(places('RECONCILING', true), ['/goal/follow-up']);
    assert.deepEqual(places('RECONCILING', false), []);
  });

  test('nothing more is asked once the case has ended', () => {
    for (const state of ['WITHDRAWN', 'DECLINED', 'REFUSED', 'NOT_TAKEN_UP'] as const) {
      assert.ok(hasEnded(state));
      const statuses = new Set(nextSteps({ state }, 'b1', () => true).map(step => step.status));
      assert.deepEqual([...statuses], ['not-needed'], state);
    }
    assert.ok(!hasEnded('ACTIVE'));
  });
});

describe('A work list begins with the states in which the role has something to do', () => {
  test('approver', () => assert.deepEqual(statesToWorkOn(leaveOf('approver')), ['REQUESTED', 'SUBMITTED']));
  test('care co-ordinator', () =>
    assert.deepEqual(statesToWorkOn(leaveOf('care-coordinator')), [
      'REQUESTED',
      'ELIGIBLE',
      'INDICATIVE',
      'PLANNING',
      'BUDGET_SET',
      'AGREED',
    ]));
});
