/** Settings of the local policy: the first steps and the local offer. */
import { COHORT_STATUSES, CRITERION_EFFECTS, CRITERION_FACTS, OFFERED_OPTIONS } from '../policy.ts';
import {
  type Allowed,
  DIRECTOR,
  date,
  dateOrNone,
  distinct,
  LAW,
  LOCAL,
  NO_CLOCK,
  name,
  oneOf,
  PHB,
  record,
  type Setting,
  settings,
  text,
  UNSURE,
  whole,
} from './allowed.ts';

const COHORT = record({
  name,
  status: oneOf(COHORT_STATUSES, 'R-004'),
  since: date,
  until: dateOrNone,
  criteria: distinct(
    record({
      when: distinct(record({ fact: oneOf(CRITERION_FACTS), is: text(1, 100) }), '', 1),
      effect: oneOf(CRITERION_EFFECTS),
    }),
  ),
});

const OPTIONS: Allowed = {
  kind: 'list',
  of: oneOf(OFFERED_OPTIONS),
  least: 0,
  order: 'distinct',
  orderBy: '',
  mustHave: { values: OFFERED_OPTIONS, by: 'R-003' },
};

export const FIRST_STEPS: readonly Setting[] = [
  ...settings(PHB, NO_CLOCK, {
    'enquiry.acknowledgeWorkingDays': ['To answer an enquiry', whole('working days', 1, 20), 'T01'],
    'request.acknowledgeWorkingDays': ['To confirm a request', whole('working days', 1, 20), 'T02'],
    'request.decisionDays': ['From a request to its decision', whole('days', 5, 60), 'T03'],
    'fastTrack.decisionWorkingDays': ['To decide a fast-track request', whole('working days', 1, 5), 'T03'],
  }),
  ...settings(PHB, UNSURE, {
    'cc.decisionWeeks': ['To decide on children’s continuing care', whole('weeks', 1, 6), 'R-011'],
    'cc.reviewMonths.first': ['First review in children’s continuing care', whole('months', 1, 3), 'R-011'],
    'cc.reviewMonths.after': ['Between the reviews after it', whole('months', 1, 12), 'R-011'],
  }),
];

export const OFFER: readonly Setting[] = [
  ...settings(PHB, LAW, {
    'offer.refreshMonths': [
      'Until the local offer is looked at again',
      whole('months', 1, 12, { mostBy: 'R-007' }),
      'R-007',
    ],
    'offer.options': ['Ways of holding the money that people can choose', OPTIONS, 'R-003'],
  }),
  ...settings(PHB, LOCAL, {
    'offer.cohorts': [
      'Groups beyond the four rights to whom budgets are offered',
      distinct(COHORT, 'name'),
      'R-004 R-014 R-015',
    ],
  }),
  ...settings(DIRECTOR, UNSURE, {
    'options.overridePersonChoice': [
      'Whether the board may decide on another way than the person chose',
      oneOf(['NEVER', 'WITH_REASONS']),
      'R-018',
    ],
  }),
];
