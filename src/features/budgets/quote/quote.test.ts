import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { type ExitCode, runCommand } from '../../../platform/commands.ts';
import { recompute, wrongFigures } from '../../../rules/budget/trace.ts';
import { readTrace } from '../../../rules/budget/trace-json.ts';
import { asSentences } from '../../../rules/budget/trace-words.ts';
import { commands } from '../commands.ts';
import { RateCardFile } from '../rate-cards/rate-card-file.ts';
import { quote } from './quote-files.ts';
import { QuoteAnswer, RecomputeAnswer } from './quote-shapes.ts';

const root = join(import.meta.dirname, '../../../..');
const read = async (path: string) => JSON.parse(await readFile(join(root, path), 'utf8')) as Record<string, unknown>;
const [policyFile, needsFile] = [await read('demo/quote/policy.json'), await read('demo/quote/needs.json')];

const policy = (given: object = {}) => ({
  version: 'p1',
  icbCode: 'QTA',
  effectiveFrom: '2026-04-01',
  weeksPerYear: 52,
  contingency: { weeks: 4, inBudget: true },
  rateCard: { version: 'c1', effectiveFrom: '2026-04-01', rates: [{ code: 'PA', unit: 'hour', pence: '1500' }] },
  ...given,
});
const line = (given: object = {}) => ({
  id: 'a',
  needId: 'n',
  service: 'PA',
  quantity: '40',
  unit: 'hour',
  per: 'week',
  stream: 'NHS_CHC',
  oneOff: false,
  ...given,
});
const needs = (given: object = {}) => ({ startOn: '2026-12-01', method: 'HOURS_RATES', lines: [line()], ...given });
/** The answer to two readable files that make a figure. */
const answered = (p: unknown, n: unknown) => {
  const quoted = quote(p, n);
  assert.ok(quoted.readable && quoted.decided.accepted);
  return quoted.decided.value.answer;
};
const sentencesOf = (answer: QuoteAnswer) => {
  const read = readTrace(answer.trace);
  assert.ok(read.readable);
  return asSentences(read.trace);
};
/** The codes of what stands against a figure. */
const refusalsOf = (p: unknown, n: unknown) => {
  const quoted = quote(p, n);
  return quoted.readable && !quoted.decided.accepted ? quoted.decided.refusals.map(refusal => refusal.code) : [];
};
const problemsOf = (p: unknown, n: unknown) => {
  const quoted = quote(p, n);
  return quoted.readable ? [] : quoted.problems.map(({ file, path, found }) => `${file} ${path} ${found}`);
};

const folder = await mkdtemp(join(tmpdir(), 'openphb-quote-'));
after(() => rm(folder, { recursive: true }));

async function run(words: readonly string[]): Promise<{ code: ExitCode; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCommand(['quote', ...words], {
    commands,
    print: text => out.push(text),
    say: text => err.push(text),
    stopping: new AbortController().signal,
    withTools: () => assert.fail('quote needs no database'),
    withOwner: () => assert.fail('quote needs no database'),
    withDatabase: () => assert.fail('quote needs no database'),
    onFault: error => assert.fail(error as Error),
  });
  return { code, out: out.join(''), err: err.join('') };
}
async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

