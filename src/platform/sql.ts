/** The `sql` tag: values become parameters, never text. */

export type Sql = { readonly text: string; readonly values: readonly unknown[] };

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

function isSql(value: unknown): value is Sql {
  return (
    typeof value === 'object' && value !== null && 'text' in value && 'values' in value && !('tenThousandths' in value)
  );
}
