/** Collects what is wrong with a statement file: the first hundred problems, and a count of the rest. */
import type { StatementProblem, StatementReading } from './statement.ts';

/** How many problems are told one by one. A file with more is wrong as a whole, and nobody reads on. */
export const MOST_PROBLEMS = 100;

export type Problems = { readonly list: StatementProblem[]; count: number };

export function noProblems(): Problems {
  return { list: [], count: 0 };
}

export function addProblem(problems: Problems, problem: StatementProblem): void {
  problems.count += 1;
  if (problems.list.length < MOST_PROBLEMS) problems.list.push(problem);
}

/** The refusal of a file, with a last entry that counts the problems not listed. */
export function refuseAll({ list, count }: Problems): StatementReading {
  const rest = count - list.length;
  if (rest === 0) return { ok: false, problems: list };
  const text = `and ${rest} more ${rest === 1 ? 'problem' : 'problems'} of these kinds.`;
  return { ok: false, problems: [...list, { code: 'more-problems', found: String(rest), text }] };
}

/** The refusal of a file for one reason. */
export function refuseStatement(problem: StatementProblem): StatementReading {
  return { ok: false, problems: [problem] };
}

/** A value from the file as it is quoted back: in one line and not endless. */
export function quoted(found: string): string {
  const line = found.replace(/\s+/g, ' ').trim();
  return `"${line.length > 60 ? `${line.slice(0, 60)}…` : line}"`;
}
