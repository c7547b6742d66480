/**
 * What was agreed and what had to be ready: tables `agreement`, `agreed_payment`, `agreement_signature`,
 * `payment_account`, `account_verification`, `set_up_task`, `set_up_task_closed`.
 *
 * Nothing here is updated: the newest agreement and the newest account of a budget are the ones that count.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { often, sql } from '../../platform/sql.ts';
import type { StreamPayment } from '../../rules/funding/stream-budgets.ts';
import { type AccountRole, EVERY_ACCOUNT_KIND } from '../../rules/payment/account.ts';
import type { SetUpTask } from '../../rules/payment/agreement.ts';
import type { Clause, RecordKeepingLevel } from '../../rules/payment/clauses.ts';
import type { AccountPayee } from '../../rules/representation/payee.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

/** The job that starts budgets whose day has come: sent by whatever may have made one ready. */
export const START_JOB = 'agreements.start-budgets';

/** The job that looks whether a set-up is complete: sent by other features whose record closes a task. */
export const SET_UP_JOB = 'agreements.complete-set-up';

const plainDate = z.instanceof(Temporal.PlainDate);

const Signature = z
  .object({
    side: z.enum(['PERSON', 'ICB']),
    capacity: z.enum(['PERSON', 'REPRESENTATIVE', 'NOMINEE', 'ICB']),
    by_id: z.string(),
    by_name: z.string(),
    signed_on: plainDate,
  })
  .transform(row => ({
    side: row.side,
    capacity: row.capacity,
    byId: row.by_id,
    byName: row.by_name,
    signedOn: row.signed_on,
  }));

const AgreedPayment = z
  .object({
    stream: z.string(),
    option: z.enum(['DIRECT_PAYMENT', 'THIRD_PARTY']),
    purpose: z.enum(['INSTALMENT', 'START_UP', 'ONE_OFF']),
    period: plainDate,
    covers_from: plainDate,
    covers_to: plainDate,
    amount_pence: z.bigint(),
  })
  .transform(row => ({
    stream: row.stream,
    option: row.option,
    purpose: row.purpose,
    period: row.period.toPlainYearMonth(),
    coversFrom: row.covers_from,
    coversTo: row.covers_to,
    amountPence: row.amount_pence,
  }));

const AgreementRow = z
  .object({
    agreement_id: z.string(),
    budget_id: z.string(),
    version: z.number(),
    final_budget_hash: z.string(),
    plan_hash: z.string(),
    options: z.array(z.string()),
    stream: z.string(),
    starts_on: plainDate,
    year_pence: z.bigint(),
    record_keeping_level: z.string(),
    records_kept_by: z.string(),
    review_timetable: z.string(),
    clauses: z.array(z.custom<Clause>()),
    content_hash: z.string(),
    offered_on: plainDate,
    by_name: z.string(),
  })
  .transform(row => ({
    agreementId: row.agreement_id,
    budgetId: row.budget_id,
    version: row.version,
    finalBudgetHash: row.final_budget_hash,
    planHash: row.plan_hash,
    options: row.options,
    stream: row.stream,
    startsOn: row.starts_on,
    yearPence: row.year_pence,
    recordKeepingLevel: row.record_keeping_level,
    recordsKeptBy: row.records_kept_by,
    reviewTimetable: row.review_timetable,
    clauses: row.clauses,
    contentHash: row.content_hash,
    offeredOn: row.offered_on,
    offeredBy: row.by_name,
  }));

/** A payment that an agreement promises: to the person, or to the organisation that holds money for them. */
export type AgreedPayment = StreamPayment & { readonly option: 'DIRECT_PAYMENT' | 'THIRD_PARTY' };

/** The newest agreement of a budget with its signatures and what it promises to pay. */
export type StoredAgreement = z.output<typeof AgreementRow> & {
  readonly signatures: readonly z.output<typeof Signature>[];
  /** Somebody of the person's side has signed; where several act jointly, perhaps not all of them yet. */
  readonly signedByPerson: boolean;
  readonly signerIds: readonly string[];
  readonly signedByIcb: boolean;
  /** What each payer pays in, by month. */
  readonly payments: readonly AgreedPayment[];
};

