/**
 * Organisations that hold money for people: tables `third_party`, `third_party_account`, `third_party_account_verification`
 * and `third_party_contract`, and the payment accounts that their contracts give to budgets.
 *
 * Nothing here is updated: the newest account of an organisation and the newest contract of a budget count.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { CONTRACT_FORMS, type ContractForm } from '../../rules/options/options.ts';
import { NUMBER_KINDS, type NumberKind } from '../../rules/options/third-party.ts';
import type { Actor } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const ThirdPartyRow = z
  .object({
    third_party_id: z.string(),
    name: z.string(),
    number_kind: z.enum(NUMBER_KINDS),
    number: z.string(),
    from_on: plainDate,
    to_on: plainDate.nullable(),
    clients: z.number(),
    third_party_account_id: z.string().nullable(),
    outcome: z.enum(['VERIFIED', 'REFUSED']).nullable(),
  })
  .transform(row => ({
    thirdPartyId: row.third_party_id,
    name: row.name,
    numberKind: row.number_kind,
    number: row.number,
    fromOn: row.from_on,
    toOn: row.to_on ?? undefined,
    /** For how many people it holds money under a contract that has not ended. */
    clients: row.clients,
    account: row.third_party_account_id === null ? ('NONE' as const) : (row.outcome ?? ('ENTERED' as const)),
  }));
/** An organisation, with how its newest account stands. */
export type ThirdParty = z.output<typeof ThirdPartyRow>;

function selectThirdParty(today: PlainDate) {
  return sql`
    select t.*, a.third_party_account_id, v.outcome,
           (select count(*)::integer from third_party_contract_now c
             where c.third_party_id = t.third_party_id and (c.to_on is null or c.to_on >= ${today}::date)) as clients
      from third_party t
      left join lateral (select third_party_account_id from third_party_account a where a.third_party_id = t.third_party_id
                          order by version desc limit 1) a on true
      left join third_party_account_verification v using (third_party_account_id)`;
}

/** The organisations that hold money for people of this ICB, by name; at most `limit`. */
export async function loadThirdParties(
  db: Queryable,
  icbCode: string,
  today: PlainDate,
  limit = 500,
): Promise<ThirdParty[]> {
  const rows = await db.query(sql`
    ${selectThirdParty(today)} where t.icb_code = ${icbCode} order by t.name, t.third_party_id limit ${limit}`);
  return rows.map(row => ThirdPartyRow.parse(row));
}

export async function loadThirdParty(
  db: Queryable,
  thirdPartyId: string,
  today: PlainDate,
): Promise<ThirdParty | undefined> {
  const [row] = await db.query(sql`${selectThirdParty(today)} where t.third_party_id = ${thirdPartyId}`);
  return row && ThirdPartyRow.parse(row);
}

