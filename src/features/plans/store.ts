/**
 * The personalised care and support plan: tables `plan`, `plan_section`, `plan_item` and its links,
 * `plan_risk_signature`, `plan_statement`, `plan_submission`; what is decided on a version is in decision-store.ts.
 *
 * What a version says is one hash, `plan_content_hash(plan_id)` in the database; a submission and a decision store it.
 * From its submission on no row of a version changes; the database refuses it.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { often, sql } from '../../platform/sql.ts';
import { RELATIONSHIPS } from '../../rules/plan/connected-person.ts';
import { PAY_BANDS } from '../../rules/plan/employment.ts';
import { type PlanItem, type SignedStatement, STATEMENTS, type Statement } from '../../rules/plan/plan.ts';
import { CARE_HOME_STAYS, type ItemChecks, NO_CHECKS, REGULATIONS } from '../../rules/plan/plan-checks.ts';
import { SECTION_KINDS, type SectionContent, type SectionKind, type Sections } from '../../rules/plan/plan-sections.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';
import { copyEntries } from './entry-store.ts';
import { copySplits } from './share-store.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

export type PlanStatus = 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'RETURNED' | 'REFUSED';

const PlanRow = z
  .object({
    plan_id: z.string(),
    budget_id: z.string(),
    version: z.number(),
    planning_support: z.string(),
    status: z.enum(['DRAFT', 'SUBMITTED', 'APPROVED', 'RETURNED', 'REFUSED']),
    content_hash: z.string(),
    submitted_hash: z.string().nullable(),
    proposed_final_budget_id: z.string().nullable(),
    submitted_on: plainDate.nullable(),
    submitted_by: z.string().nullable(),
    decided_on: plainDate.nullable(),
    last_written_at: z.instanceof(Temporal.Instant),
  })
  .transform(row => ({
    planId: row.plan_id,
    budgetId: row.budget_id,
    version: row.version,
    planningSupport: row.planning_support,
    status: row.status,
    /** What the version says now. */
    contentHash: row.content_hash,
    /** What it said when it was submitted. */
    submittedHash: row.submitted_hash ?? undefined,
    /** The proposed final budget that went in with it. */
    proposedFinalBudgetId: row.proposed_final_budget_id ?? undefined,
    submittedOn: row.submitted_on ?? undefined,
    submittedByName: row.submitted_by ?? undefined,
    decidedOn: row.decided_on ?? undefined,
    lastWrittenAt: row.last_written_at,
  }));
export type Plan = z.output<typeof PlanRow>;

const selectPlan = sql`
    select p.plan_id, p.budget_id, p.version, p.planning_support, plan_content_hash(p.plan_id) as content_hash,
           coalesce(d.decision, case when s.plan_id is null then 'DRAFT' else 'SUBMITTED' end) as status,
           s.content_hash as submitted_hash, s.proposed_final_budget_id, s.submitted_on, s.by_name as submitted_by, d.decided_on,
           greatest(p.recorded_at,
                    (select max(recorded_at) from plan_section x where x.plan_id = p.plan_id),
                    (select max(greatest(recorded_at, removed_at)) from plan_item x where x.plan_id = p.plan_id),
                    (select max(greatest(recorded_at, removed_at)) from plan_entry x where x.plan_id = p.plan_id)) as last_written_at
      from plan p
      left join plan_submission s on s.plan_id = p.plan_id
      left join plan_decision d on d.plan_id = p.plan_id`;

/** The latest version of a budget's plan, or undefined. */
export async function loadPlan(db: Queryable, budgetId: string): Promise<Plan | undefined> {
  const [row] = await db.query(often`${selectPlan} where p.budget_id = ${budgetId} order by p.version desc limit 1`);
  return row && PlanRow.parse(row);
}

/** Every version of a budget's plan, oldest first; at most 100. */
export async function loadPlanVersions(db: Queryable, budgetId: string): Promise<Plan[]> {
  const rows = await db.query(sql`${selectPlan} where p.budget_id = ${budgetId} order by p.version limit 100`);
  return rows.map(row => PlanRow.parse(row));
}

