/**
 * `openphb quote` without the terminal: two files in, a figure with its whole working out. Pure: the same files give the
 * same answer. Every problem is named at once: where it is, what stands there, and what is allowed.
 */

import {
  type BudgetMethod,
  indicativeStatement,
  type NeededLine,
  type WorkedLine,
} from '../../../rules/budget/budget.ts';
import { type EmployingBasis, employmentOf } from '../../../rules/budget/employing.ts';
import { instalmentsOf } from '../../../rules/budget/instalments.ts';
import { type Estimate, type EstimateBasis, estimate, type MethodFigure } from '../../../rules/budget/methods.ts';
import { cardsOfYear, type DatedCard, rateOfYear } from '../../../rules/budget/rate-card.ts';
import { asJson } from '../../../rules/budget/trace-json.ts';
import { compareWorkings, type LineChange } from '../../../rules/budget/what-if.ts';
import { type Decision, decide, type Refusal } from '../../../rules/decision.ts';
import { DEFAULT_POLICY } from '../../../rules/policy/policy.ts';
import { type PlainDate, readIsoDate } from '../../../values/dates.ts';
import { readQuantity, showQuantity } from '../../../values/quantity.ts';
import { type FileProblem, quoteProblems } from './quote-problems.ts';
import {
  type QuoteAnswer,
  QuoteNeeds,
  type QuoteNeedsFile,
  QuotePolicy,
  type QuotePolicyFile,
} from './quote-shapes.ts';

export type Quoted =
  | { readonly readable: false; readonly problems: readonly [FileProblem, ...FileProblem[]] }
  | {
      readonly readable: true;
      readonly decided: Decision<{ readonly estimate: Estimate; readonly answer: QuoteAnswer }>;
    };

/** Works out an indicative budget from what the two files hold. */
export function quote(policyFile: unknown, needsFile: unknown): Quoted {
  const [first, ...rest] = quoteProblems(policyFile, needsFile);
  if (first) return { readable: false, problems: [first, ...rest] };
  const [policy, needs] = [QuotePolicy.parse(policyFile), QuoteNeeds.parse(needsFile)];
  const basis = basisOf(policy, needs);
  const decided = basis.accepted ? estimate(basis.value) : basis;
  if (!decided.accepted) return { readable: true, decided };
  const totalPence = decided.value.working.totalPence.toString();
  if (needs.totalPence !== undefined && needs.totalPence !== totalPence) {
    const found = JSON.stringify(needs.totalPence);
    const allowed = `what its parts come to, "${totalPence}"`;
    return { readable: false, problems: [{ file: 'needs', path: 'totalPence', found, allowed }] };
  }
  const answer = answerOf(decided.value, policy, needs);
  return { readable: true, decided: { accepted: true, value: { estimate: decided.value, answer } } };
}

/** The difference that other files make, line by line. */
export function whatIf(before: Estimate, after: Estimate): NonNullable<QuoteAnswer['whatIf']> {
  const { changes, unchanged, differencePence, afterPence } = compareWorkings(before.working, after.working);
  return {
    totalPence: afterPence.toString(),
    differencePence: differencePence.toString(),
    changes: changes.map(changeAsJson),
    unchanged,
  };
}

function changeAsJson(change: LineChange): NonNullable<QuoteAnswer['whatIf']>['changes'][number] {
  const { id, label } = change.kind === 'removed' ? change.before : change.after;
  return {
    kind: change.kind,
    id,
    label,
    parts: change.kind === 'changed' ? [...change.parts] : [],
    beforePence: change.kind === 'added' ? '0' : change.before.amountPence.toString(),
    afterPence: change.kind === 'removed' ? '0' : change.after.amountPence.toString(),
    differencePence: change.differencePence.toString(),
  };
}

// --- what goes in -----------------------------------------------------------------------------

