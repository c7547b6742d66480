/**
 * A payment besides the instalments: something bought once, or an advance in an emergency. The instalments that are
 * left this year become smaller by it, so that the year adds up to the penny.
 *
 * Pure. Pence of one budget year. Where several pay, each pays and bears its agreed part. `today` is a London
 * date; the ceiling and the number of instalments that bear an advance are LOCAL.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { divideHalfUp, least, total } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';
import { bornBy } from '../funding/bearing.ts';
import type { BudgetState } from '../life.ts';
import type { Policy } from '../policy/policy.ts';
import { notRunning, type OpenInstalment } from '../safeguards/holding-back.ts';

export const EXTRA_KINDS = ['ADVANCE', 'ONE_OFF'] as const;
/** ADVANCE: somebody would go without care. ONE_OFF: something is bought once. */
export type ExtraKind = (typeof EXTRA_KINDS)[number];

export const SOURCES = ['CONTINGENCY', 'FREE'] as const;
/** What a one-off payment is taken from: the money kept for emergencies, or what is promised to nobody. */
export type Source = (typeof SOURCES)[number];

export type ExtraRefusal =
  | { readonly code: 'extra-without-label' }
  | { readonly code: 'extra-without-reasons' }
  | { readonly code: 'extra-without-amount' }
  | { readonly code: 'extra-without-source' }
  | { readonly code: 'extra-day-past' }
  | { readonly code: 'extra-day-after-year'; readonly lastMonth: Temporal.PlainYearMonth }
  | { readonly code: 'advance-over-most'; readonly mostPence: bigint }
  | { readonly code: 'extra-over-instalments'; readonly mostPence: bigint }
  | { readonly code: 'one-off-over-source'; readonly source: Source; readonly mostPence: bigint }
  | { readonly code: 'extra-not-as-seen'; readonly effect: string }
  | { readonly code: 'extra-own-request' }
  | { readonly code: 'extra-decided' }
  | { readonly code: 'extra-over-limit'; readonly limitPence: bigint }
  | { readonly code: 'extra-refused-without-reasons' };

/** By how much one instalment changes: below nought where it becomes smaller. */
export type InstalmentChange = Pick<OpenInstalment, 'stream' | 'option' | 'period'> & { readonly changePence: bigint };

/**
 * Takes a sum off instalments: the first `over` of them bear it evenly, each as far as it reaches, and what is left then
 * is taken from the earliest that still has something. Undefined where all of them together are less.
 */
export function takenOff(
  instalments: readonly OpenInstalment[],
  pence: bigint,
  over: number,
): readonly InstalmentChange[] | undefined {
  let left = pence;
  const take = (atMost: bigint, wanted: bigint) => {
    const taken = least(atMost, wanted);
    left -= taken;
    return taken;
  };
  const shares = instalments
    .slice(0, over)
    .map(({ pence: whole }, i, bearing) => take(whole, divideHalfUp(left, BigInt(bearing.length - i))));
  const changes = instalments.map(({ stream, option, period, pence: whole }, i) => {
    const share = shares[i] ?? 0n;
    return { stream, option, period, changePence: -share - take(whole - share, left) };
  });
  return left === 0n ? changes.filter(({ changePence }) => changePence !== 0n) : undefined;
}

export type Extra = {
  readonly kind: ExtraKind;
  readonly amountPence: bigint;
  /** What it is for. */
  readonly label: string;
  readonly reasons: string;
  /** Of a one-off payment. */
  readonly source: Source | undefined;
  /** The day on which it is needed. */
  readonly neededOn: PlainDate;
};

export type ExtraFacts = {
  readonly state: BudgetState;
  /** Not owed yet, of all payers, in order. */
  readonly instalments: readonly OpenInstalment[];
  /** In the order of the signed split; one for most budgets. */
  readonly payers: readonly { readonly stream: string; readonly basisPoints: number }[];
  readonly contingencyPence: bigint;
  readonly freePence: bigint;
  readonly policy: Policy['advance'];
};

/** What an extra payment does to the instalments that are left: nothing where it cannot be borne. */
export function effectOf(
  { instalments, payers, policy }: Pick<ExtraFacts, 'instalments' | 'payers' | 'policy'>,
  { kind, amountPence }: Pick<Extra, 'kind' | 'amountPence'>,
): readonly InstalmentChange[] | undefined {
  const of = (stream: string) => instalments.filter(each => each.stream === stream);
  const parts = bornBy(
    amountPence,
    payers.map(({ stream, basisPoints }) => ({
      stream,
      weight: basisPoints,
      mostPence: total(of(stream).map(({ pence }) => pence)),
    })),
  );
  return parts?.flatMap(({ stream, pence }) => {
    const own = of(stream);
    // It reaches: none bears more than its instalments come to.
    return takenOff(own, pence, kind === 'ADVANCE' ? policy.instalments : own.length)!;
  });
}

