/** A programme of one-off budgets, and what one of its people bought: the lane that ends soon. */
import { finishGoal } from '../features/goals/finish-goal.ts';
import { recordPurchase } from '../features/goals/record-purchase.ts';
import { loadApprovedPlan } from '../features/plans/store.ts';
import { addDirectoryEntry } from '../features/programmes/add-directory-entry.ts';
import { addProgramme } from '../features/programmes/add-programme.ts';
import type { BankHolidays, PlainDate } from '../values/dates.ts';
import type { Board } from './board.ts';
import { dayOf } from './calendar.ts';
import type { Case } from './life.ts';
import { command, must, type Step } from './step.ts';
import { GLOVES, HAND_CYCLE } from './tom.ts';

const SHOP = 'Wheels for All Exampleton';

/** The programme is there before anybody asks for a place in it. */
export function programmeOf(
  made: Case,
  {
    board,
    startsOn,
    holidays,
  }: { readonly board: Board; readonly startsOn: PlainDate; readonly holidays: BankHolidays },
): Step {
  const on = dayOf('enquiry', startsOn, holidays);
  return {
    on,
    what: 'set up the programme',
    take: async tools => {
      const { programmeId } = must(
        await addProgramme(tools, board.fiona, command(), {
          name: 'Community exercise',
          forWhom: 'Adults whose long-term condition makes moving hard (invented for this demonstration)',
          sumPence: 40_000n,
          places: 50,
          firstOn: on,
          lastOn: startsOn.add({ months: 5 }),
        }),
      );
      made.programmeId = programmeId;
    },
  };
}

/** Bought within two weeks of the start, shown by its receipts, and finished. */
export function boughtBy(made: Case, { carol }: Board, startsOn: PlainDate): Step[] {
  const boughtOn = startsOn.add({ days: 9 });
  const bought = [
    { label: HAND_CYCLE, pence: 37_500n },
    { label: GLOVES, pence: 1_850n },
  ];
  return [
    {
      on: boughtOn.add({ days: 1 }),
      what: 'write down what was bought',
      take: async tools => {
        const plan = await tools.db.transaction(made.person, tx => loadApprovedPlan(tx, made.budgetId));
        const { planItemId } = plan!.items[0]!;
        const shown = { planItemId, place: SHOP, boughtOn, evidence: 'The receipt of the shop, kept by Tom' };
        for (const purchase of bought)
          must(await recordPurchase(tools, made.person, command(), made.budgetId, { ...shown, ...purchase }));
      },
    },
    {
      on: boughtOn.add({ days: 2 }),
      what: 'finish the one-off budget',
      take: async tools => {
        const words = 'It came on time, and fits.';
        must(await finishGoal(tools, made.person, command(), made.budgetId, { how: 'BOUGHT', words }));
        const entry = { category: 'EXERCISE', name: SHOP, what: HAND_CYCLE, costPence: 37_500n };
        must(await addDirectoryEntry(tools, carol, command(), entry));
      },
    },
  ];
}
