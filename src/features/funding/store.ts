/** Who funds a budget together: tables `funding`, `funder`, `need_funder`. The newest version of a budget counts. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { CONTRIBUTION_PERS, type Funder, SETTLEMENTS, type Settlement } from '../../rules/funding/funding.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const FundingRow = z.object({
  funding_id: z.string(),
  version: z.number(),
  lead_stream: z.string(),
  settlement: z.enum(SETTLEMENTS),
  icb_decision_id: z.string(),
  agreed_on: plainDate,
  by_name: z.string(),
});

const FunderRow = z
  .object({
    stream: z.string(),
    payer: z.string(),
    basis_points: z.number(),
    conditions: z.string(),
    signed_by: z.string(),
    signed_on: plainDate,
    person_pence: z.bigint(),
    person_per: z.enum(CONTRIBUTION_PERS),
  })
  .transform(
    (row): Funder => ({
      stream: row.stream,
      payer: row.payer,
      basisPoints: row.basis_points,
      conditions: row.conditions,
      signedBy: row.signed_by,
      signedOn: row.signed_on,
      personPence: row.person_pence,
      personPer: row.person_per,
    }),
  );

export type NewFunding = {
  readonly budgetId: string;
  readonly leadStream: string;
  readonly settlement: Settlement;
  readonly icbDecisionId: string;
  readonly agreedOn: PlainDate;
  readonly policyVersion: string;
  /** In the order of the signed split. */
  readonly funders: readonly Funder[];
};

export type Funding = Omit<NewFunding, 'policyVersion'> & {
  readonly fundingId: string;
  readonly version: number;
  readonly byName: string;
};

/** Who funds a budget, or undefined where it has one payer. */
export async function loadFunding(db: Queryable, budgetId: string): Promise<Funding | undefined> {
  const [found] = await db.query(sql`
    select * from funding where budget_id = ${budgetId} order by version desc limit 1`);
  if (!found) return undefined;
  const row = FundingRow.parse(found);
  const funders = await db.query(sql`select * from funder where funding_id = ${row.funding_id} order by place`);
  return {
    fundingId: row.funding_id,
    budgetId,
    version: row.version,
    leadStream: row.lead_stream,
    settlement: row.settlement,
    icbDecisionId: row.icb_decision_id,
    agreedOn: row.agreed_on,
    byName: row.by_name,
    funders: funders.map(each => FunderRow.parse(each)),
  };
}

/** Stores who funds a budget as the next version; answers its id. */
export async function saveFunding(tx: Tx, actor: Actor, funding: NewFunding): Promise<string> {
  const { budgetId, funders } = funding;
  const [row] = await tx.query(sql`
    insert into funding (icb_code, budget_id, version, lead_stream, settlement, icb_decision_id, agreed_on, policy_version, by_id, by_name)
    select ${tx.icbCode}, ${budgetId}, 1 + coalesce(max(version), 0), ${funding.leadStream}, ${funding.settlement},
           ${funding.icbDecisionId}::uuid, ${funding.agreedOn}::date, ${funding.policyVersion}, ${actor.id}::uuid, ${actor.name}
      from funding where budget_id = ${budgetId}
    returning funding_id`);
  const fundingId = row!.funding_id as string;
  await tx.query(sql`
    insert into funder (funding_id, place, icb_code, stream, payer, basis_points, conditions, signed_by, signed_on, person_pence, person_per)
    select ${fundingId}, f.place, ${tx.icbCode}, f.stream, f.payer, f.basis_points, f.conditions, f.signed_by, f.signed_on, f.person_pence, f.person_per
      from unnest(${funders.map(funder => funder.stream)}::text[], ${funders.map(funder => funder.payer)}::text[],
                  ${funders.map(funder => funder.basisPoints)}::integer[], ${funders.map(funder => funder.conditions)}::text[],
                  ${funders.map(funder => funder.signedBy)}::text[], ${funders.map(funder => funder.signedOn)}::date[],
                  ${funders.map(funder => funder.personPence)}::bigint[], ${funders.map(funder => funder.personPer)}::text[])
           with ordinality as f (stream, payer, basis_points, conditions, signed_by, signed_on, person_pence, person_per, place)`);
  return fundingId;
}

/** Whose a need is. */
export type NeedFunder = { readonly needId: string; readonly stream: string };

/** Says of needs which payer they are; what was said before stays as history. */
export async function saveNeedFunders(
  tx: Tx,
  actor: Actor,
  budgetId: string,
  needs: readonly NeedFunder[],
): Promise<void> {
  await tx.query(sql`
    insert into need_funder (icb_code, budget_id, need_id, stream, by_id, by_name)
    select ${tx.icbCode}, ${budgetId}, n.need_id, n.stream, ${actor.id}::uuid, ${actor.name}
      from unnest(${needs.map(need => need.needId)}::uuid[], ${needs.map(need => need.stream)}::text[]) as n (need_id, stream)`);
}

/** Which payer each need is, by the need's id. */
export async function loadNeedFunders(db: Queryable, budgetId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query(sql`
    select distinct on (need_id) need_id, stream from need_funder
     where budget_id = ${budgetId} order by need_id, need_funder_id desc`);
  return new Map(rows.map(row => [row.need_id as string, row.stream as string]));
}
