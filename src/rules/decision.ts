/**
 * The shape of every answer the rulebook gives, and every way it can say no.
 *
 * A refusal is part of the service: people may ask for its reasons, so it is data that we
 * store, show and test. An exception is a fault of ours, and only the outermost door catches it.
 * Each chapter names its own refusals; this file joins them.
 */

import type { AccountRefusal } from './account.ts';
import type { AgreementRefusal } from './agreement.ts';
import type { AmountRefusal } from './amount-change.ts';
import type { ApprovalRefusal } from './approval.ts';
import type { BudgetRefusal } from './budget.ts';
import type { CapacityRefusal } from './capacity.ts';
import type { CoordinatorRefusal } from './care-coordinator.ts';
import type { CareTaskRefusal } from './care-task.ts';
import type { ConnectedRefusal } from './connected-person.ts';
import type { ConsentRefusal } from './consent.ts';
import type { EligibilityRefusal } from './eligibility.ts';
import type { EmploymentRefusal } from './employment.ts';
import type { ExclusionRefusal } from './exclusions.ts';
import type { IntegratedRefusal } from './integrated.ts';
import type { LedgerRefusal } from './ledger.ts';
import type { LifeRefusal } from './life.ts';
import type { MatchingRefusal } from './matching.ts';
import type { NomineeRefusal } from './nominee.ts';
import type { OfferRefusal } from './offer.ts';
import type { OneOffRefusal } from './one-off.ts';
import type { OptionRefusal } from './option-refusal.ts';
import type { HolderRefusal } from './options.ts';
import type { PayeeRefusal } from './payee.ts';
import type { PaymentRefusal } from './payment.ts';
import type { PlanRefusal } from './plan.ts';
import type { OutcomeRefusal } from './plan-outcomes.ts';
import type { PolicyRefusal } from './policy-approval.ts';
import type { PoolRefusal } from './pooled.ts';
import type { ReconsiderationRefusal } from './reconsideration.ts';
import type { ReleasableRefusal } from './releasable.ts';
import type { AuthorityRefusal } from './representation.ts';
import type { RetentionRefusal } from './retention.ts';
import type { ReturnRefusal } from './returns.ts';
import type { ReviewRefusal } from './review.ts';
import type { SafeguardRefusal } from './safeguards/later-life.ts';
import type { ScheduleRefusal } from './schedule.ts';
import type { SplitRefusal } from './split.ts';
import type { StaffRefusal } from './staff.ts';
import type { RepresentationTaskRefusal } from './stop-duty.ts';
import type { VarianceRefusal } from './variance.ts';
import type { WheelchairRefusal } from './wheelchair.ts';

export type Refusal =
  | LifeRefusal
  | EligibilityRefusal
  | BudgetRefusal
  | ReleasableRefusal
  | PlanRefusal
  | ConnectedRefusal
  | CoordinatorRefusal
  | EmploymentRefusal
  | OutcomeRefusal
  | ExclusionRefusal
  | ApprovalRefusal
  | OptionRefusal
  | ReconsiderationRefusal
  | CareTaskRefusal
  | AgreementRefusal
  | PaymentRefusal
  | LedgerRefusal
  | MatchingRefusal
  | ReviewRefusal
  | StaffRefusal
  | PolicyRefusal
  | OfferRefusal
  | AccountRefusal
  | AmountRefusal
  | HolderRefusal
  | SplitRefusal
  | IntegratedRefusal
  | PoolRefusal
  | SafeguardRefusal
  | OneOffRefusal
  | WheelchairRefusal
  | VarianceRefusal
  | ReturnRefusal
  | RetentionRefusal
  | CapacityRefusal
  | AuthorityRefusal
  | ConsentRefusal
  | ScheduleRefusal
  | NomineeRefusal
  | PayeeRefusal
  | RepresentationTaskRefusal;

export type Decision<T> =
  | { readonly accepted: true; readonly value: T }
  | { readonly accepted: false; readonly refusals: readonly [Refusal, ...Refusal[]] };

/** Accepts when no reason stands; otherwise refuses with all of them, in the order given. */
export function decide<T>(reasons: readonly (Refusal | false)[], accept: () => T): Decision<T> {
  const [first, ...rest] = reasons.filter(reason => reason !== false);
  return first ? { accepted: false, refusals: [first, ...rest] } : { accepted: true, value: accept() };
}

/** An accepted answer. */
export function accepted<T>(value: T): Decision<T> {
  return { accepted: true, value };
}

/** A refusal for the reasons given. */
export function refused(first: Refusal, ...rest: Refusal[]): Decision<never> {
  return { accepted: false, refusals: [first, ...rest] };
}