/** The effect as the person sees it: one sum for each month, whoever pays it. */
export function asOneEffect(
  changes: readonly InstalmentChange[],
  before: readonly Pick<OpenInstalment, 'option' | 'period' | 'pence'>[],
): { readonly period: Temporal.PlainYearMonth; readonly wasPence: bigint; readonly changePence: bigint }[] {
  const months = Map.groupBy(changes, ({ period, option }) => `${period} ${option}`);
  return [...months.values()]
    .map(([first, ...others]) => {
      const { period, option } = first!;
      const same = before.filter(each => each.period.equals(period) && each.option === option);
      return {
        period,
        wasPence: total(same.map(({ pence }) => pence)),
        changePence: total([first!, ...others].map(({ changePence }) => changePence)),
      };
    })
    .toSorted((a, b) => Temporal.PlainYearMonth.compare(a.period, b.period));
}

/** The effect as one text: whoever agrees later agrees to what was seen, and to nothing else. */
export function effectText(changes: readonly InstalmentChange[]): string {
  return changes.map(each => `${each.stream} ${each.option} ${each.period} ${each.changePence}`).join('; ');
}

/** Decides whether an extra payment may be asked for, and what it would do. `seen` is the effect on the page. */
export function decideExtra(
  facts: ExtraFacts,
  extra: Extra,
  seen: string,
  today: PlainDate,
): Decision<{ readonly changes: readonly InstalmentChange[] }> {
  const { kind, amountPence, source } = extra;
  const changes = effectOf(facts, extra);
  const sourcePence = source === 'CONTINGENCY' ? facts.contingencyPence : facts.freePence;
  return decide(
    [
      notRunning(facts.state),
      extra.label.trim() === '' && { code: 'extra-without-label' },
      extra.reasons.trim() === '' && { code: 'extra-without-reasons' },
      amountPence <= 0n && { code: 'extra-without-amount' },
      isBefore(extra.neededOn, today) && { code: 'extra-day-past' },
      kind === 'ONE_OFF' && afterYear(facts.instalments, extra.neededOn),
      kind === 'ADVANCE' &&
        amountPence > facts.policy.mostPence && { code: 'advance-over-most', mostPence: facts.policy.mostPence },
      kind === 'ONE_OFF' && source === undefined && { code: 'extra-without-source' },
      kind === 'ONE_OFF' &&
        source !== undefined &&
        amountPence > sourcePence && { code: 'one-off-over-source', source, mostPence: sourcePence },
      changes === undefined && {
        code: 'extra-over-instalments',
        mostPence: total(facts.instalments.map(({ pence }) => pence)),
      },
      changes !== undefined &&
        effectText(changes) !== seen && { code: 'extra-not-as-seen', effect: effectText(changes) },
    ],
    () => ({ changes: changes ?? [] }),
  );
}

/** The instalments of this year become smaller by it, so it is paid in this year too. */
function afterYear(instalments: readonly OpenInstalment[], neededOn: PlainDate): ExtraRefusal | false {
  const lastMonth = instalments
    .map(({ period }) => period)
    .toSorted(Temporal.PlainYearMonth.compare)
    .at(-1);
  return (
    lastMonth !== undefined &&
    Temporal.PlainYearMonth.compare(neededOn.toPlainYearMonth(), lastMonth) > 0 && {
      code: 'extra-day-after-year',
      lastMonth,
    }
  );
}

export type ExtraAnswer = { readonly decision: 'AGREED' | 'REFUSED'; readonly reasons: string };

export type DecidingFacts = {
  readonly decided: boolean;
  readonly askedById: string;
  readonly kind: ExtraKind;
  readonly amountPence: bigint;
  /** The most that the decider may sign; an advance has its own ceiling. */
  readonly limitPence: bigint;
};

/** Decides who may answer, and how: another person than who asked, a no with its reasons. */
export function decideExtraAnswer(facts: DecidingFacts, answer: ExtraAnswer, deciderId: string): Decision<true> {
  const agreed = answer.decision === 'AGREED';
  return decide(
    [
      facts.decided && { code: 'extra-decided' },
      facts.askedById === deciderId && { code: 'extra-own-request' },
      agreed &&
        facts.kind === 'ONE_OFF' &&
        facts.amountPence > facts.limitPence && { code: 'extra-over-limit', limitPence: facts.limitPence },
      !agreed && answer.reasons.trim() === '' && { code: 'extra-refused-without-reasons' },
    ],
    () => true,
  );
}
