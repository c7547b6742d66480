import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FILE_FORMATS, formatOf } from './rails.ts';

describe('R-083  The file of a rail is written in the format that the board chose for it', () => {
  for (const bacsFile of FILE_FORMATS)
    for (const standbyFile of ['PORTAL_CSV', 'PAIN001'] as const)
      test(`R-083 Bacs as ${bacsFile}, Faster Payments as ${standbyFile}`, () => {
        assert.equal(formatOf('BACS', { bacsFile, standbyFile }), bacsFile);
        assert.equal(formatOf('FASTER_PAYMENTS', { bacsFile, standbyFile }), standbyFile);
      });
});
