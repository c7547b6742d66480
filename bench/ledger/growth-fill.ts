/** What the growth bench runs on: budgets with years of payments, postings and bank lines, as they came month by month. */
import { SYSTEM_ID } from '../../src/values/actor.ts';
import { ICB } from '../../test/support/server.ts';
import { type Load, loadByCopy } from './load.ts';

/** Statement lines for three payments. */
const LINES_FOR_THREE = 5;
/** A month's payment, and what a line of the bank is. */
export const PAYMENT_PENCE = 260_000n;
export const SORT_CODE = '089999';
/** The provider of every plan. */
export const PROVIDER = 'Pat Green';
/** The last year of every history. */
export const LAST_YEAR = '2025-04-01';

export const linesOf = (payments: number) => Math.floor((payments * LINES_FOR_THREE) / 3);
export const numberOf = (n: number) => String(10_000_000 + n);
export const idOf = (kind: number, n: number) => `${n.toString(16).padStart(8, '0')}-0000-4000-8000-00000000000${kind}`;

const COORDINATOR = idOf(9, 1);

/** Accounts of a budget year by their place; 7 is the bank account, of all years and opened in the first. */
const KINDS = ['undrawn', 'drawn', 'used', 'spent', 'promised', 'authorised'];

/** Each budget with a plan of one line, accounts for each of its years, a payment of four postings each month, bank lines. */
export async function fillHistory(url: string, budgets: number, years: number): Promise<void> {
  const months = years * 12;
  const id = (kind: number, n = 'n') => `(lpad(to_hex(${n}), 8, '0') || '-0000-4000-8000-00000000000${kind}')::uuid`;
  const lines = linesOf(months);
  const year = (y: string) => `(date '${LAST_YEAR}' + (${y} - ${years - 1}) * interval '1 year')::date`;
  const month = (m: number) => `(${year('0')} + ${m} * interval '1 month')::date`;
  // Accounts are numbered as they are opened: those of a year when it begins, the bank accounts' with the first.
  const account = (place: number | string, y: number | string = 0) =>
    `(${y} + 1) * ${10 * (budgets + 1)}::bigint + n * 10 + ${place}`;
  const each = `generate_series(1, ${budgets}) n`;
  const by = "gen_random_uuid(), 'Bench'";
  const one = (table: string, columns: string, rows: string): Load => ({ table, columns, parts: 1, rows: () => rows });
  const monthly = (table: string, columns: string, rows: (m: number) => string): Load => ({
    table,
    columns,
    parts: months,
    rows,
  });
  /** Ids in the order of time, as the service gives them; the same for whoever asks again, as a line and its placement do. */
  const ordered = (time: number, kind: number) =>
    `(lpad(to_hex(${time}::bigint * ${budgets} + n), 12, '0') || '7000800000000000000${kind}')::uuid`;
  const lineId = (l: number) => ordered(l, 2);
  const runId = (m: number) => `'${idOf(8, m + 1)}'::uuid`;
  await loadByCopy(
    url,
    [
      one(
        'budget',
        'budget_id, icb_code, reference, person_id, kind, claimed_group, requester, requester_role, told_optional, requested_on, decide_by, care_coordinator_id, policy_version',
        `select ${id(1)}, '${ICB}', 'PHB' || (100000 + n), ${id(3)}, 'ONGOING', 'CHC_STANDARD', 'Bench', 'PERSON', true,
                date '2021-01-05', date '2021-02-02', '${COORDINATOR}'::uuid, 'bench' from ${each}`,
      ),
      one(
        'staff_user',
        'staff_user_id, icb_code, subject, name, job_title, roles',
        `select '${COORDINATOR}'::uuid, '${ICB}', 'bench', 'Bench', 'Bench', array['care-coordinator']`,
      ),
      one(
        'person',
        'person_id, icb_code, nhs_number_status, given_name, family_name, date_of_birth, address, postcode',
        `select ${id(3)}, '${ICB}', '03', 'Bench', n::text, date '1970-01-01', 'Bench', 'QT1 1AA' from ${each}`,
      ),
      one(
        'budget_state',
        'budget_id, sequence, icb_code, state, transition, by_id, by_name, happened_on',
        `select ${id(1)}, 1, '${ICB}', 'ACTIVE', 'T16', ${by}, date '2021-04-01' from ${each}`,
      ),
      one(
        'payment_account',
        'payment_account_id, icb_code, budget_id, version, kind, sort_code, account_number, name, named_people, modulus_result, modulus_table_version, entered_by_id, entered_by_name, entered_on',
        `select ${id(4)}, '${ICB}', ${id(1)}, 1, 'MANAGED', '${SORT_CODE}', (10000000 + n)::text, 'BENCH', 'Bench', 'pass', 'bench', ${by}, date '2021-03-01' from ${each}`,
      ),
      one(
        'account_verification',
        'payment_account_id, icb_code, entered_by_id, outcome, method, evidence, by_id, by_name, verified_on',
        `select ${id(4)}, '${ICB}', gen_random_uuid(), 'VERIFIED', 'CALL_BACK', 'Bench', ${by}, date '2021-03-02' from ${each}`,
      ),
      one(
        'plan',
        'plan_id, icb_code, budget_id, version, started_on, by_id, by_name',
        `select ${id(5)}, '${ICB}', ${id(1)}, 1, date '2021-03-01', ${by} from ${each}`,
      ),
      one(
        'plan_submission',
        'plan_id, icb_code, content_hash, proposed_final_budget_id, submitted_on, by_id, by_name',
        `select ${id(5)}, '${ICB}', 'bench', gen_random_uuid(), date '2021-03-02', ${by} from ${each}`,
      ),
      one(
        'plan_decision',
        'icb_code, plan_id, decision, content_hash, clinician_name, conditions, reasons, annual_pence, direct_payment_reason, benefits, decided_on, policy_version, by_id, by_name',
        `select '${ICB}', ${id(5)}, 'APPROVED', 'bench', 'Bench', '', '{}'::text[], 3120000::bigint, '', '', date '2021-03-03', 'bench', ${by} from ${each}`,
      ),
      one(
        'plan_item',
        'plan_item_id, icb_code, plan_id, label, category, provider, arranged_by, quantity_ten_thousandths, unit, per, times, unit_pence, annual_pence, option, stream, promised, by_id, by_name',
        `select ${id(2)}, '${ICB}', ${id(5)}, 'Wages', 'OTHER', '${PROVIDER}', 'PERSON', 10000::bigint, 'hour', 'year', 1, 3120000::bigint, 3120000::bigint,
                'DIRECT_PAYMENT', 'NHS_CHC', true, ${by} from ${each}`,
      ),
      one(
        'final_budget',
        'icb_code, budget_id, version, plan_id, content_hash, starts_on, final_pence, contingency_pence, lines_pence, start_up_pence, direct_payment_pence, indicative_pence, difference_reason, stream, set_on, policy_version, by_id, by_name',
        `select '${ICB}', ${id(1)}, y + 1, ${id(5)}, 'bench', ${year('y')}, 3120000::bigint, 0::bigint, 3120000::bigint, 0::bigint, 3120000::bigint, 3120000::bigint, '', 'NHS_CHC',
                ${year('y')}, 'bench', ${by} from ${each}, generate_series(0, ${years - 1}) y`,
      ),
      one(
        'ledger_account',
        'ledger_account_id, icb_code, kind, budget_id, budget_year, stream, option, plan_line_id, party',
        `select 1::bigint, '${ICB}', 'bank', null::uuid, null::date, 'NHS_CHC', null, null::uuid, null
         union all select 2, '${ICB}', 'clearing', null, null, 'NHS_CHC', null, null, 'BACS'
         union all select ${account(7)}, '${ICB}', 'held', ${id(1)}, null, 'NHS_CHC', null, null, ${id(4)}::text from ${each}
         union all select ${account('place', 'y')}, '${ICB}', kind, ${id(1)}, ${year('y')}, 'NHS_CHC',
                          case when kind in ('authorised', 'undrawn', 'drawn') then 'DIRECT_PAYMENT' end,
                          case when kind in ('promised', 'used', 'spent') then ${id(2)} end, null
                     from ${each}, generate_series(0, ${years - 1}) y, unnest(array['${KINDS.join("','")}']) with ordinality as k (kind, place)
          order by 1`,
      ),
      one(
        'ledger_balance',
        'ledger_account_id, icb_code, kind, balance_pence, version',
        `select ledger_account_id, icb_code, kind, case when kind in ('held', 'spent') then 1 else -1 end * 900000000000, 12
           from ledger_account where not control`,
      ),
      monthly(
        'ledger_month',
        'ledger_account_id, month, icb_code, moved_pence',
        m =>
          `select a, ${month(m)}, '${ICB}', 1500::bigint from ${each},
                  unnest(array[${[1, 2, 3].map(place => account(place, Math.floor(m / 12)))}, ${account(7)}]) a`,
      ),
      monthly(
        'journal',
        'journal_id, icb_code, command_id, kind, happened_on, recorded_at, caused_by, by_id, posting_count, content_hash',
        m =>
          `select ${m}::bigint * ${budgets} + n, '${ICB}', command_of('payment.released', p.id), 'payment-released', ${month(m)}, now(), 'payment:' || p.id,
                  gen_random_uuid(), 4, sha256('') from (select n, ordered_uuid() as id from ${each} offset 0) p`,
      ),
      monthly(
        'posting',
        'journal_id, ledger_account_id, icb_code, amount_pence, account_version',
        m =>
          `select ${m}::bigint * ${budgets} + n,
                  case p when 1 then ${account(1, Math.floor(m / 12))} when 2 then ${account(2, Math.floor(m / 12))} when 3 then 2 else 1 end, '${ICB}',
                  (case when p % 2 = 1 then 1 else -1 end * ${PAYMENT_PENCE})::bigint, case when p < 3 then ${(m % 12) + 1} end from ${each}, generate_series(1, 4) p`,
      ),
      one(
        'payment_run',
        'run_id, icb_code, reference, month, number, input_on, processing_on, credit_on, timing, policy_version, prepared_on, prepared_by, prepared_by_name, payments_count, total_pence, held_count, held_pence, released_by, released_by_name, released_on',
        Array.from(
          { length: months },
          (_, m) =>
            `select ${runId(m)}, '${ICB}', 'RUN-${ICB}-' || to_char(${month(m)}, 'YYYY-MM') || '-1', ${month(m)}, 1, ${month(m)} - 3, ${month(m)} - 2, ${month(m)}, 'IN_ADVANCE', 'bench',
                    ${month(m)} - 5, ${by}, ${budgets}, ${BigInt(budgets) * PAYMENT_PENCE}::bigint, 0, 0::bigint, ${by}, ${month(m)} - 4`,
        ).join(' union all '),
      ),
      one(
        'payment_run_status',
        'run_id, sequence, icb_code, status, by_id, by_name, happened_on',
        Array.from(
          { length: months },
          (_, m) => `select ${runId(m)}, 1, '${ICB}', 'CREDITED', ${by}, ${month(m)}`,
        ).join(' union all '),
      ),
      monthly(
        'obligation',
        'obligation_id, icb_code, budget_id, agreement_id, stream, option, purpose, period, sequence, covers_from, covers_to, year_starts_on, amount_pence',
        m =>
          `select ${ordered(m, 7)}, '${ICB}', ${id(1)}, ${id(9)}, 'NHS_CHC', 'DIRECT_PAYMENT', 'INSTALMENT', ${month(m)}, 1, ${month(m)}, ${month(m)},
                  ${year(String(Math.floor(m / 12)))}, ${PAYMENT_PENCE}::bigint from ${each}`,
      ),
      monthly(
        'payment',
        'icb_code, obligation_id, budget_id, run_id, place, amount_pence, payment_account_id, reference',
        m =>
          `select '${ICB}', ${ordered(m, 7)}, ${id(1)}, ${runId(m)}, n, ${PAYMENT_PENCE}::bigint, ${id(4)}, 'PHB BENCH' from ${each}`,
      ),
      one(
        'statement_import',
        'statement_import_id, icb_code, budget_id, payment_account_id, file_name, file_hash, format, from_on, to_on, proven, line_count, added_count, imported_on, by_id, by_name',
        `select ${id(6)}, '${ICB}', ${id(1)}, ${id(4)}, 'bench', repeat('0', 64), 'feed', ${month(0)}, date '2026-03-26', false, ${lines}, ${lines}, date '2026-03-31', ${by} from ${each}`,
      ),
      {
        table: 'statement_line',
        columns:
          'statement_line_id, icb_code, budget_id, payment_account_id, statement_import_id, line_number, posted_on, value_on, amount_pence, counterparty, narrative, fingerprint',
        parts: lines,
        rows: l =>
          `select ${lineId(l)}, '${ICB}', ${id(1)}, ${id(4)}, ${id(6)}, ${l + 1}, ${month(0)} + ${l * 18}, ${month(0)} + ${l * 18}, -1500::bigint, '${PROVIDER.toUpperCase()}', 'WAGES',
                  md5('print ' || n || ' ${l}') || md5('${l} ' || n) from ${each}`,
      },
      {
        table: 'placement',
        columns:
          'statement_line_id, sequence, part, icb_code, budget_id, what, plan_item_id, amount_pence, score, journal_id, taken_from, placed_on, by_id, by_name',
        parts: lines,
        rows: l =>
          `select ${lineId(l)}, 1, 1, '${ICB}', ${id(1)}, 'SPENT', ${id(2)}, -1500::bigint, 100, ${l}::bigint * ${budgets} + n, 'HELD', ${month(0)} + ${l * 18}, ${l % 10 === 0 ? by : `'${SYSTEM_ID}'::uuid, 'OpenPHB'`} from ${each}`,
      },
    ],
    [
      `select setval('journal_number', (select max(journal_id) from journal))`,
      `select setval(pg_get_serial_sequence('ledger_account', 'ledger_account_id'), (select max(ledger_account_id) from ledger_account))`,
      'vacuum (analyze)',
      'checkpoint',
    ],
  );
}
