import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ABLE, able, lacking, on } from '../../../test/support/payee-facts.ts';
import type { Decision } from '../decision.ts';
import { ABILITIES, type CapacityRecord, capacityOn, decideCapacityRecord, isAble, regainedOn } from './capacity.ts';

const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');

describe('R-022  Capacity is assumed, unless an assessment for this decision at this time says otherwise', () => {
  const today = on('2026-11-23');
  test('no assessment', () => assert.equal(capacityOn([], today), 'ASSUMED'));
  test('found to have it', () => assert.equal(capacityOn([able('2026-11-01')], today), 'HAS'));
  test('found to lack it, with the record', () => assert.equal(capacityOn([lacking('2026-11-01')], today), 'LACKS'));
  test('said to lack it, and nobody wrote which ability was missing', () => {
    assert.equal(capacityOn([lacking('2026-11-01', { abilities: undefined })], today), 'NOT_ASSESSED');
  });
  test('said to lack it, and nobody wrote what help there was', () => {
    assert.equal(capacityOn([lacking('2026-11-01', { supportGiven: ' ' })], today), 'NOT_ASSESSED');
  });

  const dates = [
    ['2026-10-31', 'ASSUMED'],
    ['2026-11-01', 'LACKS'],
    ['2026-11-09', 'LACKS'],
    ['2026-11-10', 'HAS'],
  ] as const;
  for (const [date, expected] of dates)
    test(`found to lack it on 1 November, to have it on 10 November: on ${date} ${expected}`, () => {
      assert.equal(capacityOn([able('2026-11-10'), lacking('2026-11-01')], on(date)), expected);
    });
  test('of two assessments on one day the later record counts', () => {
    assert.equal(capacityOn([lacking('2026-11-01'), able('2026-11-01')], today), 'HAS');
    assert.equal(capacityOn([able('2026-11-01'), lacking('2026-11-01')], today), 'LACKS');
  });

  for (const [capacity, expected] of [
    ['ASSUMED', true],
    ['HAS', true],
    ['LACKS', false],
    ['NOT_ASSESSED', false],
  ] as const)
    test(`${capacity}: ${expected ? 'decides for themself' : 'does not decide'}`, () => {
      assert.equal(isAble(capacity), expected);
    });
});

describe('R-022  What an assessment has to record', () => {
  const record = (given: Partial<CapacityRecord> = {}): CapacityRecord => ({
    abilities: { ...ABLE, retain: false },
    supportGiven: 'Two visits, in the mornings',
    assessedOn: on('2026-11-20'),
    reviewOn: on('2027-05-20'),
    ...given,
  });
  const today = on('2026-11-23');
  const decided = (given: Partial<CapacityRecord> = {}) => verdict(decideCapacityRecord(record(given), today));

  test('whole', () => assert.equal(decided(), 'accepted'));
  test('no help to decide', () => assert.equal(decided({ supportGiven: ' ' }), 'capacity-support-missing'));
  test('today, but not tomorrow', () => {
    assert.equal(decided({ assessedOn: today }), 'accepted');
    assert.equal(decided({ assessedOn: today.add({ days: 1 }) }), 'capacity-assessed-in-future');
  });
  test('a lack needs a day to look again, capacity needs none', () => {
    assert.equal(decided({ reviewOn: undefined }), 'capacity-review-missing');
    assert.equal(decided({ reviewOn: undefined, abilities: ABLE }), 'accepted');
  });
  test('that day is after the assessment', () => {
    assert.equal(decided({ reviewOn: on('2026-11-20') }), 'capacity-review-not-later');
    assert.equal(decided({ reviewOn: on('2026-11-21') }), 'accepted');
  });
  for (const ability of ABILITIES)
    test(`who cannot ${ability} it lacks capacity`, () => {
      const decision = decideCapacityRecord(record({ abilities: { ...ABLE, [ability]: false } }), today);
      assert.deepEqual(decision, { accepted: true, value: { hasCapacity: false } });
    });
  test('who can do all four has capacity', () => {
    assert.deepEqual(decideCapacityRecord(record({ abilities: ABLE }), today), {
      accepted: true,
      value: { hasCapacity: true },
    });
  });
});

describe('R-030  From when the person’s own word counts again', () => {
  const today = on('2026-11-23');
  test('never lost', () => {
    assert.equal(regainedOn([], today), undefined);
    assert.equal(regainedOn([able('2026-03-01')], today), undefined);
  });
  test('not regained yet', () =>
    assert.equal(regainedOn([able('2026-01-01'), lacking('2026-03-01')], today), undefined));
  test('from the first finding after the last lack', () => {
    const findings = [
      lacking('2026-03-01'),
      able('2026-05-01'),
      lacking('2026-07-01'),
      able('2026-09-01'),
      able('2026-10-01'),
    ];
    assert.equal(regainedOn(findings, today)?.toString(), '2026-09-01');
    assert.equal(regainedOn(findings, on('2026-06-01'))?.toString(), '2026-05-01');
  });
  test('a lack that is found later does not count before its day', () => {
    assert.equal(regainedOn([lacking('2026-03-01'), able('2026-11-24')], today), undefined);
    assert.equal(regainedOn([lacking('2026-03-01'), able('2026-11-23')], today)?.toString(), '2026-11-23');
  });
});
