/**
 * The statement over all budgets judges who is paid as rules/representation/payee.ts does: hundreds of lives made from a seed, each
 * with what may bar a direct payment, compared on several days.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { ICB, testDatabase } from '../../../../../test/support/database.ts';
import { bring, makePayingStaff } from '../../../../../test/support/set-up-budget.ts';
import { sql } from '../../../../platform/sql.ts';
import { PAYEE_BARS, type PayeeBar, payeeBars } from '../../../../rules/representation/payee.ts';
import { loadPayeeFacts } from '../../../representation/payee-store.ts';
import { loadRunHolds } from '../../store.ts';
import { saveObligations, savePaymentsAndHolds, undone } from './store.ts';

const { tools, superDb } = await testDatabase();
const staff = await makePayingStaff(tools, ICB);
const DAYS = ['2026-11-23', '2026-11-30', '2026-12-07'] as const;

const day = fc.integer({ min: -10, max: 20 }).map(days => `${Temporal.PlainDate.from('2026-11-23').add({ days })}`);
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const who = fc.constantFrom('pat', 'ann', 'bob');
const life = fc.record({
  born: fc.constantFrom(
    '1964-03-02',
    '1964-03-02',
    '2010-11-23',
    '2010-11-24',
    '2010-11-30',
    '2010-12-01',
    '2015-05-05',
  ),
  findings: fc.array(fc.record({ has: fc.boolean(), recorded: fc.constantFrom(true, true, false), on: day }), {
    maxLength: 3,
  }),
  authorities: fc.array(
    fc.record({
      by: fc.constantFrom('ann', 'bob'),
      jointly: fc.boolean(),
      money: fc.constantFrom(true, true, false),
      seen: fc.constantFrom(true, true, false),
      from: day,
      until: maybe(day),
      endedOn: maybe(day),
    }),
    { maxLength: 3 },
  ),
  words: fc.array(fc.record({ by: who, given: fc.constantFrom(true, true, false), on: day }), { maxLength: 4 }),
  order: maybe(fc.record({ from: day, until: maybe(day), lifted: maybe(day) })),
  nominees: fc.array(
    fc.record({
      wish: fc.boolean(),
      on: day,
      agreed: maybe(day),
      icbAgreed: maybe(day),
      withdrawn: maybe(day),
      needsDbs: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
  account: fc.constantFrom('none', 'PERSON', 'ann', 'bob', 'nominee'),
  needsDbs: fc.boolean(),
  dbs: fc.array(fc.record({ clear: fc.boolean(), on: day }), { maxLength: 2 }),
});
type Life = typeof life extends fc.Arbitrary<infer L> ? L : never;

/** Writes one life past the actions, as rows: also what they would refuse. */
async function write(budgetId: string, personId: string, made: Life): Promise<void> {
  const ids: Record<string, string> = { pat: personId, ann: randomUUID(), bob: randomUUID() };
  const run = (statement: ReturnType<typeof sql>) => superDb.query(statement);
  await run(sql`update person set date_of_birth = ${made.born}::date where person_id = ${personId}`);
  for (const { has, recorded, on } of made.findings) {
    const ability = recorded ? has : null;
    await run(sql`
      insert into capacity_assessment (icb_code, person_id, decision, has_capacity, support_given, assessed_on, assessor, understand, retain, weigh, communicate)
      values (${ICB}, ${personId}, 'DIRECT_PAYMENT', ${has}, 'Help', ${on}, 'x', ${ability}, ${ability}, ${ability}, ${ability})`);
  }
  for (const name of ['ann', 'bob'])
    await run(sql`
      insert into representative (representative_id, icb_code, person_id, subject, name, needs_dbs, recorded_by)
      values (${ids[name]}, ${ICB}, ${personId}, ${`rep-${ids[name]}`}, ${name}, ${made.needsDbs}, ${staff.coordinator.id})`);
  for (const one of made.authorities) {
    const id = randomUUID();
    const until = one.until !== undefined && one.until >= one.from ? one.until : null;
    await run(sql`
      insert into authority (authority_id, icb_code, representative_id, person_id, kind, document_ref, issuer, appointed_reason, scope, acting, from_on, until_on, recorded_by, recorded_by_name)
      values (${id}, ${ICB}, ${ids[one.by]}, ${personId}, 'DEPUTY', 'Order 1', 'Court', '', ${one.money ? ['DIRECT_PAYMENT', 'PLAN'] : ['PLAN']},
              ${one.jointly ? 'JOINTLY' : 'SEVERALLY'}, ${one.from}, ${until}, ${staff.coordinator.id}, 'x')`);
    if (one.seen)
      await run(sql`
        insert into authority_verified (authority_id, icb_code, evidence, by_id, by_name, verified_on)
        values (${id}, ${ICB}, 'x', ${staff.coordinator.id}, 'x', '2026-11-01')`);
    if (one.endedOn !== undefined)
      await run(sql`
        insert into authority_ended (authority_id, icb_code, reason, words, last_on, by_id, by_name)
        values (${id}, ${ICB}, 'RESIGNED', 'x', ${one.endedOn}, ${staff.coordinator.id}, 'x')`);
  }
  for (const { by, given, on } of made.words)
    await run(sql`
      insert into consent (icb_code, person_id, kind, given, happened_on, by_id, by_name)
      values (${ICB}, ${personId}, 'DIRECT_PAYMENT', ${given}, ${on}, ${ids[by]}, 'x')`);
  if (made.order) {
    const id = randomUUID();
    const { from, until, lifted } = made.order;
    await run(sql`
      insert into exclusion_check (exclusion_check_id, icb_code, person_id, present, category, label, statute, order_ref, from_on, until_on, source, checked_on, by_id, by_name)
      values (${id}, ${ICB}, ${personId}, true, 'X', 'X', 'X', 'X', ${from}, ${until !== undefined && until >= from ? until : null}, 'x', '2026-11-01', ${personId}, 'x')`);
    if (lifted !== undefined)
      await run(sql`
        insert into exclusion_lifted (exclusion_check_id, icb_code, last_on, evidence, by_id, by_name)
        values (${id}, ${ICB}, ${lifted}, 'x', ${personId}, 'x')`);
  }
  for (const one of made.nominees) {
    const id = randomUUID();
    ids.nominee ??= id;
    await run(sql`
      insert into nominee (nominee_id, icb_code, budget_id, name, party, contact, relationship, same_household, involved_in_care, needs_dbs, basis,
                           nominated_by, nominator_id, nominator_name, nominated_on, by_id, by_name)
      values (${id}, ${ICB}, ${budgetId}, 'Nia', 'INDIVIDUAL', '', 'NONE', false, false, ${one.needsDbs}, ${one.wish ? 'ADVANCE_WISH' : 'NOW'},
              'PERSON', ${personId}, 'x', ${one.on}, ${personId}, 'x')`);
    for (const [side, on] of [
      ['NOMINEE', one.agreed],
      ['ICB', one.icbAgreed],
    ] as const)
      if (on !== undefined)
        await run(sql`
          insert into nominee_agreement (nominee_id, side, icb_code, clause_version, clauses, evidence, agreed_on, by_id, by_name)
          values (${id}, ${side}, ${ICB}, '1', ${JSON.stringify({ PRINCIPAL: 'x', AS_PLANNED: 'x', DIRECT_PAYMENT_RULES: 'x' })}::jsonb, 'x', ${on}, ${personId}, 'x')`);
    if (one.withdrawn !== undefined)
      await run(sql`
        insert into nominee_withdrawn (nominee_id, icb_code, evidence, withdrawn_on, by_id, by_name)
        values (${id}, ${ICB}, 'x', ${one.withdrawn}, ${personId}, 'x')`);
  }
  const payee = made.account === 'nominee' && ids.nominee === undefined ? 'PERSON' : made.account;
  if (payee !== 'none') {
    const kind = payee === 'PERSON' ? 'PERSON' : payee === 'nominee' ? 'NOMINEE' : 'REPRESENTATIVE';
    await run(sql`
      insert into payment_account (icb_code, budget_id, version, kind, sort_code, account_number, name, named_people, modulus_result,
                                   modulus_table_version, entered_by_id, entered_by_name, entered_on, payee_kind, payee_id)
      values (${ICB}, ${budgetId}, 1, 'SEPARATE', '089999', '66374958', 'T', 'T', 'pass', '1', ${staff.preparer.id}, 'x', '2026-11-23',
              ${kind}, ${kind === 'PERSON' ? null : ids[payee]}::uuid)`);
    if (kind !== 'PERSON')
      for (const { clear, on } of made.dbs)
        await run(sql`
          insert into dbs_check (icb_code, budget_id, party_id, certificate_number, issued_on, outcome, checked_on, by_id, by_name)
          values (${ICB}, ${budgetId}, ${ids[payee]}, '1', '2026-10-01', ${clear ? 'CLEAR' : 'NOT_SUITABLE'}, ${on}, ${personId}, 'x')`);
  }
}