function basisOf(policy: QuotePolicyFile, needs: QuoteNeedsFile): Decision<EstimateBasis> {
  const startsOn = readIsoDate(needs.startOn)!;
  const rateCards = cardsOf(policy);
  const lines = (needs.lines ?? []).map(line => neededLine(line, rateCards, startsOn));
  const { assistants = [] } = needs;
  const employment = employmentOf(
    assistants.map(assistant => ({
      ...assistant,
      pence: BigInt(assistant.pence),
      raise: assistant.raise && { from: readIsoDate(assistant.raise.from)!, pence: BigInt(assistant.raise.pence) },
      hoursPerWeek: readQuantity(assistant.hoursPerWeek)!,
      bornOn: assistant.bornOn === null ? null : readIsoDate(assistant.bornOn)!,
      employedSince: assistant.employedSince === null ? null : readIsoDate(assistant.employedSince)!,
      setAsidePence: BigInt(assistant.setAsidePence),
    })),
    { employer: lawOf(policy), rateCards, startsOn, stream: assistants[0]?.stream ?? '' },
  );
  const refusals = [...lines, employment].flatMap((each): readonly Refusal[] => (each.accepted ? [] : each.refusals));
  return decide(refusals, () => ({
    startsOn,
    weeksPerYear: policy.weeksPerYear,
    contingency: policy.contingency,
    figure: figureOf(policy, needs),
    lines: lines.flatMap(each => (each.accepted ? [each.value] : [])),
    employment: employment.accepted ? employment.value : null,
  }));
}

function cardsOf(policy: QuotePolicyFile): readonly DatedCard[] {
  return [policy.rateCard, ...(policy.laterRateCards ?? [])].map(card => ({
    version: card.version,
    effectiveFrom: readIsoDate(card.effectiveFrom)!,
    rates: card.rates.map(({ code, unit, pence }) => ({ code, label: labelOf(code), unit, pence: BigInt(pence) })),
  }));
}

function neededLine(
  line: NonNullable<QuoteNeedsFile['lines']>[number],
  rateCards: readonly DatedCard[],
  startsOn: PlainDate,
): Decision<NeededLine> {
  const found = rateOfYear(rateCards, line.service, startsOn);
  if (!found.accepted) return found;
  const { id, needId, stream } = line;
  const quantity = readQuantity(line.quantity)!;
  return {
    accepted: true,
    value: { id, needId, ...found.value, quantity, per: line.oneOff ? 'once' : line.per, stream },
  };
}

/** A code as words: `PA_DAY` and `pa-day` are "Pa day", `DBS_CHECK` is "DBS check". */
function labelOf(code: string): string {
  const spaced = code.replace(/[-_]+/g, ' ').trim().toLowerCase();
  return (spaced.charAt(0).toUpperCase() + spaced.slice(1)).replace(/\b(dbs|nhs)\b/gi, name => name.toUpperCase());
}

/** The law's figures of the file, or those that come with the service. */
function lawOf({ employer }: QuotePolicyFile): EmployingBasis['employer'] {
  if (!employer) return DEFAULT_POLICY.employer;
  const minimumWage = employer.minimumWage.map(row => ({
    from: row.from,
    age21Pence: BigInt(row.age21Pence),
    age18Pence: BigInt(row.age18Pence),
    age16Pence: BigInt(row.age16Pence),
    apprenticePence: BigInt(row.apprenticePence),
  }));
  const onCosts = employer.onCosts.map(row => ({
    ...row,
    nationalInsuranceFromPence: BigInt(row.nationalInsuranceFromPence),
    employmentAllowancePence: BigInt(row.employmentAllowancePence),
    pensionTriggerPence: BigInt(row.pensionTriggerPence),
    pensionFromPence: BigInt(row.pensionFromPence),
    pensionToPence: BigInt(row.pensionToPence),
    redundancyWeekPayPence: BigInt(row.redundancyWeekPayPence),
  }));
  return { minimumWage, onCosts };
}

