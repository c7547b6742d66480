/**
 * How much scrutiny a budget needs, scored with its working shown.
 *
 * Weights and bands are LOCAL (risk.*, review.bands); each factor says in words why it has its points, because
 * the person may ask why their next review is in three months and not in twelve.
 */
import { pounds } from '../../values/pence.ts';
import type { Policy } from '../policy/policy.ts';

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

/** The most points that each judged factor may be given; local policy may count fewer of them. */
export const MOST_POINTS = {
  pastFindings: 4,
  missingEvidence: 3,
  capacityOrSafeguarding: 3,
  fluctuatingNeed: 2,
} as const;

const HOLDING_WORDS: Readonly<Record<Holding, string>> = {
  NOTIONAL: 'The NHS holds the money',
  THIRD_PARTY: 'An organisation holds the money',
  MANAGED_ACCOUNT: 'The money is in a managed account',
  PREPAID_CARD: 'The money is on a prepaid card',
  DIRECT_PAYMENT: 'The money is paid to the person',
};

/** Scores a budget. Points outside a factor's bounds are our own fault: forms and shapes refuse them before. */
export function scoreRisk(facts: RiskFacts, policy: Policy): RiskScore {
  const { valueStepsPence, option, employsAssistants, connectedPerson } = policy.risk;
  const value = valueStepsPence.filter(step => facts.yearlyPence >= step).length;
  const factors: RiskFactor[] = [
    { name: 'Value', points: value, why: `${pounds(facts.yearlyPence)} a year` },
    riskiest(facts.holdings, option),
    yesNo('Employs personal assistants', facts.employsAssistants, employsAssistants),
    yesNo('Pays a relative or a friend in the household', facts.paysConnectedPerson, connectedPerson),
    judged('Findings in the past', 'pastFindings', facts, policy),
    judged('Missing evidence', 'missingEvidence', facts, policy),
    judged('Capacity or safeguarding', 'capacityOrSafeguarding', facts, policy),
    judged('Need that goes up and down', 'fluctuatingNeed', facts, policy),
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

function riskiest(holdings: RiskFacts['holdings'], points: Policy['risk']['option']): RiskFactor {
  const worst = holdings.reduce((a, b) => (points[b] > points[a] ? b : a));
  return { name: 'How the money is held', points: points[worst], why: HOLDING_WORDS[worst] };
}

function yesNo(name: string, is: boolean, points: number): RiskFactor {
  return { name, points: is ? points : 0, why: is ? 'Yes' : 'No' };
}

/** A factor that somebody judged. Where policy counts fewer points than were given, it counts its most. */
function judged(name: string, factor: keyof typeof MOST_POINTS, facts: RiskFacts, policy: Policy): RiskFactor {
  const given = facts[factor];
  if (!Number.isInteger(given) || given < 0 || given > MOST_POINTS[factor])
    throw new RangeError(`${name}: ${given} is not from 0 to ${MOST_POINTS[factor]}`);
  const most = policy.risk.most[factor];
  const points = Math.min(given, most);
  return { name, points, why: `${points} of at most ${most}` };
}
