/** Lawful facts about who decides, who acts and who is paid: a test names only what it is about. */
import type { CapacityFinding } from '../../src/rules/representation/capacity.ts';
import type { Word } from '../../src/rules/representation/consent.ts';
import type { Nomination } from '../../src/rules/representation/nominee.ts';
import type { PayeeFacts } from '../../src/rules/representation/payee.ts';
import type { Authority } from '../../src/rules/representation/representation.ts';

export const on = (iso: string) => Temporal.PlainDate.from(iso);

/** Somebody of 62 with capacity who said yes and is paid into their own account. */
export function payeeFacts(given: Partial<PayeeFacts> = {}): PayeeFacts {
  return {
    personId: 'pat',
    dateOfBirth: on('1964-03-02'),
    capacity: [],
    authorities: [],
    words: [word('pat', '2026-11-01')],
    schedule: [],
    nominations: [],
    accountPayee: { kind: 'PERSON' },
    payeeNeedsDbs: false,
    payeeDbs: [],
    ...given,
  };
}

/** A yes, unless told. */
export function word(byId: string, happenedOn: string, given = true): Word {
  return { byId, given, happenedOn: on(happenedOn) };
}

export const ABLE = { understand: true, retain: true, weigh: true, communicate: true };

/** An assessment that found a lack of capacity, with its record. */
export function lacking(assessedOn: string, given: Partial<CapacityFinding> = {}): CapacityFinding {
  return {
    hasCapacity: false,
    supportGiven: 'Pictures, and her sister beside her',
    abilities: { ...ABLE, weigh: false },
    assessedOn: on(assessedOn),
    ...given,
  };
}

/** An assessment that found capacity. */
export function able(assessedOn: string): CapacityFinding {
  return lacking(assessedOn, { hasCapacity: true, abilities: ABLE });
}

/** A deputy for everything, verified, from 2026 on. */
export function authority(representativeId: string, given: Partial<Authority> = {}): Authority {
  return {
    representativeId,
    kind: 'DEPUTY',
    scope: ['DIRECT_PAYMENT', 'PLAN', 'NOMINEE', 'SHARING'],
    acting: 'ALONE',
    documentRef: 'COP 1',
    fromOn: on('2026-01-01'),
    untilOn: undefined,
    verified: true,
    ...given,
  };
}

/** A nomination to which both have agreed. */
export function nomination(nomineeId: string, given: Partial<Nomination> = {}): Nomination {
  return {
    nomineeId,
    basis: 'NOW',
    nominatedOn: on('2026-11-01'),
    nomineeAgreedOn: on('2026-11-02'),
    icbAgreedOn: on('2026-11-03'),
    withdrawnOn: undefined,
    ...given,
  };
}
