/** One side of the import bench, in a process of its own: prints its milliseconds, its peak of memory, what it left. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { importFeed } from '../../src/features/spending/import/import-feed.ts';
import { anchorsInMemory } from '../../src/platform/anchors.ts';
import { type Db, openDb } from '../../src/platform/db.ts';
import { leaveJob } from '../../src/platform/job-queue.ts';
import type { Tools } from '../../src/platform/tools.ts';
import { ENGLAND_AND_WALES } from '../../src/values/bank-holidays.ts';
import { ICB } from '../../test/support/server.ts';
import type { Side, SideAnswer } from '../import.ts';

const [side, url, file, rows, dump] = process.argv.slice(2) as [Side, string, string, string, string];

const LINE =
  'statement_line_id, icb_code, budget_id, payment_account_id, statement_import_id, line_number, posted_on, value_on, amount_pence, counterparty, narrative, bank_ref, kind, merchant_code, fingerprint';
const STAGED =
  'statement_line_id, icb_code, budget_id, what, plan_item_id, payment_id, refund_of, score, reasons, flag';
const BOTH = `${LINE}, what, plan_item_id, payment_id, refund_of, score, reasons, flag`;

const { ms } = side !== 'bare' ? await ours() : dump ? await dumpRows() : await bare();
const answer: SideAnswer = {
  ms,
  megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  outcome: dump ? '' : await outcome(),
};
console.log(JSON.stringify(answer));

/** The service's own act, from the file's first byte to the commit. */
async function ours(): Promise<{ ms: number }> {
  const db = openDb(url, 1);
  const finance = { id: randomUUID(), name: 'Bench', icbCode: ICB, roles: ['finance-officer'] } as const;
  const start = performance.now();
  const given = { name: 'feed.csv', bytes: readFileSync(file) };
  const decision = await importFeed(toolsOn(db), finance, { id: randomUUID() }, given);
  const ms = performance.now() - start;
  await db.close();
  if (!decision.accepted) throw new Error(JSON.stringify(decision.refusals));
  if (side === 'again' && decision.value.added + decision.value.leftOut > 0)
    throw new Error(`again added ${decision.value.added} rows`);
  return { ms };
}

function toolsOn(db: Db): Tools {
  const today = Temporal.PlainDate.from('2026-06-02');
  return {
    db,
    today: () => today,
    refreshToday: async () => {},
    bankHolidays: ENGLAND_AND_WALES,
    sendJob: (tx, job) => leaveJob(tx, job, today),
    crashPoint: async () => {},
    anchors: anchorsInMemory(),
    log: { info() {}, error() {} },
  };
}

/** What ours left behind, as the text of COPY. */
async function dumpRows(): Promise<{ ms: number }> {
  return asSuperuser(async client => {
    await client.query(`copy (select * from statement_import) to '${rows}-imports'`);
    await client.query(`
      copy (select ${LINE.split(', ').map(name => `l.${name}`)}, s.what, s.plan_item_id, s.payment_id, s.refund_of, s.score, s.reasons, s.flag
              from statement_line l join staged_placement s using (statement_line_id) order by l.ctid) to '${rows}-lines'`);
  });
}

/** The same rows, by the server itself: no reading, no checks, no row-level security; keys and constraints as they are. */
async function bare(): Promise<{ ms: number }> {
  return asSuperuser(async client => {
    await client.query('begin');
    await client.query(`copy statement_import from '${rows}-imports'`);
    await client.query(`
      create temp table raw_line on commit drop as
      select ${LINE.split(', ').map(name => `l.${name}`)}, s.what, s.plan_item_id, s.payment_id, s.refund_of, s.score, s.reasons, s.flag
        from statement_line l join staged_placement s using (statement_line_id) with no data`);
    await client.query(`copy raw_line (${BOTH}) from '${rows}-lines'`);
    await client.query(`insert into statement_line (${LINE}) select ${LINE} from raw_line`);
    await client.query(`insert into staged_placement (${STAGED}) select ${STAGED} from raw_line`);
    await client.query('commit');
  });
}

async function asSuperuser(work: (client: pg.Client) => Promise<void>): Promise<{ ms: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const start = performance.now();
  await work(client);
  const ms = performance.now() - start;
  await client.end();
  return { ms };
}

/** What is there now, by what it was placed as. */
async function outcome(): Promise<string> {
  const db = openDb(url, 1);
  const found = await db.transaction({ icbCode: ICB, id: randomUUID() }, tx =>
    tx.query({
      text: 'select what, count(*)::integer as many from staged_placement group by what order by what',
      values: [],
    }),
  );
  await db.close();
  return found.map(({ what, many }) => `${many} ${what}`).join(', ');
}
