/** Every line of the home page and every link of the public pages leads to a page that whoever sees it may open. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { app } from '../../src/app.ts';
import { HOME_LINKS } from '../../src/features/staff/home-links.ts';
import type { Route } from '../../src/platform/http.ts';
import { hasLeave } from '../../src/rules/permissions.ts';
import { visitor } from '../../src/values/actor.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { visit } from '../support/sign-in.ts';
import { testSite } from '../support/site.ts';

let database: TestDatabase;
let routes: readonly Route[];

before(async () => {
  database = await testDatabase();
  const { tools, icbCode } = database;
  const config = { identity: undefined, publicUrl: undefined } as never;
  routes = app.buildSite({ config, tools, demonstration: true, icbCode, address: () => assert.fail() }).routes;
});

const pageAt = (path: string) => routes.find(route => route.kind === 'get' && route.path === path);

test('each line of the home page needs what its page needs', () => {
  for (const { href, may } of HOME_LINKS) assert.equal(pageAt(href)?.may, may, href);
});

describe('public pages', () => {
  for (const path of ['/', '/sign-in', '/accessibility', '/privacy', '/cookies'])
    test(`each link of ${path} leads to a public page`, async () => {
      const site = await testSite(database, { change: given => ({ ...given, routes }) });
      const { text } = await visit(site.baseUrl).get(path);
      const links = [...text.matchAll(/href="(\/[^"#?]*)/g)].map(match => match[1]!);
      assert.ok(links.length > 3);
      for (const link of new Set(links)) {
        if (link.startsWith('/assets/') || link === '/sign-in/start') continue;
        const route = pageAt(link);
        assert.ok(route && hasLeave(visitor(database.icbCode), route.may), link);
      }
      await site.close();
    });
});

test('no two routes share a method and a path', () => {
  const keys = routes.map(
    route => `${route.kind === 'post' ? 'post' : 'get'} ${route.kind === 'read' ? '/api' : ''}${route.path}`,
  );
  assert.deepEqual(
    keys.filter((key, i) => keys.indexOf(key) !== i),
    [],
  );
});
