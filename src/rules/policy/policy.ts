/**
 * The local policy: every figure that the law leaves to the board, as one immutable version.
 *
 * The keys and the defaults are section 7 of the rulebook and the LOCAL values of its rules; policy-settings.ts says
 * what each means, what is allowed and who may change it. A decision stores the version that it used; changing a
 * value makes a new version and never rewrites what was decided. Money in pence; days are calendar days unless named.
 */
import type { BudgetMethod } from '../budget/budget.ts';
import type { Group } from '../eligibility/eligibility.ts';
import type { FileChoice } from '../payment/rails.ts';
import type { WagesStraight } from '../payment/wages.ts';
import type { Holding } from '../review/risk.ts';

/** One value for each band of the risk score. */
export type ByBand<Value> = {
  readonly low: Value;
  readonly medium: Value;
  readonly high: Value;
  readonly veryHigh: Value;
};

/** where a cohort of the local offer stands. */
export const COHORT_STATUSES = ['LIVE', 'IN_DEVELOPMENT', 'TRIAL', 'CONSIDERING', 'PAUSED', 'ENDED'] as const;
export type CohortStatus = (typeof COHORT_STATUSES)[number];

/** What a criterion of a local cohort looks at. Level of need counts; a diagnosis alone declines nobody. */
export const CRITERION_FACTS = ['NEED_LEVEL', 'DIAGNOSIS', 'AGE', 'SERVICE', 'INVITATION'] as const;

/** What an answer to a criterion does: the person belongs, or does not. */
export const CRITERION_EFFECTS = ['INCLUDE', 'DECLINE'] as const;

export type Criterion = {
  /** All of these must be so for the criterion to have its effect. */
  readonly when: readonly { readonly fact: (typeof CRITERION_FACTS)[number]; readonly is: string }[];
  readonly effect: (typeof CRITERION_EFFECTS)[number];
};

/** a group of people beyond the four rights to whom the board offers budgets. */
export type Cohort = {
  readonly name: string;
  readonly status: CohortStatus;
  /** The first day of this status, ISO. */
  readonly since: string;
  /** Its last day, or null while there is none. */
  readonly until: string | null;
  readonly criteria: readonly Criterion[];
};

/** The ways of holding the money that an offer must have. */
export const OFFERED_OPTIONS = ['NOTIONAL', 'THIRD_PARTY', 'DIRECT_PAYMENT', 'MIX'] as const;

/** the lowest hourly pay in law from a day on, by age, pence. */
export type MinimumWage = {
  readonly from: string;
  readonly age21Pence: bigint;
  readonly age18Pence: bigint;
  readonly age16Pence: bigint;
  readonly apprenticePence: bigint;
};

/** what the law adds to pay from a day on. Percentages in hundredths of a percent; sums for a year. */
export type OnCostFigures = {
  readonly from: string;
  readonly nationalInsuranceBasisPoints: number;
  readonly nationalInsuranceFromPence: bigint;
  readonly employmentAllowancePence: bigint;
  readonly pensionTriggerPence: bigint;
  readonly pensionFromPence: bigint;
  readonly pensionToPence: bigint;
  readonly pensionBasisPoints: number;
  readonly holidayWeeksTenths: number;
  /** Sick pay and other pay that the law asks for, of wages. */
  readonly statutoryPayBasisPoints: number;
  readonly redundancyAfterYears: number;
  readonly redundancyMostYears: number;
  /** The most that counts as a week's pay. */
  readonly redundancyWeekPayPence: bigint;
};

