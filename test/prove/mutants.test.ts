/** The proof that the rules' tests notice mistakes: which mistakes it makes, and the short form on two small files. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mutantsOf } from './mutants/mutants-of.ts';
import { ruleFiles, tryMutants } from './mutants.ts';

/** What a line becomes, one mutant after the other. */
const becomes = (line: string) => mutantsOf(line).map(({ is }) => is);

describe('the mistakes that are made', () => {
  const table: readonly (readonly [was: string, ...is: string[]])[] = [
    ['a < b;', 'a <= b;'],
    ['a <= b;', 'a < b;'],
    ['a > b;', 'a >= b;'],
    ['a >= b;', 'a > b;'],
    ['a === b;', 'a !== b;'],
    ['a !== b;', 'a === b;'],
    ['a && b;', 'a || b;'],
    ['a || b;', 'a && b;'],
    ['!a;', 'a;'],
    ['f(10);', 'f(11);', 'f(9);'],
    ['f(0);', 'f(1);', 'f((-1));'],
    ['f(-1);', 'f(-2);', 'f(-0);'],
    ['f(2_500n);', 'f(2501n);', 'f(2499n);'],
    ['f(0n);', 'f(1n);', 'f((-1n));'],
    ['f({ 1: a });'],
    ['a ? b : c;', '!(a) ? b : c;'],
    ['a === b ? c : d;', 'a !== b ? c : d;'],
    ['function f() { if (a) return b; }', 'function f() { ; }'],
    ['function f() { if (a) { g(); throw b; } }', 'function f() { ; }'],
    ['for (const a of b) if (a) continue;', 'for (const a of b) ;'],
    ['if (a) g();', 'if (!(a)) g();'],
    ['function f() { if (a) return b; else g(); }', 'function f() { if (!(a)) return b; else g(); }'],
    ['f([a && { code }]);', 'f([false]);', 'f([a || { code }]);'],
    ['f([a && b]);', 'f([a || b]);'],
    ['const f = a => a && { code };', 'const f = a => false;', 'const f = a => a || { code };'],
    ['f(a as 1 | 2);'],
    ['f((a < b) /* < */ && c);', 'f((a <= b) /* < */ && c);', 'f((a < b) /* < */ || c);'],
  ];
  for (const [was, ...is] of table) test(was, () => assert.deepEqual(becomes(was), is));

  test('a mutant says where it stands', () => {
    const text = '// first\nexport function f(a: number): boolean {\n  return a < b;\n}\n';
    assert.deepEqual(mutantsOf(text), [
      {
        ...{ line: 3, within: 'f', was: 'return a < b;', is: 'return a <= b;' },
        ...{ start: text.indexOf('<'), end: text.indexOf('<') + 1, replacement: '<=' },
      },
    ]);
  });
});

test('every file of the rules can have a mutant, but for the rows of the register', () => {
  const files = ruleFiles();
  assert.ok(files.includes('src/rules/payment/payment.ts') && files.includes('src/rules/register.ts'));
  assert.deepEqual(
    files.filter(file => file.endsWith('.test.ts') || file.startsWith('src/rules/register/')),
    [],
  );
});

test('the short form: what decides and the ledger, every mutant noticed', async t => {
  const files = ['src/rules/decision.ts', 'src/rules/payment/ledger.ts'];
  const report = await tryMutants({ files, share: 1, seed: 1, jobs: 1 }, line => t.diagnostic(line));
  assert.deepEqual(
    report.problems.filter(problem => !problem.includes('without any mutant')),
    [],
  );
  assert.ok(report.results.length > 20);
  assert.deepEqual(
    report.results.filter(({ killedBy }) => killedBy === undefined),
    [],
  );
});