/** Waits for whoever else adds an organisation or changes an account or a contract of one in this ICB. */
export async function lockThirdParties(tx: Tx): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('third-parties ' || ${tx.icbCode}, 0))`);
}

export type NewThirdParty = {
  readonly name: string;
  readonly numberKind: NumberKind;
  readonly number: string;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate | undefined;
};

/** Stores an organisation; undefined where its number is on the list already. */
export async function saveThirdParty(tx: Tx, actor: Actor, entry: NewThirdParty): Promise<string | undefined> {
  const [row] = await tx.query(sql`
    insert into third_party (icb_code, name, number_kind, number, from_on, to_on, by_id, by_name)
    values (${tx.icbCode}, ${entry.name}, ${entry.numberKind}, ${entry.number}, ${entry.fromOn}, ${entry.toOn ?? null},
            ${actor.id}, ${actor.name})
        on conflict on constraint third_party_once do nothing
    returning third_party_id`);
  return row?.third_party_id as string | undefined;
}

/** Whether an organisation with this number is on the list. */
export async function isThirdPartyKnown(
  db: Queryable,
  icbCode: string,
  { numberKind, number }: Pick<NewThirdParty, 'numberKind' | 'number'>,
): Promise<boolean> {
  const rows = await db.query(sql`
    select 1 from third_party where icb_code = ${icbCode} and number_kind = ${numberKind} and number = ${number}`);
  return rows.length > 0;
}

const HolderAccountRow = z
  .object({
    third_party_account_id: z.string(),
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
    verified_by_name: z.string().nullable(),
    verified_on: plainDate.nullable(),
  })
  .transform(row => ({
    accountId: row.third_party_account_id,
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
    verifiedByName: row.verified_by_name,
    verifiedOn: row.verified_on,
  }));
/** An account of an organisation, as it was entered and, where it was, checked. */
export type HolderAccount = z.output<typeof HolderAccountRow>;

/** Every account that an organisation had, newest first. */
export async function loadHolderAccounts(db: Queryable, thirdPartyId: string): Promise<HolderAccount[]> {
  const rows = await db.query(sql`
    select a.*, v.outcome, v.method, v.by_name as verified_by_name, v.verified_on
      from third_party_account a left join third_party_account_verification v using (third_party_account_id)
     where a.third_party_id = ${thirdPartyId} order by a.version desc limit 100`);
  return rows.map(row => HolderAccountRow.parse(row));
}

export type NewHolderAccount = {
  readonly thirdPartyId: string;
  readonly sortCode: string;
  readonly accountNumber: string;
  readonly name: string;
  readonly modulusResult: 'pass' | 'not-checkable';
  readonly modulusTableVersion: string;
  readonly enteredOn: PlainDate;
};

/** Stores account details as the organisation's newest. Answers the account's id. */
export async function saveHolderAccount(tx: Tx, actor: Actor, account: NewHolderAccount): Promise<string> {
  const [row] = await tx.query(sql`
    insert into third_party_account (icb_code, third_party_id, version, sort_code, account_number, name, modulus_result,
                                     modulus_table_version, entered_by_id, entered_by_name, entered_on)
    select ${tx.icbCode}, ${account.thirdPartyId}, 1 + coalesce(max(version), 0), ${account.sortCode}, ${account.accountNumber},
           ${account.name}, ${account.modulusResult}, ${account.modulusTableVersion}, ${actor.id}, ${actor.name}, ${account.enteredOn}::date
      from third_party_account where third_party_id = ${account.thirdPartyId}
    returning third_party_account_id`);
  return row!.third_party_account_id as string;
}

export type NewHolderVerification = {
  readonly accountId: string;
  readonly enteredById: string;
  readonly outcome: 'VERIFIED' | 'REFUSED';
  readonly method: 'CALL_BACK' | 'BANK_LETTER';
  readonly evidence: string;
  readonly verifiedOn: PlainDate;
};

/** Stores that an organisation's account was checked by a second person. */
export async function saveHolderVerification(tx: Tx, actor: Actor, checked: NewHolderVerification): Promise<void> {
  await tx.query(sql`
    insert into third_party_account_verification (third_party_account_id, icb_code, entered_by_id, outcome, method, evidence,
                                                  by_id, by_name, verified_on)
    values (${checked.accountId}, ${tx.icbCode}, ${checked.enteredById}, ${checked.outcome}, ${checked.method},
            ${checked.evidence}, ${actor.id}, ${actor.name}, ${checked.verifiedOn})`);
}

const ContractRow = z
  .object({
    third_party_contract_id: z.string(),
    third_party_id: z.string(),
    name: z.string(),
    form: z.enum(CONTRACT_FORMS),
    reference: z.string(),
    conflict_plan: z.string(),
    from_on: plainDate,
    to_on: plainDate.nullable(),
    agreed_on: plainDate,
    by_name: z.string(),
  })
  .transform(row => ({
    contractId: row.third_party_contract_id,
    thirdPartyId: row.third_party_id,
    /** Of the organisation. */
    name: row.name,
    form: row.form,
    reference: row.reference,
    conflictPlan: row.conflict_plan,
    fromOn: row.from_on,
    toOn: row.to_on ?? undefined,
    agreedOn: row.agreed_on,
    byName: row.by_name,
  }));
/** The contract under which an organisation holds one person's money. */
export type Contract = z.output<typeof ContractRow>;

/** The contract of a budget that counts, or undefined. */
export async function loadContract(db: Queryable, budgetId: string): Promise<Contract | undefined> {
  const [row] = await db.query(sql`
    select c.*, t.name from third_party_contract_now c join third_party t using (third_party_id) where c.budget_id = ${budgetId}`);
  return row && ContractRow.parse(row);
}

export type NewContract = {
  readonly budgetId: string;
  readonly thirdPartyId: string;
  readonly form: ContractForm;
  readonly reference: string;
  readonly conflictPlan: string;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate | undefined;
  readonly agreedOn: PlainDate;
};

/** Stores a contract as the budget's newest. */
export async function saveContract(tx: Tx, actor: Actor, contract: NewContract): Promise<string> {
  const [row] = await tx.query(sql`
    insert into third_party_contract (icb_code, budget_id, version, third_party_id, form, reference, conflict_plan, from_on,
                                      to_on, agreed_on, by_id, by_name)
    select ${tx.icbCode}, ${contract.budgetId}, 1 + coalesce(max(version), 0), ${contract.thirdPartyId}, ${contract.form},
           ${contract.reference}, ${contract.conflictPlan}, ${contract.fromOn}::date, ${contract.toOn ?? null}::date,
           ${contract.agreedOn}::date, ${actor.id}, ${actor.name}
      from third_party_contract where budget_id = ${contract.budgetId}
    returning third_party_contract_id`);
  return row!.third_party_contract_id as string;
}

/**
 * Gives budgets the newest checked account of their holder as their own payment account, where they have another one or
 * none: the budget with this new contract, or every budget that the organisation holds where its account has changed.
 * Entered and checked by those who entered and checked it for the organisation. Answers how many there were.
 */
export async function giveHolderAccount(
  tx: Tx,
  to: { readonly thirdPartyId: string; readonly budgetId?: string },
): Promise<number> {
  const rows = await tx.query(sql`
    with account as (
      select a.*, v.outcome, v.method, v.evidence, v.by_id as verified_by_id, v.by_name as verified_by_name, v.verified_on
        from third_party_account a join third_party_account_verification v using (third_party_account_id)
       where a.third_party_id = ${to.thirdPartyId} and v.outcome = 'VERIFIED'
       order by a.version desc limit 1),
    given as (
      insert into payment_account (icb_code, budget_id, option, third_party_account_id, version, kind, sort_code, account_number, name,
                                   named_people, modulus_result, modulus_table_version, entered_by_id, entered_by_name, entered_on)
      select a.icb_code, c.budget_id, 'THIRD_PARTY', a.third_party_account_id, 1 + coalesce(p.version, 0), 'THIRD_PARTY', a.sort_code,
             a.account_number, a.name, a.name, a.modulus_result, a.modulus_table_version, a.entered_by_id, a.entered_by_name, a.entered_on
        from account a
        join third_party_contract_now c on c.third_party_id = a.third_party_id
        left join lateral (select version, third_party_account_id from payment_account p
                            where p.budget_id = c.budget_id and p.option = 'THIRD_PARTY' order by version desc limit 1) p on true
       where (${to.budgetId ?? null}::uuid is null or c.budget_id = ${to.budgetId ?? null}::uuid)
         and p.third_party_account_id is distinct from a.third_party_account_id
      returning payment_account_id, icb_code, third_party_account_id)
    insert into account_verification (payment_account_id, icb_code, entered_by_id, outcome, method, evidence, by_id, by_name, verified_on)
    select g.payment_account_id, g.icb_code, a.entered_by_id, a.outcome, a.method, a.evidence, a.verified_by_id, a.verified_by_name, a.verified_on
      from given g join account a using (third_party_account_id)
    returning 1`);
  return rows.length;
}

const NumbersRow = z
  .object({ sort_code: z.string(), account_number: z.string() })
  .transform(row => ({ sortCode: row.sort_code, accountNumber: row.account_number }));
export type AccountNumbers = z.output<typeof NumbersRow>;

/** The accounts that the person, or who acts for them, was ever paid into; and the board's own, if it has one. */
export async function loadAccountsAround(
  db: Queryable,
  icbCode: string,
  personId: string,
): Promise<{ readonly ofPerson: AccountNumbers[]; readonly ofIcb: AccountNumbers | undefined }> {
  const ofPerson = await db.query(sql`
    select distinct a.sort_code, a.account_number from payment_account a join budget b using (budget_id)
     where b.person_id = ${personId} and a.option = 'DIRECT_PAYMENT' and a.kind <> 'MANAGED' order by 1, 2`);
  const [ofIcb] = await db.query(sql`
    select bank_sort_code as sort_code, bank_account_number as account_number from icb
     where icb_code = ${icbCode} and bank_sort_code is not null and bank_account_number is not null`);
  return {
    ofPerson: ofPerson.map(row => NumbersRow.parse(row)),
    ofIcb: ofIcb && NumbersRow.parse(ofIcb),
  };
}

/** The organisation for which somebody signs in, or undefined. */
export async function loadThirdPartyOf(db: Queryable, staffUserId: string): Promise<string | undefined> {
  const [row] = await db.query(sql`
    select third_party_id from staff_user where staff_user_id = ${staffUserId} and ended_at is null`);
  return (row?.third_party_id as string | null | undefined) ?? undefined;
}

/** Whether the newest contract of a budget is this organisation's. It sees what it held until another one follows it. */
export async function mayHold(db: Queryable, thirdPartyId: string, budgetId: string): Promise<boolean> {
  const rows = await db.query(sql`
    select 1 from third_party_contract_now where budget_id = ${budgetId} and third_party_id = ${thirdPartyId}`);
  return rows.length > 0;
}

const HeldRow = z
  .object({ budget_id: z.string(), reference: z.string(), payment_account_id: z.string() })
  .transform(row => ({
    budgetId: row.budget_id,
    reference: row.reference,
    accountId: row.payment_account_id,
  }));
/** A budget whose money an organisation holds, and its account in the ledger. */
export type HeldBudget = z.output<typeof HeldRow>;

/** The budgets whose money this organisation holds, by reference. */
export async function loadHeldBudgets(db: Queryable, thirdPartyId: string): Promise<HeldBudget[]> {
  const rows = await db.query(sql`
    select c.budget_id, b.reference, a.payment_account_id
      from third_party_contract_now c
      join budget b using (budget_id)
     cross join lateral (select payment_account_id from payment_account a
                          where a.budget_id = c.budget_id and a.option = 'THIRD_PARTY' order by version desc limit 1) a
     where c.third_party_id = ${thirdPartyId} order by b.reference`);
  return rows.map(row => HeldRow.parse(row));
}

const PersonRow = z
  .object({ staff_user_id: z.string(), name: z.string(), subject: z.string(), ended: z.boolean() })
  .transform(row => ({ staffUserId: row.staff_user_id, name: row.name, subject: row.subject, ended: row.ended }));
/** Somebody who signs in, or did, for an organisation. */
export type HolderPerson = z.output<typeof PersonRow>;

export async function loadHolderPeople(db: Queryable, thirdPartyId: string): Promise<HolderPerson[]> {
  const rows = await db.query(sql`
    select staff_user_id, name, subject, ended_at is not null as ended from staff_user
     where third_party_id = ${thirdPartyId} order by ended_at is not null, name, staff_user_id limit 200`);
  return rows.map(row => PersonRow.parse(row));
}

/** The accounts of organisations that this budget's money ever went to. */
export async function loadHolderAccountIds(db: Queryable, budgetId: string): Promise<string[]> {
  const rows = await db.query(sql`
    select payment_account_id from payment_account where budget_id = ${budgetId} and option = 'THIRD_PARTY' order by version`);
  return rows.map(row => row.payment_account_id as string);
}
