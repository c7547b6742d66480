/** Roles in plain words. */
import type { Actor, Role } from '../../values/actor.ts';

const WORDS: Readonly<Record<Role, string>> = {
  'care-coordinator': 'care co-ordinator',
  approver: 'approver',
  'finance-officer': 'finance officer',
  'payment-preparer': 'prepares payments',
  'payment-releaser': 'releases payments',
  administrator: 'administrator',
  person: 'budget holder',
  representative: 'acts for a budget holder',
  system: 'the service itself',
  visitor: 'visitor',
};

/** The actor's roles: `care co-ordinator, approver`. */
export function rolesInWords({ roles }: Pick<Actor, 'roles'>): string {
  return roles.map(role => WORDS[role]).join(', ');
}
