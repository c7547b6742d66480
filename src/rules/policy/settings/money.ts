/** Settings of the local policy: spending, one-off budgets, budgets with others, and employing people. */

import {
  ascending,
  BASIS_POINTS,
  byBand,
  DAY_OF_MONTH,
  DIRECTOR,
  date,
  distinct,
  FIGURES,
  FINANCE,
  LAW,
  LOCAL,
  MOST,
  NO_CLOCK,
  name,
  oneOf,
  PHB,
  pence,
  record,
  SEEN,
  type Setting,
  settings,
  sum,
  TENTHS_OF_WEEKS,
  UNSURE,
  whole,
  yesNo,
} from './allowed.ts';

const WAGE = record({ from: date, age21Pence: sum, age18Pence: sum, age16Pence: sum, apprenticePence: sum });
const ON_COSTS = record({
  from: date,
  nationalInsuranceBasisPoints: whole(BASIS_POINTS, 0, 10_000),
  nationalInsuranceFromPence: pence(0n, MOST),
  employmentAllowancePence: pence(0n, MOST),
  pensionTriggerPence: pence(0n, MOST),
  pensionFromPence: pence(0n, MOST),
  pensionToPence: pence(0n, MOST),
  pensionBasisPoints: whole(BASIS_POINTS, 0, 10_000),
  holidayWeeksTenths: whole(TENTHS_OF_WEEKS, 56, 120, { leastBy: 'R-166' }),
  statutoryPayBasisPoints: whole(BASIS_POINTS, 0, 1_000),
  redundancyAfterYears: whole('years', 0, 2, { mostBy: 'R-166' }),
  redundancyMostYears: whole('years', 1, 20),
  redundancyWeekPayPence: pence(10_000n, 200_000n),
});
const SPLIT = record({
  stream: oneOf(['NHS', 'SOCIAL_CARE', 'EDUCATION']),
  basisPoints: whole(BASIS_POINTS, 1, 10_000),
});

export const MONEY: readonly Setting[] = [
  ...settings(FINANCE, LOCAL, {
    'spend.virementPct': [
      'What may move between lines for the same outcome: share of the line',
      whole('percent', 0, 25),
      'R-072',
    ],
    'spend.virementPence': [
      'What may move between lines for the same outcome: sum in a month',
      pence(0n, 50_000n),
      'R-072',
    ],
    'spend.placeFromScore': ['Score from which a bank line is placed without asking', whole('points', 0, 100), 'R-072'],
    'spend.refundDays': [
      'Days within which money that comes back is looked for among what was paid',
      whole('days', 0, 730),
      'R-110',
    ],
    'spend.transferDays': [
      'Days between the two sides of money that a person moves between accounts of theirs',
      whole('days', 0, 180),
      'R-110',
    ],
    'tieOut.workingDays': ['To find out why ledger, bank and plan differ', whole('working days', 1, 20), 'R-078'],
    'contribution.graceDays': [
      'Days after which what a person pays towards a council’s part is late',
      whole('days', 0, 60),
      'R-097',
    ],
    'contribution.talkWorkingDays': [
      'To speak with a person whose part is late',
      whole('working days', 1, 20),
      'R-097',
    ],
    'contribution.matchDays': [
      'Days by which a bank line may differ from a part that finance knew of before',
      whole('days', 0, 31),
      'R-097',
    ],
    'recharge.statementDay': [
      'Day of the month on which the statement of the month before is made for other payers',
      whole(DAY_OF_MONTH, 1, 28),
      'R-096',
    ],
    'orders.lateInvoiceDays': [
      'Days after its budget year for which an order stays open for invoices',
      whole('days', 0, 180),
      'R-092',
    ],
    'orders.ownInvoicePence': [
      'The largest invoice that whoever entered it may accept, too; nought where there are always two people',
      pence(0n, 50_000n),
      'R-092',
    ],
    ...byBand('evidence.threshold', 'Payment from which a receipt is kept', pence(0n, 1_000_000n), 'R-088'),
    'evidence.sureFromScore': [
      'Score from which a match needs no receipt where the risk is low or medium',
      whole('points', 0, 100),
      'R-088',
    ],
    'advance.mostPence': ['The most that an emergency advance may be', pence(0n, 1_000_000n), 'R-084'],
    'advance.instalments': ['Instalments that become smaller by an advance', whole('instalments', 1, 12), 'R-084'],
    'account.coolingOff': [
      'A changed bank account waits for one payment run unless it was confirmed by telephone',
      yesNo,
      'R-085',
    ],
    'payments.bacsFile': [
      'How a Bacs file is written',
      oneOf(['BACS18', 'BACS18_DAYS', 'PORTAL_CSV', 'PAIN001']),
      'R-083',
    ],
    'payments.standbyFile': ['How a file of Faster Payments is written', oneOf(['PORTAL_CSV', 'PAIN001']), 'R-083'],
    'payments.confirmWorkingDays': [
      'Working days after which a payment file that nobody confirmed is paid another way',
      whole('working days', 0, 2),
      'R-083',
    ],
    'payments.withoutConfirmation': [
      'What follows then, where the bank has confirmed files before: it is prepared another way, or finance is told and decides',
      oneOf(['PREPARE', 'TELL']),
      'R-083',
    ],
    'payments.wagesStraight': [
      'Whether agreed wages go straight to assistants when the way to the person fails: never, last after the second card, or first',
      oneOf(['NEVER', 'LAST', 'FIRST']),
      'R-083',
    ],
    'payee.decideDays': ['Days in which a concern about a payee is decided', whole('days', 1, 60), 'R-037'],
  }),
  ...settings(FINANCE, LAW, {
    'payee.bankruptAction': ['What bankruptcy of a payee leads to', oneOf(['WARN_OFFER_MANAGED', 'WARN']), 'R-037'],
  }),
  ...settings(PHB, UNSURE, {
    'respite.maxWeeks': ['Longest stay in a care home for a rest', whole('weeks', 1, 8), 'R-075'],
  }),
  ...settings(DIRECTOR, LOCAL, {
    'connected.requireDirectorApproval': [
      'Whether a director agrees to pay for a relative in the household',
      yesNo,
      'R-073',
    ],
  }),
  ...settings(PHB, LOCAL, {
    'connected.reviewMonths': ['Until that is decided again', whole('months', 1, 12), 'R-073'],
  }),
];

