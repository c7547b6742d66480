/** What it costs to employ the assistants of a draft: the law's figures from the policy, local prices from the card. */

import {
  type Assistant,
  EMPLOYING_CODES,
  type EmployingFigures,
  type Employment,
  payReasons,
} from '../../../rules/budget/on-costs.ts';
import { type DatedCard, rateOfYear } from '../../../rules/budget/rate-card.ts';
import { accepted, type Decision, decide, type Refusal } from '../../../rules/decision.ts';
import type { Policy } from '../../../rules/policy/policy.ts';
import { addMonths, isBefore, type PlainDate } from '../../../values/dates.ts';
import type { DraftInputs } from './draft-inputs.ts';

type Given = {
  readonly policy: Policy;
  readonly rateCards: readonly DatedCard[];
  readonly startsOn: PlainDate;
  readonly stream: string;
};

/** The employment that the draft asks for, null where nobody is employed; refused where the card lacks a price. */
export function employmentOf(assistants: DraftInputs['assistants'], given: Given): Decision<Employment | null> {
  if (assistants.length === 0) return accepted(null);
  const { policy, rateCards, startsOn, stream } = given;
  const { minimumWage } = policy.employer;
  const employed = assistants.map(
    ({ pence, raise, ...assistant }): Assistant => ({
      ...assistant,
      rate: {
        ...{ code: 'PAY', label: assistant.label, unit: 'hour', source: 'the agreed pay' },
        // A raise that has come by the first day is the pay of the whole year.
        pence: raise && !isBefore(startsOn, raise.from) ? raise.pence : pence,
      },
      periods: raise ? periodsOf(pence, raise, startsOn) : undefined,
    }),
  );
  const found = PRICES.map(price => [price, rateOfYear(rateCards, EMPLOYING_CODES[price], startsOn)] as const);
  const missing = found.filter(([, each]) => !each.accepted).map(([price]) => missingPrice(price, rateCards));
  // Where a price is missing nothing is estimated, so pay below the law is said here.
  const pay = missing.length > 0 ? employed.flatMap(each => payReasons(each, minimumWage, startsOn)) : [];
  return decide([...missing, ...pay], () => ({
    figures: {
      minimumWage,
      onCosts: lawOn(policy, startsOn),
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
function lawOn({ employer }: Policy, startsOn: PlainDate): Policy['employer']['onCosts'][number] {
  return (
    employer.onCosts.findLast(({ from }) => !isBefore(startsOn, Temporal.PlainDate.from(from))) ?? employer.onCosts[0]!
  );
}

/** The pay before and after a raise; undefined where the raise comes on the first day, before it, or after the year. */
function periodsOf(pence: bigint, raise: { readonly from: PlainDate; readonly pence: bigint }, startsOn: PlainDate) {
  const end = addMonths(startsOn, 12);
  if (!isBefore(startsOn, raise.from) || !isBefore(raise.from, end)) return undefined;
  const daysInYear = startsOn.until(end).days;
  const days = startsOn.until(raise.from).days;
  const source = 'the agreed pay';
  return [
    { from: startsOn, ratePence: pence, days, daysInYear, source },
    { from: raise.from, ratePence: raise.pence, days: daysInYear - days, daysInYear, source },
  ];
}