/** The newest agreement of a budget, or undefined. */
export async function loadAgreement(db: Queryable, budgetId: string): Promise<StoredAgreement | undefined> {
  const [row] = await db.query(
    often`select * from agreement where budget_id = ${budgetId} order by version desc limit 1`,
  );
  if (!row) return undefined;
  const agreement = AgreementRow.parse(row);
  const signatures = (
    await db.query(sql`
      select side, capacity, by_id, by_name, signed_on from agreement_signature
       where agreement_id = ${agreement.agreementId} order by recorded_at`)
  ).map(one => Signature.parse(one));
  const payments = (
    await db.query(sql`
      select stream, option, purpose, period, covers_from, covers_to, amount_pence from agreed_payment
       where agreement_id = ${agreement.agreementId} order by period, purpose desc, sequence, option, stream`)
  ).map(one => AgreedPayment.parse(one));
  return {
    ...agreement,
    signatures,
    signedByPerson: signatures.some(one => one.side === 'PERSON'),
    signerIds: signatures.filter(one => one.side === 'PERSON').map(one => one.byId),
    signedByIcb: signatures.some(one => one.side === 'ICB'),
    payments,
  };
}

export type NewAgreement = {
  readonly budgetId: string;
  readonly finalBudgetId: string;
  readonly finalBudgetHash: string;
  readonly planId: string;
  readonly planHash: string;
  readonly options: readonly string[];
  readonly stream: string;
  readonly startsOn: PlainDate;
  readonly yearPence: bigint;
  readonly recordKeepingLevel: RecordKeepingLevel;
  readonly recordsKeptBy: string;
  readonly reviewTimetable: string;
  readonly clauses: readonly Clause[];
  readonly policyVersion: string;
  readonly contentHash: string;
  readonly offeredOn: PlainDate;
  readonly payments: readonly AgreedPayment[];
};

/** Stores an agreement as the next version of its budget's, with what it promises to pay. Answers its id. */
export async function saveAgreement(tx: Tx, actor: Actor, agreement: NewAgreement): Promise<string> {
  const { budgetId, payments } = agreement;
  const [row] = await tx.query(sql`
    insert into agreement (icb_code, budget_id, version, final_budget_id, final_budget_hash, plan_id, plan_hash, options,
                           stream, starts_on, year_pence, record_keeping_level, records_kept_by, review_timetable, clauses,
                           policy_version, content_hash, offered_on, by_id, by_name)
    select ${tx.icbCode}, ${budgetId}, 1 + coalesce(max(version), 0), ${agreement.finalBudgetId}, ${agreement.finalBudgetHash},
           ${agreement.planId}, ${agreement.planHash}, ${agreement.options}, ${agreement.stream}, ${agreement.startsOn}::date,
           ${agreement.yearPence}::bigint, ${agreement.recordKeepingLevel}, ${agreement.recordsKeptBy},
           ${agreement.reviewTimetable}, ${JSON.stringify(agreement.clauses)}::jsonb, ${agreement.policyVersion},
           ${agreement.contentHash}, ${agreement.offeredOn}::date, ${actor.id}, ${actor.name}
      from agreement where budget_id = ${budgetId}
    returning agreement_id`);
  const agreementId = row!.agreement_id as string;
  await tx.query(sql`
    insert into agreed_payment (agreement_id, icb_code, budget_id, stream, option, purpose, period, covers_from, covers_to, amount_pence)
    select ${agreementId}, ${tx.icbCode}, ${budgetId}, p.stream, p.option, p.purpose, p.period, p.covers_from, p.covers_to, p.amount_pence
      from unnest(${payments.map(payment => payment.stream)}::text[], ${payments.map(payment => payment.option)}::text[],
                  ${payments.map(payment => payment.purpose)}::text[],
                  ${payments.map(payment => payment.period.toPlainDate({ day: 1 }))}::date[],
                  ${payments.map(payment => payment.coversFrom)}::date[], ${payments.map(payment => payment.coversTo)}::date[],
                  ${payments.map(payment => payment.amountPence)}::bigint[])
           as p (stream, option, purpose, period, covers_from, covers_to, amount_pence)`);
  return agreementId;
}

