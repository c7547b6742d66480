import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { type ExitCode, runCommand } from '../../platform/commands.ts';
import { commands } from './commands.ts';
import { QuoteAnswer, quote } from './quote-files.ts';
import { RateCardFile } from './rate-card-file.ts';

const root = join(import.meta.dirname, '../../..');
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

describe('R-044, R-144  openphb quote works out an indicative budget with its whole working', () => {
  test('40 hours at £15.00 with four weeks for emergencies: £33,600.00', () => {
    const quoted = quote(policy(), needs());
    assert.ok(quoted.readable);
    assert.deepEqual(quoted.answer.lines, [
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
    assert.equal(quoted.answer.totalPence, '3360000');
    assert.equal(quoted.answer.indicative, true);
    assert.match(quoted.answer.statement, /may be higher or lower/);
    QuoteAnswer.parse(quoted.answer);
  });

  test('R-144  the contingency on top is no part of the total', () => {
    const quoted = quote(policy({ contingency: { weeks: 4, inBudget: false } }), needs());
    assert.ok(quoted.readable);
    assert.equal(quoted.answer.totalPence, '3120000');
    assert.equal(quoted.answer.lines.length, 1);
    assert.match(quoted.answer.trace.map(({ words }) => words).join('\n'), /£2,400\.00 is kept aside, on top/);
  });

  test('R-039  the lines of the answer add up to its total', () => {
    const quoted = quote(policyFile, needsFile);
    assert.ok(quoted.readable);
    const sum = quoted.answer.lines.reduce((left, each) => left + BigInt(each.amountPence), 0n);
    assert.equal(sum.toString(), quoted.answer.totalPence);
  });

  test('R-043  the same files give the same bytes', () => {
    const once = quote(policyFile, needsFile);
    const again = quote(structuredClone(policyFile), structuredClone(needsFile));
    assert.ok(once.readable && again.readable);
    assert.equal(JSON.stringify(once.answer), JSON.stringify(again.answer));
  });

  test('R-042  the method is in the trace', () => {
    const quoted = quote(policy(), needs({ method: 'SIMILAR_CASES' }));
    assert.ok(quoted.readable);
    assert.match(quoted.answer.trace[0]!.words, /SIMILAR_CASES/);
  });

  test('R-044  a start inside a month says 13 payments', () => {
    const quoted = quote(policy({ contingency: { weeks: 0, inBudget: true } }), needs({ startOn: '2027-01-15' }));
    assert.ok(quoted.readable);
    assert.equal(
      quoted.answer.trace.at(-1)!.words,
      '13 payments: £1,425.81 for January 2027, the last £1,174.19 for January 2028',
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
    ['once, but every week', policy(), needs({ lines: [line({ oneOff: true })] }), ['needs lines[0].per "week"']],
    ['a policy of tomorrow', policy({ effectiveFrom: '2026-12-02' }), needs(), ['policy effectiveFrom "2026-12-02"']],
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

  test('--schema: the three shapes', async () => {
    const { code, out } = await run(['--schema']);
    assert.equal(code, 0);
    assert.deepEqual(Object.keys(JSON.parse(out) as object), ['policy', 'needs', 'answer']);
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
