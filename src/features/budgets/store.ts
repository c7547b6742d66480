/**
 * Every figure that a budget had: tables `indicative_draft_line`, `indicative_budget`, `indicative_budget_line`, `proposed_final_budget`, `final_budget`.
 * Amounts are pence for one budget year. Rows are only ever added; the latest version counts.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { often, sql } from '../../platform/sql.ts';
import type { BudgetMethod, Per, WorkedLine, Working } from '../../rules/budget/budget.ts';
import type { EstimateBasis } from '../../rules/budget/methods.ts';
import type { Trace } from '../../rules/budget/trace.ts';
import { asJson } from '../../rules/budget/trace-json.ts';
import type { Policy } from '../../rules/policy/policy.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';
import type { Quantity } from '../../values/quantity.ts';
import { toJsonText } from './basis-json.ts';
import type { NeedBand } from './indicative/draft-inputs.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

export type DraftLine = {
  readonly draftLineId: string;
  readonly needId: string;
  readonly rateCode: string;
  readonly quantity: Quantity;
  readonly per: Per;
};

/** The lines that are being put together for an indicative budget, in the order written. */
export async function loadDraftLines(db: Queryable, budgetId: string): Promise<DraftLine[]> {
  const rows = await db.query(sql`
    select indicative_draft_line_id, need_id, rate_code, quantity_ten_thousandths, per from indicative_draft_line
     where budget_id = ${budgetId} and removed_at is null order by sequence`);
  return rows.map(row => ({
    draftLineId: row.indicative_draft_line_id as string,
    needId: row.need_id as string,
    rateCode: row.rate_code as string,
    quantity: { tenThousandths: row.quantity_ten_thousandths as bigint },
    per: row.per as Per,
  }));
}

/** Adds a line to the draft; answers its id. */
export async function saveDraftLine(
  tx: Tx,
  actor: Actor,
  line: { readonly budgetId: string } & Omit<DraftLine, 'draftLineId'>,
): Promise<string> {
  const [row] = await tx.query(sql`
    insert into indicative_draft_line (icb_code, budget_id, need_id, rate_code, quantity_ten_thousandths, per, by_id, by_name)
    values (${tx.icbCode}, ${line.budgetId}, ${line.needId}, ${line.rateCode}, ${line.quantity.tenThousandths}, ${line.per},
            ${actor.id}, ${actor.name})
    returning indicative_draft_line_id`);
  return row!.indicative_draft_line_id as string;
}

/** Takes a line out of the draft; false when it is not there. */
export async function removeDraftLine(tx: Tx, budgetId: string, draftLineId: string): Promise<boolean> {
  const rows = await tx.query(sql`
    update indicative_draft_line set removed_at = clock_timestamp()
     where indicative_draft_line_id = ${draftLineId} and budget_id = ${budgetId} and removed_at is null
    returning indicative_draft_line_id`);
  return rows.length === 1;
}

export type NewIndicativeBudget = {
  readonly budgetId: string;
  readonly startsOn: PlainDate;
  readonly method: BudgetMethod;
  readonly rateCardId: string;
  readonly rateCardVersion: string;
  readonly policy: Policy;
  readonly working: Working;
  readonly statement: string;
  readonly issuedOn: PlainDate;
  /** What it was worked out from, whole. */
  readonly basis: EstimateBasis;
  readonly trace: Trace;
  /** Each card that counts on a day of the year. */
  readonly rateCards: readonly CardUsed[];
  readonly needBand: NeedBand | null;
  readonly similarCaseIds: readonly string[];
};

export type CardUsed = { readonly version: string; readonly effectiveFrom: string };

