/** Who care is bought from: tables `supplier`, `supplier_account`, `supplier_account_check`. The newest account counts. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { SUPPLIER_NUMBER_KINDS, type SupplierNumberKind } from '../../../rules/orders/supplier.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const SupplierRow = z
  .object({
    supplier_id: z.string(),
    name: z.string(),
    number_kind: z.enum(SUPPLIER_NUMBER_KINDS),
    number: z.string(),
    has_conflict: z.boolean(),
    conflict_plan: z.string(),
    entered_on: plainDate,
    by_name: z.string(),
    account_status: z.enum(['NONE', 'ENTERED', 'VERIFIED', 'REFUSED']),
  })
  .transform(row => ({
    supplierId: row.supplier_id,
    name: row.name,
    numberKind: row.number_kind,
    number: row.number,
    hasConflict: row.has_conflict,
    conflictPlan: row.conflict_plan,
    enteredOn: row.entered_on,
    byName: row.by_name,
    accountStatus: row.account_status,
  }));
/** A supplier, and how far its account has come. */
export type Supplier = z.output<typeof SupplierRow>;

const selectSupplier = sql`
  select s.*, case when a.supplier_account_id is null then 'NONE' else coalesce(c.outcome, 'ENTERED') end as account_status
    from supplier s
    left join lateral (select supplier_account_id from supplier_account a where a.supplier_id = s.supplier_id
                        order by version desc limit 1) a on true
    left join supplier_account_check c using (supplier_account_id)`;

/** A part of the suppliers of this board, by name; those with these words in their name, where there are any. */
export async function loadSuppliers(
  db: Queryable,
  icbCode: string,
  which: { readonly named: string; readonly from: number; readonly limit: number },
): Promise<Supplier[]> {
  const rows = await db.query(sql`
    ${selectSupplier} where s.icb_code = ${icbCode} and strpos(lower(s.name), lower(${which.named})) > 0
     order by lower(s.name), s.supplier_id limit ${which.limit} offset ${which.from}`);
  return rows.map(row => SupplierRow.parse(row));
}

/** Every supplier of this board by name, to choose from: a list that ends somewhere would hide whom it does not have. */
export async function loadSupplierNames(
  db: Queryable,
  icbCode: string,
): Promise<readonly { readonly supplierId: string; readonly name: string }[]> {
  const rows = await db.query(sql`
    select supplier_id, name from supplier where icb_code = ${icbCode} order by lower(name), supplier_id`);
  return rows.map(row => ({ supplierId: row.supplier_id as string, name: row.name as string }));
}

/** One supplier, or undefined. */
export async function loadSupplier(db: Queryable, supplierId: string): Promise<Supplier | undefined> {
  const [row] = await db.query(sql`${selectSupplier} where s.supplier_id = ${supplierId}`);
  return row && SupplierRow.parse(row);
}

/** The name of a supplier of this board that has this name or this number already. */
export async function findSameSupplier(
  tx: Tx,
  supplier: { readonly name: string; readonly numberKind: SupplierNumberKind; readonly number: string },
): Promise<string | undefined> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('supplier ' || ${tx.icbCode}, 0))`);
  const [row] = await tx.query(sql`
    select name from supplier
     where icb_code = ${tx.icbCode}
       and (lower(name) = lower(${supplier.name})
            or ${supplier.numberKind} <> 'NONE' and number_kind = ${supplier.numberKind} and number = ${supplier.number})
     order by name limit 1`);
  return row?.name as string | undefined;
}

export type NewSupplier = Omit<Supplier, 'supplierId' | 'byName' | 'accountStatus'>;

/** Stores a supplier; answers its id. */
export async function saveSupplier(tx: Tx, actor: Actor, supplier: NewSupplier): Promise<string> {
  const [row] = await tx.query(sql`
    insert into supplier (icb_code, name, number_kind, number, has_conflict, conflict_plan, entered_on, by_id, by_name)
    values (${tx.icbCode}, ${supplier.name}, ${supplier.numberKind}, ${supplier.number}, ${supplier.hasConflict},
            ${supplier.conflictPlan}, ${supplier.enteredOn}, ${actor.id}, ${actor.name})
    returning supplier_id`);
  return row!.supplier_id as string;
}

/** Holds a supplier for the rest of the transaction: acts on it queue up. Undefined where there is none of this board. */
export async function lockSupplier(tx: Tx, supplierId: string): Promise<Supplier | undefined> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('supplier ' || ${supplierId}, 0))`);
  return loadSupplier(tx, supplierId);
}

