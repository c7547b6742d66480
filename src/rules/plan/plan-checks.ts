/**
 * What a plan line asks of whoever is paid: connected people, registration, care homes.
 *
 * As the plan is written some of it is refused and some only said; before the line is paid all of it must be there.
 * Until then the line is on hold. Pure. Dates are London calendar dates.
 */
import type { PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import { type ConnectedDecision, connectedStanding, isConnected, type Payee } from './connected-person.ts';
import type { PayBand } from './employment.ts';

/** care that only a registered provider may give, or work that only a registered professional may do. */
export const REGULATIONS = ['NO', 'ACTIVITY', 'PROFESSION'] as const;
export type Regulation = (typeof REGULATIONS)[number];

/** a stay in a care home, for a short break or for good. */
export const CARE_HOME_STAYS = ['NO', 'SHORT_BREAK', 'LONG_TERM'] as const;
export type CareHomeStay = (typeof CARE_HOME_STAYS)[number];

/** What is said of a line beside its price. */
export type ItemChecks = Payee & {
  readonly regulated: Regulation;
  /** The provider's or professional's number as it was known when the plan was written; may be empty. */
  readonly registration: string;
  readonly careHome: CareHomeStay;
  /** Nights one after another of the longest stay. */
  readonly nights: number | undefined;
  /** which minimum wage holds for the assistant. */
  readonly payBand: PayBand;
};

/** Nothing special about it. */
export const NO_CHECKS: ItemChecks = {
  relationship: 'NONE',
  sameHousehold: false,
  regulated: 'NO',
  registration: '',
  careHome: 'NO',
  nights: undefined,
  payBand: 'AGE_21',
};

/** As much of a plan line as is checked here. */
export type CheckedItem = {
  readonly planItemId: string;
  readonly label: string;
  readonly category: string;
  readonly provider: string;
  readonly option: string;
  readonly checks: ItemChecks;
};

export type CheckRefusal =
  | { readonly code: 'care-home-by-direct-payment'; readonly item: string } // R-075, this and the next
  | { readonly code: 'respite-without-nights'; readonly item: string }
  | { readonly code: 'registration-not-asked'; readonly provider: string } // R-074, this and the next three
  | { readonly code: 'registration-unreadable'; readonly regulated: Regulation; readonly number: string }
  | { readonly code: 'indemnity-not-considered' };

/** Words of a label that mean a place to live in for good. */
const FOR_GOOD = /\b(permanent|long[- ]term) (placement|residential|care home|nursing home)\b|\bcare home fees\b/i;

/** living in a care home is not bought with a direct payment; a short break may be, with its length. */
export function careHomeReasons({
  label,
  option,
  checks,
}: Pick<CheckedItem, 'label' | 'option' | 'checks'>): readonly (CheckRefusal | false)[] {
  const forGood = checks.careHome === 'LONG_TERM' || FOR_GOOD.test(label);
  return [
    forGood && option === 'DIRECT_PAYMENT' && { code: 'care-home-by-direct-payment', item: label },
    checks.careHome === 'SHORT_BREAK' && checks.nights === undefined && { code: 'respite-without-nights', item: label },
  ];
}

/** what registration a line asks for. Care from an agency is always a regulated activity. */
export function regulationOf({ category, checks }: Pick<CheckedItem, 'category' | 'checks'>): Regulation {
  return category === 'AGENCY_CARE' ? 'ACTIVITY' : checks.regulated;
}

export type PlanWarning =
  | { readonly code: 'respite-over-limit'; readonly item: string; readonly nights: number; readonly most: number }
  | { readonly code: 'registration-to-come'; readonly item: string; readonly regulated: 'ACTIVITY' | 'PROFESSION' }
  | { readonly code: 'connected-to-decide'; readonly item: string; readonly payee: string };

/** What is said beside the plan while it is written, and to the approver; it keeps nobody from anything yet. */
export function warningsOf(items: readonly CheckedItem[], settings: { readonly respiteWeeks: number }): PlanWarning[] {
  const most = settings.respiteWeeks * 7;
  return items.flatMap(item => {
    const { label, provider, checks } = item;
    const regulated = regulationOf(item);
    const warnings: (PlanWarning | false)[] = [
      checks.careHome === 'SHORT_BREAK' &&
        checks.nights !== undefined &&
        checks.nights > most && { code: 'respite-over-limit', item: label, nights: checks.nights, most },
      regulated !== 'NO' &&
        !isRegistration(regulated, checks.registration) && { code: 'registration-to-come', item: label, regulated },
      isConnected(checks) && { code: 'connected-to-decide', item: label, payee: provider },
    ];
    return warnings.filter(warning => warning !== false);
  });
}

/** Whether this reads as a CQC location (1-123456789) or as the number of a health or care professional. */
export function isRegistration(regulated: Regulation, number: string): boolean {
  return regulated === 'ACTIVITY' ? /^1-\d{8,12}$/.test(number) : /^(?=.*\d)[A-Z0-9]{5,10}$/.test(number);
}

export type Registration = {
  readonly provider: string;
  readonly regulated: Regulation;
  readonly number: string;
  /** Insurance against mistakes: seen, or not asked for where that would be out of proportion. */
  readonly indemnity: 'SEEN' | 'NOT_IN_PROPORTION' | undefined;
};

/** Decides whether a provider's registration may be recorded as seen. */
export function decideRegistration(
  { provider, regulated, number, indemnity }: Registration,
  items: readonly CheckedItem[],
): Decision<Record<never, never>> {
  const asked = items.some(item => item.provider === provider && regulationOf(item) === regulated);
  return decide(
    [
      (regulated === 'NO' || !asked) && { code: 'registration-not-asked', provider },
      !isRegistration(regulated, number) && { code: 'registration-unreadable', regulated, number },
      indemnity === undefined && { code: 'indemnity-not-considered' },
    ],
    () => ({}),
  );
}

/** Why a line may not be paid yet. */
export type Hold =
  | { readonly item: string; readonly payee: string; readonly because: 'undecided' | 'refused' | 'lapsed' }
  | { readonly item: string; readonly payee: string; readonly because: 'not-registered' };

export type HoldFacts = {
  readonly items: readonly CheckedItem[];
  /** The latest decision on each connected payee, by the provider's name. */
  readonly connected: ReadonlyMap<string, ConnectedDecision>;
  /** The providers whose registration was seen, by name. */
  readonly registered: ReadonlySet<string>;
};

/** Every line that is on hold on this day, with the reason. */
export function holdsOf({ items, connected, registered }: HoldFacts, on: PlainDate): Hold[] {
  return items.flatMap(item => [
    ...connectedHold(item, connected.get(item.provider), on),
    ...(regulationOf(item) !== 'NO' && !registered.has(item.provider)
      ? [{ item: item.label, payee: item.provider, because: 'not-registered' } as const]
      : []),
  ]);
}

function connectedHold(item: CheckedItem, decision: ConnectedDecision | undefined, on: PlainDate): Hold[] {
  if (!isConnected(item.checks)) return [];
  const standing = connectedStanding(decision, on);
  if (standing === 'approved' || standing === 'renew') return [];
  return [{ item: item.label, payee: item.provider, because: standing }];
}
