/** People who act for a budget holder, recorded and verified by the service's own actions. */
import { randomUUID } from 'node:crypto';
import {
  type AuthorityInput,
  recordAuthority,
} from '../../src/features/representation/authorities/record-authority.ts';
import { verifyAuthority } from '../../src/features/representation/authorities/verify-authority.ts';
import type { Tools } from '../../src/platform/tools.ts';
import type { Actor } from '../../src/values/actor.ts';
import { command, must } from './cases.ts';

/** A lawful input: the parent of the person, for everything, from 2020 on. */
export function authorityInput(given: Partial<AuthorityInput> = {}): AuthorityInput {
  return {
    name: 'Mo Parent',
    subject: `rep-${randomUUID()}`,
    kind: 'PARENTAL_RESPONSIBILITY',
    scope: ['DIRECT_PAYMENT', 'PLAN', 'NOMINEE', 'SHARING'],
    acting: 'ALONE',
    documentRef: 'Birth certificate 12345',
    issuer: 'Registrar of Testtown',
    appointedReason: '',
    relationship: 'PARENT',
    sameHousehold: true,
    involvedInCare: true,
    fromOn: Temporal.PlainDate.from('2020-01-01'),
    untilOn: undefined,
    ...given,
  };
}

export type MadeRepresentative = Actor & { readonly authorityId: string; readonly subject: string };

/** Somebody who acts for the person of this budget, as an actor. */
export async function makeRepresentative(
  tools: Tools,
  coordinator: Actor,
  made: { readonly budgetId: string; readonly person: Actor },
  given: Partial<AuthorityInput> = {},
): Promise<MadeRepresentative> {
  const input = authorityInput(given);
  const { budgetId, person } = made;
  const { authorityId, representativeId } = must(await recordAuthority(tools, coordinator, command(), budgetId, input));
  must(await verifyAuthority(tools, coordinator, command(), budgetId, { authorityId, evidence: 'Original seen' }));
  return {
    id: representativeId,
    name: input.name,
    icbCode: coordinator.icbCode,
    roles: ['representative'],
    personId: person.id,
    authorityId,
    subject: input.subject,
  };
}
