import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  INSTEAD_OF,
  UNLAWFUL_REASONS,
  UNLAWFUL_RULES,
  type UnlawfulReason,
  unlawfulIn,
  unlawfulPhrases,
} from './unlawful-reasons.ts';

const kinds = (words: string) => unlawfulPhrases(words).map(({ reason }) => reason);

/** Each of these must not reach the person. */
const FOUND: readonly (readonly [string, UnlawfulReason])[] = [
  ['No budget this year', 'NO_MONEY'],
  ['No budget  this\n year', 'NO_MONEY'],
  ['N\u200bo bud\u00adget this year', 'NO_MONEY'],
  ['There is not enough money left.', 'NO_MONEY'],
  ['There is insufficient funding in the team until April', 'NO_MONEY'],
  ['The budget has been cut.', 'NO_MONEY'],
  ['Our money is all spent', 'NO_MONEY'],
  ['The funding has already been used up', 'NO_MONEY'],
  ['The money ran out', 'NO_MONEY'],
  ['The money has run out', 'NO_MONEY'],
  ['We have no money for it', 'NO_MONEY'],
  ['The board has no funding', 'NO_MONEY'],
  ['Because of financial pressures', 'NO_MONEY'],
  ['Given our budget position', 'NO_MONEY'],
  ['This is unusual', 'UNUSUAL'],
  ['The request is very unusual for a budget', 'UNUSUAL'],
  ['What you asked for seems an unusual purchase', 'UNUSUAL'],
  ['Unusual.', 'UNUSUAL'],
  ['too unusual', 'UNUSUAL'],
  ['We do not normally pay for dogs', 'UNUSUAL'],
  ['We have never funded that', 'UNUSUAL'],
  ['The ICB does not fund gym fees', 'UNUSUAL'],
  ['It is not something we normally fund', 'UNUSUAL'],
  ['Nobody else has one', 'UNUSUAL'],
  ['It has not been done before', 'UNUSUAL'],
  ['We never tried it here before', 'UNUSUAL'],
  ['We cannot afford it', 'TOO_DEAR_FOR_US'],
  ['The NHS can’t afford this', 'TOO_DEAR_FOR_US'],
  ['It is too expensive', 'TOO_DEAR_FOR_US'],
  ['Too costly for us.', 'TOO_DEAR_FOR_US'],
  ['We have to save money', 'TOO_DEAR_FOR_US'],
  ['It costs the board too much', 'TOO_DEAR_FOR_US'],
  ['People with dementia cannot have a budget', 'DIAGNOSIS_ALONE'],
  ['Patients who have an addiction are not eligible', 'DIAGNOSIS_ALONE'],
  ['Because of your diagnosis', 'DIAGNOSIS_ALONE'],
  ['Your diagnosis of schizophrenia does not qualify', 'DIAGNOSIS_ALONE'],
  ['Your condition is not covered', 'DIAGNOSIS_ALONE'],
  ['The diagnosis is dementia', 'DIAGNOSIS_ALONE'],
  ['Dementia', 'DIAGNOSIS_ALONE'],
];

/** Each of these is a lawful thing to say, however near it comes. */
const LEFT_ALONE = [
  'The check has not been done before the start, and a nurse must see the wound first.',
  'The diagnosis is dementia, and at night you need two people beside you.',
  'Your seizures have an unusual pattern, and nobody could keep you safe at night.',
  'It is unusually dangerous to lift you alone.',
  'You have an unusual heart rhythm that a hospital must watch.',
  'You told us that you cannot afford the rent. A budget may not pay it.',
  'The agency costs £31,200 and the day centre meets the same outcome for £9,000.',
  'It is too expensive for what it does: the day centre meets the same outcome for £9,000 less.',
  'The swimming helps with none of your outcomes.',
  'Your care ends on 3 January, before a budget could be set up.',
  'The budget year starts in April, and you said that you want no budget before then.',
  'There is no need that a budget would meet.',
  'You have a diagnosis of diabetes; the pump is prescribed by your GP and may not be bought twice.',
  'People with a pacemaker are at risk near this machine.',
  'We do not know who would give the medicine at night.',
  'The district nurses already do this every day.',
  'The money would be paid to somebody whom a court has barred.',
  'You asked for the money to be left in your savings account.',
  '',
];

describe('R-009 R-015 R-065  A reason that the law does not allow is found in the words', () => {
  for (const [words, reason] of FOUND) test(`“${words}” is ${reason}`, () => assert.ok(kinds(words).includes(reason)));
  for (const words of LEFT_ALONE) test(`“${words}” is left alone`, () => assert.deepEqual(kinds(words), []));

  test('the phrase is given as it was written, one of each kind, in one order', () => {
    assert.deepEqual(unlawfulPhrases('This is unusual, and we cannot afford it. It is too expensive.'), [
      { reason: 'UNUSUAL', phrase: 'This is unusual' },
      { reason: 'TOO_DEAR_FOR_US', phrase: 'we cannot afford' },
    ]);
  });

  test('beside its box, with its rule and what to write instead', () => {
    assert.deepEqual(unlawfulIn('No budget this year', 'why_NOT_SAFE'), [
      { code: 'reason-not-allowed', box: 'why_NOT_SAFE', reason: 'NO_MONEY', phrase: 'No budget this' },
    ]);
    assert.deepEqual(
      UNLAWFUL_REASONS.map(reason => UNLAWFUL_RULES[reason]),
      ['R-009', 'R-065', 'R-009', 'R-015'],
    );
    for (const reason of UNLAWFUL_REASONS) assert.deepEqual(kinds(INSTEAD_OF[reason]), []);
  });
});
