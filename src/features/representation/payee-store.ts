/**
 * Who receives the money for a person, and what has to be done about who acts: tables `nominee`, `nominee_agreement`,
 * `nominee_withdrawn`, `dbs_check`, `payee_concern`, `representation_task`, `representation_task_closed`.
 *
 * Nothing here is updated. Lists come in the order of recording.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { often, sql } from '../../platform/sql.ts';
import type { Relationship } from '../../rules/plan/connected-person.ts';
import { capacityOn } from '../../rules/representation/capacity.ts';
import {
  type Nomination,
  type NominationBasis,
  type NomineeClause,
  nominationOn,
} from '../../rules/representation/nominee.ts';
import type { AccountPayee, DbsCheck, OtherWay, PayeeConcern, PayeeFacts } from '../../rules/representation/payee.ts';
import type { RepresentationTask, RepresentationTaskKind } from '../../rules/representation/stop-duty.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';
import { loadAuthorities, loadCapacity, loadExclusions, loadWords, ordersOf } from './store.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const NomineeRow = z
  .object({
    nominee_id: z.string(),
    name: z.string(),
    party: z.enum(['INDIVIDUAL', 'ORGANISATION']),
    contact: z.string(),
    relationship: z.custom<Relationship>(),
    needs_dbs: z.boolean(),
    basis: z.custom<NominationBasis>(),
    nominator_name: z.string(),
    nominated_on: plainDate,
    nominee_agreed_on: plainDate.nullable(),
    icb_agreed_on: plainDate.nullable(),
    withdrawn_on: plainDate.nullable(),
  })
  .transform(row => ({
    nomineeId: row.nominee_id,
    name: row.name,
    party: row.party,
    contact: row.contact,
    relationship: row.relationship,
    needsDbs: row.needs_dbs,
    basis: row.basis,
    nominatorName: row.nominator_name,
    nominatedOn: row.nominated_on,
    nomineeAgreedOn: row.nominee_agreed_on ?? undefined,
    icbAgreedOn: row.icb_agreed_on ?? undefined,
    withdrawnOn: row.withdrawn_on ?? undefined,
  }));
export type StoredNominee = z.output<typeof NomineeRow> & Nomination;

/** Everybody who was ever named to receive a budget's money. */
export async function loadNominees(db: Queryable, budgetId: string): Promise<StoredNominee[]> {
  const rows = await db.query(often`
    select n.*, a.agreed_on as nominee_agreed_on, i.agreed_on as icb_agreed_on, w.withdrawn_on
      from nominee n
      left join nominee_agreement a on a.nominee_id = n.nominee_id and a.side = 'NOMINEE'
      left join nominee_agreement i on i.nominee_id = n.nominee_id and i.side = 'ICB'
      left join nominee_withdrawn w on w.nominee_id = n.nominee_id
     where n.budget_id = ${budgetId} order by n.recorded_at, n.nominee_id limit 200`);
  return rows.map(row => NomineeRow.parse(row));
}

/** Who is named on that day; undefined when nobody is. */
export async function loadCurrentNominee(
  db: Queryable,
  { budgetId, personId }: { readonly budgetId: string; readonly personId: string },
  on: PlainDate,
): Promise<StoredNominee | undefined> {
  const capacity = (await loadCapacity(db, personId)).filter(({ decision }) => decision === 'DIRECT_PAYMENT');
  return nominationOn(await loadNominees(db, budgetId), capacityOn(capacity, on), on);
}

/** Somebody who may receive the money for the person. */
export type Party = {
  readonly partyId: string;
  readonly name: string;
  readonly as: 'REPRESENTATIVE' | 'NOMINEE';
  readonly needsDbs: boolean;
};

/** Every representative of the person, and every nominee of the budget whose nomination has not ended. */
export async function loadParties(
  db: Queryable,
  { budgetId, personId }: { readonly budgetId: string; readonly personId: string },
): Promise<Party[]> {
  const rows = await db.query(sql`
    select representative_id as party_id, name, 'REPRESENTATIVE' as acts_as, needs_dbs from representative where person_id = ${personId}
    union all
    select n.nominee_id, n.name, 'NOMINEE', n.needs_dbs from nominee n
     where n.budget_id = ${budgetId} and not exists (select from nominee_withdrawn w where w.nominee_id = n.nominee_id)
     order by 3, 2, 1 limit 200`);
  return rows.map(row => ({
    partyId: row.party_id as string,
    name: row.name as string,
    as: row.acts_as as Party['as'],
    needsDbs: row.needs_dbs as boolean,
  }));
}

