/** What the import bench runs on: budgets with accounts, plans and payments that are expected, and a file of their lines. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { ICB } from '../../test/support/server.ts';

/** A month of a busy account. */
export const LINES_OF_ACCOUNT = 50;

const SORT_CODE = '089999';
/** Providers of the plans, and shops that no plan names: together about as many names as a county's banks write. */
const PROVIDERS = 4000;
const SHOPS = 20_000;

const accountNumber = (account: number) => String(10_000_000 + account);
const SURNAMES = ['Green', 'Patel', 'Okafor', 'Wright', 'Novak', 'Hughes', 'Begum', 'Clarke', 'Doyle', 'Evans'];
const TRADES = [
  'Physiotherapy',
  'Swimming',
  'Taxis',
  'Gardens',
  'Cleaning',
  'Massage',
  'Music',
  'Respite',
  'Riding',
  'Meals',
];
/** `Okafor Swimming 217`. */
const providerOf = (n: number) => `${SURNAMES[n % 10]} ${TRADES[Math.floor(n / 10) % 10]} ${Math.floor(n / 100)}`;

/** One budget in SQL for each account: a plan of four lines, an account, one payment sent and not confirmed yet. */
export function fillForImport(budgets: number): readonly string[] {
  const id = (kind: number, n: string) => `(lpad(to_hex(${n}), 8, '0') || '-0000-4000-8000-00000000000${kind}')::uuid`;
  const from = `from generate_series(1, ${budgets}) n`;
  const by = 'gen_random_uuid()';
  return [
    "set session_replication_role = 'replica'", // what keeps these writes right is proved elsewhere
    `insert into budget (budget_id, icb_code, reference, person_id, kind, claimed_group, requester, requester_role, told_optional,
                         requested_on, decide_by, care_coordinator_id, policy_version)
     select ${id(1, 'n')}, '${ICB}', 'PHB' || (100000 + n), ${by}, 'ONGOING', 'CHC_STANDARD', 'Bench', 'PERSON', true,
            '2026-01-05', '2026-02-02', ${by}, 'bench' ${from}`,
    `insert into payment_account (payment_account_id, icb_code, budget_id, version, kind, sort_code, account_number, name, named_people,
                                  modulus_result, modulus_table_version, entered_by_id, entered_by_name, entered_on)
     select ${id(2, 'n')}, '${ICB}', ${id(1, 'n')}, 1, 'MANAGED', '${SORT_CODE}', (10000000 + n)::text, 'BENCH', 'Bench', 'pass', 'bench',
            ${by}, 'Bench', '2026-02-10' ${from}`,
    `insert into account_verification (payment_account_id, icb_code, entered_by_id, outcome, method, evidence, by_id, by_name, verified_on)
     select ${id(2, 'n')}, '${ICB}', ${by}, 'VERIFIED', 'CALL_BACK', 'Bench', ${by}, 'Bench', '2026-02-11' ${from}`,
    `insert into plan (plan_id, icb_code, budget_id, version, started_on, by_id, by_name)
     select ${id(3, 'n')}, '${ICB}', ${id(1, 'n')}, 1, '2026-02-10', ${by}, 'Bench' ${from}`,
    `insert into plan_decision (icb_code, plan_id, decision, content_hash, clinician_name, conditions, reasons, annual_pence,
                                direct_payment_reason, benefits, decided_on, policy_version, by_id, by_name)
     select '${ICB}', ${id(3, 'n')}, 'APPROVED', 'bench', 'Bench', '', '{}', 1, '', '', '2026-02-12', 'bench', ${by}, 'Bench' ${from}`,
    `insert into plan_item (plan_item_id, icb_code, plan_id, label, category, provider, arranged_by, quantity_ten_thousandths, unit, per,
                            times, unit_pence, annual_pence, option, stream, promised, by_id, by_name)
     select ${by}, '${ICB}', ${id(3, 'n')}, 'Support ' || i, 'OTHER', (${providersSql()})[1 + (n * 4 + i) % ${PROVIDERS}], 'PERSON', 10000,
            'session', 'week', 52, 1500 * i, 78000 * i, 'DIRECT_PAYMENT', 'NHS_CHC', false, ${by}, 'Bench'
       ${from}, generate_series(1, 4) i`,
    `insert into final_budget (icb_code, budget_id, version, plan_id, content_hash, starts_on, final_pence, contingency_pence, lines_pence,
                               start_up_pence, direct_payment_pence, indicative_pence, difference_reason, stream, set_on, policy_version,
                               by_id, by_name)
     select '${ICB}', ${id(1, 'n')}, 1, ${id(3, 'n')}, 'bench', '2026-04-01', 780000, 0, 780000, 0, 780000, 780000, '', 'NHS_CHC',
            '2026-03-01', 'bench', ${by}, 'Bench' ${from}`,
    `insert into payment_run (run_id, icb_code, reference, month, number, input_on, processing_on, credit_on, timing, policy_version,
                              prepared_on, prepared_by, prepared_by_name, payments_count, total_pence, held_count, held_pence)
     values (${id(4, '1')}, '${ICB}', 'RUN-${ICB}-2026-05-1', '2026-05-01', 1, '2026-04-28', '2026-04-29', '2026-05-01', 'IN_ADVANCE',
             'bench', '2026-04-27', ${by}, 'Bench', ${budgets}, 65000 * ${budgets}, 0, 0)`,
    `insert into payment_run_status (run_id, sequence, icb_code, status, by_id, by_name, happened_on)
     values (${id(4, '1')}, 1, '${ICB}', 'SENT', ${by}, 'Bench', '2026-04-28')`,
    `insert into payment (payment_id, icb_code, obligation_id, budget_id, run_id, place, amount_pence, payment_account_id, reference)
     select ${id(5, 'n')}, '${ICB}', ${by}, ${id(1, 'n')}, ${id(4, '1')}, n, 65000, ${id(2, 'n')}, 'PHB BENCH' ${from}`,
    'vacuum (analyze)',
  ];
}

