/**
 * People and the notices that they are owed: tables `person`, `notice`, `notice_opened`; and whom they turn to: table `icb`.
 * Who acts for them stands in representation/store.ts.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { NHS_NUMBER_STATUSES } from '../../rules/eligibility/identifiers.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const Person = z
  .object({
    person_id: z.string(),
    nhs_number: z.string().nullable(),
    nhs_number_status: z.enum(NHS_NUMBER_STATUSES),
    given_name: z.string(),
    family_name: z.string(),
    preferred_name: z.string(),
    date_of_birth: plainDate,
    address: z.string(),
    postcode: z.string(),
    telephone: z.string(),
    email: z.string(),
    communication_needs: z.string(),
  })
  .transform(row => ({
    personId: row.person_id,
    nhsNumber: row.nhs_number,
    nhsNumberStatus: row.nhs_number_status,
    givenName: row.given_name,
    familyName: row.family_name,
    /** How the person likes to be called, in full when they gave no other name. */
    name: row.preferred_name || `${row.given_name} ${row.family_name}`,
    dateOfBirth: row.date_of_birth,
    address: row.address,
    postcode: row.postcode,
    telephone: row.telephone,
    email: row.email,
    communicationNeeds: row.communication_needs,
  }));
export type Person = z.output<typeof Person>;

/** One person of this ICB, or undefined. */
export async function loadPerson(db: Queryable, icbCode: string, personId: string): Promise<Person | undefined> {
  const [row] = await db.query(sql`select * from person where person_id = ${personId} and icb_code = ${icbCode}`);
  return row && Person.parse(row);
}

/** The person with this NHS number in this ICB, or undefined. */
export async function findPersonByNhsNumber(
  db: Queryable,
  icbCode: string,
  nhsNumber: string,
): Promise<Person | undefined> {
  const [row] = await db.query(sql`select * from person where nhs_number = ${nhsNumber} and icb_code = ${icbCode}`);
  return row && Person.parse(row);
}