const AccountRow = z
  .object({
    supplier_account_id: z.string(),
    version: z.number(),
    sort_code: z.string(),
    account_number: z.string(),
    name: z.string(),
    modulus_result: z.enum(['pass', 'not-checkable']),
    modulus_table_version: z.string(),
    entered_by_id: z.string(),
    entered_by_name: z.string(),
    entered_on: plainDate,
    outcome: z.enum(['VERIFIED', 'REFUSED']).nullable(),
    method: z.enum(['CALL_BACK', 'BANK_LETTER']).nullable(),
    evidence: z.string().nullable(),
    checked_by_name: z.string().nullable(),
    checked_on: plainDate.nullable(),
  })
  .transform(row => ({
    supplierAccountId: row.supplier_account_id,
    version: row.version,
    sortCode: row.sort_code,
    accountNumber: row.account_number,
    name: row.name,
    modulusResult: row.modulus_result,
    modulusTableVersion: row.modulus_table_version,
    enteredById: row.entered_by_id,
    enteredByName: row.entered_by_name,
    enteredOn: row.entered_on,
    status: row.outcome ?? ('ENTERED' as const),
    method: row.method,
    evidence: row.evidence,
    checkedByName: row.checked_by_name,
    checkedOn: row.checked_on,
  }));
export type SupplierAccount = z.output<typeof AccountRow>;

/** Every account that a supplier had, the newest first; at most 100. */
export async function loadSupplierAccounts(db: Queryable, supplierId: string): Promise<SupplierAccount[]> {
  const rows = await db.query(sql`
    select a.*, c.outcome, c.method, c.evidence, c.by_name as checked_by_name, c.checked_on
      from supplier_account a left join supplier_account_check c using (supplier_account_id)
     where a.supplier_id = ${supplierId} order by a.version desc limit 100`);
  return rows.map(row => AccountRow.parse(row));
}

export type NewSupplierAccount = {
  readonly supplierId: string;
  readonly sortCode: string;
  readonly accountNumber: string;
  readonly name: string;
  readonly modulusResult: 'pass' | 'not-checkable';
  readonly modulusTableVersion: string;
  readonly enteredOn: PlainDate;
};

/** Stores an account as the supplier's newest; answers its id. */
export async function saveSupplierAccount(tx: Tx, actor: Actor, account: NewSupplierAccount): Promise<string> {
  const [row] = await tx.query(sql`
    insert into supplier_account (icb_code, supplier_id, version, sort_code, account_number, name, modulus_result,
                                  modulus_table_version, entered_by_id, entered_by_name, entered_on)
    select ${tx.icbCode}, ${account.supplierId}, 1 + coalesce(max(version), 0), ${account.sortCode}, ${account.accountNumber},
           ${account.name}, ${account.modulusResult}, ${account.modulusTableVersion}, ${actor.id}, ${actor.name},
           ${account.enteredOn}::date
      from supplier_account where supplier_id = ${account.supplierId}
    returning supplier_account_id`);
  return row!.supplier_account_id as string;
}

/** Stores that another person looked at an account. */
export async function saveSupplierCheck(
  tx: Tx,
  actor: Actor,
  check: {
    readonly supplierAccountId: string;
    readonly enteredById: string;
    readonly outcome: 'VERIFIED' | 'REFUSED';
    readonly method: 'CALL_BACK' | 'BANK_LETTER';
    readonly evidence: string;
    readonly checkedOn: PlainDate;
  },
): Promise<void> {
  await tx.query(sql`
    insert into supplier_account_check (supplier_account_id, icb_code, entered_by_id, outcome, method, evidence, by_id, by_name, checked_on)
    values (${check.supplierAccountId}, ${tx.icbCode}, ${check.enteredById}, ${check.outcome}, ${check.method},
            ${check.evidence}, ${actor.id}, ${actor.name}, ${check.checkedOn})`);
}
