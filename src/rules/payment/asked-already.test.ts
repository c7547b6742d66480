import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type AskedFor, askedAlready } from './asked-already.ts';

const ONE: AskedFor = { id: '1', kind: 'ONE_OFF', purpose: 'A new hoist', pence: 80_000n, isRefused: false };
const on = (day: string) => Temporal.PlainDate.from(day);
const days = (from: string, to: string) => ({ from: on(from), to: on(to) });
const found = (other: Partial<AskedFor>, asked = ONE) => askedAlready(asked, [{ ...ONE, id: '2', ...other }]).length;

describe('R-084 what may have been asked for already', () => {
  test('R-084 the same kind, sum and purpose, however it is typed, is told; it is not itself', () => {
    assert.equal(found({}), 1);
    assert.equal(found({ purpose: '  a NEW   hoist ' }), 1);
    assert.equal(found({ id: '1' }), 0);
    assert.deepEqual(
      askedAlready(ONE, [ONE, { ...ONE, id: '2' }, { ...ONE, id: '3' }]).map(({ id }) => id),
      ['2', '3'],
    );
    assert.deepEqual(askedAlready(ONE, []), []);
  });

  for (const [what, other] of [
    ['another kind', { kind: 'ADVANCE' }],
    ['a penny less', { pence: 79_999n }],
    ['a penny more', { pence: 80_001n }],
    ['another purpose', { purpose: 'Anew hoist' }],
    ['refused', { isRefused: true }],
  ] as const)
    test(`R-084 ${what} is not the same`, () => assert.equal(found(other), 0));

  for (const [other, count] of [
    [days('2027-01-01', '2027-01-31'), 0],
    [days('2027-01-01', '2027-02-01'), 1],
    [days('2027-02-10', '2027-02-11'), 1],
    [days('2027-02-28', '2027-03-31'), 1],
    [days('2027-03-01', '2027-03-31'), 0],
  ] as const)
    test(`R-084 care of ${other.from} to ${other.to} beside care of February: ${count}`, () => {
      const february = { ...ONE, days: days('2027-02-01', '2027-02-28') };
      assert.equal(found({ days: other }, february), count);
      assert.equal(found({}, february), 1, 'what covers no days may be the same');
      assert.equal(found({ days: other }), 1);
    });
});
