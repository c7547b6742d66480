import { DEFAULT_POLICY } from '../../src/rules/policy/policy.ts';
import { writePolicy } from '../../src/rules/policy/policy-json.ts';
import { lintPolicy, type PolicyProblem } from '../../src/rules/policy/policy-lint.ts';

const STANDARD = JSON.stringify(writePolicy(DEFAULT_POLICY));

/** The default policy as a file with one place changed; `undefined` takes the place out. */
export function fileWith(key: string, value: unknown): unknown {
  const file = JSON.parse(STANDARD);
  const path = key.split('.');
  const parent = path.slice(0, -1).reduce((part, each) => Reflect.get(part as object, each), file) as object;
  if (value === undefined) Reflect.deleteProperty(parent, path.at(-1)!);
  else Reflect.set(parent, path.at(-1)!, value);
  return file;
}

export const show = ({ path, allowed, rule }: PolicyProblem) =>
  `${path.join('.')}: ${allowed}${rule ? ` (${rule})` : ''}`;
export const problemsWith = (key: string, value: unknown) => lintPolicy(fileWith(key, value)).map(show);
/** The problems at the place itself, those of its order with others left out. */
export const problemsAt = (key: string, value: unknown) =>
  problemsWith(key, value).filter(each => each.startsWith(`${key}: `) && !each.includes(', which is '));

/** A group of the local offer. */
export const cohort = (change: object = {}) => ({
  name: 'Long-term pain',
  status: 'TRIAL',
  since: '2026-04-01',
  until: null,
  criteria: [],
  ...change,
});
