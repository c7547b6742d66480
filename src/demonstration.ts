/**
 * The demonstration board and the people who work there: one of each role, so that a newcomer can be each of them.
 * Everybody is invented. Budget holders come in the way that they do in life, through the features' own acts.
 */
import { sql } from './platform/sql.ts';
import type { Tools } from './platform/tools.ts';
import type { Role } from './values/actor.ts';
import { systemActor } from './values/actor.ts';

/** The board of the demonstration; no real board has this code. */
export const DEMONSTRATION_ICB = 'QZZ';

type Staff = {
  readonly subject: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly role: Role;
  readonly approvalLimitPence: bigint;
};

const STAFF: readonly Staff[] = [
  staff('carol', 'Carol Hughes', 'Personal health budget nurse', 'care-coordinator'),
  staff('amir', 'Amir Shah', 'Head of continuing healthcare', 'approver', 15_000_000n),
  staff('fiona', 'Fiona Blake', 'Finance manager', 'finance-officer'),
  staff('peter', 'Peter Novak', 'Payments officer', 'payment-preparer'),
  staff('rosa', 'Rosa Okafor', 'Senior payments officer', 'payment-releaser'),
  staff('adam', 'Adam Lloyd', 'System administrator', 'administrator'),
];

function staff(subject: string, name: string, jobTitle: string, role: Role, approvalLimitPence = 0n): Staff {
  return { subject, name, jobTitle, role, approvalLimitPence };
}

/** The board and its staff, in one transaction. The sort code is one of the published test cases. */
export async function loadBoard(tools: Tools): Promise<void> {
  await tools.db.transaction(systemActor(DEMONSTRATION_ICB), async tx => {
    await tx.query(sql`
      insert into icb (icb_code, name, service_user_number, bank_sort_code, bank_account_number, contact_phone, contact_email)
      values (${DEMONSTRATION_ICB}, 'NHS Demonstration Integrated Care Board', '123456', '089999', '66374958',
              '01632 960 123', 'phb@demonstration.example')`);
    for (const { subject, name, jobTitle, role, approvalLimitPence } of STAFF) {
      await tx.query(sql`
        insert into staff_user (icb_code, subject, name, job_title, roles, approval_limit_pence)
        values (${DEMONSTRATION_ICB}, ${subject}, ${name}, ${jobTitle}, ${[role]}, ${approvalLimitPence})`);
    }
  });
}
