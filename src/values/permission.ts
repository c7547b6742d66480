/** Everything that a route, command or job may ask leave for. Who has leave stands in rules/permissions.ts. */
export const PERMISSIONS = [
  'visit', // public pages: the local offer, an enquiry
  'see-home', // one's own start page once signed in
  'see-enquiries',
  'register-request',
  'see-case',
  'record-information',
  'decide-eligibility',
  'write-assessment',
  'agree-funding', // who pays together, and what share each pays
  'record-contribution', // what a person paid in of a council's part
  'see-contribution-arrears', // whose part is late, and who speaks with them
  'talk-of-contribution',
  'tag-need', // whether the budget is there for it
  'see-budget-setting', // rate cards, and what is learnt from setting budgets
  'try-figures', // what if: a figure with other inputs, kept nowhere
  'set-indicative-budget',
  'begin-planning',
  'write-plan',
  'propose-final-budget',
  'sign-plan',
  'submit-plan',
  'decide-approval',
  'set-final-budget',
  'offer-agreement',
  'sign-agreement',
  'sign-agreement-for-icb',
  'give-consent',
  'see-representation', // who decides, who acts and who is paid
  'record-representation',
  'name-nominee',
  'agree-nominee',
  'withdraw',
  'enter-account',
  'verify-account',
  'rate-outcomes', // how far an outcome is reached, at the beginning and by questionnaires
  'keep-wheelchair', // what was prescribed, chosen, ordered, issued and looked at
  'see-programmes', // one-off budgets of the same sum
  'add-programme',
  'see-directory', // what can be had nearby
  'add-to-directory',
  'record-purchase', // what was bought with a one-off budget
  'see-closing', // the end of a budget: its final account
  'propose-closing', // money given back, and closing with what is written off (T28)
  'answer-closing', // the second person's yes
  'see-forecasts', // what a budget is hoped to save
  'keep-forecasts',
  'change-coordinator', // who keeps a case
  'see-third-parties', // organisations that hold money for people
  'add-third-party',
  'see-held-budgets', // whose money one’s organisation holds, and how it was spent
  'explain-held-line',
  'send-held-statement',
  'record-checks', // registrations, insurance and papers of those who give care
  'decide-payee', // whether somebody close may be paid
  'see-pay-runs',
  'prepare-pay-run',
  'release-pay-run',
  'write-pay-file',
  'see-held-payments', // what a payment waits for, by whose it is to clear
  'see-suppliers', // who care is bought from, and what waits for an answer
  'keep-suppliers',
  'raise-order', // care that the NHS buys for a notional budget
  'decide-order',
  'close-order',
  'carry-over-order', // what a year did not deliver, in a later one
  'enter-invoice',
  'agree-invoice', // that it is more than was ordered
  'decide-invoice',
  'record-supplier-payment', // what the bank paid to suppliers, and gave back
  'change-bank-holidays', // days on which banks move no money
  'hear-bank', // what the bank says of payments that were sent
  'declare-outage', // that a rail is down: what it carries is paid another way
  'settle-overpayment',
  'see-tie-out', // where ledger, bank and plan do not agree
  'import-statement',
  'keep-bank-layouts', // how files of banks are read that we do not know
  'see-money',
  'see-bank-lines',
  'place-line',
  'arrange-review',
  'hold-care-review',
  'hold-money-review',
  'see-reviews',
  'ask-reconsideration', // to have a decision looked at again
  'decide-reconsideration',
  'refuse-option',
  'ask-amount-change', // more or less from a day on
  'ask-extra-payment', // something bought once, or an advance in an emergency
  'decide-extra-payment',
  'report-hospital', // anybody may
  'plan-hospital-stay', // what pauses, with the person
  'report-health-change', // anybody may
  'check-health-change', // whether the money is still enough
  'suspend-payments', // to hold them back over a concern, and to let them begin again
  'arrange-care', // for somebody whose case ended without a budget
  'see-recharges', // what other payers owe, and what they paid back
  'see-scorecards',
  'see-inbox',
  'see-who-looked',
  'see-audit',
  'administer-staff',
  'see-policy',
  'add-policy',
  'approve-policy',
  'move-demonstration-date',
  'do-background-work', // jobs
] as const;

export type Permission = (typeof PERMISSIONS)[number];
