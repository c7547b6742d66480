import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  file,
  folder,
  line,
  needs,
  needsFile,
  policy,
  policyFile,
  read,
  root,
  run,
} from '../../../../test/support/quote-files.ts';
import { RateCardFile } from '../rate-cards/rate-card-file.ts';
import { QuoteAnswer } from './quote-shapes.ts';

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
