import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pounds } from '../../values/pence.ts';
import { FILE_FORMATS, formatOf, MOST_BY_RAIL } from './rails.ts';

describe('R-083  The file of a rail is written in the format that the board chose for it', () => {
  for (const bacsFile of FILE_FORMATS)
    for (const standbyFile of ['PORTAL_CSV', 'PAIN001'] as const)
      test(`R-083 Bacs as ${bacsFile}, Faster Payments as ${standbyFile}`, () => {
        assert.equal(formatOf('BACS', { bacsFile, standbyFile }), bacsFile);
        assert.equal(formatOf('FASTER_PAYMENTS', { bacsFile, standbyFile }), standbyFile);
      });
});

test('R-083  what one payment may carry: £20 million by Bacs, £1 million by Faster Payments', () =>
  assert.deepEqual(
    [pounds(MOST_BY_RAIL.BACS), pounds(MOST_BY_RAIL.FASTER_PAYMENTS)],
    ['£20,000,000.00', '£1,000,000.00'],
  ));
