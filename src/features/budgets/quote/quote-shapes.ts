/**
 * The shapes of the two files of `openphb quote` and of its answer. Money is a string of whole pence, dates are ISO, a
 * key that is not known is an error. The `error` of each field says what is allowed there.
 */
import { z } from 'zod';
import { keyed } from '../../../platform/json-problems.ts';
import { BUDGET_METHODS, PERS } from '../../../rules/budget/budget.ts';
import type { JsonTrace } from '../../../rules/budget/trace-json.ts';
import { NEED_DOMAINS } from '../../../rules/eligibility/assessment.ts';
import { STREAMS } from '../../../rules/funding/streams.ts';
import { WHEELCHAIR_OPTIONS } from '../../../rules/options/wheelchair.ts';
import { readIsoDate } from '../../../values/dates.ts';
import { MOST_PENCE } from '../../../values/pence.ts';
import { readQuantity } from '../../../values/quantity.ts';

const words = (allowed: string, pattern: RegExp) => z.string({ error: allowed }).regex(pattern, { error: allowed });
const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `one of ${values.join(', ')}` });
const isoDate = z
  .string({ error: 'a date such as "2026-04-01"' })
  .refine(text => readIsoDate(text) !== undefined, { error: 'a date such as "2026-04-01"' });
const orNull = <Each extends z.ZodType<string>>(shape: Each, error: string) => z.union([shape, z.null()], { error });
const whole = (least: number, most: number) => {
  const error = `a whole number from ${least} to ${most}`;
  return z.number({ error }).int({ error }).min(least, { error }).max(most, { error });
};
const yesOrNo = z.boolean({ error: 'true or false' });
const id = words('a name of 1 to 60 characters without spaces around it', /^\S(.{0,58}\S)?$/);
const list = <Each extends z.ZodType>(each: Each) =>
  z.array(each, { error: 'a list with at least one entry' }).min(1, { error: 'a list with at least one entry' });

const PENCE = 'whole pence in a string, such as "1720"';
const penceFrom = (least: bigint) =>
  z
    .string({ error: PENCE })
    .refine(text => /^\d{1,10}$/.test(text) && BigInt(text) >= least && BigInt(text) <= MOST_PENCE, {
      error: PENCE,
    });
const pence = penceFrom(1n);
const penceOrNought = penceFrom(0n);

const QUANTITY = 'a decimal above nought in a string, such as "7.5", with at most four decimals';
const quantity = z
  .string({ error: QUANTITY })
  .refine(text => (readQuantity(text)?.tenThousandths ?? 0n) > 0n, { error: QUANTITY });

const rateCard = keyed({
  version: id,
  effectiveFrom: isoDate,
  rates: list(keyed({ code: id, unit: id, pence })),
});
const basisPoints = whole(0, 10_000);

export const QuotePolicy = keyed({
  version: id,
  icbCode: words('an ICB code such as "QDM"', /^Q[A-Z0-9]{2}$/),
  effectiveFrom: isoDate,
  weeksPerYear: whole(52, 53),
  contingency: keyed({ weeks: whole(0, 8), inBudget: yesOrNo }),
  rateCard,
  /** Cards that begin after it: each counts from its first day on. */
  laterRateCards: list(rateCard).optional(),
  /** SIMILAR_CASES: of fewer cases no figure is made; 5 where it is not said. */
  peerMin: whole(3, 20).optional(),
  /** POINTS_BAND: what the points are worth for a year. */
  bands: list(keyed({ label: id, from: whole(0, 1000), pence })).optional(),
  /** Assistants: the law's figures, oldest first; those that come with the service where they are not said. */
  employer: keyed({
    minimumWage: list(
      keyed({ from: isoDate, age21Pence: pence, age18Pence: pence, age16Pence: pence, apprenticePence: pence }),
    ),
    onCosts: list(
      keyed({
        from: isoDate,
        nationalInsuranceBasisPoints: basisPoints,
        nationalInsuranceFromPence: penceOrNought,
        employmentAllowancePence: penceOrNought,
        pensionTriggerPence: penceOrNought,
        pensionFromPence: penceOrNought,
        pensionToPence: penceOrNought,
        pensionBasisPoints: basisPoints,
        holidayWeeksTenths: whole(56, 80),
        statutoryPayBasisPoints: basisPoints,
        redundancyAfterYears: whole(1, 2),
        redundancyMostYears: whole(20, 50),
        redundancyWeekPayPence: pence,
      }),
    ),
  }).optional(),
});

const stream = oneOf(STREAMS);
const per = oneOf(PERS);
const sum = { id, needId: id, label: id, pence, per, stream };

