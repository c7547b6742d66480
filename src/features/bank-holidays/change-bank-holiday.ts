/** Makes a day a bank holiday, or one no more, and gives runs that were not sent the days that follow from it. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision } from '../../rules/decision.ts';
import { decideBankHoliday, newDays, withChanges } from '../../rules/payment/bank-holidays.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { takeTurnToPrepare } from '../payments/runs/prepare/store.ts';
import { lockUnsentRuns, saveRunRedated } from '../payments/runs/redated-store.ts';
import { loadBankHolidays, saveBankHolidayChange } from './store.ts';

export type BankHolidayInput = { readonly day: PlainDate; readonly isHoliday: boolean; readonly reason: string };

/** Whoever prepares a run waits meanwhile, so that no run keeps the days of before. */
export async function changeBankHoliday(
  tools: Tools,
  actor: Actor,
  command: Command,
  input: BankHolidayInput,
): Promise<Decision<{ redatedCount: number }>> {
  const { day, isHoliday } = input;
  const about = {
    act: 'bank-holiday.change',
    command,
    input: { ...input, day: day.toString() },
    subjectId: day.toString(),
  };
  return act(tools, actor, about, async tx => {
    await takeTurnToPrepare(tx);
    const today = tools.today();
    const holidays = await loadBankHolidays(tx, actor.icbCode, tools.bankHolidays);
    const decision = decideBankHoliday(input, today, holidays);
    if (!decision.accepted) return decision;
    const changeId = await saveBankHolidayChange(tx, actor, { ...input, changedOn: today });
    const now = withChanges(holidays, [{ day, isHoliday }]);
    let redatedCount = 0;
    for (const run of await lockUnsentRuns(tx)) {
      const days = newDays(run, today, now);
      if (!days) continue;
      await saveRunRedated(tx, run, days, changeId);
      redatedCount += 1;
    }
    return accepted({ redatedCount });
  });
}
