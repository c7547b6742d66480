/**
 * The local policy: every figure that the law leaves to the ICB, as one immutable version.
 *
 * The defaults are section 7 of the rulebook. A decision stores the version that it used; changing a value
 * makes a new version and never rewrites what was decided. Money in pence, days are calendar days unless named.
 */
export type Policy = {
  /** `default-1`, or the ICB's own name for its version. */
  readonly version: string;
  /** The first London date on which it counts, ISO. */
  readonly effectiveFrom: string;
  /** Working days to acknowledge an enquiry (T01). */
  readonly acknowledgeEnquiryWorkingDays: number;
  /** Days from a request to its decision (T03). */
  readonly decisionDays: number;
  /** Weeks that a yearly sum is worked out on. */
  readonly weeksPerYear: number;
  /** weeks of weekly cost kept for emergencies, and whether they are part of the budget. */
  readonly contingency: { readonly weeks: number; readonly inBudget: boolean };
  /** reviews in each of the first three months. */
  readonly monthlyFirst3: boolean;
  /** days of notice before a planned review. */
  readonly reviewNoticeDays: number;
  /** months between reviews by risk band; 12 is the most that the law allows. */
  readonly reviewMonths: {
    readonly low: number;
    readonly medium: number;
    readonly high: number;
    readonly veryHigh: number;
  };
  /** the score at which each band begins. */
  readonly riskBands: { readonly medium: number; readonly high: number; readonly veryHigh: number };
  /** the payment in pence from which a receipt is asked for, by risk band. */
  readonly receiptFromPence: {
    readonly low: bigint;
    readonly medium: bigint;
    readonly high: bigint;
    readonly veryHigh: bigint;
  };
  /** whether a changed bank account waits for one run unless it was confirmed by telephone. */
  readonly accountCoolingOff: boolean;
  /** Score from which a statement line is placed on a plan line without asking, 0 to 100. */
  readonly placeFromScore: number;
};

export const DEFAULT_POLICY: Policy = {
  version: 'default-1',
  effectiveFrom: '2022-07-01',
  acknowledgeEnquiryWorkingDays: 5,
  decisionDays: 28,
  weeksPerYear: 52,
  contingency: { weeks: 4, inBudget: true },
  monthlyFirst3: false,
  reviewNoticeDays: 14,
  reviewMonths: { low: 12, medium: 6, high: 3, veryHigh: 1 },
  riskBands: { medium: 6, high: 11, veryHigh: 16 },
  receiptFromPence: { low: 2500n, medium: 1000n, high: 0n, veryHigh: 0n },
  accountCoolingOff: true,
  placeFromScore: 80,
};