/** Stores an indicative budget with its full working as the next version; answers its id. */
export async function saveIndicativeBudget(tx: Tx, actor: Actor, budget: NewIndicativeBudget): Promise<string> {
  const { working, policy } = budget;
  const [row] = await tx.query(sql`
    insert into indicative_budget (icb_code, budget_id, version, starts_on, method, rate_card_id, rate_card_version,
           policy_version, weeks_per_year, contingency_weeks, contingency_in_budget, lines_pence, start_up_pence,
           contingency_pence, total_pence, statement, issued_on, inputs, trace, rate_cards, need_band, peer_budget_ids,
           by_id, by_name)
    select ${tx.icbCode}, ${budget.budgetId}, 1 + coalesce(max(version), 0), ${budget.startsOn}::date, ${budget.method},
           ${budget.rateCardId}::uuid, ${budget.rateCardVersion}, ${policy.version}, ${policy.budget.weeksPerYear}::integer,
           ${policy.contingency.weeks}::integer, ${policy.contingency.inBudget}::boolean, ${working.linesPence}::bigint,
           ${working.startUpPence}::bigint, ${working.contingencyPence}::bigint, ${working.totalPence}::bigint,
           ${budget.statement}, ${budget.issuedOn}::date, ${toJsonText(budget.basis)}::jsonb,
           ${JSON.stringify(asJson(budget.trace))}::jsonb, ${JSON.stringify(budget.rateCards)}::jsonb, ${budget.needBand},
           ${budget.similarCaseIds}::uuid[], ${actor.id}::uuid, ${actor.name}
      from indicative_budget where budget_id = ${budget.budgetId}
    returning indicative_budget_id`);
  const indicativeBudgetId = row!.indicative_budget_id as string;
  const { lines } = working;
  await tx.query(sql`
    insert into indicative_budget_line (indicative_budget_id, icb_code, sequence, need_id, rate_code, label,
           quantity_ten_thousandths, unit, per, rate_pence, times, amount_pence, rule, stream, periods)
    select ${indicativeBudgetId}, ${tx.icbCode}, * from unnest(
           ${lines.map((_, i) => i + 1)}::integer[], ${lines.map(line => line.needId)}::uuid[],
           ${lines.map(line => line.rateCode)}::text[], ${lines.map(line => line.label)}::text[],
           ${lines.map(line => line.quantity.tenThousandths)}::bigint[], ${lines.map(line => line.unit)}::text[],
           ${lines.map(line => line.per)}::text[], ${lines.map(line => line.ratePence)}::bigint[],
           ${lines.map(line => line.times)}::integer[], ${lines.map(line => line.amountPence)}::bigint[],
           ${lines.map(line => line.rule)}::text[], ${lines.map(line => line.stream)}::text[],
           ${lines.map(line => (line.periods ? toJsonText(line.periods) : null))}::jsonb[])`);
  return indicativeBudgetId;
}

const IndicativeBudgetRow = z
  .object({
    indicative_budget_id: z.string(),
    budget_id: z.string(),
    version: z.number(),
    starts_on: plainDate,
    method: z.string(),
    rate_card_version: z.string(),
    policy_version: z.string(),
    contingency_in_budget: z.boolean(),
    lines_pence: z.bigint(),
    start_up_pence: z.bigint(),
    contingency_pence: z.bigint(),
    total_pence: z.bigint(),
    statement: z.string(),
    issued_on: plainDate,
    by_id: z.string(),
    by_name: z.string(),
  })
  .transform(row => ({
    indicativeBudgetId: row.indicative_budget_id,
    budgetId: row.budget_id,
    version: row.version,
    startsOn: row.starts_on,
    method: row.method as BudgetMethod,
    rateCardVersion: row.rate_card_version,
    policyVersion: row.policy_version,
    contingencyInBudget: row.contingency_in_budget,
    linesPence: row.lines_pence,
    startUpPence: row.start_up_pence,
    contingencyPence: row.contingency_pence,
    totalPence: row.total_pence,
    statement: row.statement,
    issuedOn: row.issued_on,
    issuedById: row.by_id,
    issuedByName: row.by_name,
  }));

const PeriodRow = z.object({
  from: z.iso.date().transform(text => Temporal.PlainDate.from(text)),
  ratePence: z.string().transform(BigInt),
  days: z.number(),
  daysInYear: z.number(),
  source: z.string(),
});

