import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  assistant,
  cases,
  employed,
  employerCard,
  line,
  needs,
  policy,
  problemsOf,
  withCard,
} from '../../../../test/support/quote-files.ts';

describe('What bad files get: every problem at once, where it is, what stands there, what is allowed', () => {
  const table: readonly (readonly [string, unknown, unknown, readonly string[]])[] = [
    ['an unknown key', policy({ colour: 'red' }), needs(), ['policy colour "red"']],
    ['an unknown key of a line', policy(), needs({ lines: [line({ rate: '1' })] }), ['needs lines[0].rate "1"']],
    [
      'money as a number',
      policy({ rateCard: { ...policy().rateCard, rates: [{ code: 'PA', unit: 'hour', pence: 1500 }] } }),
      needs(),
      ['policy rateCard.rates[0].pence 1500'],
    ],
    [
      'money of nought',
      policy({ rateCard: { ...policy().rateCard, rates: [{ code: 'PA', unit: 'hour', pence: '0' }] } }),
      needs(),
      ['policy rateCard.rates[0].pence "0"'],
    ],
    [
      'money with a point',
      policy({ rateCard: { ...policy().rateCard, rates: [{ code: 'PA', unit: 'hour', pence: '15.00' }] } }),
      needs(),
      ['policy rateCard.rates[0].pence "15.00"'],
    ],
    ['a quantity of nought', policy(), needs({ lines: [line({ quantity: '0' })] }), ['needs lines[0].quantity "0"']],
    [
      'a quantity below nought',
      policy(),
      needs({ lines: [line({ quantity: '-1' })] }),
      ['needs lines[0].quantity "-1"'],
    ],
    [
      'five decimals',
      policy(),
      needs({ lines: [line({ quantity: '1.00001' })] }),
      ['needs lines[0].quantity "1.00001"'],
    ],
    ['a day that does not exist', policy(), needs({ startOn: '2027-02-29' }), ['needs startOn "2027-02-29"']],
    ['no lines', policy(), needs({ lines: [] }), ['needs lines []']],
    [
      'nine weeks of contingency',
      policy({ contingency: { weeks: 9, inBudget: true } }),
      needs(),
      ['policy contingency.weeks 9'],
    ],
    ['51 weeks in a year', policy({ weeksPerYear: 51 }), needs(), ['policy weeksPerYear 51']],
    [
      'a service that has no rate',
      policy(),
      needs({ lines: [line({ service: 'DOG' })] }),
      ['needs lines[0].service "DOG"'],
    ],
    ['another unit', policy(), needs({ lines: [line({ unit: 'night' })] }), ['needs lines[0].unit "night"']],
    ['one id twice', policy(), needs({ lines: [line(), line()] }), ['needs lines[1].id "a"']],
    [
      'one id in two lists',
      withCard(),
      needs({ assistants: [assistant({ id: 'a' })] }),
      ['needs assistants[0].id "a"'],
    ],
    ['once, but every week', policy(), needs({ lines: [line({ oneOff: true })] }), ['needs lines[0].per "week"']],
    ['a policy of tomorrow', policy({ effectiveFrom: '2026-12-02' }), needs(), ['policy effectiveFrom "2026-12-02"']],
    [
      'a total that its parts do not come to',
      policy(),
      needs({ totalPence: '3360001' }),
      ['needs totalPence "3360001"'],
    ],
    ['a method without what it works with', policy(), needs({ method: 'POINTS_BAND' }), ['needs points nothing']],
    ['similar cases without cases', policy(), needs({ method: 'SIMILAR_CASES' }), ['needs similarCases nothing']],
    ['nothing to work with', policy(), needs({ lines: undefined }), ['needs lines nothing']],
    ['nothing to pay', policy(), needs({ method: 'FLAT_RATE', lines: undefined }), ['needs sums nothing']],
    [
      'what belongs to another method',
      policy(),
      needs({ similarCases: cases(1) }),
      [`needs similarCases ${JSON.stringify(cases(1))}`],
    ],
    [
      'a domain of needs that there is not',
      policy(),
      needs({ method: 'POINTS_BAND', points: { stream: 'NHS_CHC', domains: [{ domain: 'HAIR', points: 1 }] } }),
      ['needs points.domains[0].domain "HAIR"'],
    ],
    [
      'a domain twice',
      policy(),
      needs({
        method: 'POINTS_BAND',
        points: { stream: 'NHS_CHC', domains: [1, 2].map(points => ({ domain: 'SKIN', points })) },
      }),
      ['needs points.domains[1].domain "SKIN"'],
    ],
    [
      'two bands that begin at the same points',
      policy({ bands: ['a', 'b'].map(label => ({ label, from: 3, pence: '1' })) }),
      needs(),
      ['policy bands[1].from 3'],
    ],
    [
      'a later card that is not later',
      policy({ laterRateCards: [policy().rateCard] }),
      needs(),
      ['policy laterRateCards[0].effectiveFrom "2026-04-01"'],
    ],
    [
      'a service that a later card drops',
      policy({
        laterRateCards: [{ ...employerCard('c2', '2027-04-01'), rates: [{ code: 'DOG', unit: 'year', pence: '1' }] }],
      }),
      needs(),
      ['needs lines[0].service "PA"'],
    ],
    [
      'assistants without the prices of employing',
      policy(),
      employed(),
      [`needs assistants ${JSON.stringify([assistant()]).slice(0, 77)}...`],
    ],
    ['an assistant of 15', withCard(), employed({ bornOn: '2010-12-02' }), ['needs assistants[0].bornOn "2010-12-02"']],
    [
      'a number that no number can hold',
      { ...policy(), weeksPerYear: Number.POSITIVE_INFINITY },
      needs(),
      ['policy weeksPerYear Infinity'],
    ],
    ['a key that is no word', { ...policy(), 'a\u0000b': 1 }, needs(), ['policy ["a\\u0000b"] 1']],
    [
      'half a character where it is cut',
      policy({ version: ` ${'💥'.repeat(60)}` }),
      needs(),
      [`policy version " ${'💥'.repeat(37)}\ufffd...`],
    ],
    ['an assistant of 16', withCard(), employed({ bornOn: '2010-12-01' }), []],
    [
      'an assistant of 101',
      withCard(),
      employed({ bornOn: '1925-12-01' }),
      ['needs assistants[0].bornOn "1925-12-01"'],
    ],
    ['an assistant of 100', withCard(), employed({ bornOn: '1925-12-02' }), []],
    [
      'employed after the start',
      withCard(),
      employed({ employedSince: '2026-12-02' }),
      ['needs assistants[0].employedSince "2026-12-02"'],
    ],
    [
      'employed as a child',
      withCard(),
      employed({ employedSince: '2006-05-31' }),
      ['needs assistants[0].employedSince "2006-05-31"'],
    ],
    ['employed from the sixteenth birthday', withCard(), employed({ employedSince: '2006-06-01' }), []],
    [
      'more hours than a week has',
      withCard(),
      employed({ hoursPerWeek: '168.5' }),
      ['needs assistants[0].hoursPerWeek "168.5"'],
    ],
    ['all the hours of a week', withCard(), employed({ hoursPerWeek: '168' }), []],
    [
      'two streams for one employer',
      withCard(),
      needs({ assistants: [assistant(), assistant({ id: 'b', stream: 'LA_ADULT' })] }),
      ['needs assistants[1].stream "LA_ADULT"'],
    ],
    [
      'a birthday that is none, and a date that does not exist',
      withCard(),
      employed({ bornOn: '', employedSince: '2026-02-30' }),
      ['needs assistants[0].bornOn ""', 'needs assistants[0].employedSince "2026-02-30"'],
    ],
    [
      'a chair in a way that there is not',
      policy(),
      needs({
        method: 'PRESCRIPTION_COST',
        prescriptions: [
          {
            id: 'chair',
            needId: 'n',
            label: 'Chair',
            nhsCostPence: '1',
            option: 'GIFT',
            maintenancePence: '0',
            chosenPence: '1',
            stream: 'NHS_WHEELCHAIR',
          },
        ],
      }),
      ['needs prescriptions[0].option "GIFT"'],
    ],
    ['not an object', 'policy', [], ['policy the whole file "policy"', 'needs the whole file []']],
    [
      'all of it',
      policy({ icbCode: 'X' }),
      needs({ method: 'GUESS', lines: [line({ service: 'DOG', per: 'day' })] }),
      ['policy icbCode "X"', 'needs method "GUESS"', 'needs lines[0].per "day"', 'needs lines[0].service "DOG"'],
    ],
  ];
  for (const [title, p, n, expected] of table) test(title, () => assert.deepEqual(problemsOf(p, n), expected));

  test('a policy of the start day itself counts', () => {
    assert.deepEqual(problemsOf(policy({ effectiveFrom: '2026-12-01' }), needs()), []);
  });
});
