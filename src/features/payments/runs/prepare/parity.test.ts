import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { ICB, testDatabase } from '../../../../../test/support/database.ts';
import { bring, makePayingStaff } from '../../../../../test/support/set-up-budget.ts';
import { sql } from '../../../../platform/sql.ts';
import { type HoldFacts, holdsOf } from '../../../../rules/payment/payment.ts';
import { loadRunHolds, loadRunPayments } from '../../store.ts';
import { saveObligations, savePaymentsAndHolds, undone } from './store.ts';

const { tools, superDb } = await testDatabase();
const staff = await makePayingStaff(tools, ICB);
const YEAR_PENCE = 3_120_000n;
const INSTALMENT_PENCE = 260_000n;

type Account = { outcome: 'VERIFIED' | 'REFUSED' | undefined; method: 'CALL_BACK' | 'BANK_LETTER'; changed: boolean };
const ACCOUNTS: readonly (Account | undefined)[] = [
  undefined,
  ...([undefined, 'VERIFIED', 'REFUSED'] as const).flatMap(outcome =>
    (['CALL_BACK', 'BANK_LETTER'] as const).flatMap(method =>
      [false, true].map(changed => ({ outcome, method, changed })),
    ),
  ),
];

/** Everything that a payment can be judged by, one budget each, with one payment that fits and one that does not. */
async function makeEvery() {
  const every: {
    budgetId: string;
    setUp: boolean;
    consented: boolean;
    account: Account | undefined;
    more: bigint;
    suspended: boolean;
  }[] = [];
  for (const setUp of [true, false])
    for (const consented of [true, false])
      for (const account of ACCOUNTS) {
        const { budgetId, person } = await bring(tools, staff, 'AGREED');
        const more =
          every.length % 3 === 0 ? 2_000_000_001n : YEAR_PENCE - INSTALMENT_PENCE + BigInt(every.length % 3) - 1n;
        // One in seven is held back over a concern.
        const suspended = every.length % 7 === 0;
        every.push({ budgetId, setUp, consented, account, more, suspended });
        if (suspended)
          await superDb.query(sql`
            insert into suspension (icb_code, budget_id, number, concern, scope, plan_item_ids, reasons, talked_with_coordinator_on,
                                    talked_with_person_on, continuity_plan, starts_on, review_on, policy_version, decided_on, by_id, by_name)
            values (${ICB}, ${budgetId}, 1, 'FRAUD', 'WHOLE', '{}', 'x', '2026-11-23', '2026-11-23', 'x', '2026-12-31', '2027-01-04',
                    'default-1', '2026-11-23', ${staff.finance.id}, 'x')`);
        if (setUp)
          await superDb.query(sql`
            insert into budget_state (budget_id, sequence, icb_code, state, transition, by_id, by_name, happened_on)
            values (${budgetId}, 9, ${ICB}, 'SET_UP', 'T15', ${staff.finance.id}, 'x', '2026-11-23')`);
        // A no says the same as no word at all: half of them each.
        if (consented || every.length % 2 === 0)
          await superDb.query(sql`
            insert into consent (icb_code, person_id, kind, given, happened_on, by_id, by_name)
            values (${ICB}, ${person.id}, 'DIRECT_PAYMENT', ${consented}, '2026-11-23', ${person.id}, 'x')`);
        for (const version of account ? (account.changed ? [1, 2] : [1]) : []) {
          const accountId = randomUUID();
          await superDb.query(sql`
            insert into payment_account (payment_account_id, icb_code, budget_id, version, kind, sort_code, account_number, name, named_people,
                                         modulus_result, modulus_table_version, entered_by_id, entered_by_name, entered_on)
            values (${accountId}, ${ICB}, ${budgetId}, ${version}, 'SEPARATE', '089999', '66374958', 'T', 'T', 'pass', '1',
                    ${staff.preparer.id}, 'x', '2026-11-23')`);
          const outcome = version === 1 && account!.changed ? 'VERIFIED' : account!.outcome;
          if (outcome)
            await superDb.query(sql`
              insert into account_verification (payment_account_id, icb_code, entered_by_id, outcome, method, evidence, by_id, by_name, verified_on)
              values (${accountId}, ${ICB}, ${staff.preparer.id}, ${outcome}, ${account!.method}, 'x', ${staff.finance.id}, 'x', '2026-11-23')`);
        }
        await superDb.query(sql`
          insert into obligation (icb_code, budget_id, agreement_id, stream, option, purpose, period, sequence, covers_from, covers_to, year_starts_on, amount_pence)
          select ${ICB}, budget_id, agreement_id, stream, 'DIRECT_PAYMENT', 'ARREARS', '2026-12-01', 1, '2026-12-01', '2026-12-31', starts_on, ${more}::bigint
            from agreement where budget_id = ${budgetId}`);
      }
  return every;
}

