/** What the person is told about their figures. Plain English, reading age 9 to 11. */
import { type BudgetMethod, showWorking, type Working } from '../../rules/budget/budget.ts';
import type { DuePayment } from '../../rules/payment/payment.ts';
import { METHOD_WORDS } from '../../rules/plan/plan-words.ts';
import { longDate, longMonth, type PlainDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { IcbContact, NewNotice } from '../people/store.ts';
import type { Budget } from '../requests/store.ts';
import type { NewFinalBudget } from './store.ts';

type About = { readonly budget: Budget; readonly decisionId: string; readonly effectiveOn: PlainDate };

/** N06: the indicative budget with its full working. */
export function indicativeBudgetIssued(
  about: About,
  shown: {
    readonly working: Working;
    readonly statement: string;
    readonly method: BudgetMethod;
    readonly rateCardVersion: string;
    /** the needs that the budget is not there for, and what the NHS goes on paying. */
    readonly notIncluded: readonly string[];
    /** */
    readonly personPaysPence: bigint;
  },
  icb: IcbContact,
): NewNotice {
  const { working } = shown;
  return {
    kind: 'N06',
    ...addressed(about),
    heading: `Your first budget estimate is ${pounds(working.totalPence)} a year`,
    paragraphs: [
      shown.statement,
      `We worked it out from ${METHOD_WORDS[shown.method]}. The rates are from our rate card ${shown.rateCardVersion}.`,
      ...working.lines.map(line => `${line.label}: ${showWorking(line)}`),
      ...notIncluded(shown.notIncluded),
      'It does not include care that the NHS gives you anyway, such as your GP, hospital care and emergency care.',
      ...(shown.personPaysPence > 0n
        ? [`You pay ${pounds(shown.personPaysPence)} more for the chair that you chose.`]
        : []),
      WORKING,
      challenge(icb),
    ],
  };
}

/** N12: the final budget, why it differs, and when it is paid. */
export function finalBudgetSet(
  about: About,
  final: NewFinalBudget,
  paid: {
    /** By us, whoever they are for. */
    readonly payments: readonly DuePayment[];
    /** By payers who pay the person themselves. */
    readonly apart: readonly { readonly payer: string; readonly pence: bigint }[];
  },
  icb: IcbContact,
): NewNotice {
  const { payments, apart } = paid;
  const difference = final.finalPence - final.indicativePence;
  const instalments = payments.filter(payment => payment.purpose === 'INSTALMENT');
  const startUp = payments.find(payment => payment.purpose === 'START_UP');
  const once = payments.find(payment => payment.purpose === 'ONE_OFF');
  const first = instalments[0];
  return {
    kind: 'N12',
    ...addressed(about),
    heading: `Your final budget is ${pounds(final.finalPence)}${once ? '' : ' a year'}`,
    paragraphs: [
      once
        ? `It is paid once. It starts on ${longDate(final.startsOn)} and is used by ${longDate(once.coversTo)}.`
        : `It starts on ${longDate(final.startsOn)} and is for one year.`,
      ...(once ? [] : [`Of this, ${pounds(final.contingencyPence)} is kept for emergencies.`]),
      difference === 0n
        ? `It is the same as your first estimate of ${pounds(final.indicativePence)}.`
        : `Your first estimate was ${pounds(final.indicativePence)}. The final budget is ${pounds(difference < 0n ? -difference : difference)} ${difference < 0n ? 'lower' : 'higher'}. This is why: ${final.differenceReason}`,
      ...(payments.length > 0 ? [`${pounds(final.directPaymentPence)} of it is paid to you.`] : []),
      ...apart.map(({ payer, pence }) => `${payer} pays ${pounds(pence)} of it to you itself.`),
      ...(startUp ? [`${pounds(startUp.amountPence)} comes at the start, for what is bought once.`] : []),
      ...(first
        ? [
            `${startUp ? 'The rest comes' : 'It comes'} in ${instalments.length} ${instalments.length === 1 ? 'payment' : 'payments'}. The first is ${pounds(first.amountPence)}, for ${longMonth(first.period)}.`,
          ]
        : []),
      WORKING,
      'Nothing is paid before you have signed the agreement.',
      challenge(icb),
    ],
  };
}

/** Where every figure opens to what it is made of. */
const WORKING = 'On the page “How your budget was worked out” you can follow every figure down to where it comes from.';

function notIncluded(what: readonly string[]): readonly string[] {
  return what.length === 0
    ? []
    : [`It is not there for: ${what.join('; ')}. Somebody else looks after that, or pays for it.`];
}

function addressed({ budget, decisionId, effectiveOn }: About) {
  const { personId, budgetId, personName: recipient } = budget;
  return { personId, budgetId, recipient, decisionId, effectiveOn };
}

function challenge(icb: IcbContact): string {
  return `If you think that the sum is wrong, call ${icb.name} on ${icb.phone} or email ${icb.email}. We will look at it again with you.`;
}