describe('R-044 R-144  openphb quote works out an indicative budget with its whole working', () => {
  test('40 hours at £15.00 with four weeks for emergencies: £33,600.00', () => {
    const answer = answered(policy(), needs());
    assert.deepEqual(answer.lines, [
      { id: 'a', label: 'Pa', quantity: '40', ratePence: '1500', weeks: 52, amountPence: '3120000', rule: 'R-044' },
      {
        id: 'contingency',
        label: 'Kept for emergencies',
        quantity: '4',
        ratePence: '60000',
        weeks: null,
        amountPence: '240000',
        rule: 'R-144',
      },
    ]);
    assert.equal(answer.totalPence, '3360000');
    assert.equal(answer.indicative, true);
    assert.match(answer.statement, /may be higher or lower/);
    assert.deepEqual(answer.contingency, { pence: '240000', inBudget: true });
    QuoteAnswer.parse(answer);
  });

  test('R-144  the contingency on top is no part of the total', () => {
    const answer = answered(policy({ contingency: { weeks: 4, inBudget: false } }), needs());
    assert.equal(answer.totalPence, '3120000');
    assert.equal(answer.lines.length, 1);
    assert.deepEqual(answer.contingency, { pence: '240000', inBudget: false });
    assert.match(answer.statement, /£2,400\.00 aside for emergencies, on top of it/);
  });

  test('R-039  the lines of the answer add up to its total, and so does its trace', () => {
    const answer = answered(policyFile, needsFile);
    const sum = answer.lines.reduce((left, each) => left + BigInt(each.amountPence), 0n);
    assert.equal(sum.toString(), answer.totalPence);
    assert.equal(answer.trace.pence, answer.totalPence);
    assert.deepEqual(sentencesOf(answer).slice(0, 3), [
      'Total for one year: £12,521.60 + £1,170.00 + £300.00 + £119.00 + £180.00 + £1,053.20 = £15,343.80 (R-039).',
      'Pa day: £17.20 × 14 hours × 52 weeks = £12,521.60 (R-044).',
      'Pa day: £17.20, from rate card demo-2026-1 (R-043).',
    ]);
  });

  test('R-043  the same files give the same bytes', () => {
    const once = answered(policyFile, needsFile);
    const again = answered(structuredClone(policyFile), structuredClone(needsFile));
    assert.equal(JSON.stringify(once), JSON.stringify(again));
  });

  test('R-042  the method is in the answer, with the policy and the rate card', () => {
    const { method, policy: version, rateCards } = answered(policy(), needs({ method: 'FLAT_RATE' }));
    assert.deepEqual([method, version, rateCards], ['FLAT_RATE', 'p1', ['c1']]);
  });

  test('R-044 R-045  a start inside a month gives 13 payments, one on the first 12; what is bought once gives none', () => {
    const plain = policy({ contingency: { weeks: 0, inBudget: true } });
    assert.deepEqual(answered(plain, needs({ startOn: '2027-01-15' })).instalments, {
      count: 13,
      firstPence: '142581',
      lastPence: '117419',
      rule: 'R-044',
    });
    assert.deepEqual(answered(plain, needs()).instalments, {
      count: 12,
      firstPence: '260000',
      lastPence: '260000',
      rule: 'R-045',
    });
    const once = line({ per: 'once', oneOff: true });
    assert.equal(answered(plain, needs({ lines: [once] })).instalments, undefined);
  });

  test('R-044  a card that begins inside the year counts from its first day', () => {
    const laterRateCards = [
      { version: 'c2', effectiveFrom: '2027-04-01', rates: [{ code: 'PA', unit: 'hour', pence: '1600' }] },
      { version: 'c3', effectiveFrom: '2027-12-01', rates: [{ code: 'PA', unit: 'hour', pence: '9900' }] },
    ];
    const answer = answered(policy({ laterRateCards, contingency: { weeks: 0, inBudget: true } }), needs());
    assert.equal(answer.totalPence, '3259047'); // 40 × 52 × (121 × £15 + 244 × £16) ÷ 365
    assert.deepEqual(answer.rateCards, ['c1', 'c2']);
    assert.deepEqual(answer.lines[0]!.rates, [
      { from: '2026-12-01', ratePence: '1500', days: 121, source: 'rate card c1' },
      { from: '2027-04-01', ratePence: '1600', days: 244, source: 'rate card c2' },
    ]);
  });
});

const METHODS = {
  'hours-rates': '5105834',
  'similar-cases': '2600000',
  'current-services': '2330800',
  'points-band': '2600000',
  'flat-rate': '40000',
  'prescription-cost': '173000',
} as const;