/** Whether a signed agreement of this budget promises direct payments. */
export async function paysDirectly(db: Queryable, budgetId: string): Promise<boolean> {
  const rows = await db.query(sql`
    select 1 from agreement a join agreement_signature s on s.agreement_id = a.agreement_id and s.side = 'ICB'
     where a.budget_id = ${budgetId} and 'DIRECT_PAYMENT' = any (a.options) limit 1`);
  return rows.length > 0;
}

export type NewNominee = {
  readonly budgetId: string;
  readonly name: string;
  readonly party: 'INDIVIDUAL' | 'ORGANISATION';
  readonly contact: string;
  readonly relationship: Relationship;
  readonly sameHousehold: boolean;
  readonly involvedInCare: boolean;
  readonly needsDbs: boolean;
  readonly basis: NominationBasis;
  readonly nominatedBy: 'PERSON' | 'REPRESENTATIVE';
  readonly nominatorId: string;
  readonly nominatorName: string;
  readonly nominatedOn: PlainDate;
};

/** Stores a nomination; answers its id. */
export async function saveNominee(tx: Tx, actor: Actor, given: NewNominee): Promise<string> {
  const [row] = await tx.query(sql`
    insert into nominee (icb_code, budget_id, name, party, contact, relationship, same_household, involved_in_care, needs_dbs,
                         basis, nominated_by, nominator_id, nominator_name, nominated_on, by_id, by_name)
    values (${tx.icbCode}, ${given.budgetId}, ${given.name}, ${given.party}, ${given.contact}, ${given.relationship},
            ${given.sameHousehold}, ${given.involvedInCare}, ${given.needsDbs}, ${given.basis}, ${given.nominatedBy},
            ${given.nominatorId}, ${given.nominatorName}, ${given.nominatedOn}, ${actor.id}, ${actor.name})
    returning nominee_id`);
  return row!.nominee_id as string;
}

/** Stores one side's yes to a nomination, with the words that it was given to. */
export async function saveNomineeAgreement(
  tx: Tx,
  actor: Actor,
  agreed: {
    readonly nomineeId: string;
    readonly side: 'NOMINEE' | 'ICB';
    readonly clauseVersion: string;
    readonly clauses: Readonly<Record<NomineeClause, string>>;
    readonly evidence: string;
    readonly agreedOn: PlainDate;
  },
): Promise<void> {
  await tx.query(sql`
    insert into nominee_agreement (nominee_id, side, icb_code, clause_version, clauses, evidence, agreed_on, by_id, by_name)
    values (${agreed.nomineeId}, ${agreed.side}, ${tx.icbCode}, ${agreed.clauseVersion}, ${JSON.stringify(agreed.clauses)}::jsonb,
            ${agreed.evidence}, ${agreed.agreedOn}, ${actor.id}, ${actor.name})`);
}

