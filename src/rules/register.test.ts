import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CHAPTERS, RULES, ruleOf } from './register.ts';

describe('The register', () => {
  test('finds a rule by its id, in capitals or not', () => {
    assert.equal(ruleOf('R-041')!.words, 'The final budget pays for everything in the plan.');
    assert.equal(ruleOf('r-041'), ruleOf('R-041'));
    assert.equal(ruleOf('R-000'), undefined);
  });
  test('is its chapters, one after the other', () => {
    assert.equal(
      CHAPTERS.reduce((sum, { rules }) => sum + rules.length, 0),
      RULES.length,
    );
    assert.deepEqual([RULES[0]!.id, RULES.at(-1)!.id], ['R-001', 'R-168']);
  });
});