export type NewSignature = {
  readonly agreementId: string;
  readonly side: 'PERSON' | 'ICB';
  readonly capacity: 'PERSON' | 'REPRESENTATIVE' | 'ICB';
  /** The text that was read; the database refuses any other. */
  readonly signedHash: string;
  readonly signedOn: PlainDate;
};

/** Stores one side's signature. */
export async function saveSignature(tx: Tx, actor: Actor, signature: NewSignature): Promise<void> {
  await tx.query(sql`
    insert into agreement_signature (agreement_id, side, icb_code, signed_hash, capacity, by_id, by_name, signed_on)
    values (${signature.agreementId}, ${signature.side}, ${tx.icbCode}, ${signature.signedHash}, ${signature.capacity},
            ${actor.id}, ${actor.name}, ${signature.signedOn})`);
}

/** An account as it is stored, by `selectAccount`. */
export const AccountRow = z
  .object({
    payment_account_id: z.string(),
    version: z.number(),
    kind: z.enum([...EVERY_ACCOUNT_KIND, 'THIRD_PARTY', 'WORKER']),
    sort_code: z.string(),
    account_number: z.string(),
    name: z.string(),
    named_people: z.string(),
    modulus_result: z.enum(['pass', 'not-checkable']),
    modulus_table_version: z.string(),
    entered_by_id: z.string(),
    entered_by_name: z.string(),
    entered_on: plainDate,
    outcome: z.enum(['VERIFIED', 'REFUSED']).nullable(),
    method: z.enum(['CALL_BACK', 'BANK_LETTER']).nullable(),
    evidence: z.string().nullable(),
    verified_by_id: z.string().nullable(),
    verified_by_name: z.string().nullable(),
    verified_on: plainDate.nullable(),
  })
  .transform(row => ({
    paymentAccountId: row.payment_account_id,
    version: row.version,
    kind: row.kind,
    sortCode: row.sort_code,
    accountNumber: row.account_number,
    name: row.name,
    namedPeople: row.named_people,
    modulusResult: row.modulus_result,
    modulusTableVersion: row.modulus_table_version,
    enteredById: row.entered_by_id,
    enteredByName: row.entered_by_name,
    enteredOn: row.entered_on,
    status: row.outcome ?? ('ENTERED' as const),
    method: row.method,
    evidence: row.evidence,
    verifiedById: row.verified_by_id,
    verifiedByName: row.verified_by_name,
    verifiedOn: row.verified_on,
  }));
/** An account as it was entered and, where it was, checked. */
export type PaymentAccount = z.output<typeof AccountRow>;

export const selectAccount = sql`
  select a.*, v.outcome, v.method, v.evidence, v.by_id as verified_by_id, v.by_name as verified_by_name, v.verified_on
    from payment_account a left join account_verification v using (payment_account_id)`;

/** The account that a direct payment goes to, or the third party's, or the second card: the newest that was entered, checked or not. */
export async function loadPaymentAccount(
  db: Queryable,
  budgetId: string,
  option: 'DIRECT_PAYMENT' | 'THIRD_PARTY' = 'DIRECT_PAYMENT',
  role: AccountRole = 'MAIN',
): Promise<PaymentAccount | undefined> {
  const [row] = await db.query(sql`
    ${selectAccount} where a.budget_id = ${budgetId} and a.option = ${option} and a.role = ${role} order by a.version desc limit 1`);
  return row && AccountRow.parse(row);
}

