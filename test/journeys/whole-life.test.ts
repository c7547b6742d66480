/**
 * The whole life on a service of its own: on its embedded database, or, where the tests run against a server of
 * somebody's own (OPENPHB_TEST_DATABASE_URL), on a new database there.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openphb, type Running, run, withFolder } from '../engine/processes.ts';
import { openTheatre } from '../support/at-the-screen.ts';
import { openBrowser } from '../support/browser.ts';
import { asSuperuser, testServer, urlTo } from '../support/server.ts';
import { makeAccountStory } from './account-story.ts';
import { liveWholeLife, STORY_BEGINS } from './whole-life.ts';

// Both at once: each has a service of its own, and waits for pages most of the time.
describe('One budget’s whole life, by clicking and typing', { concurrency: true }, () => {
  let browser: Browser;
  // Both stories end with the same figures because they have the same account; the next run has another.
  const account = makeAccountStory(Number(process.env.OPENPHB_SEED ?? Math.trunc(performance.timeOrigin) % 1_000_000));
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  for (const scripts of ['scripts on', 'scripts off'] as const)
    test(`from the enquiry to the first review, with ${scripts}`, { timeout: 500_000 }, t =>
      withFolder(async folder => {
        const database = process.env.OPENPHB_TEST_DATABASE_URL ? await newDatabase() : undefined;
        const settings = { OPENPHB_DATA: folder, OPENPHB_DEMO_TODAY: STORY_BEGINS, ...database?.settings };
        const service = openphb(['start'], settings);
        try {
          const [, baseUrl] = await service.printed(/OpenPHB is ready at (http:\S+)/);
          const theatre = openTheatre(browser, baseUrl!, scripts);
          const ending = await liveWholeLife(theatre, account);
          assert.deepEqual(ending.figures, account.atTheEnd);
          assert.deepEqual(theatre.troubles, []);
          const verified = await run(['verify'], settings);
          assert.equal(verified.code, 0, verified.output);
          t.diagnostic(`${theatre.checked.size} pages`);
        } finally {
          await stop(service);
          await database?.drop();
        }
      }),
    );
});

/** An empty database of a server of somebody's own, migrated by the service itself. */
async function newDatabase() {
  const server = await testServer();
  const name = `openphb_life_${randomBytes(4).toString('hex')}`;
  await asSuperuser(
    server,
    'postgres',
    `create database ${name} owner openphb_owner template template0 encoding 'UTF8'`,
  );
  const [DATABASE_URL, DATABASE_OWNER_URL] = [urlTo(server, 'openphb_app', name), urlTo(server, 'openphb_owner', name)];
  const settings = { DATABASE_URL, DATABASE_OWNER_URL };
  return { settings, drop: () => asSuperuser(server, 'postgres', `drop database ${name} with (force)`) };
}

async function stop(service: Running): Promise<void> {
  service.child.kill('SIGTERM');
  assert.equal(await service.ended, 0, service.output());
}
