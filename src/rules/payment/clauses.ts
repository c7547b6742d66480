/**
 * The clauses of the agreement (CL-14), in words that a person of eleven can read.
 *
 * All twenty stand in every agreement; figures come in as facts. Which receipts are kept follows R-087 and R-088,
 * when reviews are R-135, R-136 and R-139.
 */
import { countOf, longDate, longMonth, type PlainDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { streamWords } from '../funding/streams.ts';

export const CLAUSE_CODES = [
  'AMOUNT',
  'STREAMS',
  'MAY_BUY',
  'EXCLUSIONS',
  'ACCOUNT',
  'RECORDS',
  'EVIDENCE',
  'EMPLOYER',
  'CONNECTED_PERSONS',
  'INSURANCE',
  'REVIEWS',
  'ACCESS',
  'CHANGES',
  'HOSPITAL',
  'CONTINGENCY',
  'ENDING_PAYMENTS',
  'REPAYMENT',
  'RECONSIDERATION',
  'DATA_USE',
  'END',
] as const;

export type ClauseCode = (typeof CLAUSE_CODES)[number];
export type Clause = { readonly code: ClauseCode; readonly title: string; readonly words: string };

export type RecordKeepingLevel = 'RECEIPTS_FROM_25' | 'RECEIPTS_FROM_10' | 'RECEIPTS_ALL';

/** What each level asks for, as the person reads it (R-087, R-088). */
export const RECORD_KEEPING: Readonly<Record<RecordKeepingLevel, string>> = {
  RECEIPTS_FROM_25: 'keep every bank statement, and a receipt for each thing that costs £25 or more',
  RECEIPTS_FROM_10: 'keep every bank statement, and a receipt for each thing that costs £10 or more',
  RECEIPTS_ALL: 'keep every bank statement, and a receipt for everything that you buy',
};

export type AgreementTerms = {
  readonly icbName: string;
  readonly phone: string;
  readonly startsOn: PlainDate;
  readonly yearPence: bigint;
  readonly contingencyPence: bigint;
  readonly options: readonly string[];
  /** What is paid into the account, in order. */
  readonly payments: readonly {
    readonly purpose: string;
    readonly period: Temporal.PlainYearMonth;
    readonly amountPence: bigint;
  }[];
  /** What is paid to the organisation that holds money for the person, in order. */
  readonly paymentsToThirdParty?: AgreementTerms['payments'];
  /** Who pays together, and who of them is in the lead; undefined where the board pays for all of it. */
  readonly payers:
    | {
        readonly lead: string;
        readonly parts: readonly {
          readonly stream: string;
          readonly payer: string;
          readonly payerPence: bigint;
          /** R-097: what the person pays of this part. */
          readonly personPence: bigint;
          /** The payer pays it into the account itself. */
          readonly apart?: boolean;
        }[];
      }
    | undefined;
  readonly lines: readonly { readonly label: string; readonly annualPence: bigint }[];
  /** R-128: of a budget for one goal, the last day on which it may be used. */
  readonly goalLastOn?: PlainDate | undefined;
  readonly employsAssistants: boolean;
  readonly recordKeepingLevel: RecordKeepingLevel;
  readonly recordsKeptBy: string;
  readonly reviewTimetable: string;
  /** Days of notice before payments stop, and to pay back what is asked back. */
  readonly stopDays: number;
  readonly reclaimDays: number;
};

/** The words of the review timetable that the law asks for at the least (R-135, R-136, R-139). */
export function usualReviewTimetable(firstMonths: number, noticeDays: number): string {
  return (
    `We meet you for your first review no later than ${countOf(firstMonths, 'month')} after your first payment. ` +
    'After that we meet at least once every 12 months, and sooner if you ask us. ' +
    `We tell you at least ${countOf(noticeDays, 'day')} before each planned review, and what it will cover.`
  );
}

/** What stands in place of reviews where the money is for one goal, once (R-128). */
export function goalTimetable(lastOn: PlainDate, weeks: { readonly from: number; readonly to: number }): string {
  return (
    `Your budget is for one goal. It ends when you have bought what it is for, or on ${longDate(lastOn)}. ` +
    `We ask you once what has changed for you, ${weeks.from} to ${weeks.to} weeks after that. There are no other reviews.`
  );
}

/** All clauses of CL-14 for these terms, in the order of the code list. */
export function agreementClauses(terms: AgreementTerms): Clause[] {
  return CLAUSE_CODES.map(code => ({ code, title: CLAUSE_TITLES[code], words: WORDS[code](terms) }));
}

/** The heading of each clause. */
export const CLAUSE_TITLES: Readonly<Record<ClauseCode, string>> = {
  AMOUNT: 'How much and when',
  STREAMS: 'Where the money comes from',
  MAY_BUY: 'What you can spend it on',
  EXCLUSIONS: 'What you cannot spend it on',
  ACCOUNT: 'Your account',
  RECORDS: 'What to keep',
  EVIDENCE: 'Showing what you spent',
  EMPLOYER: 'If you employ someone',
  CONNECTED_PERSONS: 'Paying family and friends',
  INSURANCE: 'Insurance',
  REVIEWS: 'When we look at it together',
  ACCESS: 'When we look at your bank lines',
  CHANGES: 'Tell us when things change',
  HOSPITAL: 'If you go into hospital',
  CONTINGENCY: 'Money for emergencies and money left over',
  ENDING_PAYMENTS: 'If payments are paused or stopped',
  REPAYMENT: 'If money has to be paid back',
  RECONSIDERATION: 'If you do not agree with us',
  DATA_USE: 'Your information',
  END: 'How this agreement ends',
};

const WORDS: Readonly<Record<ClauseCode, (terms: AgreementTerms) => string>> = {
  AMOUNT: terms => {
    const { startsOn, yearPence, payments, paymentsToThirdParty: held = [], goalLastOn } = terms;
    if (goalLastOn) return goalAmount(yearPence, payments, held, goalLastOn);
    return [
      `Your budget is ${pounds(yearPence)} for one year from ${longDate(startsOn)}.`,
      ...(payments.length !== 0 ? [`We pay it into your account ${monthByMonth(payments)}`] : []),
      ...(held.length !== 0 ? [`We pay the organisation that holds money for you ${monthByMonth(held)}`] : []),
      ...(payments.length + held.length === 0 ? [PAID_BY_US] : []),
    ].join(' ');
  },
  STREAMS: ({ icbName, payers }) =>
    payers === undefined
      ? `All of the money comes from ${icbName}. It is NHS money.`
      : [
          `It is one budget for you. The money comes from: ${payers.parts
            .map(({ payer, stream, payerPence }) => `${payer} ${pounds(payerPence)} (${streamWords(stream)})`)
            .join('; ')}.`,
          ...payers.parts
            .filter(({ apart }) => apart)
            .map(
              ({ payer, payerPence }) =>
                `${payer} pays its ${pounds(payerPence)} a year into the account itself. We do not pay it, and it does not come with our payments.`,
            ),
          ...payers.parts
            .filter(({ personPence }) => personPence > 0n)
            .map(
              ({ payer, personPence }) =>
                `You pay ${pounds(personPence)} a year into the account yourself, towards the part of ${payer}. You never pay towards the NHS part.`,
            ),
          `${payers.lead} is in the lead: talk to them about all of it.`,
        ].join(' '),
  MAY_BUY: ({ lines, goalLastOn }) =>
    `You can spend it on what is in your care plan: ${lines
      .map(line => `${line.label} (${pounds(line.annualPence)}${goalLastOn ? '' : ' a year'})`)
      .join('; ')}.`,
  EXCLUSIONS: () =>
    'You cannot spend it on alcohol, tobacco, gambling, debts, anything against the law, emergency care, care from ' +
    'your GP that the NHS already gives you, or NHS charges such as prescriptions.',
  ACCOUNT: ({ options, goalLastOn }) =>
    [
      !options.includes('DIRECT_PAYMENT')
        ? 'You do not need an account for this budget.'
        : goalLastOn
          ? 'The money is paid only into the account that we have checked with you. It may be your everyday account, for this one payment.'
          : 'The money is paid only into the account that we have checked with you. Use that account for this money and ' +
            'nothing else. Only the people that we agreed may use it.',
      ...(options.includes('THIRD_PARTY')
        ? [
            'What another organisation holds for you is paid only into its account, after two of us have checked it. It shows you and us what it paid, and what is left.',
          ]
        : []),
    ].join(' '),
  RECORDS: ({ recordKeepingLevel, recordsKeptBy }) =>
    `These records are kept by: ${recordsKeptBy}. Please ${RECORD_KEEPING[recordKeepingLevel]}. Keep them for 6 years.`,
  EVIDENCE: () =>
    'When we ask, show us what you spent the money on. A statement from your bank is often enough. We help you if a ' +
    'receipt is lost.',
  EMPLOYER: ({ employsAssistants }) =>
    employsAssistants
      ? 'You employ your assistants. You give them a contract, pay them on time, and pay tax, National Insurance, ' +
        'holiday pay and pension. We pay for help with this.'
      : 'You do not employ anyone with this budget. Talk to us before you do.',
  CONNECTED_PERSONS: () =>
    'Ask us before you pay a close relative, or anyone who lives with you. We may agree where it is needed to meet ' +
    'your needs.',
  INSURANCE: ({ employsAssistants }) =>
    employsAssistants
      ? "You must have employer's liability insurance. Its cost is part of your budget."
      : 'Check that those who you pay have the insurance that their work needs.',
  REVIEWS: ({ reviewTimetable }) => reviewTimetable,
  ACCESS: () =>
    'We look at single lines of your bank statements only for a review that you know about, or when something has ' +
    'to be put right. You can see who looked and when.',
  CHANGES: ({ phone }) =>
    `Tell us when your health, your address, your account or the person who helps you changes. Call ${phone}.`,
  HOSPITAL: () =>
    'Your payments do not stop because you go into hospital. Tell us, and we decide with you what to pause and how ' +
    'your assistants are paid.',
  CONTINGENCY: ({ contingencyPence }) =>
    contingencyPence !== 0n
      ? `${pounds(contingencyPence)} of your budget is kept for emergencies, such as when an assistant is ill. Tell us when ` +
        'you use it. We look together at money that is left over, before anything is paid back.'
      : 'Your budget has no sum for emergencies. Call us if you need one.',
  ENDING_PAYMENTS: ({ stopDays }) =>
    `We pause or stop payments only for a reason that the law gives. We write to you first, usually ${countOf(stopDays, 'day')} before, ` +
    'and say why. Your care goes on in another way.',
  REPAYMENT: ({ reclaimDays }) =>
    'We may ask for money back that was not spent on your plan, or that you no longer need. We talk to you first, ' +
    `count what you still have to pay, and give you at least ${countOf(reclaimDays, 'day')}.`,
  RECONSIDERATION: ({ phone }) =>
    `If you do not agree with a decision, you can ask us to look at it again. Someone else will do that. Call ${phone}. ` +
    'You can also complain, and take a complaint to the Ombudsman.',
  DATA_USE: () =>
    'We use your information to run your budget, and keep it safe. Whether we may share it with others is a ' +
    'separate question that we ask you separately.',
  END: ({ phone }) =>
    `You can end this agreement at any time. Call ${phone}. We help you to pay what is still owed and arrange your care ` +
    'in another way.',
};

const PAID_BY_US = 'We pay for your care ourselves. No money is paid into an account of yours.';

/** `each month, before the month begins: December 2026 £2,600.00; …` */
function monthByMonth(payments: AgreementTerms['payments']): string {
  return `each month, before the month begins: ${payments
    .map(payment => `${named(payment.purpose)}${longMonth(payment.period)} ${pounds(payment.amountPence)}`)
    .join('; ')}.`;
}

function goalAmount(
  yearPence: bigint,
  payments: AgreementTerms['payments'],
  held: AgreementTerms['payments'],
  lastOn: PlainDate,
): string {
  const paid =
    payments.length > 0
      ? `We pay it into your account once.${held.length > 0 ? ` ${pounds(held[0]!.amountPence)} more goes to the organisation that holds money for you.` : ''}`
      : held.length > 0
        ? 'We pay it once, to the organisation that holds the money for you.'
        : 'We pay for it ourselves. No money is paid into an account of yours.';
  return `Your budget is ${pounds(yearPence)}, once. ${paid} Use it by ${longDate(lastOn)}.`;
}

function named(purpose: string): string {
  return purpose === 'INSTALMENT' ? '' : 'to get you started, with ';
}