/** Stores that a nomination ended, with what says it in writing. */
export async function saveNomineeWithdrawn(
  tx: Tx,
  actor: Actor,
  ended: { readonly nomineeId: string; readonly evidence: string; readonly withdrawnOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    insert into nominee_withdrawn (nominee_id, icb_code, evidence, withdrawn_on, by_id, by_name)
    values (${ended.nomineeId}, ${tx.icbCode}, ${ended.evidence}, ${ended.withdrawnOn}, ${actor.id}, ${actor.name})`);
}

/** Certificates of one party, in the order of recording. */
export async function loadDbsChecks(db: Queryable, partyId: string): Promise<DbsCheck[]> {
  const rows = await db.query(sql`
    select outcome, checked_on from dbs_check where party_id = ${partyId} order by recorded_at limit 100`);
  return rows.map(row => ({ outcome: row.outcome as DbsCheck['outcome'], checkedOn: row.checked_on as PlainDate }));
}

/** Stores what a certificate said. */
export async function saveDbsCheck(
  tx: Tx,
  actor: Actor,
  check: {
    readonly budgetId: string;
    readonly partyId: string;
    readonly certificateNumber: string;
    readonly issuedOn: PlainDate;
    readonly outcome: DbsCheck['outcome'];
    readonly checkedOn: PlainDate;
  },
): Promise<void> {
  await tx.query(sql`
    insert into dbs_check (icb_code, budget_id, party_id, certificate_number, issued_on, outcome, checked_on, by_id, by_name)
    values (${tx.icbCode}, ${check.budgetId}, ${check.partyId}, ${check.certificateNumber}, ${check.issuedOn}, ${check.outcome},
            ${check.checkedOn}, ${actor.id}, ${actor.name})`);
}

export type StoredConcern = {
  readonly partyId: string;
  readonly kind: PayeeConcern;
  readonly reason: string;
  readonly offers: readonly OtherWay[];
  readonly foundOn: PlainDate;
};

/** What was found about those who receive a budget's money. */
export async function loadPayeeConcerns(db: Queryable, budgetId: string): Promise<StoredConcern[]> {
  const rows = await db.query(sql`
    select party_id, kind, reason, offers, found_on from payee_concern where budget_id = ${budgetId} order by recorded_at limit 100`);
  return rows.map(row => ({
    partyId: row.party_id as string,
    kind: row.kind as PayeeConcern,
    reason: row.reason as string,
    offers: row.offers as OtherWay[],
    foundOn: row.found_on as PlainDate,
  }));
}

/** Stores what was found; answers its id. */
export async function savePayeeConcern(
  tx: Tx,
  actor: Actor,
  concern: StoredConcern & { readonly budgetId: string; readonly stopGround: 'D2' | undefined },
): Promise<string> {
  const [row] = await tx.query(sql`
    insert into payee_concern (icb_code, budget_id, party_id, kind, reason, stop_ground, offers, found_on, by_id, by_name)
    values (${tx.icbCode}, ${concern.budgetId}, ${concern.partyId}, ${concern.kind}, ${concern.reason}, ${concern.stopGround ?? null},
            ${concern.offers}, ${concern.foundOn}, ${actor.id}, ${actor.name})
    returning payee_concern_id`);
  return row!.payee_concern_id as string;
}

/** Whose account a budget is paid into, as the newest account says; undefined before there is one. */
export async function loadAccountPayee(db: Queryable, budgetId: string): Promise<AccountPayee | undefined> {
  const [row] = await db.query(sql`
    select payee_kind, payee_id from payment_account where budget_id = ${budgetId} and option = 'DIRECT_PAYMENT' and role = 'MAIN' order by version desc limit 1`);
  if (!row) return undefined;
  const kind = row.payee_kind as AccountPayee['kind'];
  return kind === 'PERSON' ? { kind } : { kind, id: row.payee_id as string };
}

/** Everything about who is paid that rules/representation/payee.ts judges for one budget, on whatever day. */
export async function loadPayeeFacts(
  db: Queryable,
  { budgetId, personId }: { readonly budgetId: string; readonly personId: string },
): Promise<PayeeFacts> {
  const accountPayee = await loadAccountPayee(db, budgetId);
  const partyId = accountPayee === undefined || accountPayee.kind === 'PERSON' ? null : accountPayee.id;
  const [row] = await db.query(sql`
    select p.date_of_birth, coalesce(
             (select r.needs_dbs from representative r where r.representative_id = ${partyId}),
             (select n.needs_dbs from nominee n where n.nominee_id = ${partyId}), false) as needs_dbs
      from person p where p.person_id = ${personId}`);
  if (!row) throw new Error(`budget ${budgetId} has no person`);
  return {
    personId,
    dateOfBirth: row.date_of_birth as PlainDate,
    capacity: (await loadCapacity(db, personId)).filter(({ decision }) => decision === 'DIRECT_PAYMENT'),
    authorities: await loadAuthorities(db, personId),
    words: await loadWords(db, personId),
    schedule: ordersOf(await loadExclusions(db, personId)),
    nominations: await loadNominees(db, budgetId),
    accountPayee,
    payeeNeedsDbs: row.needs_dbs as boolean,
    payeeDbs: partyId === null ? [] : await loadDbsChecks(db, partyId),
  };
}

const TaskRow = z
  .object({
    task_id: z.string(),
    budget_id: z.string(),
    reference: z.string(),
    person_name: z.string(),
    kind: z.custom<RepresentationTaskKind>(),
    cause: z.string(),
    opened_on: plainDate,
    due_on: plainDate,
    outcome: z.string().nullable(),
    closed_on: plainDate.nullable(),
    closed_by: z.string().nullable(),
  })
  .transform(row => ({
    taskId: row.task_id,
    budgetId: row.budget_id,
    reference: row.reference,
    personName: row.person_name,
    kind: row.kind,
    cause: row.cause,
    openedOn: row.opened_on,
    dueOn: row.due_on,
    closed: row.closed_on !== null,
    outcome: row.outcome,
    closedOn: row.closed_on,
    closedBy: row.closed_by,
  }));
export type StoredTask = z.output<typeof TaskRow>;

const selectTask = sql`
  select t.*, b.reference, coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name) as person_name,
         c.outcome, c.closed_on, c.by_name as closed_by
    from representation_task t
    join budget b using (budget_id)
    join person p using (person_id)
    left join representation_task_closed c using (task_id)`;

/** The tasks of one budget, those to be done first, each by the day to act by. */
export async function loadTasks(db: Queryable, budgetId: string): Promise<StoredTask[]> {
  const rows = await db.query(sql`
    ${selectTask} where t.budget_id = ${budgetId} order by c.closed_on is not null, t.due_on, t.task_id limit 200`);
  return rows.map(row => TaskRow.parse(row));
}

/** What is to be done in this ICB, the soonest first. */
export async function loadOpenTasks(db: Queryable, icbCode: string): Promise<StoredTask[]> {
  const rows = await db.query(sql`
    ${selectTask} where t.icb_code = ${icbCode} and c.closed_on is null order by t.due_on, t.task_id`);
  return rows.map(row => TaskRow.parse(row));
}

/** Opens a task; answers its id, or undefined where one for this cause was there already. */
export async function saveTask(
  tx: Tx,
  task: RepresentationTask & { readonly budgetId: string; readonly openedOn: PlainDate },
): Promise<string | undefined> {
  const [row] = await tx.query(sql`
    insert into representation_task (icb_code, budget_id, kind, cause, opened_on, due_on)
    values (${tx.icbCode}, ${task.budgetId}, ${task.kind}, ${task.cause}, ${task.openedOn}, ${task.dueOn})
        on conflict (budget_id, kind, cause) do nothing
    returning task_id`);
  return row?.task_id as string | undefined;
}

/** Closes a task with what was decided. */
export async function saveTaskDone(
  tx: Tx,
  actor: Actor,
  done: { readonly taskId: string; readonly outcome: string; readonly closedOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    insert into representation_task_closed (task_id, icb_code, outcome, closed_on, by_id, by_name)
    values (${done.taskId}, ${tx.icbCode}, ${done.outcome}, ${done.closedOn}, ${actor.id}, ${actor.name})`);
}

