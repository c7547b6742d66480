/**
 * Employing an assistant: the wage that may be planned, the insurance that must be there from the first day
 * and what is seen before an assistant works alone.
 *
 * Pure. Amounts are pence, wages pence for one hour; dates are London calendar dates.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { lowestPay } from '../budget/on-costs.ts';
import { type Decision, decide } from '../decision.ts';
import type { MinimumWage } from '../policy/policy.ts';

/** Which minimum holds for an assistant: by their age, or because they learn the trade. */
export const PAY_BANDS = ['AGE_21', 'AGE_18', 'AGE_16', 'APPRENTICE'] as const;
export type PayBand = (typeof PAY_BANDS)[number];

export type EmploymentRefusal =
  | {
      readonly code: 'wage-below-minimum';
      readonly item: string;
      readonly unitPence: bigint;
      readonly leastPence: bigint;
      readonly from: PlainDate;
    }
  | { readonly code: 'cover-below-least'; readonly limitPence: bigint; readonly leastPence: bigint } // R-164, this and the next three
  | { readonly code: 'cover-not-from-day-one'; readonly from: PlainDate; readonly startsOn: PlainDate }
  | { readonly code: 'cover-ended'; readonly to: PlainDate }
  | { readonly code: 'cover-ends-before-start' }
  | { readonly code: 'assistant-check-in-future'; readonly check: AssistantDate } // R-167, this and the next two
  | { readonly code: 'task-without-name' }
  | { readonly code: 'nobody-employed' };

/** The youngest that each of them may be; null counts as 21 and over. */
const AGE_OF: Readonly<Record<PayBand, number | null>> = { AGE_21: null, AGE_18: 18, AGE_16: 16, APPRENTICE: null };

/** the lowest lawful pay for an hour's work on a day; undefined before the table begins. */
function leastPenceOn(table: readonly MinimumWage[], band: PayBand, on: PlainDate): bigint | undefined {
  const age = AGE_OF[band];
  const worker = { bornOn: age === null ? null : on.subtract({ years: age }), apprentice: band === 'APPRENTICE' };
  return lowestPay(table, worker, on);
}

/** The wage of an assistant in a plan, for the days on which they work. */
export type PlannedWage = {
  readonly item: string;
  readonly category: string;
  readonly unit: string;
  readonly unitPence: bigint;
  readonly payBand: PayBand;
  readonly from: PlainDate;
  readonly to: PlainDate;
};

/**
 * the planned wage is at least the minimum on each day of work, as far as the table is known. Only a wage for
 * an hour can be held against it. Answers the first day on which it is too low.
 */
export function wageReasons(wage: PlannedWage, table: readonly MinimumWage[]): EmploymentRefusal[] {
  if (wage.category !== 'PA_WAGES' || wage.unit !== 'hour') return [];
  const rises = table.map(({ from }) => Temporal.PlainDate.from(from));
  const risesInside = rises.filter(day => isBefore(wage.from, day) && !isBefore(wage.to, day));
  const days = [wage.from, ...risesInside.sort(Temporal.PlainDate.compare)];
  for (const from of days) {
    const leastPence = leastPenceOn(table, wage.payBand, from);
    if (leastPence !== undefined && wage.unitPence < leastPence)
      return [{ code: 'wage-below-minimum', item: wage.item, unitPence: wage.unitPence, leastPence, from }];
  }
  return [];
}

/** Insurance of an employer against what happens to those who work for them. */
export type Cover = {
  readonly limitPence: bigint;
  readonly from: PlainDate;
  /** The last day that is insured. */
  readonly to: PlainDate;
};

/** decides whether this insurance may be recorded for somebody who employs from `startsOn` on. */
export function decideCover(
  cover: Cover,
  facts: {
    readonly startsOn: PlainDate;
    readonly today: PlainDate;
    readonly leastPence: bigint;
    /** A line of the plan pays an assistant. */
    readonly employs: boolean;
  },
): Decision<Record<never, never>> {
  const { limitPence, from, to } = cover;
  const { startsOn, today, leastPence, employs } = facts;
  // Somebody who renews has employed since long before: then the day on which it is recorded is the first.
  const firstDay = isBefore(startsOn, today) ? today : startsOn;
  return decide(
    [
      !employs && { code: 'nobody-employed' },
      limitPence < leastPence && { code: 'cover-below-least', limitPence, leastPence },
      isBefore(firstDay, from) && { code: 'cover-not-from-day-one', from, startsOn: firstDay },
      isBefore(to, from) && { code: 'cover-ends-before-start' },
      !isBefore(to, from) && isBefore(to, firstDay) && { code: 'cover-ended', to },
    ],
    () => ({}),
  );
}

