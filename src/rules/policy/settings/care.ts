/** Settings of the local policy: reviews, notice, who acts, and what happens when things change. */

import {
  byBand,
  DIRECTOR,
  distinct,
  FINANCE,
  LAW,
  LOCAL,
  NO_CLOCK,
  oneOf,
  PHB,
  QUALITY,
  SEEN,
  type Setting,
  settings,
  sum,
  UNSURE,
  whole,
  yesNo,
} from './allowed.ts';

export const REVIEWS: readonly Setting[] = [
  ...settings(PHB, LAW, {
    'review.firstMonths': [
      'From the first payment to the first review',
      whole('months', 1, 3, { mostBy: 'R-135' }),
      'R-135',
    ],
  }),
  ...settings(PHB, SEEN, {
    'review.monthlyFirst3': ['A review in each of the first three months', yesNo, 'R-138'],
  }),
  ...settings(PHB, LAW, {
    ...byBand('review.bands', 'Between two reviews', whole('months', 1, 12, { mostBy: 'R-136' }), 'R-136 R-141'),
  }),
  ...settings(PHB, NO_CLOCK, {
    'review.outcomeWorkingDays': ['To send the outcome of a review', whole('working days', 1, 20), 'T18'],
  }),
  ...settings(PHB, LAW, {
    'stream.SOCIAL_CARE.firstReviewMonths': [
      'First review where social care pays a part',
      whole('months', 1, 6, { mostBy: 'R-100' }),
      'R-100',
    ],
    'stream.EDUCATION.firstReviewMonths': [
      'First review where education pays a part',
      whole('months', 1, 3, { mostBy: 'R-100' }),
      'R-100',
    ],
  }),
];

export const CHANGES: readonly Setting[] = [
  ...settings(PHB, UNSURE, {
    'notice.stopDays': ['Notice before payments stop', whole('days', 1, 90, { leastBy: 'R-108' }), 'R-108'],
    'notice.reduceDays': ['Notice before payments are cut', whole('days', 1, 90, { leastBy: 'R-090' }), 'R-090'],
    'notice.reclaimDays': ['To pay back what is asked back', whole('days', 1, 90, { leastBy: 'R-113' }), 'R-113'],
  }),
  ...settings(PHB, LOCAL, {
    'notice.reviewDays': ['Notice before a planned review', whole('days', 1, 90, { leastBy: 'R-139' }), 'R-139'],
  }),
  ...settings(DIRECTOR, UNSURE, {
    'notice.urgentAllowed': ['Whether payments may stop at once for an urgent reason', yesNo, 'R-108'],
  }),
  ...settings(DIRECTOR, LOCAL, {
    'notice.urgentRole': ['Who must sign an urgent stop', oneOf(['DIRECTOR', 'PHB_LEAD']), 'R-108'],
  }),
  ...settings(PHB, LOCAL, {
    'hospital.retainerWeeks': ['Assistants keep their pay during a hospital stay', whole('weeks', 0, 26), 'R-104'],
    'hospital.retainerPct': ['How much of their pay', whole('percent', 0, 100), 'R-104'],
    'hospital.reviewDays': ['Between two looks at a hospital stay', whole('days', 1, 28), 'R-104'],
    'suspension.firstReviewDays': ['First look at a suspension', whole('days', 1, 28), 'T21 R-105'],
    'suspension.everyDays': ['Between the looks after it', whole('days', 1, 56), 'T21 R-105'],
  }),
  ...settings(FINANCE, LOCAL, {
    'stop.papersDays': ['To send the last papers', whole('days', 1, 90), 'T25'],
    'stop.closeWeeks': ['From the stop to the end of the case', whole('weeks', 4, 52), 'T28'],
  }),
  ...settings(PHB, LOCAL, {
    'sufficiency.taskDays': ['To look again whether the money is enough', whole('days', 1, 28), 'R-089'],
    'birthday.aheadMonths': ['How long before a 16th or 18th birthday work begins', whole('months', 1, 24), 'T32'],
    'coordinator.gapDays': [
      'Without a care co-ordinator before reviews can no longer close',
      whole('days', 1, 28),
      'R-051',
    ],
  }),
];

export const ACTING: readonly Setting[] = [
  ...settings(DIRECTOR, UNSURE, {
    'nominee.icbRepMayNominate': [
      'Whether a representative whom the board appointed may name a nominee',
      yesNo,
      'R-032',
    ],
  }),
  ...settings(PHB, LOCAL, {
    'nominee.withdrawnReviewDays': ['To review after a nominee was withdrawn', whole('days', 1, 28), 'R-035'],
  }),
  ...settings(QUALITY, UNSURE, {
    'dbs.nomineeNonFamily': ['Enhanced DBS check for a nominee from outside the family', yesNo, 'R-036'],
    'dbs.paEnhanced': ['Enhanced DBS check for personal assistants', yesNo, 'R-167'],
  }),
  ...settings(DIRECTOR, LOCAL, {
    'approval.limits.teamLeadPence': ['Most for a year that a team lead may approve', sum, 'R-064'],
    'approval.limits.phbLeadPence': [
      'Most for a year that the PHB lead may approve; more goes to the panel',
      sum,
      'R-064',
    ],
  }),
  ...settings(PHB, NO_CLOCK, {
    'approval.workingDays': ['To decide on a care plan', whole('working days', 1, 20), 'T10'],
  }),
  ...settings(DIRECTOR, LAW, {
    'delegate.functions': [
      'What others do for the board, never decisions',
      distinct(oneOf(['PAYMENTS', 'MONITORING'], 'R-091')),
      'R-091',
    ],
  }),
];

export const DISAGREEING: readonly Setting[] = [
  ...settings(PHB, LOCAL, {
    'reconsider.days': ['To look at a decision again', whole('days', 1, 60), 'T29 R-114'],
  }),
  ...settings(PHB, UNSURE, {
    'reconsider.repeatMonths': ['Until the same decision can be looked at once more', whole('months', 0, 12), 'T29'],
  }),
  ...settings(PHB, LOCAL, {
    'reconsider.pausesRecovery': ['Whether nothing is collected meanwhile', yesNo, 'R-114'],
  }),
  ...settings(DIRECTOR, LOCAL, {
    'concern.silentAllowedRoles': [
      'Who may agree that the person is not told at once',
      distinct(oneOf(['LCFS_LEAD', 'SAFEGUARDING_LEAD'])),
      'R-118',
    ],
  }),
  ...settings(QUALITY, NO_CLOCK, {
    'concern.triageWorkingDays': ['To look at a concern', whole('working days', 1, 10), 'T30'],
  }),
];