describe('R-042 R-043  demo/quote has a pair of files for each method', () => {
  for (const [folderName, totalPence] of Object.entries(METHODS))
    test(`${folderName}: ${totalPence} pence, and the same from the printed trace alone`, async () => {
      const pair = ['policy', 'needs'].flatMap(name => [
        `--${name}`,
        join(root, 'demo/quote', folderName, `${name}.json`),
      ]);
      const { code, out } = await run([...pair, '--json']);
      assert.equal(code, 0);
      const answer = QuoteAnswer.parse(JSON.parse(out));
      assert.equal(answer.totalPence, totalPence);
      const read = readTrace(answer.trace);
      assert.ok(read.readable);
      assert.equal(recompute(read.trace).toString(), totalPence);
      assert.deepEqual(wrongFigures(read.trace), []);
      const explained = await run([...pair, '--explain']);
      assert.match(explained.out, /^Total for one year: .* \(R-039\)\.$/m);
      const again = await run(['--recompute', await file(`${folderName}.json`, out), '--json']);
      assert.equal(again.code, 0);
      assert.equal(RecomputeAnswer.parse(JSON.parse(again.out)).recomputedPence, totalPence);
    });

  test('what belongs to a method alone is in its answer', async () => {
    const of = async (name: string) =>
      answered(await read(`demo/quote/${name}/policy.json`), await read(`demo/quote/${name}/needs.json`));
    assert.deepEqual((await of('similar-cases')).similarCases, {
      count: 5,
      medianPence: '2600000',
      lowerPence: '2500000',
      upperPence: '3000000',
    });
    assert.deepEqual((await of('current-services')).outside, [
      { id: 'physiotherapy', label: 'Physiotherapy', annualPence: '108000' },
    ]);
    assert.equal((await of('prescription-cost')).personPaysPence, '117000');
    assert.equal((await of('flat-rate')).similarCases, undefined);
    assert.deepEqual(
      (await of('hours-rates')).lines.filter(each => each.rule === 'R-166').map(each => each.id.replace(/^.*?-/, ''))
        .length,
      13,
    );
  });
});

const cases = (count: number) => ({
  band: 'high',
  stream: 'NHS_CHC',
  cases: Array.from({ length: count }, (_, i) => ({ id: `case ${i}`, annualPence: '100' })),
});
const assistant = (given: object = {}) => ({
  id: 'ana',
  needId: 'n',
  label: 'Ana',
  pence: '1500',
  raise: null,
  hoursPerWeek: '20',
  bornOn: '1990-06-01',
  apprentice: false,
  employedSince: null,
  setAsidePence: '0',
  stream: 'NHS_CHC',
  ...given,
});
const employerCard = (version = 'c1', effectiveFrom = '2026-04-01') => ({
  version,
  effectiveFrom,
  rates: ['EMPLOYER_INSURANCE', 'PAYROLL', 'TRAINING', 'DBS_CHECK', 'RECRUITMENT', 'PA'].map(code => ({
    code,
    unit: code === 'PA' ? 'hour' : 'item',
    pence: '1500',
  })),
});
const withCard = (given: object = {}) => policy({ rateCard: employerCard(), ...given });
const employed = (given: object = {}) => needs({ lines: undefined, assistants: [assistant(given)] });

