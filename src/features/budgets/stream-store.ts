/** What a final budget comes to for each of its payers: table `final_budget_stream`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { oneStream, type StreamBudget, type StreamItem } from '../../rules/funding/stream-budgets.ts';
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
    notional_pence: z.bigint(),
    person_pence: z.bigint(),
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
      notionalPence: row.notional_pence,
      personPence: row.person_pence,
    }),
  );

/** Each payer's part of a final budget in the order of the signed split; the one payer of most budgets. */
export async function loadStreams(
  db: Queryable,
  final: Pick<FinalBudget, 'finalBudgetId' | 'stream' | 'finalPence' | 'contingencyPence' | 'directPaymentPence'>,
  items: readonly StreamItem[],
): Promise<readonly StreamBudget[]> {
  const rows = await db.query(sql`
    select * from final_budget_stream where final_budget_id = ${final.finalBudgetId} order by place`);
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
           contingency_pence, start_up_pence, direct_payment_pence, third_party_pence, notional_pence, person_pence)
    select ${final.finalBudgetId}, s.stream, s.place, ${tx.icbCode}, ${final.budgetId}, ${final.fundingId}, s.payer, s.basis_points,
           s.final, s.contingency, s.start_up, s.direct, s.third_party, s.notional, s.person
      from unnest(${streams.map(({ stream }) => stream)}::text[], ${streams.map(({ payer }) => payer ?? null)}::text[],
                  ${streams.map(({ basisPoints }) => basisPoints)}::integer[],
                  ${pence(each => each.finalPence)}::bigint[], ${pence(each => each.contingencyPence)}::bigint[],
                  ${pence(each => each.startUpPence)}::bigint[], ${pence(each => each.directPaymentPence)}::bigint[],
                  ${pence(each => each.thirdPartyPence)}::bigint[], ${pence(each => each.notionalPence)}::bigint[],
                  ${pence(each => each.personPence)}::bigint[])
           with ordinality as s (stream, payer, basis_points, final, contingency, start_up, direct, third_party, notional, person, place)`);
}
