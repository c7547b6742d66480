/**
 * The CSV layouts of UK banks, as data. A file is known by its header line, or by its shape where it has none,
 * never by its name. Santander, the Co-operative Bank and the prepaid card are from memory; the others were seen in samples.
 */
import type { FileOrder } from '../balance.ts';
import type { DateOrder } from '../cells.ts';

export type CsvLayout = {
  readonly id: string;
  readonly bank: string;
  /** Columns that must be in the header, and columns that may be; in any order, no others. */
  readonly header: readonly string[];
  readonly optional?: readonly string[];
  /** The header's word for each thing that we read. */
  readonly columns: CsvColumns;
  /** The order in which the bank writes; it only counts where neither balances nor dates tell. */
  readonly usual: FileOrder;
  /** Free text that people typed may run over several lines. Elsewhere that is a lost quotation mark. */
  readonly manyLined?: true;
  /** Day first, as every bank in the UK writes, unless a person said otherwise of this layout. */
  readonly dateOrder?: DateOrder;
  /** Cards write what was spent without a sign, and what came back with a minus. */
  readonly spendingIsPositive?: true;
};

export type CsvColumns = {
  readonly date: string;
  readonly narrative: string;
  readonly counterparty?: string;
  readonly type?: string;
  /** Either one signed column, or two without signs. */
  readonly amount?: string;
  readonly paidIn?: string;
  readonly paidOut?: string;
  readonly balance?: string;
  /** One column with both, such as `20-00-00 12345678`, or two columns. */
  readonly account?: string;
  readonly sortCode?: string;
  readonly accountNumber?: string;
  readonly bankRef?: string;
  readonly currency?: string;
  /** The card scheme's code for the trade of the shop. */
  readonly merchantCode?: string;
  /** How far a card payment is: only what was settled moved money. */
  readonly status?: string;
};

