/**
 * A budget that is active: planned, approved, agreed, set up and paid, as the stores would have left it. What the
 * tests of spending and reviews begin with. The way there is for the tests of those who go it.
 */
import { randomUUID } from 'node:crypto';
import { postJournals } from '../../src/features/ledger/store.ts';
import { savePlanItem } from '../../src/features/plans/store.ts';
import type { Tx } from '../../src/platform/db.ts';
import { sql } from '../../src/platform/sql.ts';
import { budgetAgreed, paymentCredited, paymentReleased, promiseMade } from '../../src/rules/payment/journals.ts';
import type { Journal } from '../../src/rules/payment/ledger.ts';
import type { Actor } from '../../src/values/actor.ts';
import { type PlainDate, readIsoDate } from '../../src/values/dates.ts';
import { total } from '../../src/values/pence.ts';
import { makePerson, makeStaff } from './actors.ts';
import { ICB, type TestDatabase } from './database.ts';

export type ItemSpec = {
  readonly label: string;
  readonly provider: string;
  readonly unitPence: bigint;
  readonly annualPence: bigint;
  readonly promised?: boolean;
  readonly option?: 'DIRECT_PAYMENT' | 'THIRD_PARTY' | 'NOTIONAL';
};

export type BudgetSpec = {
  /** ISO; the first day of the budget year. */
  readonly startsOn?: string;
  readonly items?: readonly ItemSpec[];
  readonly contingencyPence?: bigint;
  /** Payments that were released, in order; credited too unless they are on their way. */
  readonly payments?: readonly { readonly pence: bigint; readonly creditOn: string; readonly onItsWay?: boolean }[];
  readonly outcomes?: readonly string[];
};

export type ActiveBudget = {
  readonly budgetId: string;
  readonly person: Actor;
  readonly coordinator: Actor;
  readonly finance: Actor;
  readonly accountId: string;
  readonly sortCode: string;
  readonly accountNumber: string;
  readonly startsOn: PlainDate;
  readonly finalPence: bigint;
  /** Ids of the plan lines, in the order given. */
  readonly itemIds: readonly string[];
  readonly outcomeIds: readonly string[];
  readonly paymentIds: readonly string[];
};

export const STREAM = 'NHS_CHC';
export const SORT_CODE = '089999';
export const ACCOUNT_NUMBER = '66374958';

/** £18,000.00 of wages, promised; £10,800.00 for the pool, not promised. With £2,400.00 for emergencies, £31,200.00. */
export const ITEMS: readonly ItemSpec[] = [
  {
    label: 'Personal assistant',
    provider: 'Pat Green',
    unitPence: 15_000n,
    annualPence: 1_800_000n,
    promised: true,
  },
  { label: 'Hydrotherapy', provider: 'Riverside Pool', unitPence: 4_500n, annualPence: 1_080_000n },
];

let runs = 0;
let people = 0;

/** A valid number of the range that belongs to nobody, another one each time: who has one can sign in. */
function nextNhsNumber(): string {
  for (;;) {
    people += 1;
    const nine = `999${String(people).padStart(6, '0')}`;
    const sum = [...nine].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return nine + check;
  }
}

/** Who works on a budget. One team may have many budgets. */
export type Team = {
  readonly coordinator: Actor;
  readonly finance: Actor;
  readonly preparer: Actor;
  readonly releaser: Actor;
};

export async function makeTeam({ db }: TestDatabase): Promise<Team> {
  return {
    coordinator: await makeStaff(db, ICB, ['care-coordinator']),
    finance: await makeStaff(db, ICB, ['finance-officer']),
    preparer: await makeStaff(db, ICB, ['payment-preparer']),
    releaser: await makeStaff(db, ICB, ['payment-releaser']),
  };
}

/**
 * Makes one, with a team of its own unless told. Its year begins on 1 December 2026, its first payment of £2,600.00
 * was credited that day.
 */
export async function makeActiveBudget(
  database: TestDatabase,
  spec: BudgetSpec = {},
  team?: Team,
): Promise<ActiveBudget> {
  const person = await makePerson(database.db, ICB, { nhsNumber: nextNhsNumber() });
  const workers = team ?? (await makeTeam(database));
  return database.db.transaction(workers.coordinator, tx => writeBudget(tx, person, workers, spec));
}

