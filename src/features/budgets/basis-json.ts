/**
 * Everything that an estimate is worked out from, as JSON and back: kept with each issued figure, so that it can be
 * worked out again to the same pence. Money is a string of whole pence, a quantity a decimal string, dates ISO.
 */
import { z } from 'zod';
import { PERS } from '../../rules/budget/budget.ts';
import type { EstimateBasis } from '../../rules/budget/methods.ts';
import { readIsoDate } from '../../values/dates.ts';
import { type Quantity, readQuantity, showQuantity } from '../../values/quantity.ts';

const pence = z
  .string()
  .regex(/^\d{1,13}$/)
  .transform(BigInt);
const date = z.iso.date().transform(text => readIsoDate(text)!);
const quantity = z.string().transform(text => readQuantity(text)!);
const per = z.enum(PERS);
const rate = z.object({ code: z.string(), label: z.string(), unit: z.string(), pence, source: z.string().optional() });
const periods = z
  .array(z.object({ from: date, ratePence: pence, days: z.number(), daysInYear: z.number(), source: z.string() }))
  .optional();
const needId = z.string().nullable();

const figure = z.discriminatedUnion('method', [
  z.object({ method: z.literal('HOURS_RATES') }),
  z.object({
    method: z.literal('SIMILAR_CASES'),
    peers: z.array(z.object({ id: z.string(), annualPence: pence })),
    peerMin: z.number(),
    band: z.string(),
    stream: z.string(),
  }),
  z.object({
    method: z.literal('CURRENT_SERVICES'),
    services: z.array(
      z.object({
        id: z.string(),
        needId,
        label: z.string(),
        pence,
        per,
        stream: z.string(),
        staysCommissioned: z.boolean(),
      }),
    ),
  }),
  z.object({
    method: z.literal('POINTS_BAND'),
    points: z.array(z.object({ label: z.string(), points: z.number() })),
    bands: z.array(z.object({ label: z.string(), from: z.number(), pence })),
    stream: z.string(),
  }),
  z.object({
    method: z.literal('FLAT_RATE'),
    sums: z.array(z.object({ id: z.string(), needId, label: z.string(), pence, per, stream: z.string() })),
  }),
  z.object({
    method: z.literal('PRESCRIPTION_COST'),
    prescriptions: z.array(
      z.object({
        id: z.string(),
        needId,
        label: z.string(),
        nhsCostPence: pence,
        option: z.enum(['NOTIONAL', 'NOTIONAL_TOPUP', 'THIRD_PARTY']),
        maintenancePence: pence,
        chosenPence: pence,
        stream: z.string(),
      }),
    ),
  }),
]);

const iso = z.iso.date();
const employment = z.object({
  figures: z.object({
    minimumWage: z.array(
      z.object({ from: iso, age21Pence: pence, age18Pence: pence, age16Pence: pence, apprenticePence: pence }),
    ),
    onCosts: z.object({
      from: iso,
      nationalInsuranceBasisPoints: z.number(),
      nationalInsuranceFromPence: pence,
      employmentAllowancePence: pence,
      pensionTriggerPence: pence,
      pensionFromPence: pence,
      pensionToPence: pence,
      pensionBasisPoints: z.number(),
      holidayWeeksTenths: z.number(),
      statutoryPayBasisPoints: z.number(),
      redundancyAfterYears: z.number(),
      redundancyMostYears: z.number(),
      redundancyWeekPayPence: pence,
    }),
    prices: z.object({ insurance: rate, payroll: rate, training: rate, check: rate, recruitment: rate }),
  }),
  stream: z.string(),
  assistants: z.array(
    z.object({
      id: z.string(),
      needId,
      label: z.string(),
      rate,
      periods,
      hoursPerWeek: quantity,
      bornOn: date.nullable(),
      apprentice: z.boolean(),
      employedSince: date.nullable(),
      setAsidePence: pence,
    }),
  ),
});

const Basis = z.object({
  startsOn: date,
  weeksPerYear: z.number(),
  contingency: z.object({ weeks: z.number(), inBudget: z.boolean() }),
  figure,
  lines: z.array(z.object({ id: z.string(), needId, rate, periods, quantity, per, stream: z.string() })),
  employment: employment.nullable(),
});

/** A basis, or any of its parts, as JSON text: pence as digits, quantities as decimals, dates ISO. */
export function toJsonText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'bigint') return part.toString();
    return isQuantity(part) ? showQuantity(part) : part;
  });
}

/** The basis that was kept. What the service wrote itself is read without asking; another shape is a fault of ours. */
export function basisFromJson(json: unknown): EstimateBasis {
  return Basis.parse(json) as EstimateBasis;
}

function isQuantity(part: unknown): part is Quantity {
  return typeof part === 'object' && part !== null && 'tenThousandths' in part;
}
