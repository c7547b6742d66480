/** What it costs to employ assistants. Being written. */
import type { PlainDate } from '../values/dates.ts';
import type { Quantity } from '../values/quantity.ts';
import type { Rate, Uplift } from './budget.ts';

/** The legal minimum wage an hour, by age, from a day on. Pence. */
export type WageFloor = {
  readonly from: PlainDate;
  readonly from21Pence: bigint;
  readonly from18Pence: bigint;
  readonly under18Pence: bigint;
  readonly apprenticePence: bigint;
};

/** What the law and the ICB's policy say about employing somebody. Pence for a year unless named. */
export type EmployingFigures = {
  readonly wageFloors: readonly WageFloor[];
  readonly nationalInsurance: {
    readonly basisPoints: number;
    readonly abovePence: bigint;
    readonly allowancePence: bigint;
  };
  readonly pension: {
    readonly basisPoints: number;
    /** Above this pay an assistant is enrolled. */
    readonly triggerPence: bigint;
    readonly abovePence: bigint;
    readonly upToPence: bigint;
  };
  /** Weeks of paid holiday in a year, for which somebody else is paid: 5.6. */
  readonly holidayWeeks: Quantity;
  /** Sick pay and other statutory pay, as a part of the wages. */
  readonly statutoryPayBasisPoints: number;
  /** For the employer, once a year. */
  readonly insurancePence: bigint;
  /** For each assistant: every month, every year, and once for somebody new. */
  readonly payrollMonthPence: bigint;
  readonly trainingPence: bigint;
  readonly checkPence: bigint;
  readonly recruitmentPence: bigint;
  readonly redundancy: {
    /** Years of service after which it is owed. */
    readonly afterYears: number;
    readonly mostYears: number;
    /** The most that counts as a week's pay. */
    readonly weekPayUpToPence: bigint;
  };
};

/** Somebody whom the person employs, or will. */
export type Assistant = {
  readonly id: string;
  readonly needId: string | null;
  readonly label: string;
  /** An hour's pay, and what it becomes inside the budget year. */
  readonly rate: Rate;
  readonly uplifts?: readonly Uplift[];
  readonly hoursPerWeek: Quantity;
  /** Null while nobody is found: the wage of 21 and over counts. */
  readonly bornOn: PlainDate | null;
  readonly apprentice: boolean;
  /** Null for somebody new. */
  readonly employedSince: PlainDate | null;
  /** What earlier years set aside for redundancy. */
  readonly setAsidePence: bigint;
};

export type Employment = {
  readonly figures: EmployingFigures;
  readonly stream: string;
  readonly assistants: readonly Assistant[];
};
