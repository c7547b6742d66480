/**
 * The board that the bench of the payment run pays for: budgets that are active, agreed, signed, with a checked account
 * and their money in the ledger. All rows are made in bulk.
 */
import { randomUUID } from 'node:crypto';
import { anchorsInMemory } from '../../src/platform/anchors.ts';
import type { Db } from '../../src/platform/db.ts';
import { leaveJob } from '../../src/platform/job-queue.ts';
import type { Tools } from '../../src/platform/tools.ts';
import type { Actor, Role } from '../../src/values/actor.ts';
import { ENGLAND_AND_WALES } from '../../src/values/bank-holidays.ts';
import { ICB } from '../../test/support/server.ts';

export const STARTS_ON = Temporal.PlainDate.from('2026-11-01');
const INSTALMENT_PENCE = 120_000n;

/** The service on a date that the bench moves on. */
export function toolsOf(db: Db): Tools & { moveTo(date: Temporal.PlainDate): void } {
  let today = STARTS_ON;
  return {
    db,
    today: () => today,
    refreshToday: async () => {},
    moveTo(date) {
      today = date;
    },
    bankHolidays: ENGLAND_AND_WALES,
    sendJob: (tx, job) => leaveJob(tx, job, today),
    crashPoint: async () => {},
    anchors: anchorsInMemory(),
    log: { info() {}, error() {} },
  };
}

/** A member of staff in one role. */
export function staff(role: Role): Actor {
  return { id: randomUUID(), name: 'Bench', icbCode: ICB, roles: [role] };
}

const id = (kind: number, n = 'n') => `(lpad(to_hex(${n}), 8, '0') || '-0000-4000-8000-00000000000${kind}')::uuid`;
const BUDGET = id(1);
const PERSON = id(2);
const AGREEMENT = id(3);
const ACCOUNT = id(4);

/** Of a hundred budgets one has an account that nobody checked, and one no consent. */
export function fill(budgets: number): readonly string[] {
  const each = `generate_series(1, ${budgets}) n`;
  const who = `'00000000-0000-4000-8000-0000000000aa'::uuid, 'Bench'`;
  return [
    "set session_replication_role = 'replica'", // made right by hand: the bench measures what comes afterwards
    `insert into person (person_id, icb_code, nhs_number_status, given_name, family_name, date_of_birth, address, postcode)
     select ${PERSON}, '${ICB}', '03', 'Bench', 'Person ' || n, '1964-03-02', '1 Test Street', 'ZZ99 3VZ' from ${each}`,
    `insert into budget (budget_id, icb_code, reference, person_id, kind, claimed_group, requester, requester_role, told_optional,
                         requested_on, decide_by, care_coordinator_id, policy_version)
     select ${BUDGET}, '${ICB}', 'PHB' || (100000 + n), ${PERSON}, 'ONGOING', 'CHC_STANDARD', 'Bench', 'PERSON', true,
            '2026-07-06', '2026-08-03', gen_random_uuid(), 'bench' from ${each}`,
    `insert into budget_state (budget_id, sequence, icb_code, state, transition, by_id, by_name, happened_on)
     select ${BUDGET}, s, '${ICB}', (array['REQUESTED', 'ELIGIBLE', 'ASSESSED', 'INDICATIVE', 'BUDGET_SET', 'AGREED', 'SET_UP', 'ACTIVE'])[s],
            'T16', ${who}, '2026-10-02' from ${each}, generate_series(1, 8) s`,
    `insert into consent (icb_code, person_id, budget_id, kind, given, happened_on, by_id, by_name)
     select '${ICB}', ${PERSON}, ${BUDGET}, 'DIRECT_PAYMENT', n % 100 <> 1, '2026-10-01', ${PERSON}, 'Bench' from ${each}`,
    `insert into agreement (agreement_id, icb_code, budget_id, version, final_budget_id, final_budget_hash, plan_id, plan_hash, options, stream,
                            starts_on, year_pence, record_keeping_level, records_kept_by, review_timetable, clauses, policy_version,
                            content_hash, offered_on, by_id, by_name)
     select ${AGREEMENT}, '${ICB}', ${BUDGET}, 1, gen_random_uuid(), md5(n::text), gen_random_uuid(), md5('plan' || n), '{DIRECT_PAYMENT}', 'NHS_CHC',
            '${STARTS_ON}', ${12n * INSTALMENT_PENCE}, 'RECEIPTS_FROM_25', 'The person', 'Yearly', '[{"code": "C01"}]', 'bench',
            md5('agreement' || n), '2026-10-01', ${who} from ${each}`,
    `insert into agreement_signature (agreement_id, side, icb_code, signed_hash, capacity, by_id, by_name, signed_on)
     select ${AGREEMENT}, side, '${ICB}', md5('agreement' || n), side, ${who}, '2026-10-01'
       from ${each}, unnest(array['PERSON', 'ICB']) side`,
    `insert into agreed_payment (agreement_id, icb_code, budget_id, stream, option, purpose, period, covers_from, covers_to, amount_pence)
     select ${AGREEMENT}, '${ICB}', ${BUDGET}, 'NHS_CHC', 'DIRECT_PAYMENT', 'INSTALMENT', month, month, month + interval '1 month - 1 day', ${INSTALMENT_PENCE}
       from ${each}, generate_series('${STARTS_ON}'::date, '${STARTS_ON}'::date + interval '11 months', interval '1 month') month`,
    `insert into payment_account (payment_account_id, icb_code, budget_id, version, kind, sort_code, account_number, name, named_people,
                                  modulus_result, modulus_table_version, entered_by_id, entered_by_name, entered_on)
     select ${ACCOUNT}, '${ICB}', ${BUDGET}, 1, 'SEPARATE', '089999', '66374958', 'BENCH PERSON ' || n, 'The person', 'pass', 'bench',
            ${who}, '2026-10-01' from ${each}`,
    `insert into account_verification (payment_account_id, icb_code, entered_by_id, outcome, method, evidence, by_id, by_name, verified_on)
     select ${ACCOUNT}, '${ICB}', '00000000-0000-4000-8000-0000000000aa', 'VERIFIED', 'CALL_BACK', 'Bench',
            '00000000-0000-4000-8000-0000000000bb', 'Bench', '2026-10-01' from ${each} where n % 100 <> 2`,
    ...ledger(budgets),
    "set session_replication_role = 'origin'",
    'vacuum (analyze)',
  ];
}

