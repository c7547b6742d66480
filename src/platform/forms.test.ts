import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { date, file, fromForm, ids, optionalText, someOf, text, texts } from './forms.ts';

const words = (field: z.ZodType, value: unknown) => field.safeParse(value).error?.issues.map(({ message }) => message);

describe('what cannot be kept is refused with words of its own', () => {
  const NOT = ['There is a character in it that cannot be kept. Type it again'];
  for (const [what, value] of [
    ['a NUL', 'a\0b'],
    ['the first half of a pair', 'a\ud83db'],
    ['the second half of a pair', '\udc69'],
  ] as const)
    test(what, () => {
      for (const field of [text('Say it'), optionalText()]) assert.deepEqual(words(field, value), NOT);
      assert.deepEqual(words(texts(/./, 'Say it'), [value]), NOT);
      assert.deepEqual(words(file('Choose it'), { name: value, base64: 'AA==' }), NOT);
    });

  test('all else is kept: lines, accents, faces, other scripts, joiners, U+FFFE', () => {
    const all = 'a\r\n\tä 👩🏽‍🦽 \u202eע\u0301\ufffe\u0001';
    assert.equal(text('Say it').parse(all), all);
    assert.equal(optionalText().parse(all), all);
  });
});

describe('a date lies in the years of a life and its budget', () => {
  const field = date('Enter a date');
  const table = [
    ['1899-12-31', 'The year must be from 1900 to 2199'],
    ['1900-01-01', undefined],
    ['2199-12-31', undefined],
    ['2200-01-01', 'The year must be from 1900 to 2199'],
    ['0000-01-01', 'The year must be from 1900 to 2199'],
    ['2027-02-31', 'Enter a date'],
    ['10000-01-01', 'Enter a date'],
    ['27-01-01', 'Enter a date'],
  ] as const;
  for (const [iso, problem] of table)
    test(`${iso}: ${problem ?? 'yes'}`, () => assert.deepEqual(words(field, iso), problem && [problem]));
});

test('a box that is ticked a thousand times is ticked once', () => {
  const id = '4c2f0f6e-7f6a-4a3e-9f57-0c4a1de3a001';
  const shape = z.object({ some: someOf(['A', 'B'], 'Select some'), ids: ids('Select some') });
  const sent = { some: Array(1000).fill('B').concat('A'), ids: Array(1000).fill(id) };
  assert.deepEqual(shape.parse(fromForm(shape, sent)), { some: ['B', 'A'], ids: [id] });
  assert.deepEqual(shape.parse(fromForm(shape, { some: 'A', ids: id })), { some: ['A'], ids: [id] });
});
