/** What zod found, as problems: one for each field, in the order of the form. */
import type { z } from 'zod';
import { isUuid } from '../../values/uuid.ts';
import type { Problem } from '../http.ts';

export function problemsFrom(error: z.ZodError): Problem[] {
  const problems = new Map<string, Problem>();
  for (const issue of error.issues) {
    const field = issue.path[0] === undefined ? undefined : String(issue.path[0]);
    const key = field ?? issue.message;
    if (!problems.has(key))
      problems.set(key, field === undefined ? { text: issue.message } : { field, text: issue.message });
  }
  return [...problems.values()];
}

/** A UUID in lower case, or undefined. */
export function readUuid(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const lower = text.trim().toLowerCase();
  return isUuid(lower) ? lower : undefined;
}