const LineRow = z
  .object({
    sequence: z.number(),
    need_id: z.string().nullable(),
    rate_code: z.string().nullable(),
    label: z.string(),
    quantity_ten_thousandths: z.bigint(),
    unit: z.string(),
    per: z.enum(['week', 'month', 'year', 'once']),
    rate_pence: z.bigint(),
    times: z.number(),
    amount_pence: z.bigint(),
    rule: z.string().transform(rule => rule as WorkedLine['rule']),
    stream: z.string(),
    periods: z.array(PeriodRow).nullable(),
  })
  .transform(
    (row): WorkedLine => ({
      id: row.sequence.toString(),
      needId: row.need_id,
      rateCode: row.rate_code,
      label: row.label,
      quantity: { tenThousandths: row.quantity_ten_thousandths },
      unit: row.unit,
      per: row.per,
      ratePence: row.rate_pence,
      times: row.times,
      amountPence: row.amount_pence,
      rule: row.rule,
      stream: row.stream,
      ...(row.periods && { periods: row.periods }),
    }),
  );

export type IndicativeBudget = z.output<typeof IndicativeBudgetRow> & { readonly lines: readonly WorkedLine[] };

/** The indicative budget in force (its latest version) with its working, or undefined. */
export async function loadIndicativeBudget(db: Queryable, budgetId: string): Promise<IndicativeBudget | undefined> {
  const [row] = await db.query(often`
    select * from indicative_budget where budget_id = ${budgetId} order by version desc limit 1`);
  if (!row) return undefined;
  const lines = await db.query(sql`
    select * from indicative_budget_line where indicative_budget_id = ${row.indicative_budget_id} order by sequence`);
  return { ...IndicativeBudgetRow.parse(row), lines: lines.map(line => LineRow.parse(line)) };
}

export type ProposedBudget = {
  readonly proposedFinalBudgetId: string;
  readonly finalPence: bigint;
  /** Inside the final sum. */
  readonly contingencyPence: bigint;
  readonly reason: string;
  readonly proposedOn: PlainDate;
  readonly byId: string;
  readonly byName: string;
};

/** The latest proposed final budget, or undefined. */
export async function loadProposedBudget(db: Queryable, budgetId: string): Promise<ProposedBudget | undefined> {
  const [row] = await db.query(sql`
    select * from proposed_final_budget where budget_id = ${budgetId} order by version desc limit 1`);
  return row && toProposed(row);
}

/** One proposed final budget by its id. */
export async function loadProposedBudgetById(db: Queryable, proposedFinalBudgetId: string): Promise<ProposedBudget> {
  const [row] = await db.query(sql`
    select * from proposed_final_budget where proposed_final_budget_id = ${proposedFinalBudgetId}`);
  return toProposed(row!);
}

function toProposed(row: Record<string, unknown>): ProposedBudget {
  return {
    proposedFinalBudgetId: row.proposed_final_budget_id as string,
    finalPence: row.final_pence as bigint,
    contingencyPence: row.contingency_pence as bigint,
    reason: row.reason as string,
    proposedOn: row.proposed_on as PlainDate,
    byId: row.by_id as string,
    byName: row.by_name as string,
  };
}

/** Stores a proposed final budget as the next version; answers its id. */
export async function saveProposedBudget(
  tx: Tx,
  actor: Actor,
  proposal: {
    readonly budgetId: string;
    readonly finalPence: bigint;
    readonly contingencyPence: bigint;
    readonly reason: string;
    readonly proposedOn: PlainDate;
    readonly policyVersion: string;
  },
): Promise<string> {
  const [row] = await tx.query(sql`
    insert into proposed_final_budget (icb_code, budget_id, version, final_pence, contingency_pence, reason, proposed_on,
                                       policy_version, by_id, by_name)
    select ${tx.icbCode}, ${proposal.budgetId}, 1 + coalesce(max(version), 0), ${proposal.finalPence}::bigint,
           ${proposal.contingencyPence}::bigint, ${proposal.reason}, ${proposal.proposedOn}::date,
           ${proposal.policyVersion}, ${actor.id}::uuid, ${actor.name}
      from proposed_final_budget where budget_id = ${proposal.budgetId}
    returning proposed_final_budget_id`);
  return row!.proposed_final_budget_id as string;
}