/** Starts version 1 of a plan; answers its id. */
export async function savePlan(
  tx: Tx,
  actor: Actor,
  plan: { readonly budgetId: string; readonly planningSupport: string; readonly startedOn: PlainDate },
): Promise<string> {
  const [row] = await tx.query(sql`
    insert into plan (icb_code, budget_id, version, planning_support, started_on, by_id, by_name)
    values (${tx.icbCode}, ${plan.budgetId}, 1, ${plan.planningSupport}, ${plan.startedOn}, ${actor.id}, ${actor.name})
    returning plan_id`);
  return row!.plan_id as string;
}

/** Copies a returned version as the next draft, each row in the name of who wrote it; answers the new id. */
export async function copyPlan(tx: Tx, planId: string, startedOn: PlainDate): Promise<string> {
  const [row] = await tx.query(sql`
    insert into plan (icb_code, budget_id, version, copied_from, planning_support, started_on, by_id, by_name)
    select icb_code, budget_id, version + 1, plan_id, planning_support, ${startedOn}, by_id, by_name from plan where plan_id = ${planId}
    returning plan_id`);
  const copyId = row!.plan_id as string;
  await tx.query(sql`
    insert into plan_section (icb_code, plan_id, kind, content, by_id, by_name, recorded_at)
    select icb_code, ${copyId}, kind, content, by_id, by_name, recorded_at from plan_section
     where plan_id = ${planId} order by plan_section_id`);
  const items = await tx.query(sql`
    with copied as (
      select i.*, gen_random_uuid() as copy_id from plan_item i where plan_id = ${planId} and removed_at is null),
    items as (
      insert into plan_item (plan_item_id, icb_code, plan_id, label, category, provider, arranged_by, quantity_ten_thousandths,
             unit, per, times, unit_pence, annual_pence, starts_on, ends_on, option, stream, promised, confidence, checks, by_id, by_name, recorded_at)
      select copy_id, icb_code, ${copyId}, label, category, provider, arranged_by, quantity_ten_thousandths, unit, per, times,
             unit_pence, annual_pence, starts_on, ends_on, option, stream, promised, confidence, checks, by_id, by_name, recorded_at
        from copied order by sequence)
    select plan_item_id, copy_id from copied`);
  const [from, to] = [items.map(item => item.plan_item_id as string), items.map(item => item.copy_id as string)];
  await tx.query(sql`
    insert into plan_item_outcome (plan_item_id, outcome_id, icb_code)
    select pair.copy_id, outcome_id, icb_code from plan_item_outcome
      join unnest(${from}::uuid[], ${to}::uuid[]) as pair (plan_item_id, copy_id) using (plan_item_id)`);
  await tx.query(sql`
    insert into plan_item_need (plan_item_id, need_id, icb_code)
    select pair.copy_id, need_id, icb_code from plan_item_need
      join unnest(${from}::uuid[], ${to}::uuid[]) as pair (plan_item_id, copy_id) using (plan_item_id)`);
  await copySplits(tx, from, to);
  await copyEntries(tx, planId, copyId);
  return copyId;
}

/** Writes a section of a draft; what stood there before stays as history. */
export async function saveSection(
  tx: Tx,
  actor: Actor,
  section: { readonly planId: string; readonly kind: SectionKind; readonly content: SectionContent },
): Promise<void> {
  await tx.query(sql`
    insert into plan_section (icb_code, plan_id, kind, content, by_id, by_name)
    values (${tx.icbCode}, ${section.planId}, ${section.kind}, ${JSON.stringify(section.content)}, ${actor.id}, ${actor.name})`);
}

const SectionRow = z.object({
  kind: z.enum(SECTION_KINDS),
  content: z.record(z.string(), z.string()),
  by_name: z.string(),
});

/** What the sections of a version say now. */
export async function loadSections(db: Queryable, planId: string): Promise<Sections> {
  const rows = await db.query(sql`
    select distinct on (kind) kind, content, by_name from plan_section
     where plan_id = ${planId} order by kind, plan_section_id desc`);
  return Object.fromEntries(rows.map(row => SectionRow.parse(row)).map(({ kind, content }) => [kind, content]));
}

/** Who wrote a part of the plan as it stands, and when, London. */
export type Author = { readonly byName: string; readonly writtenOn: PlainDate };
export type PlanAuthors = {
  readonly sections: ReadonlyMap<string, Author>;
  /** By the item's id. */
  readonly items: ReadonlyMap<string, Author>;
};

