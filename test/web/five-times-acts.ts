/** For every act a case on which it is accepted, and what is sent: what its shape asks for, and what only it needs to know. */
import { z } from 'zod';
import { loadChangedFacts } from '../../src/features/amounts/changes/facts.ts';
import { loadExtraFacts } from '../../src/features/amounts/requests/facts.ts';
import { loadPolicy } from '../../src/features/policy/store.ts';
import type { Tx } from '../../src/platform/db.ts';
import type { Route } from '../../src/platform/http.ts';
import { type Sql, sql } from '../../src/platform/sql.ts';
import { changedFrom } from '../../src/rules/amounts/changed-instalments.ts';
import { effectOf, effectText } from '../../src/rules/amounts/extra-payment.ts';
import type { Policy } from '../../src/rules/policy/policy.ts';
import type { Actor } from '../../src/values/actor.ts';
import { ACCOUNT_NUMBER } from '../support/active-budget.ts';
import { arucs } from '../support/bank-reports.ts';
import type { TestDatabase } from '../support/database.ts';
import type { EveryStep } from '../support/every-step.ts';
import { ACCOUNT } from '../support/set-up-budget.ts';

type PostRoute = Extract<Route, { kind: 'post' }>;
type Asked = { readonly database: TestDatabase; readonly world: EveryStep; readonly budgetId: string };
type Values = Readonly<Record<string, unknown>>;

/** The case on which each act is accepted, by the name that the world gives it. */
export const CASES: Readonly<Record<string, string>> = {
  '/staff/new': 'ACTIVE',
  '/enquiries/new': 'ACTIVE',
  '/cases/new': 'ACTIVE',
  '/budgets/:budgetId/assessment/needs': 'ELIGIBLE',
  '/budgets/:budgetId/assessment/outcomes': 'ELIGIBLE',
  '/budgets/:budgetId/assessment/needs/:needId/tag': 'ELIGIBLE',
  '/budgets/:budgetId/withdrawal': 'REQUESTED',
  '/budgets/:budgetId/care-without-budget': 'REQUESTED',
  '/budgets/:budgetId/information': 'INFORMED',
  '/budgets/:budgetId/representation/capacity': 'REQUESTED',
  '/budgets/:budgetId/representation/exclusion': 'REQUESTED',
  '/budgets/:budgetId/representation/nominee': 'REQUESTED',
  '/budgets/:budgetId/indicative-budget/method': 'ASSESSED',
  '/budgets/:budgetId/indicative-budget/entries/services': 'ASSESSED',
  '/budgets/:budgetId/indicative-budget/entries/points': 'ASSESSED',
  '/budgets/:budgetId/indicative-budget/entries/sums': 'ASSESSED',
  '/budgets/:budgetId/indicative-budget/entries/prescriptions': 'ASSESSED',
  '/budgets/:budgetId/indicative-budget/entries/assistants': 'ASSESSED',
  '/budgets/:budgetId/planning': 'INDICATIVE',
  '/budgets/:budgetId/plan/items/:planItemId/removal': 'WRITTEN',
  '/budgets/:budgetId/outcomes/first': 'ELIGIBLE',
  '/budgets/:budgetId/forecasts/new': 'REQUESTED',
  '/budgets/:budgetId/forecasts/actual': 'GOAL',
  '/directory/new': 'ACTIVE',
  '/budgets/:budgetId/goal/purchases/new': 'GOAL',
  '/budgets/:budgetId/goal/purchases/wrong': 'GOAL',
  '/budgets/:budgetId/goal/end': 'GOAL',
  '/budgets/:budgetId/closing/money-back': 'GOAL_OVER',
  '/budgets/:budgetId/wheelchair/prescription': 'CHAIR_ASSESSED',
  '/budgets/:budgetId/wheelchair/contribution': 'CHAIR_CHOSEN',
  '/budgets/:budgetId/wheelchair/order': 'CHAIR_AGREED',
  '/budgets/:budgetId/wheelchair/issue': 'CHAIR_ORDERED',
  '/budgets/:budgetId/wheelchair/check': 'CHAIR_ISSUED',
  '/budgets/:budgetId/final-budget': 'APPROVED',
  '/budgets/:budgetId/agreement/offer': 'BUDGET_SET',
  '/budgets/:budgetId/agreement/signature': 'OFFERED',
  '/budgets/:budgetId/agreement/icb-signature': 'SIGNED_ONCE',
  '/budgets/:budgetId/consent': 'AGREED',
  '/budgets/:budgetId/account': 'AGREED',
  '/budgets/:budgetId/account/verification': 'AGREED',
  '/budgets/:budgetId/employment/assistant': 'PROPOSED',
  '/pay-runs/new': 'ACTIVE',
  '/pay-runs/:runId/release': 'ACTIVE',
  '/pay-runs/:runId/cancellation': 'ACTIVE',
  '/pay-runs/:runId/file': 'ACTIVE',
  '/payments/:paymentId/return': 'ACTIVE',
  '/pay-runs/:runId/outage': 'ACTIVE',
  '/pay-runs/:runId/word': 'ACTIVE',
  '/bank-reports/new': 'ACTIVE',
  '/budgets/:budgetId/suspensions/new': 'ACTIVE',
  '/budgets/:budgetId/suspensions/:suspensionId/looks': 'HELD_BACK',
  '/budgets/:budgetId/suspensions/:suspensionId/end': 'HELD_BACK',
  '/budgets/:budgetId/advances/new': 'HELD_BACK',
  '/budgets/:budgetId/one-off-payments/new': 'HELD_BACK',
  '/budgets/:budgetId/extra-payments/:amountRequestId': 'HELD_BACK',
  '/budgets/:budgetId/amount-changes/new': 'HELD_BACK',
  '/budgets/:budgetId/amount-changes/:amountRequestId': 'HELD_BACK',
  '/budgets/:budgetId/hospital-stays/new': 'HELD_BACK',
  '/bank-holidays': 'ACTIVE',
  '/tie-out': 'ACTIVE',
  '/budgets/:budgetId/bank-lines/:lineId': 'ACTIVE',
  '/budgets/:budgetId/bank-lines/:lineId/split': 'ACTIVE',
  '/budgets/:budgetId/bank-lines/:lineId/undo': 'ACTIVE',
  '/budgets/:budgetId/bank-lines/:lineId/no-receipt': 'ACTIVE',
  '/budgets/:budgetId/bank-statements/new': 'ACTIVE',
  '/budgets/:budgetId/reviews/new': 'HELD_BACK',
};

