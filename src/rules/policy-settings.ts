/**
 * The catalogue of the local policy: each setting with what it means, what is allowed, which rule asks for it, who may
 * change it, and what it rests on. Defaults stand in DEFAULT_POLICY alone.
 */
import { type Allowed, date, LOCAL, PHB, type Setting, settings, text } from './policy-settings/allowed.ts';
import { BUDGET } from './policy-settings/budget.ts';
import { CARE } from './policy-settings/care.ts';
import { FIRST_STEPS } from './policy-settings/first-steps.ts';
import { MONEY } from './policy-settings/money.ts';
import { RECORDS } from './policy-settings/records.ts';

export const SETTINGS: readonly Setting[] = [
  ...settings(PHB, LOCAL, {
    version: ['Name of this version', text(1, 40), 'R-043'],
    effectiveFrom: ['First day on which it counts', date, 'R-043'],
  }),
  ...FIRST_STEPS,
  ...BUDGET,
  ...CARE,
  ...MONEY,
  ...RECORDS,
];

/** The shape of a whole policy: the settings as one record of records, by the parts of their keys. */
export const POLICY_SHAPE: Allowed = shapeOf(SETTINGS.map(({ key, allowed }) => [key.split('.'), allowed] as const));

function shapeOf(settings: readonly (readonly [path: readonly string[], allowed: Allowed])[]): Allowed {
  const fields: Record<string, Allowed> = {};
  for (const [[first], allowed] of settings.filter(([path]) => path.length === 1)) fields[first!] = allowed;
  const deeper = settings.filter(([path]) => path.length > 1);
  for (const part of new Set(deeper.map(([path]) => path[0]!)))
    fields[part] = shapeOf(
      deeper.filter(([[first]]) => first === part).map(([path, allowed]) => [path.slice(1), allowed] as const),
    );
  return { kind: 'record', fields };
}
