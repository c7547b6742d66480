/** What the steps of a life need to know of one person. Money in pence. */
import type { StoredCover } from '../features/agreements/checks/store.ts';
import type { AccountInput } from '../features/agreements/enter-account.ts';
import type { AgreementInput } from '../features/agreements/offer-agreement.ts';
import type { ProposedBudgetInput } from '../features/budgets/final/propose-final-budget.ts';
import type { PlanDecisionInput } from '../features/plans/approval/decide-plan.ts';
import type { NewItem } from '../features/plans/writing/add-item.ts';
import type { PlanningInput } from '../features/plans/writing/begin-planning.ts';
import type { CompletedAssessment } from '../features/requests/complete-assessment.ts';
import type { RequestInput } from '../features/requests/register-request.ts';
import type { MoneyInput } from '../features/reviews/record-money-part.ts';
import type { CarePart } from '../features/reviews/store.ts';
import type { BudgetMethod, Per } from '../rules/budget/budget.ts';
import type { PointAnswer } from '../rules/decisions/approval.ts';
import type { EntryKind, NEED_DOMAINS, NEED_MET } from '../rules/eligibility/assessment.ts';
import type { SectionContent, SectionKind } from '../rules/plan/plan-sections.ts';
import type { BankAccount, Movement } from './bank-file.ts';

/** The outcome names `key`, by which items and reviews refer to it. */
type OutcomeFacts = {
  readonly key: string;
  readonly words: string;
  readonly measure: string;
  readonly importance: number;
};

export type PersonFacts = {
  readonly person: Pick<
    RequestInput,
    | 'givenName'
    | 'familyName'
    | 'preferredName'
    | 'dateOfBirth'
    | 'nhsNumber'
    | 'address'
    | 'postcode'
    | 'telephone'
    | 'email'
    | 'communicationNeeds'
  >;
  /** What they asked, on the public pages. */
  readonly enquiry: string;
  /** What they were told and given before anything was decided. */
  readonly information: string;
  /** Why they are of a group of the local offer. */
  readonly evidence: string;
  /** how much they need. */
  readonly levelOfNeed: string;
  readonly needs: readonly {
    readonly domain: (typeof NEED_DOMAINS)[number];
    readonly words: string;
    readonly met: (typeof NEED_MET)[number];
    readonly outcome: OutcomeFacts;
  }[];
  readonly entries: Readonly<Record<EntryKind, string>>;
  readonly assessment: Omit<CompletedAssessment, 'assessedOn' | 'capacity' | 'capacitySupport'>;
  readonly indicativeBudget: {
    readonly method: BudgetMethod;
    readonly lines: readonly {
      /** The outcome of the need that asks for it. */
      readonly outcome: string;
      readonly service: string;
      readonly quantity: string;
      readonly per: Per;
    }[];
  };
  readonly planning: PlanningInput;
  /** Written by the person. */
  readonly ownSections: Readonly<Partial<Record<SectionKind, SectionContent>>>;
  /** Written by the care co-ordinator, with the person. */
  readonly sharedSections: Readonly<Partial<Record<SectionKind, SectionContent>>>;
  /** The risk plan, which the person signs. */
  readonly riskPlan: string;
  readonly items: readonly (Pick<
    NewItem,
    'label' | 'category' | 'provider' | 'unit' | 'per' | 'unitPence' | 'promised' | 'confidence'
  > & {
    readonly quantity: string;
    readonly outcomes: readonly string[];
    /** The person holds the money unless told. */
    readonly option?: 'NOTIONAL';
  })[];
  readonly budget: ProposedBudgetInput;
  readonly approval: Pick<
    PlanDecisionInput,
    'clinicianName' | 'directPaymentReason' | 'conventionalPence' | 'benefits' | 'conditions'
  > & { readonly safeguarding: PointAnswer };
  readonly agreement: AgreementInput;
  /** None where the NHS holds the money. */
  readonly account?: Pick<AccountInput, 'name' | 'namedPeople'> & BankAccount;
  /** Of whoever employs: their insurance from the first day, and the assistant whose papers are seen. */
  readonly employment?: Pick<StoredCover, 'insurer' | 'policyNumber' | 'limitPence' | 'payroll'> & {
    readonly assistant: string;
  };
  /** What leaves the account in each month of the budget, on this day of the month. */
  readonly spending: readonly (Omit<Movement, 'on' | 'pence'> & {
    readonly day: number;
    readonly pence: bigint;
  })[];
  /** What the person says that a payee was for, when the service asks: label of the item, and their note. */
  readonly answers: Readonly<Record<string, { readonly item: string; readonly note: string }>>;
  /** The first review, where it is held already. */
  readonly review?: {
    readonly covers: string;
    readonly attendees: string;
    readonly care: Omit<CarePart, 'ratings'> & {
      readonly ratings: Readonly<Record<string, { readonly rating: number; readonly words: string }>>;
    };
    readonly money: MoneyInput;
  };
};
