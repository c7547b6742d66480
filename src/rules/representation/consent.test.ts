import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { able, authority, lacking, on, payeeFacts, word } from '../../../test/support/payee-facts.ts';
import type { Decision } from '../decision.ts';
import { type ConsentFacts, consentOn, decideConsent, GROUND_WORDS, routeOn } from './consent.ts';

const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');
const facts = (given: Partial<ConsentFacts> = {}): ConsentFacts => payeeFacts(given);
const today = on('2026-11-23');
/** `stands`, or why not. */
const standing = (given: Partial<ConsentFacts>, date = '2026-11-23') => {
  const { stands, ground } = consentOn(facts(given), on(date));
  return stands ? (ground ?? 'stands') : (ground ?? 'no');
};
const mum = authority('mum', { kind: 'PARENTAL_RESPONSIBILITY' });
const child = { dateOfBirth: on('2011-03-12'), authorities: [mum] };

describe('R-019  From 16 and with capacity the person says yes, nobody else', () => {
  const birthdays = [
    ['2010-11-24', 'REPRESENTATIVE'], // 15 years and 364 days
    ['2010-11-23', 'OWN'], // 16 years and no days
    ['2010-11-22', 'OWN'],
  ] as const;
  for (const [born, expected] of birthdays)
    test(`born ${born}, on 23 November 2026: ${expected}`, () => {
      assert.equal(routeOn(facts({ dateOfBirth: on(born) }), today), expected);
    });
  test('the person’s yes stands, a representative’s does not', () => {
    assert.equal(standing({}), 'stands');
    assert.equal(standing({ authorities: [authority('dee')], words: [] }), 'no');
  });
  test('somebody is there to say it: the person', () => {
    assert.equal(consentOn(facts({ words: [] }), today).hasSpeaker, true);
  });
});

describe('R-020  Under 16 a representative says yes', () => {
  test('the mother’s yes', () => assert.equal(standing({ ...child, words: [word('mum', '2026-11-01')] }), 'stands'));
  test('the child’s own does not count yet', () => {
    assert.equal(standing({ ...child, words: [word('pat', '2026-11-01')] }), 'no');
  });
  test('nobody is there', () => {
    const alone = consentOn(facts({ ...child, authorities: [] }), today);
    assert.deepEqual(alone, { route: 'REPRESENTATIVE', hasSpeaker: false, stands: false, ground: undefined });
  });
  test('somebody is there who has not said it', () => {
    const silent = consentOn(facts({ ...child, words: [] }), today);
    assert.deepEqual(silent, { route: 'REPRESENTATIVE', hasSpeaker: true, stands: false, ground: undefined });
  });
  test('a child’s lack of capacity changes nothing', () => {
    assert.equal(
      routeOn(facts({ ...child, capacity: [lacking('2026-01-01', { abilities: undefined })] }), today),
      'REPRESENTATIVE',
    );
  });
});

describe('R-021  Who lacks capacity has a representative who says yes', () => {
  const capacity = [lacking('2026-10-01')];
  const brother = authority('bro', { kind: 'ICB_APPOINTED' });
  test('the brother whom the board appointed says yes', () => {
    assert.equal(standing({ capacity, authorities: [brother], words: [word('bro', '2026-11-01')] }), 'stands');
  });
  test('what the person said does not count', () => assert.equal(standing({ capacity, authorities: [brother] }), 'no'));
  test('nor does a yes outside the authority', () => {
    const authorities = [{ ...brother, scope: ['PLAN'] as const }];
    assert.equal(consentOn(facts({ capacity, authorities }), today).hasSpeaker, false);
  });
});

describe('R-022  Where capacity is doubted without a record, nobody’s yes counts', () => {
  const capacity = [lacking('2026-10-01', { abilities: undefined })];
  test('neither the person’s nor a representative’s', () => {
    const words = [word('pat', '2026-11-01'), word('dee', '2026-11-01')];
    assert.deepEqual(consentOn(facts({ capacity, authorities: [authority('dee')], words }), today), {
      route: 'UNCLEAR',
      hasSpeaker: false,
      stands: false,
      ground: undefined,
    });
  });
});

describe('R-027  Consent is there from its day on', () => {
  for (const [date, expected] of [
    ['2026-10-31', 'no'],
    ['2026-11-01', 'stands'],
  ] as const)
    test(`said on 1 November, on ${date}: ${expected}`, () => assert.equal(standing({}, date), expected));
  test('never said', () => assert.equal(standing({ words: [] }), 'no'));
});

