import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readJson } from './json.ts';

const read = (text: string) => readJson(new TextEncoder().encode(text));
const problem = (text: string) => {
  const reading = read(text);
  return reading.ok ? undefined : reading.problem;
};

describe('JSON that somebody wrote', () => {
  const table = [
    ['{"a":1,"a":2}', /^“a” stands twice in one object, again at line 1$/],
    ['{\n"a": 1,\n"b": {"a": 3},\n"a": 2}', /^“a” .* line 4$/],
    ['[{"x":1},{"y":1,"y" :1}]', /^“y” /],
    ['{"a":1,"\\u0061":2}', /^“a” /],
    ['{"__proto__":1,"__proto__":2}', /^“__proto__” /],
    ['{"startOn":', /^it is not JSON: /],
    ['', /^it is not JSON: /],
    ['nonsense\0', /^it is not JSON: [^\0]*\ufffd[^\0]*$/],
    ['{"\\u0000":1,"\\u0000":2}', /^“\ufffd” /],
    ['{"\\ud83d":1,"\\ud83d":2}', /^“\ufffd” /],
    [`${'['.repeat(202)}${']'.repeat(202)}`, /^it is nested more than 200 levels deep$/],
  ] as const;
  for (const [text, expected] of table)
    test(`${text.slice(0, 40)} is refused`, () => assert.match(problem(text) ?? 'it was read', expected));

  for (const text of [
    '{"a":"a","b":["a","a"],"c":{"a":"\\"a\\":"}}',
    '[{"a":1},{"a":1}]',
    '{"a{":"}","a[":"]","a\\\\":"\\\\"}',
    '\ufeff{"a":1}',
    '"a"',
  ])
    test(`${text} is read`, () =>
      assert.deepEqual(read(text), { ok: true, value: JSON.parse(text.replace('\ufeff', '')) }));

  test('bytes that are not UTF-8 are refused', () =>
    assert.deepEqual(readJson(Uint8Array.of(0x22, 0xa3, 0x22)), {
      ok: false,
      problem: 'it is not UTF-8 text. Save it as UTF-8',
    }));

  test('whatever can be written as JSON is read as it is', () =>
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        assert.deepEqual(read(text), { ok: true, value: JSON.parse(text) });
      }),
    ));
});