/** Every account that direct payments of a budget went to, or every second card, newest first. */
export async function loadAccountHistory(
  db: Queryable,
  budgetId: string,
  role: AccountRole = 'MAIN',
): Promise<PaymentAccount[]> {
  const rows = await db.query(sql`
    ${selectAccount} where a.budget_id = ${budgetId} and a.option = 'DIRECT_PAYMENT' and a.role = ${role} order by a.version desc limit 100`);
  return rows.map(row => AccountRow.parse(row));
}

/**
 * The days of all other direct payments to this person: those that were paid, and those that a signed agreement
 * of another budget still promises.
 */
export async function loadOtherPaymentDays(
  db: Queryable,
  budget: { readonly budgetId: string; readonly personId: string },
): Promise<PlainDate[]> {
  const rows = await db.query(sql`
    select r.credit_on as day from payment p join payment_run r using (run_id) join budget b on b.budget_id = p.budget_id
     where b.person_id = ${budget.personId} and p.budget_id <> ${budget.budgetId} and p.ended is null
    union
    select q.covers_from from agreed_payment q
      join (select distinct on (g.budget_id) g.agreement_id
              from agreement g
              join agreement_signature s on s.agreement_id = g.agreement_id and s.side = 'ICB'
              join budget b on b.budget_id = g.budget_id
             where b.person_id = ${budget.personId} and g.budget_id <> ${budget.budgetId}
             order by g.budget_id, g.version desc) a using (agreement_id)
     order by day`);
  return rows.map(row => row.day as PlainDate);
}

export type NewAccount = {
  readonly budgetId: string;
  readonly role: AccountRole;
  /** Whose wage goes there; of a worker's account alone. */
  readonly worker?: string;
  readonly kind: (typeof EVERY_ACCOUNT_KIND)[number] | 'WORKER';
  readonly sortCode: string;
  readonly accountNumber: string;
  readonly name: string;
  readonly namedPeople: string;
  readonly modulusResult: 'pass' | 'not-checkable';
  readonly modulusTableVersion: string;
  readonly enteredOn: PlainDate;
  /** Whose account it is. */
  readonly payee: AccountPayee;
};

/** Stores account details as the budget's newest. Answers the account's id. */
export async function saveAccount(tx: Tx, actor: Actor, account: NewAccount): Promise<string> {
  const [row] = await tx.query(sql`
    insert into payment_account (icb_code, budget_id, version, kind, sort_code, account_number, name, named_people,
                                 modulus_result, modulus_table_version, entered_by_id, entered_by_name, entered_on, payee_kind, payee_id, role, worker)
    select ${tx.icbCode}, ${account.budgetId}, 1 + coalesce(max(version), 0), ${account.kind}, ${account.sortCode},
           ${account.accountNumber}, ${account.name}, ${account.namedPeople}, ${account.modulusResult},
           ${account.modulusTableVersion}, ${actor.id}, ${actor.name}, ${account.enteredOn}::date,
           ${account.payee.kind}, ${account.payee.kind === 'PERSON' ? null : account.payee.id}::uuid, ${account.role},
           ${account.worker ?? ''}
      from payment_account where budget_id = ${account.budgetId} and option = 'DIRECT_PAYMENT' and role = ${account.role}
       and worker = ${account.worker ?? ''}
    returning payment_account_id`);
  return row!.payment_account_id as string;
}

export type NewVerification = {
  readonly paymentAccountId: string;
  readonly enteredById: string;
  readonly outcome: 'VERIFIED' | 'REFUSED';
  readonly method: 'CALL_BACK' | 'BANK_LETTER';
  readonly evidence: string;
  readonly verifiedOn: PlainDate;
};

/** Stores that an account was checked by a second person. */
export async function saveVerification(tx: Tx, actor: Actor, verification: NewVerification): Promise<void> {
  await tx.query(sql`
    insert into account_verification (payment_account_id, icb_code, entered_by_id, outcome, method, evidence, by_id, by_name, verified_on)
    values (${verification.paymentAccountId}, ${tx.icbCode}, ${verification.enteredById}, ${verification.outcome},
            ${verification.method}, ${verification.evidence}, ${actor.id}, ${actor.name}, ${verification.verifiedOn})`);
}

