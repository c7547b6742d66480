/**
 * Every act and reading of the audit trail in plain words: for the person whose record it is, and for the
 * administrator, who learns what was done and nothing of the case. It decides nothing.
 *
 * A name that routes and actions use and that has no words here fails test/act-words.test.ts.
 */

export type Outcome = 'read' | 'done' | 'refused' | 'denied';

/** Said to the person; and said of anybody, where that is another thing. */
type Said = string | readonly [toPerson: string, ofAnybody: string];

/** What is opened. */
const OPENED: Readonly<Record<string, Said>> = {
  'accessibility.read': 'the page on accessibility',
  'account.read': ['your bank account', 'a payment account'],
  'agreement.read': ['your agreement', 'an agreement'],
  'assessment.read': ['your assessment', 'an assessment'],
  'audit.read': 'the list of what was done',
  'backtest.read': 'what a rate card would change for everybody',
  'bank-line.read': ['a line of your bank statement', 'a line of a bank statement'],
  'bank-lines.read': ['lines of your bank statement', 'lines of a bank statement'],
  'bank-statements.read': ['the list of your bank statements', 'a list of bank statements'],
  'budget-working.read': ['how your budget was worked out', 'how a budget was worked out'],
  'case.list': 'the list of cases',
  'case.read': ['your record', 'a record'],
  'care.ask': ['the page on your care without a budget', 'the page on care without a budget'],
  'chc-without-budget.read': 'the list of who has care at home without a budget',
  'chair.ask': ['a page about your wheelchair', 'a page about a wheelchair'],
  'chair.read': ['what we know of your wheelchair', 'what is known of a wheelchair'],
  'chairs.read': 'the list of wheelchairs',
  'challenge-pack.read': ['everything that your figure stands on', 'everything that a figure stands on'],
  'checks.read': ['what is checked before your care is paid', 'what is checked before care is paid'],
  'consent.read': ['what you said about direct payments', 'what somebody said about direct payments'],
  'coordinator.read': ['who keeps your case', 'who keeps a case'],
  'cookies.read': 'the page on cookies',
  'decisions.read': ['the list of decisions about you', 'the decisions about somebody'],
  'demonstration.read': 'the date of the demonstration',
  'directory.ask': 'the page to add a place to the directory',
  'directory.read': 'what can be had nearby',
  'eligibility.read': ['the decision about your request', 'the decision about a request'],
  'employment.read': ['what you need to employ somebody', 'what somebody needs to employ'],
  'enquiry.ask': 'the page to ask about a budget',
  'enquiry.list': 'the list of enquiries',
  'enquiry.read': ['your enquiry', 'an enquiry'],
  'enquiry.received': 'the page that says a question was received',
  'amount-change.ask-page': ['the page to change what you are paid', 'the page to change what is paid'],
  'amount-change.read': ['a change of what you are paid', 'a change of what is paid'],
  'extra-payment.ask-page': ['the page to ask for an extra payment', 'the page to ask for an extra payment'],
  'extra-payment.read': ['an extra payment to you', 'an extra payment'],
  'extra-payments.list': 'the list of extra payments that wait for a decision',
  'extra-payments.read': ['your extra payments', 'the extra payments of a budget'],
  'final-budget.read': ['your final budget', 'a final budget'],
  'forecast.ask': ['a page about what your budget may save', 'a page about what a budget may save'],
  'forecasts.read': ['what your budget was hoped to save', 'what a budget was hoped to save'],
  'goal.ask': ['a page about what you bought', 'a page about what was bought'],
  'goal.follow-up.list': 'the list of one-off budgets to ask about',
  'goal.follow-up.read': ['what came of your one-off budget', 'what came of a one-off budget'],
  'goal.read': ['what you bought with your one-off budget', 'what was bought with a one-off budget'],
  'funding.ask': ['the page on who pays for your budget', 'the page on who pays for a budget'],
  'funding.read': ['who pays for your budget', 'who pays for a budget'],
  'home.read': 'the home page',
  'inbox.read': ['the list of your letters', 'a list of letters'],
  'indicative-budget.read': ['your first figure', 'an indicative budget'],
  'information.read': ['what you were told', 'what somebody was told'],
  'looks.read': ['this list', 'the list of who looked at a record'],
  'money.part.read': ['a part of your money', 'a part of somebody’s money'],
  'money.read': ['your money', 'somebody’s money'],
  'month-end.read': 'what all budgets planned and spent in a month',
  'need.tag.ask': ['the page on what your budget is for', 'the page on what a budget is for'],
  'needs-not-released.read': 'the list of what people want in their budget and cannot have yet',
  'notice.read': 'a letter',
  'outcomes.read': ['what has changed for you', 'what has changed for somebody'],
  'pay-run.file.read': 'a payment file',
  'pay-run.list': 'the list of payment runs',
  'pay-run.preview': 'what a payment run would pay',
  'pay-run.read': 'a payment run',
  'payment.read': ['a payment to you', 'a payment'],
  'payment-changes.read': ['what changed your payments', 'what changed somebody’s payments'],
  'payments.read': ['your payments', 'the payments of a budget'],
  'plan-approval.read': ['the approval of your plan', 'the approval of a plan'],
  'plan-statements.read': ['what you say about your plan', 'what somebody says about their plan'],
  'plan-submission.read': ['the page to send your plan for approval', 'the page to send a plan for approval'],
  'option-refusal.ask': ['the page on how your money may be held', 'the page to refuse a way of holding the money'],
  'plan.read': ['your plan', 'a plan'],
  'planning.read': ['the page to begin your plan', 'the page to begin a plan'],
  'policy.read': 'the local policy',
  'policy-version.read': 'a version of the local policy',
  'privacy.read': 'the page on privacy',
  'programme.ask': 'the page to set up a programme',
  'programmes.read': 'the programmes of one-off budgets',
  'proposed-budget.read': ['what your budget may be', 'a proposed budget'],
  'rate-card.read': 'a rate card',
  'rate-cards.read': 'the list of rate cards',
  'request.ask': 'the page to register a request',
  'review.ask': ['the page to tell you of a review', 'the page to announce a review'],
  'review.care.ask': ['the care part of your review', 'the care part of a review'],
  'review.close.ask': ['the page to close your review', 'the page to close a review'],
  'review.money.ask': ['the money part of your review', 'the money part of a review'],
  'review.read': ['your review', 'a review'],
  'planned-and-spent.read': 'what all budgets together planned and spent',
  'recharges.file.read': 'the file of what other payers owe',
  'recharges.read': 'what other payers owe',
  'reconsideration.ask-page': ['the page to ask us to look again', 'the page to ask for another look'],
  'reconsideration.read': ['what you asked us to look at again', 'a decision to look at again'],
  'reconsiderations.read': 'the list of decisions to look at again',
  'representation.ask': ['a page about who acts for you', 'a page about who acts for somebody'],
  'representation.read': ['who acts for you', 'who acts for somebody'],
  'representation.tasks.read': 'the list of what has to be done about who acts',
  'reviews.due.read': 'the list of reviews that are due',
  'reviews.read': ['the list of your reviews', 'the reviews of a budget'],
  'rule.read': 'one of the rules that we decide by',
  'rules.list': 'the rules that we decide by',
  'set-up.read': ['what is still needed before your budget starts', 'what a budget still needs before it starts'],
  'six-features.list': 'the list of which budgets count',
  'six-features.read': ['the six features of your budget', 'the six features of a budget'],
  'sign-in.read': 'the page to sign in',
  'staff.list': 'the list of staff',
  'staff.read': 'what a member of staff may do',
  'start.read': 'the start page',
  'statement.ask': ['the page to send us your bank statement', 'the page to add a bank statement'],
  'tie-out.read': 'where ledger, bank and plan do not agree',
  'what-if.read': ['what your figure would be with other inputs', 'what a figure would be with other inputs'],
  'withdrawal.ask': ['the page to stop your request', 'the page to stop a request'],
  'suspension.ask': ['the page to hold your payments back', 'the page to hold payments back'],
  'suspension.read': ['why your payments are held back', 'why payments are held back'],
  'suspensions.list': 'the list of payments that are held back',
  'suspensions.read': ['why your payments are held back', 'why payments are held back'],
};

