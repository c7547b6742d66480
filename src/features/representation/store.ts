/**
 * Who decides and who acts for a person: tables `representative`, `authority`, `authority_verified`, `authority_ended`,
 * `consent`, `capacity_assessment`, `exclusion_check`, `exclusion_lifted`.
 *
 * Nothing here is updated: what held on a day can be told for every day. Lists come in the order of recording, as the
 * rules want them.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { often, sql } from '../../platform/sql.ts';
import type { Relationship } from '../../rules/plan/connected-person.ts';
import type { Abilities, CapacityFinding, PersonalDecision } from '../../rules/representation/capacity.ts';
import type { Word } from '../../rules/representation/consent.ts';
import type { Authority, AuthorityKind, WayOfActing } from '../../rules/representation/representation.ts';
import type { ScheduleFinding } from '../../rules/representation/schedule.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

/** The job that looks whether a change of who acts asks for something to be done; `data.budgetId` names one budget. */
export const WATCH_JOB = 'representation.watch';

const plainDate = z.instanceof(Temporal.PlainDate);

const AuthorityRow = z
  .object({
    authority_id: z.string(),
    representative_id: z.string(),
    name: z.string(),
    subject: z.string(),
    relationship: z.custom<Relationship>(),
    needs_dbs: z.boolean(),
    kind: z.custom<AuthorityKind>(),
    document_ref: z.string(),
    issuer: z.string(),
    appointed_reason: z.string(),
    scope: z.array(z.custom<PersonalDecision>()),
    acting: z.custom<WayOfActing>(),
    from_on: plainDate,
    last_on: plainDate.nullable(),
    verified_on: plainDate.nullable(),
    verified_by_name: z.string().nullable(),
    ended_reason: z.string().nullable(),
  })
  .transform(row => ({
    authorityId: row.authority_id,
    representativeId: row.representative_id,
    name: row.name,
    subject: row.subject,
    relationship: row.relationship,
    needsDbs: row.needs_dbs,
    kind: row.kind,
    documentRef: row.document_ref,
    issuer: row.issuer,
    appointedReason: row.appointed_reason,
    scope: row.scope,
    acting: row.acting,
    fromOn: row.from_on,
    untilOn: row.last_on ?? undefined,
    verified: row.verified_on !== null,
    verifiedOn: row.verified_on,
    verifiedBy: row.verified_by_name,
    ended: row.ended_reason !== null,
  }));
/** An authority with whose it is, as rules/representation/representation.ts asks of it. */
export type StoredAuthority = z.output<typeof AuthorityRow> & Authority;

/** Every authority over this person's decisions, also those that ended, in the order of recording. */
export async function loadAuthorities(db: Queryable, personId: string): Promise<StoredAuthority[]> {
  const rows = await db.query(often`
    select a.*, r.name, r.subject, r.relationship, r.needs_dbs
      from authority_now a join representative r using (representative_id)
     where a.person_id = ${personId} order by a.recorded_at, a.authority_id limit 200`);
  return rows.map(row => AuthorityRow.parse(row));
}

/** The representative who signs in by this name, whoever they act for; undefined when nobody does here. */
export async function findRepresentative(
  db: Queryable,
  subject: string,
): Promise<{ readonly representativeId: string; readonly personId: string } | undefined> {
  const [row] = await db.query(sql`select representative_id, person_id from representative where subject = ${subject}`);
  return row && { representativeId: row.representative_id as string, personId: row.person_id as string };
}

export type NewRepresentative = {
  readonly personId: string;
  /** Who the identity provider says they are. */
  readonly subject: string;
  readonly name: string;
  readonly relationship: Relationship;
  readonly sameHousehold: boolean;
  readonly involvedInCare: boolean;
  readonly needsDbs: boolean;
};

