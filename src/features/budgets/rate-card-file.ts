/** The shape of a rate card as JSON (demo/rate-card.json). */
import { z } from 'zod';
import { readIsoDate } from '../../values/dates.ts';

const pence = z
  .string()
  .regex(/^\d{1,10}$/, { error: 'a string of whole pence' })
  .transform(BigInt);

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
