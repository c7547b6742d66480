import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csvRows } from './csv/csv-rows.ts';
import { piecesOf, readText } from './text.ts';

const someLines = fc.array(fc.constantFrom('a,b', '', ' , ', '£5,Café', 'x'.repeat(40), '1,2\r', 'lone\rreturn'), {
  minLength: 1,
  maxLength: 12,
});

for (const encoding of ['utf-8', 'windows-1252'] as const)
  test(`the pieces of a file in ${encoding}, however small, come to its text, and their rows to its rows`, () => {
    fc.assert(
      fc.property(someLines, fc.nat({ max: 60 }), (lines, size) => {
        const bytes = Buffer.from(`${lines.join('\n')}\n`, encoding === 'utf-8' ? 'utf8' : 'latin1');
        const pieces = [...piecesOf(bytes, encoding, size)];
        const whole = new TextDecoder(encoding).decode(bytes);
        assert.equal(pieces.map(([text]) => text).join(''), whole);
        let before = '';
        for (const [text, linesBefore] of pieces) {
          assert.equal(linesBefore, before.split('\n').length - 1);
          before += text;
        }
        assert.deepEqual(
          pieces.flatMap(([text, linesBefore]) => [...csvRows(text, ',', { linesBefore, lineEnd: '\n' })]),
          [...csvRows(whole)],
        );
      }),
      { seed: 9, numRuns: 300 },
    );
  });

test('a file says in which encoding it was read', () => {
  const encodingOf = (...bytes: number[]) => {
    const reading = readText(new Uint8Array(bytes));
    assert.ok(reading.ok);
    return reading.encoding;
  };
  assert.equal(encodingOf(0x41, 0x0a), 'utf-8');
  assert.equal(encodingOf(0xa3, 0x35), 'windows-1252');
  assert.equal(encodingOf(0xff, 0xfe, 0x41, 0x00), 'utf-16le');
  assert.equal(encodingOf(0xfe, 0xff, 0x00, 0x41), 'utf-16be');
});
