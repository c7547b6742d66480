/**
 * Suppliers of care that the NHS buys itself: who they are, whether somebody here has to do with them, and the account
 * that they are paid into.
 *
 * Pure. The account is checked by another person than who entered it, as a person's own is.
 */
import { type Decision, decide } from '../decision.ts';

/** The registers in which a supplier may stand; a sole trader stands in none. */
export const SUPPLIER_NUMBER_KINDS = ['COMPANY', 'CHARITY', 'NHS', 'NONE'] as const;
export type SupplierNumberKind = (typeof SUPPLIER_NUMBER_KINDS)[number];

export type SupplierRefusal =
  | { readonly code: 'supplier-number-wrong'; readonly kind: SupplierNumberKind }
  | { readonly code: 'supplier-there-already'; readonly name: string }
  | { readonly code: 'supplier-conflict-unmanaged' }
  | { readonly code: 'supplier-account-fails-check' }
  | { readonly code: 'supplier-account-name-not-writable' }
  | { readonly code: 'supplier-account-unchanged' }
  | { readonly code: 'supplier-account-missing' }
  | { readonly code: 'supplier-account-checked-already' }
  | { readonly code: 'supplier-account-checker-entered-it' };

/** What a number of each register looks like: Companies House, the three charity registers, NHS organisation codes. */
const NUMBERS: Readonly<Record<SupplierNumberKind, RegExp>> = {
  COMPANY: /^(\d{8}|[A-Z]{2}\d{6})$/,
  CHARITY: /^(\d{6,7}|SC\d{6}|NIC?\d{6})$/,
  NHS: /^[A-Z0-9]{3,6}$/,
  NONE: /^$/,
};

/** A number as its register writes it: capitals, no spaces. */
export function supplierNumber(typed: string): string {
  return typed.replace(/\s/g, '').toUpperCase();
}

export type SupplierFacts = {
  readonly numberKind: SupplierNumberKind;
  readonly number: string;
  readonly hasConflict: boolean;
  readonly conflictPlan: string;
  /** A supplier of this board that has the same name or number. */
  readonly sameName: string | undefined;
};

/** Decides whether a supplier may be added: known by its register, once, and any conflict of interest dealt with. */
export function decideSupplier(facts: SupplierFacts): Decision<{ readonly number: string }> {
  const { numberKind, hasConflict, conflictPlan, sameName } = facts;
  const number = supplierNumber(facts.number);
  return decide(
    [
      !NUMBERS[numberKind].test(number) && { code: 'supplier-number-wrong', kind: numberKind },
      hasConflict && conflictPlan.trim() === '' && { code: 'supplier-conflict-unmanaged' },
      sameName !== undefined && { code: 'supplier-there-already', name: sameName },
    ],
    () => ({ number }),
  );
}

type SupplierAccount = { readonly sortCode: string; readonly accountNumber: string; readonly name: string };

/** Decides whether a supplier's account may be entered. Nothing is paid to it until another person checked it. */
export function decideSupplierAccount(facts: {
  readonly before: SupplierAccount | undefined;
  readonly entered: SupplierAccount;
  readonly modulus: 'pass' | 'fail' | 'not-checkable';
  /** The name as a payment file can carry it. */
  readonly nameInFile: string;
}): Decision<true> {
  const { before, entered, modulus, nameInFile } = facts;
  const same =
    before?.sortCode === entered.sortCode &&
    before.accountNumber === entered.accountNumber &&
    before.name === entered.name;
  return decide(
    [
      modulus === 'fail' && { code: 'supplier-account-fails-check' },
      !/[A-Z0-9]/.test(nameInFile) && { code: 'supplier-account-name-not-writable' },
      same && { code: 'supplier-account-unchanged' },
    ],
    () => true,
  );
}

/** Decides whether this member of staff may say that the account is the supplier's. */
export function decideSupplierCheck(
  account: { readonly enteredById: string; readonly isChecked: boolean } | undefined,
  checkerId: string,
): Decision<true> {
  return decide(
    [
      account === undefined && { code: 'supplier-account-missing' },
      account?.isChecked === true && { code: 'supplier-account-checked-already' },
      account?.enteredById === checkerId && { code: 'supplier-account-checker-entered-it' },
    ],
    () => true,
  );
}
