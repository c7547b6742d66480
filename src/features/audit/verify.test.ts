import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { command, must } from '../../../test/support/cases.ts';
import { onCopy } from '../../../test/support/copies.ts';
import { ICB, testDatabase } from '../../../test/support/database.ts';
import { makePlannedCase, makeRateCard } from '../../../test/support/plans.ts';
import { releaseAsShown } from '../../../test/support/release-as-shown.ts';
import { bring, makePayingStaff } from '../../../test/support/set-up-budget.ts';
import type { Anchors } from '../../platform/anchors.ts';
import type { Db } from '../../platform/db.ts';
import { type Sql, sql } from '../../platform/sql.ts';
import { systemActor } from '../../values/actor.ts';
import { writeFile } from '../payments/files/write-file.ts';
import { prepareRun } from '../payments/runs/prepare-run.ts';
import { sealAudit } from './seal.ts';
import { verify } from './verify.ts';

const database = await testDatabase();
const { tools } = database;
const NOTHING_KEPT: Anchors = { keep: async () => {}, of: async () => [] };

let runId: string;
let planId: string;

/** Two budgets paid in one run, a third planned and approved; every act chained. */
before(async () => {
  const staff = await makePayingStaff(tools, ICB);
  for (const familyName of ['Ash', 'Birch']) await bring(tools, staff, 'SET_UP', { familyName });
  await sealAudit(tools, systemActor(ICB));
  ({ runId } = must(
    await prepareRun(tools, staff.preparer, command(), { month: Temporal.PlainYearMonth.from('2026-12') }),
  ));
  must(await releaseAsShown(tools, staff.releaser, runId));
  must(await writeFile(tools, staff.releaser, command(), runId));
  await makeRateCard(tools, ICB);
  const planned = await makePlannedCase(tools, ICB, 'APPROVED');
  const [plan] = await database.superDb.query(sql`select plan_id from plan where budget_id = ${planned.budgetId}`);
  planId = plan!.plan_id as string;
  await sealAudit(tools, systemActor(ICB));
});

/** What verify says of a database: `check id`, in its order. */
async function foundIn(db: Db, anchors: Anchors = tools.anchors): Promise<string[]> {
  return (await verify({ ...tools, db, anchors })).map(({ check, id }) => `${check} ${id}`);
}

type Damage = {
  readonly what: string;
  /** Run as the superuser with every trigger off. May answer the id that verify must name. */
  readonly plant: (superDb: Db) => Promise<string>;
  readonly anchors?: () => Anchors;
};

/** One connection, so that the triggers are off for all of it. Answers the first column of the last answer. */
async function byHand(superDb: Db, ...statements: Sql[]): Promise<string> {
  let last = '';
  for (const statement of [sql`set session_replication_role = replica`, ...statements]) {
    const [row] = await superDb.query(statement);
    last = row ? String(Object.values(row)[0]) : last;
  }
  return last;
}

const OF_UNDRAWN = sql`(select p.journal_id from posting p join ledger_account a using (ledger_account_id)
                         join journal j using (journal_id)
                        where a.kind = 'undrawn' and j.kind = 'payment-released' order by 1 limit 1)`;

