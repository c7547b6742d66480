/**
 * The rows that one month's run left behind, kept aside, taken away again, and put back by the best raw SQL: whole tables,
 * one statement each, under the same keys, checks, triggers and row-level security.
 */
import pg from 'pg';
import { ICB } from '../../test/support/server.ts';

/** The tables that a run writes, in the order in which their keys allow it, and which rows of them are new. */
const TABLES = {
  obligation: ({ at }: Mark) => `recorded_at > '${at}'`,
  payment: ({ runId }: Mark) => `run_id = '${runId}'`,
  payment_hold: ({ runId }: Mark) => `run_id = '${runId}'`,
  payment_snapshot: () => 'payment_id in (select payment_id from saved.payment)',
  payment_run: ({ runId }: Mark) => `run_id = '${runId}'`,
  payment_run_status: ({ runId }: Mark) => `run_id = '${runId}'`,
  payment_file: ({ runId }: Mark) => `run_id = '${runId}'`,
  ledger_account: ({ account }: Mark) => `ledger_account_id > ${account}`,
  journal: ({ journal }: Mark) => `journal_id > ${journal}`,
  posting: ({ journal }: Mark) => `journal_id > ${journal}`,
  audit_event: ({ event }: Mark) => `audit_event_id > ${event}`,
  command: ({ at }: Mark) => `recorded_at > '${at}'`,
} as const;
/** Where the tables stood before a month's run. */
type Mark = {
  readonly at: string;
  readonly account: string;
  readonly journal: string;
  readonly event: string;
  readonly runId?: string;
};
type Table = keyof typeof TABLES;
const NAMES = Object.keys(TABLES) as Table[];
/** In the order of the run's file, or in which the ledger posts. */
const ORDER: Partial<Record<Table, string>> = {
  payment: 'place',
  journal: 'journal_id',
  posting: 'journal_id, ledger_account_id',
};
/** What moves with the postings, by their trigger. */
const MOVED = ['ledger_balance', 'ledger_month'] as const;

/** Whoever inserts is bound to the board as the service is. */
const AS_OWNER = ['begin', 'set local role openphb_owner', `select set_config('app.icb', '${ICB}', true)`];

export type Rows = Awaited<ReturnType<typeof openRows>>;

