/**
 * What the source says about itself: which functions there are, who uses whom, what a migration declares, and which
 * tests name a rule. It reads our own files by their shape, which the formatter keeps: a declaration begins at the
 * start of a line. So a rule cannot be said to be called or proved where it is not.
 */
import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** A place by its name, from the root: `src/rules/budget/budget.ts#decideFinalBudget`. */
export type Place = `${string}#${string}`;

export type Source = {
  /** Whether the place is there, for others to use. */
  readonly has: (place: Place) => boolean;
  /** The files of the service that reach a place, through other rules too; of an object in the database, those that write to its table. */
  readonly callersOf: (place: Place) => readonly string[];
};

export type Title = { readonly file: string; readonly title: string };

/** Reads the whole source under a root. */
export function readSource(root: string): Source {
  const files = globSync('src/**/*.ts', { cwd: root })
    .filter(file => !file.endsWith('.test.ts'))
    .sort()
    .map(file => readModule(file, readFileSync(`${root}/${file}`, 'utf8')));
  const migrations = new Map(
    globSync('migrations/*.sql', { cwd: root }).map(file => [file, readFileSync(`${root}/${file}`, 'utf8')]),
  );
  return {
    has: place => (isSql(place) ? tablesOf(migrations, place).length > 0 : isDeclared(files, place)),
    callersOf: place => (isSql(place) ? writersOf(files, tablesOf(migrations, place)) : callersOf(files, place)),
  };
}

/** The titles of all tests that spell the id of a rule, in the order of the files. */
export function readTitles(root: string): readonly Title[] {
  return globSync(['src/**/*.test.ts', 'test/**/*.test.ts'], { cwd: root })
    .sort()
    .flatMap(file => titlesIn(readFileSync(`${root}/${file}`, 'utf8')).map(title => ({ file, title })));
}

/** The titles in the text of a test file that name a rule. A title that is put together as the tests run is not seen. */
export function titlesIn(text: string): string[] {
  const found = text.matchAll(/\b(?:describe|test)\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g);
  return [...found].map(([, , title]) => title!.replace(/\\(.)/g, '$1')).filter(title => /\bR-\d{3}\b/.test(title));
}

// --- TypeScript -----------------------------------------------------------------------------

type Declaration = { readonly place: Place; readonly exported: boolean; readonly uses: ReadonlySet<Place> };
type Module = {
  readonly file: string;
  readonly text: string;
  readonly imports: readonly string[];
  readonly declarations: readonly Declaration[];
};

/** A module by its top-level declarations and what each of them uses. */
export function readModule(file: string, text: string): Module {
  const code = withoutStrings(withoutComments(text));
  const bare = withoutComments(text);
  const names = new Map<string, Place>();
  const imports: string[] = [];
  for (const [, types, what, path] of bare.matchAll(
    /^(?:import|export)\s+(type\s+)?([^;'"]*?)\s*from\s*'(\.[^']+)'/gm,
  )) {
    const from = resolve(file, path!);
    imports.push(from);
    if (types) continue;
    for (const [, type, name, as] of what!.matchAll(/(type\s+)?(\w+)(?:\s+as\s+(\w+))?\s*(?=[,}])/g))
      if (!type) names.set(as ?? name!, `${from}#${name!}`);
  }
  for (const [, later, alone] of bare.matchAll(/\bimport\(\s*'(\.[^']+)'|^import\s+'(\.[^']+)'/gm))
    imports.push(resolve(file, later ?? alone!));

  const starts = [...code.matchAll(/^(export )?(?:async )?(function\*?|const|let|type|class) (\w+)/gm)];
  for (const [, , , name] of starts) names.set(name!, `${file}#${name!}`);
  const declarations = starts.map(({ 0: opening, 1: exported, 2: kind, 3: name, index }, i): Declaration => {
    const body = code.slice(index + opening.length, starts[i + 1]?.index);
    const used = [...body.matchAll(/(?<!(?<!\.\.)\.)\b[A-Za-z_$][\w$]*/g)].flatMap(([word]) => names.get(word) ?? []);
    // Who only names the type of a thing does not use it.
    const uses = new Set(kind === 'type' ? [] : used);
    return { place: `${file}#${name!}`, exported: exported !== undefined, uses };
  });
  return { file, text, imports, declarations };
}

function isDeclared(modules: readonly Module[], place: Place): boolean {
  return modules.some(({ declarations }) => declarations.some(each => each.exported && each.place === place));
}

/** The files of features that use a place, themselves or through rules, values and formats; only such as the service runs,
 * and not the register that names them all. */
function callersOf(modules: readonly Module[], place: Place): readonly string[] {
  const running = reachedFrom(modules, 'src/main.ts');
  const all = modules.filter(({ file }) => running.has(file)).flatMap(({ declarations }) => declarations);
  const found = new Set<string>();
  const reached = new Set<Place>([place]);
  for (const at of reached) // a Set gives what is added while it is read
    for (const { place: user, uses } of all) {
      if (!uses.has(at) || user === at) continue;
      const [file] = partsOf(user);
      if (/^src\/(rules|values|formats)\//.test(file)) reached.add(user);
      else if (/^src\/(features\/(?!rulebook\/)|app\.ts)/.test(file)) found.add(file);
    }
  return [...found].sort();
}

function reachedFrom(modules: readonly Module[], file: string): ReadonlySet<string> {
  const byFile = new Map(modules.map(each => [each.file, each.imports]));
  const reached = new Set([file]);
  for (const at of reached) for (const path of byFile.get(at) ?? []) reached.add(path);
  return reached;
}

function resolve(file: string, path: string): string {
  return posix.normalize(posix.join(posix.dirname(file), path));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/[^\n]*/g, '$1');
}

function withoutStrings(code: string): string {
  return code.replace(/'(?:\\.|[^'\\\n])*'/g, "''");
}

// --- SQL --------------------------------------------------------------------------------------

/** The tables that a constraint, index, trigger or function stands on, or the table itself. */
function tablesOf(migrations: ReadonlyMap<string, string>, place: Place): readonly string[] {
  const [file, name] = partsOf(place);
  const sql = migrations.get(file) ?? '';
  const on = [
    ...sql.matchAll(new RegExp(`create (?:unique )?index ${name} on (\\w+)`, 'g')),
    ...sql.matchAll(new RegExp(`create (?:constraint )?trigger ${name}\\b[^;]*? on (\\w+)`, 'g')),
    ...sql.matchAll(
      new RegExp(`create (?:constraint )?trigger \\w+[^;]*? on (\\w+)[^;]*execute function ${name}\\b`, 'g'),
    ),
    ...sql.matchAll(new RegExp(`create table (${name})\\b`, 'g')),
  ].map(([, table]) => table!);
  const inTables = [...sql.matchAll(/(?:create|alter) table (?:if not exists )?(\w+)([^;]*);/g)]
    .filter(([, , body]) => new RegExp(`\\bconstraint ${name}\\b`).test(body!))
    .map(([, table]) => table!);
  return [...new Set([...on, ...inTables])];
}

function writersOf(modules: readonly Module[], tables: readonly string[]): readonly string[] {
  const writes = tables.map(table => new RegExp(`\\b(?:insert into|update|copy)\\s+${table}\\b`));
  return modules
    .filter(({ file, text }) => file.startsWith('src/features/') && writes.some(write => write.test(text)))
    .map(({ file }) => file);
}

function isSql(place: Place): boolean {
  return partsOf(place)[0].endsWith('.sql');
}

function partsOf(place: Place): readonly [file: string, name: string] {
  const at = place.indexOf('#');
  return [place.slice(0, at), place.slice(at + 1)];
}
