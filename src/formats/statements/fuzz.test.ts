import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { readStatement } from './statement.ts';

const folder = new URL('../../../demo/statements/', import.meta.url);
const samples = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && entry.name !== 'README.md')
  .map(entry => [entry.name, readFileSync(`${entry.parentPath}/${entry.name}`)] as const);

/** xorshift32: the seed stands in the test's name, so that a failure can be run again. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Reads, and holds what must be true of every answer: no exception, and a yes adds up. */
function readAny(bytes: Uint8Array): void {
  const reading = readStatement(bytes);
  if (!reading.ok) {
    assert.ok(reading.problems.length >= 1 && reading.problems.length <= 101);
    for (const problem of reading.problems) assert.ok(problem.text.length > 10 && problem.text.length < 1500);
    return;
  }
  const { openingPence, closingPence, lines, balanced } = reading.statement;
  if (balanced !== true) return;
  assert.equal(
    lines.reduce((sum, line) => sum + line.amountPence, openingPence!),
    closingPence,
  );
}

describe('Damaged files never throw, and never take long', () => {
  for (const [name, bytes] of samples) {
    test(`${name}: 150 damaged copies, seed 20261201`, { timeout: 20_000 }, () => {
      const roll = dice(20261201);
      for (let copy = 0; copy < 100; copy += 1) {
        const damaged = Uint8Array.from(bytes);
        for (let flips = 1 + roll(4); flips > 0; flips -= 1) damaged[roll(damaged.length)] = roll(256);
        readAny(damaged);
      }
      for (let copy = 0; copy < 30; copy += 1) readAny(bytes.subarray(0, roll(bytes.length)));
      for (let copy = 0; copy < 20; copy += 1) {
        const [from, to] = [roll(bytes.length), roll(bytes.length)];
        readAny(Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]));
      }
    });
  }

  const hostile = [
    ['opening tags without end', `<OFX>${'<A>'.repeat(300_000)}`],
    ['unfinished tags', `<OFX>${'<'.repeat(1_000_000)}`],
    ['ampersands', `<OFX><A>${'&'.repeat(9_000)}`],
    ['long comments without end', `<OFX>${'<!-- '.repeat(200_000)}`],
    ['quotation marks', `${'"'.repeat(9_000)}\n`.repeat(100)],
    ['commas', `${','.repeat(9_000)}\n`.repeat(100)],
    ['blanks', `Date,Description,Amount,Balance\n${`${' '.repeat(9_000)}x\n`.repeat(100)}`],
    ['digits', `Date,Description,Amount,Balance\n${`01/12/2026,x,${'1,'.repeat(3_000)},\n`.repeat(100)}`],
  ] as const;
  for (const [what, text] of hostile) {
    test(`${what}: refused within two seconds`, { timeout: 2_000 }, () => {
      const started = performance.now();
      assert.equal(readStatement(new TextEncoder().encode(text)).ok, false);
      assert.ok(performance.now() - started < 2_000);
    });
  }
});
