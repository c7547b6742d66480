import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HOLDS_FOR_PERSON, holdWords } from './hold-words.ts';
import { HOLDS } from './payment.ts';

describe('R-084  Whoever waits for a payment is told why, and what they can do', () => {
  test('R-084 every reason has words but the one that has a letter of its own', () => {
    assert.deepEqual(
      Object.keys(HOLDS).filter(reason => !(reason in HOLDS_FOR_PERSON)),
      ['suspended'],
    );
  });

  test('R-084 the words are short, whole sentences that blame nobody', () => {
    for (const { why, you } of Object.values(HOLDS_FOR_PERSON))
      for (const words of [why, you]) {
        assert.match(words, /^[A-Z].*\.$/);
        for (const sentence of words.split(/(?<=[.?”]) /)) assert.ok(sentence.split(' ').length <= 22, sentence);
        assert.doesNotMatch(words, /fail|invalid|unlawful|breach/i);
      }
  });

  test('R-084 of several reasons each is told, in order; of one that is told elsewhere nothing', () => {
    assert.deepEqual(holdWords(['no-account', 'suspended', 'no-consent']), [
      HOLDS_FOR_PERSON['no-account'],
      HOLDS_FOR_PERSON['no-consent'],
    ]);
    assert.deepEqual(holdWords(['suspended']), []);
    assert.deepEqual(holdWords([]), []);
  });
});
