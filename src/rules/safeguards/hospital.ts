/**
 * A stay in hospital: nothing stops by itself, and what pauses is decided with the person (R-103, R-104; T20).
 *
 * Pure. The weeks for which assistants are kept on and the days between looks at it are LOCAL.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import type { Policy } from '../policy/policy.ts';

export type HospitalRefusal =
  | { readonly code: 'hospital-never-automatic' }
  | { readonly code: 'hospital-not-talked-over'; readonly with: 'care co-ordinator' | 'person' } // R-104, this and the next two
  | { readonly code: 'hospital-line-undecided'; readonly line: string }
  | { readonly code: 'admitted-in-future' }
  | { readonly code: 'home-day-wrong' };

/** what news of an admission does: it is marked, somebody has a task, and every payment stays as it was. */
export function onAdmission(admittedOn: PlainDate): {
  readonly overlay: 'HOSPITAL';
  readonly taskOn: PlainDate;
  readonly payments: 'UNCHANGED';
} {
  return { overlay: 'HOSPITAL', taskOn: admittedOn, payments: 'UNCHANGED' };
}

/** Weeks for which assistants' pay is kept on, at how much of it, and the days between looks. */
export type HospitalPolicy = Policy['hospital'];

export type HospitalLine = {
  readonly label: string;
  /** Undefined while nobody has decided. */
  readonly what: 'PAUSE' | 'KEEP' | undefined;
};

export type HospitalPlan = {
  readonly admittedOn: PlainDate;
  /** Who decides: a person, or a rule that runs by itself. */
  readonly decidedBy: 'STAFF' | 'SERVICE';
  readonly talkedWithCoordinator: boolean;
  readonly talkedWithPerson: boolean;
  readonly lines: readonly HospitalLine[];
};

/** Decides on what pauses while somebody is in hospital, and until when assistants are kept on. */
export function decideHospital(
  plan: HospitalPlan,
  policy: HospitalPolicy,
  today: PlainDate,
): Decision<{
  readonly paused: readonly string[];
  readonly retainedFrom: PlainDate;
  readonly retainedTo: PlainDate;
  /** How much of their pay assistants keep. */
  readonly retainedPct: number;
  readonly reviewsOn: readonly PlainDate[];
}> {
  const { admittedOn, lines } = plan;
  return decide(
    [
      plan.decidedBy === 'SERVICE' && { code: 'hospital-never-automatic' },
      !plan.talkedWithCoordinator && { code: 'hospital-not-talked-over', with: 'care co-ordinator' },
      !plan.talkedWithPerson && { code: 'hospital-not-talked-over', with: 'person' },
      isBefore(today, admittedOn) && { code: 'admitted-in-future' },
      ...lines.map(
        ({ label, what }) => what === undefined && ({ code: 'hospital-line-undecided', line: label } as const),
      ),
    ],
    () => ({
      paused: lines.filter(line => line.what === 'PAUSE').map(line => line.label),
      retainedFrom: admittedOn,
      retainedTo: admittedOn.add({ weeks: policy.retainerWeeks }).subtract({ days: 1 }),
      retainedPct: policy.retainerPct,
      reviewsOn: reviewsOf(admittedOn, policy),
    }),
  );
}

/** The days on which it is looked at again, until the retainer has run out. */
function reviewsOf(
  admittedOn: PlainDate,
  { retainerWeeks, reviewDays }: Pick<HospitalPolicy, 'retainerWeeks' | 'reviewDays'>,
): PlainDate[] {
  const count = Math.floor((retainerWeeks * 7) / reviewDays);
  return Array.from({ length: count }, (_, i) => admittedOn.add({ days: (i + 1) * reviewDays }));
}