const damages: readonly Damage[] = [
  {
    what: 'a posting altered',
    plant: async superDb =>
      `journal-altered ${await byHand(
        superDb,
        sql`update posting set amount_pence = amount_pence + 1
             where journal_id = ${OF_UNDRAWN} and amount_pence > 0 and account_version is not null returning journal_id`,
      )}`,
  },
  {
    what: 'a posting on a control account altered',
    plant: async superDb =>
      `journal-altered ${await byHand(
        superDb,
        sql`update posting set amount_pence = amount_pence + 1
             where journal_id = ${OF_UNDRAWN} and amount_pence > 0 and account_version is null returning journal_id`,
      )}`,
  },
  {
    what: 'both sides of a journal altered, so that it still balances',
    plant: async superDb =>
      `journal-altered ${await byHand(
        superDb,
        sql`update posting set amount_pence = amount_pence + sign(amount_pence) where journal_id = ${OF_UNDRAWN} returning journal_id`,
      )}`,
  },
  {
    what: 'the day of a journal altered',
    plant: async superDb =>
      `journal-altered ${await byHand(
        superDb,
        sql`update journal set happened_on = happened_on - 40 where journal_id = ${OF_UNDRAWN} returning journal_id`,
      )}`,
  },
  {
    what: 'a posting removed',
    plant: async superDb =>
      `posting-removed ${await byHand(
        superDb,
        sql`delete from posting where journal_id = ${OF_UNDRAWN} and amount_pence > 0 and account_version is not null returning journal_id`,
      )}`,
  },
  {
    what: 'all postings of a journal removed',
    plant: async superDb =>
      `posting-removed ${await byHand(superDb, sql`delete from posting where journal_id = ${OF_UNDRAWN} returning journal_id`)}`,
  },
  {
    what: 'a journal that balances overall, but not per book and stream',
    plant: async superDb =>
      `journal-unbalanced ${await byHand(
        superDb,
        sql`
          with account as (select ledger_account_id, kind from ledger_account where control and kind in ('bank', 'limit')),
               said as (select string_agg(ledger_account_id || ':' || case kind when 'bank' then 5 else -5 end, ',' order by ledger_account_id) as postings from account),
               made as (insert into journal (journal_id, icb_code, command_id, kind, happened_on, recorded_at, caused_by, by_id, posting_count, content_hash)
                        select nextval('journal_number'), ${ICB}, gen_random_uuid(), 'refund', '2026-12-01', now(), 'hand:1', gen_random_uuid(), 2, '' returning *),
               posted as (insert into posting (journal_id, ledger_account_id, icb_code, amount_pence)
                          select journal_id, ledger_account_id, ${ICB}, case account.kind when 'bank' then 5 else -5 end from made, account)
          select journal_id from made`,
        sql`
          update journal j set content_hash = journal_content(j.kind, j.happened_on, j.by_id, j.reverses,
                 (select string_agg(ledger_account_id || ':' || amount_pence, ',' order by ledger_account_id) from posting p where p.journal_id = j.journal_id), j.caused_by)
           where j.caused_by = 'hand:1' returning journal_id`,
      )}`,
  },
  {
    what: 'a stored balance altered',
    plant: async superDb =>
      `balance-wrong ${await byHand(
        superDb,
        sql`update ledger_balance set balance_pence = balance_pence - 100 where kind = 'authorised'
               and ledger_account_id = (select min(ledger_account_id) from ledger_balance where kind = 'authorised') returning ledger_account_id`,
      )}`,
  },
  {
    what: 'a stored month altered',
    plant: async superDb =>
      `month-wrong ${await byHand(
        superDb,
        sql`update ledger_month set moved_pence = moved_pence - 100
             where ledger_account_id = (select min(ledger_account_id) from ledger_balance where kind = 'authorised')
         returning ledger_account_id || ' ' || to_char(month, 'YYYY-MM')`,
      )}`,
  },
  {
    what: 'undrawn past nought',
    plant: async superDb => {
      await byHand(
        superDb,
        sql`alter table ledger_balance drop constraint undrawn_not_past_nought`,
        sql`set session_replication_role = origin`,
        sql`select set_config('app.icb', ${ICB}, false)`,
        sql`
          select p.* from ledger_account u join ledger_account d using (budget_id, budget_year, stream, option)
            cross join lateral post_journals(array[gen_random_uuid()], array['payment-released'], array['2026-12-02'::date], array['hand:2'], array[gen_random_uuid()], array[null::bigint],
              array['undrawn','drawn'], array[u.budget_year, u.budget_year], array[u.stream, u.stream], array[u.option, u.option],
              array[u.budget_id], array[1, 2], array[1, 1], array[null::integer, null::integer], array[null::text, null::text], array[1, 1], array[1, 2], array[9000000, -9000000]::bigint[]) p
           where u.kind = 'undrawn' and d.kind = 'drawn'
             and u.ledger_account_id = (select min(ledger_account_id) from ledger_balance where kind = 'undrawn')`,
      );
      return `undrawn-past-nought ${await byHand(superDb, sql`select min(ledger_account_id) from ledger_balance where kind = 'undrawn'`)}`;
    },
  },
  {
    what: 'two live payments for one obligation',
    plant: async superDb =>
      `obligation-paid-twice ${await byHand(
        superDb,
        sql`drop index payment_live`,
        sql`
          insert into payment (icb_code, obligation_id, budget_id, run_id, place, amount_pence, payment_account_id, reference)
          select icb_code, obligation_id, budget_id, run_id, 99, amount_pence, payment_account_id, reference from payment order by place limit 1
          returning obligation_id`,
      )}`,
  },
  {
    what: 'a run’s total unlike its file',
    plant: async superDb => {
      await byHand(superDb, sql`update payment_run set total_pence = total_pence + 1`);
      return `run-unlike-its-file ${runId}`;
    },
  },
  {
    what: 'a file whose bytes say more than the run',
    plant: async superDb => {
      await byHand(
        superDb,
        sql`alter table payment_file drop constraint file_hash_is_its_own`,
        sql`update payment_file set bytes = convert_to(regexp_replace(convert_from(bytes, 'LATIN1'), '([0-9]{15}99.{18})0', '\\19'), 'LATIN1')`,
      );
      return `run-unlike-its-file ${runId}`;
    },
  },
  {
    what: 'a file whose bytes pay somebody else',
    plant: async superDb => {
      await byHand(
        superDb,
        sql`alter table payment_file drop constraint file_hash_is_its_own`,
        sql`update payment_file set bytes = convert_to(regexp_replace(convert_from(bytes, 'LATIN1'), '[0-9]{14}(099)', '00000000000000\\1'), 'LATIN1')`,
      );
      return `run-unlike-its-file ${runId}`;
    },
  },
  {
    what: 'a payment altered',
    plant: async superDb => {
      await byHand(superDb, sql`update payment set amount_pence = amount_pence + 1 where place = 1`);
      return `run-unlike-its-payments ${runId}`;
    },
  },
  {
    what: 'a preparer who is the releaser',
    plant: async superDb => {
      await byHand(
        superDb,
        sql`alter table payment_run drop constraint releaser_is_another_person`,
        sql`update payment_run set released_by = prepared_by`,
      );
      return `preparer-is-releaser ${runId}`;
    },
  },
  {
    what: 'a released payment that the ledger does not know',
    plant: async superDb =>
      `payment-not-in-ledger ${await byHand(
        superDb,
        sql`select payment_id from payment where place = 1`,
        sql`update journal set caused_by = 'nothing:1', content_hash = journal_content(kind, happened_on, by_id, reverses,
              (select string_agg(ledger_account_id || ':' || amount_pence, ',' order by ledger_account_id) from posting p where p.journal_id = journal.journal_id), 'nothing:1')
             where caused_by = (select 'payment:' || payment_id from payment where place = 1)`,
        sql`select payment_id from payment where place = 1`,
      )}`,
  },
  {
    what: 'an approved plan edited',
    plant: async superDb => {
      await byHand(superDb, sql`update plan_item set unit_pence = unit_pence + 1 where plan_id = ${planId}`);
      return `approved-plan-edited ${planId}`;
    },
  },
  {
    what: 'ledger and plan apart: a final budget of another sum',
    plant: async superDb =>
      `budget-unlike-ledger ${await byHand(
        superDb,
        sql`update final_budget set (final_pence, contingency_pence, difference_reason) = (final_pence + 1, contingency_pence + 1, 'Hand')
             where final_budget_id = (select min(final_budget_id::text)::uuid from final_budget) returning final_budget_id`,
      )}`,
  },
  {
    what: 'an audit row altered',
    plant: async superDb =>
      `audit-event-altered ${await byHand(
        superDb,
        sql`update audit_event set actor_name = 'Somebody Else'
             where audit_event_id = (select audit_event_id from audit_link where position = 5) returning audit_event_id`,
      )}`,
  },
  {
    what: 'an audit row removed in the middle',
    plant: async superDb =>
      `audit-event-removed ${await byHand(
        superDb,
        sql`delete from audit_event where audit_event_id = (select audit_event_id from audit_link where position = 5) returning audit_event_id`,
      )}`,
  },
  {
    what: 'an audit row and its link removed in the middle',
    plant: async superDb => {
      await byHand(
        superDb,
        sql`delete from audit_event where audit_event_id = (select audit_event_id from audit_link where position = 5)`,
        sql`delete from audit_link where position = 5`,
      );
      return 'audit-link-removed 5';
    },
  },
  ...[
    { what: 'the last ten audit rows and links removed', head: sql`select 1`, anchors: () => NOTHING_KEPT },
    {
      what: 'the last ten removed, and the head set back: the anchor outside knows',
      head: sql`update audit_head h set position = l.position, hash = l.hash from audit_link l
                 where l.position = (select max(position) from audit_link)`,
      anchors: () => tools.anchors,
    },
  ].map(({ what, head, anchors }) => ({
    what,
    anchors,
    plant: async (superDb: Db) =>
      `audit-chain-cut ${await byHand(
        superDb,
        sql`delete from audit_event where audit_event_id in (select audit_event_id from audit_link order by position desc limit 10)`,
        sql`delete from audit_link where position in (select position from audit_link order by position desc limit 10)`,
        head,
        sql`select max(position) + 1 from audit_link`,
      )}`,
  })),
  {
    what: 'a chain written anew from the middle',
    plant: async superDb => {
      await byHand(
        superDb,
        sql`update audit_event set act = 'nothing.happened' where audit_event_id = (select max(audit_event_id) from audit_event)`,
        sql`update audit_link l set hash = audit_hash((select hash from audit_link b where b.position = l.position - 1), audit_event_text(e))
              from audit_event e where e.audit_event_id = l.audit_event_id and e.act = 'nothing.happened'`,
        sql`update audit_head h set hash = l.hash from audit_link l where l.position = h.position`,
      );
      return `audit-chain-cut ${await byHand(superDb, sql`select max(position) from audit_link`)}`;
    },
  },
  {
    what: 'an audit row that is in no link after sixty seconds',
    plant: async superDb =>
      `audit-event-unsealed ${await byHand(
        superDb,
        sql`insert into audit_event (icb_code, recorded_at, actor_id, actor_name, actor_roles, act, outcome)
            values (${ICB}, clock_timestamp() - interval '61 seconds', gen_random_uuid(), 'X', '{}', 'case.read', 'read') returning audit_event_id`,
      )}`,
  },
];

