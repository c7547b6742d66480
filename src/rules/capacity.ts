/**
 * Who may be paid directly: a person of 16 or more who has capacity for this decision and has consented.
 *
 * Capacity is assumed unless an assessment for this decision says otherwise. What a representative may
 * do instead is. Pure.
 */

/** What stands against paying this person directly. */
export type DirectPaymentBar = 'under-16' | 'lacks-capacity' | 'no-consent';

export type DirectPaymentFacts = {
  /** Completed years on the day of the decision. */
  readonly ageYears: number;
  /** For the decision to have a direct payment. */
  readonly hasCapacity: boolean;
  /** The person's latest word on direct payments is yes. */
  readonly consented: boolean;
};

/** Everything that bars a direct payment to the person in their own name; none when it may be made. */
export function directPaymentBars(facts: DirectPaymentFacts): DirectPaymentBar[] {
  const bars: (DirectPaymentBar | false)[] = [
    facts.ageYears < 16 && 'under-16',
    !facts.hasCapacity && 'lacks-capacity',
    !facts.consented && 'no-consent',
  ];
  return bars.filter(bar => bar !== false);
}
