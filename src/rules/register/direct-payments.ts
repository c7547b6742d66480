/** Direct payments: the account, the calendar and what is kept. */
import type { Chapter } from '../register.ts';
import {
  DIRECT_PAYMENTS,
  DIRECT_PAYMENTS_2010,
  DIRECT_PAYMENTS_GUIDANCE,
  FINANCE_BRIEFING,
  KERNOW_OFFER,
  OWN_CONTROL,
} from './sources.ts';

export const directPayments: Chapter = {
  title: 'Direct payments: account, calendar and records',
  rules: [
    {
      id: 'R-076',
      words: 'A direct payment goes only to an account that the ICB has approved for this person.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS_2010}, regulation 13(1); ${DIRECT_PAYMENTS}, regulation 10(1)`,
      evidence: ['primary'],
      implementedBy: ['src/rules/payment/payment.ts#holdsOf', 'src/rules/payment/agreement.ts#decideVerification'],
    },
    {
      id: 'R-077',
      words:
        'The account holds only direct payments of the NHS, of social care, or for a disabled person’s services; other money in it is asked about.',
      effect: ['warn'],
      source: `${DIRECT_PAYMENTS_2010}, regulation 13(2)(a) and (3)(b)`,
      evidence: ['primary'],
      implementedBy: ['src/rules/payment/account.ts#creditSource', 'src/rules/payment/account.ts#creditWarning'],
    },
    {
      id: 'R-078',
      words: 'Statements of the account cover every month, and show where money came from and went.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS_2010}, regulation 13(2)(b)`,
      evidence: ['primary'],
      implementedBy: ['src/rules/review/review.ts#decideMoneyPart', 'src/rules/review/review.ts#monthsToCover'],
    },
    {
      id: 'R-079',
      words: 'Only named people whom the ICB has approved may use the account.',
      effect: ['record'],
      source: `${DIRECT_PAYMENTS_2010}, regulation 13(3)(a)`,
      evidence: ['primary'],
      implementedBy: ['src/rules/payment/account.ts#decideNamedPeople', 'src/rules/payment/account.ts#namesIn'],
    },
    {
      id: 'R-080',
      words:
        'An account that somebody else holds and pays from on instruction need only pass two tests: it can be audited, and it is used only for the agreed plan.',
      effect: ['compute'],
      source: `${DIRECT_PAYMENTS}, regulations 10(1)(a), (1A), (5)(b) and 11(6), as amended in 2017`,
      evidence: ['primary'],
      implementedBy: ['src/rules/payment/account.ts#accountTests'],
    },
    {
      id: 'R-081',
      words:
        'A single payment for up to five things may go to the person’s ordinary account, once in a financial year.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS_GUIDANCE}; ${DIRECT_PAYMENTS}, regulation 10`,
      evidence: ['memory', 'local'],
      implementedBy: [
        'src/rules/payment/account.ts#decideOwnAccount',
        'src/rules/payment/account.ts#decideOneOffAccount',
      ],
    },
    {
      id: 'R-082',
      words: 'A prepaid card may be the account for direct payments.',
      effect: ['record'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/payment/account.ts#ACCOUNT_KINDS'],
    },
    {
      id: 'R-083',
      words:
        'Direct payments arrive a month in advance: on the first of the month that they are for, or the working day before.',
      effect: ['compute'],
      source: `${FINANCE_BRIEFING}; the three-day cycle of Bacs`,
      evidence: ['stated', 'secondary'],
      implementedBy: [
        'src/rules/payment/payment.ts#monthlyDays',
        'src/rules/payment/payment.ts#firstDays',
        'src/rules/payment/bank-holidays.ts#newDays',
        'src/rules/payment/payment.ts#decideFile',
        'src/rules/payment/silence.ts#onSilence',
        'src/rules/payment/file-day.ts#fileDayWords',
        'src/rules/orders/supplier-file.ts#supplierFileDays',
        'src/rules/orders/supplier-file.ts#askAboutList',
      ],
    },
    {
      id: 'R-084',
      words: 'Everything that is owed is paid once, and only once.',
      effect: ['block'],
      source: OWN_CONTROL,
      evidence: ['local'],
      implementedBy: [
        'migrations/0008_payments.sql#obligation_once',
        'migrations/0008_payments.sql#payment_live',
        'src/rules/payment/payment.ts#decideRun',
      ],
    },
    {
      id: 'R-085',
      words:
        'Who prepares a payment run, or enters an account that it pays to, does not release it; changed bank details are checked by a second person and wait for one run unless confirmed by telephone.',
      effect: ['block'],
      source: OWN_CONTROL,
      evidence: ['local'],
      implementedBy: [
        'src/rules/payment/payment.ts#decideRelease',
        'src/rules/payment/payment.ts#holdsOf',
        'src/rules/orders/supplier-payment.ts#draftList',
        'src/rules/orders/supplier-file.ts#decideListNotTaken',
        'src/rules/payment/agreement.ts#decideVerification',
        'src/rules/payment/silence.ts#decideTakeUp',
        'migrations/0008_payments.sql#releaser_is_another_person',
        'migrations/0051_silence_and_urgent.sql#two_people_release',
      ],
    },
    {
      id: 'R-086',
      words:
        'Sort code and account number pass the banks’ own check, or it is recorded that they are in no range of it.',
      effect: ['block'],
      source: 'Pay.UK, Validating account numbers',
      evidence: ['primary'],
      implementedBy: ['src/rules/payment/agreement.ts#decideAccountEntry', 'src/formats/modulus.ts#checkAccount'],
    },
    {
      id: 'R-087',
      words:
        'Before anything is paid the person knows which records to keep, for how much and by whom, and has signed it.',
      effect: ['block'],
      source: `${FINANCE_BRIEFING}; ${KERNOW_OFFER}`,
      evidence: ['stated'],
      implementedBy: [
        'src/rules/payment/agreement.ts#decideAgreementOffer',
        'src/rules/payment/agreement.ts#decidePersonSigning',
      ],
    },
    {
      id: 'R-088',
      words:
        'The person can show what a direct payment was spent on; how much they must keep depends on the sum and the risk.',
      effect: ['warn'],
      source: `${KERNOW_OFFER}; ${FINANCE_BRIEFING}`,
      evidence: ['stated', 'local'],
      implementedBy: ['src/rules/payment/evidence.ts#needsReceipt', 'src/rules/review/risk.ts#receiptFrom'],
    },
    {
      id: 'R-089',
      words:
        'The direct payment covers the full cost of each service in the plan; when the person’s health changes, whether it still does is looked at and recorded.',
      effect: ['block', 'notify'],
      source: `${DIRECT_PAYMENTS_2010}, regulation 16(1) and (2); ${DIRECT_PAYMENTS}, regulation 13`,
      evidence: ['primary'],
      implementedBy: [
        'src/rules/budget/amount-change.ts#decideSufficiency',
        'src/rules/budget/amount-change.ts#sufficiencyDueOn',
        'src/rules/safeguards/health-change.ts#decideHealthCheck',
      ],
    },
    {
      id: 'R-090',
      words:
        'The amount can be changed at any time as long as it is enough; a cut needs notice in writing with its reasons, and can be looked at again.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS_2010}, regulation 16(3) and (5); ${DIRECT_PAYMENTS}, as amended in 2013`,
      evidence: ['primary', 'local'],
      implementedBy: [
        'src/rules/budget/amount-change.ts#decideAmountChange',
        'src/rules/amounts/changed-instalments.ts#decideChangedAmount',
      ],
    },
  ],
};