test('R-019 R-020 R-021 R-022 R-023 R-027 R-028 R-029 R-030 R-033 R-035 R-036  every life is judged in SQL as by the rule', {
  timeout: 120_000,
}, async () => {
  const seed = 20_261_122;
  const lives = fc.sample(life, { numRuns: 80, seed });
  const made = await Promise.all(
    lives.map(async one => {
      const { budgetId, person } = await bring(tools, staff, 'AGREED');
      await write(budgetId, person.id, one);
      return { budgetId, personId: person.id, life: one };
    }),
  );
  const seen = new Set<string>();
  const wrong: string[] = [];
  for (const date of DAYS) {
    tools.moveTo(date);
    const runId = randomUUID();
    const order = {
      runId,
      month: Temporal.PlainYearMonth.from('2026-12'),
      rail: 'BACS' as const,
      today: tools.today(),
      coolingOff: false,
      actBy: tools.today(),
    };
    const held = await tools.db.transaction(staff.preparer, tx =>
      undone(tx, async () => {
        await saveObligations(tx, order);
        await savePaymentsAndHolds(tx, order);
        return loadRunHolds(tx, runId, 10_000);
      }),
    );
    for (const { budgetId, personId, life: of } of made) {
      const facts = await tools.db.transaction(staff.preparer, tx => loadPayeeFacts(tx, { budgetId, personId }));
      const expected = payeeBars(facts, tools.today()).toSorted();
      const found = held
        .filter(hold => hold.budgetId === budgetId && PAYEE_BARS.includes(hold.reason as PayeeBar))
        .map(hold => hold.reason)
        .toSorted();
      for (const bar of expected) seen.add(bar);
      if (found.join() !== expected.join())
        wrong.push(`${date}: the rule ${expected}; the statement ${found}; ${JSON.stringify(of)}`);
    }
  }
  assert.equal(wrong.slice(0, 3).join('\n'), '');
  assert.deepEqual([...seen].toSorted(), [...PAYEE_BARS].toSorted(), `every bar was met (seed ${seed})`);
});
