/** The `sql` tag: values become parameters, never text. */
import { createHash } from 'node:crypto';

export type Sql = {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Under which each connection keeps the statement's plan. Without it the server plans it anew each time. */
  readonly name?: string | undefined;
};

/** A statement whose values travel as parameters. A nested Sql is spliced in, its parameters renumbered. */
export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Sql {
  let text = strings[0]!;
  const parameters: unknown[] = [];
  values.forEach((value, i) => {
    if (isSql(value)) {
      text += value.text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + parameters.length}`);
      parameters.push(...value.values);
    } else {
      parameters.push(value);
      text += `$${parameters.length}`;
    }
    text += strings[i + 1]!;
  });
  return { text, values: parameters };
}

/**
 * The same for what nearly every page and act asks by key: the server reads and plans it once for each connection, and not
 * each time, which takes longer than the answer. Not for lists of any length or for reports: one plan does not suit them all.
 */
export function often(strings: TemplateStringsArray, ...values: readonly unknown[]): Sql {
  const statement = sql(strings, ...values);
  const name = NAMES.get(statement.text) ?? createHash('sha256').update(statement.text).digest('base64url');
  NAMES.set(statement.text, name);
  return { ...statement, name };
}

/** As many as there are places in the sources that ask often. */
const NAMES = new Map<string, string>();

function isSql(value: unknown): value is Sql {
  return (
    typeof value === 'object' && value !== null && 'text' in value && 'values' in value && !('tenThousandths' in value)
  );
}
