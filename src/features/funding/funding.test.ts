/** A budget with several payers, from the agreement between them to the money in the account. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buying, count, makeTeam, statement, type Walk, walkerOf } from '../../../test/scenarios/walk.ts';
import { command, must, verdict } from '../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../test/support/database.ts';
import { approvalInput } from '../../../test/support/plans.ts';
import { same } from '../../../test/support/same.ts';
import { signIn } from '../../../test/support/sign-in.ts';
import { testSite } from '../../../test/support/site.ts';
import { sql } from '../../platform/sql.ts';
import type { Funder } from '../../rules/funding/funding.ts';
import { rechargeRows } from '../../rules/funding/recharge.ts';
import { systemActor } from '../../values/actor.ts';
import { pounds, total } from '../../values/pence.ts';
import { loadAgreement } from '../agreements/store.ts';
import { sealAudit } from '../audit/seal.ts';
import { verify } from '../audit/verify.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadStreams } from '../budgets/stream-store.ts';
import { loadEligibilityDecision } from '../eligibility/store.ts';
import { loadBalances, loadControlBalance, loadMoneyFigures } from '../ledger/store.ts';
import { loadPayments } from '../payments/store.ts';
import { loadSplits } from '../plans/share-store.ts';
import { loadApprovedPlan, loadPlan, loadPlanItems } from '../plans/store.ts';
import { shareItem } from '../plans/writing/share-item.ts';
import { rechargeCsv, pages as rechargesPages } from '../recharges/pages.ts';
import { recordReceipt } from '../recharges/record-receipt.ts';
import { loadRechargeLines, loadRechargeSums } from '../recharges/store.ts';
import { importStatement } from '../spending/import-statement.ts';
import { placeLine } from '../spending/place-line.ts';
import { loadLines } from '../spending/store.ts';
import { agreeFunding, type FundingInput } from './agree-funding.ts';
import { loadFunding } from './store.ts';

const database = await testDatabase();
const { tools, db } = database;
const team = await makeTeam(database, [{ code: 'CARE', label: 'Care', unit: 'hour', pence: 2_000n }]);
const walker = walkerOf(database, team);
const { look } = walker;

const STARTS_ON = Temporal.PlainDate.from('2026-12-01');
const [NHS, LA] = ['NHS_CHC', 'LA_ADULT'];
const funder = (stream: string, basisPoints: number, more: Partial<Funder> = {}): Funder => ({
  stream,
  payer: stream === NHS ? ICB : 'Testshire Council',
  basisPoints,
  conditions: 'None',
  signedBy: 'Sam Signer',
  signedOn: tools.today(),
  personPence: 0n,
  personPer: 'week',
  ...more,
});

describe('A budget of the NHS and a council', { concurrency: 1 }, () => {
  let walk: Walk;
  const input = (more: Partial<FundingInput> = {}): FundingInput => ({
    leadStream: LA!,
    settlement: 'RECHARGE',
    agreedOn: tools.today(),
    funders: [funder(NHS!, 6_250), funder(LA!, 3_750, { personPence: 5_000n })],
    needs: [],
    ...more,
  });
  const agree = (more: Partial<FundingInput> = {}, budgetId = walk.budgetId) =>
    agreeFunding(tools, team.coordinator, command(), budgetId, input(more));
  const line = async (label: string) => {
    const plan = await look(tx => loadPlan(tx, walk.budgetId));
    return (await look(tx => loadPlanItems(tx, plan!.planId))).find(item => item.label === label)!.planItemId;
  };

  test('R-096 to R-098  the payers agree, before the plan is sent in', async () => {
    const wish = { domain: 'MOBILITY', need: 'To get about', outcome: 'I go out', measure: 'Walks' };
    walk = await walker.open({ request: {}, group: {}, wishes: [wish, { ...wish, need: 'To be clean' }] });
    const care = { needId: walk.needIds[0]!, service: 'CARE', quantity: count(20), per: 'week' } as const;
    await walker.estimate(walk, [care], 2_240_000n, '2026-12-01');

    assert.equal(verdict(await agree({ funders: [funder(NHS!, 10_000)], leadStream: NHS! })), 'integrated-one-stream');
    const meansTested = { funders: [funder(NHS!, 6_250, { personPence: 1n }), funder(LA!, 3_750)] };
    assert.equal(verdict(await agree(meansTested)), 'means-test-not-social-care');
    assert.equal(verdict(await agree({ needs: [{ needId: crypto.randomUUID(), stream: LA! }] })), 'not-found');
    assert.equal(verdict(await agree({}, crypto.randomUUID())), 'not-found');
    assert.equal(await look(tx => loadFunding(tx, walk.budgetId)), undefined);

    must(await agree({ leadStream: NHS! }));
    const needs = walk.needIds.map((needId, i) => ({ needId, stream: i === 0 ? NHS! : LA! }));
    const same_ = command();
    const first = must(await agreeFunding(tools, team.coordinator, same_, walk.budgetId, input({ needs })));
    const again = must(await agreeFunding(tools, team.coordinator, same_, walk.budgetId, input({ needs })));
    assert.equal(again.fundingId, first.fundingId);
    const funding = (await look(tx => loadFunding(tx, walk.budgetId)))!;
    const decision = await look(tx => loadEligibilityDecision(tx, walk.budgetId));
    assert.deepEqual(
      [funding.version, funding.leadStream, funding.icbDecisionId],
      [2, LA, decision!.eligibilityDecisionId],
    );
    same(funding.funders, input().funders);
  });

  test('the database itself keeps a means test off the NHS, and a split whole', async () => {
    const write = (stream: string, points: number, person: number) =>
      db.transaction(team.coordinator, async tx => {
        const [row] = await tx.query(sql`
          insert into funding (icb_code, budget_id, version, lead_stream, settlement, icb_decision_id, agreed_on, policy_version, by_id, by_name)
          select icb_code, budget_id, version + 1, lead_stream, settlement, icb_decision_id, agreed_on, policy_version, by_id, by_name
            from funding where budget_id = ${walk.budgetId} order by version desc limit 1 returning funding_id`);
        await tx.query(sql`
          insert into funder (funding_id, place, icb_code, stream, payer, basis_points, conditions, signed_by, signed_on, person_pence)
          values (${row!.funding_id}, 1, ${ICB}, ${stream}, 'X', ${points}, 'None', 'X', ${tools.today()}, ${person}),
                 (${row!.funding_id}, 2, ${ICB}, ${LA}, 'X', 5000, 'None', 'X', ${tools.today()}, 0)`);
      });
    await assert.rejects(write(NHS!, 5_000, 1), /means_test_is_for_social_care/);
    await assert.rejects(write('LA_S117', 5_000, 1), /means_test_is_for_social_care/);
    await assert.rejects(write(NHS!, 4_999, 0), /is not whole/);
    const [{ funding_id: old } = {}] = await look(tx => tx.query(sql`select funding_id from funding limit 1`));
    await assert.rejects(
      db.transaction(team.coordinator, tx =>
        tx.query(sql`
          insert into funder (funding_id, place, icb_code, stream, payer, basis_points, conditions, signed_by, signed_on)
          values (${old}, 3, ${ICB}, 'CHARITY', 'X', 0, 'None', 'X', ${tools.today()})`),
      ),
      /agreed already/,
    );
  });

  test('R-098  each line says who pays for it, or the agreed percentages do', async () => {
    const item = (label: string, unitPence: bigint, more: object = {}) =>
      buying(walk.outcomeIds[0]!, {
        label,
        category: 'COMMUNITY_ACTIVITY',
        quantity: count(1),
        unit: 'item',
        per: 'year',
        unitPence,
        ...more,
      });
    await walker.plan(walk, walk.person, [
      item('Assistant', 1_000_001n, { promised: true }),
      item('Chair', 300_000n, { per: 'once' }),
      item('Pool', 60_000n, { outcomeIds: walk.outcomeIds }),
      item('Meals', 100_000n),
    ]);
    const share = async (label: string, shares: Parameters<typeof shareItem>[5]) =>
      shareItem(tools, team.coordinator, command(), walk.budgetId, await line(label), shares);
    const rest = (stream: string) => ({ stream, basisPoints: 10_000, pence: undefined });
    assert.equal(
      verdict(await share('Chair', { kind: 'PERCENT', shares: [rest('LA_CHILDREN')] })),
      'line-share-stream-unknown',
    );
    must(await share('Chair', { kind: 'PERCENT', shares: [rest(NHS!)] }));
    must(
      await share('Chair', { kind: 'FIXED', shares: [{ stream: LA!, basisPoints: 0, pence: 200_000n }, rest(NHS!)] }),
    );
    must(await share('Pool', { kind: 'BY_NEED', shares: [] }));
    must(
      await share('Meals', {
        kind: 'FIRST_POUND',
        shares: [{ stream: LA!, basisPoints: 0, pence: 40_000n }, rest(NHS!)],
      }),
    );
    // A payer whose line it is cannot go.
    const alone = { funders: [funder(NHS!, 6_250), funder('CHARITY', 3_750)], leadStream: NHS! };
    assert.match(verdict(await agree(alone)), /^funding-drops-stream/);

    const finalPence = 1_600_001n;
    await walker.submit(walk, walk.person, { finalPence, contingencyPence: 40_000n, reason: 'Less than thought' });
    assert.equal(verdict(await agree()), 'funding-too-late');
    assert.equal(verdict(await share('Chair', { kind: 'BY_NEED', shares: [] })), 'wrong-state');
    const planId = (await look(tx => loadPlan(tx, walk.budgetId)))!.planId;
    await assert.rejects(
      db.transaction(team.coordinator, tx =>
        tx.query(sql`
          insert into plan_item_share (plan_item_id, version, place, icb_code, kind, stream, weight, by_id, by_name)
          select plan_item_id, 9, 1, icb_code, 'PERCENT', 'LA_ADULT', 10000, by_id, by_name from plan_item where plan_id = ${planId}`),
      ),
      /was submitted/,
    );
  });

  test('a returned plan takes its shares along', async () => {
    const { points } = approvalInput('');
    const no = { answer: 'no', reason: 'Say more of the risks' } as const;
    must(await walker.decide(walk, { decision: 'RETURN', points: { ...points, ICB1: no } }));
    const plan = (await look(tx => loadPlan(tx, walk.budgetId)))!;
    const splits = await look(tx => loadSplits(tx, plan.planId));
    assert.equal(plan.version, 2);
    assert.deepEqual(
      await Promise.all(
        ['Chair', 'Pool', 'Meals', 'Assistant'].map(async label => splits.get(await line(label))?.kind),
      ),
      ['FIXED', 'BY_NEED', 'FIRST_POUND', undefined],
    );
    await walker.plan(walk, walk.person, []); // the risks are signed again
    await walker.submit(walk, walk.person, {
      finalPence: 1_600_001n,
      contingencyPence: 40_000n,
      reason: 'Less than thought',
    });
    must(await walker.decide(walk, {}));
  });

  test('R-096, R-097  the budget is each payer’s by its own books, and one for the person', async () => {
    const final = { startsOn: '2026-12-01', pence: 1_600_001n, reason: 'Less than thought' };
    const agreement = await walker.agree(walk, walk.person, final);
    const finalBudget = (await look(tx => loadFinalBudget(tx, walk.budgetId)))!;
    const { items } = (await look(tx => loadApprovedPlan(tx, walk.budgetId)))!;
    const streams = await look(tx => loadStreams(tx, finalBudget, items));
    // The assistant 62.5%, £1,000 of the chair, half the pool, £600 of the meals, 62.5% of emergencies and of what is left.
    const nhs = 625_001n + 100_000n + 30_000n + 60_000n + 25_000n + 62_500n;
    assert.deepEqual(
      streams.map(({ stream, payer, finalPence, personPence }) => [stream, payer, finalPence, personPence]),
      [
        [NHS, ICB, nhs, 0n],
        [LA, 'Testshire Council', 1_600_001n - nhs, 260_000n],
      ],
    );
    for (const { stream, directPaymentPence, personPence } of streams) {
      const own = agreement.payments.filter(payment => payment.stream === stream);
      assert.equal(own.filter(({ purpose }) => purpose === 'INSTALMENT').length, 12);
      assert.equal(total(own.map(({ amountPence }) => amountPence)), directPaymentPence - personPence);
    }
    const balances = await look(tx => loadBalances(tx, walk.budgetId));
    const on = (kind: string, stream: string) =>
      -total(
        balances.filter(each => each.account.kind === kind && each.account.stream === stream).map(each => each.pence),
      );
    for (const { stream, finalPence, contingencyPence, personPence } of streams) {
      assert.equal(on('undrawn', stream), finalPence - personPence);
      assert.equal(on('contingency', stream), contingencyPence);
      assert.equal(on('promised', stream), stream === NHS ? 625_001n : 375_000n);
    }
    const clause = agreement.clauses.find(({ code }) => code === 'STREAMS')!.words;
    assert.match(clause, /Testshire Council is in the lead/);
    assert.match(clause, /You pay £2,600\.00 a year/);
    assert.match(clause, new RegExp(`${ICB} ${pounds(nhs).replace(/[.]/g, '\\.')}`));
    const figures = await look(tx => loadMoneyFigures(tx, walk.budgetId, STARTS_ON));
    assert.equal(figures.allocated, 1_600_001n);
    assert.equal((await look(tx => loadAgreement(tx, walk.budgetId)))!.contentHash, agreement.contentHash);
  });

  test('R-077  each payer’s payment goes to the one account, in one run', async () => {
    await walker.setUp(walk, walk.person);
    const run = await walker.pay('2026-12');
    const payments = await look(tx => loadPayments(tx, walk.budgetId));
    assert.deepEqual(
      payments.map(({ stream, purpose, status }) => `${stream} ${purpose} ${status}`).toSorted(),
      ['INSTALMENT', 'START_UP']
        .flatMap(purpose => [LA, NHS].map(stream => `${stream} ${purpose} CREDITED`))
        .toSorted(),
    );
    assert.equal(new Set(payments.map(({ paymentAccountId }) => paymentAccountId)).size, 1);
    assert.equal(run.totalPence, total(payments.map(({ amountPence }) => amountPence)));
    const held = await look(tx => loadBalances(tx, walk.budgetId));
    for (const stream of [NHS, LA])
      assert.equal(
        total(
          held.filter(({ account }) => account.kind === 'held' && account.stream === stream).map(({ pence }) => pence),
        ),
        total(payments.filter(payment => payment.stream === stream).map(({ amountPence }) => amountPence)),
      );
  });

  test('R-096  the council owes what the ledger paid out for it, to the penny, and pays it back once', async () => {
    const month = (iso: string) => Temporal.PlainYearMonth.from(iso);
    const rowsOf = (iso: string) => look(async tx => rechargeRows(await loadRechargeSums(tx, month(iso))));
    const lines = (
      await Promise.all(['2026-11', '2026-12'].map(iso => look(tx => loadRechargeLines(tx, month(iso), 99))))
    ).flat();
    const payments = (await look(tx => loadPayments(tx, walk.budgetId))).filter(({ stream }) => stream === LA);
    assert.deepEqual(
      lines.map(({ kind, pence }) => [kind, pence]).toSorted(),
      payments.map(({ amountPence }) => ['payment-released', amountPence]).toSorted(),
    );
    const paid = total(payments.map(({ amountPence }) => amountPence));
    assert.equal(paid, -(await look(tx => loadControlBalance(tx, { kind: 'bank', stream: LA! }))));
    const decision = await look(tx => loadEligibilityDecision(tx, walk.budgetId));
    assert.ok(lines.every(line => line.icbDecisionId === decision!.eligibilityDecisionId));

    const receipt = {
      payer: 'Testshire Council',
      stream: LA!,
      pence: paid - 1n,
      reference: 'INV 1',
      receivedOn: tools.today(),
    };
    const record = (more: object = {}) => recordReceipt(tools, team.finance, command(), { ...receipt, ...more });
    assert.equal(verdict(await record({ payer: 'Nobody' })), 'recharge-payer-unknown');
    assert.equal(verdict(await record({ stream: NHS })), 'recharge-payer-unknown');
    assert.equal(verdict(await record({ receivedOn: tools.today().add({ days: 1 }) })), 'recharge-received-in-future');
    must(await record());
    assert.equal(verdict(await record()), 'recharge-reference-known');
    const of = { payer: 'Testshire Council', stream: LA };
    const spentIn = (iso: string) =>
      total(
        lines.filter(({ happenedOn }) => happenedOn.toPlainYearMonth().equals(month(iso))).map(({ pence }) => pence),
      );
    const december = spentIn('2026-12');
    same(await rowsOf('2026-12'), [
      { ...of, openingPence: paid - december, paidPence: december, receivedPence: paid - 1n, closingPence: 1n },
    ]);
    same(await rowsOf('2027-01'), [{ ...of, openingPence: 1n, paidPence: 0n, receivedPence: 0n, closingPence: 1n }]);
    same(await rowsOf('2026-10'), []);
    const csv = rechargeCsv(lines).split('\r\n');
    assert.equal(csv.length, lines.length + 2);
    assert.match(csv[1]!, /^"Testshire Council",LA_ADULT,PHB/);
  });

  test('R-096  finance reads it down to each payment, as a page, JSON and a file', async () => {
    const site = await testSite(database, { routes: rechargesPages });
    const finance = await signIn(site.baseUrl, `staff-${team.finance.id}`);
    const { text } = await finance.get('/recharges/2026-12');
    assert.match(text, /Testshire Council: Council care for adults/);
    assert.match(text, /Received: INV 1/);
    assert.match(text, /Owed now[\s\S]*£0\.01/);
    assert.match((await finance.get('/recharges/2026-11/lines')).text, /payment-released/);
    const json = JSON.parse((await finance.get('/api/recharges/2026-12')).text);
    assert.equal(json.total.closingPence, '1');
    assert.equal((await finance.get('/recharges/2026-13')).status, 404);
    const typed = { from: `${LA} Testshire Council`, pence: '1.00', reference: 'INV 1' };
    const day = { 'receivedOn-day': '1', 'receivedOn-month': '12', 'receivedOn-year': '2026' };
    assert.match((await finance.send('/recharges', { ...typed, ...day })).text, /was written down before/);
    const saved = await finance.send('/recharges', { ...typed, ...day, pence: '0.01', reference: 'INV 2' });
    assert.match(saved.text, /Written down/);
    const nurse = await signIn(site.baseUrl, `staff-${team.coordinator.id}`);
    assert.equal((await nurse.get('/recharges')).status, 403);
  });

  test('R-098  a bank line is paid for by whoever pays for its plan line, and everything still holds together', async () => {
    tools.moveTo('2027-01-04');
    const file = statement([
      ['2026-12-02', '-320.01', 'ASSISTANT'],
      ['2026-12-03', '-100.00', 'CORNER SHOP'],
    ]);
    must(await importStatement(tools, walk.person, command(), walk.budgetId, { file }));
    const place = async (pence: bigint, label: string | undefined) => {
      const found = (await look(tx => loadLines(tx, walk.budgetId, 10))).find(one => one.amountPence === pence)!;
      const planItemId = label && (await line(label));
      const answer = { planItemId, note: '', sequence: found.placement.sequence };
      must(await placeLine(tools, walk.person, command(), walk.budgetId, found.lineId, answer));
    };
    const usedOn = async (label: string) => {
      const planItemId = await line(label);
      const balances = await look(tx => loadBalances(tx, walk.budgetId));
      return [NHS, LA].map(
        stream =>
          -total(
            balances
              .filter(
                ({ account }) =>
                  account.kind === 'used' && account.planLineId === planItemId && account.stream === stream,
              )
              .map(({ pence }) => pence),
          ),
      );
    };
    await place(-32_001n, 'Assistant');
    assert.deepEqual(await usedOn('Assistant'), [20_001n, 12_000n]);
    await place(-10_000n, 'Meals'); // the council pays the first £400.00
    assert.deepEqual(await usedOn('Meals'), [0n, 10_000n]);
    await place(-32_001n, 'Meals');
    assert.deepEqual(await usedOn('Meals'), [2_001n, 40_000n]);
    await place(-10_000n, undefined);
    assert.deepEqual(await usedOn('Meals'), [0n, 32_001n]);
    await place(-10_000n, 'Pool');
    assert.deepEqual(
      [await usedOn('Pool'), await usedOn('Assistant')],
      [
        [5_000n, 5_000n],
        [0n, 0n],
      ],
    );
    const unplaced = (await look(tx => loadBalances(tx, walk.budgetId))).filter(
      ({ account, pence }) => account.kind === 'unplaced' && pence !== 0n,
    );
    assert.deepEqual(unplaced, []);
    const figures = await look(tx => loadMoneyFigures(tx, walk.budgetId, STARTS_ON));
    assert.deepEqual([figures.spent, figures.allocated], [42_001n, 1_600_001n]);
    await sealAudit(tools, systemActor(ICB));
    assert.deepEqual(await verify(tools), []);
  });
});