describe('R-028  The person takes it back: ground M1', () => {
  const words = [word('pat', '2026-11-01'), word('pat', '2026-12-03', false)];
  for (const [date, expected] of [
    ['2026-12-02', 'stands'],
    ['2026-12-03', 'M1'],
    ['2026-12-29', 'M1'],
  ] as const)
    test(`withdrawn on 3 December, on ${date}: ${expected}`, () => assert.equal(standing({ words }, date), expected));
  test('and gives it again', () => {
    assert.equal(standing({ words: [...words, word('pat', '2026-12-10')] }, '2026-12-10'), 'stands');
  });
  test('a no from the beginning is the same ground', () => {
    assert.equal(standing({ words: [word('pat', '2026-11-01', false)] }), 'M1');
  });
});

describe('R-029  The representative takes it back and nobody else says yes: ground M2', () => {
  const capacity = [lacking('2026-10-01')];
  const two = [authority('ann'), authority('bob', { acting: 'SEVERALLY' })];
  const ann = word('ann', '2026-10-10');
  const table: readonly (readonly [string, Partial<ConsentFacts>, string])[] = [
    ['she said yes', { authorities: two, words: [ann] }, 'stands'],
    ['she takes it back', { authorities: two, words: [ann, word('ann', '2026-11-20', false)] }, 'M2'],
    [
      'she takes it back, the other says yes',
      { authorities: two, words: [ann, word('bob', '2026-11-01'), word('ann', '2026-11-20', false)] },
      'stands',
    ],
    ['she resigns', { authorities: [authority('ann', { untilOn: on('2026-11-22') })], words: [ann] }, 'M2'],
    [
      'she resigns tomorrow',
      { authorities: [authority('ann', { untilOn: on('2026-11-23') })], words: [ann] },
      'stands',
    ],
    ['nobody ever said yes', { authorities: two, words: [word('ann', '2026-11-01', false)] }, 'no'],
    ['only the person had, before they lost capacity', { authorities: two, words: [word('pat', '2026-09-01')] }, 'no'],
  ];
  for (const [what, given, expected] of table)
    test(`${what}: ${expected}`, () => assert.equal(standing({ capacity, ...given }), expected));

  const joint = [authority('ann', { acting: 'JOINTLY' }), authority('bob', { acting: 'JOINTLY' })];
  test('those appointed jointly all say yes', () => {
    assert.equal(standing({ capacity, authorities: joint, words: [ann] }), 'M2');
    assert.equal(standing({ capacity, authorities: joint, words: [ann, word('bob', '2026-10-11')] }), 'stands');
  });
  test('one of two joint deputies resigns, the other says yes: no stop', () => {
    const authorities = [{ ...joint[0]!, untilOn: on('2026-11-01') }, joint[1]!];
    assert.equal(standing({ capacity, authorities, words: [ann, word('bob', '2026-10-11')] }), 'stands');
  });
  test('a yes of the day after does not count yet', () => {
    assert.equal(standing({ capacity, authorities: two, words: [word('ann', '2026-11-24')] }), 'no');
  });
});

describe('R-030  Who comes to decide for themself says yes themself: ground M3', () => {
  const said = [word('mum', '2026-01-05')];
  const birthday = [
    ['2027-03-11', said, 'stands'],
    ['2027-03-12', said, 'M3'],
    ['2027-03-11', [...said, word('pat', '2027-03-01')], 'stands'],
    ['2027-03-12', [...said, word('pat', '2027-03-01')], 'stands'],
    ['2027-03-12', [...said, word('pat', '2027-03-01', false)], 'M1'],
  ] as const;
  for (const [date, words, expected] of birthday)
    test(`16 on 12 March 2027, ${words.length} words, on ${date}: ${expected}`, () => {
      assert.equal(standing({ ...child, words }, date), expected);
    });

  const lost = { authorities: [authority('dee')], capacity: [lacking('2026-03-01'), able('2026-09-01')] };
  const regained: readonly (readonly [string, Partial<ConsentFacts>, string])[] = [
    ['only the deputy said yes', { words: [word('dee', '2026-03-10')] }, 'M3'],
    [
      'the person’s yes is from before they lost it',
      { words: [word('pat', '2026-01-01'), word('dee', '2026-03-10')] },
      'M3',
    ],
    ['the day before they regained it', { words: [word('dee', '2026-03-10'), word('pat', '2026-08-31')] }, 'M3'],
    ['on the day', { words: [word('dee', '2026-03-10'), word('pat', '2026-09-01')] }, 'stands'],
    ['a no since', { words: [word('dee', '2026-03-10'), word('pat', '2026-09-01', false)] }, 'M1'],
    ['a yes of the deputy that comes tomorrow', { words: [word('dee', '2026-11-24')] }, 'no'],
  ];
  for (const [what, given, expected] of regained)
    test(`an adult regained capacity, ${what}: ${expected}`, () => {
      assert.equal(standing({ ...lost, ...given }), expected);
    });
});

