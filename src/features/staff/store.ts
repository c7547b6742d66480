/** The people who work here and what they may do: table `staff_user`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { Access, StaffFacts } from '../../rules/staff.ts';
import type { Role } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

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

/** The yearly value up to which a member of staff may approve; nought for somebody who has none or has left. */
export async function loadApprovalLimit(db: Queryable, staffUserId: string): Promise<bigint> {
  const [row] = await db.query(sql`
    select approval_limit_pence from staff_user where staff_user_id = ${staffUserId} and ended_at is null`);
  return row ? (row.approval_limit_pence as bigint) : 0n;
}

/** The day in London on which somebody's access ended; undefined while they work here. */
export async function loadEndedOn(db: Queryable, staffUserId: string): Promise<PlainDate | undefined> {
  const [row] = await db.query(sql`
    select (ended_at at time zone 'Europe/London')::date as ended_on from staff_user where staff_user_id = ${staffUserId}`);
  return (row?.ended_on as PlainDate | null | undefined) ?? undefined;
}

const StaffMember = z
  .object({
    staff_user_id: z.string(),
    subject: z.string(),
    name: z.string(),
    job_title: z.string(),
    roles: z.array(z.string()),
    approval_limit_pence: z.bigint(),
    ended_at: z.instanceof(Temporal.Instant).nullable(),
  })
  .transform(row => ({
    staffUserId: row.staff_user_id,
    subject: row.subject,
    name: row.name,
    jobTitle: row.job_title,
    roles: row.roles as Role[],
    approvalLimitPence: row.approval_limit_pence,
    endedAt: row.ended_at,
  }));
/** A member of staff as an administrator sees them, also after they have left. */
export type StaffMember = z.output<typeof StaffMember>;

/** Everybody who works or worked for this ICB: those with access first, by name; at most `limit`. */
export async function loadStaffMembers(db: Queryable, icbCode: string, limit: number): Promise<StaffMember[]> {
  const rows = await db.query(sql`
    select staff_user_id, subject, name, job_title, roles, approval_limit_pence, ended_at from staff_user
     where icb_code = ${icbCode} order by ended_at is not null, name, staff_user_id limit ${limit}`);
  return rows.map(row => StaffMember.parse(row));
}

export async function loadStaffMember(
  db: Queryable,
  icbCode: string,
  staffUserId: string,
): Promise<StaffMember | undefined> {
  const [row] = await db.query(sql`
    select staff_user_id, subject, name, job_title, roles, approval_limit_pence, ended_at from staff_user
     where icb_code = ${icbCode} and staff_user_id = ${staffUserId}`);
  return row && StaffMember.parse(row);
}

/**
 * What the rules ask about one member of staff. The rows of the board are locked, so that two administrators cannot
 * end each other at one moment.
 */
export async function lockStaffFacts(tx: Tx, staffUserId: string): Promise<StaffFacts | undefined> {
  const rows = await tx.query(sql`
    select staff_user_id, roles, ended_at from staff_user
     where icb_code = ${tx.icbCode} order by staff_user_id for no key update`);
  const found = rows.find(row => row.staff_user_id === staffUserId);
  return (
    found && {
      staffUserId,
      ended: found.ended_at !== null,
      roles: found.roles as Role[],
      otherAdministrators: rows.filter(
        row =>
          row.staff_user_id !== staffUserId &&
          row.ended_at === null &&
          (row.roles as string[]).includes('administrator'),
      ).length,
    }
  );
}

export type NewStaffMember = Access & { readonly subject: string; readonly name: string; readonly jobTitle: string };

/** Somebody who signs in for an organisation that holds money. */
export type NewHolderPerson = Pick<NewStaffMember, 'subject' | 'name'> & { readonly thirdPartyId: string };

/** Adds one; undefined when somebody, of any board, is known by that subject already. */
export async function saveHolderPerson(tx: Tx, person: NewHolderPerson): Promise<string | undefined> {
  const [row] = await tx.query(sql`
    insert into staff_user (icb_code, subject, name, job_title, roles, third_party_id)
    select ${tx.icbCode}, ${person.subject}, ${person.name}, t.name, array['third-party-holder'], t.third_party_id
      from third_party t where t.third_party_id = ${person.thirdPartyId}
    on conflict (subject) do nothing returning staff_user_id`);
  return row?.staff_user_id as string | undefined;
}

/** Adds a member of staff; undefined when somebody, of any board, is known by that subject already. */
export async function saveStaffMember(tx: Tx, member: NewStaffMember): Promise<string | undefined> {
  const [row] = await tx.query(sql`
    insert into staff_user (icb_code, subject, name, job_title, roles, approval_limit_pence)
    values (${tx.icbCode}, ${member.subject}, ${member.name}, ${member.jobTitle}, ${member.roles}, ${member.approvalLimitPence})
    on conflict (subject) do nothing returning staff_user_id`);
  return row?.staff_user_id as string | undefined;
}

/** Gives somebody this access from now on, also when they had left. */
export async function saveAccess(tx: Tx, staffUserId: string, access: Access): Promise<void> {
  await tx.query(sql`
    update staff_user set roles = ${access.roles}, approval_limit_pence = ${access.approvalLimitPence}, ended_at = null
     where staff_user_id = ${staffUserId} and icb_code = ${tx.icbCode}`);
}

/** Ends somebody's access: their sessions are worth nothing from here on. */
export async function saveAccessEnded(tx: Tx, staffUserId: string): Promise<void> {
  await tx.query(sql`
    update staff_user set ended_at = now() where staff_user_id = ${staffUserId} and icb_code = ${tx.icbCode}`);
}
