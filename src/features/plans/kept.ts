/** What is kept of what was sent for a part of the plan. */
import type { Field, SectionContent } from '../../rules/plan/plan-sections.ts';

/** The fields that a part has, and of these those that are filled. */
export function keptOf(given: SectionContent, fields: readonly Field[]): SectionContent {
  return Object.fromEntries(
    fields.flatMap(({ name }) => {
      // A browser sends line ends its own way.
      const text = (given[name] ?? '').replaceAll('\r\n', '\n').trim();
      return text === '' ? [] : [[name, text]];
    }),
  );
}
