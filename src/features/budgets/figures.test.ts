import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../test/support/actors.ts';
import { command, type MadeCase, makeCase, must, verdict } from '../../../test/support/cases.ts';
import { ICB, OTHER_ICB, testDatabase } from '../../../test/support/database.ts';
import type { Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { BudgetMethod } from '../../rules/budget/budget.ts';
import { estimate } from '../../rules/budget/methods.ts';
import { recompute, wrongFigures } from '../../rules/budget/trace.ts';
import { asJson } from '../../rules/budget/trace-json.ts';
import { DEFAULT_POLICY } from '../../rules/policy/policy.ts';
import { pounds } from '../../values/pence.ts';
import { loadNotices } from '../people/store.ts';
import { savePolicy, savePolicyApproval } from '../policy/store.ts';
import { loadBudget } from '../requests/store.ts';
import { loadFigureBasis, loadIndicativeDraft } from './figure-store.ts';
import { addBudgetLine, type NewBudgetLine } from './indicative/add-budget-line.ts';
import { addDraftEntry, type NewDraftEntry } from './indicative/add-draft-entry.ts';
import { chooseMethod } from './indicative/choose-method.ts';
import { workOutDraft } from './indicative/draft.ts';
import type { NeedBand } from './indicative/draft-inputs.ts';
import { issueIndicativeBudget } from './indicative/issue-indicative-budget.ts';
import { removeDraftEntry } from './indicative/remove-draft-entry.ts';
import { loadRateCards, saveRateCard } from './rate-cards/rate-card-store.ts';
import { loadIndicativeBudget } from './store.ts';
import { tryFigures } from './working/what-if.ts';

const { tools, db, superDb } = await testDatabase();
const finance = await makeStaff(db, ICB, ['finance-officer']);
const as = <T>(work: (tx: Tx) => Promise<T>) => db.transaction(finance, work);
const day = (date: string) => Temporal.PlainDate.from(date);
const hours = (count: bigint) => ({ tenThousandths: count * 10_000n });
const STARTS_ON = day('2026-12-01');

const RATES = [
  { code: 'PA', label: 'Personal assistant', unit: 'hour', pence: 1500n },
  { code: 'BED', label: 'Profiling bed', unit: 'item', pence: 115_000n },
  { code: 'PAYROLL', label: 'Payroll service', unit: 'month', pence: 2500n },
  { code: 'EMPLOYER_INSURANCE', label: 'Employer’s insurance', unit: 'year', pence: 11_900n },
  { code: 'TRAINING', label: 'Training', unit: 'year', pence: 6000n },
  { code: 'DBS_CHECK', label: 'Background check', unit: 'item', pence: 5000n },
  { code: 'RECRUITMENT', label: 'Finding an assistant', unit: 'item', pence: 18_000n },
];
const later = RATES.map(rate => (rate.code === 'PA' ? { ...rate, pence: 1600n } : rate));
await as(tx => saveRateCard(tx, finance, { version: 'card-1', effectiveFrom: day('2026-04-01'), rates: RATES }));
await as(tx => saveRateCard(tx, finance, { version: 'card-2', effectiveFrom: day('2027-04-01'), rates: later }));
const bands = [
  { label: 'Band 1', from: 10, pence: 1_000_000n },
  { label: 'Band 2', from: 20, pence: 2_200_000n },
];
const policy = {
  ...DEFAULT_POLICY,
  version: 'figures',
  effectiveFrom: '2026-04-01',
  budget: { ...DEFAULT_POLICY.budget, points: { bands } },
};
const policyVersionId = await as(tx => savePolicy(tx, finance, policy));
const signer = await makeStaff(db, ICB, ['approver']);
const approval = { policyVersionId, evidence: 'Minutes', countsFrom: tools.today(), approvedOn: tools.today() };
await db.transaction(signer, tx => savePolicyApproval(tx, signer, approval));

/** A case whose figure is put together by a method, with its entries and its lines of the rate card. */
async function drafted(
  method: BudgetMethod,
  {
    entries = () => [],
    lines = () => [],
    band,
    startsOn = STARTS_ON,
  }: {
    readonly entries?: (needId: string) => readonly NewDraftEntry[];
    readonly lines?: (needId: string) => readonly NewBudgetLine[];
    readonly band?: NeedBand;
    readonly startsOn?: Temporal.PlainDate;
  } = {},
): Promise<MadeCase> {
  const made = await makeCase(tools, ICB, 'ASSESSED');
  const { budgetId, needId } = made;
  must(await chooseMethod(tools, finance, command(), budgetId, { method, needBand: band, startsOn }));
  for (const entry of entries(needId)) must(await addDraftEntry(tools, finance, command(), budgetId, entry));
  for (const line of lines(needId)) must(await addBudgetLine(tools, finance, command(), budgetId, line));
  return made;
}

const draftOf = ({ budgetId }: MadeCase) =>
  as(async tx => workOutDraft(tx, (await loadBudget(tx, ICB, budgetId))!, ICB, { today: tools.today() }));

/** What the draft comes to, or the codes of what stands against it. */
async function comesTo(made: MadeCase): Promise<string> {
  const { estimate: worked, refusals } = await draftOf(made);
  return refusals.length > 0 ? refusals.map(({ code }) => code).join(', ') : pounds(worked!.working.totalPence);
}

/** Issues the draft at what it comes to. */
async function issue(made: MadeCase) {
  const { method, startsOn, estimate: worked } = await draftOf(made);
  const input = { startsOn, method, seenPence: worked!.working.totalPence };
  must(await issueIndicativeBudget(tools, finance, command(), made.budgetId, input));
  const issued = (await as(tx => loadIndicativeBudget(tx, made.budgetId)))!;
  const stands = (await as(tx => loadFigureBasis(tx, issued.indicativeBudgetId)))!;
  return { issued, stands };
}

const pa = (needId: string): NewBudgetLine => ({ needId, service: 'PA', quantity: hours(40n), per: 'week' });

describe('R-042  Six ways to work a budget out, each kept with its inputs', () => {
  test('assessed hours × rates, until the raise of a newer card and after it (R-044)', async () => {
    const now = day('2027-04-01');
    assert.equal(await comesTo(await drafted('HOURS_RATES', { lines: id => [pa(id)], startsOn: now })), '£35,840.00');
    // 121 days at £15.00 and 244 at £16.00: £32,590.47; four weeks at the first rate for emergencies.
    const made = await drafted('HOURS_RATES', { lines: id => [pa(id)] });
    assert.equal(await comesTo(made), '£34,990.47');
    const { issued, stands } = await issue(made);
    assert.deepEqual(
      issued.lines[0]!.periods?.map(({ from, ratePence, days }) => `${from} ${ratePence} ${days}`),
      ['2026-12-01 1500 121', '2027-04-01 1600 244'],
    );
    assert.deepEqual(stands.rateCards, [
      { version: 'card-1', effectiveFrom: '2026-04-01' },
      { version: 'card-2', effectiveFrom: '2027-04-01' },
    ]);
  });

  test('flat rate, with something bought once beside it', async () => {
    const made = await drafted('FLAT_RATE', {
      entries: needId => [{ kind: 'sums', entry: { needId, label: 'Exercise', pence: 50_000n, per: 'year' } }],
      lines: needId => [{ needId, service: 'BED', quantity: hours(1n), per: 'once' }],
    });
    assert.equal(await comesTo(made), '£1,650.00');
    const { issued } = await issue(made);
    assert.deepEqual([pounds(issued.linesPence), pounds(issued.startUpPence)], ['£500.00', '£1,150.00']);
    assert.equal(issued.method, 'FLAT_RATE');
    const tried = await as(async tx =>
      tryFigures(tx, (await loadBudget(tx, ICB, made.budgetId))!, ICB, {
        wishes: {
          quantities: new Map(),
          rates: new Map(),
          figure: { sums: new Map([[0, 60_000n]]), points: new Map() },
          contingencyWeeks: undefined,
          weeksPerYear: undefined,
          startsOn: undefined,
        },
        today: tools.today(),
      }),
    );
    assert.deepEqual(
      tried!.comparison!.changes.map(each => [each.kind, each.differencePence]),
      [['changed', 10_000n]],
      'what if the flat rate were £600.00',
    );
  });

  test('current services, less what stays with the NHS (R-046)', async () => {
    const made = await drafted('CURRENT_SERVICES', {
      entries: needId => [
        { kind: 'services', entry: { needId, label: 'Agency', pence: 40_000n, per: 'week', staysCommissioned: false } },
        { kind: 'services', entry: { needId, label: 'Physio', pence: 9_000n, per: 'month', staysCommissioned: true } },
      ],
    });
    // 52 × £400.00 and four weeks of it; the physiotherapy is shown and outside.
    assert.equal(await comesTo(made), '£22,400.00');
    const { outside } = (await draftOf(made)).estimate!;
    assert.deepEqual(
      outside.map(each => `${each.label} ${pounds(each.annualPence)}`),
      ['Physio £1,080.00'],
    );
  });

  test('points, just below a band and at it', async () => {
    const points = (count: number) =>
      drafted('POINTS_BAND', {
        entries: needId => [{ kind: 'points', entry: { needId, label: 'Breathing', points: count } }],
      });
    assert.equal(await comesTo(await points(9)), 'points-below-bands');
    assert.equal(await comesTo(await points(10)), '£10,000.00');
    assert.equal(await comesTo(await points(19)), '£10,000.00');
    assert.equal(await comesTo(await points(20)), '£22,000.00');
  });

  test('R-129 R-132  a prescribed chair with its repairs, and what the person pays besides', async () => {
    const made = await drafted('PRESCRIPTION_COST', {
      entries: needId => [
        {
          kind: 'prescriptions',
          entry: {
            needId,
            label: 'Powered chair',
            nhsCostPence: 148_000n,
            option: 'THIRD_PARTY',
            maintenancePence: 25_000n,
            chosenPence: 290_000n,
          },
        },
      ],
    });
    assert.equal(await comesTo(made), '£1,730.00');
    assert.equal(pounds((await draftOf(made)).estimate!.personPaysPence), '£1,170.00');
  });

  test('similar cases: five of one group and band, the median of their final budgets', async () => {
    const mine = await drafted('SIMILAR_CASES', { band: 'HIGH' });
    for (const [band, pence] of [
      ['HIGH', 2_400_000n],
      ['HIGH', 5_200_000n],
      ['HIGH', 2_500_000n],
      ['LOW', 100n],
      ['HIGH', 3_000_000n],
    ] as const)
      await settled(band, pence);
    assert.equal(await comesTo(mine), 'too-few-similar-cases');
    await settled('HIGH', 2_600_000n);
    assert.equal(await comesTo(mine), '£26,000.00');
    const { stands } = await issue(mine);
    assert.equal(stands.needBand, 'HIGH');
    assert.equal(stands.similarCases.length, 5);
    assert.ok(stands.similarCases.every(reference => /^PHB\d{6}$/.test(reference)));
    // What the person reads names nobody.
    assert.doesNotMatch(
      JSON.stringify(stands.trace, (_, v) => (typeof v === 'bigint' ? `${v}` : v)),
      /PHB/,
    );
  });

  /** A budget with a band and a final figure, as far as similar cases look at it. Only the owner may skip the plan. */
  async function settled(band: NeedBand, finalPence: bigint): Promise<void> {
    const made = await drafted('HOURS_RATES', { band, lines: id => [pa(id)] });
    await issue(made);
    const { budgetId } = made;
    await superDb.query(sql`alter table final_budget disable trigger all`);
    await superDb.query(sql`
      insert into final_budget (icb_code, budget_id, version, plan_id, content_hash, starts_on, final_pence, contingency_pence,
             lines_pence, start_up_pence, direct_payment_pence, indicative_pence, difference_reason, stream, set_on,
             policy_version, by_id, by_name)
      values (${ICB}, ${budgetId}, 1, gen_random_uuid(), 'x', ${STARTS_ON}, ${finalPence}, 0, 0, 0, 0, 1, 'x', 'NHS_CHC',
              ${tools.today()}, 'x', ${finance.id}, 'x')`);
    await superDb.query(sql`alter table final_budget enable trigger all`);
    await as(tx =>
      tx.query(sql`
        insert into budget_state (budget_id, sequence, icb_code, state, transition, by_id, by_name, happened_on)
        values (${budgetId}, 99, ${ICB}, 'ACTIVE', 'T16', ${finance.id}, 'x', ${tools.today()})`),
    );
  }
});

describe('R-165 R-166  A budget for assistants has all that employing them costs, and no pay below the law', () => {
  const assistant = (pence: bigint) => ({
    entries: (needId: string): readonly NewDraftEntry[] => [
      {
        kind: 'assistants',
        entry: {
          needId,
          label: 'Weekday assistant',
          pence,
          raise: null,
          hoursPerWeek: hours(20n),
          bornOn: day('1996-05-01'),
          apprentice: false,
          employedSince: null,
          setAsidePence: 0n,
        },
      },
    ],
  });

  test('£12.70 is refused where the law asks for £12.71, with the day and the pay that is needed', async () => {
    assert.equal(await comesTo(await drafted('HOURS_RATES', assistant(1270n))), 'pay-below-minimum');
    const made = await drafted('HOURS_RATES', assistant(1271n));
    const { estimate: worked, refusals } = await draftOf(made);
    assert.deepEqual(refusals, []);
    const labels = worked!.working.lines.map(line => line.label).join('; ');
    for (const word of ['insurance', 'ayroll', 'raining', 'check', 'oliday', 'ension'])
      assert.match(labels, new RegExp(word), labels);
  });

  test('a card without the price of a check: told so', async () => {
    const other = await makeStaff(db, OTHER_ICB, ['finance-officer']);
    await db.transaction(other, tx =>
      saveRateCard(tx, other, {
        version: 'thin',
        effectiveFrom: day('2026-04-01'),
        rates: RATES.filter(rate => rate.code !== 'DBS_CHECK'),
      }),
    );
    const { budgetId, needId } = await makeCase(tools, OTHER_ICB, 'ASSESSED');
    const [entry] = assistant(1500n).entries(needId);
    must(await addDraftEntry(tools, other, command(), budgetId, entry!));
    const input = { startsOn: STARTS_ON, method: 'HOURS_RATES', seenPence: 0n } as const;
    const decision = await issueIndicativeBudget(tools, other, command(), budgetId, input);
    assert.deepEqual(decision.accepted ? [] : decision.refusals, [
      { code: 'employing-price-missing', price: 'DBS_CHECK', rateCard: 'thin' },
    ]);
  });
});

describe('R-043  What was issued can be worked out again to the penny', () => {
  test('from the inputs that were kept, and from the trace alone', async () => {
    const made = await drafted('HOURS_RATES', {
      lines: id => [pa(id), { needId: id, service: 'PAYROLL', quantity: hours(1n), per: 'month' }],
      entries: needId => [
        {
          kind: 'assistants',
          entry: {
            needId,
            label: 'Weekend assistant',
            pence: 1400n,
            raise: { from: day('2027-01-01'), pence: 1450n },
            hoursPerWeek: { tenThousandths: 75_000n },
            bornOn: null,
            apprentice: false,
            employedSince: day('2023-01-01'),
            setAsidePence: 10_000n,
          },
        },
      ],
    });
    const { issued, stands } = await issue(made);
    assert.equal(recompute(stands.trace), issued.totalPence);
    assert.deepEqual(wrongFigures(stands.trace), []);
    const again = must(estimate(stands.basis));
    assert.equal(again.working.totalPence, issued.totalPence);
    assert.deepEqual(asJson(again.trace), asJson(stands.trace));
    assert.deepEqual(
      again.working.lines.map(line => [line.label, line.amountPence]),
      issued.lines.map(line => [line.label, line.amountPence]),
    );
  });

  test('the person is told what it was worked out from, whatever the method', async () => {
    const made = await drafted('FLAT_RATE', {
      entries: needId => [{ kind: 'sums', entry: { needId, label: 'Exercise', pence: 50_000n, per: 'year' } }],
    });
    await issue(made);
    const [notice] = await as(tx => loadNotices(tx, made.budgetId, 1));
    assert.match(notice!.paragraphs.join('\n'), /one sum that is the same for everybody/);
    assert.match(notice!.paragraphs.join('\n'), /Exercise: .*£500\.00/);
  });
});

describe('T07  The draft is kept version by version', () => {
  test('an entry goes as it came, and only while the figure is being put together', async () => {
    const made = await drafted('FLAT_RATE');
    const { budgetId, needId } = made;
    const entry = { needId, label: 'Exercise', pence: 50_000n, per: 'year' } as const;
    const { entryId } = must(await addDraftEntry(tools, finance, command(), budgetId, { kind: 'sums', entry }));
    assert.equal(await comesTo(made), '£500.00');
    must(await removeDraftEntry(tools, finance, command(), budgetId, entryId));
    assert.equal(verdict(await removeDraftEntry(tools, finance, command(), budgetId, entryId)), 'not-found');
    assert.deepEqual((await as(tx => loadIndicativeDraft(tx, budgetId)))!.inputs.sums, []);
    const versions = await as(tx => tx.query(sql`select from indicative_draft where budget_id = ${budgetId}`));
    assert.equal(versions.length, 3);

    const other = await makeCase(tools, ICB, 'ASSESSED');
    const strange = { kind: 'sums', entry: { ...entry, needId: other.needId } } as const;
    assert.equal(verdict(await addDraftEntry(tools, finance, command(), budgetId, strange)), 'not-found');
    const early = await makeCase(tools, ICB, 'ELIGIBLE');
    const input = { method: 'FLAT_RATE', needBand: undefined, startsOn: undefined } as const;
    assert.equal(verdict(await chooseMethod(tools, finance, command(), early.budgetId, input)), 'wrong-state');
  });

  test('R-044  the cards that count on a day of a year', async () => {
    const between = async (from: string, to: string) =>
      (await as(tx => loadRateCards(tx, ICB, { from: day(from), to: day(to) }))).map(card => card.version);
    assert.deepEqual(await between('2025-03-01', '2026-03-31'), []);
    assert.deepEqual(await between('2025-04-02', '2026-04-01'), ['card-1']);
    assert.deepEqual(await between('2026-04-01', '2027-03-31'), ['card-1']);
    assert.deepEqual(await between('2026-04-02', '2027-04-01'), ['card-1', 'card-2']);
    assert.deepEqual(await between('2027-04-01', '2028-03-31'), ['card-2']);
  });
});