export const CSV_LAYOUTS: readonly CsvLayout[] = [
  {
    id: 'barclays',
    bank: 'Barclays',
    header: ['Number', 'Date', 'Account', 'Amount', 'Subcategory', 'Memo'],
    columns: { date: 'Date', account: 'Account', amount: 'Amount', type: 'Subcategory', narrative: 'Memo' },
    usual: 'newest-first',
  },
  {
    id: 'lloyds',
    bank: 'Lloyds, Halifax, Bank of Scotland',
    header: [
      'Transaction Date',
      'Transaction Type',
      'Sort Code',
      'Account Number',
      'Transaction Description',
      'Debit Amount',
      'Credit Amount',
      'Balance',
    ],
    columns: {
      date: 'Transaction Date',
      type: 'Transaction Type',
      sortCode: 'Sort Code',
      accountNumber: 'Account Number',
      narrative: 'Transaction Description',
      paidOut: 'Debit Amount',
      paidIn: 'Credit Amount',
      balance: 'Balance',
    },
    usual: 'newest-first',
  },
  {
    id: 'natwest',
    bank: 'NatWest, Royal Bank of Scotland',
    header: ['Date', 'Type', 'Description', 'Value', 'Balance', 'Account Name', 'Account Number'],
    columns: {
      date: 'Date',
      type: 'Type',
      narrative: 'Description',
      amount: 'Value',
      balance: 'Balance',
      account: 'Account Number',
    },
    usual: 'newest-first',
  },
  {
    id: 'nationwide',
    bank: 'Nationwide',
    header: ['Date', 'Transaction type', 'Description', 'Paid out', 'Paid in', 'Balance'],
    columns: {
      date: 'Date',
      type: 'Transaction type',
      narrative: 'Description',
      paidOut: 'Paid out',
      paidIn: 'Paid in',
      balance: 'Balance',
    },
    usual: 'oldest-first',
  },
  {
    id: 'santander',
    bank: 'Santander',
    header: ['Date', 'Type', 'Description', 'Amount', 'Balance'],
    columns: { date: 'Date', type: 'Type', narrative: 'Description', amount: 'Amount', balance: 'Balance' },
    usual: 'newest-first',
  },
  {
    id: 'first-direct',
    bank: 'first direct',
    header: ['Date', 'Description', 'Amount', 'Balance'],
    columns: { date: 'Date', narrative: 'Description', amount: 'Amount', balance: 'Balance' },
    usual: 'newest-first',
  },
  {
    id: 'co-operative',
    bank: 'The Co-operative Bank',
    header: ['Date', 'Description', 'Type', 'Money In', 'Money Out', 'Balance'],
    columns: {
      date: 'Date',
      narrative: 'Description',
      type: 'Type',
      paidIn: 'Money In',
      paidOut: 'Money Out',
      balance: 'Balance',
    },
    usual: 'newest-first',
  },
  {
    id: 'monzo',
    bank: 'Monzo',
    header: ['Transaction ID', 'Date', 'Time', 'Type', 'Name', 'Amount', 'Currency', 'Description'],
    optional: [
      'Emoji',
      'Category',
      'Local amount',
      'Local currency',
      'Notes and #tags',
      'Address',
      'Receipt',
      'Category split',
      'Money Out',
      'Money In',
      'Balance',
      'Balance currency',
    ],
    // the local amount is what the shop took in its own currency: the account lost `Amount`
    columns: {
      bankRef: 'Transaction ID',
      date: 'Date',
      type: 'Type',
      counterparty: 'Name',
      amount: 'Amount',
      currency: 'Currency',
      narrative: 'Description',
    },
    usual: 'oldest-first',
    manyLined: true,
  },
  {
    id: 'starling',
    bank: 'Starling',
    header: ['Date', 'Counter Party', 'Reference', 'Type', 'Amount (GBP)', 'Balance (GBP)'],
    optional: ['Spending Category', 'Notes'],
    columns: {
      date: 'Date',
      counterparty: 'Counter Party',
      narrative: 'Reference',
      type: 'Type',
      amount: 'Amount (GBP)',
      balance: 'Balance (GBP)',
    },
    usual: 'oldest-first',
    manyLined: true,
  },
  {
    id: 'card-feed',
    bank: 'A prepaid card',
    header: ['Card Reference', 'Date', 'Merchant', 'MCC', 'Amount', 'Status'],
    optional: ['Transaction ID', 'Description', 'Currency', 'Balance'],
    columns: {
      date: 'Date',
      counterparty: 'Merchant',
      narrative: 'Merchant',
      merchantCode: 'MCC',
      amount: 'Amount',
      status: 'Status',
      bankRef: 'Transaction ID',
      currency: 'Currency',
      balance: 'Balance',
    },
    usual: 'newest-first',
    spendingIsPositive: true,
  },
  {
    // Ours: what a bank or a card's issuer can send for many accounts at once (feed.ts).
    id: 'managed-accounts',
    bank: 'A file of managed accounts',
    header: ['Sort Code', 'Account Number', 'Date', 'Payee', 'Amount'],
    optional: ['Description', 'Reference', 'Type', 'MCC', 'Currency'],
    columns: {
      date: 'Date',
      sortCode: 'Sort Code',
      accountNumber: 'Account Number',
      counterparty: 'Payee',
      narrative: 'Description',
      amount: 'Amount',
      bankRef: 'Reference',
      type: 'Type',
      merchantCode: 'MCC',
      currency: 'Currency',
    },
    usual: 'oldest-first',
  },
];

/** HSBC writes no header: a date, a description, a signed amount. The names are ours, for the words of a refusal. */
export const HSBC: CsvLayout = {
  id: 'hsbc',
  bank: 'HSBC',
  header: ['Date', 'Description', 'Amount'],
  columns: { date: 'Date', narrative: 'Description', amount: 'Amount' },
  usual: 'newest-first',
};

/** The layout that a header line belongs to. Blank columns at its end do not count; capitals do not either. */
export function layoutOf(cells: readonly string[]): CsvLayout | undefined {
  const names = headerNames(cells);
  return [...CSV_LAYOUTS, HSBC].find(({ header, optional = [] }) => {
    const known = new Set([...header, ...optional].map(name => name.toLowerCase()));
    return header.every(name => names.includes(name.toLowerCase())) && names.every(name => known.has(name));
  });
}

/** The names of a header line, small, without blank columns at its end. */
export function headerNames(cells: readonly string[]): string[] {
  const names = cells.map(cell => cell.replace(/\s+/g, ' ').trim().toLowerCase());
  while (names.at(-1) === '') names.pop();
  return names;
}
