/** The shape of a policy file as zod says it, for `--schema`. What is wrong with a file, rules/policy/policy-lint.ts finds. */
import { z } from 'zod';
import { POLICY_SHAPE } from '../../rules/policy/policy-settings.ts';
import type { Allowed } from '../../rules/policy/settings/allowed.ts';

export const PolicyFile = shapeOf(POLICY_SHAPE);

function shapeOf(allowed: Allowed): z.ZodType {
  switch (allowed.kind) {
    case 'whole':
      return z.number().int().min(allowed.least).max(allowed.most);
    case 'pence':
      return orNone(z.string().regex(/^\d{1,12}$/), allowed);
    case 'yes-no':
      return z.boolean();
    case 'one-of':
      return z.enum(allowed.values as [string, ...string[]]);
    case 'text':
      return z.string().min(allowed.least).max(allowed.most);
    case 'date':
      return orNone(z.iso.date(), allowed);
    case 'list':
      return z.array(shapeOf(allowed.of)).min(allowed.least);
    case 'record':
      return z.strictObject(
        Object.fromEntries(Object.entries(allowed.fields).map(([key, field]) => [key, shapeOf(field)])),
      );
  }
}

function orNone(shape: z.ZodType, { mayBeUnset }: { readonly mayBeUnset?: true }): z.ZodType {
  return mayBeUnset ? shape.nullable() : shape;
}
