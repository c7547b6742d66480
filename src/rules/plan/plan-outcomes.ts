/**
 * How far the outcomes of a plan are reached (R-162): a rating at the beginning and at each review, and the scores of
 * questionnaires on quality of life and wellbeing beside them.
 *
 * Pure. A rating goes from −2 (much worse) to +2 (much better). Scores are whole thousandths, so that 0.057 is exact.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';

export const INSTRUMENTS = ['ASCOT', 'GHQ_12', 'EQ_5D_5L', 'WEMWBS', 'POET', 'LOCAL'] as const;
export type Instrument = (typeof INSTRUMENTS)[number];

/** The lowest and highest score of each questionnaire in thousandths, and whether more is better. */
export const SCALES: Readonly<
  Record<Instrument, { readonly from: number; readonly to: number; readonly moreIsBetter: boolean }>
> = {
  ASCOT: { from: -171, to: 1000, moreIsBetter: true },
  GHQ_12: { from: 0, to: 36_000, moreIsBetter: false },
  EQ_5D_5L: { from: -594, to: 1000, moreIsBetter: true },
  WEMWBS: { from: 14_000, to: 70_000, moreIsBetter: true },
  POET: { from: 1000, to: 5000, moreIsBetter: true },
  LOCAL: { from: 0, to: 100_000, moreIsBetter: true },
};

export type OutcomeRefusal =
  | { readonly code: 'rating-out-of-range'; readonly rating: number } // R-162, all of these
  | { readonly code: 'baseline-there-already'; readonly outcome: string }
  | { readonly code: 'rating-of-unknown-outcome' }
  | { readonly code: 'measured-in-future'; readonly measuredOn: PlainDate }
  | { readonly code: 'score-out-of-scale'; readonly instrument: Instrument; readonly thousandths: number }
  | { readonly code: 'score-unreadable'; readonly given: string };

/** Reads a score as people write it: `0.62`, `-0.1`, `27`; undefined for anything else. */
export function readScore(given: string): number | undefined {
  const match = /^(-|\u2212)?(\d{1,3})(?:\.(\d{1,3}))?$/.exec(given.trim());
  if (!match) return undefined;
  const size = Number(match[2]) * 1000 + Number((match[3] ?? '').padEnd(3, '0'));
  return match[1] === undefined ? size : -size;
}

/** The shortest way to write a score: `0.62`, `−0.1`, `27`. */
export function showScore(thousandths: number): string {
  const size = Math.abs(thousandths);
  const fraction = String(size % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${thousandths < 0 ? '\u2212' : ''}${Math.floor(size / 1000)}${fraction && `.${fraction}`}`;
}

/** Decides whether a first rating may be recorded: one for each outcome, from −2 to +2, of a day that has come. */
export function decideBaseline(facts: {
  /** Undefined where the outcome is not of this person's assessment. */
  readonly outcome: { readonly words: string; readonly hasBaseline: boolean } | undefined;
  readonly rating: number;
  readonly measuredOn: PlainDate;
  readonly today: PlainDate;
}): Decision<Record<never, never>> {
  const { outcome, rating, measuredOn, today } = facts;
  return decide(
    [
      outcome === undefined && { code: 'rating-of-unknown-outcome' },
      outcome?.hasBaseline === true && { code: 'baseline-there-already', outcome: outcome.words },
      !isRating(rating) && { code: 'rating-out-of-range', rating },
      isBefore(today, measuredOn) && { code: 'measured-in-future', measuredOn },
    ],
    () => ({}),
  );
}

function isRating(rating: number): boolean {
  return Number.isInteger(rating) && rating >= -2 && rating <= 2;
}

/** Decides whether the score of a questionnaire may be recorded: readable, within its scale, of a day that has come. */
export function decideMeasure(facts: {
  readonly instrument: Instrument;
  readonly score: string;
  readonly measuredOn: PlainDate;
  readonly today: PlainDate;
}): Decision<{ readonly thousandths: number }> {
  const { instrument, score, measuredOn, today } = facts;
  const thousandths = readScore(score);
  const { from, to } = SCALES[instrument];
  return decide(
    [
      thousandths === undefined && { code: 'score-unreadable', given: score },
      thousandths !== undefined &&
        (thousandths < from || thousandths > to) && { code: 'score-out-of-scale', instrument, thousandths },
      isBefore(today, measuredOn) && { code: 'measured-in-future', measuredOn },
    ],
    () => ({ thousandths: thousandths! }),
  );
}

/** One rating of an outcome: at the beginning, or at a review. */
export type Rating = { readonly rating: number; readonly on: PlainDate; readonly words: string };

export type OutcomeProgress = {
  readonly baseline: Rating | undefined;
  /** At each review, oldest first. */
  readonly ratings: readonly Rating[];
  /** The latest rating less the first; undefined until both are there. */
  readonly change: number | undefined;
};

/** How far one outcome has come since the beginning. */
export function progressOf(baseline: Rating | undefined, ratings: readonly Rating[]): OutcomeProgress {
  const inOrder = [...ratings].sort((a, b) => Temporal.PlainDate.compare(a.on, b.on));
  const latest = inOrder.at(-1);
  return { baseline, ratings: inOrder, change: baseline && latest && latest.rating - baseline.rating };
}

export type Measure = { readonly instrument: Instrument; readonly thousandths: number; readonly on: PlainDate };

/** The first and the latest score of each questionnaire that was used twice or more, and which way it went. */
export function measureChanges(measures: readonly Measure[]): readonly {
  readonly instrument: Instrument;
  readonly first: Measure;
  readonly latest: Measure;
  /** In the questionnaire's own scale, whichever way is better. */
  readonly changeThousandths: number;
  readonly went: 'better' | 'worse' | 'same';
}[] {
  return INSTRUMENTS.flatMap(instrument => {
    const own = measures
      .filter(measure => measure.instrument === instrument)
      .sort((a, b) => Temporal.PlainDate.compare(a.on, b.on));
    const [first, ...later] = own;
    const latest = later.at(-1);
    if (!first || !latest) return [];
    const changeThousandths = latest.thousandths - first.thousandths;
    const better = SCALES[instrument].moreIsBetter ? changeThousandths : -changeThousandths;
    return [
      { instrument, first, latest, changeThousandths, went: better > 0 ? 'better' : better < 0 ? 'worse' : 'same' },
    ];
  });
}
