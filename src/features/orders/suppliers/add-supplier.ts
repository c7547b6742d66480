/** Adds a supplier of care that the NHS buys: who it is, and whether somebody here has to do with it. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision } from '../../../rules/decision.ts';
import { decideSupplier, type SupplierNumberKind, supplierNumber } from '../../../rules/orders/supplier.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { findSameSupplier, saveSupplier } from './store.ts';

export type SupplierInput = {
  readonly name: string;
  readonly numberKind: SupplierNumberKind;
  readonly number: string;
  readonly hasConflict: boolean;
  readonly conflictPlan: string;
};

export async function addSupplier(
  tools: Tools,
  actor: Actor,
  command: Command,
  input: SupplierInput,
): Promise<Decision<{ supplierId: string }>> {
  return act(tools, actor, { act: 'supplier.add', command, input }, async tx => {
    const number = supplierNumber(input.number);
    const sameName = await findSameSupplier(tx, { ...input, number });
    const decision = decideSupplier({ ...input, sameName });
    if (!decision.accepted) return decision;
    const supplierId = await saveSupplier(tx, actor, { ...input, number, enteredOn: tools.today() });
    return accepted({ supplierId });
  });
}
