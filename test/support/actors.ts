/** People who act in tests: staff and budget holders, each with the row that the database wants to know them by. */
import { randomUUID } from 'node:crypto';
import type { Db } from '../../src/platform/db.ts';
import { sql } from '../../src/platform/sql.ts';
import type { Actor, Role } from '../../src/values/actor.ts';
import { ICB } from './server.ts';

type StaffRole = Exclude<Role, 'person' | 'representative' | 'system' | 'visitor'>;

/** A member of staff with these roles. Each call makes another one. */
export async function makeStaff(
  db: Db,
  icbCode: string,
  roles: readonly StaffRole[],
  { name = `Test ${roles.join(' ')}`, approvalLimitPence = 10_000_000n } = {},
): Promise<Actor> {
  const id = randomUUID();
  await db.transaction({ icbCode, id }, tx =>
    tx.query(sql`
      insert into staff_user (staff_user_id, icb_code, subject, name, job_title, roles, approval_limit_pence)
      values (${id}, ${icbCode}, ${`staff-${id}`}, ${name}, 'Tester', ${roles}, ${approvalLimitPence})`),
  );
  return { id, name, icbCode, roles };
}

export type MadePerson = {
  readonly givenName?: string;
  readonly familyName?: string;
  readonly dateOfBirth?: string;
  readonly nhsNumber?: string | null;
};

/** A person, born on 2 March 1964 unless told; the actor is that person. */
export async function makePerson(db: Db, icbCode: string = ICB, details: MadePerson = {}): Promise<Actor> {
  const id = randomUUID();
  const { givenName = 'Test', familyName = 'Person', dateOfBirth = '1964-03-02', nhsNumber = null } = details;
  await db.transaction({ icbCode, id }, tx =>
    tx.query(sql`
      insert into person (person_id, icb_code, nhs_number, nhs_number_status, given_name, family_name, date_of_birth, address, postcode)
      values (${id}, ${icbCode}, ${nhsNumber}, ${nhsNumber === null ? '03' : '01'}, ${givenName}, ${familyName},
              ${dateOfBirth}::date, '1 Test Street, Testtown', 'ZZ99 3WZ')`),
  );
  return { id, name: `${givenName} ${familyName}`, icbCode, roles: ['person'], personId: id };
}