describe('R-028 R-029 R-030  A ground stands only where consent does not', () => {
  test('for every history of words', () => {
    const said = fc.record({
      byId: fc.constantFrom('pat', 'ann', 'bob'),
      given: fc.boolean(),
      happenedOn: fc.integer({ min: 0, max: 40 }).map(days => on('2026-10-20').add({ days })),
    });
    const capacities = fc.constantFrom([], [lacking('2026-10-25')], [lacking('2026-10-25'), able('2026-11-05')]);
    fc.assert(
      fc.property(fc.array(said, { maxLength: 6 }), capacities, (words, capacity) => {
        const found = consentOn(facts({ words, capacity, authorities: [authority('ann'), authority('bob')] }), today);
        assert.ok(!found.stands || (found.ground === undefined && words.some(one => one.given)));
      }),
    );
  });
  test('each has words', () => assert.deepEqual(Object.keys(GROUND_WORDS), ['M1', 'M2', 'M3']));
});

describe('R-019 R-020 R-021  Whose word may be recorded', () => {
  const says = (given: Partial<ConsentFacts>, byId: string, yes = true, date = today) =>
    verdict(decideConsent(facts(given), { byId, given: yes }, { today: date, aheadMonths: 6 }));
  const deputy = { authorities: [authority('dee')] };

  test('an adult’s own, and no representative’s yes', () => {
    assert.equal(says(deputy, 'pat'), 'accepted');
    assert.equal(says(deputy, 'dee'), 'consent-not-yours-to-give');
  });
  test('a representative may take back what they said, whoever decides now', () => {
    assert.equal(says(deputy, 'dee', false), 'accepted');
  });
  test('without capacity the representative’s, not the person’s', () => {
    const lacks = { ...deputy, capacity: [lacking('2026-10-01')] };
    assert.equal(says(lacks, 'pat'), 'consent-not-yours-to-give');
    assert.equal(says(lacks, 'dee'), 'accepted');
  });
  test('R-022 without a record of the assessment, no representative’s yes', () => {
    const unclear = { ...deputy, capacity: [lacking('2026-10-01', { abilities: undefined })] };
    assert.equal(says(unclear, 'pat'), 'consent-not-yours-to-give');
    assert.equal(says(unclear, 'dee'), 'capacity-not-assessed');
    assert.equal(says(unclear, 'dee', false), 'accepted');
  });
  test('R-031 nobody’s whose authority does not cover it, or has ended', () => {
    const lacks = { capacity: [lacking('2026-10-01')] };
    assert.equal(says({ ...lacks, authorities: [authority('dee', { scope: ['PLAN'] })] }, 'dee'), 'outside-authority');
    assert.equal(
      says({ ...lacks, authorities: [authority('dee', { untilOn: on('2026-11-22') })] }, 'dee'),
      'outside-authority',
    );
    assert.equal(says({ ...lacks, ...deputy }, 'sam'), 'outside-authority');
  });

  const ahead = [
    ['2026-09-11', 'consent-not-yours-to-give'],
    ['2026-09-12', 'accepted'],
    ['2027-03-11', 'accepted'],
    ['2027-03-12', 'accepted'],
  ] as const;
  for (const [date, expected] of ahead)
    test(`R-030 16 on 12 March 2027: their own word on ${date}: ${expected}`, () => {
      assert.equal(says(child, 'pat', true, on(date)), expected);
    });
  test('not ahead by a young person who lacks capacity', () => {
    const capacity = [lacking('2026-10-01')];
    assert.equal(says({ ...child, capacity }, 'pat', true, on('2027-03-01')), 'consent-not-yours-to-give');
  });
});
