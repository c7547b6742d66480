/** A command whose reader has gone, as with `| head`, ends as it would have ended. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openphb } from './processes.ts';

for (const stream of ['stdout', 'stderr'] as const)
  for (const [words, code] of [
    [['--help'], 0],
    [['check', 'nhs-number', '9434765919', '--json'], 0],
    [['check', 'nhs-number', '9434765918'], 1],
    [['no-such-command'], 2],
  ] as const)
    test(`openphb ${words.join(' ')}, with nobody at its ${stream}`, async () => {
      const running = openphb(words, {});
      running.child[stream]!.destroy();
      assert.equal(await running.ended, code, running.output());
      assert.doesNotMatch(running.output(), /EPIPE/);
    });