/** `renew` asks for the next policy in good time; from `lapsed` on nobody new may begin. */
export type CoverStanding = 'none' | 'not-yet' | 'in-force' | 'renew' | 'lapsed';

/** Where the insurance stands on a day; `warnDays` before its end its renewal stands on the case. */
export function coverStanding(cover: Cover | undefined, on: PlainDate, warnDays: number): CoverStanding {
  if (!cover) return 'none';
  if (isBefore(on, cover.from)) return 'not-yet';
  if (isBefore(cover.to, on)) return 'lapsed';
  return isBefore(on, cover.to.subtract({ days: warnDays })) ? 'in-force' : 'renew';
}

/** A nurse's task that an assistant does, and who made sure that they can. */
export type DelegatedTask = {
  readonly task: string;
  readonly signedOffOn: PlainDate | undefined;
  readonly expiresOn: PlainDate | undefined;
};

/** what was seen of one assistant. */
export type Assistant = {
  readonly name: string;
  readonly worksFrom: PlainDate;
  readonly rightToWorkOn: PlainDate | undefined;
  readonly referencesOn: PlainDate | undefined;
  readonly contractOn: PlainDate | undefined;
  /** Some work asks for no certificate: that is `NOT_ELIGIBLE`. */
  readonly dbs: 'SEEN' | 'NOT_ELIGIBLE' | 'TO_COME';
  readonly tasks: readonly DelegatedTask[];
};

const ASSISTANT_DATES = ['rightToWorkOn', 'referencesOn', 'contractOn'] as const;
export type AssistantDate = (typeof ASSISTANT_DATES)[number];

/** Decides whether what was seen of an assistant may be recorded: nothing was seen on a day that has not come. */
export function decideAssistant(
  assistant: Assistant,
  facts: { readonly today: PlainDate; readonly employs: boolean },
): Decision<Record<never, never>> {
  return decide(
    [
      !facts.employs && { code: 'nobody-employed' },
      ...ASSISTANT_DATES.map(check => {
        const on = assistant[check];
        return on !== undefined && isBefore(facts.today, on) && ({ code: 'assistant-check-in-future', check } as const);
      }),
      assistant.tasks.some(({ task }) => task.trim() === '') && { code: 'task-without-name' },
    ],
    () => ({}),
  );
}

/** What is still missing before an assistant works alone. */
export type AssistantGap =
  | { readonly assistant: string; readonly missing: 'right-to-work' | 'references' | 'contract' | 'dbs' }
  | { readonly assistant: string; readonly missing: 'competence'; readonly task: string };

export type EmployerGap = AssistantGap | { readonly missing: 'insurance' } | { readonly missing: 'assistant' };

/** what an assistant lacks on a day. The contract is there by the first day of work; a competence may run out. */
export function gapsOf(
  assistant: Assistant,
  on: PlainDate,
  settings: { readonly paEnhancedDbs: boolean },
): AssistantGap[] {
  const { name, contractOn, worksFrom } = assistant;
  const gaps: (AssistantGap | false)[] = [
    assistant.rightToWorkOn === undefined && { assistant: name, missing: 'right-to-work' },
    assistant.referencesOn === undefined && { assistant: name, missing: 'references' },
    (contractOn === undefined || isBefore(worksFrom, contractOn)) && { assistant: name, missing: 'contract' },
    settings.paEnhancedDbs && assistant.dbs === 'TO_COME' && { assistant: name, missing: 'dbs' },
    ...assistant.tasks.map(
      ({ task, signedOffOn, expiresOn }) =>
        (signedOffOn === undefined || (expiresOn !== undefined && isBefore(expiresOn, on))) &&
        ({ assistant: name, missing: 'competence', task } as const),
    ),
  ];
  return gaps.filter(gap => gap !== false);
}

/** What keeps somebody who employs from being ready on a day (T15, T16); nothing when all of it is there. */
export function employerGaps(
  facts: { readonly cover: Cover | undefined; readonly assistants: readonly Assistant[] },
  startsOn: PlainDate,
  settings: { readonly paEnhancedDbs: boolean },
): readonly EmployerGap[] {
  const { cover, assistants } = facts;
  const insured = cover !== undefined && !isBefore(startsOn, cover.from) && !isBefore(cover.to, startsOn);
  return [
    ...(insured ? [] : [{ missing: 'insurance' } as const]),
    ...(assistants.length > 0 ? [] : [{ missing: 'assistant' } as const]),
    ...assistants.flatMap(assistant => gapsOf(assistant, startsOn, settings)),
  ];
}
