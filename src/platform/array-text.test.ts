/** What PostgreSQL reads from a list is what was in it, whatever that was. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { testDatabase } from '../../test/support/database.ts';
import { arrayText } from './array-text.ts';
import { sql } from './sql.ts';

const { db } = await testDatabase();

test('a list is written as PostgreSQL reads it', () => {
  const table: readonly (readonly [unknown[], string | undefined])[] = [
    [[], '{}'],
    [[1n, -2n, 3, true, null, undefined], '{1,-2,3,true,NULL,NULL}'],
    [['a-b', 'a b', '', 'null', 'NULL', 'nullable'], '{a-b,"a b","","null","NULL",nullable}'],
    [['a"b\\c', '{x,y}', "it's"], '{"a\\"b\\\\c","{x,y}","it\'s"}'],
    [[Temporal.PlainDate.from('2026-04-01'), Temporal.PlainYearMonth.from('2026-04')], '{2026-04-01,2026-04}'],
    [[Buffer.from('x')], undefined],
    [[['a']], undefined],
    [[{ a: 1 }], undefined],
  ];
  for (const [list, expected] of table) assert.equal(arrayText(list), expected);
});

test('any texts come back as they went', async () => {
  const anyText = fc
    .oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('null', 'NULL', '', ' ', '{', ',', '"', '\\', "'", '\n', '\u0085'),
    )
    .map(text => text.replaceAll('\0', ''));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(anyText), { minLength: 1, maxLength: 20 }), async list => {
      const rows = await db.query(sql`select t from unnest(${list}::text[]) with ordinality as x (t, n) order by n`);
      assert.deepEqual(
        rows.map(row => row.t),
        list,
      );
    }),
    { numRuns: 200 },
  );
});
