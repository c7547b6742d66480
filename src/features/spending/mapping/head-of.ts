/** The hash under which the way to read a head is found again: for an organisation its own alone, else for the whole board. */
import { hash } from 'node:crypto';
import { type CsvShape, headerOf } from '../../../formats/statements/csv/csv-mapping.ts';

export function headOf(
  shape: CsvShape,
  of: { readonly accountId: string } | { readonly thirdPartyId: string },
): string {
  if ('accountId' in of) return hash('sha256', headerOf(shape, of.accountId));
  return hash('sha256', `${of.thirdPartyId}\u001f${headerOf(shape, of.thirdPartyId)}`);
}
