import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import { decideHospital, type HospitalPlan, onAdmission } from './hospital.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const today = on('2027-03-04');
const policy = { retainerWeeks: 4, retainerPct: 100, reviewDays: 14 };
const plan: HospitalPlan = {
  admittedOn: on('2027-03-03'),
  decidedBy: 'STAFF',
  talkedWithCoordinator: true,
  talkedWithPerson: true,
  lines: [
    { label: 'Agency', what: 'PAUSE' },
    { label: 'Two assistants', what: 'KEEP' },
  ],
};
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);
const refused = (more: Partial<HospitalPlan>) => refusalsOf(decideHospital({ ...plan, ...more }, policy, today));

describe('R-103  Going into hospital never stops or suspends payments by itself', () => {
  test('news of an admission marks the budget, gives somebody a task and changes no payment', () =>
    same(onAdmission(on('2027-03-03')), {
      overlay: 'HOSPITAL',
      taskOn: on('2027-03-03'),
      payments: 'UNCHANGED',
    }));
  test('no rule that runs by itself may pause a line', () =>
    same(refused({ decidedBy: 'SERVICE' }), [{ code: 'hospital-never-automatic' }]));
});

describe('R-104  What pauses and who is kept on is decided with the co-ordinator and the person', () => {
  test('admitted on 3 March: assistants kept from 3 to 30 March, looked at on 17 and 31 March', () =>
    same(decideHospital(plan, policy, today), {
      accepted: true,
      value: {
        paused: ['Agency'],
        retainedFrom: on('2027-03-03'),
        retainedTo: on('2027-03-30'),
        retainedPct: 100,
        reviewsOn: [on('2027-03-17'), on('2027-03-31')],
      },
    }));
  test('a look that would come after the retainer is not planned', () => {
    const decision = decideHospital(plan, { ...policy, retainerWeeks: 3 }, today);
    same(decision.accepted && decision.value.reviewsOn.map(String), ['2027-03-17']);
  });
  test('with other days between, as many as fit', () => {
    const decision = decideHospital(plan, { ...policy, reviewDays: 16 }, today);
    same(decision.accepted && decision.value.reviewsOn, [on('2027-03-19')]);
  });
  test('not talked over with the co-ordinator: refused', () =>
    same(refused({ talkedWithCoordinator: false }), [{ code: 'hospital-not-talked-over', with: 'care co-ordinator' }]));
  test('not talked over with the person: refused', () =>
    same(refused({ talkedWithPerson: false }), [{ code: 'hospital-not-talked-over', with: 'person' }]));
  test('a line of which nobody has decided: refused', () =>
    same(refused({ lines: [...plan.lines, { label: 'Swimming', what: undefined }] }), [
      { code: 'hospital-line-undecided', line: 'Swimming' },
    ]));
  test('admitted today is known, admitted tomorrow is not', () => {
    same(refused({ admittedOn: today }), []);
    same(refused({ admittedOn: today.add({ days: 1 }) }), [{ code: 'admitted-in-future' }]);
  });
});