/** Everybody who set or proposed a figure of this budget. */
export async function loadFigureSetters(db: Queryable, budgetId: string): Promise<string[]> {
  const rows = await db.query(sql`
    select by_id from indicative_budget where budget_id = ${budgetId}
    union select by_id from indicative_draft_line where budget_id = ${budgetId}
    union select by_id from proposed_final_budget where budget_id = ${budgetId}
     order by by_id`);
  return rows.map(row => row.by_id as string);
}

const FinalBudgetRow = z
  .object({
    final_budget_id: z.string(),
    budget_id: z.string(),
    version: z.number(),
    plan_id: z.string(),
    content_hash: z.string(),
    starts_on: plainDate,
    final_pence: z.bigint(),
    contingency_pence: z.bigint(),
    lines_pence: z.bigint(),
    start_up_pence: z.bigint(),
    direct_payment_pence: z.bigint(),
    indicative_pence: z.bigint(),
    difference_reason: z.string(),
    stream: z.string(),
    set_on: plainDate,
    by_id: z.string(),
    by_name: z.string(),
  })
  .transform(row => ({
    finalBudgetId: row.final_budget_id,
    budgetId: row.budget_id,
    version: row.version,
    planId: row.plan_id,
    /** Of the approved plan version that it pays for. */
    contentHash: row.content_hash,
    /** The first day of the budget year. */
    startsOn: row.starts_on,
    /** Everything, the contingency too. */
    finalPence: row.final_pence,
    contingencyPence: row.contingency_pence,
    linesPence: row.lines_pence,
    startUpPence: row.start_up_pence,
    /** The part that the person is paid: all but the lines that others hold. The contingency lies here. */
    directPaymentPence: row.direct_payment_pence,
    indicativePence: row.indicative_pence,
    differenceReason: row.difference_reason,
    stream: row.stream,
    setOn: row.set_on,
    setById: row.by_id,
    setByName: row.by_name,
  }));
export type FinalBudget = z.output<typeof FinalBudgetRow>;

/** The final budget in force (its latest version), or undefined. */
export async function loadFinalBudget(db: Queryable, budgetId: string): Promise<FinalBudget | undefined> {
  const [row] = await db.query(often`
    select * from final_budget where budget_id = ${budgetId} order by version desc limit 1`);
  return row && FinalBudgetRow.parse(row);
}

export type NewFinalBudget = Omit<FinalBudget, 'finalBudgetId' | 'version' | 'setById' | 'setByName'>;

/** Stores the final budget as the next version; answers its id. */
export async function saveFinalBudget(
  tx: Tx,
  actor: Actor,
  budget: NewFinalBudget & { readonly policyVersion: string },
): Promise<string> {
  const [row] = await tx.query(sql`
    insert into final_budget (icb_code, budget_id, version, plan_id, content_hash, starts_on, final_pence, contingency_pence,
           lines_pence, start_up_pence, direct_payment_pence, indicative_pence, difference_reason, stream, set_on,
           policy_version, by_id, by_name)
    select ${tx.icbCode}, ${budget.budgetId}, 1 + coalesce(max(version), 0), ${budget.planId}::uuid, ${budget.contentHash},
           ${budget.startsOn}::date, ${budget.finalPence}::bigint, ${budget.contingencyPence}::bigint, ${budget.linesPence}::bigint,
           ${budget.startUpPence}::bigint, ${budget.directPaymentPence}::bigint, ${budget.indicativePence}::bigint,
           ${budget.differenceReason}, ${budget.stream}, ${budget.setOn}::date, ${budget.policyVersion}, ${actor.id}::uuid, ${actor.name}
      from final_budget where budget_id = ${budget.budgetId}
    returning final_budget_id`);
  return row!.final_budget_id as string;
}
