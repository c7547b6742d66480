/** The register as a page: docs/rules.md, a table for each chapter. */
import { CHAPTERS } from '../../rules/register.ts';
import { countsOf, type KnownRule } from './known.ts';

/** The whole page. test/rulebook.test.ts says when the one in docs/ is another. */
export function asMarkdown(rules: readonly KnownRule[]): string {
  const byId = new Map(rules.map(rule => [rule.id, rule]));
  return [
    '# The rules',
    '',
    'Every rule that the service decides by, in plain words. Written by `openphb rules --markdown > docs/rules.md`: what proves a rule is read off the tests, so it is not kept by hand. `openphb rules R-041` says more about one, who calls it too.',
    '',
    `${countsOf(rules)}.`,
    '',
    'Evidence: **stated** in a document that the service was founded on; **primary**, read in the law or the standard itself; **secondary**, read in a report of it; **memory**, remembered and still to be checked; **local**, left to each integrated care board.',
    ...CHAPTERS.flatMap(({ title, rules: inChapter }) => [
      '',
      `## ${title}`,
      '',
      '| Rule | In plain words | Effect | Source | Held by | Proved by |',
      '|---|---|---|---|---|---|',
      ...inChapter.map(({ id }) => rowOf(byId.get(id)!)),
    ]),
    '',
  ].join('\n');
}

function rowOf(rule: KnownRule): string {
  const cells = [
    rule.id,
    rule.words,
    rule.effect.join(', '),
    `${rule.source} (${rule.evidence.join(', ')})`,
    `${asCode(rule.implementedBy)}${rule.waitsFor ? `, waits for ${rule.waitsFor.what} since ${rule.waitsFor.since}` : ''}`,
    asCode(testsOf(rule)),
  ];
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** The tests on a rule's edges, which stand beside it; those of the whole way only where there is no other. */
function testsOf({ provedBy }: KnownRule): readonly string[] {
  const files = [...new Set(provedBy.map(({ file }) => file))];
  const beside = files.filter(file => /^src\/(rules|values|formats)\//.test(file));
  return beside.length > 0 ? beside : files;
}

function asCode(names: readonly string[]): string {
  return names.length === 0 ? '–' : names.map(name => `\`${name.replace(/^src\/(rules\/)?/, '')}\``).join(' ');
}
