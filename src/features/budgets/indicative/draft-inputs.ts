/**
 * What a finance officer has put together for an estimate beside the lines of the rate card: for each of the six methods
 * its own inputs, and the assistants whom the person would employ. Kept as JSON, version by version.
 */
import { z } from 'zod';
import { PERS } from '../../../rules/budget/budget.ts';
import { readIsoDate } from '../../../values/dates.ts';
import { readQuantity } from '../../../values/quantity.ts';

/** what makes cases similar, beside the group. */
export const NEED_BANDS = ['LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH'] as const;
export type NeedBand = (typeof NEED_BANDS)[number];

/** What may stand in a draft: each kind is one form. */
export const ENTRY_KINDS = ['services', 'points', 'sums', 'prescriptions', 'assistants'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

const pence = z
  .string()
  .regex(/^\d{1,13}$/)
  .transform(BigInt);
const date = z.iso.date().transform(text => readIsoDate(text)!);
const id = z.uuid();
const needId = z.uuid();
const label = z.string();
const per = z.enum(PERS);

const DraftInputs = z.object({
  /** The first day of the budget year, as far as it is known. */
  startsOn: date.nullable(),
  needBand: z.enum(NEED_BANDS).nullable(),
  services: z.array(z.object({ id, needId, label, pence, per, staysCommissioned: z.boolean() })),
  points: z.array(z.object({ id, needId, label, points: z.number() })),
  sums: z.array(z.object({ id, needId, label, pence, per })),
  prescriptions: z.array(
    z.object({
      id,
      needId,
      label,
      nhsCostPence: pence,
      option: z.enum(['NOTIONAL', 'NOTIONAL_TOPUP', 'THIRD_PARTY']),
      maintenancePence: pence,
      chosenPence: pence,
    }),
  ),
  assistants: z.array(
    z.object({
      id,
      needId,
      label,
      pence,
      raise: z.object({ from: date, pence }).nullable(),
      hoursPerWeek: z.string().transform(text => readQuantity(text)!),
      bornOn: date.nullable(),
      apprentice: z.boolean(),
      employedSince: date.nullable(),
      setAsidePence: pence,
    }),
  ),
});
export type DraftInputs = z.output<typeof DraftInputs>;

export const NO_INPUTS: DraftInputs = {
  startsOn: null,
  needBand: null,
  services: [],
  points: [],
  sums: [],
  prescriptions: [],
  assistants: [],
};

/** What the service wrote itself; another shape is a fault of ours. */
export function readDraftInputs(json: unknown): DraftInputs {
  return DraftInputs.parse(json);
}
