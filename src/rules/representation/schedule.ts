/**
 * The Schedule of the Direct Payments Regulations: court orders under which nobody can have a direct payment,
 * and only that. The label and the name of the law are stored with each finding, since sentencing law is
 * renumbered. Pure; dates are London calendar dates, both ends included.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';

/** CL-11. */
export const SCHEDULE: readonly { readonly code: string; readonly label: string; readonly statute: string }[] = [
  {
    code: 'DRUG_REHABILITATION',
    label: 'Drug rehabilitation requirement',
    statute: 'Criminal Justice Act 2003, section 209',
  },
  {
    code: 'ALCOHOL_TREATMENT',
    label: 'Alcohol treatment requirement',
    statute: 'Criminal Justice Act 2003, section 212',
  },
  {
    code: 'LICENCE_CONDITION',
    label: 'Released on a licence with a condition about drugs or alcohol',
    statute: 'Criminal Justice Act 1991 or 2003, or Crime (Sentences) Act 1997',
  },
  {
    code: 'COMMUNITY_REHABILITATION',
    label: 'Community rehabilitation order with treatment for dependency',
    statute: 'Powers of Criminal Courts (Sentencing) Act 2000',
  },
  {
    code: 'DRUG_TREATMENT_AND_TESTING',
    label: 'Drug treatment and testing order',
    statute: 'Powers of Criminal Courts (Sentencing) Act 2000',
  },
  {
    code: 'YOUTH_REHABILITATION',
    label: 'Youth rehabilitation order with drug treatment, drug testing or treatment for intoxicating substances',
    statute: 'Criminal Justice and Immigration Act 2008',
  },
  {
    code: 'SCOTTISH_ORDER',
    label: 'Scottish probation or drug treatment order',
    statute: 'Criminal Procedure (Scotland) Act 1995',
  },
  { code: 'BAIL_OR_PAROLE', label: 'Bail or parole with such a condition', statute: 'Equivalent condition' },
];

export type ScheduleFinding = {
  readonly fromOn: PlainDate;
  /** The last day of the order; undefined where it has none. */
  readonly untilOn: PlainDate | undefined;
};

export type ScheduleRefusal =
  | { readonly code: 'exclusion-not-in-schedule' } // R-023, this and the next three
  | { readonly code: 'exclusion-without-order' }
  | { readonly code: 'exclusion-ends-before-start'; readonly fromOn: PlainDate }
  | { readonly code: 'exclusion-checked-in-future' };

/** whether an order bars direct payments on this day, and until when; of several, the one that lasts longest. */
export function scheduleBar(
  findings: readonly ScheduleFinding[],
  date: PlainDate,
): { readonly untilOn: PlainDate | undefined } | undefined {
  const barring = findings.filter(
    ({ fromOn, untilOn }) => !isBefore(date, fromOn) && (untilOn === undefined || !isBefore(untilOn, date)),
  );
  return barring.reduce<ScheduleFinding | undefined>(
    (longest, one) => (longest === undefined || outlasts(one, longest) ? one : longest),
    undefined,
  );
}

function outlasts(a: ScheduleFinding, b: ScheduleFinding): boolean {
  if (b.untilOn === undefined) return false;
  return a.untilOn === undefined || isBefore(b.untilOn, a.untilOn);
}

/** The ways to hold the money that stand open: what bars a direct payment bars no other way. */
export function openOptions(directPaymentBarred: boolean): readonly ('NOTIONAL' | 'THIRD_PARTY' | 'DIRECT_PAYMENT')[] {
  return directPaymentBarred ? ['NOTIONAL', 'THIRD_PARTY'] : ['NOTIONAL', 'THIRD_PARTY', 'DIRECT_PAYMENT'];
}

export type ExclusionCheck = {
  readonly checkedOn: PlainDate;
  /** Undefined: nothing of the Schedule was found. */
  readonly found: (ScheduleFinding & { readonly category: string; readonly orderRef: string }) | undefined;
};

/** Decides whether a check against the Schedule may be recorded. */
export function decideExclusionCheck(
  { checkedOn, found }: ExclusionCheck,
  today: PlainDate,
): Decision<{ readonly label: string; readonly statute: string } | undefined> {
  const entry = SCHEDULE.find(({ code }) => code === found?.category);
  return decide(
    [
      isBefore(today, checkedOn) && { code: 'exclusion-checked-in-future' },
      found !== undefined && entry === undefined && { code: 'exclusion-not-in-schedule' },
      found?.orderRef.trim() === '' && { code: 'exclusion-without-order' },
      found?.untilOn !== undefined &&
        isBefore(found.untilOn, found.fromOn) && { code: 'exclusion-ends-before-start', fromOn: found.fromOn },
    ],
    () => entry && { label: entry.label, statute: entry.statute },
  );
}
