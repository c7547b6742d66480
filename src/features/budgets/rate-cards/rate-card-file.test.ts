import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { jsonProblemInWords } from '../../../platform/json-problems.ts';
import { readRateCard } from './rate-card-file.ts';

const rate = { code: 'PA', label: 'Personal assistant', unit: 'hour', pence: '1500' };
const card = { version: 'r-1', effectiveFrom: '2027-04-01', rates: [rate] };
const problems = (given: unknown) => {
  const found = readRateCard(given);
  return found.readable ? [] : found.problems.map(jsonProblemInWords);
};

describe('R-043  A rate card is read whole, or refused with everything that is wrong', () => {
  test('the demonstration’s card', async () => {
    const found = readRateCard(JSON.parse(await readFile('demo/rate-card.json', 'utf8')));
    assert.ok(found.readable);
    assert.equal(found.card.effectiveFrom.toString(), '2026-04-01');
  });

  const table: readonly (readonly [object, string])[] = [
    [{ effectiveFrom: '2027-02-29' }, 'effectiveFrom is "2027-02-29"; allowed is a date that exists'],
    [{ effectiveFrom: 20_270_401 }, 'effectiveFrom is 20270401; allowed is a date that exists'],
    [{ version: '' }, 'version is ""; allowed is words of 1 to 40 characters'],
    [{ version: 'x'.repeat(41) }, 'allowed is words of 1 to 40 characters'],
    [{ rates: [] }, 'rates is []; allowed is a list with at least one rate'],
    [{ rates: [{ ...rate, pence: '0' }] }, 'rates[0].pence is "0"; allowed is whole pence above nought'],
    [{ rates: [{ ...rate, pence: '15.00' }] }, 'rates[0].pence is "15.00"'],
    [{ rates: [{ ...rate, pence: 1500 }] }, 'rates[0].pence is 1500'],
    [
      {
        rates: [
          { ...rate, pence: '9999999999' },
          { ...rate, code: 'B', pence: '10000000000' },
        ],
      },
      'rates[1].pence',
    ],
    [{ rates: [{ ...rate, code: 'a b' }] }, 'rates[0].code is "a b"; allowed is letters'],
    [{ rates: [rate, { ...rate, pence: '1600' }] }, 'rates[1].code is "PA"; allowed is a code that no other rate has'],
    [{ rates: [{ ...rate, vat: 1 }] }, 'rates[0].vat is 1; allowed is only the keys code, label, unit, pence'],
    [{ upTo: '2028-03-31' }, 'upTo is "2028-03-31"; allowed is only the keys version, effectiveFrom, rates'],
  ];
  for (const [given, expected] of table)
    test(expected, () => {
      const [first = '', ...others] = problems({ ...card, ...given });
      assert.ok(first.includes(expected), first);
      assert.deepEqual(others, []);
    });

  test('all of them at once', () => {
    const bad = { version: '', effectiveFrom: '2027-13-01', rates: [{ ...rate, pence: '-1' }, { code: 'B' }] };
    assert.deepEqual(
      problems(bad).map(words => words.split(' is ')[0]),
      ['version', 'effectiveFrom', 'rates[0].pence', 'rates[1].label', 'rates[1].unit', 'rates[1].pence'],
    );
    assert.match(problems('a card').join(), /the whole file is "a card"; allowed is an object with the keys/);
    assert.deepEqual(problems(card), []);
  });
});