/** Stores somebody who may come to act for the person; answers the new id. By itself it gives no right to anything. */
export async function saveRepresentative(tx: Tx, actor: Actor, given: NewRepresentative): Promise<string> {
  const [row] = await tx.query(sql`
    insert into representative (icb_code, person_id, subject, name, relationship, same_household, involved_in_care, needs_dbs, recorded_by)
    values (${tx.icbCode}, ${given.personId}, ${given.subject}, ${given.name}, ${given.relationship}, ${given.sameHousehold},
            ${given.involvedInCare}, ${given.needsDbs}, ${actor.id})
    returning representative_id`);
  return row!.representative_id as string;
}

export type NewAuthorityRow = {
  readonly representativeId: string;
  readonly personId: string;
  readonly kind: AuthorityKind;
  readonly documentRef: string;
  readonly issuer: string;
  readonly appointedReason: string;
  readonly scope: readonly PersonalDecision[];
  readonly acting: WayOfActing;
  readonly fromOn: PlainDate;
  readonly untilOn: PlainDate | undefined;
};

/** Stores an authority; answers its id. It counts once it is verified. */
export async function saveAuthority(tx: Tx, actor: Actor, given: NewAuthorityRow): Promise<string> {
  const [row] = await tx.query(sql`
    insert into authority (icb_code, representative_id, person_id, kind, document_ref, issuer, appointed_reason, scope, acting,
                           from_on, until_on, recorded_by, recorded_by_name)
    values (${tx.icbCode}, ${given.representativeId}, ${given.personId}, ${given.kind}, ${given.documentRef}, ${given.issuer},
            ${given.appointedReason}, ${given.scope}, ${given.acting}, ${given.fromOn}, ${given.untilOn ?? null}, ${actor.id}, ${actor.name})
    returning authority_id`);
  return row!.authority_id as string;
}