/** What is done: the first word as it is and as it was. */
const DID: Readonly<Record<string, Said>> = {
  'account.enter': ['enter/entered your bank account', 'enter/entered a payment account'],
  'account.verify': ['check/checked your bank account', 'check/checked a payment account'],
  'agreement.offer': ['offer/offered you an agreement', 'offer/offered an agreement'],
  'agreement.sign': ['sign/signed your agreement', 'sign/signed an agreement'],
  'agreement.sign-for-icb': ['sign/signed your agreement for us', 'sign/signed an agreement for the board'],
  'assessment.add-entry': ['add/added to your assessment', 'add/added to an assessment'],
  'assessment.add-need': ['add/added a need to your assessment', 'add/added a need to an assessment'],
  'assessment.add-outcome': ['add/added something that you want to reach', 'add/added an outcome to an assessment'],
  'assessment.complete': ['finish/finished your assessment', 'finish/finished an assessment'],
  'bank-lines.look-in': ['look/looked into your bank statement', 'look/looked into a bank statement'],
  'authority.end': ['end/ended the right of somebody to act for you', 'end/ended an authority to act for somebody'],
  'authority.record': ['write/wrote down who acts for you', 'write/wrote down who acts for somebody'],
  'authority.verify': ['check/checked the paper of who acts for you', 'check/checked an authority to act for somebody'],
  'board.add': 'add/added the board',
  'board.set-bank': 'set/set the account that payments leave from',
  'budget.start': ['start/started your budget', 'start/started a budget'],
  'care.arrange': ['arrange/arranged your care without a budget', 'arrange/arranged care without a budget'],
  'capacity.assess': ['write/wrote down how well you can decide', 'write/wrote down an assessment of capacity'],
  'consent.give': ['say/said yes or no to direct payments', 'say/said yes or no to direct payments'],
  'dbs.check': ['check/checked a certificate of who receives your money', 'check/checked a DBS certificate'],
  'coordinator.change': [
    'give/gave your case to another care co-ordinator',
    'give/gave a case to another care co-ordinator',
  ],
  'demonstration.move-date': 'move/moved the date of the demonstration on',
  'eligibility.decide': ['decide/decided about your request', 'decide/decided about a request'],
  'eligibility.decline': ['decide/decided that you cannot have a budget', 'refuse/refused a request'],
  'eligibility.find': ['decide/decided that you can have a budget', 'accept/accepted a request'],
  'employer.record-assistant': [
    'write/wrote down what was seen of your assistant',
    'write/wrote down what was seen of an assistant',
  ],
  'employer.record-cover': [
    'write/wrote down your insurance as an employer',
    'write/wrote down an employer’s insurance',
  ],
  'enquiry.make': ['ask/asked about a budget', 'ask/asked about a budget'],
  'exclusion.check': [
    'look/looked whether a court order stops direct payments',
    'look/looked whether a court order bars direct payments',
  ],
  'exclusion.lift': ['end/ended what a court order stopped', 'end/ended the bar of a court order'],
  'amount-change.ask': ['propose/proposed to change what you are paid', 'propose/proposed to change what is paid'],
  'amount-change.decide': [
    'decide/decided to change what you are paid',
    'decide/decided about a change of what is paid',
  ],
  'extra-payment.ask': ['ask/asked for an extra payment to you', 'ask/asked for an extra payment'],
  'extra-payment.decide': ['decide/decided about an extra payment to you', 'decide/decided about an extra payment'],
  'final-budget.propose': ['propose/proposed what your budget may be', 'propose/proposed a final budget'],
  'final-budget.set': ['set/set your final budget', 'set/set a final budget'],
  'funding.agree': ['agree/agreed who pays for your budget', 'agree/agreed who pays for a budget'],
  'indicative-budget.add-line': ['add/added a line to your first figure', 'add/added a line to an indicative budget'],
  'indicative-budget.add-entry': [
    'add/added a figure to your first estimate',
    'add/added a figure to an indicative budget',
  ],
  'indicative-budget.choose-method': [
    'choose/chose how to work out your first figure',
    'choose/chose how to work out an indicative budget',
  ],
  'indicative-budget.remove-entry': [
    'take/took a figure out of your first estimate',
    'take/took a figure out of an indicative budget',
  ],
  'indicative-budget.issue': ['tell/told you your first figure', 'issue/issued an indicative budget'],
  'indicative-budget.remove-line': [
    'take/took a line out of your first figure',
    'take/took a line out of an indicative budget',
  ],
  'information.record': ['write/wrote down what you were told', 'write/wrote down what somebody was told'],
  'line.place': ['say/said what a bank line was for', 'say/said what a bank line was for'],
  'line.place-together': 'say/said that several bank lines were for one thing',
  'line.split': 'say/said that a bank line was for several things',
  'line.undo': 'take/took back what was said about a bank line',
  'need.tag': ['say/said whether your budget is for a need', 'say/said whether a budget is for a need'],
  'nominee.accept': ['note/noted that somebody agreed to receive your money', 'note/noted that a nominee agreed'],
  'nominee.agree': ['agree/agreed to who receives your money', 'agree/agreed to a nominee'],
  'nominee.end': ['end/ended that somebody receives your money', 'end/ended a nomination'],
  'nominee.name': ['name/named somebody to receive your money', 'name/named a nominee'],
  'chair.check': ['look/looked at your wheelchair', 'look/looked at a wheelchair'],
  'chair.choose': ['write/wrote down which wheelchair you chose', 'write/wrote down which wheelchair was chosen'],
  'chair.contribute': ['write/wrote down who adds to your wheelchair', 'write/wrote down who adds to a wheelchair'],
  'chair.issue': ['write/wrote down that your wheelchair came', 'write/wrote down that a wheelchair came'],
  'chair.order': ['order/ordered your wheelchair', 'order/ordered a wheelchair'],
  'chair.prescribe': ['write/wrote down which wheelchair you need', 'write/wrote down which wheelchair is needed'],
  'directory.add': 'add/added a place to the directory',
  'goal.buy': ['write/wrote down what you bought', 'write/wrote down what was bought'],
  'goal.finish': ['finish/finished your one-off budget', 'finish/finished a one-off budget'],
  'goal.follow-up': ['write/wrote down what has changed for you', 'write/wrote down what came of a one-off budget'],
  'goal.take-back': ['take/took back something that you bought', 'take/took back what was written down as bought'],
  'programme.add': 'set/set up a programme of one-off budgets',
  'forecast.enter-actual': [
    'write/wrote down what a year of your care really cost',
    'write/wrote down what a year really cost',
  ],
  'forecast.make': ['write/wrote down what your budget may save', 'write/wrote down what a budget may save'],
  'outcome.measure': ['write/wrote down a score of yours', 'write/wrote down a score'],
  'outcome.rate': ['rate/rated how it is with what you want to reach', 'rate/rated an outcome'],
  'payee.decide': ['decide/decided who close to you may be paid', 'decide/decided who close to somebody may be paid'],
  'pay-run.cancel': 'cancel/cancelled a payment run',
  'pay-run.credit': 'note/noted that a payment run has arrived',
  'pay-run.file': 'write/wrote a payment file',
  'pay-run.prepare': 'prepare/prepared a payment run',
  'pay-run.release': 'release/released a payment run',
  'payee.concern': [
    'write/wrote down a worry about who receives your money',
    'write/wrote down a concern about a payee',
  ],
  'payment.return': ['note/noted that a payment to you came back', 'note/noted that a payment came back'],
  'option.refuse': ['refuse/refused a way of holding your money', 'refuse/refused a way of holding the money'],
  'plan.add-entry': ['add/added a part to your plan', 'add/added a part to a plan'],
  'plan.add-item': ['add/added something to your plan', 'add/added something to a plan'],
  'plan.begin': ['begin/began your plan', 'begin/began a plan'],
  'plan.decide': ['decide/decided about your plan', 'decide/decided about a plan'],
  'plan.pass-on': ['pass/passed your plan on to somebody else to decide', 'pass/passed a plan on to a higher limit'],
  'plan.remove-entry': ['take/took a part out of your plan', 'take/took a part out of a plan'],
  'plan.remove-item': ['take/took something out of your plan', 'take/took something out of a plan'],
  'plan.share-item': ['say/said who pays for something in your plan', 'say/said who pays for something in a plan'],
  'plan.sign-risk-plan': ['agree/agreed to what we do about risks', 'agree/agreed to a plan for risks'],
  'plan.sign-statements': ['agree/agreed with your plan', 'agree/agreed with a plan'],
  'policy.add': 'add/added a version of the local policy',
  'policy.approve': 'approve/approved a version of the local policy',
  'plan.submit': ['send/sent your plan for approval', 'send/sent a plan for approval'],
  'plan.write-section': ['write/wrote a part of your plan', 'write/wrote a part of a plan'],
  'provider.see-registration': [
    'see/saw the registration of somebody who gives you care',
    'see/saw the registration of a provider',
  ],
  'rate-card.add': 'add/added a rate card',
  'recharge.receive': 'write/wrote down what another payer paid back',
  'reconsideration.answer': [
    'answer/answered what you asked us to look at again',
    'answer/answered a request to look again',
  ],
  'reconsideration.ask': ['ask/asked us to look at a decision again', 'ask/asked us to look at a decision again'],
  'representation.close-task': [
    'finish/finished something about who acts for you',
    'finish/finished a task about who acts',
  ],
  'representation.watch': [
    'look/looked whether who acts for you has changed',
    'look/looked whether who acts has changed',
  ],
  'request.register': ['register/registered your request', 'register/registered a request'],
  'request.withdraw': ['stop/stopped your request', 'stop/stopped a request'],
  'review.announce': ['tell/told you of a review', 'announce/announced a review'],
  'review.care': ['write/wrote the care part of your review', 'write/wrote the care part of a review'],
  'review.close': ['close/closed your review', 'close/closed a review'],
  'review.money': ['write/wrote the money part of your review', 'write/wrote the money part of a review'],
  'set-up.close-task': ['set/set something up for your budget', 'set/set something up for a budget'],
  'suspension.begin': ['hold/held your payments back', 'hold/held payments back'],
  'suspension.end': ['let/let your payments begin again', 'let/let payments begin again'],
  'suspension.look': ['look/looked again at why your payments are held back', 'look/looked at a suspension again'],
  'staff.add': 'add/added a member of staff',
  'staff.change': 'change/changed what a member of staff may do',
  'staff.end': 'end/ended the access of a member of staff',
  'staff.give-back': 'give/gave a member of staff their access back',
  'statement.import': ['add/added your bank statement', 'add/added a bank statement'],
  'statement.import-feed': 'add/added a bank’s file of many accounts',
  'statement.post': ['add/added payments of a bank’s file to your money', 'add/added payments of a bank’s file'],
  'tie-out.run': 'hold/held ledger, bank and plan side by side',
};

/** Whether an act or reading has words. */
export function hasWords(act: string): boolean {
  return act in OPENED || act in DID;
}

/**
 * One line of the trail: `Opened your plan`, `Tried to release a payment run, and was refused`. A name without words,
 * which only a newer or older version can have written, is said as it stands.
 */
export function actInWords(event: { readonly act: string; readonly outcome: Outcome }, toPerson: boolean): string {
  const { act, outcome } = event;
  const said = DID[act] ?? OPENED[act];
  const words = said === undefined ? `“${act}”` : typeof said === 'string' ? said : said[toPerson ? 0 : 1];
  const [is, was] = act in DID ? bothForms(words) : [`open ${words}`, `opened ${words}`];
  switch (outcome) {
    case 'read':
    case 'done':
      return was.charAt(0).toUpperCase() + was.slice(1);
    case 'refused':
      return `Tried to ${is}, and was refused`;
    case 'denied':
      return `Tried to ${is}, and was turned away`;
  }
}

/** `take/took a line` → `take a line`, `took a line`. */
function bothForms(words: string): readonly [string, string] {
  const [verbs, ...rest] = words.split(' ');
  const [is, was] = verbs!.split('/');
  return [[is, ...rest].join(' '), [was, ...rest].join(' ')];
}
