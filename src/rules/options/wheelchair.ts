/**
 * Personal wheelchair budgets.
 *
 * Pure, pence. The period after which a new chair can be had, the repair sums and whether the money may be paid to
 * the person at all are LOCAL.
 */
import { addMonths, isBefore, type PlainDate } from '../../values/dates.ts';
import { divideHalfUp, greatest } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';

/** what is always offered. */
export const WHEELCHAIR_OPTIONS = ['NOTIONAL', 'NOTIONAL_TOPUP', 'THIRD_PARTY'] as const;
/** A direct payment is offered only where policy says so. */
export type WheelchairOption = (typeof WHEELCHAIR_OPTIONS)[number] | 'DIRECT_PAYMENT';

export type WheelchairRefusal =
  | { readonly code: 'wheelchair-option-not-offered'; readonly option: WheelchairOption }
  | { readonly code: 'contribution-needs-topup'; readonly pence: bigint }
  | { readonly code: 'chair-not-clinically-right' }
  | { readonly code: 'chair-other-category'; readonly prescribed: string }
  | { readonly code: 'chair-too-soon'; readonly nextOn: PlainDate };

/** the options that are shown. */
export function wheelchairOptions(policy: { readonly dp: boolean }): readonly WheelchairOption[] {
  return policy.dp ? [...WHEELCHAIR_OPTIONS, 'DIRECT_PAYMENT'] : WHEELCHAIR_OPTIONS;
}

/** who owns the chair, and who repairs what. */
export function ownershipOf(option: WheelchairOption): {
  readonly owner: 'NHS' | 'PERSON';
  readonly repairsChair: 'NHS' | 'PERSON';
  readonly repairsExtras: 'PERSON';
} {
  const owner = option === 'NOTIONAL' || option === 'NOTIONAL_TOPUP' ? 'NHS' : 'PERSON';
  return { owner, repairsChair: owner, repairsExtras: 'PERSON' };
}

/** Value added tax on what a person pays for themselves, in percent; the law's. */
const VAT_PERCENT = 20n;

/** what an extra costs the person who pays for it, with tax unless they are exempt. */
export function extraPence(extra: { readonly pence: bigint; readonly vatExempt: boolean }): bigint {
  return extra.vatExempt ? extra.pence : extra.pence + divideHalfUp(extra.pence * VAT_PERCENT, 100n);
}

export type Chair = {
  readonly option: WheelchairOption;
  /** What it would cost the NHS to provide a chair that meets the need. */
  readonly nhsCostPence: bigint;
  /** For repairs, from the board's table. */
  readonly maintenancePence: bigint;
};

/**
 * the budget is what the NHS would pay for the chair. R-132: only where the person owns and repairs it is a
 * sum for repairs part of it; nought elsewhere.
 */
export function wheelchairBudget({ option, nhsCostPence, maintenancePence }: Chair): {
  readonly chairPence: bigint;
  readonly repairsPence: bigint;
} {
  const theirs = ownershipOf(option).owner === 'PERSON';
  return { chairPence: nhsCostPence, repairsPence: theirs ? maintenancePence : 0n };
}

/** what the NHS pays the supplier for the chair that was chosen, and what the person adds. */
export function chairMoney(chosen: Chair & { readonly chosenPence: bigint }): {
  readonly nhsPaysPence: bigint;
  readonly personPaysPence: bigint;
} {
  const { chairPence, repairsPence } = wheelchairBudget(chosen);
  const personPaysPence = greatest(chosen.chosenPence - chairPence - repairsPence, 0n);
  return { nhsPaysPence: chosen.chosenPence - personPaysPence, personPaysPence };
}

export type ChairChoice = Chair & {
  /** What the chosen chair costs. */
  readonly chosenPence: bigint;
  readonly meetsClinicalNeed: boolean;
  readonly category: string;
  readonly prescribedCategory: string;
};

/** Decides whether this chair may be had in this way. */
export function decideChair(
  choice: ChairChoice,
  policy: { readonly dp: boolean },
): Decision<{ readonly nhsPaysPence: bigint; readonly personPaysPence: bigint }> {
  const { option, prescribedCategory } = choice;
  const { nhsPaysPence, personPaysPence } = chairMoney(choice);
  return decide(
    [
      !wheelchairOptions(policy).includes(option) && { code: 'wheelchair-option-not-offered', option },
      option === 'NOTIONAL' && personPaysPence > 0n && { code: 'contribution-needs-topup', pence: personPaysPence },
      !choice.meetsClinicalNeed && { code: 'chair-not-clinically-right' },
      option === 'THIRD_PARTY' &&
        choice.category !== prescribedCategory && { code: 'chair-other-category', prescribed: prescribedCategory },
    ],
    () => ({ nhsPaysPence, personPaysPence }),
  );
}

/** the first day on which a new budget can be given because the period has passed. */
export function nextChairOn(issuedOn: PlainDate, periodYears: number): PlainDate {
  return addMonths(issuedOn, 12 * periodYears);
}

/** Decides whether a new budget may be given: after its period, or earlier where the need has changed. */
export function decideNewChair(
  chair: { readonly issuedOn: PlainDate; readonly clinicalChange: boolean },
  periodYears: number,
  today: PlainDate,
): Decision<{ readonly early: boolean }> {
  const nextOn = nextChairOn(chair.issuedOn, periodYears);
  const early = isBefore(today, nextOn);
  return decide([early && !chair.clinicalChange && { code: 'chair-too-soon', nextOn }], () => ({ early }));
}

/** whether somebody should look if the chair still fits before its period is over: a child's, or a need that changes fast. */
export function needsFitPrompt(person: { readonly ageYears: number; readonly fastChanging: boolean }): boolean {
  return person.ageYears < 18 || person.fastChanging;
}
