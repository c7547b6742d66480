/**
 * The six ways to estimate a budget, each with its whole working.
 *
 * Rules R-042 (the methods), R-043 (the same inputs give the same pence), R-044 (rates), R-129 and R-132 (wheelchairs),
 * R-144 (contingency), R-164 to R-166 (assistants). Whatever the method, lines of the rate card and assistants may
 * stand beside its figure. Pure: cases, rates and the policy come in as facts. Amounts are pence for one budget year.
 */
import type { PlainDate } from '../../values/dates.ts';
import { total } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';
import { chairMoney, type WheelchairOption, wheelchairBudget } from '../options/wheelchair.ts';
import {
  type BudgetBasis,
  type BudgetMethod,
  type BudgetRefusal,
  isWeekly,
  type NeededLine,
  type Per,
  priceLine,
  sumUp,
  timesOf,
  type WorkedLine,
  type Working,
} from './budget.ts';
import { type Employment, onCostsOf, payReasons, wagesOf } from './on-costs.ts';
import { type Band, bySize, given, type Points, quarterOf, type Term, type Trace, worked } from './trace.ts';
import { oneSum, quantityFactor, type TracedLine, traceOfLine, weeksFactor } from './traced-line.ts';

/** A budget of somebody with similar needs. `id` names nobody: `case 3`. */
export type Peer = { readonly id: string; readonly annualPence: bigint };

/** A sum that is paid every week, month or year, or once. */
export type Sum = {
  readonly id: string;
  readonly needId: string | null;
  readonly label: string;
  readonly pence: bigint;
  readonly per: Per;
  readonly stream: string;
};

/** A service that the person has now. R-046: `staysCommissioned` where the NHS goes on buying it, outside the budget. */
export type CurrentService = Sum & { readonly staysCommissioned: boolean };

/** what the NHS would pay for a chair that meets the need, and what the person does with it. */
export type Prescription = {
  readonly id: string;
  readonly needId: string | null;
  readonly label: string;
  readonly nhsCostPence: bigint;
  readonly option: WheelchairOption;
  /** For repairs; it is paid only where the person owns the chair. */
  readonly maintenancePence: bigint;
  /** What the chair costs that the person chose. */
  readonly chosenPence: bigint;
  readonly stream: string;
};

/** What the method itself needs. */
export type MethodFigure =
  | { readonly method: 'HOURS_RATES' }
  | {
      readonly method: 'SIMILAR_CASES';
      readonly peers: readonly Peer[];
      /** Of fewer no figure is made. */
      readonly peerMin: number;
      /** What they are alike in: `continuing healthcare, high`. */
      readonly band: string;
      readonly stream: string;
    }
  | { readonly method: 'CURRENT_SERVICES'; readonly services: readonly CurrentService[] }
  | {
      readonly method: 'POINTS_BAND';
      readonly points: readonly Points[];
      readonly bands: readonly Band[];
      readonly stream: string;
    }
  | { readonly method: 'FLAT_RATE'; readonly sums: readonly Sum[] }
  | { readonly method: 'PRESCRIPTION_COST'; readonly prescriptions: readonly Prescription[] };

export type EstimateBasis = {
  /** The first day of the budget year. */
  readonly startsOn: PlainDate;
  readonly weeksPerYear: number;
  readonly contingency: BudgetBasis['contingency'];
  readonly figure: MethodFigure;
  /** What is bought at rates of the card, whatever the method: hours, extras, start-up. */
  readonly lines: readonly NeededLine[];
  readonly employment: Employment | null;
};

/** An estimate with its whole working. */
export type Estimate = {
  readonly method: BudgetMethod;
  readonly working: Working;
  /** The total, down to its inputs; `trace.pence` is `working.totalPence`. */
  readonly trace: Trace;
  /** how far apart the similar cases are; null for other methods. */
  readonly spread: Spread | null;
  /** what stays outside the budget, and what it costs in a year. */
  readonly outside: readonly { readonly id: string; readonly label: string; readonly annualPence: bigint }[];
  /** what the person pays besides. */
  readonly personPaysPence: bigint;
};

export type Spread = {
  readonly count: number;
  readonly medianPence: bigint;
  /** The first and the third quarter: half of the cases lie between them. */
  readonly lowerPence: bigint;
  readonly upperPence: bigint;
};

