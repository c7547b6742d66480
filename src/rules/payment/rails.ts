/** The rails that money goes by: what each can carry, and in which formats its files are written. */

/** Bacs carries the month's runs; Faster Payments stand by, and carry what cannot wait three working days. */
export type Rail = 'BACS' | 'FASTER_PAYMENTS';

/** A rail as people say it. */
export const RAIL_WORDS: Readonly<Record<Rail, string>> = { BACS: 'Bacs', FASTER_PAYMENTS: 'Faster Payments' };

/** The most that one payment of a rail may carry. */
export const MOST_BY_RAIL: Readonly<Record<Rail, bigint>> = { BACS: 2_000_000_000n, FASTER_PAYMENTS: 100_000_000n };

/** How a file of payments can be written. */
export const FILE_FORMATS = ['BACS18', 'BACS18_DAYS', 'PORTAL_CSV', 'PAIN001'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** The board's choice, from its policy. */
export type FileChoice = {
  readonly bacsFile: FileFormat;
  readonly standbyFile: Extract<FileFormat, 'PORTAL_CSV' | 'PAIN001'>;
};

/** The format of a rail's file: Standard 18 belongs to Bacs alone. */
export function formatOf(rail: Rail, { bacsFile, standbyFile }: FileChoice): FileFormat {
  return rail === 'BACS' ? bacsFile : standbyFile;
}
