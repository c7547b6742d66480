/**
 * The catalogue of the local policy: each setting with what it means, what is allowed, which rule asks for it, who may
 * change it, and what it rests on. Defaults stand in DEFAULT_POLICY alone.
 */
import { type Allowed, date, LOCAL, PHB, type Setting, settings, text } from './settings/allowed.ts';
import { BUDGET, RISK, VARIANCE } from './settings/budget.ts';
import { ACTING, CHANGES, DISAGREEING, REVIEWS } from './settings/care.ts';
import { FIRST_STEPS, OFFER } from './settings/first-steps.ts';
import { EMPLOYING, MONEY, OTHER_BUDGETS } from './settings/money.ts';
import { CLAIMS, RECORDS } from './settings/records.ts';

/** What a version is called, and from when it counts. */
const OF_THE_VERSION: readonly Setting[] = settings(PHB, LOCAL, {
  version: ['Name of this version', text(1, 40), 'R-043'],
  effectiveFrom: ['First day on which it counts', date, 'R-043'],
});

/** The settings that a board chooses, by what they are about. */
export const SETTING_AREAS: readonly { readonly title: string; readonly settings: readonly Setting[] }[] = [
  { title: 'First steps', settings: FIRST_STEPS },
  { title: 'The local offer', settings: OFFER },
  { title: 'How a budget is worked out', settings: BUDGET },
  { title: 'Planned against spent', settings: VARIANCE },
  { title: 'The risk score', settings: RISK },
  { title: 'Reviews', settings: REVIEWS },
  { title: 'Notice, and what happens when things change', settings: CHANGES },
  { title: 'Who acts', settings: ACTING },
  { title: 'When somebody disagrees or is worried', settings: DISAGREEING },
  { title: 'Spending and payments', settings: MONEY },
  { title: 'One-off budgets, wheelchairs, and budgets with others', settings: OTHER_BUDGETS },
  { title: 'Employing people', settings: EMPLOYING },
  { title: 'Figures for others, and keeping records', settings: RECORDS },
  { title: 'What the service claims and rests on', settings: CLAIMS },
];

export const SETTINGS: readonly Setting[] = [...OF_THE_VERSION, ...SETTING_AREAS.flatMap(area => area.settings)];

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