/** A budget whose people the daily look is about. */
export type WatchedBudget = { readonly budgetId: string; readonly personId: string };

/**
 * The budgets to look at today: active ones whose consent does not stand, and ones of somebody under 18, at most `limit`.
 * Whether anything is to be done is for rules/representation/stop-duty.ts to say.
 */
export async function loadBudgetsToWatch(
  db: Queryable,
  icbCode: string,
  on: PlainDate,
  limit: number,
): Promise<WatchedBudget[]> {
  const rows = await db.query(sql`
    select b.budget_id, b.person_id
      from budget b
      join budget_now n using (budget_id)
      join person p on p.person_id = b.person_id
      left join payee_standing(${on}) s on s.budget_id = b.budget_id
     where b.icb_code = ${icbCode} and n.state not in ('WITHDRAWN', 'DECLINED', 'REFUSED', 'NOT_TAKEN_UP')
       and (p.date_of_birth > ${on}::date - interval '18 years 1 day'
            or (n.state in ('AGREED', 'SET_UP', 'ACTIVE') and not s.consented
                and exists (select from consent c where c.person_id = b.person_id and c.kind = 'DIRECT_PAYMENT')))
     order by b.budget_id limit ${limit}`);
  return rows.map(row => ({ budgetId: row.budget_id as string, personId: row.person_id as string }));
}
