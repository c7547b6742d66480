/** Payments to suppliers that a report of the bank names as not arrived, and that nobody has recorded as given back yet. */
import type { Tx } from '../../../platform/db.ts';
import { supplierReference } from '../../../rules/orders/supplier-file.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { loadUnfitted, type Unfitted } from '../../payments/reports/unfitted-store.ts';
import { loadPaymentsOut, type PaymentOut } from './store.ts';

export type NotArrived = { readonly payment: PaymentOut; readonly word: Unfitted };

/** A report names a payment by what the supplier sees, or by our id of it; the sum has to be the same where it says one. */
export async function loadNotArrived(tx: Tx, icbCode: string, since: PlainDate): Promise<readonly NotArrived[]> {
  const byName = new Map(
    (await loadPaymentsOut(tx, icbCode, since)).flatMap(payment => [
      [supplierReference(payment), payment] as const,
      [payment.supplierPaymentId.replaceAll('-', '').toUpperCase(), payment] as const,
    ]),
  );
  const words = await loadUnfitted(tx, icbCode, [...byName.keys()]);
  return words
    .map(word => ({ word, payment: byName.get(word.name)! }))
    .filter(({ word, payment }) => word.amountPence === undefined || word.amountPence === payment.pence);
}
