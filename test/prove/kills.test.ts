/** The short form of `npm run prove -- kills`: one in a run, one in an import, at points that chance chooses and the output names. */
import { test } from 'node:test';
import { fewKills, proveKills } from './kills.ts';

test('kill -9 in the middle of payment runs: nothing acknowledged is lost, nothing is paid twice', {
  timeout: 300_000,
}, async t => {
  await proveKills(fewKills(Math.floor(Math.random() * 1_000)), line => t.diagnostic(line));
});