test('R-027 R-076 R-085 the statement over all budgets judges every case as the rule does', {
  timeout: 120_000,
}, async () => {
  const every = await makeEvery();
  let compared = 0;
  const reasonsSeen = new Set<string>();
  for (const waitedOneRun of [false, true]) {
    if (waitedOneRun)
      await superDb.query(sql`
        insert into payment_run (icb_code, reference, month, number, input_on, processing_on, credit_on, timing, policy_version, prepared_on,
                                 prepared_by, prepared_by_name, payments_count, total_pence, held_count, held_pence, released_by, released_by_name, released_on)
        values (${ICB}, 'RUN-QTA-2026-11-1', '2026-11-01', 1, '2026-10-28', '2026-10-29', '2026-10-30', 'IN_ADVANCE', '1', '2026-11-23',
                ${staff.preparer.id}, 'x', 0, 0, 0, 0, ${staff.releaser.id}, 'x', '2026-11-23')`);
    for (const coolingOff of [true, false]) {
      const order = {
        runId: randomUUID(),
        month: Temporal.PlainYearMonth.from('2026-12'),
        rail: 'BACS' as const,
        today: tools.today(),
        coolingOff,
        actBy: tools.today(),
      };
      const { paid, held } = await tools.db.transaction(staff.preparer, tx =>
        undone(tx, async () => {
          await saveObligations(tx, order);
          await savePaymentsAndHolds(tx, order);
          return {
            paid: await loadRunPayments(tx, order.runId),
            held: await loadRunHolds(tx, order.runId, 10_000),
          };
        }),
      );
      for (const { budgetId, setUp, consented, account, more, suspended } of every)
        for (const [purpose, amountPence, undrawnPence] of [
          ['INSTALMENT', INSTALMENT_PENCE, YEAR_PENCE],
          ['ARREARS', more, YEAR_PENCE - INSTALMENT_PENCE],
        ] as const) {
          const facts: HoldFacts = {
            setUp,
            suspended,
            payee: consented ? [] : ['no-consent'],
            account: account && { ...account, waitedOneRun },
            coolingOff,
            contractOver: false, // of what an organisation holds alone: third-parties.test.ts
            amountPence,
            undrawnPence,
          };
          const expected = holdsOf(facts).sort();
          const of = (row: { budgetId: string; purpose: string }) =>
            row.budgetId === budgetId && row.purpose === purpose;
          assert.deepEqual(
            held
              .filter(of)
              .map(hold => hold.reason)
              .sort(),
            expected,
            JSON.stringify({ setUp, consented, account, purpose }),
          );
          assert.equal(paid.filter(of).length, expected.length === 0 ? 1 : 0);
          for (const reason of expected) reasonsSeen.add(reason);
          compared += 1;
        }
    }
  }
  assert.equal(compared, 4 * 2 * 2 * 2 * ACCOUNTS.length);
  // Who is paid is judged in payee.test.ts, one reason of it here.
  assert.equal(reasonsSeen.size, 9, 'every reason but who is paid was met');
});
