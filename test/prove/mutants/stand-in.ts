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

/** Runs what was collected since the last call; the name of the first test that fails, undefined when none does. */
export async function runCollected(): Promise<string | undefined> {
  for (const { name, body } of collected.splice(0)) {
    try {
      await body();
    } catch {
      return name;
    }
  }
  return undefined;
}

/** Forgets what a file that could not be loaded described before it failed. */
export function forgetCollected(): void {
  collected.length = 0;
  path.length = 0;
}
