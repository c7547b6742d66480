/** What must hold after every kill, counted past the service's own proofs: they are asked as well. */
import assert from 'node:assert/strict';
import { DEMONSTRATION_ICB } from '../../../src/demonstration/board.ts';
import { verify } from '../../../src/features/audit/verify.ts';
import { sql } from '../../../src/platform/sql.ts';
import type { Tools } from '../../../src/platform/tools.ts';
import { systemActor } from '../../../src/values/actor.ts';

/** Nothing is paid twice, nothing is half posted, and `openphb verify` finds nothing. */
export async function assertCounted(tools: Tools): Promise<void> {
  const [found] = await tools.db.transaction(systemActor(DEMONSTRATION_ICB), tx =>
    tx.query(sql`
      select (select count(*) from (select 1 from payment where ended is null group by obligation_id
                                     having count(*) > count(distinct part) or min(part) = 0 and max(part) > 0) t)::integer as doubled,
             (select count(*) from payment_run r where not exists (select 1 from payment p where p.run_id = r.run_id))::integer as empty,
             (select count(*) from (select 1 from journal where caused_by like 'payment:%' and reverses is null
                                     group by caused_by, kind having count(*) > 1) t)::integer as "twicePosted",
             (select count(*) from payment p
               where p.ended is null and (select status from payment_run_status s where s.run_id = p.run_id order by sequence desc limit 1) = 'CREDITED'
                 and (select count(*) from journal j where j.caused_by = 'payment:' || p.payment_id and j.kind in (case when p.piece_of is null then 'payment-released' else 'payment-found' end, 'payment-credited')) <> 2)::integer as "mispost",
             (select count(*) from statement_line l
               where not exists (select from placement p where p.statement_line_id = l.statement_line_id)
                 and not exists (select from staged_placement s where s.statement_line_id = l.statement_line_id))::integer as lost`),
  );
  assert.deepEqual(found, { doubled: 0, empty: 0, twicePosted: 0, mispost: 0, lost: 0 });
  assert.deepEqual(await verify(tools), []);
}
