import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import { decideReceipt, rechargeRows, rechargeTotal } from './recharge.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const sums = (
  payer: string,
  paidBeforePence: bigint,
  paidPence: bigint,
  receivedBeforePence: bigint,
  receivedPence: bigint,
) => ({
  payer,
  stream: 'LA_ADULT',
  paidBeforePence,
  paidPence,
  receivedBeforePence,
  receivedPence,
});
const row = (payer: string, openingPence: bigint, paidPence: bigint, receivedPence: bigint, closingPence: bigint) => ({
  payer,
  stream: 'LA_ADULT',
  openingPence,
  paidPence,
  receivedPence,
  closingPence,
});

describe('R-096  What another payer owes the board', () => {
  const rows = rechargeRows([
    sums('A', 1_000n, 300n, 400n, 500n),
    sums('B', 0n, 0n, 0n, 0n),
    sums('C', 700n, 0n, 700n, 0n),
    sums('D', 0n, -50n, 0n, 0n),
    sums('E', 0n, 0n, 0n, 20n),
    sums('F', 5n, 0n, 0n, 0n),
  ]);
  test('opening, paid for it, received, closing; who has nothing to do with the month is not there', () =>
    same(rows, [
      row('A', 600n, 300n, 500n, 400n),
      row('D', 0n, -50n, 0n, -50n),
      row('E', 0n, 0n, 20n, -20n),
      row('F', 5n, 0n, 0n, 5n),
    ]));
  test('all together', () =>
    same(rechargeTotal(rows), { openingPence: 605n, paidPence: 250n, receivedPence: 520n, closingPence: 335n }));

  const receipt = { payer: 'A', stream: 'LA_ADULT', reference: 'INV 1', receivedOn: on('2027-01-05') };
  const known = { payers: [{ payer: 'A', stream: 'LA_ADULT' }], references: ['INV 0'] };
  const codes = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals.map(({ code }) => code));
  const refusedFor = (more: object, of = known) => codes(decideReceipt({ ...receipt, ...more }, of, on('2027-01-05')));
  test('money is written down once, from a payer that is known, today or before', () => {
    same(refusedFor({}), []);
    same(refusedFor({ receivedOn: on('2027-01-06') }), ['recharge-received-in-future']);
    same(refusedFor({ payer: 'B' }), ['recharge-payer-unknown']);
    same(refusedFor({ stream: 'LA_CHILDREN' }), ['recharge-payer-unknown']);
    same(refusedFor({ reference: 'INV 0' }), ['recharge-reference-known']);
  });
});
