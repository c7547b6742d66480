/** One payment run a month for every budget of the board: prepared, released by another person, sent, credited. */

import { writeFile } from '../features/payments/files/write-file.ts';
import { creditRun } from '../features/payments/runs/credit-run.ts';
import { prepareRun } from '../features/payments/runs/prepare-run.ts';
import { releaseRun } from '../features/payments/runs/release-run.ts';
import { loadRun } from '../features/payments/store.ts';
import { systemActor } from '../values/actor.ts';
import type { BankHolidays } from '../values/dates.ts';
import { type Board, DEMONSTRATION_ICB } from './board.ts';
import { runDates } from './calendar.ts';
import { command, must, type Step } from './step.ts';

export function payRun({ peter, rosa }: Board, month: Temporal.PlainYearMonth, holidays: BankHolidays): Step[] {
  const { prepareOn, releaseOn, fileOn, creditOn } = runDates(month, holidays);
  const what = (act: string) => `${act} the payments for ${month.toString()}`;
  let runId = '';
  return [
    {
      on: prepareOn,
      what: what('prepare'),
      take: async tools => ({ runId } = must(await prepareRun(tools, peter, command(), { month }))),
    },
    {
      on: releaseOn,
      what: what('release'),
      async take(tools) {
        const run = await tools.db.transaction(rosa, tx => loadRun(tx, DEMONSTRATION_ICB, runId));
        const seen = { count: run!.paymentsCount, totalPence: run!.totalPence };
        must(await releaseRun(tools, rosa, command(), runId, seen));
      },
    },
    { on: fileOn, what: what('send'), take: async tools => must(await writeFile(tools, rosa, command(), runId)) },
    {
      on: creditOn,
      what: what('credit'),
      take: async tools => must(await creditRun(tools, systemActor(DEMONSTRATION_ICB), command(), runId)),
    },
  ];
}
