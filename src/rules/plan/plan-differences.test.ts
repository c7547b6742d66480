import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { costing, item } from '../../../test/support/plan-facts.ts';
import { differencesBetween, type PlanVersion, titleOf } from './plan-differences.ts';
import type { PlanEntry } from './plan-sections.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);
const version = (given: Partial<PlanVersion> = {}): PlanVersion => ({
  sections: { strengths: { words: 'Patient.' } },
  entries: [],
  items: [item()],
  proposedPence: 3_360_000n,
  ...given,
});
const said = (before: Partial<PlanVersion>, after: Partial<PlanVersion>) =>
  differencesBetween(version(before), version(after)).map(
    ({ part, change, sentence }) => `${part} ${change}: ${sentence}`,
  );
const entry = (content: Record<string, string>, kind: PlanEntry['kind'] = 'personal-contact'): PlanEntry => ({
  planEntryId: 'entry',
  kind,
  content,
});

describe('R-054  What changed between two versions of a plan, in sentences', () => {
  test('nothing', () => assert.deepEqual(said({}, {}), []));
  test('a section that is new, gone, and said otherwise', () => {
    assert.deepEqual(said({ sections: {} }, {}), ['section added: “Strengths and skills” is new']);
    assert.deepEqual(said({}, { sections: {} }), ['section removed: “Strengths and skills” was taken out']);
    assert.deepEqual(said({}, { sections: { strengths: { words: 'Very patient' } } }), [
      'section changed: “Strengths and skills” said: Patient. Now it says: Very patient.',
    ]);
  });
  test('words that were not there, or are there no more', () => {
    const nothing = { sections: { strengths: {} } };
    assert.deepEqual(said(nothing, {}), ['section changed: “Strengths and skills” now says: Patient.']);
    assert.deepEqual(said({}, nothing), ['section changed: “Strengths and skills” does not say any more: Patient.']);
  });
  test('the person chose not to say, and then did', () => {
    const silent = { sections: { strengths: { choseNotToSay: 'yes' } } };
    assert.deepEqual(said(silent, { sections: { strengths: {} } }), [
      'section changed: “Strengths and skills”: the person now says it',
    ]);
    assert.deepEqual(said({ sections: { strengths: {} } }, silent), [
      'section changed: “Strengths and skills”: the person now chose not to say',
    ]);
  });
  test('a field of several is named, an answer from a list in its words', () => {
    assert.deepEqual(
      said({ sections: { 'person-details': { gender: 'X' } } }, { sections: { 'person-details': { gender: '2' } } }),
      ['section changed: “Personal details”, Gender said: Not known. Now it says: Female.'],
    );
  });
  test('an entry that is new, gone, and changed', () => {
    const jo = entry({ name: 'Jo', contact: '01632 960001' });
    assert.deepEqual(said({}, { entries: [jo] }), ['entry added: “Jo” (personal contact) is new']);
    assert.deepEqual(said({ entries: [jo] }, {}), ['entry removed: “Jo” (personal contact) was taken out']);
    assert.deepEqual(said({ entries: [jo] }, { entries: [entry({ name: 'Jo', contact: '01632 960002' })] }), [
      'entry changed: “Jo”, Telephone or email said: 01632 960001. Now it says: 01632 960002.',
    ]);
    assert.deepEqual(said({ entries: [jo] }, { entries: [jo] }), []);
  });
  test('one name in two kinds is two entries', () => {
    const changes = said(
      { entries: [entry({ name: 'Jo' })] },
      { entries: [entry({ name: 'Jo' }, 'professional-contact')] },
    );
    assert.equal(changes.length, 2);
  });
  test('an entry is called by its name, by what is done, or by what is said', () => {
    assert.deepEqual(
      [entry({ name: 'Jo' }), entry({ what: 'Swim' }), entry({ words: 'It began in May' }), entry({})].map(titleOf),
      ['Jo', 'Swim', 'It began in May', ''],
    );
  });
});

