/**
 * Stopping direct payments, which is never stopping care (R-106 to R-109; T23, T24 and T33).
 *
 * Pure. The grounds are closed lists of the law. Notice is LOCAL and "reasonable" by law; a mandatory ground and a
 * death end payments at once, everything else waits for its notice or for the note of the one whom policy names.
 */
import { isBefore, longDate, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import type { Policy } from '../policy/policy.ts';
import type { MandatoryGround } from '../representation/consent.ts';
import { type ConcernRefusal, type Conversation, misuseReasons } from './concern.ts';

/** CL-23: payments must stop. M1 consent withdrawn, M2 no representative consents any more, M3 own consent not given. */
export const MANDATORY_GROUNDS = ['M1', 'M2', 'M3'] as const satisfies readonly MandatoryGround[];
/**
 * CL-23: payments may stop where that is appropriate. D1 no longer a patient, D2 representative or nominee unsuitable,
 * D3 nominee does not agree, D4 nomination withdrawn, D5 spent outside the plan, D6 possible offence, D7 needs not met
 * by a direct payment, D8 died.
 */
export const DISCRETIONARY_GROUNDS = ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8'] as const;
export type StopGround = (typeof MANDATORY_GROUNDS)[number] | (typeof DISCRETIONARY_GROUNDS)[number];

/** Who hears of it in writing. */
export type StopRecipient = 'PERSON' | 'REPRESENTATIVE' | 'NOMINEE' | 'PERSONAL_REPRESENTATIVES';

export type StopRefusal =
  | ConcernRefusal
  | { readonly code: 'stop-ground-not-in-law'; readonly ground: string }
  | { readonly code: 'stop-not-appropriate' } // nobody has said why it is
  | { readonly code: 'stop-without-reasons' } // R-108, this and the next four
  | { readonly code: 'stop-notice-too-short'; readonly earliestOn: PlainDate }
  | { readonly code: 'urgent-stop-not-allowed' }
  | { readonly code: 'urgent-stop-without-note'; readonly role: string }
  | { readonly code: 'stop-notice-not-to'; readonly who: StopRecipient }
  | { readonly code: 'cover-missing' } // R-109, this and the next
  | { readonly code: 'cover-gap'; readonly days: number; readonly stopOn: PlainDate }
  | { readonly code: 'stop-not-reached'; readonly stopOn: PlainDate }; // T24

export type Cover = { readonly option: 'NOTIONAL' | 'THIRD_PARTY'; readonly startsOn: PlainDate };

export type Stop = {
  readonly ground: string;
  /** Why it is appropriate here; asked of the discretionary grounds. */
  readonly appropriateBecause: string;
  /** What the notice gives as reasons. */
  readonly reasons: string;
  readonly stopOn: PlainDate;
  /** Why notice is shorter, noted by whom; undefined for the usual notice. */
  readonly urgent: { readonly note: string; readonly byRole: string } | undefined;
  readonly noticeTo: readonly StopRecipient[];
  readonly hasRepresentative: boolean;
  readonly hasNominee: boolean;
  /** For the grounds of misuse. */
  readonly conversation: Conversation | undefined;
  readonly needsContinue: boolean;
  readonly cover: Cover | undefined;
};

export type Stopping = {
  readonly ground: StopGround;
  readonly decidedOn: PlainDate;
  readonly stopOn: PlainDate;
  readonly urgent: boolean;
  readonly needsContinue: boolean;
  readonly cover: Cover | undefined;
};

function isStopGround(ground: string): ground is StopGround {
  return isMandatory(ground) || (DISCRETIONARY_GROUNDS as readonly string[]).includes(ground);
}

/** whether the law leaves no choice: the next payment is not made. */
export function isMandatory(ground: string): boolean {
  return (MANDATORY_GROUNDS as readonly string[]).includes(ground);
}

/** Whether payments on this ground end on the day of the decision, without notice before it. */
function endsAtOnce(ground: string): boolean {
  return isMandatory(ground) || ground === 'D8';
}

/** Decides whether direct payments may be brought to an end (T23, T33: ). */
export function decideStop(stop: Stop, policy: Policy['notice'], today: PlainDate): Decision<Stopping> {
  const { ground, stopOn, urgent } = stop;
  const earliestOn = endsAtOnce(ground) ? today : today.add({ days: policy.stopDays });
  const isShort = isBefore(stopOn, earliestOn);
  const isUrgent = isShort && urgent !== undefined && !isBefore(stopOn, today);
  return decide(
    [
      !isStopGround(ground) && { code: 'stop-ground-not-in-law', ground },
      !isMandatory(ground) && stop.appropriateBecause.trim() === '' && { code: 'stop-not-appropriate' },
      ...(ground === 'D5' || ground === 'D6' ? misuseReasons(stop.conversation, today) : []),
      stop.reasons.trim() === '' && { code: 'stop-without-reasons' },
      isShort && !isUrgent && { code: 'stop-notice-too-short', earliestOn },
      isUrgent && !policy.urgentAllowed && { code: 'urgent-stop-not-allowed' },
      isUrgent &&
        (urgent.byRole !== policy.urgentRole || urgent.note.trim() === '') && {
          code: 'urgent-stop-without-note',
          role: policy.urgentRole,
        },
      ...recipientsOf(stop).map(who => !stop.noticeTo.includes(who) && ({ code: 'stop-notice-not-to', who } as const)),
      ...coverReasons(stop),
    ],
    () => ({
      ground: ground as StopGround,
      decidedOn: today,
      stopOn,
      urgent: isUrgent,
      needsContinue: stop.needsContinue,
      cover: stop.cover,
    }),
  );
}

/** who must have the notice: the person and whoever acts for them; after a death, those who settle the estate. */
function recipientsOf({ ground, hasRepresentative, hasNominee }: Stop): readonly StopRecipient[] {
  if (ground === 'D8') return ['PERSONAL_REPRESENTATIVES'];
  const recipients: (StopRecipient | false)[] = [
    'PERSON',
    hasRepresentative && 'REPRESENTATIVE',
    hasNominee && 'NOMINEE',
  ];
  return recipients.filter(who => who !== false);
}

/** where needs go on, other cover starts on the day of the stop or before it: no day between. */
function coverReasons(stop: Pick<Stop, 'needsContinue' | 'cover' | 'stopOn'>): (StopRefusal | false)[] {
  const { needsContinue, cover, stopOn } = stop;
  if (!needsContinue) return [];
  if (cover === undefined) return [{ code: 'cover-missing' }];
  const days = stopOn.until(cover.startsOn).days;
  return [days > 0 && { code: 'cover-gap', days, stopOn }];
}

/** Decides whether payments have stopped (T24): the day has come, and cover is there as it was arranged. */
export function decideStopped(
  stopping: Pick<Stopping, 'stopOn' | 'needsContinue' | 'cover'>,
  today: PlainDate,
): Decision<{ readonly stoppedOn: PlainDate }> {
  const { stopOn } = stopping;
  return decide([isBefore(today, stopOn) && { code: 'stop-not-reached', stopOn }, ...coverReasons(stopping)], () => ({
    stoppedOn: stopOn,
  }));
}

/** T33: the payments that are not made any more once a death is known: all that would arrive after that day. */
export function paymentsAfterDeath<P extends { readonly creditOn: PlainDate }>(
  payments: readonly P[],
  notifiedOn: PlainDate,
): readonly P[] {
  return payments.filter(payment => isBefore(notifiedOn, payment.creditOn));
}

/** What the notice says of the day, in words. */
export function stopWords(stopping: Pick<Stopping, 'stopOn' | 'cover'>): string {
  const { stopOn, cover } = stopping;
  const last = `Direct payments stop on ${longDate(stopOn)}.`;
  return cover ? `${last} Your care goes on: we arrange it from ${longDate(cover.startsOn)}.` : last;
}
