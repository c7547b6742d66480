/** Ways of holding the money that were refused: table `option_refusal`. */
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { OptionRefusalReason } from '../../rules/decisions/option-refusal.ts';
import type { Option } from '../../rules/plan/plan.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

export type NewOptionRefusal = {
  readonly budgetId: string;
  readonly option: Option;
  readonly reasonCode: OptionRefusalReason;
  readonly words: string;
  readonly offered: readonly Option[];
  readonly policyVersion: string;
  readonly decidedOn: PlainDate;
};

/** Refuses a way of holding the money; answers the id under which it can be looked at again. */
export async function saveOptionRefusal(tx: Tx, actor: Actor, refusal: NewOptionRefusal): Promise<string> {
  const [row] = await tx.query(sql`
    insert into option_refusal (icb_code, budget_id, option, reason_code, words, offered, policy_version, decided_on, by_id, by_name)
    values (${tx.icbCode}, ${refusal.budgetId}, ${refusal.option}, ${refusal.reasonCode}, ${refusal.words}, ${refusal.offered},
            ${refusal.policyVersion}, ${refusal.decidedOn}, ${actor.id}, ${actor.name})
    returning option_refusal_id`);
  return row!.option_refusal_id as string;
}

/** The ways that are refused for this budget: a refusal that was changed when it was looked at again counts no more. */
export async function loadRefusedOptions(db: Queryable, budgetId: string): Promise<Option[]> {
  const rows = await db.query(sql`
    select distinct f.option from option_refusal f
     where f.budget_id = ${budgetId}
       and not exists (select from reconsideration r join reconsideration_outcome o using (reconsideration_id)
                        where r.decision_id = f.option_refusal_id and o.outcome = 'CHANGED')
     order by f.option`);
  return rows.map(row => row.option as Option);
}
