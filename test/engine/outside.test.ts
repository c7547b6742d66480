/** A PostgreSQL server of the user's own: what is said on the way in, and what is never done there. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { asSuperuser, testServer, urlTo } from '../support/server.ts';
import { run } from './processes.ts';

const server = await testServer();
const name = `openphb_outside_${randomBytes(4).toString('hex')}`;
const [app, owner, superuser] = (['openphb_app', 'openphb_owner', 'postgres'] as const).map(role =>
  urlTo(server, role, name),
);
before(() => asSuperuser(server, 'postgres', `create database ${name} owner openphb_owner template template0`));
after(() => asSuperuser(server, 'postgres', `drop database ${name} with (force)`));

async function refusedWith(words: readonly string[], variables: Record<string, string>, expected: RegExp) {
  const { code, output } = await run(words, variables);
  assert.equal(code, 1, output);
  assert.match(output, expected);
}

describe('with DATABASE_URL', () => {
  test('a server that does not answer is said with its variable, without the password', async () => {
    const url = 'postgres://openphb_app:hunter2@127.0.0.1:1/none';
    const { code, output } = await run(['start'], { DATABASE_URL: url });
    assert.equal(code, 1);
    assert.match(output, /The database of DATABASE_URL cannot be reached: connect ECONNREFUSED/);
    assert.doesNotMatch(output, /hunter2/);
  });

  test('migrating needs the owner; then it is done once', async () => {
    await refusedWith(['migrate'], { DATABASE_URL: app! }, /DATABASE_OWNER_URL is missing/);
    await refusedWith(['start'], { DATABASE_URL: app! }, /The database lacks 0001_foundation/);
    const settings = { DATABASE_URL: app!, DATABASE_OWNER_URL: owner! };
    assert.match((await run(['migrate'], settings)).output, /Applied 0001_foundation/);
    assert.match((await run(['migrate'], settings)).output, /up to date/);
  });

  test('neither the owner nor a superuser serves', async () => {
    await refusedWith(['start'], { DATABASE_URL: owner! }, /will not run as openphb_owner, which owns tables/);
    await refusedWith(['start'], { DATABASE_URL: superuser! }, /which is a superuser/);
  });

  test('a database that holds a board and no mark never starts without an identity provider, nor gets a demonstration', async () => {
    await asSuperuser(
      server,
      name,
      "insert into icb (icb_code, name, contact_phone, contact_email) values ('QTC', 'Real', '01632 960003', 'a@b.example')",
    );
    await refusedWith(['start'], { DATABASE_URL: app! }, /not marked as a demonstration: set OPENPHB_OIDC_ISSUER/);
    await refusedWith(['demo'], { DATABASE_URL: app! }, /not marked as a demonstration/);
    await asSuperuser(server, name, 'insert into installation (demonstration) values (false)');
    await refusedWith(['start'], { DATABASE_URL: app! }, /is not a demonstration, so that people must sign in/);
  });
});
