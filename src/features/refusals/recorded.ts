/** Refusals as the trail keeps them, said again: money comes back from digits and dates from ISO, by the names of their keys. */
import type { Refusal } from '../../rules/decision.ts';
import { isKnownRefusal, rulesBehind } from '../../rules/decisions/refusal-rules.ts';
import { inPlainWords } from '../refusals.ts';

export type Recorded = { readonly code: string; readonly words: string; readonly rules: readonly string[] };

/** What was said then. A code or a shape that only an earlier version knew is named as it stands. */
export function ofTheRecord(reason: Readonly<Record<string, unknown>>): Recorded {
  const code = String(reason.code);
  if (!isKnownRefusal(code)) return { code, words: code, rules: [] };
  const rules = rulesBehind(code);
  try {
    return { code, words: inPlainWords(revive(reason) as Refusal).text, rules };
  } catch {
    return { code, words: code, rules };
  }
}

function revive(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map(each => revive(each, key));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, revive(inner, name)]));
  if (typeof value !== 'string') return value;
  if (/Pence$/.test(key) && /^-?\d+$/.test(value)) return BigInt(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value) && DATES.test(key)) return Temporal.PlainDate.from(value);
  return value;
}

/** Keys that hold a calendar date as a value; a few refusals carry theirs as ISO text, which their words read. */
const DATES = /(On|By|From|date|today)$/;
