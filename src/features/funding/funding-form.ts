/** What is typed about the payers of a budget, and what it comes to. Empty boxes say that there is no such payer. */
import { z } from 'zod';
import { date, ids, money, oneOf, optionalText } from '../../platform/forms.ts';
import { CONTRIBUTION_PERS, SETTLEMENTS } from '../../rules/funding/funding.ts';
import { FUNDER_STREAMS } from '../../rules/funding/streams.ts';
import type { PlainDate } from '../../values/dates.ts';
import { readQuantity } from '../../values/quantity.ts';
import type { FundingInput } from './agree-funding.ts';

/** So many payers fit on the page. */
export const PLACES = ['1', '2', '3', '4'] as const;
type Place = (typeof PLACES)[number];

/** A percentage to two decimals: 62.5 is 6,250 basis points. */
export const percent = () =>
  z
    .string()
    .refine(text => basisPointsOf(text) !== undefined, { error: 'Enter a percentage such as 62.5, to two decimals' })
    .transform(text => basisPointsOf(text)!);

function basisPointsOf(text: string): number | undefined {
  if (/^\s*0(\.0{1,2})?\s*%?\s*$/.test(text)) return 0;
  const points = readQuantity(text.replace('%', ''))?.tenThousandths ?? 1n;
  return points > 0n && points % 100n === 0n && points <= 1_000_000n ? Number(points / 100n) : undefined;
}

const part = {
  stream: oneOf(FUNDER_STREAMS, 'Select where the money comes from').optional(),
  payer: optionalText(200),
  percent: percent().optional(),
  signedBy: optionalText(200),
  conditions: optionalText(1000),
  needs: ids('Select which needs are theirs', 0).default([]),
  personPence: money('Enter what the person pays in pounds, such as 50.00').optional(),
  personPer: oneOf(CONTRIBUTION_PERS, 'Select week or year').default('week'),
};

type Parts = {
  [Name in `${keyof typeof part}${Place}`]: Name extends `${infer Field extends keyof typeof part}${Place}`
    ? (typeof part)[Field]
    : never;
};

/** The same questions for each place: `payer1`, `payer2` and so on. */
const parts = Object.fromEntries(
  PLACES.flatMap(place => Object.entries(part).map(([name, shape]) => [`${name}${place}`, shape])),
) as Parts;

export const FundingForm = z.object({
  ...parts,
  lead: oneOf(PLACES, 'Select who is in the lead'),
  settlement: oneOf(SETTLEMENTS, 'Select how the payers settle'),
  agreedOn: date('Enter the day on which the payers agreed'),
});
type Typed = z.output<typeof FundingForm>;

export function fundingOf(typed: Typed): FundingInput {
  const { lead, settlement, agreedOn } = typed;
  const named = PLACES.filter(place => typed[`stream${place}`] !== undefined || typed[`payer${place}`] !== '');
  return {
    leadStream: typed[`stream${lead}`] ?? '',
    settlement,
    agreedOn,
    funders: named.map(place => funderOf(typed, place, agreedOn)),
    needs: named.flatMap(place =>
      typed[`needs${place}`].map(needId => ({ needId, stream: typed[`stream${place}`] ?? '' })),
    ),
  };
}

function funderOf(typed: Typed, place: Place, signedOn: PlainDate): FundingInput['funders'][number] {
  return {
    stream: typed[`stream${place}`] ?? '',
    payer: typed[`payer${place}`],
    basisPoints: typed[`percent${place}`] ?? 0,
    conditions: typed[`conditions${place}`],
    signedBy: typed[`signedBy${place}`],
    signedOn,
    personPence: typed[`personPence${place}`] ?? 0n,
    personPer: typed[`personPer${place}`],
  };
}
