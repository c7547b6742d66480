/**
 * The rulebook is whole: each of its rules is held by something that is really there, proved by a test that names it,
 * and called by the service, or it says what it waits for. docs/rules.md is what the register says today.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { knownRules, ROOT } from '../src/features/rulebook/known.ts';
import { asMarkdown } from '../src/features/rulebook/markdown.ts';
import { CHAPTERS, RULES } from '../src/rules/register.ts';

const rules = knownRules();

describe('the register', () => {
  test('has all 168 rules, once each, in their order', () => {
    const ids = Array.from({ length: 168 }, (_, i) => `R-${String(i + 1).padStart(3, '0')}`);
    assert.deepEqual(
      RULES.map(({ id }) => id),
      ids,
    );
  });
  test('says each in one plain sentence, from a named source', () => {
    for (const { id, words, source } of RULES) {
      assert.match(words, /^[A-Z][^.]+\.$/, id);
      assert.doesNotMatch(`${words} ${source}`, /\b(S\d{3}|R-\d{3}|T\d{2}|policy\.)/, id);
      assert.ok(source.length > 5 && words.length < 250, id);
    }
  });
  test('has a title for each chapter', () => {
    const titles = CHAPTERS.map(({ title }) => title);
    assert.equal(new Set(titles).size, titles.length);
  });
  test('dates what waits', () => {
    for (const { id, waitsFor } of RULES)
      if (waitsFor) {
        assert.equal(Temporal.PlainDate.from(waitsFor.since).toString(), waitsFor.since, id);
        assert.match(waitsFor.what, /^[a-z].+[^.]$/, id);
      }
  });
});

describe('each rule is implemented, proved and called', () => {
  for (const { id, words, problems } of rules) test(`${id}  ${words}`, () => assert.deepEqual(problems, []));
});

test('docs/rules.md is what the register says', () => {
  assert.equal(
    readFileSync(`${ROOT}/docs/rules.md`, 'utf8'),
    asMarkdown(rules),
    'write it anew: openphb rules --markdown > docs/rules.md',
  );
});
