import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { makeStaff } from '../../../test/support/actors.ts';
import { command, makeCase, must, verdict } from '../../../test/support/cases.ts';
import { ICB, OTHER_ICB, testDatabase } from '../../../test/support/database.ts';
import { makePlannedCase, makeRateCard } from '../../../test/support/plans.ts';
import { runCommand } from '../../platform/commands.ts';
import { errorCode, type Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { DEFAULT_POLICY, type Policy } from '../../rules/policy/policy.ts';
import { writePolicy } from '../../rules/policy/policy-json.ts';
import type { Actor } from '../../values/actor.ts';
import { loadFinalBudget, loadIndicativeBudget } from '../budgets/store.ts';
import { loadEligibilityDecision } from '../eligibility/store.ts';
import { addPolicy } from './add-policy.ts';
import { approvePolicy } from './approve-policy.ts';
import { commands } from './commands.ts';
import { PolicyFile } from './policy-file.ts';
import { countingOn, loadPolicy, loadPolicyVersions, savePolicy, savePolicyApproval } from './store.ts';

const DEFAULT_FILE = fileURLToPath(new URL('../../../policy/default.json', import.meta.url));

const database = await testDatabase();
const { tools, db, ownerDb, superDb } = database;
await makeRateCard(tools, ICB);
const writer = await makeStaff(db, ICB, ['finance-officer'], { name: 'Wilma Writer' });
const approver = await makeStaff(db, ICB, ['approver'], { name: 'Anna Approver' });
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => db.transaction(actor, work);
const day = (date: string) => Temporal.PlainDate.from(date);
const today = tools.today();

/** A version of the board's own that differs from the default in its decision days, which say which one it is. */
const policyOf = (version: string, effectiveFrom: string, decisionDays = 28): Policy => ({
  ...DEFAULT_POLICY,
  version,
  effectiveFrom,
  request: { ...DEFAULT_POLICY.request, decisionDays },
});
const read = (value: unknown) => ({ ok: true, value }) as const;
const add = (policy: Policy, actor = writer) => addPolicy(tools, actor, command(), read(writePolicy(policy)));
const approve = (version: string, actor = approver, evidence = 'Board paper 12') =>
  approvePolicy(tools, actor, command(), version, { evidence });
const countsOn = async (date: string) => (await as(writer, tx => loadPolicy(tx, ICB, day(date)))).version;

describe('The policy file that --schema prints', () => {
  test('takes policy/default.json', async () => {
    assert.ok(PolicyFile.safeParse(JSON.parse(await readFile(DEFAULT_FILE, 'utf8'))).success);
    assert.ok(z.toJSONSchema(PolicyFile));
  });
});

describe('R-043  A version is added by one person and counts once another approved it', () => {
  test('what the database cannot keep is a problem of the file like any other', async () => {
    const file = writePolicy(policyOf('odd', '2031-01-01')) as Record<string, unknown>;
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    const odd = [
      ...['nul\0', 'half\ud800', `x${'💥'.repeat(60)}`].map(version => ({ ...file, version })),
      ...['nul\0', 'half\ud800'].map(key => ({ ...file, [key]: 1 })),
      { ...file, version: deep },
      deep,
    ];
    for (const content of odd)
      assert.equal(verdict(await addPolicy(tools, writer, command(), read(content))), 'policy-has-problem');
  });

  test('not before its approval, not before its first day, and for this board only', async () => {
    const later = today.add({ days: 100 }).toString();
    must(await add(policyOf('b-1', later, 20)));
    assert.equal(await countsOn(later), 'default-1');
    assert.equal(verdict(await approve('b-1', { ...approver, id: writer.id })), 'policy-approver-added');
    assert.equal(verdict(await approve('b-1', approver, ' ')), 'policy-evidence-missing');
    assert.equal(verdict(await approve('b-9')), 'not-found');
    assert.deepEqual(must(await approve('b-1')), { version: 'b-1', countsFrom: later });
    assert.equal(verdict(await approve('b-1')), 'policy-approved-already');
    assert.equal(await countsOn(day(later).subtract({ days: 1 }).toString()), 'default-1');
    assert.equal(await countsOn(later), 'b-1');
    const stranger = await makeStaff(db, OTHER_ICB, ['finance-officer']);
    assert.deepEqual(await as(stranger, tx => loadPolicy(tx, OTHER_ICB, day(later))), DEFAULT_POLICY);
  });

  test('with a first day that is past it counts from its approval: no day changes its policy afterwards', async () => {
    must(await add(policyOf('b-past', '2023-01-01', 21)));
    assert.deepEqual(must(await approve('b-past')), { version: 'b-past', countsFrom: today.toString() });
    assert.equal(await countsOn(today.subtract({ days: 1 }).toString()), 'default-1');
    assert.equal(await countsOn(today.toString()), 'b-past');
    const versions = await as(writer, tx => loadPolicyVersions(tx, ICB));
    assert.equal(countingOn(versions, today)?.version, 'b-past');
    assert.equal(countingOn(versions, today.subtract({ days: 1 })), undefined);
    assert.equal(countingOn(versions, today.add({ days: 100 }))?.version, 'b-1');
  });

  test('one that begins before the one that counts is refused', async () => {
    must(await add(policyOf('b-older', '2022-12-31', 22)));
    assert.equal(verdict(await approve('b-older')), 'policy-overtaken');
  });

  test('a second version of the same name or first day is refused', async () => {
    assert.equal(verdict(await add(policyOf('b-1', '2031-01-01'))), 'version-there-already');
    assert.equal(verdict(await add(policyOf('b-other', '2023-01-01'))), 'version-there-already');
  });

  test('no version takes the name of the one that counts where a board has none', async () => {
    assert.equal(verdict(await add(policyOf('default-1', '2034-01-01'))), 'version-there-already');
  });

  test('what has a problem is refused with every one of them, and nothing is kept', async () => {
    const { weeks: _, ...contingency } = DEFAULT_POLICY.contingency;
    const file = { ...(writePolicy(policyOf('b-bad', '2032-01-01', 61)) as object), contingency };
    const decision = await addPolicy(tools, writer, command(), read(file));
    assert.equal(verdict(decision), 'policy-has-problem, policy-has-problem');
    assert.equal(
      verdict(await addPolicy(tools, writer, command(), { ok: false, problem: 'it is not JSON' })),
      'policy-not-json',
    );
    const versions = await as(writer, tx => loadPolicyVersions(tx, ICB));
    assert.ok(!versions.some(({ version }) => version === 'b-bad'));
  });

  test('the database holds it too: two people, no day before the approval, nothing changed afterwards', async () => {
    const refuses = (code: string) => (error: unknown) => errorCode(error) === code;
    const policyVersionId = await as(writer, tx => savePolicy(tx, writer, policyOf('b-db', '2033-01-01')));
    const approval = { policyVersionId, evidence: 'x', countsFrom: day('2033-01-01'), approvedOn: today };
    await assert.rejects(
      as(writer, tx => savePolicyApproval(tx, writer, approval)),
      refuses('PB022'),
    );
    const early = { ...approval, countsFrom: day('2032-12-31') };
    await assert.rejects(
      as(approver, tx => savePolicyApproval(tx, approver, early)),
      refuses('PB022'),
    );
    const silent = { ...approval, evidence: '' };
    await assert.rejects(
      as(approver, tx => savePolicyApproval(tx, approver, silent)),
      refuses('23514'),
    );
    await as(approver, tx => savePolicyApproval(tx, approver, approval));
    for (const table of ['policy_version', 'policy_approval'])
      for (const text of [`update ${table} set by_name = 'x'`, `delete from ${table}`, `truncate ${table} cascade`])
        await assert.rejects(
          ownerDb.transaction(writer, tx => tx.query({ text, values: [] })),
          refuses('PB002'),
          text,
        );
  });
});

describe('R-043  What was decided keeps the version and the figures that it was decided with', () => {
  test('after a new version counts, also one with an earlier first day', async () => {
    const before = await makePlannedCase(tools, ICB, 'BUDGET_SET');
    const facts = async (budgetId: string) => ({
      eligibility: (await as(writer, tx => loadEligibilityDecision(tx, budgetId)))?.policyVersion,
      indicative: await as(writer, tx => loadIndicativeBudget(tx, budgetId)),
      final: await as(writer, tx => loadFinalBudget(tx, budgetId)),
      rows: await superDb.query(sql`
        select b.policy_version as request, b.decide_by, p.policy_version as proposed, d.policy_version as approval,
               f.policy_version as final
          from budget b join proposed_final_budget p using (budget_id) join final_budget f using (budget_id)
          join plan_decision d using (plan_id) where b.budget_id = ${budgetId}`),
    });
    const then = await facts(before.budgetId);
    assert.deepEqual(
      [then.eligibility, then.indicative?.policyVersion, ...Object.values({ ...then.rows[0], decide_by: 'b-past' })],
      Array(7).fill('b-past'),
    );

    const next = policyOf('b-2024', '2024-01-01', 40);
    must(await add({ ...next, contingency: { weeks: 1, inBudget: true } }));
    must(await approve('b-2024'));

    assert.deepEqual(await facts(before.budgetId), then);
    const later = await makeCase(tools, ICB, 'REQUESTED');
    const [row] = await superDb.query(sql`
      select policy_version, decide_by from budget where budget_id = ${later.budgetId}`);
    assert.equal(row!.policy_version, 'b-2024');
    assert.equal(String(row!.decide_by), today.add({ days: 40 }).toString());
  });

  test('every table of decisions has the version, and no row can leave it out', async () => {
    const rows = await superDb.query(sql`
      select table_name, is_nullable, column_default
        from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where table_schema = 'public' and column_name = 'policy_version' and table_type = 'BASE TABLE' order by 1`);
    const tables = rows.map(row => row.table_name as string);
    for (const table of [
      'enquiry', // by when it is answered
      'budget', // by when the request is decided
      'eligibility_decision',
      'indicative_budget',
      'proposed_final_budget',
      'plan_decision', // approval
      'final_budget',
      'agreement',
      'payment_run',
      'review', // notice
      'review_close', // risk score, next review
    ])
      assert.ok(tables.includes(table), table);
    assert.deepEqual(
      rows.filter(row => row.is_nullable !== 'NO' || row.column_default !== null),
      [],
    );
  });
});

describe('openphb policy', () => {
  const folder = mkdtemp(join(tmpdir(), 'openphb-policy-'));
  after(async () => rm(await folder, { recursive: true }));

  async function run(words: readonly string[], actor = writer) {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await runCommand(words, {
      commands,
      print: text => out.push(text),
      say: text => err.push(text),
      stopping: new AbortController().signal,
      withDatabase: (_as, _may, _say, work) => work(tools, actor),
      withTools: (_say, work) => work(tools),
      withOwner: (_say, work) => work(tools, false),
      onFault: error => {
        throw error;
      },
    });
    return { code, out: out.join(''), err: err.join('') };
  }
  async function fileOf(content: unknown): Promise<string> {
    const path = join(await folder, 'policy.json');
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  test('lint: nothing is wrong with policy/default.json', async () => {
    const { code, out } = await run(['policy', 'lint', DEFAULT_FILE]);
    assert.equal(code, 0);
    assert.match(out, /has no problem/);
  });

  test('R-136  lint: an interval over twelve months ends with 1, and the rule is said in words', async () => {
    const file = writePolicy(DEFAULT_POLICY) as { review: { bands: { low: number } } };
    file.review.bands.low = 14;
    const path = await fileOf(file);
    const { code, err } = await run(['policy', 'lint', path]);
    assert.equal(code, 1);
    assert.match(err, /policy\.json: review\.bands\.low is 14; allowed is a whole number from 1 to 12 \(R-136: \w/);
    const json = await run(['policy', 'lint', path, '--json']);
    assert.equal(json.code, 1);
    assert.deepEqual(JSON.parse(json.out), {
      problems: [{ path: 'review.bands.low', found: '14', allowed: 'a whole number from 1 to 12', rule: 'R-136' }],
    });
  });

  test('lint: what is no JSON, or is not there, ends with 2', async () => {
    assert.equal((await run(['policy', 'lint', await fileOf('{')])).code, 2);
    assert.equal((await run(['policy', 'lint', join(await folder, 'none.json')])).code, 2);
    assert.equal((await run(['policy', 'lint'])).code, 2);
  });

  test('add, approve, history and show', async () => {
    const path = await fileOf(writePolicy(policyOf('b-cli', '2040-01-01', 30)));
    assert.match((await run(['policy', 'add', path])).out, /Policy b-cli, from 1 January 2040\. It counts once/);
    assert.match((await run(['policy', 'add', path])).err, /already/);
    assert.match(
      (await run(['policy', 'history'])).out,
      /b-cli {2}from 1 January 2040; added by Wilma Writer, not approved/,
    );
    const own = await run(['policy', 'approve', 'b-cli', '--evidence', 'Paper 3']);
    assert.equal(own.code, 1);
    assert.match(own.err, /Somebody else has to approve it/);
    const done = await run(['policy', 'approve', 'b-cli', '--evidence', 'Paper 3'], approver);
    assert.match(done.out, /Policy b-cli counts from 1 January 2040/);
    const history = JSON.parse((await run(['policy', 'history', '--json'])).out);
    assert.deepEqual(history.versions[0], {
      version: 'b-cli',
      effectiveFrom: '2040-01-01',
      addedBy: 'Wilma Writer',
      approval: { countsFrom: '2040-01-01', approvedOn: today.toString(), by: 'Anna Approver', evidence: 'Paper 3' },
    });
    assert.match(
      (await run(['policy', 'history'])).out,
      /b-cli {2}counts from 1 January 2040; .* approved by Anna Approver/,
    );

    const shown = await run(['policy', 'show', '--on', '2040-01-01']);
    assert.match(shown.out, /request\.decisionDays {2}From a request to its decision: 30 days/);
    assert.match((await run(['policy', 'show', '--on', '2039-12-31'])).out, /decisionDays .*: 28 days/);
    assert.match((await run(['policy', 'show'])).out, /decisionDays .*: 40 days/);
    const json = JSON.parse((await run(['policy', 'show', '--on', '2040-01-01', '--json'])).out);
    assert.deepEqual(json, writePolicy(policyOf('b-cli', '2040-01-01', 30)));
    assert.equal((await run(['policy', 'show', '--on', 'soon'])).code, 2);
  });

  test('history of a board without a version of its own', async () => {
    const stranger = await makeStaff(db, OTHER_ICB, ['finance-officer']);
    assert.match((await run(['policy', 'history'], stranger)).out, /The default counts/);
  });
});

describe('R-043  A version from before there were approvals', () => {
  test('goes on counting from its first day, each setting under its new name', async () => {
    const stranger = await makeStaff(db, OTHER_ICB, ['finance-officer']);
    const old = {
      version: 'old',
      effectiveFrom: '2025-04-01',
      acknowledgeEnquiryWorkingDays: 6,
      decisionDays: 21,
      weeksPerYear: 53,
      contingency: { weeks: 3, inBudget: false },
      monthlyFirst3: true,
      reviewNoticeDays: 15,
      reviewMonths: { low: 11, medium: 5, high: 2, veryHigh: 1 },
      riskBands: { medium: 5, high: 10, veryHigh: 15 },
      receiptFromPence: { low: '2400', medium: '900', high: '1', veryHigh: '0' },
      accountCoolingOff: false,
      placeFromScore: 75,
    };
    const migration = await readFile(new URL('../../../migrations/0015_policy.sql', import.meta.url), 'utf8');
    const conversion = migration.slice(
      migration.indexOf('alter table policy_version no force'),
      migration.indexOf('create function policy_approved_by_another'),
    );
    await superDb.transaction(stranger, async tx => {
      await tx.query(sql`
        insert into policy_version (icb_code, version, effective_from, content, by_id, by_name)
        values (${OTHER_ICB}, 'old', '2025-04-01', ${JSON.stringify(old)}, ${stranger.id}, 'Test')`);
      await tx.query(sql`alter table policy_approval disable trigger policy_approved_by_another`);
      // The board of the other tests has approvals already.
      const ofOldOnes = conversion.replace('from policy_version;', `from policy_version where version = 'old';`);
      await tx.query({ text: ofOldOnes, values: [] });
      await tx.query(sql`alter table policy_approval enable trigger policy_approved_by_another`);
    });
    const policy = await as(stranger, tx => loadPolicy(tx, OTHER_ICB, day('2025-04-01')));
    const { review, budget } = DEFAULT_POLICY;
    assert.deepEqual(policy, {
      ...DEFAULT_POLICY,
      version: 'old',
      effectiveFrom: '2025-04-01',
      enquiry: { acknowledgeWorkingDays: 6 },
      request: { ...DEFAULT_POLICY.request, decisionDays: 21 },
      budget: { ...budget, weeksPerYear: 53 },
      contingency: old.contingency,
      review: { ...review, monthlyFirst3: true, bands: old.reviewMonths },
      notice: { ...DEFAULT_POLICY.notice, reviewDays: 15 },
      risk: { ...DEFAULT_POLICY.risk, bands: old.riskBands },
      evidence: { ...DEFAULT_POLICY.evidence, threshold: { low: 2400n, medium: 900n, high: 1n, veryHigh: 0n } },
      account: { coolingOff: false },
      spend: { ...DEFAULT_POLICY.spend, placeFromScore: 75 },
    });
    assert.deepEqual(await as(stranger, tx => loadPolicy(tx, OTHER_ICB, day('2025-03-31'))), DEFAULT_POLICY);
  });
});
