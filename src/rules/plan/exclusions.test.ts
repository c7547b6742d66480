import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EXCLUDED_CATEGORIES, exclusionOf, exclusionsOf } from './exclusions.ts';
import { ITEM_CATEGORIES } from './plan.ts';

const rulesOf = (label: string, category = 'OTHER') => exclusionsOf({ label, category }).map(({ rule }) => rule);

const refused: Readonly<Record<string, readonly string[]>> = {
  'R-066  alcohol, tobacco, gambling, repaying debt, anything unlawful': [
    'Red wine',
    'WINE SHOP',
    'A case of beer',
    'Gin and tonic',
    'Cigarettes',
    'Rolling tobacco',
    'Lottery tickets',
    'Betting account',
    'Repayment of debt',
    'Rent arrears',
    'Loan repayments',
    'Cannabis',
    'Alcohol-free beer and red wine',
  ],
  'R-067  GP services': ['Private GP contract service', 'GP appointment', 'Private GP'],
  'R-068  public health services': [
    'Flu jab £16',
    'Travel vaccinations',
    'Mammogram',
    'Bowel screening',
    'NHS Health Check',
  ],
  'R-069  urgent or emergency treatment': ['Ambulance standby', 'A&E visit', 'Paramedic on call'],
  'R-070  surgery': ['Cataract surgery deposit', 'Hip replacement', 'Private knee operation'],
  'R-071  NHS charges': ['Prescription prepayment certificate', 'NHS dentist', 'Dental charges'],
};

for (const [title, labels] of Object.entries(refused))
  describe(title, () => {
    for (const label of labels)
      test(`“${label}” may not be bought`, () => assert.deepEqual(rulesOf(label), [title.slice(0, 5)]));
  });

describe('R-066 R-067 R-068 R-069 R-070 R-071  False friends may be bought', () => {
  const lawful: readonly (readonly [string, string?])[] = [
    ['Ginger tea'],
    ['Alcohol-free wine'],
    ['Ginger beer'],
    ['Drum lessons'], // rum
    ['Debit card fee'],
    ['Debt advice'],
    ['Alcohol wipes for the pump'],
    ['Cider vinegar'],
    ['Engine for the wheelchair'],
    ['Twine and beads'],
    ['Gambling support group'],
    ['Taxi to GP appointment', 'TRANSPORT'],
    ['Vaccinations for the assistance dog', 'ASSISTANCE_ANIMAL'],
    ['Emergency vet and ambulance for the dog', 'ASSISTANCE_ANIMAL'],
    ['DBS screening', 'DBS'],
    ['Garden screening'],
    ['St John Ambulance first-aid course', 'TRAINING'],
    ['Vitamins A&E'],
    ['Physiotherapy after surgery', 'THERAPY'],
    ['Surgical stockings'],
    ['Tree surgery'],
    ['Taxi to cataract surgery', 'TRANSPORT'],
    ['Prescription sunglasses'],
    ['Exercise on prescription'],
    ['Assistance dog upkeep', 'ASSISTANCE_ANIMAL'],
    ['Massage'],
    ['Personal assistant at the gym and pool', 'PA_WAGES'],
    ['Emergency contact alarm'],
  ];
  for (const [label, category] of lawful)
    test(`“${label}”${category ? ` (${category})` : ''}`, () => assert.deepEqual(rulesOf(label, category), []));
});

describe('R-066 R-067 R-068 R-069 R-070 R-071  The category alone is enough', () => {
  const rules = ['R-066', 'R-066', 'R-066', 'R-066', 'R-066', 'R-067', 'R-068', 'R-069', 'R-070', 'R-071'];
  for (const [i, category] of EXCLUDED_CATEGORIES.entries())
    test(`${category} is ${rules[i]}`, () => assert.deepEqual(rulesOf('Something nice', category), [rules[i]]));

  test('no category of the plan is excluded by itself', () => {
    assert.deepEqual(
      ITEM_CATEGORIES.filter(category => rulesOf('Something nice', category).length > 0),
      [],
    );
  });

  test('a taxi that is really an ambulance is still refused', () => {
    assert.deepEqual(rulesOf('Ambulance standby', 'TRANSPORT'), ['R-069']);
  });
});

describe('R-066 R-067 R-068 R-069 R-070 R-071  A refusal says which rule and why', () => {
  test('all of them, in the order of the rulebook, with the words that it was seen by', () => {
    assert.deepEqual(exclusionsOf({ label: 'Beer and a flu-jab', category: 'OTHER' }), [
      { code: 'item-excluded', item: 'Beer and a flu-jab', rule: 'R-066', what: 'alcohol', found: 'beer' },
      {
        code: 'item-excluded',
        item: 'Beer and a flu-jab',
        rule: 'R-068',
        what: 'public health services',
        found: 'flu jab',
      },
    ]);
  });

  test('words from elsewhere, such as a bank line', () => {
    assert.equal(exclusionOf('CARD PAYMENT WINE SHOP LONDON')?.rule, 'R-066');
    assert.equal(exclusionOf('DEBIT CARD PAYMENT GINGER STORES'), undefined);
  });
});
