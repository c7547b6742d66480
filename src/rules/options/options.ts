/**
 * The ways to hold the money: who may hold it for the person, when that is suggested, and how a mix adds up
 * (R-091 to R-095).
 *
 * Pure. Amounts are pence for one budget year.
 */
import { total } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';
import type { ManagementOption } from '../payment/ledger.ts';

/** with whom the holder has its contract: the ICB by a framework, or the person. */
export const CONTRACT_FORMS = ['ICB_FRAMEWORK', 'PERSON_CONTRACT'] as const;
export type ContractForm = (typeof CONTRACT_FORMS)[number];

export type HolderRefusal =
  | { readonly code: 'delegate-cannot-decide'; readonly act: string }
  | { readonly code: 'holder-not-independent'; readonly of: 'the ICB' | 'the person' } // R-093, this and the next two
  | { readonly code: 'holder-conflict-unmanaged' }
  | { readonly code: 'contract-form-missing' }
  | { readonly code: 'line-not-one-option'; readonly line: string; readonly options: number }
  | { readonly code: 'mix-differs-from-budget'; readonly mixPence: bigint; readonly budgetPence: bigint };

/** decides whether an act that somebody else carries out for the ICB stands: only on the ICB's own decision. */
export function decideDelegated(act: {
  readonly name: string;
  readonly byDelegate: boolean;
  /** The ICB's decision that it rests on. */
  readonly icbDecisionId: string | undefined;
}): Decision<Record<never, never>> {
  return decide(
    [act.byDelegate && act.icbDecisionId === undefined && { code: 'delegate-cannot-decide', act: act.name }],
    () => ({}),
  );
}

/** what notional care has cost is what was invoiced, not what was ordered; none of it goes to the person. */
export function notionalMoney(care: {
  readonly orderedPence: bigint;
  readonly acceptedInvoicesPence: readonly bigint[];
}): { readonly actualPence: bigint; readonly openPence: bigint } {
  const actualPence = total(care.acceptedInvoicesPence);
  return { actualPence, openPence: care.orderedPence - actualPence };
}

export type Holder = {
  readonly isIcb: boolean;
  readonly isThePerson: boolean;
  readonly isNhsProvider: boolean;
  /** It is paid out of this very money for care that the plan names. */
  readonly givesTheCare: boolean;
  /** How conflicts of interest are managed; empty while nobody has said. */
  readonly conflictPlan: string;
  readonly contractForm: ContractForm | undefined;
};

/** Decides whether an organisation may hold the money as third party. */
export function decideHolder(holder: Holder): Decision<{ readonly contractForm: ContractForm }> {
  const { contractForm, conflictPlan } = holder;
  const hasConflict = holder.isNhsProvider || holder.givesTheCare;
  return decide(
    [
      holder.isIcb && { code: 'holder-not-independent', of: 'the ICB' },
      holder.isThePerson && { code: 'holder-not-independent', of: 'the person' },
      hasConflict && conflictPlan.trim() === '' && { code: 'holder-conflict-unmanaged' },
      contractForm === undefined && { code: 'contract-form-missing' },
    ],
    () => ({ contractForm: contractForm! }),
  );
}

export type Wishes = {
  readonly wantsDirectPayment: boolean;
  readonly wantsToEmploy: boolean;
  readonly canManageBudget: boolean;
};

/** why a third party is suggested, in words for the person; none for no reason. The choice stays free. */
export function thirdPartySuggestions(wishes: Wishes): readonly string[] {
  return [
    !wishes.wantsDirectPayment && 'You do not want the money paid to you',
    !wishes.wantsToEmploy && 'You do not want to employ people',
    !wishes.canManageBudget && 'You do not want to look after the money',
  ].filter(reason => reason !== false);
}

export type MixLine = {
  readonly label: string;
  readonly options: readonly ManagementOption[];
  readonly pence: bigint;
};

export type Mix = { readonly [Option in ManagementOption]: bigint };

/**
 * with whom the money lies that no line is planned for, and the money for emergencies: with the direct payment
 * where there is one, else with the third party, else with the NHS.
 */
export function restWith(items: readonly { readonly option: ManagementOption }[]): ManagementOption {
  const has = (option: ManagementOption) => items.some(item => item.option === option);
  if (items.length === 0 || has('DIRECT_PAYMENT')) return 'DIRECT_PAYMENT';
  return has('THIRD_PARTY') ? 'THIRD_PARTY' : 'NOTIONAL';
}

/** the lines of a plan as a mix of a budget, with what the budget has beyond them. */
export function mixLines(
  items: readonly { readonly label: string; readonly option: ManagementOption; readonly annualPence: bigint }[],
  budgetPence: bigint,
): readonly MixLine[] {
  const lines = items.map(
    ({ label, option, annualPence }): MixLine => ({ label, options: [option], pence: annualPence }),
  );
  const rest = budgetPence - total(lines.map(line => line.pence));
  return [...lines, { label: 'Everything else', options: [restWith(items)], pence: rest }];
}

/** Decides whether a mix is whole: one way to hold each line, and together they are the budget. */
export function decideMix(lines: readonly MixLine[], budgetPence: bigint): Decision<Mix> {
  const mixPence = total(lines.map(line => line.pence));
  return decide(
    [
      ...lines.map(
        ({ label, options }) =>
          options.length !== 1 && ({ code: 'line-not-one-option', line: label, options: options.length } as const),
      ),
      mixPence !== budgetPence && { code: 'mix-differs-from-budget', mixPence, budgetPence },
    ],
    () => ({
      DIRECT_PAYMENT: total(linesOf(lines, 'DIRECT_PAYMENT').map(line => line.pence)),
      THIRD_PARTY: total(linesOf(lines, 'THIRD_PARTY').map(line => line.pence)),
      NOTIONAL: total(linesOf(lines, 'NOTIONAL').map(line => line.pence)),
    }),
  );
}

/** the lines that an option's own checks apply to. */
export function linesOf(lines: readonly MixLine[], option: ManagementOption): readonly MixLine[] {
  return lines.filter(line => line.options.includes(option));
}
