/** What happens once a budget has begun: statements sent in each month, lines answered, the first review. */

import { loadPayments } from '../features/payments/store.ts';
import { loadApprovedPlan } from '../features/plans/store.ts';
import { announceReview } from '../features/reviews/announce-review.ts';
import { closeReview } from '../features/reviews/close-review.ts';
import { recordCarePart } from '../features/reviews/record-care-part.ts';
import { recordMoneyPart } from '../features/reviews/record-money-part.ts';
import { importStatement } from '../features/spending/import-statement.ts';
import { placeLine } from '../features/spending/place-line.ts';
import { loadLines } from '../features/spending/store.ts';
import type { Tools } from '../platform/tools.ts';
import { type BankHolidays, isBefore, type PlainDate } from '../values/dates.ts';
import { total } from '../values/pence.ts';
import { bankFile, type Movement } from './bank-file.ts';
import type { Board } from './board.ts';
import { reviewDates } from './calendar.ts';
import type { PersonFacts } from './facts.ts';
import type { Case } from './life.ts';
import { command, must, type Step } from './step.ts';

/** The person sends in each month's statement on the first day of the next month, and says what the payments were. */
export function statementsOf(facts: PersonFacts, made: Case, months: readonly Temporal.PlainYearMonth[]): Step[] {
  return months.map((month, i) => ({
    on: month.add({ months: 1 }).toPlainDate({ day: 1 }),
    what: `send in the statement for ${month.toString()} (${facts.person.givenName})`,
    async take(tools) {
      await sendStatement(tools, facts, made, months.slice(0, i + 1));
      await answerQuestions(tools, facts, made);
    },
  }));
}

/** The statement of the last of these months. The first also holds what came in before the budget year began. */
async function sendStatement(
  tools: Tools,
  facts: PersonFacts,
  { budgetId, person }: Case,
  months: readonly Temporal.PlainYearMonth[],
): Promise<void> {
  const month = months.at(-1)!;
  const first = month.toPlainDate({ day: 1 });
  const to = first.add({ months: 1 }).subtract({ days: 1 });
  const payments = await tools.db.transaction(person, tx => loadPayments(tx, budgetId));
  const received = payments
    .filter(({ status, creditOn }) => status === 'CREDITED' && !isBefore(to, creditOn))
    .map(
      ({ creditOn, amountPence, reference }): Movement => ({
        on: creditOn,
        pence: amountPence,
        party: 'NHS DEMONSTRATION ICB',
        reference,
        kind: 'bacs',
      }),
    );
  const spent = months.flatMap(each =>
    facts.spending.map(
      ({ day, pence, ...movement }): Movement => ({
        ...movement,
        on: each.toPlainDate({ day }),
        pence: -pence,
      }),
    ),
  );
  const movements = [...received, ...spent].sort((a, b) => Temporal.PlainDate.compare(a.on, b.on));
  const from = months.length === 1 ? earlier(first, movements[0]!.on) : first;
  const before = movements.filter(({ on }) => isBefore(on, from));
  const file = bankFile(facts.account!, month, total(before.map(({ pence }) => pence)), movements.slice(before.length));
  must(await importStatement(tools, person, command(), budgetId, { file, from, to }));
}

/** The person answers "what was this?" where they know. What was answered once is placed without asking next time. */
async function answerQuestions(tools: Tools, facts: PersonFacts, { budgetId, person }: Case): Promise<void> {
  const { lines, items } = await tools.db.transaction(person, async tx => ({
    lines: await loadLines(tx, budgetId, 100, ['UNPLACED']),
    items: (await loadApprovedPlan(tx, budgetId))!.items,
  }));
  for (const { lineId, counterparty, placement } of lines) {
    const answer = facts.answers[counterparty];
    if (!answer) continue;
    const { planItemId } = items.find(item => item.label === answer.item)!;
    const { sequence } = placement;
    must(await placeLine(tools, person, command(), budgetId, lineId, { planItemId, note: answer.note, sequence }));
  }
}

/** The first review: announced in good time, held by two people, closed. None where the facts have none. */
export function firstReview(
  facts: PersonFacts,
  made: Case,
  {
    board,
    startsOn,
    holidays,
  }: { readonly board: Board; readonly startsOn: PlainDate; readonly holidays: BankHolidays },
): Step[] {
  const { review } = facts;
  if (!review) return [];
  const { carol, fiona } = board;
  const { announceOn, holdOn } = reviewDates(startsOn, holidays);
  let reviewId = '';
  return [
    {
      on: announceOn,
      what: 'announce the review',
      async take(tools) {
        const { covers, attendees } = review;
        const announced = { plannedOn: holdOn, covers, attendees };
        ({ reviewId } = must(await announceReview(tools, carol, command(), made.budgetId, announced)));
      },
    },
    {
      on: holdOn,
      what: 'hold and close the review',
      async take(tools) {
        const { budgetId, outcomeIds } = made;
        const ratings = Object.entries(review.care.ratings).map(([key, rating]) => ({
          outcomeId: outcomeIds.get(key)!,
          ...rating,
        }));
        must(await recordCarePart(tools, carol, command(), budgetId, reviewId, { ...review.care, ratings }));
        must(await recordMoneyPart(tools, fiona, command(), budgetId, reviewId, review.money));
        must(await closeReview(tools, carol, command(), budgetId, reviewId, { months: undefined }));
      },
    },
  ];
}

function earlier(a: PlainDate, b: PlainDate): PlainDate {
  return isBefore(a, b) ? a : b;
}
