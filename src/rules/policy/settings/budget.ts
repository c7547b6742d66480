/** Settings of the local policy: how a budget is worked out, watched and scored. */
import { BUDGET_METHODS } from '../../budget/budget.ts';
import {
  ascending,
  distinct,
  FINANCE,
  LAW,
  LOCAL,
  name,
  oneOf,
  pence,
  record,
  SEEN,
  type Setting,
  settings,
  sum,
  whole,
  yesNo,
} from './allowed.ts';

const METHODS = oneOf(BUDGET_METHODS);
const POINTS = whole('points', 0, 5);
/** what the judged points of a review go to; the board may count fewer. */
const judged = (most: number) => whole('points', 0, most, { mostBy: 'R-142' });
const SCORE = whole('points', 1, 40);

export const BUDGET: readonly Setting[] = [
  ...settings(FINANCE, LOCAL, {
    'budget.method.CHC_STANDARD': ['How a budget is estimated: NHS Continuing Healthcare', METHODS, 'R-042'],
    'budget.method.CHC_FAST_TRACK': [
      'How a budget is estimated: fast-track NHS Continuing Healthcare',
      METHODS,
      'R-042',
    ],
    'budget.method.CHILDREN_CC': ['How a budget is estimated: children’s continuing care', METHODS, 'R-042'],
    'budget.method.S117': ['How a budget is estimated: section 117 aftercare', METHODS, 'R-042'],
    'budget.method.LOCAL_COHORT': ['How a budget is estimated: groups of the local offer', METHODS, 'R-042'],
    'budget.method.EXCEPTION': ['How a budget is estimated: exceptional cases', METHODS, 'R-042'],
  }),
  ...settings(FINANCE, LAW, {
    'budget.method.WHEELCHAIR': [
      'How a budget is estimated: wheelchairs',
      oneOf(['PRESCRIPTION_COST'], 'R-129'),
      'R-042 R-129',
    ],
  }),
  ...settings(FINANCE, LOCAL, {
    'budget.weeksPerYear': ['Weeks that a yearly sum is worked out on', whole('weeks', 52, 53), 'R-044'],
  }),
  ...settings(FINANCE, SEEN, {
    'budget.peerMin': [
      'Closed cases needed for an estimate from similar cases',
      whole('cases', 5, 50, { leastBy: 'R-042' }),
      'R-042',
    ],
  }),
  ...settings(FINANCE, LOCAL, {
    'budget.year': ['Which twelve months a budget year is', oneOf(['FROM_START']), 'R-044'],
    'budget.points.bands': [
      'What a band of points is worth for a year',
      ascending(record({ label: name, from: whole('points', 0, 1000), pence: sum }), 'from', 0),
      'R-042',
    ],
    'budget.flatRates': ['Flat rates for a year', distinct(record({ label: name, pence: sum }), 'label'), 'R-042'],
  }),
  ...settings(FINANCE, SEEN, {
    'contingency.weeks': ['Weeks of cost kept for emergencies', whole('weeks', 0, 8), 'R-144'],
    'contingency.inBudget': ['Whether the money for emergencies is part of the budget', yesNo, 'R-144'],
  }),
  ...settings(FINANCE, LOCAL, {
    'surplus.weeks': ['Weeks of cost lying idle from which a review is asked for', whole('weeks', 4, 16), 'R-145'],
  }),
];

export const VARIANCE: readonly Setting[] = [
  ...settings(FINANCE, LOCAL, {
    'variance.pct': ['Variance that is looked at: share of what was expected', whole('percent', 1, 50), 'R-148'],
    'variance.pence': ['Variance that is looked at: sum', pence(1n, 1_000_000n), 'R-148'],
    'variance.fewLargeBudgetsPct': [
      'A few large ones: at most this share of the budgets',
      whole('percent', 1, 50),
      'R-149',
    ],
    'variance.fewLargeSharePct': [
      'A few large ones: at least this share of the variance',
      whole('percent', 50, 100),
      'R-149',
    ],
    'variance.manySmallFlaggedPct': [
      'Many small ones: less than this share of the variance in flagged budgets',
      whole('percent', 1, 100),
      'R-149',
    ],
    'variance.manySmallNetPct': ['Many small ones: at least this share of the total', whole('percent', 1, 20), 'R-149'],
  }),
];

export const RISK: readonly Setting[] = [
  ...settings(FINANCE, LOCAL, {
    'risk.valueStepsPence': ['Yearly sums from which a budget has one more point', ascending(sum, '', 1), 'R-142'],
    'risk.option.NOTIONAL': ['Points: the NHS holds the money', POINTS, 'R-142'],
    'risk.option.THIRD_PARTY': ['Points: an organisation holds the money', POINTS, 'R-142'],
    'risk.option.MANAGED_ACCOUNT': ['Points: a managed account', POINTS, 'R-142'],
    'risk.option.DIRECT_PAYMENT': ['Points: a direct payment', POINTS, 'R-142'],
    'risk.option.PREPAID_CARD': ['Points: a prepaid card', POINTS, 'R-142'],
    'risk.employsAssistants': ['Points: employs personal assistants', POINTS, 'R-142'],
    'risk.connectedPerson': ['Points: pays a relative or a friend in the household', POINTS, 'R-142'],
    'risk.most.pastFindings': ['Most points: findings in the past', judged(4), 'R-142'],
    'risk.most.missingEvidence': ['Most points: missing evidence', judged(3), 'R-142'],
    'risk.most.capacityOrSafeguarding': ['Most points: capacity or safeguarding', judged(3), 'R-142'],
    'risk.most.fluctuatingNeed': ['Most points: need that goes up and down', judged(2), 'R-142'],
    'risk.bands.medium': ['Score from which the risk is medium', SCORE, 'R-142'],
    'risk.bands.high': ['Score from which the risk is high', SCORE, 'R-142'],
    'risk.bands.veryHigh': ['Score from which the risk is very high', SCORE, 'R-142'],
  }),
];
