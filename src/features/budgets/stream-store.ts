/** What a final budget comes to for each of its payers: table `final_budget_stream`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { SHARE_KINDS, type Sharing } from '../../rules/funding/line-shares.ts';
import { oneStream, type StreamBudget, type StreamItem } from '../../rules/funding/stream-budgets.ts';
import type { PlainDate } from '../../values/dates.ts';
import type { FinalBudget } from './store.ts';

const StreamRow = z
  .object({
    stream: z.string(),
    payer: z.string(),
    basis_points: z.number(),
    final_pence: z.bigint(),
    contingency_pence: z.bigint(),
    start_up_pence: z.bigint(),
    direct_payment_pence: z.bigint(),
    third_party_pence: z.bigint(),
    third_party_start_up_pence: z.bigint(),
    notional_pence: z.bigint(),
    person_pence: z.bigint(),
    apart: z.boolean(),
  })
  .transform(
    (row): StreamBudget => ({
      stream: row.stream,
      payer: row.payer,
      basisPoints: row.basis_points,
      finalPence: row.final_pence,
      contingencyPence: row.contingency_pence,
      startUpPence: row.start_up_pence,
      directPaymentPence: row.direct_payment_pence,
      thirdPartyPence: row.third_party_pence,
      thirdPartyStartUpPence: row.third_party_start_up_pence,
      notionalPence: row.notional_pence,
      personPence: row.person_pence,
      ...(row.apart && { apart: true }),
    }),
  );

/** Each payer's part of a final budget in the order of the signed split; the one payer of most budgets. */
export async function loadStreams(
  db: Queryable,
  final: Pick<FinalBudget, 'finalBudgetId' | 'stream' | 'finalPence' | 'contingencyPence' | 'directPaymentPence'>,
  items: readonly StreamItem[],
): Promise<readonly StreamBudget[]> {
  const rows = await db.query(sql`
    select s.*, f.settlement = 'SEPARATE' and s.stream not like 'NHS\\_%' as apart
      from final_budget_stream s join funding f using (funding_id)
     where s.final_budget_id = ${final.finalBudgetId} order by s.place`);
  return rows.length > 0 ? rows.map(row => StreamRow.parse(row)) : [oneStream(final, items)];
}

/** Stores what a final budget comes to for each of several payers. */
export async function saveStreams(
  tx: Tx,
  final: { readonly finalBudgetId: string; readonly budgetId: string; readonly fundingId: string },
  streams: readonly StreamBudget[],
): Promise<void> {
  const pence = (of: (stream: StreamBudget) => bigint) => streams.map(of);
  await tx.query(sql`
    insert into final_budget_stream (final_budget_id, stream, place, icb_code, budget_id, funding_id, payer, basis_points, final_pence,
           contingency_pence, start_up_pence, direct_payment_pence, third_party_pence, third_party_start_up_pence, notional_pence, person_pence)
    select ${final.finalBudgetId}, s.stream, s.place, ${tx.icbCode}, ${final.budgetId}, ${final.fundingId}, s.payer, s.basis_points,
           s.final, s.contingency, s.start_up, s.direct, s.third_party, s.third_party_start_up, s.notional, s.person
      from unnest(${streams.map(({ stream }) => stream)}::text[], ${streams.map(({ payer }) => payer ?? null)}::text[],
                  ${streams.map(({ basisPoints }) => basisPoints)}::integer[],
                  ${pence(each => each.finalPence)}::bigint[], ${pence(each => each.contingencyPence)}::bigint[],
                  ${pence(each => each.startUpPence)}::bigint[], ${pence(each => each.directPaymentPence)}::bigint[],
                  ${pence(each => each.thirdPartyPence)}::bigint[], ${pence(each => each.thirdPartyStartUpPence)}::bigint[],
                  ${pence(each => each.notionalPence)}::bigint[],
                  ${pence(each => each.personPence)}::bigint[])
           with ordinality as s (stream, payer, basis_points, final, contingency, start_up, direct, third_party, third_party_start_up, notional, person, place)`);
}

const PurseRow = z.object({
  budget_id: z.string(),
  starts_on: z.instanceof(Temporal.PlainDate),
  stream: z.string(),
  basis_points: z.number(),
});

const ShareRow = z.object({
  budget_id: z.string(),
  plan_item_id: z.string(),
  annual_pence: z.bigint(),
  kind: z.enum(SHARE_KINDS),
  stream: z.string(),
  weight: z.number(),
  pence: z.bigint().nullable(),
});

/** Where a budget's money lies in the ledger: its year, its payers, and how its lines are shared. */
export type Purse = { readonly budgetYear: PlainDate; readonly sharing: Sharing };

/** The purses of these budgets, by the budget's id. */
export async function loadPurses(db: Queryable, budgetIds: readonly string[]): Promise<ReadonlyMap<string, Purse>> {
  const rows = await db.query(sql`
    select f.budget_id, f.starts_on, coalesce(s.stream, f.stream) as stream, coalesce(s.basis_points, 10000) as basis_points
      from (select distinct on (budget_id) * from final_budget
             where budget_id = any (${budgetIds}::uuid[]) order by budget_id, version desc) f
      left join final_budget_stream s using (final_budget_id)
     order by f.budget_id, s.place`);
  const purses = Map.groupBy(
    rows.map(row => PurseRow.parse(row)),
    row => row.budget_id,
  );
  const shared = [...purses].filter(([, streams]) => streams.length > 1).map(([budgetId]) => budgetId);
  const shares = shared.length > 0 ? await loadShares(db, shared) : new Map();
  return new Map(
    [...purses].map(([budgetId, streams]) => [
      budgetId,
      {
        budgetYear: streams[0]!.starts_on,
        sharing: {
          streams: streams.map(({ stream, basis_points }) => ({ stream, basisPoints: basis_points })),
          lines: shares.get(budgetId) ?? new Map(),
        },
      },
    ]),
  );
}

/** The lines with shares of their own of every version of these budgets' plans: a bank line may lie on an earlier one. */
async function loadShares(db: Queryable, budgetIds: readonly string[]): Promise<ReadonlyMap<string, Sharing['lines']>> {
  const rows = await db.query(sql`
    select p.budget_id, i.plan_item_id, i.annual_pence, s.kind, s.stream, s.weight, s.pence
      from plan p join plan_item i using (plan_id) join plan_item_share_now s using (plan_item_id)
     where p.budget_id = any (${budgetIds}::uuid[]) order by i.plan_item_id, s.place`);
  const budgets = Map.groupBy(
    rows.map(row => ShareRow.parse(row)),
    row => row.budget_id,
  );
  return new Map(
    [...budgets].map(([budgetId, ofBudget]) => [
      budgetId,
      new Map(
        [...Map.groupBy(ofBudget, row => row.plan_item_id)].map(([planItemId, shares]) => [
          planItemId,
          {
            annualPence: shares[0]!.annual_pence,
            split: {
              kind: shares[0]!.kind,
              shares: shares.map(({ stream, weight, pence }) => ({ stream, weight, pence: pence ?? undefined })),
            },
          },
        ]),
      ),
    ]),
  );
}
