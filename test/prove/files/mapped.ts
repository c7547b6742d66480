/**
 * CSV files of banks that nobody described, and what somebody said of their columns. They are read as the service reads
 * them: only where the head is the one that the words were about.
 */
import { type CsvMapping, headerOf } from '../../../src/formats/statements/csv/csv-mapping.ts';
import {
  readMappedStatement,
  readStatement,
  type StatementReading,
  unknownCsv,
} from '../../../src/formats/statements/statement.ts';

export type MappedSample = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly separator: ',' | ';';
  readonly mapping: CsvMapping;
};

const SAID = { date: 0, dateOrder: 'day-first', narrative: 1, spendingIsPositive: false } as const;

export const MAPPED: readonly MappedSample[] = [
  {
    name: 'mapped-two-columns.csv',
    bytes: Buffer.from(
      `My society
Day,Who,Came in,Went out,Left
01/12/2026,ICB,"2,600.00",,"2,600.00"
03/12/2026,"Green, Pat",,150.00,"2,450.00"
03/12/2026,"Green, Pat",,150.00,"2,300.00"
09/12/2026,Pool,4.50,,"2,304.50"
`,
    ),
    separator: ',',
    mapping: { ...SAID, paidIn: 2, paidOut: 3, balance: 4, decimalComma: false },
  },
  {
    name: 'mapped-decimal-comma.csv',
    bytes: Buffer.from(
      `Day;Who;Sum;Left
01.12.2026;ICB;2.600,00;2.600,00
03.12.2026;Pat Green;-150,00;2.450,00
04.12.2026;Shop;-14,99;2.435,01
`,
    ),
    separator: ';',
    mapping: { ...SAID, amount: 2, balance: 3, decimalComma: true },
  },
];

/** Reads a damaged file of that bank; where its head is another one somebody is asked anew, and nothing is read. */
export function readMapped(bytes: Uint8Array, sample: MappedSample): StatementReading {
  const reading = readStatement(bytes);
  const shape = reading.ok ? undefined : unknownCsv(bytes, reading);
  if (!shape || headerOf(shape, '') !== HEADS.get(sample)) return reading;
  return readMappedStatement(bytes, sample.mapping);
}

const HEADS = new Map(
  MAPPED.map(sample => [sample, headerOf(unknownCsv(sample.bytes, readStatement(sample.bytes))!, '')]),
);
