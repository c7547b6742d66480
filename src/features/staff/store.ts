/** The people who work here and what they may do: table `staff_user`. */
import { z } from 'zod';
import type { Queryable } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { Role } from '../../values/actor.ts';

const StaffUser = z
  .object({
    staff_user_id: z.string(),
    subject: z.string(),
    name: z.string(),
    job_title: z.string(),
    roles: z.array(z.string()),
  })
  .transform(row => ({
    staffUserId: row.staff_user_id,
    subject: row.subject,
    name: row.name,
    jobTitle: row.job_title,
    roles: row.roles as Role[],
  }));
export type StaffUser = z.output<typeof StaffUser>;

/** The staff of this ICB who may sign in, by name; at most `limit` of them. */
export async function loadStaff(db: Queryable, limit: number): Promise<StaffUser[]> {
  const rows = await db.query(sql`
    select staff_user_id, subject, name, job_title, roles from staff_user
     where ended_at is null order by name, staff_user_id limit ${limit}`);
  return rows.map(row => StaffUser.parse(row));
}
