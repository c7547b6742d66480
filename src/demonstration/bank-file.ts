/** Bank statements as two UK banks export them, with running balances, for accounts that no bank has issued. */
import type { UploadedFile } from '../platform/forms.ts';
import type { PlainDate } from '../values/dates.ts';

export type Movement = {
  readonly on: PlainDate;
  /** Money in above nought, money out below it. */
  readonly pence: bigint;
  readonly party: string;
  readonly reference: string;
  readonly kind: 'bacs' | 'transfer' | 'direct-debit' | 'card';
};

export type BankAccount = {
  readonly bank: 'lloyds' | 'starling';
  readonly sortCode: string;
  readonly accountNumber: string;
};

/** One month's statement. `movements` in the order in which they happened, from `openingPence` on. */
export function bankFile(
  account: BankAccount,
  month: Temporal.PlainYearMonth,
  openingPence: bigint,
  movements: readonly Movement[],
): UploadedFile {
  let balancePence = openingPence;
  const rows = movements.map(movement => {
    balancePence += movement.pence;
    return { ...movement, balancePence };
  });
  const lines = account.bank === 'lloyds' ? lloyds(account, rows) : starling(rows);
  return { name: `${account.bank}-${month.toString()}.csv`, bytes: Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf8') };
}

type Row = Movement & { readonly balancePence: bigint };

const LLOYDS_TYPE = { bacs: 'BGC', transfer: 'FPO', 'direct-debit': 'DD', card: 'DEB' } as const;
const STARLING_TYPE = {
  bacs: 'DIRECT CREDIT',
  transfer: 'FASTER PAYMENT',
  'direct-debit': 'DIRECT DEBIT',
  card: 'CHIP & PIN',
} as const;

/** Newest first, two columns of amounts, an apostrophe before the sort code. */
function lloyds({ sortCode, accountNumber }: BankAccount, rows: readonly Row[]): string[] {
  const dashed = `'${sortCode.slice(0, 2)}-${sortCode.slice(2, 4)}-${sortCode.slice(4)}`;
  return [
    'Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance',
    ...rows
      .map(({ on, pence, party, reference, kind, balancePence }) =>
        [
          day(on),
          LLOYDS_TYPE[kind],
          dashed,
          accountNumber,
          `${party}  ${reference}`,
          pence < 0n ? plain(-pence) : '',
          pence < 0n ? '' : plain(pence),
          plain(balancePence),
        ].join(','),
      )
      .reverse(),
  ];
}

/** Oldest first, one signed amount. */
function starling(rows: readonly Row[]): string[] {
  return [
    'Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category,Notes',
    ...rows.map(({ on, pence, party, reference, kind, balancePence }) =>
      [day(on), party, reference, STARLING_TYPE[kind], plain(pence), plain(balancePence), 'GENERAL', ''].join(','),
    ),
  ];
}

function day(date: PlainDate): string {
  const [year, month, dayOfMonth] = date.toString().split('-');
  return `${dayOfMonth}/${month}/${year}`;
}

/** Pounds as a bank's file writes them: `1234.50`, `-12.00`. */
function plain(pence: bigint): string {
  const size = (pence < 0n ? -pence : pence).toString().padStart(3, '0');
  return `${pence < 0n ? '-' : ''}${size.slice(0, -2)}.${size.slice(-2)}`;
}
