/** The shape of a policy as JSON (policy/default.json and the `content` of policy_version): money is a string of pence. */
import { z } from 'zod';
import { DEFAULT_POLICY, type Policy } from '../../rules/policy.ts';

const pence = z
  .string()
  .regex(/^\d{1,10}$/, { error: 'a string of whole pence' })
  .transform(BigInt);

/** Lists that hold money and are empty by default, so that the default does not show their shape. */
const EMPTY_BY_DEFAULT: Readonly<Record<string, z.ZodType>> = {
  bands: z.strictObject({ label: z.string(), from: z.number().int(), pence }),
  flatRates: z.strictObject({ label: z.string(), pence }),
  maintenanceTable: z.strictObject({ category: z.string(), pence }),
};

/** The shape of a value of the policy: the same keys, nothing else; money as a string of pence. */
function shapeOf(value: unknown, name = ''): z.ZodType {
  if (typeof value === 'bigint') return pence;
  if (typeof value === 'number') return z.number().int();
  if (typeof value === 'boolean') return z.boolean();
  if (typeof value === 'string') return z.string();
  if (Array.isArray(value))
    return z.array(value.length === 0 ? (EMPTY_BY_DEFAULT[name] ?? z.json()) : shapeOf(value[0]));
  if (value === null) return z.union([pence, z.null()]);
  return z.strictObject(
    Object.fromEntries(Object.entries(value as object).map(([key, each]) => [key, shapeOf(each, key)])),
  );
}

export const PolicyFile = shapeOf(DEFAULT_POLICY) as z.ZodType<Policy>;
