/** The refusals of the standby rail, by the rule that stands behind them. */
export const STANDBY_TIMES = [
  'card-outage-moves-nothing',
  'nothing-unsettled',
  'outage-declared-already',
  'rail-not-needed',
  'run-confirmed',
  'run-not-sent',
] as const;
export const STANDBY_ONCE = ['overpayment-over-instalments', 'overpayment-settled-already'] as const;
export const STANDBY_TWO_PEOPLE = ['run-not-by-service', 'run-not-taken-up', 'run-taken-up-already'] as const;
export const WAGES_STRAIGHT = [
  'wage-account-is-own',
  'wage-not-agreed',
  'wage-unchanged',
  'wage-worker-left',
  'wage-worker-unknown',
] as const;
