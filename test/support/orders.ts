/** Suppliers, orders and invoices of care that the NHS buys, made by the service's own acts. */
import { decideOrderRaised } from '../../src/features/orders/decide-order.ts';
import { answerInvoice } from '../../src/features/orders/invoices/answer-invoice.ts';
import { enterInvoice } from '../../src/features/orders/invoices/enter-invoice.ts';
import { raiseOrder } from '../../src/features/orders/raise-order.ts';
import { addSupplier } from '../../src/features/orders/suppliers/add-supplier.ts';
import { checkSupplierAccount } from '../../src/features/orders/suppliers/check-supplier-account.ts';
import { enterSupplierAccount } from '../../src/features/orders/suppliers/enter-supplier-account.ts';
import { loadApprovedPlan } from '../../src/features/plans/store.ts';
import type { Tools } from '../../src/platform/tools.ts';
import type { Actor } from '../../src/values/actor.ts';
import { readIsoDate } from '../../src/values/dates.ts';
import { command, must } from './cases.ts';

let suppliers = 0;

/** A supplier; each has a name of its own. Answers its id. */
export async function makeSupplier(tools: Tools, by: Actor): Promise<string> {
  suppliers += 1;
  const { supplierId } = must(
    await addSupplier(tools, by, command(), {
      name: `Riverside Care ${suppliers}`,
      numberKind: 'NONE',
      number: '',
      hasConflict: false,
      conflictPlan: '',
    }),
  );
  return supplierId;
}

/** Enters an account of a supplier, and has another person check it. */
export async function openSupplierAccount(
  tools: Tools,
  staff: { readonly enters: Actor; readonly checks: Actor },
  supplierId: string,
): Promise<void> {
  // A published test account that passes its check.
  const account = { sortCode: '08-99-99', accountNumber: '66374958', name: 'Riverside Ltd' };
  const { supplierAccountId } = must(await enterSupplierAccount(tools, staff.enters, command(), supplierId, account));
  const check = { supplierAccountId, outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called' } as const;
  must(await checkSupplierAccount(tools, staff.checks, command(), supplierId, check));
}

/** The ids of the lines of a budget's plan that the NHS buys, in their order. */
export async function notionalLines(tools: Tools, by: Actor, budgetId: string): Promise<readonly string[]> {
  const plan = await tools.db.transaction(by, tx => loadApprovedPlan(tx, budgetId));
  return (plan?.items ?? []).filter(({ option }) => option === 'NOTIONAL').map(({ planItemId }) => planItemId);
}

export type OrderSpec = {
  readonly planItemId: string;
  readonly supplierId: string;
  /** How many, and the price of one. */
  readonly many?: bigint;
  readonly unitPence: bigint;
  readonly fromOn: string;
  readonly toOn: string;
};

/** Raises an order and, where somebody says yes, approves it. Answers its id and its number. */
export async function makeOrder(
  tools: Tools,
  staff: { readonly raises: Actor; readonly approves: Actor | undefined },
  budgetId: string,
  spec: OrderSpec,
): Promise<{ readonly orderId: string; readonly reference: string }> {
  const raised = must(
    await raiseOrder(tools, staff.raises, command(), budgetId, {
      planItemId: spec.planItemId,
      supplierId: spec.supplierId,
      what: 'Physiotherapy at home',
      quantity: { tenThousandths: (spec.many ?? 1n) * 10_000n },
      unit: 'visit',
      unitPence: spec.unitPence,
      fromOn: readIsoDate(spec.fromOn)!,
      toOn: readIsoDate(spec.toOn)!,
    }),
  );
  const yes = { outcome: 'APPROVED', reason: '' } as const;
  if (staff.approves) must(await decideOrderRaised(tools, staff.approves, command(), budgetId, raised.orderId, yes));
  return raised;
}

export type InvoiceSpec = {
  readonly supplierId: string;
  readonly number: string;
  /** How many, the price of one, and what it says that comes to. */
  readonly many?: bigint;
  readonly unitPence: bigint;
  readonly pence?: bigint;
  readonly issuedOn: string;
  readonly fromOn: string;
  readonly toOn: string;
};

/** Enters an invoice and, where somebody does, accepts it. Answers its id. */
export async function makeInvoice(
  tools: Tools,
  staff: { readonly enters: Actor; readonly accepts: Actor | undefined; readonly because?: string },
  of: { readonly budgetId: string; readonly orderId: string },
  spec: InvoiceSpec,
): Promise<string> {
  const { budgetId, orderId } = of;
  const many = spec.many ?? 1n;
  const { invoiceId } = must(
    await enterInvoice(tools, staff.enters, command(), budgetId, orderId, {
      supplierId: spec.supplierId,
      number: spec.number,
      issuedOn: readIsoDate(spec.issuedOn)!,
      fromOn: readIsoDate(spec.fromOn)!,
      toOn: readIsoDate(spec.toOn)!,
      quantity: { tenThousandths: many * 10_000n },
      unitPence: spec.unitPence,
      pence: spec.pence ?? spec.unitPence * many,
    }),
  );
  const yes = { outcome: 'ACCEPTED', reason: staff.because ?? '' } as const;
  if (staff.accepts) must(await answerInvoice(tools, staff.accepts, command(), budgetId, invoiceId, yes));
  return invoiceId;
}