export type Policy = {
  /** `default-1`, or the board's own name for its version. */
  readonly version: string;
  /** The first London date on which it counts, ISO. */
  readonly effectiveFrom: string;
  /** Clocks of the first steps (T01 to T03). */
  readonly enquiry: { readonly acknowledgeWorkingDays: number };
  readonly request: { readonly acknowledgeWorkingDays: number; readonly decisionDays: number };
  readonly fastTrack: { readonly decisionWorkingDays: number };
  /** Children's continuing care. */
  readonly cc: {
    readonly decisionWeeks: number;
    readonly reviewMonths: { readonly first: number; readonly after: number };
  };
  /** */
  readonly offer: {
    readonly refreshMonths: number;
    readonly options: readonly (typeof OFFERED_OPTIONS)[number][];
    readonly cohorts: readonly Cohort[];
  };
  /** Whether the board may decide on another way of holding the money than the person chose. */
  readonly options: { readonly overridePersonChoice: 'NEVER' | 'WITH_REASONS' };
  /** */
  readonly budget: {
    readonly method: Readonly<Record<Group, BudgetMethod>>;
    readonly weeksPerYear: number;
    readonly peerMin: number;
    readonly year: 'FROM_START';
    /** Points and banding: what a band is worth for a year, from so many points on. */
    readonly points: {
      readonly bands: readonly { readonly label: string; readonly from: number; readonly pence: bigint }[];
    };
    readonly flatRates: readonly { readonly label: string; readonly pence: bigint }[];
  };
  /** */
  readonly contingency: { readonly weeks: number; readonly inBudget: boolean };
  /** Weeks of cost lying idle from which a review is asked for. */
  readonly surplus: { readonly weeks: number };
  /** both must be passed. R-149: the shares, in percent, of the diagnosis of all budgets together. */
  readonly variance: {
    readonly pct: number;
    readonly pence: bigint;
    readonly fewLargeBudgetsPct: number;
    readonly fewLargeSharePct: number;
    readonly manySmallFlaggedPct: number;
    readonly manySmallNetPct: number;
  };
  /** the points of each factor of the score, and the score at which each band begins. */
  readonly risk: {
    readonly valueStepsPence: readonly bigint[];
    readonly option: Readonly<Record<Holding, number>>;
    readonly employsAssistants: number;
    readonly connectedPerson: number;
    readonly most: {
      readonly pastFindings: number;
      readonly missingEvidence: number;
      readonly capacityOrSafeguarding: number;
      readonly fluctuatingNeed: number;
    };
    readonly bands: { readonly medium: number; readonly high: number; readonly veryHigh: number };
  };
  /** months between reviews; 12 is the most that the law allows. */
  readonly review: {
    readonly firstMonths: number;
    readonly monthlyFirst3: boolean;
    readonly bands: ByBand<number>;
    readonly outcomeWorkingDays: number;
  };
  /** the first review of a stream that is not the NHS's. */
  readonly stream: {
    readonly SOCIAL_CARE: { readonly firstReviewMonths: number };
    readonly EDUCATION: { readonly firstReviewMonths: number };
  };
  /** days of notice. */
  readonly notice: {
    readonly stopDays: number;
    readonly reduceDays: number;
    readonly reclaimDays: number;
    readonly reviewDays: number;
    readonly urgentAllowed: boolean;
    readonly urgentRole: 'DIRECTOR' | 'PHB_LEAD';
  };
  /** */
  readonly hospital: { readonly retainerWeeks: number; readonly retainerPct: number; readonly reviewDays: number };
  /** T21: days from the start of a suspension to its first review, and between the next. */
  readonly suspension: { readonly firstReviewDays: number; readonly everyDays: number };
  /** An emergency advance: its ceiling, and how many of the next instalments become smaller by it. */
  readonly advance: { readonly mostPence: bigint; readonly instalments: number };
  /** T25, T28. */
  readonly stop: { readonly papersDays: number; readonly closeWeeks: number };
  /** R-072, and the score from which a statement line is placed on a plan line without asking, 0 to 100. */
  readonly spend: {
    readonly virementPct: number;
    readonly virementPence: bigint;
    readonly placeFromScore: number;
    /** days within which money that comes back is looked for among what was paid. */
    readonly refundDays: number;
    /** days between the two sides of money that a person moved between accounts of theirs. */
    readonly transferDays: number;
  };
  /** working days to find out why ledger, bank and plan do not agree. */
  readonly tieOut: { readonly workingDays: number };
  /** what a person pays in of a council's part: when it is late, when somebody speaks with them, and how near a bank line is. */
  readonly contribution: { readonly graceDays: number; readonly talkWorkingDays: number; readonly matchDays: number };
  /** the day of the month on which the statement of the month before is made. */
  readonly recharge: { readonly statementDay: number };
  /** days after its budget year for which an order stays open for invoices; the most that whoever entered a bill may accept. */
  readonly orders: { readonly lateInvoiceDays: number; readonly ownInvoicePence: bigint };
  /** the payment in pence from which a receipt is asked for. */
  readonly evidence: {
    readonly threshold: ByBand<bigint>;
    /** The score from which a match is sure enough that a low or medium risk needs no receipt, 0 to 100. */
    readonly sureFromScore: number;
  };
  /** whether a changed bank account waits for one run unless it was confirmed by telephone. */
  readonly account: { readonly coolingOff: boolean };
  /** the formats of payment files, and the working days after which a file that nobody confirmed is paid another way. */
  readonly payments: FileChoice & {
    readonly confirmWorkingDays: number;
    readonly withoutConfirmation: 'PREPARE' | 'TELL';
    /** Whether wages go straight to assistants when the way to the person fails, before or after the second card. */
    readonly wagesStraight: WagesStraight;
  };
  /** */
  readonly payee: {
    readonly bankruptAction: 'WARN_OFFER_MANAGED' | 'WARN';
    /** Days in which somebody decides what follows from a concern about a payee. */
    readonly decideDays: number;
  };
  /** */
  readonly nominee: { readonly icbRepMayNominate: boolean; readonly withdrawnReviewDays: number };
  /** */
  readonly dbs: { readonly nomineeNonFamily: boolean; readonly paEnhanced: boolean };
  /** */
  readonly connected: { readonly requireDirectorApproval: boolean; readonly reviewMonths: number };
  /** days after which a review is not closed while nobody is care co-ordinator. */
  readonly coordinator: { readonly gapDays: number };
  /** consecutive weeks of respite in a care home. */
  readonly respite: { readonly maxWeeks: number };
  /** days to look again whether the money is enough. */
  readonly sufficiency: { readonly taskDays: number };
  /** the most for a year that each may sign; above the last it goes to the panel. T10. */
  readonly approval: {
    readonly limits: { readonly teamLeadPence: bigint; readonly phbLeadPence: bigint };
    readonly workingDays: number;
  };
  /** T29, R-114. */
  readonly reconsider: {
    readonly days: number;
    readonly repeatMonths: number;
    readonly pausesRecovery: boolean;
  };
  /** R-118; T30. */
  readonly concern: {
    readonly silentAllowedRoles: readonly ('LCFS_LEAD' | 'SAFEGUARDING_LEAD')[];
    readonly triageWorkingDays: number;
  };
  /** T32: months before a 16th or 18th birthday at which the work begins. */
  readonly birthday: { readonly aheadMonths: number };
  /** */
  readonly oneoff: {
    readonly ownAccountMaxItems: number;
    readonly followUpFromWeeks: number;
    readonly followUpToWeeks: number;
    readonly discharge: {
      readonly cap: bigint;
      readonly exceptCap: bigint;
      readonly leastDaysSaved: number;
      readonly decisionHours: number;
    };
  };
  /** R-125; null until the board sets it. */
  readonly bedDay: { readonly pence: bigint | null };
  /** */
  readonly wheelchair: {
    readonly periodYears: number;
    readonly dp: boolean;
    readonly maintenanceTable: readonly { readonly category: string; readonly pence: bigint }[];
  };
  /** The split is the usual one; none means that each case agrees its own. */
  readonly integrated: {
    readonly lead: 'ICB' | 'LOCAL_AUTHORITY';
    readonly split: readonly {
      readonly stream: 'NHS' | 'SOCIAL_CARE' | 'EDUCATION';
      readonly basisPoints: number;
    }[];
    readonly settlement: 'POOLED_S75' | 'RECHARGE' | 'SEPARATE';
  };
  /** what others do for the board; never decisions. */
  readonly delegate: { readonly functions: readonly ('PAYMENTS' | 'MONITORING')[] };
  /** */
  readonly report: {
    readonly mixRule: 'LARGEST';
    readonly oneOffCountsFrom: 'APPROVAL' | 'PAYMENT';
    readonly personAcrossCategories: 'ONCE' | 'ONCE_IN_EACH';
    readonly suppressBelow: number;
    readonly roundTo: number;
    readonly opensWorkingDay: number;
    readonly windowDays: number;
    readonly explainChangePct: number;
  };
  /** */
  readonly ambition: {
    readonly range: { readonly leastPerThousand: number; readonly mostPerThousand: number };
    readonly label: string;
    readonly benefitPct: number;
  };
  /** how far from everybody's rate a group's rate is flagged. */
  readonly equality: { readonly gapPct: number };
  /** hours after which a person sees who opened their record, at the latest. */
  readonly audit: { readonly visibleHours: number };
  /** R-122, years; a child's until a birthday. */
  readonly retention: {
    readonly adultYears: number;
    readonly childBirthday: number;
    readonly childClosedAt17Birthday: number;
    readonly mentalHealthYears: number;
    readonly mentalHealthAfterDeathYears: number;
    readonly financeYears: number;
  };
  /** the law's figures, each from a day on, oldest first. */
  readonly employer: {
    readonly liabilityCoverPence: bigint;
    readonly coverEndsWarningDays: number;
    readonly minimumWage: readonly MinimumWage[];
    readonly onCosts: readonly OnCostFigures[];
  };
  /** What the service's legal words rest on, and how often somebody checks that it still holds. */
  readonly legal: {
    readonly checkMonths: number;
    readonly references: readonly {
      readonly name: string;
      readonly validFrom: string;
      readonly validTo: string | null;
    }[];
  };
  readonly gdpr: {
    readonly lawfulBasis: string;
    readonly subjectAccessMonths: number;
    readonly breachHours: number;
    /** Where the data protection impact assessment is; empty until there is one. */
    readonly dpiaLink: string;
  };
  readonly compliance: { readonly checklist: readonly string[] };
};

