/**
 * Who is employed over one budget year, and at which pay and prices.
 *
 * A raise counts from its day; one that has come by the first day is the pay of the whole year. The law's figures are
 * those of the first day, local prices those of the rate cards. Pure; dates are London calendar dates.
 */
import { addMonths, isBefore, type PlainDate } from '../../values/dates.ts';
import { accepted, type Decision, decide, type Refusal } from '../decision.ts';
import type { OnCostFigures, Policy } from '../policy/policy.ts';
import type { RatePeriod } from './budget.ts';
import { type Assistant, EMPLOYING_CODES, type EmployingFigures, type Employment, payReasons } from './on-costs.ts';
import { type DatedCard, rateOfYear } from './rate-card.ts';

/** An assistant as somebody asks for one: an hour's pay, and the raise that is agreed, if any. */
export type AskedAssistant = Omit<Assistant, 'rate' | 'periods'> & {
  readonly pence: bigint;
  readonly raise: { readonly from: PlainDate; readonly pence: bigint } | null;
};

export type EmployingBasis = {
  readonly employer: Pick<Policy['employer'], 'minimumWage' | 'onCosts'>;
  readonly rateCards: readonly DatedCard[];
  readonly startsOn: PlainDate;
  readonly stream: string;
};

/** The employment of a budget year, null where nobody is employed; refused where the card lacks a price. */
export function employmentOf(
  assistants: readonly AskedAssistant[],
  { employer, rateCards, startsOn, stream }: EmployingBasis,
): Decision<Employment | null> {
  if (assistants.length === 0) return accepted(null);
  const employed = assistants.map(assistant => overTheYear(assistant, startsOn));
  const found = PRICES.map(price => [price, rateOfYear(rateCards, EMPLOYING_CODES[price], startsOn)] as const);
  const missing = found.filter(([, each]) => !each.accepted).map(([price]) => missingPrice(price, rateCards));
  // Where a price is missing nothing is estimated, so pay below the law is said here.
  const pay = missing.length > 0 ? employed.flatMap(each => payReasons(each, employer.minimumWage, startsOn)) : [];
  return decide([...missing, ...pay], () => ({
    figures: {
      minimumWage: employer.minimumWage,
      onCosts: lawOn(employer.onCosts, startsOn),
      prices: Object.fromEntries(
        found.flatMap(([price, each]) => (each.accepted ? [[price, each.value.rate]] : [])),
      ) as EmployingFigures['prices'],
    },
    stream,
    assistants: employed,
  }));
}

function missingPrice(price: keyof typeof EMPLOYING_CODES, [rateCard]: readonly DatedCard[]): Refusal {
  return { code: 'employing-price-missing', price: EMPLOYING_CODES[price], rateCard: rateCard?.version ?? '' };
}

const PRICES = Object.keys(EMPLOYING_CODES) as (keyof typeof EMPLOYING_CODES)[];

/** The law's figures of the first day; of an earlier day than any, the first that are known. */
function lawOn(onCosts: Policy['employer']['onCosts'], startsOn: PlainDate): OnCostFigures {
  return onCosts.findLast(({ from }) => !isBefore(startsOn, Temporal.PlainDate.from(from))) ?? onCosts[0]!;
}

const AGREED_PAY = 'the agreed pay';

function overTheYear({ pence, raise, ...assistant }: AskedAssistant, startsOn: PlainDate): Assistant {
  const hasCome = raise !== null && !isBefore(startsOn, raise.from);
  return {
    ...assistant,
    rate: {
      code: 'PAY',
      label: assistant.label,
      unit: 'hour',
      source: AGREED_PAY,
      pence: hasCome ? raise.pence : pence,
    },
    periods: raise === null || hasCome ? undefined : periodsOf(pence, raise, startsOn),
  };
}

/** The pay before and after a raise that comes after the first day; undefined where it comes after the year. */
function periodsOf(
  pence: bigint,
  raise: { readonly from: PlainDate; readonly pence: bigint },
  startsOn: PlainDate,
): readonly RatePeriod[] | undefined {
  const end = addMonths(startsOn, 12);
  if (!isBefore(raise.from, end)) return undefined;
  const daysInYear = startsOn.until(end).days;
  const days = startsOn.until(raise.from).days;
  return [
    { from: startsOn, ratePence: pence, days, daysInYear, source: AGREED_PAY },
    { from: raise.from, ratePence: raise.pence, days: daysInYear - days, daysInYear, source: AGREED_PAY },
  ];
}
