/** Moves the date of a demonstration on, so that a newcomer can live a year in an hour. */
import { moveDateOn } from '../../platform/clock.ts';
import type { Tools } from '../../platform/tools.ts';
import { type Decision, decide } from '../../rules/decision.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';

/** Moves to a later date, or on by so much, such as `P7D`; the database itself refuses it outside demonstrations. */
export async function moveDate(
  tools: Tools,
  actor: Actor,
  command: Command,
  to: PlainDate | string,
): Promise<Decision<{ readonly movedTo: string }>> {
  const what = { act: 'demonstration.move-date', command, input: { to: to.toString() } };
  const decision = await act(tools, actor, what, async tx => {
    const today = tools.today();
    const date = typeof to === 'string' ? today.add(to) : to;
    const answer = decide([!isBefore(today, date) && { code: 'date-not-later', date, today }], () => ({
      movedTo: date.toString(),
    }));
    if (answer.accepted) await moveDateOn(tx, today.until(date).days);
    return answer;
  });
  await tools.refreshToday();
  return decision;
}