/** Who wrote each section and each item of a version. */
export async function loadAuthors(db: Queryable, planId: string): Promise<PlanAuthors> {
  const rows = await db.query(sql`
    (select distinct on (kind) 'section' as part, kind as id, by_name, (recorded_at at time zone 'Europe/London')::date as written_on
       from plan_section where plan_id = ${planId} order by kind, plan_section_id desc)
    union all
    select 'item', plan_item_id::text, by_name, (recorded_at at time zone 'Europe/London')::date
      from plan_item where plan_id = ${planId} and removed_at is null`);
  const of = (part: string) =>
    new Map(
      rows
        .filter(row => row.part === part)
        .map(row => [row.id as string, { byName: row.by_name as string, writtenOn: row.written_on as PlainDate }]),
    );
  return { sections: of('section'), items: of('item') };
}

export type NewPlanItem = Omit<PlanItem, 'planItemId' | 'oneOff' | 'checks'> & { readonly checks?: ItemChecks };

/** Writes an item into a draft with its links; answers its id. */
export async function savePlanItem(tx: Tx, actor: Actor, planId: string, item: NewPlanItem): Promise<string> {
  const [row] = await tx.query(sql`
    insert into plan_item (icb_code, plan_id, label, category, provider, arranged_by, quantity_ten_thousandths, unit, per, times,
           unit_pence, annual_pence, starts_on, ends_on, option, stream, promised, confidence, checks, by_id, by_name)
    values (${tx.icbCode}, ${planId}, ${item.label}, ${item.category}, ${item.provider}, ${item.arrangedBy},
            ${item.quantity.tenThousandths}, ${item.unit}, ${item.per}, ${item.times}, ${item.unitPence}, ${item.annualPence},
            ${item.startsOn ?? null}, ${item.endsOn ?? null}, ${item.option}, ${item.stream}, ${item.promised},
            ${item.confidence ?? null}, ${checksSaid(item.checks)}, ${actor.id}, ${actor.name})
    returning plan_item_id`);
  const planItemId = row!.plan_item_id as string;
  await tx.query(sql`
    insert into plan_item_outcome (plan_item_id, outcome_id, icb_code)
    select ${planItemId}, *, ${tx.icbCode} from unnest(${item.outcomeIds}::uuid[])`);
  await tx.query(sql`
    insert into plan_item_need (plan_item_id, need_id, icb_code)
    select ${planItemId}, *, ${tx.icbCode} from unnest(${item.needIds}::uuid[])`);
  return planItemId;
}

/** Only what is said: a line of which there is nothing to say has the hash that it always had. */
function checksSaid(checks: ItemChecks = NO_CHECKS): string {
  const said = Object.entries(checks).filter(([name, value]) => value !== NO_CHECKS[name as keyof ItemChecks]);
  return JSON.stringify(Object.fromEntries(said));
}

/** Takes an item out of a draft; false when it is not there. */
export async function removePlanItem(tx: Tx, planId: string, planItemId: string): Promise<boolean> {
  const rows = await tx.query(sql`
    update plan_item set removed_at = clock_timestamp()
     where plan_item_id = ${planItemId} and plan_id = ${planId} and removed_at is null returning plan_item_id`);
  return rows.length === 1;
}

const Checks = z
  .object({
    relationship: z.enum(RELATIONSHIPS),
    sameHousehold: z.boolean(),
    regulated: z.enum(REGULATIONS),
    registration: z.string(),
    careHome: z.enum(CARE_HOME_STAYS),
    nights: z.number(),
    payBand: z.enum(PAY_BANDS),
  })
  .partial()
  .transform((said): ItemChecks => ({ ...NO_CHECKS, ...(said as Partial<ItemChecks>) }));