async function writeBudget(
  tx: Tx,
  person: Actor,
  { coordinator, finance, preparer, releaser }: Team,
  spec: BudgetSpec,
): Promise<ActiveBudget> {
  const startsOn = readIsoDate(spec.startsOn ?? '2026-12-01')!;
  const items = spec.items ?? ITEMS;
  const contingencyPence = spec.contingencyPence ?? 240_000n;
  const linesPence = total(items.map(item => item.annualPence));
  const finalPence = linesPence + contingencyPence;
  const elsewhere = total(
    items.filter(item => (item.option ?? 'DIRECT_PAYMENT') !== 'DIRECT_PAYMENT').map(item => item.annualPence),
  );
  const agreedOn = startsOn.subtract({ days: 20 });
  const budgetId = randomUUID();

  await tx.query(sql`
    insert into budget (budget_id, icb_code, reference, person_id, kind, claimed_group, requester, requester_role,
                        told_optional, requested_on, decide_by, policy_version, care_coordinator_id)
    values (${budgetId}, ${ICB}, 'PHB' || nextval('budget_reference_number'), ${person.id}, 'ONGOING', 'CHC_STANDARD',
            'Test', 'PERSON', true, ${agreedOn}, ${agreedOn}, 'default-1', ${coordinator.id})`);
  await tx.query(sql`
    insert into budget_state (budget_id, sequence, icb_code, state, transition, by_id, by_name, happened_on)
    values (${budgetId}, 1, ${ICB}, 'ACTIVE', 'T16', ${coordinator.id}, ${coordinator.name}, ${startsOn})`);

  const needId = randomUUID();
  await tx.query(sql`
    insert into need (need_id, icb_code, budget_id, domain, words, met, by_id, by_name)
    values (${needId}, ${ICB}, ${budgetId}, 'MOBILITY', 'To move without pain', 'IN_PHB', ${coordinator.id}, ${coordinator.name})`);
  const outcomeIds: string[] = [];
  for (const words of spec.outcomes ?? ['Swim once a week']) {
    const [row] = await tx.query(sql`
      insert into outcome (icb_code, budget_id, need_id, words, measure, by_id, by_name)
      values (${ICB}, ${budgetId}, ${needId}, ${words}, 'Visits', ${coordinator.id}, ${coordinator.name}) returning outcome_id`);
    outcomeIds.push(row!.outcome_id as string);
  }

  const planId = randomUUID();
  await tx.query(sql`
    insert into plan (plan_id, icb_code, budget_id, version, started_on, by_id, by_name)
    values (${planId}, ${ICB}, ${budgetId}, 1, ${agreedOn}, ${coordinator.id}, ${coordinator.name})`);
  const itemIds: string[] = [];
  for (const item of items)
    itemIds.push(
      await savePlanItem(tx, coordinator, planId, {
        label: item.label,
        category: 'OTHER_AGREED',
        provider: item.provider,
        arrangedBy: 'PERSON',
        quantity: { tenThousandths: 10_000n },
        unit: 'session',
        per: 'year',
        times: 1,
        unitPence: item.unitPence,
        annualPence: item.annualPence,
        startsOn: undefined,
        endsOn: undefined,
        option: item.option ?? 'DIRECT_PAYMENT',
        stream: STREAM,
        promised: item.promised ?? false,
        confidence: undefined,
        outcomeIds,
        needIds: [needId],
      }),
    );
  const [proposedId, finalBudgetId] = [randomUUID(), randomUUID()];
  await tx.query(sql`
    insert into proposed_final_budget (proposed_final_budget_id, icb_code, budget_id, version, final_pence, contingency_pence,
                                       reason, proposed_on, policy_version, by_id, by_name)
    values (${proposedId}, ${ICB}, ${budgetId}, 1, ${finalPence}, ${contingencyPence}, '', ${agreedOn}, 'default-1', ${finance.id}, ${finance.name})`);
  await tx.query(sql`
    insert into plan_submission (plan_id, icb_code, content_hash, proposed_final_budget_id, submitted_on, by_id, by_name)
    values (${planId}, ${ICB}, plan_content_hash(${planId}), ${proposedId}, ${agreedOn}, ${coordinator.id}, ${coordinator.name})`);
  await tx.query(sql`
    insert into plan_decision (icb_code, plan_id, decision, content_hash, clinician_name, conditions, reasons, annual_pence,
                               direct_payment_reason, benefits, decided_on, policy_version, by_id, by_name)
    values (${ICB}, ${planId}, 'APPROVED', plan_content_hash(${planId}), 'Dr Test', '', '{}', ${linesPence}, '', '', ${agreedOn},
            'default-1', ${finance.id}, ${finance.name})`);
  await tx.query(sql`
    insert into final_budget (final_budget_id, icb_code, budget_id, version, plan_id, content_hash, starts_on, final_pence, contingency_pence,
                              lines_pence, start_up_pence, direct_payment_pence, indicative_pence, difference_reason, stream,
                              set_on, policy_version, by_id, by_name)
    values (${finalBudgetId}, ${ICB}, ${budgetId}, 1, ${planId}, plan_content_hash(${planId}), ${startsOn}, ${finalPence}, ${contingencyPence},
            ${linesPence}, 0, ${finalPence - elsewhere}, ${finalPence}, '', ${STREAM}, ${agreedOn}, 'default-1', ${finance.id}, ${finance.name})`);

  const accountId = randomUUID();
  await tx.query(sql`
    insert into payment_account (payment_account_id, icb_code, budget_id, version, kind, sort_code, account_number, name, named_people,
                                 modulus_result, modulus_table_version, entered_by_id, entered_by_name, entered_on)
    values (${accountId}, ${ICB}, ${budgetId}, 1, 'SEPARATE', ${SORT_CODE}, ${ACCOUNT_NUMBER}, 'T PERSON', 'Test Person',
            'pass', '8.50', ${preparer.id}, ${preparer.name}, ${agreedOn})`);
  await tx.query(sql`
    insert into account_verification (payment_account_id, icb_code, entered_by_id, outcome, method, evidence, by_id, by_name, verified_on)
    values (${accountId}, ${ICB}, ${preparer.id}, 'VERIFIED', 'CALL_BACK', 'Called', ${finance.id}, ${finance.name}, ${agreedOn})`);

  const purse = { budgetId, budgetYear: startsOn, stream: STREAM, option: 'DIRECT_PAYMENT' as const };
  const parts = (['DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL'] as const)
    .map(option => ({
      option,
      pence: total(items.filter(item => (item.option ?? 'DIRECT_PAYMENT') === option).map(item => item.annualPence)),
    }))
    .filter(part => part.pence > 0n);
  const agreed: Journal[] = [
    budgetAgreed({ ...purse, happenedOn: agreedOn, parts, contingencyPence }),
    ...items.flatMap(({ promised, annualPence, option }, i) =>
      promised
        ? [
            promiseMade({
              ...purse,
              option: option ?? 'DIRECT_PAYMENT',
              planLineId: itemIds[i]!,
              pence: annualPence,
              happenedOn: agreedOn,
            }),
          ]
        : [],
    ),
  ];
  const journals = agreed.map(journal => ({ ...journal, causedBy: `final-budget:${finalBudgetId}` }));

  const paymentIds: string[] = [];
  const payments = spec.payments ?? [{ pence: 260_000n, creditOn: '2026-12-01' }];
  const agreementId = payments.length > 0 ? await writeAgreement() : '';
  for (const [i, { pence, creditOn, onItsWay }] of payments.entries()) {
    const credit = readIsoDate(creditOn)!;
    const paymentId = await writePayment(i, pence, credit, onItsWay ?? false);
    paymentIds.push(paymentId);
    const paid = [paymentReleased({ ...purse, pence, rail: 'BACS', happenedOn: credit.subtract({ days: 4 }) })];
    if (!onItsWay) paid.push(paymentCredited({ ...purse, pence, rail: 'BACS', accountId, happenedOn: credit }));
    journals.push(...paid.map(journal => ({ ...journal, causedBy: `payment:${paymentId}` })));
  }
  const posted = await postJournals(
    tx,
    journals.map(journal => ({ ...journal, commandId: randomUUID(), byId: finance.id })),
  );
  if (!posted.accepted)
    throw new Error(JSON.stringify(posted.refusals, (_, value) => (typeof value === 'bigint' ? `${value}` : value)));
  return {
    budgetId,
    person,
    coordinator,
    finance,
    accountId,
    sortCode: SORT_CODE,
    accountNumber: ACCOUNT_NUMBER,
    startsOn,
    finalPence,
    itemIds,
    outcomeIds,
    paymentIds,
  };

  async function writeAgreement(): Promise<string> {
    const [row] = await tx.query(sql`
      insert into agreement (icb_code, budget_id, version, final_budget_id, final_budget_hash, plan_id, plan_hash, options, stream,
                             starts_on, year_pence, record_keeping_level, records_kept_by, review_timetable, clauses,
                             policy_version, content_hash, offered_on, by_id, by_name)
      select ${ICB}, ${budgetId}, 1, final_budget_id, content_hash, plan_id, content_hash, '{DIRECT_PAYMENT}', stream, starts_on,
             final_pence, 'RECEIPTS_FROM_25', 'The person', 'After three months', '[{"code":"TEST","title":"A test","words":"Only a test."}]', 'default-1', content_hash,
             ${agreedOn}, by_id, by_name
        from final_budget where budget_id = ${budgetId}
      returning agreement_id`);
    return row!.agreement_id as string;
  }

  async function writePayment(i: number, pence: bigint, creditOn: PlainDate, onItsWay: boolean): Promise<string> {
    runs += 1;
    const month = startsOn.with({ day: 1 }).add({ months: i });
    const [runId, obligationId, paymentId] = [randomUUID(), randomUUID(), randomUUID()];
    await tx.query(sql`
      insert into payment_run (run_id, icb_code, reference, month, number, input_on, processing_on, credit_on, timing, policy_version,
                               prepared_on, prepared_by, prepared_by_name, payments_count, total_pence, held_count, held_pence,
                               released_by, released_by_name, released_on)
      values (${runId}, ${ICB}, ${`RUN-${ICB}-${month.toString().slice(0, 7)}-${runs}`}, ${month}, ${runs}, ${creditOn.subtract({ days: 4 })},
              ${creditOn.subtract({ days: 1 })}, ${creditOn}, 'IN_ADVANCE', 'default-1', ${creditOn.subtract({ days: 5 })},
              ${preparer.id}, ${preparer.name}, 1, ${pence}, 0, 0, ${releaser.id}, ${releaser.name}, ${creditOn.subtract({ days: 4 })})`);
    await tx.query(sql`
      insert into payment_run_status (run_id, sequence, icb_code, status, by_id, by_name, happened_on)
      select ${runId}, s.place, ${ICB}, s.status, ${releaser.id}, ${releaser.name}, ${creditOn}
        from unnest(${['PREPARED', 'RELEASED', 'SENT', ...(onItsWay ? [] : ['CREDITED'])]}::text[]) with ordinality as s (status, place)`);
    await tx.query(sql`
      insert into agreed_payment (agreement_id, icb_code, budget_id, stream, option, purpose, period, covers_from, covers_to, amount_pence)
      values (${agreementId}, ${ICB}, ${budgetId}, ${STREAM}, 'DIRECT_PAYMENT', 'INSTALMENT', ${month}, ${month},
              ${month.add({ months: 1 }).subtract({ days: 1 })}, ${pence})`);
    await tx.query(sql`
      insert into obligation (obligation_id, icb_code, budget_id, agreement_id, stream, option, purpose, period, sequence,
                              covers_from, covers_to, year_starts_on, amount_pence)
      values (${obligationId}, ${ICB}, ${budgetId}, ${agreementId}, ${STREAM}, 'DIRECT_PAYMENT', 'INSTALMENT', ${month}, 1,
              ${month}, ${month.add({ months: 1 }).subtract({ days: 1 })}, ${startsOn}, ${pence})`);
    await tx.query(sql`
      insert into payment (payment_id, icb_code, obligation_id, budget_id, run_id, place, amount_pence, payment_account_id, reference)
      values (${paymentId}, ${ICB}, ${obligationId}, ${budgetId}, ${runId}, 1, ${pence}, ${accountId}, 'PHB TEST 01')`);
    return paymentId;
  }
}