/** Estimates a budget, or says everything that stands against it. */
export function estimate(basis: EstimateBasis): Decision<Estimate> {
  return decide(estimateReasons(basis), () => estimated(basis));
}

/** Why these inputs give no figure. */
function estimateReasons({ figure, employment, startsOn }: EstimateBasis): readonly (BudgetRefusal | false)[] {
  const reason = figureReason(figure);
  if (!employment) return [reason];
  const { minimumWage } = employment.figures;
  return [reason, ...employment.assistants.flatMap(assistant => payReasons(assistant, minimumWage, startsOn))];
}

function figureReason(figure: MethodFigure): BudgetRefusal | false {
  if (figure.method === 'SIMILAR_CASES') {
    const { length: count } = figure.peers;
    return count < figure.peerMin && { code: 'too-few-similar-cases', count, needed: figure.peerMin };
  }
  if (figure.method === 'POINTS_BAND') {
    const points = figure.points.reduce((sum, each) => sum + each.points, 0);
    if (figure.bands.length === 0) return { code: 'no-bands-of-points' };
    const leastPoints = Math.min(...figure.bands.map(band => band.from));
    return points < leastPoints && { code: 'points-below-bands', points, leastPoints };
  }
  return false;
}

/** In plain loops: a hundred thousand of these are worked out when prices change. */
function estimated(basis: EstimateBasis): Estimate {
  const { figure, employment, weeksPerYear, contingency } = basis;
  const { traced, parts, outside } = figureOf(figure, weeksPerYear);
  const lines: WorkedLine[] = traced.map(each => each.line);
  const traces: Trace[] = traced.map(each => each.trace); // of the lines, one for one
  const weeks = weeksFactor(weeksPerYear);
  const needed = employment
    ? [...basis.lines, ...employment.assistants.map(assistant => wagesOf(assistant, employment.stream))]
    : basis.lines;
  for (const each of needed) {
    const line = priceLine(each, weeksPerYear);
    lines.push(line);
    traces.push(traceOfLine(line, each.rate.source, weeks));
  }
  if (employment)
    for (const { line, trace } of onCostsOf(employment, basis)) {
      lines.push(line);
      traces.push(trace);
    }
  const working = sumUp(lines, contingency);
  const of = parts.concat(traces.slice(traced.length));
  for (const line of working.lines) if (line.rule === 'R-144') of.push(contingencyTrace(line, lines, traces));
  return {
    method: figure.method,
    working,
    trace: { label: 'Total for one year', rule: 'R-039', pence: working.totalPence, how: { op: 'sum', of } },
    spread: figure.method === 'SIMILAR_CASES' ? spreadOf(figure.peers) : null,
    outside,
    personPaysPence:
      figure.method === 'PRESCRIPTION_COST'
        ? total(figure.prescriptions.map(each => chairMoney(each).personPaysPence))
        : 0n,
  };
}

/** so many weeks of what the stream's week costs at the start of the year. */
function contingencyTrace(contingency: WorkedLine, lines: readonly WorkedLine[], traces: readonly Trace[]): Trace {
  const { label, ratePence, quantity, stream } = contingency;
  const terms: Term[] = [];
  for (let i = 0; i < lines.length; i++) {
    const { how } = traces[i]!;
    if (isWeekly(lines[i]!, stream) && how.op === 'product') terms.push(weekTerm(how.terms));
  }
  const week: Trace = { label: 'What a week costs', rule: 'R-144', pence: ratePence, how: { op: 'product', terms } };
  return {
    label,
    rule: 'R-144',
    pence: contingency.amountPence,
    how: { op: 'product', terms: [{ rate: week, by: [quantityFactor(quantity, 'week')] }] },
  };
}

/** The first rate of a weekly line times its quantity alone. */
function weekTerm([first]: readonly Term[]): Term {
  return { rate: first!.rate, by: [first!.by[0]!] };
}

/** The lines of a method's own figure, and what stands for them in the sum. */
type FigureLines = {
  readonly traced: readonly TracedLine[];
  readonly parts: readonly Trace[];
  readonly outside: Estimate['outside'];
};

const NO_FIGURE: FigureLines = { traced: [], parts: [], outside: [] };