describe('R-050  What changed of the lines and of the money', () => {
  const massage = costing(108_000n, { label: 'Massage' });
  test('a line that is new or gone, with its sum', () => {
    assert.deepEqual(said({}, { items: [item(), massage] }), [
      'item added: “Massage” is new: 1 × hour every year at £1,080.00, £1,080.00 a year',
    ]);
    assert.deepEqual(said({ items: [item(), massage] }, {}), [
      'item removed: “Massage” was taken out: £1,080.00 a year less',
    ]);
  });
  test('another quantity, and what it costs more or less', () => {
    const less = item({ quantity: { tenThousandths: 300_000n } });
    assert.deepEqual(said({}, { items: [less] }), [
      'item changed: “Personal assistant”: 30 × hour every week at £15.00 instead of 40 × hour every week at £15.00',
      'item changed: “Personal assistant”: £7,800.00 a year less',
    ]);
    assert.equal(said({ items: [less] }, {})[1], 'item changed: “Personal assistant”: £7,800.00 a year more');
  });
  test('by a penny', () => {
    const sums = (before: bigint, after: bigint) =>
      said({ items: [costing(before)] }, { items: [costing(after)] }).map(line => line.split('”: ')[1]);
    assert.equal(sums(100n, 101n)[1], '£0.01 a year more');
    assert.equal(sums(100n, 99n)[1], '£0.01 a year less');
  });
  const changed = (given: Parameters<typeof item>[0]) =>
    said({}, { items: [item({ annualPence: item().annualPence, ...given })] }).map(line => line.split('”: ')[1]);
  test('how often in the year', () => assert.deepEqual(changed({ times: 26 }), ['26 times in the year instead of 52']));
  test('who holds the money', () =>
    assert.deepEqual(changed({ option: 'NOTIONAL' }), [
      'arranged and paid by the NHS instead of paid to the person (direct payment)',
    ]));
  test('its days', () => {
    assert.deepEqual(changed({ startsOn: day('2026-12-01') }), ['from 1 December 2026 on instead of all year']);
    assert.deepEqual(changed({ endsOn: day('2027-03-31') }), [
      'from the first day to 31 March 2027 instead of all year',
    ]);
    assert.deepEqual(changed({ startsOn: day('2026-12-01'), endsOn: day('2027-03-31') }), [
      'from 1 December 2026 to 31 March 2027 instead of all year',
    ]);
  });
  test('how sure the person is', () =>
    assert.deepEqual(changed({ confidence: 8 }), ['how sure the person is that it works: 8 instead of not said']));
  test('the same name from another provider is another line', () => {
    assert.equal(said({}, { items: [item({ provider: 'Pat' })] }).length, 2);
  });
  test('two lines of one name are two lines', () => {
    assert.deepEqual(said({ items: [item(), item()] }, { items: [item(), item()] }), []);
    assert.equal(said({ items: [item(), item()] }, { items: [item()] }).length, 1);
  });
  test('the proposed final budget', () => {
    assert.deepEqual(said({ proposedPence: undefined }, {}), ['money added: A final budget of £33,600.00 is proposed']);
    assert.deepEqual(said({}, { proposedPence: undefined }), ['money removed: No final budget is proposed any more']);
    assert.deepEqual(said({}, { proposedPence: 3_360_001n }), [
      'money changed: The proposed final budget is £33,600.01 instead of £33,600.00: £0.01 more',
    ]);
    assert.deepEqual(said({}, { proposedPence: 3_359_999n }), [
      'money changed: The proposed final budget is £33,599.99 instead of £33,600.00: £0.01 less',
    ]);
  });
  test('a version does not differ from itself, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name: fc.string(), contact: fc.string() })), contents => {
        const entries = contents.map(content => entry(content));
        assert.deepEqual(said({ entries }, { entries }), []);
      }),
    );
  });
});