/** Stores that the document of an authority was seen. */
export async function saveAuthorityVerified(
  tx: Tx,
  actor: Actor,
  seen: { readonly authorityId: string; readonly evidence: string; readonly verifiedOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    insert into authority_verified (authority_id, icb_code, evidence, by_id, by_name, verified_on)
    values (${seen.authorityId}, ${tx.icbCode}, ${seen.evidence}, ${actor.id}, ${actor.name}, ${seen.verifiedOn})`);
}

export const END_REASONS = ['RESIGNED', 'REVOKED', 'LOST_CAPACITY', 'DIED', 'OTHER'] as const;

/** Stores that an authority ends before its time. */
export async function saveAuthorityEnded(
  tx: Tx,
  actor: Actor,
  ended: {
    readonly authorityId: string;
    readonly reason: (typeof END_REASONS)[number];
    readonly words: string;
    readonly lastOn: PlainDate;
  },
): Promise<void> {
  await tx.query(sql`
    insert into authority_ended (authority_id, icb_code, reason, words, last_on, by_id, by_name)
    values (${ended.authorityId}, ${tx.icbCode}, ${ended.reason}, ${ended.words}, ${ended.lastOn}, ${actor.id}, ${actor.name})`);
}

export type NewConsent = {
  readonly personId: string;
  readonly budgetId: string | null;
  readonly kind: 'DIRECT_PAYMENT' | 'SHARING';
  readonly given: boolean;
  readonly happenedOn: PlainDate;
};

/** Records that consent was given or withdrawn. */
export async function saveConsent(tx: Tx, actor: Actor, consent: NewConsent): Promise<void> {
  await tx.query(sql`
    insert into consent (icb_code, person_id, budget_id, kind, given, happened_on, by_id, by_name)
    values (${tx.icbCode}, ${consent.personId}, ${consent.budgetId}, ${consent.kind}, ${consent.given},
            ${consent.happenedOn}, ${actor.id}, ${actor.name})`);
}

/** Whether the latest word of anybody on this kind of consent, up to and on `date`, is yes; and since when. */
export async function loadConsent(
  db: Queryable,
  personId: string,
  kind: NewConsent['kind'],
  date: PlainDate,
): Promise<{ readonly given: boolean; readonly happenedOn: PlainDate } | undefined> {
  const [row] = await db.query(sql`
    select given, happened_on from consent
     where person_id = ${personId} and kind = ${kind} and happened_on <= ${date}
     order by recorded_at desc limit 1`);
  return row && { given: row.given as boolean, happenedOn: row.happened_on as PlainDate };
}

export type StoredWord = Word & { readonly byName: string };

/** Everything that was said about direct payments, by whom, in the order of recording. */
export async function loadWords(db: Queryable, personId: string): Promise<StoredWord[]> {
  const rows = await db.query(sql`
    select by_id, by_name, given, happened_on from consent
     where person_id = ${personId} and kind = 'DIRECT_PAYMENT' order by recorded_at limit 1000`);
  return rows.map(row => ({
    byId: row.by_id as string,
    byName: row.by_name as string,
    given: row.given as boolean,
    happenedOn: row.happened_on as PlainDate,
  }));
}

const CapacityRow = z
  .object({
    decision: z.custom<PersonalDecision>(),
    has_capacity: z.boolean(),
    support_given: z.string(),
    understand: z.boolean().nullable(),
    retain: z.boolean().nullable(),
    weigh: z.boolean().nullable(),
    communicate: z.boolean().nullable(),
    best_interests: z.string(),
    advocate: z.string(),
    assessed_on: plainDate,
    review_on: plainDate.nullable(),
    assessor: z.string(),
  })
  .transform(({ understand, retain, weigh, communicate, ...row }) => ({
    decision: row.decision,
    hasCapacity: row.has_capacity,
    supportGiven: row.support_given,
    abilities:
      understand === null
        ? undefined
        : { understand, retain: retain === true, weigh: weigh === true, communicate: communicate === true },
    bestInterests: row.best_interests,
    advocate: row.advocate,
    assessedOn: row.assessed_on,
    reviewOn: row.review_on,
    assessor: row.assessor,
  }));
export type StoredCapacity = z.output<typeof CapacityRow> & CapacityFinding;

/** Every assessment of this person's capacity, for whatever decision, in the order of recording. */
export async function loadCapacity(db: Queryable, personId: string): Promise<StoredCapacity[]> {
  const rows = await db.query(often`
    select * from capacity_assessment where person_id = ${personId} order by recorded_at limit 500`);
  return rows.map(row => CapacityRow.parse(row));
}

/** Whether the latest assessment for this decision found capacity; true where there is none. */
export async function hasCapacity(db: Queryable, personId: string, decision: PersonalDecision): Promise<boolean> {
  const [row] = await db.query(sql`
    select has_capacity from capacity_assessment
     where person_id = ${personId} and decision = ${decision} order by assessed_on desc, recorded_at desc limit 1`);
  return row ? (row.has_capacity as boolean) : true;
}

export type NewCapacityAssessment = {
  readonly personId: string;
  readonly decision: PersonalDecision;
  readonly hasCapacity: boolean;
  /** What was done to help the person decide. */
  readonly supportGiven: string;
  readonly assessedOn: PlainDate;
  /** Absent: a doubt that was written down, and no assessment yet. */
  readonly abilities?: Abilities;
  readonly bestInterests?: string;
  readonly advocate?: string;
  readonly reviewOn?: PlainDate | undefined;
  /** Whoever assessed it, where it was not the actor. */
  readonly assessor?: string;
};

/** Records what was found about the person's capacity for one decision. */
export async function saveCapacityAssessment(tx: Tx, actor: Actor, found: NewCapacityAssessment): Promise<void> {
  const { abilities } = found;
  await tx.query(sql`
    insert into capacity_assessment (icb_code, person_id, decision, has_capacity, support_given, assessed_on, assessor,
                                     understand, retain, weigh, communicate, best_interests, advocate, review_on)
    values (${tx.icbCode}, ${found.personId}, ${found.decision}, ${found.hasCapacity}, ${found.supportGiven},
            ${found.assessedOn}, ${found.assessor ?? actor.name}, ${abilities?.understand ?? null}, ${abilities?.retain ?? null},
            ${abilities?.weigh ?? null}, ${abilities?.communicate ?? null}, ${found.bestInterests ?? ''}, ${found.advocate ?? ''},
            ${found.reviewOn ?? null})`);
}

const ExclusionRow = z
  .object({
    exclusion_check_id: z.string(),
    present: z.boolean(),
    label: z.string().nullable(),
    statute: z.string().nullable(),
    order_ref: z.string().nullable(),
    from_on: plainDate.nullable(),
    until_on: plainDate.nullable(),
    lifted: z.boolean(),
    source: z.string(),
    checked_on: plainDate,
    by_name: z.string(),
  })
  .transform(row => ({
    exclusionCheckId: row.exclusion_check_id,
    present: row.present,
    label: row.label ?? '',
    statute: row.statute ?? '',
    orderRef: row.order_ref ?? '',
    fromOn: row.from_on,
    untilOn: row.until_on ?? undefined,
    lifted: row.lifted,
    source: row.source,
    checkedOn: row.checked_on,
    byName: row.by_name,
  }));
export type StoredExclusion = z.output<typeof ExclusionRow>;

/** Every look at whether an order of the Schedule applies to this person, in the order of recording. */
export async function loadExclusions(db: Queryable, personId: string): Promise<StoredExclusion[]> {
  const rows = await db.query(often`
    select e.exclusion_check_id, e.present, e.label, e.statute, e.order_ref, e.from_on, least(e.until_on, l.last_on) as until_on,
           l.last_on is not null as lifted,           e.source, e.checked_on, e.by_name
      from exclusion_check e left join exclusion_lifted l using (exclusion_check_id)
     where e.person_id = ${personId} order by e.recorded_at limit 200`);
  return rows.map(row => ExclusionRow.parse(row));
}

/** The orders among them, as rules/representation/schedule.ts asks. */
export function ordersOf(checks: readonly StoredExclusion[]): ScheduleFinding[] {
  return checks.flatMap(({ fromOn, untilOn }) => (fromOn === null ? [] : [{ fromOn, untilOn }]));
}

export type NewExclusion = {
  readonly personId: string;
  readonly checkedOn: PlainDate;
  readonly source: string;
  readonly found:
    | {
        readonly category: string;
        readonly label: string;
        readonly statute: string;
        readonly orderRef: string;
        readonly fromOn: PlainDate;
        readonly untilOn: PlainDate | undefined;
      }
    | undefined;
};

/** Stores a look at the Schedule; answers its id. */
export async function saveExclusionCheck(tx: Tx, actor: Actor, check: NewExclusion): Promise<string> {
  const { found } = check;
  const [row] = await tx.query(sql`
    insert into exclusion_check (icb_code, person_id, present, category, label, statute, order_ref, from_on, until_on, source,
                                 checked_on, by_id, by_name)
    values (${tx.icbCode}, ${check.personId}, ${found !== undefined}, ${found?.category ?? null}, ${found?.label ?? null},
            ${found?.statute ?? null}, ${found?.orderRef ?? null}, ${found?.fromOn ?? null}, ${found?.untilOn ?? null},
            ${check.source}, ${check.checkedOn}, ${actor.id}, ${actor.name})
    returning exclusion_check_id`);
  return row!.exclusion_check_id as string;
}

/** Stores that an order ends early, or never was one. */
export async function saveExclusionLifted(
  tx: Tx,
  actor: Actor,
  lifted: { readonly exclusionCheckId: string; readonly lastOn: PlainDate; readonly evidence: string },
): Promise<void> {
  await tx.query(sql`
    insert into exclusion_lifted (exclusion_check_id, icb_code, last_on, evidence, by_id, by_name)
    values (${lifted.exclusionCheckId}, ${tx.icbCode}, ${lifted.lastOn}, ${lifted.evidence}, ${actor.id}, ${actor.name})`);
}
