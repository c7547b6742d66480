/** The shape of a policy as JSON (policy/default.json and the `content` of policy_version): money is a string of pence. */
import { z } from 'zod';
import type { Policy } from '../../rules/policy.ts';
import { readIsoDate } from '../../values/dates.ts';

const pence = z
  .string()
  .regex(/^\d{1,10}$/, { error: 'a string of whole pence' })
  .transform(BigInt);
/** The shape of a rate card as JSON (demo/rate-card.json). */
export const RateCardFile = z.strictObject({
  version: z.string().min(1).max(40),
  effectiveFrom: z.iso.date().transform(text => readIsoDate(text)!),
  rates: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/),
        label: z.string().min(1).max(100),
        unit: z.string().min(1).max(20),
        pence: pence.refine(value => value > 0n, { error: 'above nought' }),
      }),
    )
    .min(1),
});

const whole = (least: number, most: number) => z.number().int().min(least).max(most);
const band = <Each extends z.ZodType>(each: Each) =>
  z.strictObject({ low: each, medium: each, high: each, veryHigh: each });

/** Bounds are those of the rulebook's section 7. */
export const PolicyFile = z.strictObject({
  version: z.string().min(1).max(40),
  effectiveFrom: z.string().refine(text => readIsoDate(text) !== undefined, { error: 'a date such as 2026-04-01' }),
  acknowledgeEnquiryWorkingDays: whole(1, 20),
  decisionDays: whole(5, 60),
  weeksPerYear: whole(52, 53),
  contingency: z.strictObject({ weeks: whole(0, 8), inBudget: z.boolean() }),
  monthlyFirst3: z.boolean(),
  reviewNoticeDays: whole(0, 90),
  reviewMonths: band(whole(1, 12)),
  riskBands: z.strictObject({ medium: whole(1, 40), high: whole(1, 40), veryHigh: whole(1, 40) }),
  receiptFromPence: band(pence),
  accountCoolingOff: z.boolean(),
  placeFromScore: whole(0, 100),
}) satisfies z.ZodType<Policy>;
