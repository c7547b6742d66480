/**
 * Fills an empty demonstration: the board, and Jackie and Janice, whose lives are told from the enquiry to today by the
 * service's own acts; Tom, who gets £400 once; and Rose, for whom the NHS buys. What is theirs and what is invented stands in demo/README.md.
 */
import type { Tools } from '../platform/tools.ts';
import type { PlainDate } from '../values/dates.ts';
import { loadBoard } from './board.ts';
import { dayOf, endedMonths, monthsBack } from './calendar.ts';
import { jackie } from './jackie.ts';
import { janice } from './janice.ts';
import { lifeOf, newCase } from './life.ts';
import { firstReview, statementsOf } from './money.ts';
import { boughtBy, programmeOf } from './one-off.ts';
import { boughtFor } from './orders.ts';
import { payRun } from './pay-runs.ts';
import { rose } from './rose.ts';
import { takeSteps } from './step.ts';
import { tom } from './tom.ts';

/** Jackie's budget has run for four months and more, her first review is behind her; Janice's for one and more. */
const JACKIE_MONTHS = 4;
const JANICE_MONTHS = 1;

/** Loads it all, so that it ends on the tools' today. */
export async function loadDemonstration(tools: Tools): Promise<void> {
  const today = tools.today();
  const { bankHolidays: holidays } = tools;
  const [first, second] = [monthsBack(today, JACKIE_MONTHS), monthsBack(today, JANICE_MONTHS)];
  const board = await loadBoard(tools, ratesFrom(dayOf('enquiry', first, holidays)));
  const months = [...endedMonths(first, today), today.toPlainYearMonth()];

  const lives = [
    { facts: jackie(first), startsOn: first },
    { facts: janice(second, today), startsOn: second },
  ].flatMap(({ facts, startsOn }) => {
    const made = newCase();
    const where = { board, startsOn, holidays };
    return [
      ...lifeOf(facts, made, where),
      ...statementsOf(facts, made, endedMonths(startsOn, today)),
      ...firstReview(facts, made, where),
    ];
  });
  const once = newCase();
  const where = { board, startsOn: second, holidays };
  const oneOff = [programmeOf(once, where), ...lifeOf(tom(), once, where), ...boughtBy(once, board, second)];
  const bought = newCase();
  const notional = [...lifeOf(rose(second), bought, where), ...boughtFor(bought, where)];
  const runs = months.flatMap(month => payRun(board, month, holidays));
  await takeSteps(tools, [...runs, ...lives, ...oneOff, ...notional]);
}

/** Prices count from the first of April before anybody asked for anything. */
function ratesFrom(earliest: PlainDate): PlainDate {
  const april = earliest.with({ month: 4, day: 1 });
  return Temporal.PlainDate.compare(april, earliest) <= 0 ? april : april.subtract({ years: 1 });
}
