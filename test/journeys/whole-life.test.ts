import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openphb, type Running, run, withFolder } from '../engine/processes.ts';
import { openTheatre } from '../support/at-the-screen.ts';
import { openBrowser } from '../support/browser.ts';
import { makeAccountStory } from './account-story.ts';
import { liveWholeLife, STORY_BEGINS } from './whole-life.ts';

describe('One budget’s whole life, by clicking and typing', () => {
  let browser: Browser;
  // Both stories end with the same figures because they have the same account; the next run has another.
  const account = makeAccountStory(Number(process.env.OPENPHB_SEED ?? Math.trunc(performance.timeOrigin) % 1_000_000));
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  for (const scripts of ['scripts on', 'scripts off'] as const)
    test(`from the enquiry to the first review, with ${scripts}`, { timeout: 280_000 }, t =>
      withFolder(async folder => {
        const service = openphb(['start'], { OPENPHB_DATA: folder, OPENPHB_DEMO_TODAY: STORY_BEGINS });
        try {
          const [, baseUrl] = await service.printed(/OpenPHB is ready at (http:\S+)/);
          const theatre = openTheatre(browser, baseUrl!, scripts);
          const ending = await liveWholeLife(theatre, account);
          assert.deepEqual(ending.figures, account.atTheEnd);
          assert.deepEqual(theatre.troubles, []);
          const verified = await run(['verify'], { OPENPHB_DATA: folder });
          assert.equal(verified.code, 0, verified.output);
          t.diagnostic(`${theatre.checked.size} pages`);
        } finally {
          await stop(service);
        }
      }),
    );
});

async function stop(service: Running): Promise<void> {
  service.child.kill('SIGTERM');
  assert.equal(await service.ended, 0, service.output());
}
