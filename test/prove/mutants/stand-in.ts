/**
 * The part of `node:test` that the tests of the rules use, for running thousands of them in one process: what they
 * describe is collected, then run in order until the first failure. What is not here fails aloud before any mutant.
 */
type Body = () => unknown;
type Test = { readonly name: string; readonly body: Body };

const collected: Test[] = [];
const path: string[] = [];

export function describe(name: string, body: Body): void {
  path.push(name);
  body();
  path.pop();
}

export function test(name: string, body: Body): void {
  collected.push({ name: [...path, name].join(' > '), body });
}

const failures = new Map<string, number>();

/** Runs what was collected since the last call, first what failed most; the name of the first that fails, undefined when none does. */
export async function runCollected(): Promise<string | undefined> {
  const often = ({ name }: Test) => failures.get(name) ?? 0;
  for (const each of collected.splice(0).sort((a, b) => often(b) - often(a))) {
    try {
      await each.body();
    } catch {
      failures.set(each.name, often(each) + 1);
      return each.name;
    }
  }
  return undefined;
}

/** Forgets what a file that could not be loaded described before it failed. */
export function forgetCollected(): void {
  collected.length = 0;
  path.length = 0;
}
