/** The real server on a port of its own, over a test file's database, with the stand-in to sign in with. */
import { after } from 'node:test';
import { buildSite } from '../../src/features/staff/site.ts';
import type { Route } from '../../src/platform/http.ts';
import { buildServer, type Server } from '../../src/platform/web/server.ts';
import type { MostAMinute, Site } from '../../src/platform/web/site.ts';
import type { TestDatabase } from './database.ts';

export type TestSite = {
  /** `http://localhost:12345` */
  readonly baseUrl: string;
  readonly port: number;
  /** Lets this much time pass for sessions, without waiting. */
  pass(time: Temporal.DurationLike): void;
  close(): Promise<void>;
};

export type TestSiteOptions = {
  /** The routes of the features under test. */
  readonly routes?: readonly Route[];
  readonly mostAMinute?: MostAMinute;
  /** Where browsers reach it, when that is not localhost. */
  readonly publicUrl?: URL;
  /** Changes what the server is given. */
  readonly change?: (site: Site) => Site;
};

const open = new Set<Server>();
after(async () => {
  for (const server of open) await server.close();
});

const MANY: MostAMinute = { requests: 100_000, signIns: 100_000, visitorForms: 100_000 };

/** Starts it. It is closed when the file's tests are done. */
export async function testSite(database: TestDatabase, options: TestSiteOptions = {}): Promise<TestSite> {
  let passed = Temporal.Duration.from({ seconds: 0 });
  let server: Server | undefined;
  const site = buildSite({
    config: { identity: undefined, publicUrl: options.publicUrl },
    tools: database.tools,
    demonstration: true,
    icbCode: database.icbCode,
    address: () => server!.address(),
    routes: options.routes ?? [],
    now: () => Temporal.Now.instant().add(passed),
    mostAMinute: options.mostAMinute ?? MANY,
  });
  server = await buildServer(options.change ? options.change(site) : site);
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  const running = server;
  open.add(running);
  return {
    baseUrl: `http://localhost:${port}`,
    port,
    pass: time => {
      passed = passed.add(time);
    },
    async close() {
      if (open.delete(running)) await running.close();
    },
  };
}
