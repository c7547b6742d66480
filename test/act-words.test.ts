/** Whoever reads the trail reads words: every act and reading that the code can record has some. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { app } from '../src/app.ts';
import { actInWords, hasWords, type Outcome } from '../src/rules/act-words.ts';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** Names of acts as actions and routes write them: `act: 'plan.submit'`, `records: 'plan.read'`. */
const named = new Set(
  globSync('features/**/*.ts', { cwd: SRC })
    .filter(file => !file.endsWith('.test.ts'))
    .flatMap(file => [...readFileSync(`${SRC}/${file}`, 'utf8').matchAll(/\b(?:act|records): '([^']+)'/g)])
    .map(([, name]) => name!),
);

/** What the routes of the whole service record, however they are written. */
const { routes } = app.buildSite({
  config: { identity: undefined, publicUrl: undefined } as never,
  tools: {} as never,
  demonstration: true,
  icbCode: 'QTA',
  address: () => assert.fail(),
});
const all = [...new Set([...named, ...routes.map(route => route.records)])].sort();

describe('R-121  an act of the trail has words', () => {
  test('all are looked at', () => assert.ok(all.length > 100, `${all.length}`));
  for (const act of all) test(act, () => assert.ok(hasWords(act), `add words for ${act} to src/rules/act-words.ts`));

  test('and no code or half of a verb is left in them', () => {
    for (const act of all)
      for (const outcome of ['read', 'done', 'refused', 'denied'] satisfies Outcome[])
        for (const toPerson of [true, false])
          assert.match(actInWords({ act, outcome }, toPerson), /^(Opened|Tried to|[A-Z][a-z]+) [A-Za-z ,’-]+$/, act);
  });
});
