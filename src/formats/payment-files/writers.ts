/** The ways in which a file of payments can be written, by one interface: which one is a setting of the board. */
import { MOST_FILE_PENCE, writeBacs18 } from './bacs18.ts';
import { writePain001 } from './pain001.ts';
import type { FileOrder, FileWriting } from './payment-file.ts';
import { writePortalCsv } from './portal-csv.ts';

export const PAYMENT_FILE_FORMATS = ['BACS18', 'BACS18_DAYS', 'PORTAL_CSV', 'PAIN001'] as const;
export type PaymentFileFormat = (typeof PAYMENT_FILE_FORMATS)[number];

export type PaymentFileWriter = {
  /** Writes the whole file, or says everything that stands against it. */
  readonly write: (order: FileOrder) => FileWriting;
  readonly extension: 'txt' | 'csv' | 'xml';
  readonly mediaType: string;
};

const bacs18 = (manyDays: boolean): PaymentFileWriter => ({
  write: order => writeBacs18({ ...order, manyDays, contraNarrative: order.narrative }),
  extension: 'txt',
  mediaType: 'text/plain; charset=us-ascii',
});

export const PAYMENT_FILE_WRITERS: Readonly<Record<PaymentFileFormat, PaymentFileWriter>> = {
  BACS18: bacs18(false),
  BACS18_DAYS: bacs18(true),
  PORTAL_CSV: { write: writePortalCsv, extension: 'csv', mediaType: 'text/csv; charset=us-ascii' },
  PAIN001: { write: writePain001, extension: 'xml', mediaType: 'application/xml; charset=utf-8' },
};

/** The most that one file may carry, whatever its format: files of one run split at the same payments. */
export { MOST_FILE_PENCE };
