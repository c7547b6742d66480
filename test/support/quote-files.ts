/** Files of the quote as they may be, and what it says of two of them. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { commands } from '../../src/features/budgets/commands.ts';
import { quote } from '../../src/features/budgets/quote/quote-files.ts';
import type { QuoteAnswer } from '../../src/features/budgets/quote/quote-shapes.ts';
import { type ExitCode, runCommand } from '../../src/platform/commands.ts';
import { readTrace } from '../../src/rules/budget/trace-json.ts';
import { asSentences } from '../../src/rules/budget/trace-words.ts';

export const root = join(import.meta.dirname, '../..');
export const read = async (path: string) =>
  JSON.parse(await readFile(join(root, path), 'utf8')) as Record<string, unknown>;
export const [policyFile, needsFile] = [await read('demo/quote/policy.json'), await read('demo/quote/needs.json')];

export const policy = (given: object = {}) => ({
  version: 'p1',
  icbCode: 'QTA',
  effectiveFrom: '2026-04-01',
  weeksPerYear: 52,
  contingency: { weeks: 4, inBudget: true },
  rateCard: { version: 'c1', effectiveFrom: '2026-04-01', rates: [{ code: 'PA', unit: 'hour', pence: '1500' }] },
  ...given,
});
export const line = (given: object = {}) => ({
  id: 'a',
  needId: 'n',
  service: 'PA',
  quantity: '40',
  unit: 'hour',
  per: 'week',
  stream: 'NHS_CHC',
  oneOff: false,
  ...given,
});
export const needs = (given: object = {}) => ({
  startOn: '2026-12-01',
  method: 'HOURS_RATES',
  lines: [line()],
  ...given,
});
/** The answer to two readable files that make a figure. */
export const answered = (p: unknown, n: unknown) => {
  const quoted = quote(p, n);
  assert.ok(quoted.readable && quoted.decided.accepted);
  return quoted.decided.value.answer;
};
export const sentencesOf = (answer: QuoteAnswer) => {
  const read = readTrace(answer.trace);
  assert.ok(read.readable);
  return asSentences(read.trace);
};
/** The codes of what stands against a figure. */
export const refusalsOf = (p: unknown, n: unknown) => {
  const quoted = quote(p, n);
  return quoted.readable && !quoted.decided.accepted ? quoted.decided.refusals.map(refusal => refusal.code) : [];
};
export const problemsOf = (p: unknown, n: unknown) => {
  const quoted = quote(p, n);
  return quoted.readable ? [] : quoted.problems.map(({ file, path, found }) => `${file} ${path} ${found}`);
};

export const folder = await mkdtemp(join(tmpdir(), 'openphb-quote-'));
after(() => rm(folder, { recursive: true }));

export async function run(words: readonly string[]): Promise<{ code: ExitCode; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCommand(['quote', ...words], {
    commands,
    print: text => out.push(text),
    say: text => err.push(text),
    stopping: new AbortController().signal,
    withTools: () => assert.fail('quote needs no database'),
    withOwner: () => assert.fail('quote needs no database'),
    withDatabase: () => assert.fail('quote needs no database'),
    onFault: error => assert.fail(error as Error),
  });
  return { code, out: out.join(''), err: err.join('') };
}
export async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

export const cases = (count: number) => ({
  band: 'high',
  stream: 'NHS_CHC',
  cases: Array.from({ length: count }, (_, i) => ({ id: `case ${i}`, annualPence: '100' })),
});
export const assistant = (given: object = {}) => ({
  id: 'ana',
  needId: 'n',
  label: 'Ana',
  pence: '1500',
  raise: null,
  hoursPerWeek: '20',
  bornOn: '1990-06-01',
  apprentice: false,
  employedSince: null,
  setAsidePence: '0',
  stream: 'NHS_CHC',
  ...given,
});
export const employerCard = (version = 'c1', effectiveFrom = '2026-04-01') => ({
  version,
  effectiveFrom,
  rates: ['EMPLOYER_INSURANCE', 'PAYROLL', 'TRAINING', 'DBS_CHECK', 'RECRUITMENT', 'PA'].map(code => ({
    code,
    unit: code === 'PA' ? 'hour' : 'item',
    pence: '1500',
  })),
});
export const withCard = (given: object = {}) => policy({ rateCard: employerCard(), ...given });
export const employed = (given: object = {}) => needs({ lines: undefined, assistants: [assistant(given)] });
