/**
 * What is wrong with a JSON file, all at once: where it is, what stands there, and what is allowed.
 *
 * A zod shape finds it; the `error` of each field says what is allowed there ("a whole number from 0 to 8"), so that a
 * message can be written as `path is FOUND; allowed is ALLOWED`.
 */
import { z } from 'zod';

/** `path` is where: `rates[0].pence`. */
export type JsonProblem = { readonly path: string; readonly found: string; readonly allowed: string };

export type JsonPath = readonly PropertyKey[];

/** Every problem that the shape finds, one for each unknown key. */
export function jsonProblems(value: unknown, error: z.ZodError): JsonProblem[] {
  return error.issues.flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => jsonProblem(value, [...issue.path, key], issue.message))
      : [jsonProblem(value, issue.path, issue.message)],
  );
}

/** One problem at a place of the value. */
export function jsonProblem(value: unknown, path: JsonPath, allowed: string): JsonProblem {
  return { path: showJsonPath(path), found: showJsonFound(valueAt(value, path)), allowed };
}

/** As one line for people. */
export function jsonProblemInWords({ path, found, allowed }: JsonProblem): string {
  return `${path} is ${found}; allowed is ${allowed}`;
}

/** An object with exactly these keys; the message names them. */
export function keyed<Shape extends z.ZodRawShape>(shape: Shape) {
  const keys = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: issue => (issue.code === 'unrecognized_keys' ? `only the keys ${keys}` : `an object with the keys ${keys}`),
  });
}

/** What stands at a path of a parsed JSON value, or undefined. */
export function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, key) ? Reflect.get(part, key) : undefined,
    value,
  );
}

/** A key that is a word; any other is shown as JSON. */
const PLAIN_KEY = /^[\p{L}\p{N}_$-]+$/u;

export function showJsonPath(path: JsonPath): string {
  const text = path
    .map(key =>
      typeof key === 'number'
        ? `[${key}]`
        : PLAIN_KEY.test(String(key))
          ? `.${String(key)}`
          : `[${JSON.stringify(key)}]`,
    )
    .join('');
  return text === '' ? 'the whole file' : text.replace(/^\./, '');
}

export function showJsonFound(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77).toWellFormed()}...` : text;
}