const ItemRow = z
  .object({
    plan_item_id: z.string(),
    label: z.string(),
    category: z.string(),
    provider: z.string(),
    arranged_by: z.enum(['PERSON', 'REPRESENTATIVE', 'ICB', 'THIRD_PARTY']),
    quantity_ten_thousandths: z.bigint(),
    unit: z.string(),
    per: z.enum(['week', 'month', 'year', 'once']),
    times: z.number(),
    unit_pence: z.bigint(),
    annual_pence: z.bigint(),
    starts_on: plainDate.nullable(),
    ends_on: plainDate.nullable(),
    option: z.enum(['DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL']),
    stream: z.string(),
    promised: z.boolean(),
    confidence: z.number().nullable(),
    checks: Checks,
    outcome_ids: z.array(z.string()),
    need_ids: z.array(z.string()),
  })
  .transform(
    (row): PlanItem => ({
      planItemId: row.plan_item_id,
      label: row.label,
      category: row.category,
      provider: row.provider,
      arrangedBy: row.arranged_by,
      quantity: { tenThousandths: row.quantity_ten_thousandths },
      unit: row.unit,
      per: row.per,
      times: row.times,
      unitPence: row.unit_pence,
      annualPence: row.annual_pence,
      startsOn: row.starts_on ?? undefined,
      endsOn: row.ends_on ?? undefined,
      option: row.option,
      stream: row.stream,
      oneOff: row.per === 'once',
      promised: row.promised,
      confidence: row.confidence ?? undefined,
      outcomeIds: row.outcome_ids,
      needIds: row.need_ids,
      checks: row.checks,
    }),
  );

/** The items of a version, in the order written. */
export async function loadPlanItems(db: Queryable, planId: string): Promise<PlanItem[]> {
  const rows = await db.query(often`
    select i.*,
           array(select outcome_id::text from plan_item_outcome o where o.plan_item_id = i.plan_item_id order by outcome_id) as outcome_ids,
           array(select need_id::text from plan_item_need n where n.plan_item_id = i.plan_item_id order by need_id) as need_ids
      from plan_item i where i.plan_id = ${planId} and i.removed_at is null
       and not exists (select from plan_item_refusal r where r.plan_item_id = i.plan_item_id) -- R-065
     order by i.sequence`);
  return rows.map(row => ItemRow.parse(row));
}

/** What an item of a plan buys and from whom, without its words. */
export type ItemBasics = Pick<PlanItem, 'planItemId' | 'category' | 'option' | 'provider'>;

