/** `openphb recharge`: what other payers owe the board for a month, as words, JSON or CSV. */
import { type Command, DONE, WrongUsage } from '../../platform/commands.ts';
import { rechargeRows } from '../../rules/funding/recharge.ts';
import { streamWords } from '../../rules/funding/streams.ts';
import { pounds } from '../../values/pence.ts';
import { MOST_LINES, monthOf, RechargeAnswer, rechargeAsJson, rechargeCsv } from './pages.ts';
import { loadRechargeLines, loadRechargeSums } from './store.ts';

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
      const month = monthOf(options.month!);
      if (!month) throw new WrongUsage('--month must be a month such as 2026-12');
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
];