/** A run of this status, the newest. */
const runAs = async ({ database }: Asked, status: string) => {
  const [run] = await database.superDb.query(sql`
    select r.run_id, r.payments_count, r.total_pence from payment_run r join payment_run_now s using (run_id)
     where s.status = ${status} order by r.recorded_at desc`);
  return {
    params: { runId: String(run?.run_id) },
    count: String(run?.payments_count),
    totalPence: String(run?.total_pence),
  };
};
const lineAs = async ({ database, budgetId }: Asked, what: string, pence: bigint) => {
  const [line] = await database.superDb.query(sql`
    select l.statement_line_id, p.sequence from statement_line l join placement_now p using (statement_line_id)
     where l.budget_id = ${budgetId} and p.what = ${what} and l.amount_pence = ${pence}`);
  return { params: { lineId: String(line?.statement_line_id) }, sequence: String(line?.sequence) };
};
const agreementHash = async ({ database, world, budgetId }: Asked) => {
  const [found] = await database.superDb.query(sql`
    select content_hash from agreement where budget_id = ${budgetId} order by version desc`);
  const { person } = Object.values(world.cases).find(one => one.budgetId === budgetId)!;
  return { actor: person, contentHash: String(found?.content_hash) };
};
const look = <T>({ database, world }: Asked, work: (tx: Tx, policy: Policy) => Promise<T>) =>
  database.db.transaction(world.staff['finance-officer'], async tx =>
    work(tx, await loadPolicy(tx, database.icbCode, database.tools.today())),
  );
const seenExtra = (asked: Asked, extra: Parameters<typeof effectOf>[1]) =>
  look(asked, async (tx, policy) => {
    const facts = await loadExtraFacts(tx, { budgetId: asked.budgetId, state: 'ACTIVE' }, policy);
    return effectText(effectOf(facts, extra) ?? []);
  });
const requestOf = async ({ database, budgetId }: Asked, isChange: boolean) => {
  const [found] = await database.superDb.query(sql`
    select amount_request_id from amount_request where budget_id = ${budgetId} and (kind = 'CHANGE') = ${isChange} order by recorded_at desc`);
  return { params: { amountRequestId: String(found?.amount_request_id) }, decision: 'AGREED' };
};
const day = ({ database }: Asked, days: number) => database.tools.today().add({ days }).toString();
const fileOf = (name: string, text: string) => ({ file: { name, base64: Buffer.from(text).toString('base64') } });

