/** What a kept file looks like. It was kept because it looks like rows of payments, so it still does. */
import type { CsvShape } from '../../../formats/statements/csv/csv-mapping.ts';
import { readStatement, unknownCsv } from '../../../formats/statements/statement.ts';

export function shapeOf(bytes: Uint8Array): CsvShape {
  const shape = unknownCsv(bytes, readStatement(bytes));
  if (!shape) throw new Error('a file was kept that has no columns to name');
  return shape;
}