function figureOf(policy: QuotePolicyFile, needs: QuoteNeedsFile): MethodFigure {
  const method: BudgetMethod = needs.method;
  switch (method) {
    case 'HOURS_RATES':
      return { method };
    case 'SIMILAR_CASES': {
      const { band, stream, cases } = needs.similarCases!;
      const peers = cases.map(({ id, annualPence }) => ({ id, annualPence: BigInt(annualPence) }));
      return { method, peers, peerMin: policy.peerMin ?? DEFAULT_POLICY.budget.peerMin, band, stream };
    }
    case 'CURRENT_SERVICES':
      return { method, services: (needs.services ?? []).map(each => ({ ...each, pence: BigInt(each.pence) })) };
    case 'POINTS_BAND': {
      const { stream, domains } = needs.points!;
      const points = domains.map(({ domain, points }) => ({ label: labelOf(domain), points }));
      const bands = (policy.bands ?? []).map(band => ({ ...band, pence: BigInt(band.pence) }));
      return { method, points, bands, stream };
    }
    case 'FLAT_RATE':
      return { method, sums: (needs.sums ?? []).map(each => ({ ...each, pence: BigInt(each.pence) })) };
    case 'PRESCRIPTION_COST':
      return {
        method,
        prescriptions: (needs.prescriptions ?? []).map(each => ({
          ...each,
          nhsCostPence: BigInt(each.nhsCostPence),
          maintenancePence: BigInt(each.maintenancePence),
          chosenPence: BigInt(each.chosenPence),
        })),
      };
  }
}

// --- what comes out ---------------------------------------------------------------------------

function answerOf(estimate: Estimate, policy: QuotePolicyFile, needs: QuoteNeedsFile): QuoteAnswer {
  const { working, trace, spread, outside, method } = estimate;
  const startsOn = readIsoDate(needs.startOn)!;
  return {
    totalPence: working.totalPence.toString(),
    indicative: true,
    statement: indicativeStatement(working),
    method,
    policy: policy.version,
    rateCards: cardsOfYear(cardsOf(policy), startsOn).map(card => card.version),
    lines: working.lines.map(lineAsJson),
    trace: asJson(trace),
    ...(working.linesPence > 0n && { instalments: instalmentsAsJson(working.totalPence, startsOn) }),
    contingency: { pence: working.contingencyPence.toString(), inBudget: working.contingencyInBudget },
    ...(spread && {
      similarCases: {
        count: spread.count,
        medianPence: spread.medianPence.toString(),
        lowerPence: spread.lowerPence.toString(),
        upperPence: spread.upperPence.toString(),
      },
    }),
    ...(method === 'CURRENT_SERVICES' && {
      outside: outside.map(each => ({ ...each, annualPence: each.annualPence.toString() })),
    }),
    ...(method === 'PRESCRIPTION_COST' && { personPaysPence: estimate.personPaysPence.toString() }),
  };
}

function instalmentsAsJson(totalPence: bigint, startsOn: PlainDate): NonNullable<QuoteAnswer['instalments']> {
  const instalments = instalmentsOf(totalPence, startsOn);
  return {
    count: instalments.length,
    firstPence: instalments[0]!.pence.toString(),
    lastPence: instalments.at(-1)!.pence.toString(),
    rule: startsOn.day === 1 ? 'R-045' : 'R-044',
  };
}

function lineAsJson(line: WorkedLine): QuoteAnswer['lines'][number] {
  return {
    id: line.id,
    label: line.label,
    quantity: showQuantity(line.quantity),
    ratePence: line.ratePence.toString(),
    ...(line.periods && {
      rates: line.periods.map(({ from, ratePence, days, source }) => ({
        from: from.toString(),
        ratePence: ratePence.toString(),
        days,
        source,
      })),
    }),
    weeks: line.per === 'week' ? line.times : null,
    amountPence: line.amountPence.toString(),
    rule: line.rule,
  };
}