export const QuoteNeeds = keyed({
  startOn: isoDate,
  method: oneOf(BUDGET_METHODS),
  /** What is bought at rates of the card, whatever the method. */
  lines: list(keyed({ id, needId: id, service: id, quantity, unit: id, per, stream, oneOff: yesOrNo })).optional(),
  /** SIMILAR_CASES: what people with similar needs have for a year. */
  similarCases: keyed({ band: id, stream, cases: list(keyed({ id, annualPence: pence })) }).optional(),
  /** CURRENT_SERVICES: what is paid now; a service that stays commissioned stays outside the budget. */
  services: list(keyed({ ...sum, staysCommissioned: yesOrNo })).optional(),
  /** POINTS_BAND: what each domain of needs counts. */
  points: keyed({ stream, domains: list(keyed({ domain: oneOf(NEED_DOMAINS), points: whole(0, 100) })) }).optional(),
  /** FLAT_RATE. */
  sums: list(keyed(sum)).optional(),
  /** PRESCRIPTION_COST. */
  prescriptions: list(
    keyed({
      id,
      needId: id,
      label: id,
      nhsCostPence: pence,
      option: oneOf(WHEELCHAIR_OPTIONS),
      maintenancePence: penceOrNought,
      chosenPence: pence,
      stream,
    }),
  ).optional(),
  /** Whom the person employs, with all that it costs; insurance, payroll and so on at the prices of the card. */
  assistants: list(
    keyed({
      id,
      needId: id,
      label: id,
      /** For an hour. */
      pence,
      raise: z.union([keyed({ from: isoDate, pence }), z.null()], {
        error: 'an object with the keys from, pence, or null',
      }),
      hoursPerWeek: quantity,
      bornOn: orNull(isoDate, 'a date such as "1990-06-01", or null while nobody is found'),
      apprentice: yesOrNo,
      employedSince: orNull(isoDate, 'a date such as "2024-06-01", or null for somebody new'),
      setAsidePence: penceOrNought,
      stream,
    }),
  ).optional(),
  /** What the file says that it comes to, where it says so: it must be true. */
  totalPence: penceOrNought.optional(),
});

export type QuotePolicyFile = z.infer<typeof QuotePolicy>;
export type QuoteNeedsFile = z.infer<typeof QuoteNeeds>;

const digits = z.string().regex(/^\d+$/);
const signed = z.string().regex(/^-?\d+$/);

/** The working as a tree; rules/budget/trace-json.ts reads it and says what is wrong with it. */
const Tree: z.ZodType<JsonTrace> = z.lazy(() =>
  z.strictObject({ label: z.string(), rule: z.string(), pence: signed, how: How }),
);
const How: z.ZodType<JsonTrace['how']> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('given'), source: z.string() }),
    z.strictObject({ op: z.enum(['sum', 'median']), of: z.array(Tree) }),
    z.strictObject({ op: z.literal('less'), from: Tree, less: z.array(Tree) }),
    z.strictObject({
      op: z.literal('product'),
      terms: z.array(
        z.strictObject({ rate: Tree, by: z.array(z.strictObject({ times: z.string(), unit: z.string() })) }),
      ),
    }),
    z.strictObject({ op: z.literal('between'), of: Tree, above: Tree.nullable(), upTo: Tree.nullable() }),
    z.strictObject({
      op: z.literal('band'),
      points: z.array(z.strictObject({ label: z.string(), points: z.number() })),
      bands: z.array(z.strictObject({ label: z.string(), from: z.number(), pence: signed })),
    }),
  ]),
);

const AnswerLine = z.strictObject({
  id: z.string(),
  label: z.string(),
  quantity: z.string(),
  ratePence: digits,
  /** Where the rate changes in the year: each with its days. */
  rates: z
    .array(z.strictObject({ from: z.string(), ratePence: digits, days: z.number(), source: z.string() }))
    .optional(),
  weeks: z.number().nullable(),
  amountPence: digits,
  rule: z.string(),
});

export const QuoteAnswer = z.strictObject({
  totalPence: digits,
  indicative: z.literal(true),
  statement: z.string(),
  method: z.enum(BUDGET_METHODS),
  policy: z.string(),
  rateCards: z.array(z.string()),
  lines: z.array(AnswerLine),
  /** The total first, down to its inputs. */
  trace: Tree,
  /** Where something comes round again: what is paid each month. */
  instalments: z
    .strictObject({ count: z.number(), firstPence: digits, lastPence: digits, rule: z.string() })
    .optional(),
  /** What is kept for emergencies, in the total or on top of it. */
  contingency: z.strictObject({ pence: digits, inBudget: z.boolean() }),
  /** SIMILAR_CASES: how far apart they are. */
  similarCases: z
    .strictObject({ count: z.number(), medianPence: digits, lowerPence: digits, upperPence: digits })
    .optional(),
  /** CURRENT_SERVICES: what stays outside the budget. */
  outside: z.array(z.strictObject({ id: z.string(), label: z.string(), annualPence: digits })).optional(),
  /** PRESCRIPTION_COST: what the person pays besides. */
  personPaysPence: digits.optional(),
  /** With --what-if: the other figure, and every line that differs. */
  whatIf: z
    .strictObject({
      totalPence: digits,
      differencePence: signed,
      changes: z.array(
        z.strictObject({
          kind: z.enum(['added', 'removed', 'changed']),
          id: z.string(),
          label: z.string(),
          parts: z.array(z.string()),
          beforePence: digits,
          afterPence: digits,
          differencePence: signed,
        }),
      ),
      unchanged: z.number(),
    })
    .optional(),
});
export type QuoteAnswer = z.infer<typeof QuoteAnswer>;

/** What `--recompute` answers. */
export const RecomputeAnswer = z.strictObject({
  statedPence: digits,
  recomputedPence: signed,
  figures: z.number(),
  agrees: z.boolean(),
  wrong: z.array(z.strictObject({ label: z.string(), rule: z.string(), statedPence: signed, workedPence: signed })),
});
