/** `openphb quote`: an indicative budget with its whole working, from two files, without a database. */
import {
  type Command,
  type CommandContext,
  DONE,
  type ExitCode,
  REFUSED,
  Refused,
  WrongUsage,
} from '../../platform/commands.ts';
import { readJsonFile } from '../../platform/input-file.ts';
import { jsonProblemInWords, jsonProblems } from '../../platform/json-problems.ts';
import { decideIndicativeBudget, showWorking } from '../../rules/budget/budget.ts';
import type { Estimate } from '../../rules/budget/methods.ts';
import { partsOf, recompute, type Trace, wrongFigures } from '../../rules/budget/trace.ts';
import { readTrace } from '../../rules/budget/trace-json.ts';
import { asSentences } from '../../rules/budget/trace-words.ts';
import type { Refusal } from '../../rules/decision.ts';
import { METHOD_WORDS } from '../../rules/plan/plan-words.ts';
import { pounds } from '../../values/pence.ts';
import { inLines } from '../refusals.ts';
import { quote, whatIf } from './quote/quote-files.ts';
import { QuoteAnswer, QuoteNeeds, QuotePolicy, RecomputeAnswer } from './quote/quote-shapes.ts';

const quoteCommand: Command = {
  name: 'quote',
  summary: 'Work out an indicative budget from a policy and a list of needs',
  details:
    'The files are JSON; --schema prints their shapes. Money is a string of whole pence. Try demo/quote/policy.json\nand demo/quote/needs.json; demo/quote/ has a pair of files for each method.',
  options: {
    policy: { says: 'the policy with its rate card', value: 'FILE' },
    needs: { says: 'what is needed, and the method', value: 'FILE' },
    explain: { says: 'print the whole working in sentences' },
    'what-if': { says: 'other needs: print the difference, line by line', value: 'FILE' },
    'what-if-policy': { says: 'another policy: print the difference, line by line', value: 'FILE' },
    recompute: { says: 'work an answer of --json out again from its trace alone', value: 'FILE' },
  },
  shapes: { policy: QuotePolicy, needs: QuoteNeeds, answer: QuoteAnswer, recomputed: RecomputeAnswer },
  needs: 'nothing',
  async run(context) {
    const { options } = context;
    if (options.recompute !== undefined) return recomputeAnswer(context, options.recompute);
    const { policy, needs } = options;
    if (policy === undefined || needs === undefined)
      throw new WrongUsage(
        [
          ...(policy === undefined ? ['--policy FILE is missing.'] : []),
          ...(needs === undefined ? ['--needs FILE is missing.'] : []),
        ].join('\n'),
      );
    const quoted = await quoteFiles({ policy, needs });
    printQuote(context, quoted);
    const other = { policy: options['what-if-policy'] ?? policy, needs: options['what-if'] ?? needs };
    const difference =
      other.policy === policy && other.needs === needs
        ? undefined
        : whatIf(quoted.estimate, (await quoteFiles(other)).estimate);
    if (difference) printDifference(context, difference);
    context.printJson(difference ? { ...quoted.answer, whatIf: difference } : quoted.answer);
    return DONE;
  },
};

export const commands: readonly Command[] = [quoteCommand];

type Files = { readonly policy: string; readonly needs: string };
type QuoteOfFiles = { readonly estimate: Estimate; readonly answer: QuoteAnswer };

/** The figure of two files; otherwise everything that is wrong with them, or that stands against the figure. */
async function quoteFiles(files: Files): Promise<QuoteOfFiles> {
  const quoted = quote(await readJsonFile(files.policy), await readJsonFile(files.needs));
  if (!quoted.readable)
    throw new WrongUsage(
      quoted.problems.map(problem => `${files[problem.file]}: ${jsonProblemInWords(problem)}.`).join('\n'),
    );
  if (!quoted.decided.accepted) throw refusedFor(quoted.decided.refusals);
  const { estimate, answer } = quoted.decided.value;
  const { working } = estimate;
  const decision = decideIndicativeBudget({
    state: 'ASSESSED',
    working,
    headedPence: working.totalPence,
    statement: answer.statement,
    seenPence: working.totalPence,
  });
  if (!decision.accepted) throw refusedFor(decision.refusals);
  return { estimate, answer };
}

function refusedFor(refusals: readonly Refusal[]): Refused {
  return new Refused(inLines(refusals));
}

