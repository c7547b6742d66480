import assert from 'node:assert/strict';
import { test } from 'node:test';
import { receiptType } from './receipt-file.ts';

const table: readonly (readonly [string, readonly number[], string | undefined])[] = [
  ['a photo', [0xff, 0xd8, 0xff, 0xe0, 1], 'image/jpeg'],
  ['a picture', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1], 'image/png'],
  ['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d, 0x31], 'application/pdf'],
  ['one that ends too early', [0x25, 0x50, 0x44, 0x46], undefined],
  ['a photo that was cut', [0xff, 0xd8], undefined],
  ['one that only holds it later', [0, 0xff, 0xd8, 0xff], undefined],
  ['a page with a script', [...Buffer.from('<html><script>')], undefined],
  ['a drawing with a script', [...Buffer.from('<svg onload=')], undefined],
  ['nothing', [], undefined],
];
for (const [name, bytes, expected] of table)
  test(`${name}: ${expected ?? 'not taken'}`, () => assert.equal(receiptType(Uint8Array.from(bytes)), expected));
