/**
 * A rate card as JSON (demo/rate-card.json). Money is a string of whole pence. Every problem is named at once: where it
 * is, what stands there, and what is allowed.
 */
import { z } from 'zod';
import { type JsonProblem, jsonProblem, jsonProblems, keyed, valueAt } from '../../../platform/json-problems.ts';
import { readIsoDate } from '../../../values/dates.ts';
import { MOST_PENCE } from '../../../values/pence.ts';
import type { NewRateCard } from './rate-card-store.ts';

const words = (most: number) => {
  const error = `words of 1 to ${most} characters`;
  return z
    .string({ error })
    .trim()
    .regex(/^[^\0\p{Cs}]+$/u, { error })
    .max(most, { error });
};

const A_DATE = 'a date that exists, such as "2027-04-01"';
const PENCE = 'whole pence above nought in a string, such as "1720"';
const CODE = 'letters, digits, - and _, at most 40 of them, such as "PA_DAY"';

export const RateCardFile = keyed({
  version: words(40),
  effectiveFrom: z
    .string({ error: A_DATE })
    .refine(text => readIsoDate(text) !== undefined, { error: A_DATE, abort: true })
    .transform(text => readIsoDate(text)!),
  rates: z
    .array(
      keyed({
        code: z.string({ error: CODE }).regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, { error: CODE }),
        label: words(100),
        unit: words(20),
        pence: z
          .string({ error: PENCE })
          .refine(text => /^\d{1,10}$/.test(text) && BigInt(text) > 0n && BigInt(text) <= MOST_PENCE, {
            error: PENCE,
            abort: true,
          })
          .transform(BigInt),
      }),
      { error: 'a list with at least one rate' },
    )
    .min(1, { error: 'a list with at least one rate' }),
});

export type ReadRateCard =
  | { readonly readable: true; readonly card: NewRateCard }
  | { readonly readable: false; readonly problems: readonly [JsonProblem, ...JsonProblem[]] };

/** Reads a rate card; otherwise everything that is wrong with it. */
export function readRateCard(value: unknown): ReadRateCard {
  const parsed = RateCardFile.safeParse(value);
  const [first, ...rest] = [...(parsed.success ? [] : jsonProblems(value, parsed.error)), ...codesTwice(value)];
  if (first) return { readable: false, problems: [first, ...rest] };
  return { readable: true, card: parsed.data! };
}

/** Two rates with one code: which of them counts? */
function codesTwice(value: unknown): JsonProblem[] {
  const rates = valueAt(value, ['rates']);
  const codes = Array.isArray(rates) ? rates.map(rate => valueAt(rate, ['code'])) : [];
  return codes.flatMap((code, i) =>
    typeof code === 'string' && codes.indexOf(code) < i
      ? [jsonProblem(value, ['rates', i, 'code'], 'a code that no other rate has')]
      : [],
  );
}
