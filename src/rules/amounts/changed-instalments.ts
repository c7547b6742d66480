/**
 * What is paid from a month on when the amount changes (T19, R-089, R-090).
 *
 * Pure. What is paid already stays; the instalments that are left are those of the new yearly amount, so that the year
 * comes to what was paid and what is left, to the penny. Where several pay, each bears its agreed part of the difference
 * . Pence of a whole budget year; dates are London calendar dates.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { divideHalfUp, greatest, least, total } from '../../values/pence.ts';
import { type AmountChange, decideAmountChange, decideSufficiency, firstMonthFrom } from '../budget/amount-change.ts';
import { instalmentsOf } from '../budget/instalments.ts';
import { type Decision, decide } from '../decision.ts';
import type { BudgetState } from '../life.ts';
import { splitByWeight } from '../options/split.ts';
import { notRunning, type OpenInstalment, type PaidLine } from '../safeguards/holding-back.ts';
import { effectText, type InstalmentChange, takenOff } from './extra-payment.ts';

export type ChangedRefusal =
  | { readonly code: 'change-in-past' }
  | { readonly code: 'change-of-nothing' }
  | { readonly code: 'change-after-year' }
  | { readonly code: 'change-over-instalments' }
  | { readonly code: 'change-of-several-holders' }
  | { readonly code: 'change-line-unknown' }
  | { readonly code: 'change-not-as-seen'; readonly effect: string };

export type ChangedFacts = {
  readonly state: BudgetState;
  readonly yearStartsOn: PlainDate;
  /** What the instalments of a whole year come to now. */
  readonly yearlyPence: bigint;
  /** The same payer by payer, in the order of the signed split; one for most budgets. */
  readonly payers: readonly { readonly stream: string; readonly basisPoints: number; readonly yearlyPence: bigint }[];
  /** What the person pays in themself beside the instalments. */
  readonly personPence: bigint;
  /** Not owed yet, in order. */
  readonly instalments: readonly OpenInstalment[];
  readonly lines: readonly (PaidLine & { readonly label: string })[];
  /** Kept for emergencies, a part of the instalments. */
  readonly contingencyPence: bigint;
  readonly noticeDays: number;
};

export type AmountOrder = Pick<AmountChange, 'toPence' | 'effectiveOn' | 'reasons'> & {
  /** Lines of the plan that have ended: the others go on at their cost. */
  readonly endedLineIds: readonly string[];
  /** What was found when it was looked at whether the money is enough. */
  readonly found: string;
};

export type Changed = {
  readonly isCut: boolean;
  readonly firstMonth: Temporal.PlainYearMonth;
  readonly changes: readonly InstalmentChange[];
  /** By how much the sum of this year changes. */
  readonly yearChangePence: bigint;
  /** What the ended lines would still have cost this year, by id. */
  readonly endedPence: Readonly<Record<string, bigint>>;
};

/** Decides whether the amount may change, and what each instalment is then. `seen` is the effect on the page. */
export function decideChangedAmount(
  facts: ChangedFacts,
  order: AmountOrder,
  seen: string,
  today: PlainDate,
): Decision<Changed> {
  const { toPence, effectiveOn, reasons, endedLineIds } = order;
  const goingOn = facts.lines.filter(line => !endedLineIds.includes(line.planItemId));
  const linesPence = total(goingOn.map(line => line.annualPence));
  const neededPence = facts.contingencyPence + linesPence - facts.personPence;
  const amount = decideAmountChange(
    { fromPence: facts.yearlyPence, toPence, neededPence, decidedOn: today, effectiveOn, reasons },
    facts.noticeDays,
  );
  const enough = decideSufficiency({
    services: servicesPaid(goingOn, toPence + facts.personPence - facts.contingencyPence),
    found: order.found,
  });
  const changes = changedFrom(facts, order);
  const effect = changes === undefined ? '' : effectText(changes);
  return decide(
    [
      notRunning(facts.state),
      isBefore(effectiveOn, today) && { code: 'change-in-past' },
      toPence === facts.yearlyPence && { code: 'change-of-nothing' },
      new Set(facts.instalments.map(({ option }) => option)).size > 1 && { code: 'change-of-several-holders' },
      !endedLineIds.every(id => facts.lines.some(line => line.planItemId === id)) && { code: 'change-line-unknown' },
      ...(amount.accepted ? [] : amount.refusals),
      ...(enough.accepted ? [] : enough.refusals),
      changes === undefined && { code: 'change-over-instalments' },
      toPence !== facts.yearlyPence && changes?.length === 0 && { code: 'change-after-year' },
      changes !== undefined && effect !== seen && { code: 'change-not-as-seen', effect },
    ],
    () => {
      const firstMonth = firstMonthFrom(effectiveOn);
      return {
        isCut: amount.accepted && amount.value.isCut,
        firstMonth,
        changes: changes ?? [],
        yearChangePence: total((changes ?? []).map(({ changePence }) => changePence)),
        endedPence: endedFrom(facts, endedLineIds, firstMonth),
      };
    },
  );
}

