/**
 * Refusal → plain words, field and HTTP status: the one file that features share.
 *
 * Each chapter of the rulebook has its words in refusals/; they are joined here, and a code without words does not
 * compile.
 */
import { Refused } from '../platform/commands.ts';
import type { Problem } from '../platform/http.ts';
import type { Decision, Refusal } from '../rules/decision.ts';
import { adviceOn } from '../rules/decisions/refusal-guide.ts';
import { rulesBehind } from '../rules/decisions/refusal-rules.ts';
import { agreementWords } from './refusals/agreement.ts';
import { amountsWords } from './refusals/amounts.ts';
import { approvalWords } from './refusals/approval.ts';
import { assuranceWords } from './refusals/assurance.ts';
import { budgetWords } from './refusals/budget.ts';
import { chairWords } from './refusals/chair.ts';
import { challengeWords } from './refusals/challenge.ts';
import { checksWords } from './refusals/checks.ts';
import { eligibilityWords } from './refusals/eligibility.ts';
import { evidenceWords } from './refusals/evidence.ts';
import { exclusionsWords } from './refusals/exclusions.ts';
import { forecastWords } from './refusals/forecast.ts';
import { fundingWords } from './refusals/funding.ts';
import { goalWords } from './refusals/goal.ts';
import { holdingWords } from './refusals/holding.ts';
import { invoicesWords } from './refusals/invoices.ts';
import { ledgerWords } from './refusals/ledger.ts';
import { lifeWords } from './refusals/life.ts';
import { matchingWords } from './refusals/matching.ts';
import { offerWords } from './refusals/offer.ts';
import { oneOffWords } from './refusals/one-off.ts';
import { ordersWords } from './refusals/orders.ts';
import { paymentWords } from './refusals/payment.ts';
import { planWords } from './refusals/plan.ts';
import { policyWords } from './refusals/policy.ts';
import { representationWords } from './refusals/representation.ts';
import { reviewWords } from './refusals/review.ts';
import { safeguardWords } from './refusals/safeguards.ts';
import { staffWords } from './refusals/staff.ts';
import { standbyWords } from './refusals/standby.ts';
import { supplierPaymentsWords } from './refusals/supplier-payments.ts';
import type { Words } from './refusals/words.ts';

const WORDS: Words<Refusal> = {
  ...lifeWords,
  ...eligibilityWords,
  ...budgetWords,
  ...planWords,
  ...checksWords,
  ...exclusionsWords,
  ...forecastWords,
  ...approvalWords,
  ...challengeWords,
  ...agreementWords,
  ...ordersWords,
  ...invoicesWords,
  ...supplierPaymentsWords,
  ...paymentWords,
  ...standbyWords,
  ...ledgerWords,
  ...evidenceWords,
  ...matchingWords,
  ...reviewWords,
  ...staffWords,
  ...policyWords,
  ...offerWords,
  ...amountsWords,
  ...holdingWords,
  ...fundingWords,
  ...safeguardWords,
  ...oneOffWords,
  ...goalWords,
  ...chairWords,
  ...assuranceWords,
  ...representationWords,
};

/**
 * Says a refusal to people: what is wrong, what to do, the field that it stands beside, and the rules that it rests on;
 * where it is about somebody's care or money, also what would change it and what else is open.
 */
export function inPlainWords(refusal: Refusal): Problem {
  const say = WORDS[refusal.code] as (refusal: Refusal) => Problem;
  const rules = rulesBehind(refusal.code);
  return { ...say(refusal), ...(rules.length > 0 && { rules }), ...adviceOn(refusal.code) };
}

/** The same for a terminal: one line for each reason, with the ids of its rules. */
export function inLines(refusals: readonly Refusal[]): string {
  return refusals
    .map(inPlainWords)
    .map(({ text, rules }) => `${text}.${rules === undefined ? '' : ` (${rules.join(', ')})`}`)
    .join('\n');
}

/** What was done; a refusal ends a command at the terminal with its reasons. */
export function yesOrRefused<T>(decision: Decision<T>): T {
  if (decision.accepted) return decision.value;
  throw new Refused(inLines(decision.refusals));
}

/** The HTTP status of a refusal: a conflict with the facts, unless there is nothing there at all. */
export function statusOf(refusal: Refusal): number {
  return refusal.code === 'not-found' ? 404 : 409;
}