describe('R-042 R-165  What stands against a figure', () => {
  test('R-166 a raise that has come by the first day is the pay of the whole year', () => {
    const raise = (from: string) => ({ raise: { from, pence: '1600' } });
    const totalOf = (given: object) => BigInt(answered(withCard(), employed(given)).totalPence);
    const [before, after] = [totalOf({}), totalOf({ pence: '1600' })];
    for (const from of ['2026-11-30', '2026-12-01']) assert.equal(totalOf(raise(from)), after);
    assert.ok(totalOf(raise('2026-12-02')) < after && totalOf(raise('2027-11-30')) > before);
    assert.equal(totalOf(raise('2027-12-01')), before);
  });
  test('four similar cases, or fewer than the policy asks for', () => {
    const four = { method: 'SIMILAR_CASES', lines: undefined, similarCases: cases(4) };
    assert.deepEqual(refusalsOf(policy(), needs(four)), ['too-few-similar-cases']);
    assert.deepEqual(refusalsOf(policy({ peerMin: 4 }), needs(four)), []);
  });
  test('points below the first band, or a policy without bands', () => {
    const points = { stream: 'NHS_CHC', domains: [{ domain: 'SKIN', points: 3 }] };
    const given = needs({ method: 'POINTS_BAND', lines: undefined, points });
    assert.deepEqual(refusalsOf(policy(), given), ['no-bands-of-points']);
    assert.deepEqual(refusalsOf(policy({ bands: [{ label: 'Low', from: 4, pence: '5' }] }), given), [
      'points-below-bands',
    ]);
    assert.equal(answered(policy({ bands: [{ label: 'Low', from: 3, pence: '5' }] }), given).totalPence, '5');
  });
  test('pay below the law, from the day on which it is', () => {
    assert.deepEqual(refusalsOf(withCard(), employed({ pence: '1270' })), ['pay-below-minimum']);
    assert.deepEqual(refusalsOf(withCard(), employed({ pence: '1271' })), []);
    const raise = { from: '2027-04-01', pence: '1270' };
    assert.deepEqual(refusalsOf(withCard(), employed({ raise })), ['pay-below-minimum']);
  });
  test('the law’s figures of the file count where it has some', () => {
    const row = { from: '2026-04-01', age21Pence: '1600', age18Pence: '1', age16Pence: '1', apprenticePence: '1' };
    const onCosts = [
      {
        from: '2026-04-06',
        nationalInsuranceBasisPoints: 1500,
        nationalInsuranceFromPence: '0',
        employmentAllowancePence: '0',
        pensionTriggerPence: '9999999999',
        pensionFromPence: '0',
        pensionToPence: '1',
        pensionBasisPoints: 0,
        holidayWeeksTenths: 56,
        statutoryPayBasisPoints: 0,
        redundancyAfterYears: 2,
        redundancyMostYears: 20,
        redundancyWeekPayPence: '1',
      },
    ];
    const law = withCard({ employer: { minimumWage: [row], onCosts } });
    assert.deepEqual(refusalsOf(law, employed()), ['pay-below-minimum']);
    const answer = answered(law, employed({ pence: '1600' }));
    assert.equal(answer.lines.find(each => each.id === 'national-insurance')!.amountPence, '249600'); // 15% of £16,640
    assert.equal(
      answer.lines.find(each => each.id === 'ana-pension'),
      undefined,
    );
  });
});

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

