/** The forms of a page as a browser would read them: where they go, what they ask, and what they would send untouched. */

export type FieldOnPage = {
  readonly name: string;
  readonly kind: 'hidden' | 'text' | 'choice' | 'choices' | 'file';
  /** What the page begins with. */
  readonly value: string;
  /** What may be chosen, for `choice` and `choices`. */
  readonly options: readonly string[];
};

export type FormOnPage = {
  readonly action: string;
  readonly isMultipart: boolean;
  readonly fields: readonly FieldOnPage[];
};

/** Every form of a page that is sent by POST. */
export function formsOn(text: string): FormOnPage[] {
  return [...text.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)]
    .map(([, head, inner]) => ({ head: attributesOf(head!), inner: inner! }))
    .filter(({ head }) => head.method === 'post')
    .map(({ head, inner }) => ({
      action: head.action ?? '',
      isMultipart: head.enctype === 'multipart/form-data',
      fields: fieldsIn(inner),
    }));
}

/** The places that the summary of problems leads to, without `#`; undefined when the page has no summary. */
export function problemLinks(text: string): string[] | undefined {
  const summary = /<div class="nhsuk-error-summary".*?<\/ul>/s.exec(text)?.[0];
  return summary === undefined
    ? undefined
    : [...summary.matchAll(/<a href="#([^"]*)"/g)].map(match => unescaped(match[1]!));
}

/** Every id of a page. */
export function idsOn(text: string): Set<string> {
  return new Set([...text.matchAll(/\sid="([^"]*)"/g)].map(match => unescaped(match[1]!)));
}

/** The addresses of our own that a page leads to, without query and fragment. */
export function linksOn(text: string): Set<string> {
  return new Set([...text.matchAll(/<a\b[^>]*\shref="(\/[^"#?]*)/g)].map(match => unescaped(match[1]!)));
}

function fieldsIn(text: string): FieldOnPage[] {
  const fields = new Map<string, FieldOnPage>();
  const add = (field: FieldOnPage) => {
    const before = fields.get(field.name);
    fields.set(field.name, before ? { ...before, options: [...before.options, ...field.options] } : field);
  };
  for (const [, kind, head, inner] of text.matchAll(
    /<(input|textarea|select)\b([^>]*)>(?:(?<=<(?:textarea|select)\b[^>]*>)(.*?)<\/(?:textarea|select)>)?/gs,
  )) {
    const given = attributesOf(head!);
    const { name = '', type = 'text', value = '' } = given;
    if (name === '') continue;
    if (kind === 'textarea') add({ name, kind: 'text', value: unescaped(inner ?? ''), options: [] });
    else if (kind === 'select') {
      const options = [...(inner ?? '').matchAll(/<option\b([^>]*)>/g)].map(match => attributesOf(match[1]!));
      const chosen = options.find(option => option.selected !== undefined)?.value ?? '';
      add({ name, kind: 'choice', value: chosen, options: options.map(option => option.value ?? '').filter(Boolean) });
    } else if (type === 'radio') add({ name, kind: 'choice', value: '', options: [value] });
    else if (type === 'checkbox') add({ name, kind: 'choices', value: '', options: [value] });
    else if (type === 'file') add({ name, kind: 'file', value: '', options: [] });
    else add({ name, kind: type === 'hidden' ? 'hidden' : 'text', value, options: [] });
  }
  return [...fields.values()];
}

function attributesOf(head: string): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    [...head.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(match => [match[1]!, unescaped(match[2] ?? '')]),
  );
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
