/** The register joined with what the source says: of each rule, who calls it, what proves it, and what it still lacks. */
import { fileURLToPath } from 'node:url';
import { RULES, type Rule } from '../../rules/register.ts';
import { type SettingOfRule, settingsOf } from './settings.ts';
import { type Place, readSource, readTitles, type Source, type Title } from './source.ts';

/** Where the source stands that is running. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

export type KnownRule = Rule & {
  readonly settings: readonly SettingOfRule[];
  readonly calledBy: readonly string[];
  readonly provedBy: readonly Title[];
  /** What the register promises and the source does not keep, in words; none where all is well. */
  readonly problems: readonly string[];
};

/** Every rule with what is known of it, R-001 first. */
export function knownRules(rules: readonly Rule[] = RULES, root = ROOT): readonly KnownRule[] {
  const source = readSource(root);
  const titles = readTitles(root);
  return rules.map(rule => {
    const calledBy = [...new Set(rule.implementedBy.flatMap(place => source.callersOf(place as Place)))].sort();
    const provedBy = titles.filter(({ title }) => title.includes(rule.id));
    const known = { ...rule, settings: settingsOf(rule.id), calledBy, provedBy };
    return { ...known, problems: problemsOf(known, source) };
  });
}

/** How many rules are there, implemented, proved and called, and how many wait for something. */
export function countsOf(rules: readonly KnownRule[]): string {
  const count = (is: (rule: KnownRule) => boolean) => rules.filter(is).length;
  return [
    `${rules.length} rules: ${count(rule => rule.implementedBy.length > 0)} implemented`,
    `${count(rule => rule.provedBy.length > 0)} proved`,
    `${count(rule => rule.calledBy.length > 0)} called`,
    `${count(rule => rule.waitsFor !== undefined)} wait for what cannot call them yet`,
  ].join(', ');
}

function problemsOf(
  { implementedBy, calledBy, provedBy, waitsFor }: Omit<KnownRule, 'problems'>,
  source: Source,
): readonly string[] {
  return [
    implementedBy.length === 0 && 'nothing implements it',
    ...implementedBy.map(place => !source.has(place as Place) && `${place} is not there`),
    provedBy.length === 0 && 'no test names it',
    calledBy.length === 0 && !waitsFor && 'nothing calls it, and it is not said what it waits for',
    calledBy.length > 0 && waitsFor && `it is called, so it waits for ${waitsFor.what} no more`,
  ].filter(problem => typeof problem === 'string');
}
