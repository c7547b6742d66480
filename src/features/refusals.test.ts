/** A code has its words in one chapter only: a second one would quietly take the place of the first. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { inPlainWords, statusOf } from './refusals.ts';

const FOLDER = new URL('./refusals/', import.meta.url);

test('no code stands in two chapters', async () => {
  const codes: string[] = [];
  for (const name of readdirSync(FOLDER).filter(file => file !== 'words.ts')) {
    const chapter = (await import(new URL(name, FOLDER).href)) as Record<string, object>;
    for (const [what, words] of Object.entries(chapter)) if (what.endsWith('Words')) codes.push(...Object.keys(words));
  }
  assert.ok(codes.length > 100);
  assert.deepEqual(
    codes.filter((code, i) => codes.indexOf(code) !== i),
    [],
  );
});

test('a refusal says what is wrong, and its status', () => {
  const refusal = { code: 'wrong-state', transition: 'T10', state: 'PLANNING' } as const;
  assert.equal(
    inPlainWords(refusal).text,
    'This can be done only while the budget’s step is “Waiting for approval”. Its step is “Planning”',
  );
  assert.equal(
    inPlainWords({ code: 'wrong-state', transition: 'T05', state: 'ACTIVE' }).text,
    'This can be done only before the budget is active. Its step is “Active”',
  );
  assert.match(inPlainWords({ code: 'payments-not-running', state: 'SET_UP' }).text, /Its step is “Payments set up”$/);
  assert.match(inPlainWords({ code: 'payments-not-running', state: 'ACTIVE' }).text, /^No payments were agreed/);
  assert.equal(statusOf(refusal), 409);
  assert.equal(statusOf({ code: 'not-found', what: 'budget' }), 404);
});