function figureOf(figure: MethodFigure, weeksPerYear: number): FigureLines {
  switch (figure.method) {
    case 'HOURS_RATES':
      return NO_FIGURE;
    case 'SIMILAR_CASES':
      return ofOneTrace('similar-cases', figure.stream, similarCases(figure.peers, figure.band));
    case 'POINTS_BAND':
      return ofOneTrace('points', figure.stream, pointsBand(figure.points, figure.bands));
    case 'CURRENT_SERVICES':
      return currentServices(figure.services, weeksPerYear);
    case 'FLAT_RATE':
      return ofTraced(figure.sums.map(sum => tracedSum(sum, weeksPerYear, 'the board’s flat rates')));
    case 'PRESCRIPTION_COST':
      return ofTraced(figure.prescriptions.flatMap(prescribed));
  }
}

function ofTraced(traced: readonly TracedLine[]): FigureLines {
  return { traced, parts: traced.map(each => each.trace), outside: [] };
}

/** A yearly figure that is for no one need alone. */
function ofOneTrace(id: string, stream: string, trace: Trace): FigureLines {
  const { label, pence } = trace;
  const line = oneSum({ id, needId: null, label, pence, per: 'year', times: 1, rule: 'R-042', stream });
  return ofTraced([{ line, trace }]);
}

/** The median of what people with similar needs have. */
function similarCases(peers: readonly Peer[], band: string): Trace {
  const cases = peers.map(({ id, annualPence }) => given(id, annualPence, 'R-042', `budgets of this kind: ${band}`));
  return worked('What people with similar needs have', 'R-042', { op: 'median', of: cases });
}

/** The band that the points of all domains reach together. */
function pointsBand(points: readonly Points[], bands: readonly Band[]): Trace {
  return worked('Points for each need', 'R-042', { op: 'band', points, bands });
}

/** What is paid now, service by service, less what stays bought by the NHS. */
function currentServices(services: readonly CurrentService[], weeksPerYear: number): FigureLines {
  const traced = services.map(service => tracedSum(service, weeksPerYear, 'what is paid for it now'));
  const stays = traced.filter((_, i) => services[i]!.staysCommissioned);
  const comesIn = traced.filter((_, i) => !services[i]!.staysCommissioned);
  if (services.length === 0) return NO_FIGURE;
  const now = worked('What the care costs now', 'R-042', { op: 'sum', of: traced.map(each => each.trace) });
  const less = stays.map(each => each.trace);
  return {
    traced: comesIn,
    parts: [stays.length === 0 ? now : worked('What comes into the budget', 'R-046', { op: 'less', from: now, less })],
    outside: stays.map(({ line }) => ({ id: line.id, label: line.label, annualPence: line.amountPence })),
  };
}

/** A sum times how often it is paid in the year. */
function tracedSum(sum: Sum, weeksPerYear: number, source: string): TracedLine {
  const { id, needId, label, pence, per, stream } = sum;
  const line = oneSum({ id, needId, label, pence, per, times: timesOf(per, weeksPerYear), rule: 'R-042', stream });
  return { line, trace: traceOfLine(line, source) };
}

/** what the NHS would pay for the chair; R-132: where it will be the person's own, what its repairs cost too. */
function prescribed(prescription: Prescription): readonly TracedLine[] {
  const { id, needId, label, stream } = prescription;
  const { chairPence, repairsPence } = wheelchairBudget(prescription);
  const once = { needId, per: 'once', times: 1, stream } as const;
  const chair = oneSum({ ...once, id, label, pence: chairPence, rule: 'R-129' });
  const words = `${label}: repairs and maintenance`;
  const repairs = oneSum({ ...once, id: `${id}-maintenance`, label: words, pence: repairsPence, rule: 'R-132' });
  return [
    { line: chair, trace: given(label, chairPence, 'R-129', 'what the NHS would pay for a chair that meets the need') },
    ...(repairsPence === 0n
      ? []
      : [{ line: repairs, trace: given(words, repairsPence, 'R-132', 'the board’s sum for repairs') }]),
  ];
}

/** How far apart the cases are: the median of all, and those of the lower and the upper half. */
export function spreadOf(peers: readonly Peer[]): Spread {
  const amounts = bySize(peers.map(peer => peer.annualPence));
  return {
    count: amounts.length,
    medianPence: quarterOf(amounts, 2),
    lowerPence: quarterOf(amounts, 1),
    upperPence: quarterOf(amounts, 3),
  };
}
