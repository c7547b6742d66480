import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FileFormat, formatOf } from './rails.ts';

describe('R-083  The file of a rail is written in the format that the board chose for it', () => {
  const formats: readonly FileFormat[] = ['BACS18', 'BACS18_DAYS', 'PORTAL_CSV', 'PAIN001'];
  for (const bacsFile of formats)
    for (const standbyFile of ['PORTAL_CSV', 'PAIN001'] as const)
      test(`R-083 Bacs as ${bacsFile}, Faster Payments as ${standbyFile}`, () => {
        assert.equal(formatOf('BACS', { bacsFile, standbyFile }), bacsFile);
        assert.equal(formatOf('FASTER_PAYMENTS', { bacsFile, standbyFile }), standbyFile);
      });
});
