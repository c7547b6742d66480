/** The short form of `npm run prove -- files`, with a seed that chance chooses and the output names. */
import { test } from 'node:test';
import { proveFiles } from './files.ts';

test('damaged statement files: none throws, hangs, takes much memory or is taken for what it is not', {
  timeout: 300_000,
}, async t => {
  await proveFiles({ files: 500, seed: Math.floor(Math.random() * 1_000_000) }, line => t.diagnostic(line));
});