/** What is sent beside what the shape asks for; who sends it, and which record the path names. */
const MORE: Readonly<Record<string, (asked: Asked) => Values | Promise<Values>>> = {
  '/cases/new': () => ({
    dateOfBirth: '1964-03-02',
    nhsNumberStatus: '03',
    postcode: 'ZZ99 3WZ',
    toldOptional: true,
    preferredOptions: ['DIRECT_PAYMENT'],
  }),
  '/budgets/:budgetId/final-budget': async ({ database, budgetId }) => {
    const [row] = await database.superDb.query(
      sql`select final_pence, reason from proposed_final_budget where budget_id = ${budgetId} order by version desc`,
    );
    return { startsOn: '2026-12-15', seenPence: String(row?.final_pence), reason: 'Words' };
  },
  '/budgets/:budgetId/agreement/signature': agreementHash,
  '/budgets/:budgetId/agreement/icb-signature': async asked => ({ ...(await agreementHash(asked)), actor: undefined }),
  '/budgets/:budgetId/account': () => ({ ...ACCOUNT }),
  '/pay-runs/new': () => ({ month: '2026-12' }),
  '/pay-runs/:runId/release': asked => runAs(asked, 'PREPARED'),
  '/pay-runs/:runId/cancellation': async asked => ({ params: (await runAs(asked, 'PREPARED')).params }),
  '/pay-runs/:runId/file': async asked => ({ params: (await runAs(asked, 'RELEASED')).params }),
  '/pay-runs/:runId/outage': async asked => ({ params: (await runAs(asked, 'SENT')).params }),
  '/pay-runs/:runId/word': async asked => ({ params: (await runAs(asked, 'SENT')).params }),
  '/bank-reports/new': () => fileOf('report.xml', arucs([{ reference: 'PHB TEST 01' }])),
  '/budgets/:budgetId/suspensions/new': asked => ({ reviewOn: day(asked, 3), scope: 'WHOLE', planItemIds: [] }),
  '/budgets/:budgetId/suspensions/:suspensionId/looks': asked => ({ reviewOn: day(asked, 3) }),
  '/budgets/:budgetId/advances/new': async asked => ({
    amountPence: '10000',
    seen: await seenExtra(asked, { kind: 'ADVANCE', amountPence: 10_000n }),
  }),
  '/budgets/:budgetId/one-off-payments/new': async asked => ({
    amountPence: '10000',
    neededOn: day(asked, 20),
    seen: await seenExtra(asked, { kind: 'ONE_OFF', amountPence: 10_000n }),
  }),
  '/budgets/:budgetId/extra-payments/:amountRequestId': asked => requestOf(asked, false),
  '/budgets/:budgetId/amount-changes/new': async asked => {
    const order = {
      toPence: 3_240_000n,
      effectiveOn: Temporal.PlainDate.from('2027-02-01'),
      reasons: '',
      endedLineIds: [],
      found: 'Words',
    };
    const seen = await look(asked, async (tx, policy) => {
      const facts = await loadChangedFacts(tx, { budgetId: asked.budgetId, state: 'ACTIVE' }, policy);
      return facts ? effectText(changedFrom(facts, order) ?? []) : '';
    });
    return { toPence: '3240000', effectiveOn: '2027-02-01', seen };
  },
  '/budgets/:budgetId/amount-changes/:amountRequestId': asked => requestOf(asked, true),
  '/bank-holidays': asked => ({ day: day(asked, 30), isHoliday: 'yes' }),
  '/budgets/:budgetId/bank-lines/:lineId': async asked => ({
    ...(await lineAs(asked, 'UNPLACED', -1_499n)),
    planItemId: asked.world.active.itemIds[0]!,
  }),
  '/budgets/:budgetId/bank-lines/:lineId/split': async asked => ({
    ...(await lineAs(asked, 'UNPLACED', -1_499n)),
    planItemId1: asked.world.active.itemIds[0]!,
    pence1: '1000',
    planItemId2: asked.world.active.itemIds[1]!,
    pence2: '499',
  }),
  '/budgets/:budgetId/bank-lines/:lineId/undo': asked => lineAs(asked, 'SPENT', -1_499n),
  '/budgets/:budgetId/bank-lines/:lineId/no-receipt': async asked => ({
    params: (await lineAs(asked, 'SPENT', -15_000n)).params,
  }),
  '/budgets/:budgetId/bank-statements/new': () =>
    fileOf(
      'october.csv',
      `Number,Date,Account,Amount,Subcategory,Memo\r\n,01/10/2026,08-99-99 ${ACCOUNT_NUMBER},-5.00,CARD,KIOSK\r\n`,
    ),
  '/budgets/:budgetId/reviews/new': asked => ({ plannedOn: day(asked, 40) }),
};

