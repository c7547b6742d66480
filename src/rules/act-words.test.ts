import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { actInWords, hasWords, type Outcome } from './act-words.ts';

/** To the person, then of anybody. */
const said = (act: string, outcome: Outcome) => [
  actInWords({ act, outcome }, true),
  actInWords({ act, outcome }, false),
];

describe('R-121  An act is said to the person as theirs, and of anybody without', () => {
  const table: readonly (readonly [act: string, outcome: Outcome, toPerson: string, ofAnybody: string])[] = [
    ['plan.read', 'read', 'Opened your plan', 'Opened a plan'],
    [
      'plan.submit',
      'read',
      'Opened the page to send your plan for approval',
      'Opened the page to send a plan for approval',
    ],
    ['plan.submit', 'done', 'Sent your plan for approval', 'Sent a plan for approval'],
    [
      'bank-lines.look-in',
      'denied',
      'Tried to look into your bank statement, and was turned away',
      'Tried to look into a bank statement, and was turned away',
    ],
    [
      'pay-run.release',
      'refused',
      'Tried to release a payment run, and was refused',
      'Tried to release a payment run, and was refused',
    ],
    ['case.list', 'read', 'Opened the list of cases', 'Opened the list of cases'],
    ['other.version', 'done', 'Opened “other.version”', 'Opened “other.version”'],
  ];
  for (const [act, outcome, ...expected] of table)
    test(`${act}, ${outcome}`, () => assert.deepEqual(said(act, outcome), expected));

  test('what is opened has words, and so has what is done; nothing else has', () => {
    assert.equal(hasWords('plan.read'), true);
    assert.equal(hasWords('plan.submit'), true);
    assert.equal(hasWords('other.version'), false);
  });
});
