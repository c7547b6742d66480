/** The short form of `npm run prove -- kills`: two kills, at points that chance chooses and the output names. */
import { test } from 'node:test';
import { fewKills, proveKills } from './kills.ts';

test('kill -9 in the middle of what moves money: nothing acknowledged is lost, nothing is paid twice', {
  timeout: 300_000,
}, async t => {
  await proveKills(fewKills(), { services: 1, say: line => t.diagnostic(line) });
});
