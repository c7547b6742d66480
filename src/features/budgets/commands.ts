/** `openphb quote`: an indicative budget with its whole working, from two files, without a database. */
import { type Command, DONE, Refused, WrongUsage } from '../../platform/commands.ts';
import { readJsonFile } from '../../platform/input-file.ts';
import { decideIndicativeBudget, showWorking } from '../../rules/budget.ts';
import { pounds } from '../../values/pence.ts';
import { inPlainWords } from '../refusals.ts';
import { QuoteAnswer, QuoteNeeds, QuotePolicy, quote } from './quote-files.ts';

const quoteCommand: Command = {
  name: 'quote',
  summary: 'Work out an indicative budget from a policy and a list of needs',
  details:
    'Both files are JSON; --schema prints their shapes. Money is a string of whole pence. Try demo/quote/policy.json\nand demo/quote/needs.json.',
  options: {
    policy: { says: 'the policy with its rate card', value: 'FILE', required: true },
    needs: { says: 'what is needed, line by line', value: 'FILE', required: true },
  },
  shapes: { policy: QuotePolicy, needs: QuoteNeeds, answer: QuoteAnswer },
  needs: 'nothing',
  async run({ options, print, printJson }) {
    const files = { policy: options.policy!, needs: options.needs! };
    const quoted = quote(await readJsonFile(files.policy), await readJsonFile(files.needs));
    if (!quoted.readable)
      throw new WrongUsage(
        quoted.problems
          .map(({ file, path, found, allowed }) => `${files[file]}: ${path} is ${found}; allowed is ${allowed}.`)
          .join('\n'),
      );
    const { working, answer } = quoted;
    const decision = decideIndicativeBudget({
      state: 'ASSESSED',
      working,
      headedPence: working.totalPence,
      statement: answer.statement,
      seenPence: working.totalPence,
    });
    if (!decision.accepted)
      throw new Refused(decision.refusals.map(refusal => `${inPlainWords(refusal).text}.`).join('\n'));
    for (const line of working.lines) print(`${line.label}: ${showWorking(line)} (${line.rule})`);
    print(`Total for one year: ${pounds(working.totalPence)}`);
    print('');
    print(answer.statement);
    print('');
    for (const { rule, words } of answer.trace) print(`${rule}  ${words}`);
    printJson(answer);
    return DONE;
  },
};

export const commands: readonly Command[] = [quoteCommand];
