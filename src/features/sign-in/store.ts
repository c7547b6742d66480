/**
 * Who may come in, and whose record is whose. Reads of staff, people and representatives; owns no table.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { type Sql, sql } from '../../platform/sql.ts';
import type { Actor, Role } from '../../values/actor.ts';

const UserRow = z
  .object({
    subject: z.string(),
    name: z.string(),
    job_title: z.string(),
    roles: z.array(z.string()),
    nhs_number: z.string().nullable(),
  })
  .transform(row => ({
    subject: row.subject,
    name: row.name,
    jobTitle: row.job_title,
    roles: row.roles as Role[],
    nhsNumber: row.nhs_number ?? undefined,
  }));
/** Somebody who may sign in. For a person the subject is the id that stands for them here. */
export type User = z.output<typeof UserRow>;

/** Everybody of this board who may sign in, staff first, by name; at most 100. For a demonstration's list. */
export async function loadUsers(db: Queryable): Promise<User[]> {
  const rows = await db.query(sql`
    select * from (
      select 1 as place, subject, name, job_title, roles, null as nhs_number from staff_user where ended_at is null
      union all
      select 2, person_id::text, coalesce(nullif(preferred_name, ''), given_name || ' ' || family_name),
             'Budget holder', array['person'], nhs_number
        from person where nhs_number is not null
      union all
      select 3, subject, name, 'Representative', array['representative'], null from representative) found
     order by place, name, subject limit 100`);
  return rows.map(row => UserRow.parse(row));
}

/** The parameters of a path that name a record of one person, and how to find whose it is. */
const WHOSE: Readonly<Record<string, (id: string) => Sql>> = {
  personId: id => sql`select person_id from person where person_id = ${id}`,
  budgetId: id => sql`select person_id from budget where budget_id = ${id}`,
  noticeId: id => sql`select person_id from notice where notice_id = ${id}`,
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Whether every record that these parameters name is one that the actor may know of: in their board, and for a
 * budget holder or a representative, of that person. An id that cannot be one names nothing.
 */
export async function mayKnowOf(tx: Tx, actor: Actor, params: Readonly<Record<string, string>>): Promise<boolean> {
  for (const [name, value] of Object.entries(params)) {
    if (name.endsWith('Id') && !UUID.test(value)) return false;
    const whose = WHOSE[name];
    if (!whose) continue;
    // Row-level security keeps this to the actor's board.
    const [row] = await tx.query(whose(value));
    if (!row) return false;
    if (actor.personId !== undefined && row.person_id !== actor.personId) return false;
  }
  return true;
}
