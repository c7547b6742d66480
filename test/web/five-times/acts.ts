/** What is sent for every act: what its shape asks for, and, on a case on which it is accepted, what only it needs to know. */
import { z } from 'zod';
import type { Route } from '../../../src/platform/http.ts';
import { type Sql, sql } from '../../../src/platform/sql.ts';
import type { Actor } from '../../../src/values/actor.ts';
import type { TestDatabase } from '../../support/database.ts';
import type { KnownActs, Values } from './asked.ts';
import { BOUGHT_ACTS } from './bought-acts.ts';
import { FRONT_ACTS } from './front-acts.ts';
import { LINE_ACTS } from './line-acts.ts';
import { MONEY_ACTS } from './money-acts.ts';
import { PAID_ACTS } from './paid-acts.ts';
import { REST_ACTS } from './rest-acts.ts';
import type { World } from './world.ts';

type PostRoute = Extract<Route, { kind: 'post' }>;

export const KNOWN_ACTS: KnownActs = {
  ...FRONT_ACTS,
  ...MONEY_ACTS,
  ...BOUGHT_ACTS,
  ...PAID_ACTS,
  ...LINE_ACTS,
  ...REST_ACTS,
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
  draftLineId: budgetId =>
    sql`select indicative_draft_line_id from indicative_draft_line where budget_id = ${budgetId}`,
  entryId: budgetId =>
    sql`select jsonb_path_query_first(inputs, '$.*[*].id') #>> '{}' from indicative_draft where budget_id = ${budgetId} order by version desc`,
  authorityId: budgetId =>
    sql`select authority_id from authority where person_id = (select person_id from budget where budget_id = ${budgetId})`,
  decisionId: budgetId => sql`select subject_id from notice where budget_id = ${budgetId} limit 1`,
  paymentId: budgetId => sql`select payment_id from payment where budget_id = ${budgetId} order by place`,
  runId: () => sql`select run_id from payment_run order by recorded_at desc`,
  enquiryId: () => sql`select enquiry_id from enquiry`,
  staffUserId: () => sql`select staff_user_id from staff_user where name = 'Decider Dee' order by 1`,
  healthChangeId: budgetId => sql`select health_change_id from health_change where budget_id = ${budgetId}`,
  taskId: budgetId => sql`select task_id from representation_task where budget_id = ${budgetId}`,
  coordinatorId: () => sql`select staff_user_id from staff_user where 'care-coordinator' = any (roles) order by 1`,
};

/** The path and the body of an act about a case, and who sends it where that is not anybody with leave. */
export async function actFor(
  database: TestDatabase,
  world: World,
  route: PostRoute,
  budgetId: string,
): Promise<{ readonly actor?: Actor; readonly path: string; readonly body: Values }> {
  const asked = { database, world, budgetId };
  const find = async (name: string) => {
    const [row] = name in IDS ? await database.superDb.query(IDS[name]!(budgetId)) : [];
    return row ? String(Object.values(row)[0]) : '00000000-0000-4000-8000-000000000000';
  };
  const { actor, params, ...more } = ((await KNOWN_ACTS[route.path]?.sent?.(asked)) ?? {}) as Values & {
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