const TaskRow = z
  .object({
    kind: z.custom<SetUpTask>(),
    evidence: z.string().nullable(),
    by_name: z.string().nullable(),
    closed_on: plainDate.nullable(),
  })
  .transform(row => ({
    kind: row.kind,
    closed: row.closed_on !== null,
    evidence: row.evidence,
    closedBy: row.by_name,
    closedOn: row.closed_on,
  }));
export type StoredTask = z.output<typeof TaskRow>;

/** The set-up tasks of a budget in the order of their names. */
export async function loadSetUpTasks(db: Queryable, budgetId: string): Promise<StoredTask[]> {
  const rows = await db.query(sql`
    select t.kind, c.evidence, c.by_name, c.closed_on
      from set_up_task t left join set_up_task_closed c using (budget_id, kind)
     where t.budget_id = ${budgetId} order by t.kind`);
  return rows.map(row => TaskRow.parse(row));
}

/** Opens set-up tasks; one that is there already stays as it is. */
export async function saveSetUpTasks(
  tx: Tx,
  opened: { readonly budgetId: string; readonly kinds: readonly SetUpTask[]; readonly openedOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    insert into set_up_task (budget_id, kind, icb_code, opened_on)
    select ${opened.budgetId}, kind, ${tx.icbCode}, ${opened.openedOn}::date from unnest(${opened.kinds}::text[]) as kind
        on conflict do nothing`);
}

export type ClosedTask = {
  readonly budgetId: string;
  readonly kind: SetUpTask;
  readonly evidence: string;
  readonly closedOn: PlainDate;
};

/** Closes a set-up task that is open; where there is none, or it is closed, nothing happens. */
export async function saveTaskClosed(tx: Tx, actor: Actor, task: ClosedTask): Promise<void> {
  await tx.query(sql`
    insert into set_up_task_closed (budget_id, kind, icb_code, evidence, by_id, by_name, closed_on)
    select budget_id, kind, ${tx.icbCode}, ${task.evidence}, ${actor.id}, ${actor.name}, ${task.closedOn}::date
      from set_up_task where budget_id = ${task.budgetId} and kind = ${task.kind}
        on conflict do nothing`);
}

/** A budget whose account is still to be entered, or was refused, as whoever enters accounts needs to know it. */
export type AccountToEnter = {
  readonly budgetId: string;
  readonly reference: string;
  readonly personName: string;
  readonly refused: boolean;
};

/** Budgets under an agreement with a direct payment that have no account, or a refused one, by reference; at most `limit`. */
export async function loadAccountsToEnter(db: Queryable, icbCode: string, limit = 100): Promise<AccountToEnter[]> {
  const rows = await db.query(sql`
    select b.budget_id, b.reference, coalesce(nullif(p.preferred_name, ''), p.given_name || ' ' || p.family_name) as person_name,
           a.payment_account_id is not null as refused
      from set_up_task t
      join budget b using (budget_id)
      join budget_now n on n.budget_id = b.budget_id and n.state in ('AGREED', 'SET_UP', 'ACTIVE')
      join person p on p.person_id = b.person_id
      left join lateral (select payment_account_id from payment_account a where a.budget_id = b.budget_id and a.option = 'DIRECT_PAYMENT' and a.role = 'MAIN' order by version desc limit 1) a on true
      left join account_verification v using (payment_account_id)
     where t.icb_code = ${icbCode} and t.kind = 'ACCOUNT' and (a.payment_account_id is null or v.outcome = 'REFUSED')
     order by b.reference limit ${limit}`);
  return rows.map(row => ({
    budgetId: row.budget_id as string,
    reference: row.reference as string,
    personName: row.person_name as string,
    refused: row.refused as boolean,
  }));
}