export async function openRows(superuserUrl: string) {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  const run = async (...statements: string[]) => {
    for (const statement of statements) await client.query(statement);
  };
  const { rows: named } = await client.query(
    `select relname, string_agg(attname, ', ' order by attnum) as names from pg_attribute join pg_class c on c.oid = attrelid
      where relname = any ($1) and relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped and attgenerated = ''
        and attname <> 'transaction_id' group by relname`,
    [NAMES],
  );
  const columns = Object.fromEntries(named.map(({ relname, names }) => [relname, names])) as Record<Table, string>;
  const counts = async () => {
    const { rows } = await client.query(
      NAMES.map(name => `select '${name}' as name, count(*)::integer as rows from saved.${name}`).join(' union all '),
    );
    return Object.fromEntries(rows.map(row => [row.name, row.rows])) as Record<Table, number>;
  };
  let mark: Mark | undefined;
  const isNew = (name: Table) => TABLES[name](mark!);
  await run(
    'create schema saved',
    'grant usage on schema saved to openphb_owner',
    'alter default privileges in schema saved grant select on tables to openphb_owner',
    "set work_mem = '64MB'",
    "set maintenance_work_mem = '256MB'",
  );

  return {
    close: () => client.end(),
    /** Remembers where the tables stand before a month's run. */
    async mark() {
      await run(
        'drop table if exists saved.before_ledger_balance, saved.before_ledger_month',
        ...NAMES.map(name => `drop table if exists saved.${name}`),
        ...MOVED.map(name => `create unlogged table saved.before_${name} as table ${name}`),
      );
      const { rows } = await client.query(`
        select clock_timestamp()::text as at, (select max(ledger_account_id) from ledger_account) as account,
               (select max(journal_id) from journal) as journal, coalesce((select max(audit_event_id) from audit_event), 0) as event`);
      mark = rows[0] as Mark;
    },
    /** Keeps aside what the run left since; answers how many rows of each table. */
    async save(runId: string) {
      mark = { ...mark!, runId };
      await run(
        ...NAMES.map(
          name => `create unlogged table saved.${name} as select ${columns[name]} from ${name} where ${isNew(name)}
                   ${ORDER[name] ? `order by ${ORDER[name]}` : ''}`,
        ),
        'drop table if exists saved.ledger_balance, saved.ledger_month',
        ...MOVED.map(name => `create unlogged table saved.${name} as table ${name}`),
      );
      return counts();
    },
    /** Takes all of it away again, past the triggers, and gives the room back. */
    async remove() {
      await run(
        "set session_replication_role = 'replica'",
        ...[...NAMES].reverse().map(name => `delete from ${name} where ${isNew(name)}`),
        `update ledger_balance b set balance_pence = s.balance_pence, version = s.version
           from saved.before_ledger_balance s where s.ledger_account_id = b.ledger_account_id and s.version <> b.version`,
        `update ledger_month m set moved_pence = s.moved_pence from saved.before_ledger_month s
          where s.ledger_account_id = m.ledger_account_id and s.month = m.month and s.moved_pence <> m.moved_pence`,
        `delete from ledger_balance b where not exists (select from saved.before_ledger_balance s where s.ledger_account_id = b.ledger_account_id)`,
        `delete from ledger_month b where not exists (select from saved.before_ledger_month s where s.ledger_account_id = b.ledger_account_id and s.month = b.month)`,
        "set session_replication_role = 'origin'",
        ...[...NAMES, ...MOVED].map(name => `vacuum (analyze) ${name}`),
        'checkpoint',
      );
    },
    /** The best raw SQL: every table in one statement, journals and their postings in one, in one transaction. */
    async insert() {
      const rest = NAMES.filter(name => name !== 'journal' && name !== 'posting');
      await run(...AS_OWNER, ...rest.map(name => insertInto(name, columns[name])), insertJournals(columns), 'commit');
    },
    /** The same one row at a time for some payments of the run, taken back; a journal's postings are one row here. */
    async insertOneByOne(payments: number) {
      const { rows } = await client.query(
        'select payment_id, obligation_id from saved.payment order by place limit $1',
        [payments],
      );
      await run(
        ...(['obligation', 'payment', 'payment_snapshot'] as const).map(
          name => `create index on saved.${name} (${name === 'obligation' ? 'obligation_id' : 'payment_id'})`,
        ),
        'create index on saved.journal (journal_id)',
        'create index on saved.posting (journal_id)',
        ...(['obligation', 'payment', 'payment_snapshot', 'journal', 'posting'] as const).map(
          name => `analyze saved.${name}`,
        ),
      );
      const journals = new Map<string, string[]>();
      for (const { journal_id, caused_by } of (
        await client.query('select journal_id, caused_by from saved.journal order by journal_id')
      ).rows)
        journals.set(caused_by, [...(journals.get(caused_by) ?? []), journal_id]);
      const one = (name: Table, key: string, value: string) =>
        client.query({
          name: `one_${name}`,
          text: `${insertInto(name, columns[name])} where ${key} = $1`,
          values: [value],
        });
      const oneJournal = (id: string) =>
        client.query({ name: 'one_journal', text: insertJournals(columns, 'where journal_id = $1'), values: [id] });
      await run(
        ...AS_OWNER,
        insertInto('payment_run', columns.payment_run),
        insertInto('ledger_account', columns.ledger_account),
      );
      const start = performance.now();
      for (const { payment_id, obligation_id } of rows) {
        await one('obligation', 'obligation_id', obligation_id);
        await one('payment', 'payment_id', payment_id);
        await one('payment_snapshot', 'payment_id', payment_id);
        for (const journal of journals.get(`payment:${payment_id}`) ?? []) await oneJournal(journal);
      }
      await run('set constraints all immediate');
      const ms = performance.now() - start;
      await run('rollback');
      return ms;
    },
    /** Throws unless the tables hold exactly what the run had left. */
    async compare() {
      const wrong: string[] = [];
      for (const name of NAMES) {
        const { rows } = await client.query(
          `select (select count(*) from saved.${name}) as saved, (select count(*) from ${name} where ${isNew(name)}) as now`,
        );
        if (rows[0].saved !== rows[0].now) wrong.push(`${name}: ${rows[0].now} for ${rows[0].saved}`);
      }
      for (const name of MOVED) {
        const { rows } = await client.query(
          `select count(*)::integer as n from (table ${name} except table saved.${name}) x`,
        );
        if (rows[0].n > 0) wrong.push(`${name}: ${rows[0].n} rows differ`);
      }
      if (wrong.length > 0) throw new Error(`the raw side left something else: ${wrong.join(', ')}`);
    },
  };
}

/** A journal and its postings come in one statement, or not at all. */
function insertJournals(columns: Record<Table, string>, which = ''): string {
  return `with written as (${insertInto('journal', columns.journal)} ${which}) ${insertInto('posting', columns.posting)} ${which}`;
}

/** Unordered: what was saved lies in its order. */
function insertInto(name: string, columns: string): string {
  return `insert into ${name} (${columns}) overriding system value select ${columns} from saved.${name}`;
}
