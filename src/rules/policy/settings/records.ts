/** Settings of the local policy: figures for others, keeping records, and what the service claims. */

import {
  DIRECTOR,
  date,
  dateOrNone,
  distinct,
  FINANCE,
  INFORMATION,
  LAW,
  LOCAL,
  name,
  oneOf,
  PHB,
  record,
  SEEN,
  type Setting,
  settings,
  text,
  UNSURE,
  whole,
} from './allowed.ts';

export const RECORDS: readonly Setting[] = [
  ...settings(PHB, LOCAL, {
    'report.mixRule': ['Which kind a mixed budget counts as', oneOf(['LARGEST']), 'R-158'],
    'report.oneOffCountsFrom': ['When a one-off budget counts', oneOf(['APPROVAL', 'PAYMENT']), 'R-152'],
    'report.personAcrossCategories': [
      'How somebody with budgets of several kinds counts',
      oneOf(['ONCE', 'ONCE_IN_EACH']),
      'R-154',
    ],
  }),
  ...settings(INFORMATION, LAW, {
    'report.suppressBelow': [
      'Numbers below this are not published',
      whole('people', 5, 20, { leastBy: 'R-159' }),
      'R-159',
    ],
  }),
  ...settings(INFORMATION, LOCAL, {
    'report.roundTo': ['Published numbers are rounded to', whole('people', 1, 10), 'R-159'],
  }),
  ...settings(PHB, SEEN, {
    'report.opensWorkingDay': [
      'Working day after the quarter on which the return opens',
      whole('working days', 1, 20),
      'R-152',
    ],
    'report.windowDays': ['How long the return is open', whole('days', 1, 31), 'R-152'],
  }),
  ...settings(PHB, LOCAL, {
    'report.explainChangePct': ['Change from quarter to quarter that needs a note', whole('percent', 1, 100), 'R-153'],
  }),
  ...settings(PHB, SEEN, {
    'ambition.range.leastPerThousand': [
      'Guide for the number of budgets, for each 1,000 people: from',
      whole('budgets', 0, 10),
      'R-160',
    ],
    'ambition.range.mostPerThousand': [
      'Guide for the number of budgets, for each 1,000 people: to',
      whole('budgets', 0, 10),
      'R-160',
    ],
  }),
  ...settings(PHB, LAW, {
    'ambition.label': ['What stands beside that guide', text(1, 100), 'R-160'],
  }),
  ...settings(PHB, LOCAL, {
    'equality.gapPct': [
      'Distance from everybody’s rate at which a group is looked at',
      whole('percent', 5, 50),
      'R-163',
    ],
  }),
  ...settings(FINANCE, SEEN, {
    'ambition.benefitPct': ['Assumed saving of a direct payment, an early finding', whole('percent', 0, 100), 'R-161'],
  }),
  ...settings(INFORMATION, LAW, {
    'audit.visibleHours': [
      'Until a person sees who opened their record',
      whole('hours', 0, 24, { mostBy: 'R-121' }),
      'R-121',
    ],
    'retention.adultYears': [
      'An adult’s record is kept after it was closed',
      whole('years', 8, 30, { leastBy: 'R-122' }),
      'R-122',
    ],
    'retention.childBirthday': [
      'A child’s record is kept until this birthday',
      whole('years', 25, 40, { leastBy: 'R-122' }),
      'R-122',
    ],
    'retention.childClosedAt17Birthday': [
      'And until this one where it was closed at 17',
      whole('years', 26, 40, { leastBy: 'R-122' }),
      'R-122',
    ],
    'retention.mentalHealthYears': [
      'A mental health record is kept after the last contact',
      whole('years', 20, 40, { leastBy: 'R-122' }),
      'R-122',
    ],
    'retention.mentalHealthAfterDeathYears': [
      'A mental health record is kept after a death',
      whole('years', 10, 40, { leastBy: 'R-122' }),
      'R-122',
    ],
    'retention.financeYears': [
      'Records of money are kept after their financial year',
      whole('years', 6, 20, { leastBy: 'R-122' }),
      'R-122',
    ],
  }),
];

export const CLAIMS: readonly Setting[] = [
  ...settings(DIRECTOR, LOCAL, {
    'legal.checkMonths': ['Between two checks that the law still says this', whole('months', 1, 12), 'R-091'],
    'legal.references': [
      'What the service’s legal words rest on',
      distinct(record({ name: text(1, 200), validFrom: date, validTo: dateOrNone }), 'name'),
      'R-091',
    ],
  }),
  ...settings(INFORMATION, UNSURE, {
    'gdpr.lawfulBasis': ['Lawful basis for keeping records', text(1, 200), 'R-120'],
    'gdpr.subjectAccessMonths': ['To answer somebody who asks for their record', whole('months', 1, 3), 'R-120'],
    'gdpr.breachHours': ['To report a breach', whole('hours', 1, 72), 'R-120'],
  }),
  ...settings(INFORMATION, LOCAL, {
    'gdpr.dpiaLink': ['Where the data protection impact assessment is', text(0, 500), 'R-120'],
  }),
  ...settings(INFORMATION, UNSURE, {
    'compliance.checklist': ['Standards that the service is checked against', distinct(name), 'R-120'],
  }),
];
