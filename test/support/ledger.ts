/** A budget to post to: what the ledger's tests need of the rest of the service, and no more. */
import { randomUUID } from 'node:crypto';
import { sql } from '../../src/platform/sql.ts';
import { makePerson, makeStaff } from './actors.ts';
import type { TestDatabase } from './database.ts';

/** A budget of a new person, in the board that tests act in unless told. Answers its id. */
export async function makeBudget({ db, icbCode: ours }: TestDatabase, icbCode: string = ours): Promise<string> {
  const person = await makePerson(db, icbCode);
  const coordinator = await makeStaff(db, icbCode, ['care-coordinator']);
  const budgetId = randomUUID();
  await db.transaction(coordinator, tx =>
    tx.query(sql`
      insert into budget (budget_id, icb_code, reference, person_id, kind, claimed_group, requester, requester_role,
                          told_optional, requested_on, decide_by, policy_version, care_coordinator_id)
      values (${budgetId}, ${icbCode}, 'PHB' || nextval('budget_reference_number'), ${person.id}, 'ONGOING', 'CHC_STANDARD', 'Test',
              'PERSON', true, '2026-09-01', '2026-09-29', 'default-1', ${coordinator.id})`),
  );
  return budgetId;
}
