/** Acts that count each time, where several people do the same at once: each has a key of its own. All others are done once. */
const ASKED = [
  // Each waits for a second person, who sees the others beside it.
  '/budgets/:budgetId/orders/new',
  '/budgets/:budgetId/advances/new',
  '/budgets/:budgetId/one-off-payments/new',
  '/budgets/:budgetId/amount-changes/new',
];
const ADDED = [
  // One more of several.
  '/enquiries/new',
  '/cases/new',
  '/budgets/:budgetId/assessment/needs',
  '/budgets/:budgetId/assessment/outcomes',
  '/budgets/:budgetId/assessment/entries',
  '/budgets/:budgetId/representation/new',
  '/budgets/:budgetId/indicative-budget/lines',
  '/budgets/:budgetId/indicative-budget/entries/services',
  '/budgets/:budgetId/indicative-budget/entries/points',
  '/budgets/:budgetId/indicative-budget/entries/sums',
  '/budgets/:budgetId/indicative-budget/entries/prescriptions',
  '/budgets/:budgetId/indicative-budget/entries/assistants',
  '/budgets/:budgetId/plan/items/new',
  '/budgets/:budgetId/plan/entries/:kind/new',
  '/budgets/:budgetId/forecasts/new',
  '/budgets/:budgetId/goal/purchases/new',
  '/budgets/:budgetId/wheelchair/contribution',
  '/budgets/:budgetId/health-changes/new',
];
const NEWEST = [
  // What was written down is kept, and the newest counts.
  '/budgets/:budgetId/assessment/needs/:needId/tag',
  '/budgets/:budgetId/information',
  '/budgets/:budgetId/representation/capacity',
  '/budgets/:budgetId/representation/exclusion',
  '/budgets/:budgetId/representation/certificate',
  '/budgets/:budgetId/representation/concern',
  '/budgets/:budgetId/indicative-budget/method',
  '/budgets/:budgetId/proposed-budget',
  '/budgets/:budgetId/payers/agreed',
  '/budgets/:budgetId/contributions/talks',
  '/budgets/:budgetId/plan/items/:planItemId/payers',
  '/budgets/:budgetId/plan/sections/:section',
  '/budgets/:budgetId/plan/risk-signature',
  '/budgets/:budgetId/statements',
  '/budgets/:budgetId/outcomes/score',
  '/budgets/:budgetId/forecasts/actual',
  '/budgets/:budgetId/wheelchair/prescription',
  '/budgets/:budgetId/wheelchair/choice',
  '/budgets/:budgetId/wheelchair/check',
  '/budgets/:budgetId/agreement/offer',
  '/budgets/:budgetId/consent',
  '/budgets/:budgetId/checks/payee',
  '/budgets/:budgetId/checks/registration',
  '/budgets/:budgetId/employment/insurance',
  '/budgets/:budgetId/employment/assistant',
  '/budgets/:budgetId/contract',
  '/budgets/:budgetId/suspensions/:suspensionId/looks',
  '/tie-out',
  '/budgets/:budgetId/bank-lines/:lineId/no-receipt',
];

export const COUNTS_EACH_TIME: ReadonlySet<string> = new Set([...ASKED, ...ADDED, ...NEWEST]);
