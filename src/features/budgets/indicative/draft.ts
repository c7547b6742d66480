/** An indicative budget while it is put together: what it is worked out from, and what it comes to. */
import type { Queryable } from '../../../platform/db.ts';
import type { BudgetMethod, NeededLine } from '../../../rules/budget/budget.ts';
import { employmentOf } from '../../../rules/budget/employing.ts';
import { yearEnd } from '../../../rules/budget/instalments.ts';
import {
  type Estimate,
  type EstimateBasis,
  estimate,
  type MethodFigure,
  type Sum,
} from '../../../rules/budget/methods.ts';
import { cardsOfYear, rateOfYear } from '../../../rules/budget/rate-card.ts';
import { accepted, type Decision, type Refusal } from '../../../rules/decision.ts';
import { GROUPS, type Group } from '../../../rules/eligibility/eligibility.ts';
import type { Policy } from '../../../rules/policy/policy.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { loadPolicy } from '../../policy/store.ts';
import { loadProgrammeOf, type StoredProgramme } from '../../programmes/store.ts';
import type { Budget } from '../../requests/store.ts';
import { loadIndicativeDraft, loadSimilarCases, type SimilarCase } from '../figure-store.ts';
import { loadRateCards, type RateCard } from '../rate-cards/rate-card-store.ts';
import { type DraftLine, loadDraftLines } from '../store.ts';
import { type DraftInputs, NO_INPUTS } from './draft-inputs.ts';

/** Of more similar cases than these the newest count. */
const MOST_SIMILAR_CASES = 200;

export type Draft = {
  readonly policy: Policy;
  readonly method: BudgetMethod;
  readonly inputs: DraftInputs;
  readonly startsOn: PlainDate;
  /** The cards that count on a day of the year, oldest first; the first is the one in force on its first day. */
  readonly rateCards: readonly RateCard[];
  /** Those of the rate card. */
  readonly lines: readonly DraftLine[];
  readonly similarCases: readonly SimilarCase[];
  readonly basis: EstimateBasis;
  /** What it comes to; undefined while something stands against it. */
  readonly estimate: Estimate | undefined;
  /** What stands against the figure: no card, services that are not on it, too few similar cases, … */
  readonly refusals: readonly Refusal[];
};

export type DraftChoice = {
  readonly today: PlainDate;
  /** In place of what was chosen so far. */
  readonly startsOn?: PlainDate | undefined;
  readonly method?: BudgetMethod | undefined;
};

/** Works the draft out with the rate cards that count in the year and the policy that counts on `today`. */
export async function workOutDraft(
  db: Queryable,
  budget: Budget,
  icbCode: string,
  choice: DraftChoice,
): Promise<Draft> {
  const policy = await loadPolicy(db, icbCode, choice.today);
  const chosen = await loadIndicativeDraft(db, budget.budgetId);
  const inputs = chosen?.inputs ?? NO_INPUTS;
  // in a programme everybody gets the same sum, whatever else was put together.
  const programme = await loadProgrammeOf(db, budget.budgetId);
  const method = programme ? 'FLAT_RATE' : (choice.method ?? chosen?.method ?? policy.budget.method[groupOf(budget)]);
  const startsOn = choice.startsOn ?? inputs.startsOn ?? choice.today;
  const rateCards = await loadRateCards(db, icbCode, { from: startsOn, to: yearEnd(startsOn) });
  const inForce = cardsOfYear(rateCards, startsOn);
  const lines = programme ? [] : await loadDraftLines(db, budget.budgetId);
  const stream = budget.fundingStream;
  const found = lines.map(line => neededLine(line, inForce, startsOn, stream));
  const employment = employmentOf(programme ? [] : inputs.assistants, {
    employer: policy.employer,
    rateCards: inForce,
    startsOn,
    stream,
  });
  const similarCases =
    method === 'SIMILAR_CASES' && inputs.needBand
      ? await loadSimilarCases(db, budget, inputs.needBand, MOST_SIMILAR_CASES)
      : [];
  const basis: EstimateBasis = {
    startsOn,
    weeksPerYear: policy.budget.weeksPerYear,
    contingency: programme ? { ...policy.contingency, weeks: 0 } : policy.contingency,
    figure: programme
      ? { method: 'FLAT_RATE', sums: [sumOf(programme, budget)] }
      : figureOf(method, inputs, { policy, similarCases, budget }),
    lines: found.flatMap(line => (line.accepted ? [line.value] : [])),
    employment: employment.accepted ? employment.value : null,
  };
  const worked = estimate(basis);
  const noCard: readonly Refusal[] = inForce.length === 0 ? [{ code: 'no-rate-card', on: startsOn.toString() }] : [];
  const onLines = [...found, employment].flatMap((each): readonly Refusal[] => (each.accepted ? [] : each.refusals));
  return {
    policy,
    method,
    inputs,
    startsOn,
    rateCards: inForce,
    lines,
    similarCases,
    basis,
    estimate: worked.accepted ? worked.value : undefined,
    refusals: [...(noCard.length > 0 ? noCard : onLines), ...(worked.accepted ? [] : worked.refusals)],
  };
}

/** the sum of a programme, once. */
function sumOf({ programmeId, name, sumPence }: StoredProgramme, { fundingStream }: Budget): Sum {
  return { id: programmeId, needId: null, label: name, pence: sumPence, per: 'once', stream: fundingStream };
}

/** A line at the rates that count in its year; refused where a card does not have its service. */
function neededLine(
  line: DraftLine,
  cards: readonly RateCard[],
  startsOn: PlainDate,
  stream: string,
): Decision<NeededLine> {
  const found = rateOfYear(cards, line.rateCode, startsOn);
  if (!found.accepted) return found;
  const { draftLineId: id, needId, quantity, per } = line;
  return accepted({ id, needId, ...found.value, quantity, per, stream });
}

function figureOf(
  method: BudgetMethod,
  inputs: DraftInputs,
  {
    policy,
    similarCases,
    budget,
  }: {
    readonly policy: Policy;
    readonly similarCases: readonly SimilarCase[];
    readonly budget: Budget;
  },
): MethodFigure {
  const stream = budget.fundingStream;
  switch (method) {
    case 'HOURS_RATES':
      return { method };
    case 'SIMILAR_CASES':
      return {
        method,
        // Their names stay out: the person reads this.
        peers: similarCases
          .toSorted((a, b) => Number(a.finalPence - b.finalPence))
          .map(({ finalPence }, i) => ({ id: `Similar budget ${i + 1}`, annualPence: finalPence })),
        peerMin: policy.budget.peerMin,
        band: `${budget.claimedGroup}, ${inputs.needBand ?? 'no band'}`,
        stream,
      };
    case 'CURRENT_SERVICES':
      return { method, services: inputs.services.map(service => ({ ...service, stream })) };
    case 'POINTS_BAND':
      return {
        method,
        points: inputs.points.map(({ label, points }) => ({ label, points })),
        bands: policy.budget.points.bands,
        stream,
      };
    case 'FLAT_RATE':
      return { method, sums: inputs.sums.map(sum => ({ ...sum, stream })) };
    case 'PRESCRIPTION_COST':
      return { method, prescriptions: inputs.prescriptions.map(each => ({ ...each, stream })) };
  }
}

function groupOf(budget: Budget): Group {
  return GROUPS.find(group => group === budget.claimedGroup) ?? 'EXCEPTION';
}