/** The items of the plans that many budgets are paid against, in their order, in one statement. */
export async function loadItemsOf(
  db: Queryable,
  budgetIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ItemBasics[]>> {
  const rows = await db.query(sql`
    select p.budget_id, i.plan_item_id, i.category, i.option, i.provider
      from (select distinct on (p.budget_id) p.budget_id, p.plan_id from plan p join plan_decision d using (plan_id)
             where p.budget_id = any (${budgetIds}::uuid[]) and d.decision = 'APPROVED' order by p.budget_id, p.version desc) p
      join plan_item i using (plan_id)
     where i.removed_at is null and not exists (select from plan_item_refusal r where r.plan_item_id = i.plan_item_id) -- R-065
     order by p.budget_id, i.sequence`);
  const items = rows.map(row => ({
    budgetId: row.budget_id as string,
    planItemId: row.plan_item_id as string,
    category: row.category as ItemBasics['category'],
    option: row.option as ItemBasics['option'],
    provider: row.provider as string,
  }));
  return Map.groupBy(items, ({ budgetId }) => budgetId);
}

/** Records that the person agrees to the risk plan as it stands. */
export async function saveRiskSignature(tx: Tx, actor: Actor, planId: string, signedOn: PlainDate): Promise<void> {
  await tx.query(sql`
    insert into plan_risk_signature (icb_code, plan_id, risk_hash, signed_on, by_id, by_name)
    values (${tx.icbCode}, ${planId}, plan_risk_hash(${planId}), ${signedOn}, ${actor.id}, ${actor.name})`);
}

export type RiskSignature = { readonly byName: string; readonly signedOn: PlainDate; readonly current: boolean };

/** The latest agreement to the risk plan, and whether the risk plan still says what was agreed. */
export async function loadRiskSignature(db: Queryable, planId: string): Promise<RiskSignature | undefined> {
  const [row] = await db.query(sql`
    select by_name, signed_on, risk_hash = plan_risk_hash(plan_id) as current from plan_risk_signature
     where plan_id = ${planId} order by plan_risk_signature_id desc limit 1`);
  return (
    row && { byName: row.by_name as string, signedOn: row.signed_on as PlainDate, current: row.current as boolean }
  );
}

export type NewStatement = Omit<SignedStatement, 'byName' | 'contentHash' | 'signedAs'>;

/** Records what the person says to the three statements, on what the plan says at this moment. */
export async function saveStatements(
  tx: Tx,
  actor: Actor,
  planId: string,
  statements: readonly NewStatement[],
): Promise<void> {
  for (const { statement, agreed, words, amountPence, signedOn } of statements)
    await tx.query(sql`
      insert into plan_statement (icb_code, plan_id, statement, agreed, words, content_hash, amount_pence, signed_on, signed_as, by_id, by_name)
      values (${tx.icbCode}, ${planId}, ${statement}, ${agreed}, ${words}, plan_content_hash(${planId}), ${amountPence}, ${signedOn},
              ${actor.roles.includes('representative') ? 'REPRESENTATIVE' : 'PERSON'}, ${actor.id}, ${actor.name})`);
}

const StatementRow = z
  .object({
    statement: z.enum(STATEMENTS),
    agreed: z.boolean(),
    words: z.string(),
    content_hash: z.string(),
    amount_pence: z.bigint(),
    signed_on: plainDate,
    by_name: z.string(),
    signed_as: z.enum(['PERSON', 'REPRESENTATIVE']),
  })
  .transform(
    (row): SignedStatement => ({
      statement: row.statement as Statement,
      agreed: row.agreed,
      words: row.words,
      contentHash: row.content_hash,
      amountPence: row.amount_pence,
      signedOn: row.signed_on,
      byName: row.by_name,
      signedAs: row.signed_as,
    }),
  );

/** The latest word on each of the three statements. */
export async function loadStatements(db: Queryable, planId: string): Promise<SignedStatement[]> {
  const rows = await db.query(sql`
    select distinct on (statement) * from plan_statement
     where plan_id = ${planId} order by statement, plan_statement_id desc`);
  return rows.map(row => StatementRow.parse(row));
}

/** Submits a version: from now on it stays as it is. */
export async function saveSubmission(
  tx: Tx,
  actor: Actor,
  submission: {
    readonly planId: string;
    readonly contentHash: string;
    readonly proposedFinalBudgetId: string;
    readonly submittedOn: PlainDate;
  },
): Promise<void> {
  await tx.query(sql`
    insert into plan_submission (plan_id, icb_code, content_hash, proposed_final_budget_id, submitted_on, by_id, by_name)
    values (${submission.planId}, ${tx.icbCode}, ${submission.contentHash}, ${submission.proposedFinalBudgetId},
            ${submission.submittedOn}, ${actor.id}, ${actor.name})`);
}

/** Everybody who wrote in any version of this budget's plan. */
export async function loadPlanAuthors(db: Queryable, budgetId: string): Promise<string[]> {
  const rows = await db.query(sql`
    select p.by_id from plan p where p.budget_id = ${budgetId}
    union select s.by_id from plan_section s join plan p using (plan_id) where p.budget_id = ${budgetId}
    union select i.by_id from plan_item i join plan p using (plan_id) where p.budget_id = ${budgetId}
    union select e.by_id from plan_entry e join plan p using (plan_id) where p.budget_id = ${budgetId}
    union select b.by_id from plan_submission b join plan p using (plan_id) where p.budget_id = ${budgetId}
     order by by_id`);
  return rows.map(row => row.by_id as string);
}

export type ApprovedPlan = {
  readonly planId: string;
  readonly version: number;
  /** As it stood when it was approved. */
  readonly contentHash: string;
  readonly approvedOn: PlainDate;
  readonly approvedById: string;
  /** The yearly budget that was approved: the proposed one without the items that were refused. */
  readonly approvedPence: bigint;
  readonly proposedFinalBudgetId: string;
  readonly items: readonly PlanItem[];
};

/** The plan version that is approved and paid against (the latest such), or undefined. */
export async function loadApprovedPlan(db: Queryable, budgetId: string): Promise<ApprovedPlan | undefined> {
  const [row] = await db.query(often`
    select p.plan_id, p.version, d.content_hash, d.decided_on, d.by_id, d.annual_pence, s.proposed_final_budget_id
      from plan p join plan_decision d using (plan_id) join plan_submission s using (plan_id)
     where p.budget_id = ${budgetId} and d.decision = 'APPROVED' order by p.version desc limit 1`);
  if (!row) return undefined;
  return {
    planId: row.plan_id as string,
    version: row.version as number,
    contentHash: row.content_hash as string,
    approvedOn: row.decided_on as PlainDate,
    approvedById: row.by_id as string,
    approvedPence: row.annual_pence as bigint,
    proposedFinalBudgetId: row.proposed_final_budget_id as string,
    items: await loadPlanItems(db, row.plan_id as string),
  };
}