export const OTHER_BUDGETS: readonly Setting[] = [
  ...settings(FINANCE, LAW, {
    'oneoff.ownAccountMaxItems': [
      'Things that one payment to a person’s own account may be for',
      whole('things', 1, 5, { mostBy: 'R-081' }),
      'R-081',
    ],
  }),
  ...settings(PHB, LOCAL, {
    'oneoff.followUpFromWeeks': ['When a one-off budget is asked about: from', whole('weeks', 1, 12), 'T31'],
    'oneoff.followUpToWeeks': ['When a one-off budget is asked about: to', whole('weeks', 1, 12), 'T31'],
  }),
  ...settings(FINANCE, SEEN, {
    'oneoff.discharge.cap': ['Usual ceiling on leaving hospital', sum, 'R-123'],
    'oneoff.discharge.exceptCap': ['Ceiling in an exceptional case', sum, 'R-123'],
  }),
  ...settings(PHB, LAW, {
    'oneoff.discharge.leastDaysSaved': [
      'By which the person must be home sooner',
      whole('days', 2, 14, { leastBy: 'R-124' }),
      'R-124',
    ],
  }),
  ...settings(PHB, NO_CLOCK, {
    'oneoff.discharge.decisionHours': ['Working hours to decide', whole('hours', 1, 24), 'R-127'],
  }),
  ...settings(FINANCE, LOCAL, {
    'bedDay.pence': [
      'Cost of a day in hospital',
      { kind: 'pence', least: 1n, most: 1_000_000n, mayBeUnset: true },
      'R-125',
    ],
  }),
  ...settings(PHB, SEEN, {
    'wheelchair.periodYears': ['Until the next wheelchair budget', whole('years', 1, 10), 'R-134'],
    'wheelchair.dp': ['Whether a wheelchair budget may be paid to the person', yesNo, 'R-130'],
  }),
  ...settings(FINANCE, LOCAL, {
    'wheelchair.maintenanceTable': [
      'Sums for repairs',
      distinct(record({ category: name, pence: sum }), 'category'),
      'R-132',
    ],
  }),
  ...settings(DIRECTOR, LOCAL, {
    'integrated.lead': ['Who leads where others pay a part', oneOf(['ICB', 'LOCAL_AUTHORITY']), 'R-096'],
  }),
  ...settings(FINANCE, LOCAL, {
    'integrated.split': [
      'Usual shares where others pay a part; none when each case agrees its own',
      distinct(SPLIT, 'stream'),
      'R-098',
    ],
    'integrated.settlement': ['How the shares are settled', oneOf(['POOLED_S75', 'RECHARGE', 'SEPARATE']), 'R-098'],
  }),
];

export const EMPLOYING: readonly Setting[] = [
  ...settings(FINANCE, LAW, {
    'employer.liabilityCoverPence': [
      'Least cover of the employer’s insurance',
      { kind: 'pence', least: 500_000_000n, most: 10_000_000_000n, leastBy: 'R-164' },
      'R-164',
    ],
  }),
  ...settings(FINANCE, LOCAL, {
    'employer.coverEndsWarningDays': ['Warning before that insurance ends', whole('days', 1, 90), 'R-164'],
  }),
  ...settings(FINANCE, FIGURES, {
    'employer.minimumWage': ['Lowest hourly pay in law, by day and age', ascending(WAGE, 'from', 1), 'R-165'],
    'employer.onCosts': ['What the law adds to pay, by day', ascending(ON_COSTS, 'from', 1), 'R-166'],
  }),
];
