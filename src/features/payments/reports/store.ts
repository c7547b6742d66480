/** The reports of banks, kept whole, and what each of their records did: tables `bank_report` and `bank_report_record`. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import type { Effect } from '../../../rules/payment/standby.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

/** What a record did, or why it did nothing: no payment fits it, or several do. */
export type Outcome = Effect | 'NOT_FOUND' | 'SEVERAL';

/** What a record says of which payment it means. */
export type Sought = {
  readonly endToEndId: string | undefined;
  readonly reference: string | undefined;
  readonly sortCode: string | undefined;
  readonly accountNumber: string | undefined;
  readonly amountPence: bigint | undefined;
  readonly processedOn: string | undefined;
};

/** The payments that fit each record, in its place: by our own id, or by reference, account, amount and day. */
export async function findPayments(tx: Tx, records: readonly Sought[]): Promise<readonly (readonly string[])[]> {
  const of = <T>(get: (record: Sought) => T | undefined) => records.map(record => get(record) ?? null);
  const rows = await tx.query(sql`
    with sought as (
      select * from unnest(${of(one => one.endToEndId)}::text[], ${of(one => one.reference)}::text[], ${of(one => one.sortCode)}::text[],
                           ${of(one => one.accountNumber)}::text[], ${of(one => one.amountPence)}::bigint[], ${of(one => one.processedOn)}::date[])
        with ordinality as s (end_to_end_id, reference, sort_code, account_number, amount_pence, processed_on, place))
    select s.place::integer as place, p.payment_id
      from sought s
      join payment p on p.icb_code = ${tx.icbCode}
       and case when s.end_to_end_id is not null
                then s.end_to_end_id ~ '^[0-9a-f]{32}$' and p.payment_id::text = regexp_replace(s.end_to_end_id, '^(.{8})(.{4})(.{4})(.{4})(.{12})$', '\\1-\\2-\\3-\\4-\\5')
                else p.reference = s.reference end
      join payment_account a using (payment_account_id)
      join payment_run r using (run_id)
      join payment_run_now n using (run_id)
     where n.status in ('SENT', 'CREDITED') and p.piece_of is null -- the bank knows what was sent, not what we made of it
       and (s.sort_code is null or a.sort_code = s.sort_code)
       and (s.account_number is null or a.account_number = s.account_number)
       and (s.amount_pence is null or p.amount_pence = s.amount_pence)
       and (s.processed_on is null or r.processing_on = s.processed_on)
     order by 1, r.recorded_at`);
  const found: string[][] = records.map(() => []);
  for (const { place, payment_id } of rows) found[(place as number) - 1]!.push(payment_id as string);
  return found;
}

/** The run whose file bears this serial or message id, with its totals; undefined where none or several do. */
export async function findFileOf(
  tx: Tx,
  id: string,
): Promise<{ readonly runId: string; readonly count: number; readonly pence: bigint } | undefined> {
  const rows = await tx.query(sql`
    select f.run_id, f.payments_count, f.total_pence
      from payment_file f join payment_run r using (run_id)
     where f.icb_code = ${tx.icbCode} and (r.reference || '-' || f.serial = ${id} or f.serial = ${id})
       and (select count(*) from payment_file o where o.run_id = f.run_id) = 1
     order by f.recorded_at desc limit 2`);
  const [row, another] = rows;
  if (!row || another) return undefined;
  return { runId: row.run_id as string, count: row.payments_count as number, pence: row.total_pence as bigint };
}