describe('openphb quote at the terminal', () => {
  const demo = ['--policy', join(root, 'demo/quote/policy.json'), '--needs', join(root, 'demo/quote/needs.json')];

  test('words: every line, the total, the statement', async () => {
    const { code, out } = await run(demo);
    assert.equal(code, 0);
    assert.match(out, /14 hours × £17\.20 × 52 weeks = £12,521\.60 \(R-044\)/);
    assert.match(out, /Total for one year: £15,343\.80/);
    assert.match(out, /may be higher or lower/);
  });

  test('--json: money in strings of pence, nothing else on stdout', async () => {
    const { code, out } = await run([...demo, '--json']);
    assert.equal(code, 0);
    const answer = QuoteAnswer.parse(JSON.parse(out));
    assert.equal(answer.totalPence, '1534380');
  });

  test('--schema: the four shapes', async () => {
    const { code, out } = await run(['--schema']);
    assert.equal(code, 0);
    assert.deepEqual(Object.keys(JSON.parse(out) as object), ['policy', 'needs', 'answer', 'recomputed']);
  });

  test('R-039  --explain prints every figure as a sentence', async () => {
    const { out } = await run([...demo, '--explain']);
    assert.match(out, /^What a week costs: £17\.20 × 14 hours \+ £45\.00 × 0\.5 sessions = £263\.30 \(R-144\)\.$/m);
  });

  test('R-041  --what-if prints the difference, line by line', async () => {
    const other = structuredClone(needsFile) as { lines: { id: string; quantity: string }[] };
    other.lines[0]!.quantity = '16';
    other.lines.pop();
    const path = await file('what-if.json', JSON.stringify(other));
    const { code, out } = await run([...demo, '--what-if', path]);
    assert.equal(code, 0);
    assert.match(out, /^What if: £17,090\.20, £1,746\.40 more$/m);
    assert.match(out, /^Pa day, changed \(quantity, amount\): £12,521\.60 → £14,310\.40, £1,788\.80 more$/m);
    assert.match(out, /^Recruitment, removed: £180\.00 → £0\.00, £180\.00 less$/m);
    assert.match(out, /^3 lines stay as they are$/m);
    const { whatIf } = QuoteAnswer.parse(JSON.parse((await run([...demo, '--what-if', path, '--json'])).out));
    const sum = whatIf!.changes.reduce((left, change) => left + BigInt(change.differencePence), 0n);
    assert.equal(sum.toString(), whatIf!.differencePence);
  });

  test('R-041  --what-if-policy prints the difference that other prices make', async () => {
    const other = structuredClone(policyFile) as { rateCard: { rates: { pence: string }[] } };
    other.rateCard.rates[0]!.pence = '1620';
    const { out } = await run([...demo, '--what-if-policy', await file('cheap.json', JSON.stringify(other))]);
    assert.match(out, /^What if: £14,559\.80, £784\.00 less$/m);
    assert.match(out, /^Pa day, changed \(rate, amount\)/m);
  });

  test('R-043  --recompute finds a figure that was changed by hand, and a total over an honest trace', async () => {
    const { out } = await run([...demo, '--json']);
    const table = [
      ['"pence": "1252160"', '"pence": "1252161"', /Pa day \(R-044\) says £12,521\.61 and comes to £12,521\.60/],
      [
        '"totalPence": "1534380"',
        '"totalPence": "1534381"',
        /The answer says £15,343\.81; its trace comes to £15,343\.80/,
      ],
    ] as const;
    for (const [was, is, expected] of table) {
      const { code, out: said } = await run(['--recompute', await file('changed.json', out.replace(was, is))]);
      assert.equal(code, 1);
      assert.match(said, expected);
    }
  });

  test('R-039  --recompute of something else: exit 2, each place that is wrong', async () => {
    const { out } = await run([...demo, '--json']);
    const rule = await file('rule.json', out.replace('"rule": "R-039"', '"rule": "none"'));
    assert.match(
      (await run(['--recompute', rule])).err,
      /rule\.json: trace\.rule is "none"; allowed is a rule such as "R-044"/,
    );
    const { code, err } = await run(['--recompute', demo[1]!]);
    assert.equal(code, 2);
    assert.match(err, /totalPence is nothing/);
  });

  test('neither file named: both are asked for', async () => {
    const { code, err } = await run([]);
    assert.equal(code, 2);
    assert.match(err, /--policy FILE is missing\.\n--needs FILE is missing\./);
  });

  test('bad files: exit 2 and one line for each problem', async () => {
    const bad = await file('bad.json', JSON.stringify(needs({ method: 'GUESS', lines: [line({ quantity: '0' })] })));
    const { code, err } = await run(['--policy', demo[1]!, '--needs', bad]);
    assert.equal(code, 2);
    assert.match(err, /bad\.json: method is "GUESS"; allowed is one of SIMILAR_CASES/);
    assert.match(err, /bad\.json: lines\[0\]\.quantity is "0"; allowed is a decimal above nought/);
  });

  test('no file, a folder, no JSON, no UTF-8: exit 2, each said', async () => {
    const table = [
      [join(folder, 'none.json'), /there is no such file/],
      [folder, /it is a folder/],
      [await file('half.json', '{"startOn":'), /is not JSON/],
      [await file('deep.json', `${'['.repeat(50_000)}${']'.repeat(50_000)}`), /is nested more than 200 levels deep/],
      [await file('latin.json', Buffer.from([0x22, 0xa3, 0x22])), /is not UTF-8/],
    ] as const;
    for (const [path, expected] of table) {
      const { code, err } = await run(['--policy', demo[1]!, '--needs', path]);
      assert.equal(code, 2);
      assert.match(err, expected);
    }
  });

  test('more than a budget can be: exit 1 with the reason', async () => {
    const rates = [{ code: 'PA', unit: 'hour', pence: '9999999999' }];
    const p = await file('p.json', JSON.stringify(policy({ rateCard: { ...policy().rateCard, rates } })));
    const n = await file('n.json', JSON.stringify(needs()));
    const { code, err } = await run(['--policy', p, '--needs', n]);
    assert.equal(code, 1);
    assert.match(err, /more than one budget can be/);
  });
});

describe('The rate card that comes with the service', () => {
  test('demo/rate-card.json is a rate card, and demo/quote/policy.json has its rates', async () => {
    const card = RateCardFile.parse(await read('demo/rate-card.json'));
    const known = new Map(card.rates.map(({ code, unit, pence }) => [code, `${pence} ${unit}`]));
    const { rateCard } = policyFile as { rateCard: { rates: { code: string; unit: string; pence: string }[] } };
    for (const { code, unit, pence } of rateCard.rates) assert.equal(known.get(code), `${pence} ${unit}`);
  });
});
