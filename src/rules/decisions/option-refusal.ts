/**
 * Refusing one way of holding the money, for a reason that belongs to that way, with at least one other way
 * offered: a bar on direct payments is never a bar on a budget.
 *
 * Pure. Used at any time from the decision that somebody may have a budget until the money starts.
 */
import { type Decision, decide } from '../decision.ts';
import type { BudgetState } from '../life.ts';
import type { Option } from '../plan/plan.ts';
import { type UnlawfulRefusal, unlawfulIn } from './unlawful-reasons.ts';

/** Why a way of holding the money is refused. Each names its rule below. */
export const OPTION_REFUSAL_REASONS = [
  'NO_CONSENT',
  'NO_REPRESENTATIVE',
  'COURT_ORDER',
  'NOT_APPROPRIATE',
  'NOT_VALUE_FOR_MONEY',
  'HOLDER_UNSUITABLE',
  'HOLDER_NOT_INDEPENDENT',
] as const;
export type OptionRefusalReason = (typeof OPTION_REFUSAL_REASONS)[number];

/** The ways that each reason can stand against. */
const AGAINST: Readonly<Record<OptionRefusalReason, readonly Option[]>> = {
  NO_CONSENT: ['DIRECT_PAYMENT'],
  NO_REPRESENTATIVE: ['DIRECT_PAYMENT'],
  COURT_ORDER: ['DIRECT_PAYMENT'],
  NOT_APPROPRIATE: ['DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL'],
  NOT_VALUE_FOR_MONEY: ['DIRECT_PAYMENT', 'THIRD_PARTY'],
  HOLDER_UNSUITABLE: ['DIRECT_PAYMENT', 'THIRD_PARTY'],
  HOLDER_NOT_INDEPENDENT: ['THIRD_PARTY'],
};

const WHILE: readonly BudgetState[] = [
  'ELIGIBLE',
  'ASSESSED',
  'INDICATIVE',
  'PLANNING',
  'SUBMITTED',
  'APPROVED',
  'BUDGET_SET',
  'AGREED',
  'SET_UP',
];

export type OptionRefusal =
  | UnlawfulRefusal
  | { readonly code: 'option-refusal-not-now'; readonly state: BudgetState } // R-018, this and the next five
  | { readonly code: 'option-reason-does-not-fit'; readonly option: Option }
  | { readonly code: 'option-refused-without-words' }
  | { readonly code: 'option-refused-already'; readonly option: Option }
  | { readonly code: 'no-option-left' }
  | { readonly code: 'offered-option-is-refused'; readonly option: Option }
  | { readonly code: 'item-option-refused'; readonly item: string; readonly option: Option };

export type OptionRefusalInput = {
  readonly option: Option;
  readonly reason: OptionRefusalReason;
  readonly words: string;
  /** The ways that the person is offered in its place. */
  readonly offered: readonly Option[];
};

/** Decides whether one way may be refused. `refusedAlready`: the ways that are refused and not given back. */
export function decideOptionRefusal(
  { state, refusedAlready }: { readonly state: BudgetState; readonly refusedAlready: readonly Option[] },
  { option, reason, words, offered }: OptionRefusalInput,
): Decision<{ readonly option: Option; readonly offered: readonly Option[] }> {
  const closed = [option, ...refusedAlready];
  return decide(
    [
      !WHILE.includes(state) && { code: 'option-refusal-not-now', state },
      !AGAINST[reason].includes(option) && { code: 'option-reason-does-not-fit', option },
      words.trim() === '' && { code: 'option-refused-without-words' },
      ...unlawfulIn(words, 'words'),
      refusedAlready.includes(option) && { code: 'option-refused-already', option },
      offered.length === 0 && { code: 'no-option-left' },
      ...offered.map(each => closed.includes(each) && ({ code: 'offered-option-is-refused', option: each } as const)),
    ],
    () => ({ option, offered }),
  );
}

/** The reasons that can stand against a way. */
export function reasonsAgainst(option: Option): readonly OptionRefusalReason[] {
  return OPTION_REFUSAL_REASONS.filter(reason => AGAINST[reason].includes(option));
}

/** Each line of a plan that would be held in a refused way. */
export function itemsInRefusedOption(
  items: readonly { readonly label: string; readonly option: Option }[],
  refused: readonly Option[],
): readonly OptionRefusal[] {
  return items
    .filter(({ option }) => refused.includes(option))
    .map(({ label, option }) => ({ code: 'item-option-refused', item: label, option }));
}