describe('openphb verify', () => {
  test('finds nothing where nothing is wrong', async () => {
    assert.deepEqual(await foundIn(database.db), []);
    assert.deepEqual(await foundIn(database.db, NOTHING_KEPT), []);
  });

  test('an audit row that is in no link yet is no break before sixty seconds', () =>
    onCopy(database, async ({ db, superDb }) => {
      await byHand(
        superDb,
        sql`insert into audit_event (icb_code, recorded_at, actor_id, actor_name, actor_roles, act, outcome)
            values (${ICB}, clock_timestamp() - interval '55 seconds', gen_random_uuid(), 'X', '{}', 'case.read', 'read')`,
      );
      assert.deepEqual(await foundIn(db), []);
    }));

  for (const { what, plant, anchors } of damages)
    test(`${what}: named, and nothing beside it`, () =>
      onCopy(database, async ({ db, superDb }) => {
        const expected = await plant(superDb);
        assert.deepEqual(await foundIn(db, anchors?.()), [expected]);
      }));

  test('anchors that cannot be read are a break', async () => {
    const torn: Anchors = {
      keep: async () => {},
      of: () => Promise.reject(new Error('line 2 is not a line of an anchor')),
    };
    const breaks = await verify({ ...tools, anchors: torn });
    assert.deepEqual(
      breaks.map(({ check, icbCode }) => [check, icbCode]),
      [
        ['audit-anchor-unreadable', 'QTA'],
        ['audit-anchor-unreadable', 'QTB'],
      ],
    );
  });
});