/** Makes whoever else is about to store somebody with this NHS number wait until this transaction has ended. */
export async function lockNhsNumber(tx: Tx, nhsNumber: string): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`nhs-number ${tx.icbCode} ${nhsNumber}`}, 0))`);
}

export type NewPerson = {
  readonly nhsNumber: string | null;
  readonly nhsNumberStatus: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly preferredName: string;
  readonly dateOfBirth: PlainDate;
  readonly address: string;
  readonly postcode: string;
  readonly telephone: string;
  readonly email: string;
  readonly communicationNeeds: string;
};

/** Stores a person; answers the new id. */
export async function savePerson(tx: Tx, person: NewPerson): Promise<string> {
  const [row] = await tx.query(sql`
    insert into person (icb_code, nhs_number, nhs_number_status, given_name, family_name, preferred_name, date_of_birth,
                        address, postcode, telephone, email, communication_needs)
    values (${tx.icbCode}, ${person.nhsNumber}, ${person.nhsNumberStatus}, ${person.givenName}, ${person.familyName},
            ${person.preferredName}, ${person.dateOfBirth}, ${person.address}, ${person.postcode}, ${person.telephone},
            ${person.email}, ${person.communicationNeeds})
    returning person_id`);
  return row!.person_id as string;
}

export type NewNotice = {
  /** N01 to N33 of the notice catalogue. */
  readonly kind: string;
  readonly personId: string | null;
  readonly budgetId: string | null;
  /** The name that it greets. */
  readonly recipient: string;
  /** Plain English, reading age 9 to 11. */
  readonly heading: string;
  readonly paragraphs: readonly [string, ...string[]];
  readonly reasons?: readonly string[];
  /** The rules that a decision rests on: `R-065`. */
  readonly rules?: readonly string[];
  /** The facts that it rests on. */
  readonly facts?: readonly string[];
  readonly whatWouldChange?: readonly string[];
  /** What is offered instead. */
  readonly alternatives?: readonly string[];
  readonly reconsiderationRoute?: string;
  /** Who else can help. */
  readonly help?: readonly string[];
  readonly decisionId?: string;
  readonly effectiveOn: PlainDate;
};

/** Puts a notice into the person's inbox, in the transaction of the act that owes it. Answers its id. */
export async function saveNotice(tx: Tx, notice: NewNotice): Promise<string> {
  const [row] = await tx.query(sql`
    insert into notice (icb_code, kind, person_id, budget_id, recipient, heading, paragraphs, reasons, rules, facts,
                        what_would_change, alternatives, reconsideration_route, help, decision_id, effective_on)
    values (${tx.icbCode}, ${notice.kind}, ${notice.personId}, ${notice.budgetId}, ${notice.recipient}, ${notice.heading},
            ${notice.paragraphs}, ${notice.reasons ?? []}, ${notice.rules ?? []}, ${notice.facts ?? []},
            ${notice.whatWouldChange ?? []}, ${notice.alternatives ?? []}, ${notice.reconsiderationRoute ?? ''},
            ${notice.help ?? []}, ${notice.decisionId ?? null}, ${notice.effectiveOn})
    returning notice_id`);
  return row!.notice_id as string;
}

/** The same for many people in one statement. Answers how many. */
export async function saveNotices(tx: Tx, notices: readonly NewNotice[]): Promise<number> {
  if (notices.length === 0) return 0;
  const rows = notices.map(notice => ({
    kind: notice.kind,
    person_id: notice.personId,
    budget_id: notice.budgetId,
    recipient: notice.recipient,
    heading: notice.heading,
    paragraphs: notice.paragraphs,
    reasons: notice.reasons ?? [],
    rules: notice.rules ?? [],
    facts: notice.facts ?? [],
    what_would_change: notice.whatWouldChange ?? [],
    alternatives: notice.alternatives ?? [],
    reconsideration_route: notice.reconsiderationRoute ?? '',
    help: notice.help ?? [],
    decision_id: notice.decisionId ?? null,
    effective_on: notice.effectiveOn.toString(),
  }));
  const [saved] = await tx.query(sql`
    with saved as (
      insert into notice (icb_code, kind, person_id, budget_id, recipient, heading, paragraphs, reasons, rules, facts,
                          what_would_change, alternatives, reconsideration_route, help, decision_id, effective_on)
      select ${tx.icbCode}, n.kind, n.person_id, n.budget_id, n.recipient, n.heading, n.paragraphs, n.reasons, n.rules, n.facts,
             n.what_would_change, n.alternatives, n.reconsideration_route, n.help, n.decision_id, n.effective_on
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
             as n (kind text, person_id uuid, budget_id uuid, recipient text, heading text, paragraphs text[], reasons text[], rules text[],
                   facts text[], what_would_change text[], alternatives text[], reconsideration_route text, help text[], decision_id text,
                   effective_on date)
      returning 1)
    select count(*)::integer as many from saved`);
  return saved!.many as number;
}

const Notice = z
  .object({
    notice_id: z.string(),
    kind: z.string(),
    recipient: z.string(),
    heading: z.string(),
    paragraphs: z.array(z.string()),
    reasons: z.array(z.string()),
    rules: z.array(z.string()),
    facts: z.array(z.string()),
    what_would_change: z.array(z.string()),
    alternatives: z.array(z.string()),
    reconsideration_route: z.string(),
    help: z.array(z.string()),
    decision_id: z.string().nullable(),
    effective_on: plainDate,
    recorded_at: z.instanceof(Temporal.Instant),
    opened_at: z.instanceof(Temporal.Instant).nullable(),
  })
  .transform(row => ({
    noticeId: row.notice_id,
    kind: row.kind,
    recipient: row.recipient,
    heading: row.heading,
    paragraphs: row.paragraphs,
    reasons: row.reasons,
    rules: row.rules,
    facts: row.facts,
    whatWouldChange: row.what_would_change,
    alternatives: row.alternatives,
    reconsiderationRoute: row.reconsideration_route,
    help: row.help,
    /** What it tells of; a refusal can be looked at again under this id. */
    decisionId: row.decision_id,
    effectiveOn: row.effective_on,
    recordedAt: row.recorded_at,
    openedAt: row.opened_at,
  }));
export type Notice = z.output<typeof Notice>;

/** The notices about one budget, newest first; at most `limit` of them. */
export async function loadNotices(db: Queryable, budgetId: string, limit: number): Promise<Notice[]> {
  const rows = await db.query(sql`
    select notice.*, notice_opened.opened_at
      from notice left join notice_opened using (notice_id)
     where notice.budget_id = ${budgetId}
     order by notice.recorded_at desc, notice_id
     limit ${limit}`);
  return rows.map(row => Notice.parse(row));
}

/** One notice about this budget, or undefined. */
export async function loadNotice(db: Queryable, budgetId: string, noticeId: string): Promise<Notice | undefined> {
  const [row] = await db.query(sql`
    select notice.*, notice_opened.opened_at
      from notice left join notice_opened using (notice_id)
     where notice.budget_id = ${budgetId} and notice_id = ${noticeId}`);
  return row && Notice.parse(row);
}

/** How many notices about this budget have not been opened yet. */
export async function countUnopened(db: Queryable, budgetId: string): Promise<number> {
  const [row] = await db.query(sql`
    select count(*)::int as unopened from notice
     where budget_id = ${budgetId} and not exists (select from notice_opened o where o.notice_id = notice.notice_id)`);
  return row!.unopened as number;
}

/** Records that the notice was read; the first time counts. */
export async function saveNoticeOpened(tx: Tx, actor: Actor, noticeId: string): Promise<void> {
  await tx.query(sql`
    insert into notice_opened (notice_id, icb_code, opened_by) values (${noticeId}, ${tx.icbCode}, ${actor.id})
    on conflict (notice_id) do nothing`);
}

/** Whom people turn to. */
export type IcbContact = { readonly name: string; readonly phone: string; readonly email: string };

/** The name of this ICB and how to reach it. */
export async function loadIcbContact(db: Queryable, icbCode: string): Promise<IcbContact> {
  const [row] = await db.query(sql`select name, contact_phone, contact_email from icb where icb_code = ${icbCode}`);
  if (!row) throw new Error(`there is no ICB ${icbCode} in this database`);
  return { name: row.name as string, phone: row.contact_phone as string, email: row.contact_email as string };
}

/** Somebody who signs in as a budget holder or for one. `signsInAs`: the id that the stand-in identity provider lists. */
export type PersonWhoSignsIn = {
  readonly signsInAs: string;
  readonly name: string;
  readonly nhsNumber: string | null;
  /** Whom they act for; null for the budget holder. */
  readonly actsFor: string | null;
};

/** Everybody of this ICB who may sign in about a budget on that date, by name; at most `limit` of each kind. */
export async function loadPeopleWhoSignIn(db: Queryable, on: PlainDate, limit: number): Promise<PersonWhoSignsIn[]> {
  const rows = await db.query(sql`
    (select p.person_id::text as id, coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name) as name,
            p.nhs_number, null as acts_for
       from person p where p.nhs_number is not null order by 2, 1 limit ${limit})
    union all
    (select r.subject, r.name, null, coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name)
       from representative r join person p using (person_id)
      where exists (select from authority_now a
                     where a.representative_id = r.representative_id and a.verified_on is not null
                       and a.from_on <= ${on} and (a.last_on is null or a.last_on >= ${on}))
      order by 2, 1 limit ${limit})`);
  return rows.map(row => ({
    signsInAs: row.id as string,
    name: row.name as string,
    nhsNumber: row.nhs_number as string | null,
    actsFor: row.acts_for as string | null,
  }));
}
