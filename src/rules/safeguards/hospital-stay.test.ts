import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import { decideAdmission, decideHome } from './hospital-stay.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const today = on('2027-03-04');
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);

describe('R-103  An admission is noted and changes no payment', () => {
  const facts = { state: 'ACTIVE', isInHospital: false } as const;
  test('up to today', () => {
    same(decideAdmission(facts, today, today), {
      accepted: true,
      value: { overlay: 'HOSPITAL', taskOn: today, payments: 'UNCHANGED' },
    });
    same(refusalsOf(decideAdmission(facts, on('2027-03-05'), today)), [{ code: 'admitted-in-future' }]);
  });
  test('one at a time, while the budget is active', () => {
    same(refusalsOf(decideAdmission({ ...facts, isInHospital: true }, today, today)), [
      { code: 'overlay-there-already', overlay: 'HOSPITAL' },
    ]);
    same(refusalsOf(decideAdmission({ ...facts, state: 'SET_UP' }, today, today)), [
      { code: 'payments-not-running', state: 'SET_UP' },
    ]);
  });
});

describe('R-104  The way home', () => {
  const stay = { admittedOn: on('2027-03-03'), isInHospital: true };
  const home = (day: string) => refusalsOf(decideHome(stay, on(day), today));
  test('from the day of the admission to today', () => {
    same(home('2027-03-03'), []);
    same(home('2027-03-04'), []);
    same(home('2027-03-02'), [{ code: 'home-day-wrong' }]);
    same(home('2027-03-05'), [{ code: 'home-day-wrong' }]);
  });
  test('once', () =>
    same(refusalsOf(decideHome({ ...stay, isInHospital: false }, today, today)), [
      { code: 'overlay-not-there', overlay: 'HOSPITAL' },
    ]));
});