export const DEFAULT_POLICY: Policy = {
  version: 'default-1',
  effectiveFrom: '2022-07-01',
  enquiry: { acknowledgeWorkingDays: 5 },
  request: { acknowledgeWorkingDays: 2, decisionDays: 28 },
  fastTrack: { decisionWorkingDays: 2 },
  cc: { decisionWeeks: 6, reviewMonths: { first: 3, after: 12 } },
  offer: { refreshMonths: 12, options: OFFERED_OPTIONS, cohorts: [] },
  options: { overridePersonChoice: 'WITH_REASONS' },
  budget: {
    method: {
      CHC_STANDARD: 'HOURS_RATES',
      CHC_FAST_TRACK: 'HOURS_RATES',
      CHILDREN_CC: 'HOURS_RATES',
      S117: 'HOURS_RATES',
      WHEELCHAIR: 'PRESCRIPTION_COST',
      LOCAL_COHORT: 'FLAT_RATE',
      EXCEPTION: 'HOURS_RATES',
    },
    weeksPerYear: 52,
    peerMin: 5,
    year: 'FROM_START',
    points: { bands: [] },
    flatRates: [],
  },
  contingency: { weeks: 4, inBudget: true },
  surplus: { weeks: 8 },
  variance: {
    pct: 10,
    pence: 25_000n,
    fewLargeBudgetsPct: 10,
    fewLargeSharePct: 80,
    manySmallFlaggedPct: 50,
    manySmallNetPct: 2,
  },
  risk: {
    valueStepsPence: [250_000n, 1_000_000n, 3_000_000n, 10_000_000n],
    option: { NOTIONAL: 0, THIRD_PARTY: 1, MANAGED_ACCOUNT: 2, DIRECT_PAYMENT: 3, PREPAID_CARD: 2 },
    employsAssistants: 2,
    connectedPerson: 2,
    most: { pastFindings: 4, missingEvidence: 3, capacityOrSafeguarding: 3, fluctuatingNeed: 2 },
    bands: { medium: 6, high: 11, veryHigh: 16 },
  },
  review: {
    firstMonths: 3,
    monthlyFirst3: false,
    bands: { low: 12, medium: 6, high: 3, veryHigh: 1 },
    outcomeWorkingDays: 10,
  },
  stream: { SOCIAL_CARE: { firstReviewMonths: 6 }, EDUCATION: { firstReviewMonths: 3 } },
  notice: {
    stopDays: 28,
    reduceDays: 28,
    reclaimDays: 28,
    reviewDays: 14,
    urgentAllowed: true,
    urgentRole: 'DIRECTOR',
  },
  hospital: { retainerWeeks: 4, retainerPct: 100, reviewDays: 14 },
  suspension: { firstReviewDays: 7, everyDays: 28 },
  advance: { mostPence: 100_000n, instalments: 1 },
  stop: { papersDays: 28, closeWeeks: 12 },
  spend: { virementPct: 10, virementPence: 5_000n, placeFromScore: 80, refundDays: 180, transferDays: 31 },
  evidence: { threshold: { low: 2500n, medium: 1000n, high: 0n, veryHigh: 0n }, sureFromScore: 90 },
  tieOut: { workingDays: 5 },
  contribution: { graceDays: 14, talkWorkingDays: 10, matchDays: 10 },
  recharge: { statementDay: 5 },
  orders: { lateInvoiceDays: 60, ownInvoicePence: 0n },
  account: { coolingOff: true },
  payments: {
    bacsFile: 'BACS18',
    standbyFile: 'PORTAL_CSV',
    confirmWorkingDays: 1,
    withoutConfirmation: 'PREPARE',
    wagesStraight: 'LAST',
  },
  payee: { bankruptAction: 'WARN_OFFER_MANAGED', decideDays: 14 },
  nominee: { icbRepMayNominate: false, withdrawnReviewDays: 14 },
  dbs: { nomineeNonFamily: true, paEnhanced: true },
  connected: { requireDirectorApproval: true, reviewMonths: 12 },
  coordinator: { gapDays: 14 },
  respite: { maxWeeks: 4 },
  sufficiency: { taskDays: 10 },
  approval: { limits: { teamLeadPence: 1_000_000n, phbLeadPence: 10_000_000n }, workingDays: 10 },
  reconsider: { days: 28, repeatMonths: 6, pausesRecovery: true },
  concern: { silentAllowedRoles: ['LCFS_LEAD', 'SAFEGUARDING_LEAD'], triageWorkingDays: 2 },
  birthday: { aheadMonths: 6 },
  oneoff: {
    ownAccountMaxItems: 5,
    followUpFromWeeks: 4,
    followUpToWeeks: 6,
    discharge: { cap: 20_000n, exceptCap: 40_000n, leastDaysSaved: 2, decisionHours: 4 },
  },
  bedDay: { pence: null },
  wheelchair: { periodYears: 5, dp: false, maintenanceTable: [] },
  integrated: { lead: 'ICB', split: [], settlement: 'SEPARATE' },
  delegate: { functions: [] },
  report: {
    mixRule: 'LARGEST',
    oneOffCountsFrom: 'APPROVAL',
    personAcrossCategories: 'ONCE',
    suppressBelow: 5,
    roundTo: 5,
    opensWorkingDay: 1,
    windowDays: 21,
    explainChangePct: 25,
  },
  ambition: { range: { leastPerThousand: 1, mostPerThousand: 2 }, label: 'A guide, not a target', benefitPct: 17 },
  equality: { gapPct: 20 },
  audit: { visibleHours: 24 },
  retention: {
    adultYears: 8,
    childBirthday: 25,
    childClosedAt17Birthday: 26,
    mentalHealthYears: 20,
    mentalHealthAfterDeathYears: 10,
    financeYears: 6,
  },
  employer: {
    liabilityCoverPence: 500_000_000n,
    coverEndsWarningDays: 30,
    minimumWage: [
      { from: '2025-04-01', age21Pence: 1221n, age18Pence: 1000n, age16Pence: 755n, apprenticePence: 755n },
      { from: '2026-04-01', age21Pence: 1271n, age18Pence: 1085n, age16Pence: 800n, apprenticePence: 800n },
    ],
    onCosts: [
      {
        from: '2025-04-06',
        nationalInsuranceBasisPoints: 1500,
        nationalInsuranceFromPence: 500_000n,
        employmentAllowancePence: 1_050_000n,
        pensionTriggerPence: 1_000_000n,
        pensionFromPence: 624_000n,
        pensionToPence: 5_027_000n,
        pensionBasisPoints: 300,
        holidayWeeksTenths: 56,
        statutoryPayBasisPoints: 150,
        redundancyAfterYears: 2,
        redundancyMostYears: 20,
        redundancyWeekPayPence: 71_900n,
      },
    ],
  },
  legal: {
    checkMonths: 12,
    references: [
      { name: 'NHS (Direct Payments) Regulations 2013', validFrom: '2013-08-01', validTo: null },
      {
        name: 'NHS Commissioning Board and CCGs (Responsibilities and Standing Rules) Regulations 2012, part 6A',
        validFrom: '2014-10-01',
        validTo: null,
      },
      { name: 'Mental Capacity Act 2005', validFrom: '2007-10-01', validTo: null },
    ],
  },
  gdpr: {
    lawfulBasis: 'UK GDPR Article 6(1)(e) with Article 9(2)(h)',
    subjectAccessMonths: 1,
    breachHours: 72,
    dpiaLink: '',
  },
  compliance: { checklist: ['DCB0129', 'DCB0160', 'DSPT', 'DTAC', 'DAPB1605', 'WCAG 2.2 AA'] },
};
