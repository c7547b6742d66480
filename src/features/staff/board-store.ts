/** The boards that are served, and the account that their payments leave from: table `icb`. Written by its owner only. */
import type { Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';

export type NewBoard = {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly bank: BankDetails | undefined;
};

/** As they go into a payment file: 6, 6 and 8 digits. */
export type BankDetails = {
  readonly serviceUserNumber: string;
  readonly sortCode: string;
  readonly accountNumber: string;
};

/** Adds the board whose transaction this is; false when it is there already. */
export async function saveBoard(tx: Tx, { name, phone, email, bank }: NewBoard): Promise<boolean> {
  const rows = await tx.query(sql`
    insert into icb (icb_code, name, contact_phone, contact_email, service_user_number, bank_sort_code, bank_account_number)
    values (${tx.icbCode}, ${name}, ${phone}, ${email}, ${bank?.serviceUserNumber ?? null}, ${bank?.sortCode ?? null},
            ${bank?.accountNumber ?? null})
    on conflict (icb_code) do nothing returning icb_code`);
  return rows.length === 1;
}

/** Sets what payments leave from; false when there is no such board. */
export async function saveBoardBank(tx: Tx, bank: BankDetails): Promise<boolean> {
  const rows = await tx.query(sql`
    update icb set service_user_number = ${bank.serviceUserNumber}, bank_sort_code = ${bank.sortCode},
                   bank_account_number = ${bank.accountNumber}
     where icb_code = ${tx.icbCode} returning icb_code`);
  return rows.length === 1;
}

/** Whether the board whose transaction this is is there. */
export async function isBoard(tx: Tx): Promise<boolean> {
  return (await tx.query(sql`select from icb where icb_code = ${tx.icbCode}`)).length === 1;
}
