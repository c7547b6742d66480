/**
 * The shape of every answer the rulebook gives, and every way it can say no.
 *
 * A refusal is part of the service: people may ask for its reasons, so it is data that we
 * store, show and test. An exception is a fault of ours, and only the outermost door catches it.
 * Each chapter names its own refusals; this file joins them.
 */

import type { ChangedRefusal } from './amounts/changed-instalments.ts';
import type { ExtraRefusal } from './amounts/extra-payment.ts';
import type { AmountRefusal } from './budget/amount-change.ts';
import type { BudgetRefusal } from './budget/budget.ts';
import type { ApprovalRefusal } from './decisions/approval.ts';
import type { OptionRefusal } from './decisions/option-refusal.ts';
import type { ReconsiderationRefusal } from './decisions/reconsideration.ts';
import type { CoordinatorRefusal } from './eligibility/care-coordinator.ts';
import type { CareTaskRefusal } from './eligibility/care-task.ts';
import type { EligibilityRefusal } from './eligibility/eligibility.ts';
import type { ReleasableRefusal } from './eligibility/releasable.ts';
import type { PaidInRefusal } from './funding/contribution.ts';
import type { FundingRefusal } from './funding/funding.ts';
import type { RechargeRefusal } from './funding/recharge.ts';
import type { StatementRefusal } from './funding/recharge-statement.ts';
import type { LifeRefusal } from './life.ts';
import type { OfferRefusal } from './offer/offer.ts';
import type { ChairRefusal } from './options/chair.ts';
import type { GoalRefusal } from './options/goal.ts';
import type { IntegratedRefusal } from './options/integrated.ts';
import type { OneOffRefusal } from './options/one-off.ts';
import type { HolderRefusal } from './options/options.ts';
import type { PoolRefusal } from './options/pooled.ts';
import type { ProgrammeRefusal } from './options/programme.ts';
import type { SplitRefusal } from './options/split.ts';
import type { ThirdPartyRefusal } from './options/third-party.ts';
import type { WheelchairRefusal } from './options/wheelchair.ts';
import type { InvoiceRefusal } from './orders/invoice.ts';
import type { OrderRefusal } from './orders/order.ts';
import type { SupplierRefusal } from './orders/supplier.ts';
import type { SupplierFileRefusal } from './orders/supplier-file.ts';
import type { SupplierPaymentRefusal } from './orders/supplier-payment.ts';
import type { YearEndRefusal } from './orders/year-end.ts';
import type { AccountRefusal } from './payment/account.ts';
import type { AgreementRefusal } from './payment/agreement.ts';
import type { BankHolidayRefusal } from './payment/bank-holidays.ts';
import type { EvidenceRefusal } from './payment/evidence.ts';
import type { LedgerRefusal } from './payment/ledger.ts';
import type { MatchingRefusal } from './payment/matching.ts';
import type { PaymentRefusal } from './payment/payment.ts';
import type { StandbyRefusal } from './payment/standby.ts';
import type { WageRefusal } from './payment/wages.ts';
import type { ConnectedRefusal } from './plan/connected-person.ts';
import type { EmploymentRefusal } from './plan/employment.ts';
import type { ExclusionRefusal } from './plan/exclusions.ts';
import type { ForecastRefusal } from './plan/forecast.ts';
import type { PlanRefusal } from './plan/plan.ts';
import type { OutcomeRefusal } from './plan/plan-outcomes.ts';
import type { PolicyRefusal } from './policy/policy-approval.ts';
import type { RetentionRefusal } from './reporting/retention.ts';
import type { ReturnRefusal } from './reporting/returns.ts';
import type { CapacityRefusal } from './representation/capacity.ts';
import type { ConsentRefusal } from './representation/consent.ts';
import type { NomineeRefusal } from './representation/nominee.ts';
import type { PayeeRefusal } from './representation/payee.ts';
import type { AuthorityRefusal } from './representation/representation.ts';
import type { ScheduleRefusal } from './representation/schedule.ts';
import type { RepresentationTaskRefusal } from './representation/stop-duty.ts';
import type { ReviewRefusal } from './review/review.ts';
import type { VarianceRefusal } from './review/variance.ts';
import type { SafeguardRefusal } from './safeguards/later-life.ts';
import type { StaffRefusal } from './staff.ts';

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
  | ForecastRefusal
  | ExclusionRefusal
  | ApprovalRefusal
  | OptionRefusal
  | ReconsiderationRefusal
  | CareTaskRefusal
  | AgreementRefusal
  | SupplierRefusal
  | OrderRefusal
  | InvoiceRefusal
  | SupplierPaymentRefusal
  | SupplierFileRefusal
  | YearEndRefusal
  | PaymentRefusal
  | BankHolidayRefusal
  | StandbyRefusal
  | WageRefusal
  | LedgerRefusal
  | EvidenceRefusal
  | MatchingRefusal
  | ReviewRefusal
  | StaffRefusal
  | PolicyRefusal
  | OfferRefusal
  | AccountRefusal
  | AmountRefusal
  | ExtraRefusal
  | ChangedRefusal
  | HolderRefusal
  | ThirdPartyRefusal
  | SplitRefusal
  | IntegratedRefusal
  | FundingRefusal
  | PaidInRefusal
  | RechargeRefusal
  | StatementRefusal
  | PoolRefusal
  | SafeguardRefusal
  | OneOffRefusal
  | GoalRefusal
  | ChairRefusal
  | ProgrammeRefusal
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
