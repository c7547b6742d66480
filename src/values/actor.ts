/** Who acts. Every act, read and row carries one; there is no default actor. */

/** The roles of one ICB. `system` is for jobs: it can neither approve, verify nor release. */
export type Role =
  | 'care-coordinator'
  | 'approver'
  | 'finance-officer'
  | 'payment-preparer'
  | 'payment-releaser'
  | 'administrator'
  | 'third-party-holder' // signs in for an organisation that holds money, and sees what it holds
  | 'person'
  | 'representative'
  | 'system'
  | 'visitor';

export type Actor = {
  /** staff_user.staff_user_id, person.person_id or representative.representative_id; a fixed id for the system. */
  readonly id: string;
  readonly name: string;
  readonly icbCode: string;
  readonly roles: readonly Role[];
  /** The person whose budget this actor holds or acts for; undefined for staff and the system. */
  readonly personId?: string;
  /** Of a representative: what their authorities of today cover. */
  readonly scope?: readonly string[];
};

/** The id under which jobs act. */
export const SYSTEM_ID = '00000000-0000-0000-0000-000000000000';

/** The actor of a job in one ICB. */
export function systemActor(icbCode: string): Actor {
  return { id: SYSTEM_ID, name: 'OpenPHB', icbCode, roles: ['system'] };
}

/** The id of whoever is not signed in. */
export const VISITOR_ID = '00000000-0000-0000-0000-000000000001';

/** Somebody who is not signed in, on the public pages of one ICB. */
export function visitor(icbCode: string): Actor {
  return { id: VISITOR_ID, name: 'A visitor', icbCode, roles: ['visitor'] };
}