/** Where an id is found: of the case, or of the board where the case has none. */
const IDS: Readonly<Record<string, (budgetId: string) => Sql>> = {
  needId: budgetId => sql`select need_id from need where budget_id = ${budgetId} order by 1`,
  outcomeId: budgetId => sql`select outcome_id from outcome where budget_id = ${budgetId} order by 1`,
  planItemId: budgetId =>
    sql`select plan_item_id from plan_item join plan using (plan_id) where budget_id = ${budgetId} order by plan.version desc, 1`,
  planEntryId: budgetId =>
    sql`select plan_entry_id from plan_entry join plan using (plan_id) where budget_id = ${budgetId} order by plan.version desc, 1`,
  lineId: budgetId =>
    sql`select statement_line_id from statement_line where budget_id = ${budgetId} order by amount_pence`,
  reviewId: budgetId => sql`select review_id from review where budget_id = ${budgetId}`,
  paymentAccountId: budgetId => sql`select payment_account_id from payment_account where budget_id = ${budgetId}`,
  suspensionId: budgetId => sql`select suspension_id from suspension where budget_id = ${budgetId}`,
  amountRequestId: budgetId => sql`select amount_request_id from amount_request where budget_id = ${budgetId}`,
  hospitalStayId: budgetId => sql`select hospital_stay_id from hospital_stay where budget_id = ${budgetId}`,
  forecastId: budgetId => sql`select forecast_id from forecast where budget_id = ${budgetId}`,
  goalPurchaseId: budgetId => sql`select goal_purchase_id from goal_purchase where budget_id = ${budgetId}`,
  draftLineId: budgetId => sql`select draft_budget_line_id from draft_budget_line where budget_id = ${budgetId}`,
  entryId: budgetId => sql`select draft_entry_id from draft_entry where budget_id = ${budgetId}`,
  authorityId: budgetId => sql`select authority_id from authority where budget_id = ${budgetId}`,
  decisionId: budgetId => sql`select subject_id from notice where budget_id = ${budgetId} limit 1`,
  paymentId: budgetId => sql`select payment_id from payment where budget_id = ${budgetId} order by place`,
  runId: () => sql`select run_id from payment_run order by recorded_at desc`,
  enquiryId: () => sql`select enquiry_id from enquiry`,
  staffUserId: () => sql`select staff_user_id from staff_user where name = 'Decider Dee' order by 1`,
  coordinatorId: () => sql`select staff_user_id from staff_user where 'care-coordinator' = any (roles) order by 1`,
};

/** The path and the body of an act about a case, and who sends it where that is not anybody with leave. */
export async function actFor(
  database: TestDatabase,
  world: EveryStep,
  route: PostRoute,
  budgetId: string,
): Promise<{ readonly actor?: Actor; readonly path: string; readonly body: Values }> {
  const asked = { database, world, budgetId };
  const find = async (name: string) => {
    const [row] = name in IDS ? await database.superDb.query(IDS[name]!(budgetId)).catch(() => []) : [];
    return row ? String(Object.values(row)[0]) : '00000000-0000-4000-8000-000000000000';
  };
  const { actor, params, ...more } = ((await MORE[route.path]?.(asked)) ?? {}) as Values & {
    readonly actor?: Actor;
    readonly params?: Readonly<Record<string, string>>;
  };
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  const given: Record<string, string> = { budgetId, ...params };
  for (const name of names) given[name] ??= await find(name);
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => given[name]!);
  const body: Record<string, unknown> = {};
  const { properties = {}, required = [] } = z.toJSONSchema(route.form, {
    io: 'input',
    unrepresentable: 'any',
  }) as Shape;
  for (const name of required)
    body[name] = await something(name, properties[name]!, find, database.tools.today().toString());
  return { ...(actor && { actor }), path, body: { ...body, ...more } };
}

type Field = {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly items?: Field;
};
type Shape = { readonly properties?: Readonly<Record<string, Field>>; readonly required?: readonly string[] };

/** Something of this kind that is usually right. */
async function something(
  name: string,
  field: Field,
  find: (name: string) => Promise<string>,
  today: string,
): Promise<unknown> {
  if (field.const !== undefined) return field.const;
  if (field.enum) return field.enum[0];
  if (field.format === 'uuid') return find(name);
  if (field.type === 'array') return [await something(name.replace(/s$/, ''), field.items ?? {}, find, today)];
  if (field.type === 'object') return { name: 'file.csv', base64: Buffer.from('Nothing\n').toString('base64') };
  if (field.pattern?.startsWith('^\\d')) return '1000';
  if (field.pattern?.startsWith('^[+-]?\\d')) return '1';
  if (/(On|from|From|to|day)$/.test(name) && field.pattern === undefined) return today;
  if (field.pattern === undefined) return '10';
  return 'Words';
}
