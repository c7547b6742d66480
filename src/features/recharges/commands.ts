/**
 * `openphb recharge`: what other payers owe the board for a month, as words, JSON or CSV; `recharge make|list|answer` the
 * statements between payers.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readDay, readOneOf, readWords } from '../../platform/command-words.ts';
import { type Command, DONE, Refused, WrongUsage } from '../../platform/commands.ts';
import { rechargeRows } from '../../rules/funding/recharge.ts';
import { RECHARGE_ANSWERS } from '../../rules/funding/recharge-statement.ts';
import { streamWords } from '../../rules/funding/streams.ts';
import { pounds } from '../../values/pence.ts';
import { recordEvent } from '../audit/store.ts';
import { yesOrRefused } from '../refusals.ts';
import { answerRecharge } from './answer-recharge.ts';
import { MOST_LINES, monthOf, RechargeAnswer, rechargeAsJson, rechargeCsv } from './pages.ts';
import { stateRecharges } from './state-recharges.ts';
import { StatementAnswer, statementAsJson } from './statement-pages.ts';
import { loadStatement, loadStatements, type Statement } from './statement-store.ts';
import { loadRechargeLines, loadRechargeSums } from './store.ts';

/** The month that `--month` names. */
function readMonth(text: string): Temporal.PlainYearMonth {
  const month = monthOf(text);
  if (!month) throw new WrongUsage('--month must be a month such as 2026-12');
  return month;
}

const STANDING_WORDS: Readonly<Record<Statement['standing'], string>> = {
  OPEN: 'not answered yet',
  AGREED: 'agreed',
  DISPUTED: 'not agreed to',
};

const statementWords = ({ statementId, payer, stream, month, version, pence, standing }: Statement) =>
  `${month} ${payer}, ${streamWords(stream)}, ${version === 1 ? 'statement' : `correction ${version - 1}`}: ${pounds(pence)}, ${STANDING_WORDS[standing]} (${statementId})`;

const makeCommand: Command = {
  name: 'recharge make',
  summary: 'Make the statements of every month up to one that is over',
  details:
    'For each other payer what the ledger paid out for it, and where an earlier month turned out otherwise, the difference.\nWhat was stated before is not stated again.',
  options: { month: { says: 'the last month, which is over', value: 'YYYY-MM', required: true } },
  shapes: { answer: z.object({ statements: z.number() }) },
  needs: 'database',
  may: 'see-recharges',
  async run({ tools, actor, options, print, printJson }) {
    const month = readMonth(options.month!);
    const done = yesOrRefused(await stateRecharges(tools, actor, { id: randomUUID() }, month));
    print(`${done.statements} ${done.statements === 1 ? 'statement' : 'statements'} made`);
    printJson(done);
    return DONE;
  },
};

const listCommand: Command = {
  name: 'recharge list',
  summary: 'The statements of a month, and how each stands',
  options: { month: { says: 'the month of the statements', value: 'YYYY-MM', required: true } },
  shapes: { answer: z.object({ statements: z.array(StatementAnswer) }) },
  needs: 'database',
  may: 'see-recharges',
  async run({ tools, actor, options, print, printJson }) {
    const month = readMonth(options.month!);
    const statements = await tools.db.transaction(actor, async tx => {
      await recordEvent(tx, actor, { act: 'recharges.read', outcome: 'read' });
      return loadStatements(tx, month);
    });
    for (const statement of statements) print(statementWords(statement));
    if (statements.length === 0) print('No statement was made of this month.');
    printJson({ statements: statements.map(statementAsJson) });
    return DONE;
  },
};

const answerCommand: Command = {
  name: 'recharge answer',
  summary: 'Write down what the other payer says to a statement',
  details: 'AGREED: it is a loan in the books of both. DISPUTED: it waits, with what they do not agree to.',
  operands: ['STATEMENT'],
  options: {
    says: { says: 'AGREED or DISPUTED', value: 'WORD', required: true },
    who: { says: 'who said it, at the other payer', value: 'TEXT', required: true },
    on: { says: 'the day on which they said it', value: 'DATE', required: true },
    words: { says: 'what they do not agree to, or what settled it', value: 'TEXT' },
  },
  shapes: { answer: StatementAnswer },
  needs: 'database',
  may: 'see-recharges',
  async run({ tools, actor, operands, options, print, printJson }) {
    const [statementId] = operands as [string];
    if (!z.uuid().safeParse(statementId).success)
      throw new WrongUsage(`STATEMENT is "${statementId}"; it must be an id as openphb recharge list prints it.`);
    const said = {
      answer: readOneOf('says', options.says, RECHARGE_ANSWERS)!,
      who: readWords('who', options.who!),
      answeredOn: readDay('on', options.on!),
      words: options.words === undefined ? '' : readWords('words', options.words),
    };
    yesOrRefused(await answerRecharge(tools, actor, { id: randomUUID() }, statementId, said));
    const statement = await tools.db.transaction(actor, tx => loadStatement(tx, statementId));
    if (!statement) throw new Refused(`There is no statement ${statementId}.`);
    print(statementWords(statement));
    printJson(statementAsJson(statement));
    return DONE;
  },
};

export const commands: readonly Command[] = [
  {
    name: 'recharge',
    summary: 'What other payers owe the board for a month',
    details:
      'For each payer of budgets that several fund together: what it owed before, what was paid for it in the month,\nwhat it paid back, and what it owes now. With --csv every payment that the figures are made of.',
    options: {
      month: { says: 'the month of the statement', value: 'YYYY-MM', required: true },
      csv: { says: 'print every payment as CSV' },
    },
    shapes: { answer: RechargeAnswer },
    needs: 'database',
    may: 'see-recharges',
    async run({ tools, actor, options, print, printJson }) {
      const month = readMonth(options.month!);
      const { rows, lines } = await tools.db.transaction(actor, async tx => ({
        rows: rechargeRows(await loadRechargeSums(tx, month)),
        lines: await loadRechargeLines(tx, month, MOST_LINES),
      }));
      if (options.csv) print(rechargeCsv(lines).trimEnd());
      else
        for (const row of rows)
          print(
            `${row.payer}, ${streamWords(row.stream)}: owed ${pounds(row.openingPence)}, paid for them ${pounds(row.paidPence)}, received ${pounds(row.receivedPence)}, owes ${pounds(row.closingPence)}`,
          );
      printJson(rechargeAsJson(month, rows, lines));
      return DONE;
    },
  },
  makeCommand,
  listCommand,
  answerCommand,
];
