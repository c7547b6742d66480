/**
 * A concern about a budget: first a conversation, then a decision, and the person is told.
 *
 * Pure. A genuine mistake is put right and never punished; only what was meant is wilful.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';

/** What a concern may be about. */
export const CONCERNS = ['MISUSE', 'FRAUD', 'SAFEGUARDING', 'QUALITY', 'EMPLOYMENT', 'DATA'] as const;
export type ConcernKind = (typeof CONCERNS)[number];

/** What the conversation showed. */
export type MisuseFinding = 'MISTAKE' | 'UNCLEAR' | 'WILFUL';

/** The talk of the care co-ordinator with the person about why it happened. */
export type Conversation = {
  readonly on: PlainDate;
  readonly coordinatorId: string;
  /** Why it happened, as the person told it. */
  readonly words: string;
  readonly finding: MisuseFinding;
};

export type ConcernRefusal =
  | { readonly code: 'conversation-first' }
  | { readonly code: 'mistake-not-penalised' }
  | { readonly code: 'conversation-in-future' }
  | { readonly code: 'person-not-told-of-review'; readonly since: PlainDate } // R-118, this and the next two
  | { readonly code: 'told-before-concern' }
  | { readonly code: 'silence-not-allowed'; readonly role: string };

/** Whether something that is said to have happened on a day has happened. */
export function hasBeen(day: PlainDate | undefined, today: PlainDate): boolean {
  return day !== undefined && !isBefore(today, day);
}

/** what stands against a sanction for apparent misuse: it waits for the conversation, and a mistake has none. */
export function misuseReasons(conversation: Conversation | undefined, today: PlainDate): (ConcernRefusal | false)[] {
  return [
    (conversation === undefined || conversation.words.trim() === '') && { code: 'conversation-first' },
    conversation?.finding === 'MISTAKE' && { code: 'mistake-not-penalised' },
    conversation !== undefined && isBefore(today, conversation.on) && { code: 'conversation-in-future' },
  ];
}

export type AfterMisuse = {
  /** Whether it must be decided if the needs are better met by notional or third-party money. */
  readonly considerOtherOptions: boolean;
  /** Who else is told: the local counter-fraud specialist, where it is needed. */
  readonly refer: 'COUNTER_FRAUD' | undefined;
  /** How it may be put right. */
  readonly remedies: readonly ('PAY_BACK' | 'PLACE_AGAIN' | 'TALK_AGAIN')[];
};

/** what follows from the conversation. `mayBeOffence` says whether counter-fraud must know. */
export function afterMisuse(found: { readonly finding: MisuseFinding; readonly mayBeOffence: boolean }): AfterMisuse {
  const { finding, mayBeOffence } = found;
  if (finding === 'MISTAKE')
    return { considerOtherOptions: false, refer: undefined, remedies: ['PAY_BACK', 'PLACE_AGAIN'] };
  if (finding === 'UNCLEAR') return { considerOtherOptions: false, refer: undefined, remedies: ['TALK_AGAIN'] };
  return { considerOtherOptions: true, refer: mayBeOffence ? 'COUNTER_FRAUD' : undefined, remedies: ['PAY_BACK'] };
}

export type ConcernReview = {
  readonly concernOn: PlainDate;
  /** The day on which the person was told that an extra review comes of it. */
  readonly toldOn: PlainDate | undefined;
  /** Why nobody told them: it would spoil an enquiry. Approved by somebody in this role. */
  readonly exemption: { readonly because: 'FRAUD' | 'SAFEGUARDING'; readonly approvedByRole: string } | undefined;
};

/** Decides whether a review that a concern led to may be closed: the person was told, or silence was approved. */
export function decideConcernClose(
  review: ConcernReview,
  silentAllowedRoles: readonly string[],
): Decision<{ readonly told: boolean }> {
  const { concernOn, toldOn, exemption } = review;
  return decide(
    [
      toldOn === undefined && exemption === undefined && { code: 'person-not-told-of-review', since: concernOn },
      toldOn !== undefined && isBefore(toldOn, concernOn) && { code: 'told-before-concern' },
      exemption !== undefined &&
        !silentAllowedRoles.includes(exemption.approvedByRole) && {
          code: 'silence-not-allowed',
          role: exemption.approvedByRole,
        },
    ],
    () => ({ told: toldOn !== undefined }),
  );
}