/** The report with these bytes, where it was added before. Whoever adds the same at this moment waits for us. */
export async function findReport(tx: Tx, sha256: string): Promise<string | undefined> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('bank-report ' || ${tx.icbCode} || ${sha256}, 0))`);
  const [row] = await tx.query(
    sql`select report_id from bank_report where icb_code = ${tx.icbCode} and sha256 = ${sha256}`,
  );
  return row?.report_id as string | undefined;
}

export type NewReport = {
  readonly kind: string;
  readonly name: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly receivedOn: PlainDate;
};

export async function saveReport(tx: Tx, actor: Actor, report: NewReport): Promise<string> {
  const [row] = await tx.query(sql`
    insert into bank_report (icb_code, kind, name, file_name, bytes, sha256, received_on, by_id, by_name)
    values (${tx.icbCode}, ${report.kind}, ${report.name}, ${report.fileName}, ${Buffer.from(report.bytes)}::bytea, ${report.sha256},
            ${report.receivedOn}, ${actor.id}, ${actor.name})
    returning report_id`);
  return row!.report_id as string;
}

const RecordRow = z
  .object({
    place: z.number(),
    line: z.number(),
    says: z.string(),
    outcome: z.custom<Outcome>(),
    payment_id: z.string().nullable(),
    budget_id: z.string().nullable(),
    reference: z.string(),
    sort_code: z.string(),
    account_number: z.string(),
    amount_pence: z.bigint().nullable(),
    reason: z.string(),
    new_sort_code: z.string().nullable(),
    new_account_number: z.string().nullable(),
  })
  .transform(row => ({
    place: row.place,
    line: row.line,
    says: row.says,
    outcome: row.outcome,
    paymentId: row.payment_id,
    budgetId: row.budget_id,
    reference: row.reference,
    sortCode: row.sort_code,
    accountNumber: row.account_number,
    amountPence: row.amount_pence,
    reason: row.reason,
    newSortCode: row.new_sort_code,
    newAccountNumber: row.new_account_number,
  }));
/** One record of a report and what it did. */
export type StoredRecord = z.output<typeof RecordRow>;

export async function saveRecords(
  tx: Tx,
  reportId: string,
  records: readonly Omit<StoredRecord, 'place' | 'budgetId'>[],
): Promise<void> {
  if (records.length === 0) return;
  await tx.query(sql`
    insert into bank_report_record (report_id, place, icb_code, line, says, outcome, payment_id, reference, sort_code, account_number,
                                    amount_pence, reason, new_sort_code, new_account_number)
    select ${reportId}, r.place, ${tx.icbCode}, r.line, r.says, r.outcome, r.payment_id, r.reference, r.sort_code, r.account_number,
           r.amount_pence, r.reason, r.new_sort_code, r.new_account_number
      from unnest(${records.map(one => one.line)}::integer[], ${records.map(one => one.says)}::text[], ${records.map(one => one.outcome)}::text[],
                  ${records.map(one => one.paymentId)}::uuid[], ${records.map(one => one.reference)}::text[],
                  ${records.map(one => one.sortCode)}::text[], ${records.map(one => one.accountNumber)}::text[],
                  ${records.map(one => one.amountPence)}::bigint[], ${records.map(one => one.reason)}::text[],
                  ${records.map(one => one.newSortCode)}::text[], ${records.map(one => one.newAccountNumber)}::text[])
        with ordinality as r (line, says, outcome, payment_id, reference, sort_code, account_number, amount_pence, reason,
                              new_sort_code, new_account_number, place)`);
}

const ReportRow = z
  .object({
    report_id: z.string(),
    kind: z.string(),
    name: z.string(),
    file_name: z.string(),
    received_on: plainDate,
    by_name: z.string(),
    records: z.number(),
    open: z.number(),
  })
  .transform(row => ({
    reportId: row.report_id,
    kind: row.kind,
    name: row.name,
    fileName: row.file_name,
    receivedOn: row.received_on,
    byName: row.by_name,
    recordCount: row.records,
    /** Records that no payment fits, or that contradict what the bank said before: somebody has to ask. */
    openCount: row.open,
  }));
export type StoredReport = z.output<typeof ReportRow>;

const selectReport = sql`
  select b.report_id, b.kind, b.name, b.file_name, b.received_on, b.by_name, count(r.place)::integer as records,
         count(*) filter (where r.outcome in ('NOT_FOUND', 'SEVERAL', 'CONTRADICTS', 'NOT_SENT'))::integer as open
    from bank_report b left join bank_report_record r using (report_id)`;

/** The reports of this ICB, the last one first. */
export async function loadReports(db: Queryable, icbCode: string): Promise<StoredReport[]> {
  const rows = await db.query(sql`
    ${selectReport} where b.icb_code = ${icbCode} group by b.report_id order by b.recorded_at desc`);
  return rows.map(row => ReportRow.parse(row));
}

/** One report with its records, or undefined. */
export async function loadReport(
  db: Queryable,
  icbCode: string,
  reportId: string,
): Promise<(StoredReport & { readonly records: readonly StoredRecord[] }) | undefined> {
  const [row] = await db.query(sql`
    ${selectReport} where b.icb_code = ${icbCode} and b.report_id = ${reportId} group by b.report_id`);
  if (!row) return undefined;
  const records = await db.query(sql`
    select r.*, p.budget_id from bank_report_record r left join payment p using (payment_id)
     where r.report_id = ${reportId} order by r.place`);
  return { ...ReportRow.parse(row), records: records.map(one => RecordRow.parse(one)) };
}

const AdviceRow = z
  .object({
    report_id: z.string(),
    budget_id: z.string(),
    reference: z.string(),
    person_name: z.string(),
    new_sort_code: z.string(),
    new_account_number: z.string(),
    received_on: plainDate,
  })
  .transform(row => ({
    reportId: row.report_id,
    budgetId: row.budget_id,
    budgetReference: row.reference,
    personName: row.person_name,
    newSortCode: row.new_sort_code,
    newAccountNumber: row.new_account_number,
    receivedOn: row.received_on,
  }));
export type AccountAdvice = z.output<typeof AdviceRow>;

/** Accounts that a bank says are another, until somebody enters one for the budget: the advice itself changes nothing. */
export async function loadOpenAdvice(db: Queryable, icbCode: string): Promise<AccountAdvice[]> {
  const rows = await db.query(sql`
    select distinct on (p.budget_id) r.report_id, p.budget_id, b.reference, r.received_on,
           coalesce(nullif(n.preferred_name, ''), n.given_name || ' ' || n.family_name) as person_name,
           coalesce(a.new_sort_code, a.sort_code) as new_sort_code, coalesce(a.new_account_number, a.account_number) as new_account_number
      from bank_report_record a
      join bank_report r using (report_id)
      join payment p using (payment_id)
      join budget b on b.budget_id = p.budget_id
      join person n using (person_id)
     where r.icb_code = ${icbCode} and a.says = 'WRONG_ACCOUNT'
       and not exists (select from payment_account e where e.budget_id = p.budget_id and e.recorded_at > r.recorded_at)
     order by p.budget_id, r.recorded_at desc`);
  return rows.map(row => AdviceRow.parse(row));
}
