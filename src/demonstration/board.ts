/**
 * The demonstration board, the people who work there and its prices. There is one of each role, so that a newcomer
 * can be each of them, and a second approver: who decides on a request may not approve its plan (R-064).
 * Everybody and every price is invented. Budget holders come in the way that they do in life, through the
 * features' own acts.
 */
import { randomUUID } from 'node:crypto';
import { saveRateCard } from '../features/budgets/rate-cards/rate-card-store.ts';
import { savePolicy, savePolicyApproval } from '../features/policy/store.ts';
import { sql } from '../platform/sql.ts';
import type { Tools } from '../platform/tools.ts';
import type { Rate } from '../rules/budget/budget.ts';
import { DEFAULT_POLICY, type Policy } from '../rules/policy/policy.ts';
import type { Actor, Role } from '../values/actor.ts';
import { systemActor } from '../values/actor.ts';
import type { PlainDate } from '../values/dates.ts';

/** The board of the demonstration; no real board has this code. */
export const DEMONSTRATION_ICB = 'QZZ';

const STAFF = {
  carol: staff('Carol Hughes', 'Personal health budget nurse', 'care-coordinator'),
  amir: staff('Amir Shah', 'Head of continuing healthcare', 'approver', 15_000_000n),
  grace: staff('Grace Mensah', 'Clinical lead for personalised care', 'approver', 15_000_000n),
  fiona: staff('Fiona Blake', 'Finance manager', 'finance-officer'),
  peter: staff('Peter Novak', 'Payments officer', 'payment-preparer'),
  rosa: staff('Rosa Okafor', 'Senior payments officer', 'payment-releaser'),
  adam: staff('Adam Lloyd', 'System administrator', 'administrator'),
};

/** The group of the board's local offer that the people of the demonstration are in; invented. */
export const COHORT = 'Several long-term conditions';

/** The defaults, with that group. */
const POLICY: Policy = {
  ...DEFAULT_POLICY,
  version: 'demonstration-1',
  offer: {
    ...DEFAULT_POLICY.offer,
    cohorts: [
      {
        name: COHORT,
        status: 'LIVE',
        since: '2022-07-01',
        until: null,
        criteria: [{ when: [{ fact: 'NEED_LEVEL', is: 'HIGH' }], effect: 'INCLUDE' }],
      },
    ],
  },
};

/** Everybody who works at the board, by the name under which they sign in. */
export type Board = Readonly<Record<keyof typeof STAFF, Actor>>;

/** Prices in pence. */
const RATES: readonly Rate[] = [
  { code: 'ASSISTANCE_DOG', label: 'Assistance dog', unit: 'month', pence: 25_000n },
  { code: 'PA', label: 'Personal assistant', unit: 'hour', pence: 1_550n },
  { code: 'PA_COVER', label: 'Cover for an assistant’s holidays', unit: 'hour', pence: 1_550n },
  { code: 'PAYROLL', label: 'Payroll service', unit: 'month', pence: 2_200n },
  { code: 'EMPLOYER_INSURANCE', label: 'Employer’s liability insurance', unit: 'year', pence: 9_600n },
  { code: 'TRAINING', label: 'Training for an assistant', unit: 'year', pence: 12_000n },
  { code: 'DBS_CHECK', label: 'Background check of an assistant', unit: 'item', pence: 5_000n },
  { code: 'RECRUITMENT', label: 'Finding an assistant', unit: 'item', pence: 18_000n },
  { code: 'PHYSIOTHERAPY', label: 'Physiotherapy at home', unit: 'visit', pence: 5_200n },
  { code: 'MASSAGE', label: 'Massage', unit: 'session', pence: 4_500n },
];

function staff(name: string, jobTitle: string, role: Role, approvalLimitPence = 0n) {
  return { name, jobTitle, role, approvalLimitPence };
}

/**
 * The board, its staff and its prices, whose rate card counts from `ratesFrom`; in one transaction each. The sort
 * code is one of the published test cases.
 */
export async function loadBoard(tools: Tools, ratesFrom: PlainDate): Promise<Board> {
  const icbCode = DEMONSTRATION_ICB;
  const members = Object.entries(STAFF).map(([subject, member]) => ({ subject, ...member, id: randomUUID() }));
  await tools.db.transaction(systemActor(icbCode), async tx => {
    await tx.query(sql`
      insert into icb (icb_code, name, service_user_number, bank_sort_code, bank_account_number, contact_phone, contact_email)
      values (${icbCode}, 'NHS Demonstration Integrated Care Board', '123456', '089999', '66374958',
              '01632 960 123', 'phb@demonstration.example')`);
    for (const { id, subject, name, jobTitle, role, approvalLimitPence } of members) {
      await tx.query(sql`
        insert into staff_user (staff_user_id, icb_code, subject, name, job_title, roles, approval_limit_pence)
        values (${id}, ${icbCode}, ${subject}, ${name}, ${jobTitle}, ${[role]}, ${approvalLimitPence})`);
    }
  });
  const board = Object.fromEntries(
    members.map(({ subject, id, name, role }): [string, Actor] => [subject, { id, name, icbCode, roles: [role] }]),
  ) as Board;
  await tools.db.transaction(board.fiona, tx =>
    saveRateCard(tx, board.fiona, { version: 'demonstration-1', effectiveFrom: ratesFrom, rates: RATES }),
  );
  const policyVersionId = await tools.db.transaction(board.adam, tx => savePolicy(tx, board.adam, POLICY));
  const counted = { evidence: 'The board’s paper on its local offer', countsFrom: ratesFrom, approvedOn: ratesFrom };
  await tools.db.transaction(board.grace, tx => savePolicyApproval(tx, board.grace, { policyVersionId, ...counted }));
  return board;
}