/** The services with what is paid for each: in their order, as far as the money reaches. */
export function servicesPaid(lines: ChangedFacts['lines'], pence: bigint) {
  let left = greatest(pence, 0n);
  return lines.map(({ label, annualPence: costPence }) => {
    const paidPence = least(costPence, left);
    left -= paidPence;
    return { label, costPence, paidPence };
  });
}

/** By how much each instalment changes that is left, payer by payer. Undefined where one of them cannot bear its part. */
export function changedFrom(
  {
    yearStartsOn,
    yearlyPence,
    payers,
    instalments,
  }: Pick<ChangedFacts, 'yearStartsOn' | 'yearlyPence' | 'payers' | 'instalments'>,
  { toPence, effectiveOn }: Pick<AmountOrder, 'toPence' | 'effectiveOn'>,
): readonly InstalmentChange[] | undefined {
  const parts = splitByWeight(
    toPence - yearlyPence,
    payers.map(({ stream, basisPoints }) => ({ stream, weight: basisPoints })),
  );
  const changes = payers.map((payer, i) => {
    const own = instalments.filter(({ stream }) => stream === payer.stream);
    const will = payer.yearlyPence + parts[i]!.pence;
    return will < 0n
      ? undefined
      : changedOfPayer(
          { yearStartsOn, yearlyPence: payer.yearlyPence, instalments: own },
          { toPence: will, effectiveOn },
        );
  });
  return changes.includes(undefined) ? undefined : changes.flatMap(each => each!);
}

/**
 * By how much each instalment changes that is left from the first month on: the difference between the instalments of
 * the new and of the old amount. One that an advance has made too small for its cut gives what it has, and the others
 * bear the rest. Undefined where all of them together have less than the cut.
 */
function changedOfPayer(
  { yearStartsOn, yearlyPence, instalments }: Pick<ChangedFacts, 'yearStartsOn' | 'yearlyPence' | 'instalments'>,
  { toPence, effectiveOn }: Pick<AmountOrder, 'toPence' | 'effectiveOn'>,
): readonly InstalmentChange[] | undefined {
  const firstMonth = firstMonthFrom(effectiveOn);
  const left = instalments.filter(({ period }) => !isEarlier(period, firstMonth));
  const [was, will] = [amountsOf(yearlyPence, yearStartsOn), amountsOf(toPence, yearStartsOn)];
  const wanted = left.map(({ period }) => will(period) - was(period));
  const changed = left.map(({ stream, option, period, pence }, i) => ({
    stream,
    option,
    period,
    changePence: greatest(wanted[i]!, -pence),
  }));
  const shortPence = total(changed.map(({ changePence }, i) => changePence - wanted[i]!));
  const rest = takenOff(
    left.map((each, i) => ({ ...each, pence: each.pence + changed[i]!.changePence })),
    shortPence,
    1,
  );
  return (
    rest &&
    changed
      .map(change => ({
        ...change,
        changePence:
          change.changePence +
          total(rest.filter(({ period }) => period.equals(change.period)).map(({ changePence }) => changePence)),
      }))
      .filter(({ changePence }) => changePence !== 0n)
  );
}

/** What each ended line would still have cost in the months that are left, by the share of the year that they are. */
function endedFrom(
  { yearStartsOn, yearlyPence, lines, instalments }: ChangedFacts,
  endedLineIds: readonly string[],
  firstMonth: Temporal.PlainYearMonth,
): Readonly<Record<string, bigint>> {
  const was = amountsOf(yearlyPence, yearStartsOn);
  // Each month once, however many pay for it.
  const months = new Map(instalments.map(({ period }) => [period.toString(), period]));
  const leftPence = total([...months.values()].filter(month => !isEarlier(month, firstMonth)).map(was));
  return Object.fromEntries(
    lines
      .filter(({ planItemId }) => endedLineIds.includes(planItemId))
      .map(({ planItemId, annualPence }) => [planItemId, divideHalfUp(annualPence * leftPence, yearlyPence)]),
  );
}

/** What a year of this amount pays for a month: nought where it has no instalment for it. */
function amountsOf(yearlyPence: bigint, startsOn: PlainDate): (month: Temporal.PlainYearMonth) => bigint {
  const instalments = instalmentsOf(yearlyPence, startsOn);
  return month => total(instalments.filter(each => each.month.equals(month)).map(({ pence }) => pence));
}

function isEarlier(month: Temporal.PlainYearMonth, than: Temporal.PlainYearMonth): boolean {
  return Temporal.PlainYearMonth.compare(month, than) < 0;
}
