/** The six ways to estimate a budget. Being written: the types stand, the family follows. */
import type { PlainDate } from '../values/dates.ts';
import type { BudgetMethod, NeededLine, Per, Working } from './budget.ts';
import type { Decision } from './decision.ts';
import type { Employment } from './on-costs.ts';
import type { Band, Points, Trace } from './trace.ts';

/** A budget of somebody with similar needs. */
export type Peer = { readonly id: string; readonly annualPence: bigint };

/** A service that the person has now. */
export type CurrentService = {
  readonly id: string;
  readonly needId: string | null;
  readonly label: string;
  /** What is paid for it each time. */
  readonly pence: bigint;
  readonly per: Per;
  readonly stream: string;
  /** true where it stays bought by the NHS and outside the budget. */
  readonly staysCommissioned: boolean;
};

/** what the NHS would pay for a chair that meets the need, and what the person does with it. */
export type Prescription = {
  readonly id: string;
  readonly needId: string | null;
  readonly label: string;
  readonly nhsCostPence: bigint;
  readonly option: 'NOTIONAL' | 'NOTIONAL_TOPUP' | 'THIRD_PARTY';
  /** For repairs; it is paid with a third party only. */
  readonly maintenancePence: bigint;
  /** What the chair costs that the person chose. */
  readonly chosenPence: bigint;
  readonly stream: string;
};

/** What the method itself needs. Lines of the rate card may stand beside each. */
export type MethodFigure =
  | { readonly method: 'HOURS_RATES' }
  | {
      readonly method: 'SIMILAR_CASES';
      readonly peers: readonly Peer[];
      /** Of fewer no figure is made. */
      readonly peerMin: number;
      /** What they are alike in: `CHC, high`. */
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
  | {
      readonly method: 'FLAT_RATE';
      readonly sums: readonly {
        readonly id: string;
        readonly needId: string | null;
        readonly label: string;
        readonly pence: bigint;
        readonly per: Per;
        readonly stream: string;
      }[];
    }
  | { readonly method: 'PRESCRIPTION_COST'; readonly prescriptions: readonly Prescription[] };

export type EstimateBasis = {
  /** The first day of the budget year. */
  readonly startsOn: PlainDate;
  readonly weeksPerYear: number;
  readonly contingency: { readonly weeks: number; readonly inBudget: boolean };
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
  /** how alike the similar cases are; null for other methods. */
  readonly spread: { readonly count: number; readonly lowerPence: bigint; readonly upperPence: bigint } | null;
  /** what the person pays besides. */
  readonly personPaysPence: bigint;
};

/** Estimates a budget, or says everything that stands against it. */
export function estimate(_basis: EstimateBasis): Decision<Estimate> {
  throw new Error('being written');
}