function providersSql(): string {
  return `array[${Array.from({ length: PROVIDERS }, (_, n) => `'${providerOf(n)}'`).join(',')}]`;
}

/**
 * Writes the file, day by day as a bank would. Of the fifty lines of an account one is the ICB's payment, one is money
 * back, about half name a provider of the plan, and one in fifty is the twin of the line before.
 */
export function writeFeed(path: string, lines: number, end = ''): void {
  const accounts = lines / LINES_OF_ACCOUNT;
  const file = openSync(path, 'w');
  let text = 'Sort Code,Account Number,Date,Payee,Description,Amount,Reference,Type,MCC\n';
  for (let nth = 0; nth < LINES_OF_ACCOUNT; nth += 1) {
    const day = String(1 + Math.floor((nth * 31) / LINES_OF_ACCOUNT)).padStart(2, '0');
    for (let account = 1; account <= accounts; account += 1)
      text += `${SORT_CODE},${accountNumber(account)},${day}/05/2026,${lineOf(account, nth)}\n`;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, end);
  closeSync(file);
}

/** Payee, description, amount, reference, type and kind of shop. */
function lineOf(account: number, nth: number): string {
  if (nth === 0) return 'NHS,PHB BENCH,650.00,,BGC,';
  const isReturn = nth === LINES_OF_ACCOUNT - 1;
  const provider = 1 + ((account + (isReturn ? nth - 1 : nth)) % 4);
  const name = providerOf((account * 4 + provider) % PROVIDERS).toUpperCase();
  if (isReturn) return `${name},REFUND,15.00,,BGC,`;
  // The twin of the line before, on the same day.
  if (nth === 21) return lineOf(account, 20);
  if (nth % 2 === 0) return `${name},FASTER PAYMENT,-${15 * provider}.00,,FPO,`;
  const shop = (account * 31 + nth * 7919) % SHOPS;
  const code = shop % 400 === 0 ? '5921' : String(5000 + (shop % 900)).padStart(4, '0');
  return `SHOP ${shop} ${SURNAMES[shop % 10]!.toUpperCase()},CARD PURCHASE,-${1 + (shop % 90)}.${10 + (account % 89)},,DEB,${code}`;
}
