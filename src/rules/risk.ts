/**
 * How much scrutiny a budget needs, scored with its working shown.
 *
 * Weights and bands are LOCAL (risk.*, review.bands); each factor says in words why it has its points, because
 * the person may ask why their next review is in three months and not in twelve.
 */
import { pounds } from '../values/pence.ts';
import type { Policy } from './policy.ts';

export type RiskBand = 'LOW' | 'MEDIUM' | 'HIGH' | 'VERY_HIGH';

/** How the money is held, the riskiest where options are mixed. */
export type Holding = 'NOTIONAL' | 'THIRD_PARTY' | 'MANAGED_ACCOUNT' | 'DIRECT_PAYMENT' | 'PREPAID_CARD';

export type RiskFacts = {
  /** The final budget for a year, pence. */
  readonly yearlyPence: bigint;
  /** Every option in the mix; at least one. */
  readonly holdings: readonly [Holding, ...Holding[]];
  readonly employsAssistants: boolean;
  /** Whether a relative or friend of the household is paid. */
  readonly paysConnectedPerson: boolean;
  /** 0 to 4. */
  readonly pastFindings: number;
  /** 0 to 3. */
  readonly missingEvidence: number;
  /** 0 to 3. */
  readonly capacityOrSafeguarding: number;
  /** 0 to 2. */
  readonly fluctuatingNeed: number;
};

export type RiskFactor = { readonly name: string; readonly points: number; readonly why: string };

export type RiskScore = { readonly factors: readonly RiskFactor[]; readonly total: number; readonly band: RiskBand };

/** The most points that each judged factor may have. */
export const MOST_POINTS = {
  pastFindings: 4,
  missingEvidence: 3,
  capacityOrSafeguarding: 3,
  fluctuatingNeed: 2,
} as const;

const HOLDING_POINTS: Readonly<Record<Holding, number>> = {
  NOTIONAL: 0,
  THIRD_PARTY: 1,
  MANAGED_ACCOUNT: 2,
  PREPAID_CARD: 2,
  DIRECT_PAYMENT: 3,
};

const HOLDING_WORDS: Readonly<Record<Holding, string>> = {
  NOTIONAL: 'The NHS holds the money',
  THIRD_PARTY: 'An organisation holds the money',
  MANAGED_ACCOUNT: 'The money is in a managed account',
  PREPAID_CARD: 'The money is on a prepaid card',
  DIRECT_PAYMENT: 'The money is paid to the person',
};

/** The yearly sums, in pence, at which the value factor gains a point each. */
const VALUE_STEPS = [250_000n, 1_000_000n, 3_000_000n, 10_000_000n] as const;

/** Scores a budget. Points outside a factor's bounds are our own fault: forms and shapes refuse them before. */
export function scoreRisk(facts: RiskFacts, policy: Policy): RiskScore {
  const factors: RiskFactor[] = [
    { name: 'Value', points: valuePoints(facts.yearlyPence), why: `${pounds(facts.yearlyPence)} a year` },
    riskiest(facts.holdings),
    yesNo('Employs personal assistants', facts.employsAssistants, 2),
    yesNo('Pays a relative or a friend in the household', facts.paysConnectedPerson, 2),
    judged('Findings in the past', facts.pastFindings, MOST_POINTS.pastFindings),
    judged('Missing evidence', facts.missingEvidence, MOST_POINTS.missingEvidence),
    judged('Capacity or safeguarding', facts.capacityOrSafeguarding, MOST_POINTS.capacityOrSafeguarding),
    judged('Need that goes up and down', facts.fluctuatingNeed, MOST_POINTS.fluctuatingNeed),
  ];
  const total = factors.reduce((sum, factor) => sum + factor.points, 0);
  return { factors, total, band: bandOf(total, policy) };
}

/** The band of a score: a band begins at its policy's value. */
export function bandOf(total: number, policy: Policy): RiskBand {
  if (total >= policy.risk.bands.veryHigh) return 'VERY_HIGH';
  if (total >= policy.risk.bands.high) return 'HIGH';
  return total >= policy.risk.bands.medium ? 'MEDIUM' : 'LOW';
}

/** Months until the next review for a band. */
export function monthsFor(band: RiskBand, policy: Policy): number {
  const { low, medium, high, veryHigh } = policy.review.bands;
  return { LOW: low, MEDIUM: medium, HIGH: high, VERY_HIGH: veryHigh }[band];
}

/** The payment in pence from which a receipt is asked for; below it the bank line is enough. */
export function receiptFrom(band: RiskBand, policy: Policy): bigint {
  const { low, medium, high, veryHigh } = policy.evidence.threshold;
  return { LOW: low, MEDIUM: medium, HIGH: high, VERY_HIGH: veryHigh }[band];
}

function valuePoints(yearlyPence: bigint): number {
  return VALUE_STEPS.filter(step => yearlyPence >= step).length;
}

function riskiest(holdings: RiskFacts['holdings']): RiskFactor {
  const worst = holdings.reduce((a, b) => (HOLDING_POINTS[b] > HOLDING_POINTS[a] ? b : a));
  return { name: 'How the money is held', points: HOLDING_POINTS[worst], why: HOLDING_WORDS[worst] };
}

function yesNo(name: string, is: boolean, points: number): RiskFactor {
  return { name, points: is ? points : 0, why: is ? 'Yes' : 'No' };
}

function judged(name: string, points: number, most: number): RiskFactor {
  if (!Number.isInteger(points) || points < 0 || points > most)
    throw new RangeError(`${name}: ${points} is not from 0 to ${most}`);
  return { name, points, why: `${points} of at most ${most}` };
}