/** What each budget was agreed at, in one journal each; `budgetAgreed` in rules/payment/journals.ts says the same. */
function ledger(budgets: number): readonly string[] {
  const each = `generate_series(1, ${budgets}) n`;
  const year = 12n * INSTALMENT_PENCE;
  const kinds = `(values ('authorised', true, ${-11n * INSTALMENT_PENCE}), ('contingency', false, ${-INSTALMENT_PENCE}), ('undrawn', true, ${-year})) k (kind, has_option, pence)`;
  return [
    `insert into ledger_account (icb_code, kind, stream) select '${ICB}', kind, 'NHS_CHC' from unnest(array['allocation', 'limit']) kind`,
    `insert into ledger_account (icb_code, kind, budget_id, budget_year, stream, option)
     select '${ICB}', kind, ${BUDGET}, '${STARTS_ON}', 'NHS_CHC', case when has_option then 'DIRECT_PAYMENT' end from ${each}, ${kinds}`,
    `insert into ledger_balance (ledger_account_id, icb_code, kind, balance_pence, version)
     select ledger_account_id, icb_code, kind, pence, 1 from ledger_account join ${kinds} using (kind)`,
    `insert into ledger_month (ledger_account_id, month, icb_code, moved_pence)
     select ledger_account_id, '${STARTS_ON}', icb_code, balance_pence from ledger_balance`,
    'analyze ledger_account',
    "create temporary table agreed as select budget_id, nextval('journal_number') as journal_id from budget order by reference",
    `insert into posting (journal_id, ledger_account_id, icb_code, amount_pence, account_version)
     select j.journal_id, a.ledger_account_id, a.icb_code, coalesce(b.balance_pence, ${year}), b.version
       from agreed j
       join lateral (select * from ledger_account a where a.budget_id = j.budget_id union all select * from ledger_account a where a.budget_id is null) a on true
       left join ledger_balance b using (ledger_account_id)`,
    `insert into journal (journal_id, icb_code, command_id, kind, happened_on, recorded_at, caused_by, by_id, posting_count, content_hash)
     select j.journal_id, '${ICB}', gen_random_uuid(), 'budget-agreed', '2026-10-02', now(), 'approval:' || j.budget_id, p.by_id, 5,
            journal_content('budget-agreed', '2026-10-02', p.by_id, null, p.postings, 'approval:' || j.budget_id)
       from agreed j
       join (select journal_id, '00000000-0000-4000-8000-0000000000bb'::uuid as by_id,
                    string_agg(ledger_account_id || ':' || amount_pence, ',' order by ledger_account_id) as postings
               from posting group by journal_id) p using (journal_id)`,
  ];
}