function printQuote({ print, options }: CommandContext, { estimate, answer }: QuoteOfFiles): void {
  const { working, spread, outside, personPaysPence, method } = estimate;
  for (const line of working.lines) print(`${line.label}: ${showWorking(line)} (${line.rule})`);
  print(`Total for one year: ${pounds(working.totalPence)}`);
  if (spread)
    print(
      `From ${spread.count} similar cases; half of them lie between ${pounds(spread.lowerPence)} and ${pounds(spread.upperPence)}`,
    );
  for (const { label, annualPence } of outside)
    print(`Not in it, the NHS goes on buying it: ${label}, ${pounds(annualPence)} a year`);
  if (personPaysPence > 0n) print(`The person pays ${pounds(personPaysPence)} besides`);
  print('');
  print(answer.statement);
  print('');
  print(
    `Worked out from ${METHOD_WORDS[method]} (${method}), policy ${answer.policy}, rate card ${answer.rateCards.join(', then ')}`,
  );
  if (answer.instalments) print(paymentsIn(answer.instalments));
  if (!options.explain) return;
  print('');
  for (const sentence of asSentences(estimate.trace)) print(sentence);
}

function paymentsIn({ count, firstPence, lastPence }: NonNullable<QuoteAnswer['instalments']>): string {
  const [first, last] = [pounds(BigInt(firstPence)), pounds(BigInt(lastPence))];
  return count === 1 ? `1 payment of ${first}` : `${count} payments, the first ${first}, the last ${last}`;
}

function printDifference({ print }: CommandContext, difference: NonNullable<QuoteAnswer['whatIf']>): void {
  print('');
  print(`What if: ${pounds(BigInt(difference.totalPence))}, ${moreOrLess(difference.differencePence)}`);
  for (const change of difference.changes) {
    const parts = change.parts.length > 0 ? ` (${change.parts.join(', ')})` : '';
    print(
      `${change.label}, ${change.kind}${parts}: ${pounds(BigInt(change.beforePence))} → ${pounds(BigInt(change.afterPence))}, ${moreOrLess(change.differencePence)}`,
    );
  }
  print(`${difference.unchanged} ${difference.unchanged === 1 ? 'line stays' : 'lines stay'} as they are`);
}

function moreOrLess(pence: string): string {
  const difference = BigInt(pence);
  if (difference === 0n) return 'the same sum';
  return difference > 0n ? `${pounds(difference)} more` : `${pounds(-difference)} less`;
}

/** Proves the figure of an answer from its trace alone: no policy, no rates, no needs. */
async function recomputeAnswer({ print, printJson }: CommandContext, path: string): Promise<ExitCode> {
  const file = await readJsonFile(path);
  const { trace, stated } = readAnswer(path, file);
  const recomputedPence = recompute(trace);
  const wrong = wrongFigures(trace);
  const agrees = wrong.length === 0 && recomputedPence === stated;
  const figures = countFigures(trace);
  print(
    agrees
      ? `${pounds(stated)}: worked out again from the trace alone, ${figures === 1 ? '1 figure' : `${figures} figures`}, each the same.`
      : `The answer says ${pounds(stated)}; its trace comes to ${pounds(recomputedPence)}.`,
  );
  for (const { label, rule, statedPence, workedPence } of wrong)
    print(`${label} (${rule}) says ${pounds(statedPence)} and comes to ${pounds(workedPence)}.`);
  printJson({
    statedPence: stated.toString(),
    recomputedPence: recomputedPence.toString(),
    figures,
    agrees,
    wrong: wrong.map(each => ({
      ...each,
      statedPence: each.statedPence.toString(),
      workedPence: each.workedPence.toString(),
    })),
  });
  return agrees ? DONE : REFUSED;
}

/** The trace and the total of an answer; otherwise every place of it that is wrong. */
function readAnswer(path: string, file: unknown): { readonly trace: Trace; readonly stated: bigint } {
  const parsed = QuoteAnswer.safeParse(file);
  const read = readTrace(parsed.success ? parsed.data.trace : undefined);
  if (parsed.success && read.readable) return { trace: read.trace, stated: BigInt(parsed.data.totalPence) };
  const problems = parsed.error
    ? jsonProblems(file, parsed.error)
    : read.readable
      ? []
      : read.problems.map(problem => ({ ...problem, path: `trace.${problem.path}` }));
  throw new WrongUsage(problems.map(problem => `${path}: ${jsonProblemInWords(problem)}.`).join('\n'));
}

function countFigures(trace: Trace): number {
  return partsOf(trace).reduce((count, part) => count + countFigures(part), 1);
}
