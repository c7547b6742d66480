/**
 * The crash points that stand in the code, found by reading it: what a feature adds is on the list without being
 * written down a second time, and one that nothing strikes fails the proof.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The one point whose name is made where it stands: before the commit of every act. */
const BEFORE_COMMIT = /^`\$\{what\.act\}\.before-commit`$/;

/** Every point between two statements that write, with the words by which tests call it. */
function pointsInTheCode(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const file of globSync('src/**/*.ts')) {
    if (file.endsWith('.test.ts') || file.startsWith('src/platform/')) continue;
    const text = readFileSync(file, 'utf8');
    if (basename(file) === 'crash-points.ts')
      for (const [, key, name] of text.matchAll(/(\w+): '([^']+)'/g)) found.set(name!, [`'${name}'`, key!]);
    for (const [, given] of text.matchAll(/\bcrashPoint\(([^)]*)\)/g)) {
      const literal = /^'([^']+)'$/.exec(given!);
      if (literal) found.set(literal[1]!, [given!]);
      else
        assert.ok(
          /CRASH_POINTS\.\w+$/.test(given!) || BEFORE_COMMIT.test(given!),
          `${file}: the point ${given} is in no crash-points.ts, so that no proof can find it`,
        );
    }
  }
  return new Map([...found].filter(([name]) => !name.endsWith('.before-commit')));
}

/**
 * The points of the code that the story does not pass, in two parts: those at which a feature's own test breaks its act
 * off, and those that nothing strikes.
 */
export function pointsBeside(passed: readonly string[]): { brokenOff: string[]; missed: string[] } {
  const tests = globSync(['src/**/*.test.ts', 'test/scenarios/*.test.ts'])
    .map(file => ({ file, text: readFileSync(file, 'utf8') }))
    .filter(({ text }) => text.includes('crashPoint'));
  const struck = tests.flatMap(({ file, text }) => wholeLists(file, text));
  const beside = [...pointsInTheCode()].filter(([name]) => !passed.includes(name)).sort();
  const isBrokenOff = ([name, words]: readonly [string, readonly string[]]) =>
    struck.includes(name) ||
    tests.some(({ text }) => words.some(word => new RegExp(`(?<![\\w-])${RegExp.escape(word)}(?![\\w-])`).test(text)));
  const names = (of: typeof beside) => of.map(([name]) => name);
  return { brokenOff: names(beside.filter(isBrokenOff)), missed: names(beside.filter(each => !isBrokenOff(each))) };
}

/** The points of a test that goes through every point of a list, or through those of it that begin alike. */
function wholeLists(file: string, text: string): string[] {
  const lists = [...text.matchAll(/from '([^']*crash-points\.ts)'/g)].map(([, path]) => join(dirname(file), path!));
  const names = lists.flatMap(list =>
    [...readFileSync(list, 'utf8').matchAll(/\w+: '([^']+)'/g)].map(([, name]) => name!),
  );
  const loops = text.matchAll(/Object\.values\(\w*CRASH_POINTS\)(?:\.filter\(\w+ => \w+\.startsWith\('([^']+)'\)\))?/g);
  return [...loops].flatMap(([, beginning = '']) => names.filter(name => name.startsWith(beginning)));
}
