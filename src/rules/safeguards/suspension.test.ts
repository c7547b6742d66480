import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import { CONCERNS } from './concern.ts';
import { decideResumption, decideSuspension, nextSuspensionReview, type Suspension } from './suspension.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const today = on('2027-06-01');
const policy = { firstReviewDays: 7, everyDays: 28 };
const suspension: Suspension = {
  concern: 'FRAUD',
  reasons: 'Payments to an unknown account',
  talkedWithCoordinatorOn: today,
  talkedWithPersonOn: today,
  continuityPlan: 'The agency is paid by us meanwhile',
  startsOn: today,
  reviewOn: on('2027-06-08'),
};
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);
const refused = (more: Partial<Suspension>) => refusalsOf(decideSuspension({ ...suspension, ...more }, policy, today));

describe('R-105  Payments are held back only after talking, and only while care goes on', () => {
  test('with all of it they may be', () =>
    same(decideSuspension(suspension, policy, today), {
      accepted: true,
      value: { startsOn: today, reviewOn: on('2027-06-08') },
    }));
  for (const concern of CONCERNS) test(`for a concern about ${concern}`, () => same(refused({ concern }), []));
  test('without a plan for care meanwhile: refused', () =>
    same(refused({ continuityPlan: ' ' }), [{ code: 'suspension-without-cover' }]));
  test('for anything that is no concern: refused', () =>
    same(refused({ concern: 'HOSPITAL' }), [{ code: 'suspension-without-concern' }]));
  test('without reasons: refused', () => same(refused({ reasons: ' ' }), [{ code: 'suspension-without-reasons' }]));
  for (const day of [undefined, today.add({ days: 1 })]) {
    test(`talked with the co-ordinator ${day ?? 'never'}: refused`, () =>
      same(refused({ talkedWithCoordinatorOn: day }), [
        { code: 'suspension-not-talked-over', with: 'care co-ordinator' },
      ]));
    test(`talked with the person ${day ?? 'never'}: refused`, () =>
      same(refused({ talkedWithPersonOn: day }), [{ code: 'suspension-not-talked-over', with: 'person' }]));
  }
  test('talked yesterday is talked', () => same(refused({ talkedWithPersonOn: today.subtract({ days: 1 }) }), []));
  test('it is looked at again within 7 days', () => {
    same(refused({ reviewOn: on('2027-06-07') }), []);
    same(refused({ reviewOn: on('2027-06-09') }), [{ code: 'suspension-review-too-late', latestOn: on('2027-06-08') }]);
  });
  test('and then every 28 days', () =>
    assert.equal(nextSuspensionReview(on('2027-06-08'), policy).toString(), '2027-07-06'));
  test('when it is over, everything that was held back is paid', () =>
    same(
      decideResumption({
        cleared: 'The account was the assistant’s',
        missed: [
          { duePence: 260_000n, paidPence: 0n },
          { duePence: 260_000n, paidPence: 100_000n },
        ],
      }),
      { accepted: true, value: { catchUpPence: 420_000n } },
    ));
  test('it is not over before somebody says why', () =>
    same(refusalsOf(decideResumption({ cleared: ' ', missed: [] })), [{ code: 'suspension-not-cleared' }]));
});
