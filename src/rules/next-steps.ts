/**
 * What comes next on a case, and whose turn it is: the table state × permission that the case page is drawn from.
 *
 * It only orders and words the steps of the life in life.ts; whether a step may be made is decided by its own rule
 * when it is made. Pure.
 */
import type { Permission } from '../values/permission.ts';
import type { BudgetState } from './life.ts';

/** What has already happened, where the state alone does not say it. Absent means not known: the step counts as open. */
export type StepFacts = {
  readonly state: BudgetState;
  /** the information has been recorded. */
  readonly informationGiven?: boolean;
  /** T09: a final budget has been proposed. */
  readonly finalProposed?: boolean;
  /** the three statements are there, and about this plan and this sum. */
  readonly planAgreed?: boolean;
  /** T14: the agreement has been offered, and each side has signed it. */
  readonly agreementOffered?: boolean;
  readonly signedByPerson?: boolean;
  readonly signedByIcb?: boolean;
  /** the parts of an announced review that nobody has held yet, its day having come. */
  readonly reviewParts?: readonly ('care' | 'money')[];
  /** the person's latest word on direct payments is yes. */
  readonly consentGiven?: boolean;
  /** T15: what is set up by hand (the employer's duties, a contract, orders) has its evidence, or there is nothing of it. */
  readonly handsReady?: boolean;
  /** the money is for one goal, once: no reviews, and a look at what came of it. */
  readonly isGoal?: boolean;
};

/** `open` is a place that stands open as long as the budget runs: nothing has to be done there at once. */
export type StepStatus = 'done' | 'to-do' | 'open' | 'waiting' | 'later' | 'not-needed';

export type Step = {
  /** Where it stands in the life: the headings of the task list. */
  readonly part: Part;
  readonly words: string;
  /** The same, said to the person whose budget it is. */
  readonly toPerson: string;
  readonly href: string;
  readonly status: StepStatus;
  /** Who has it, in plain words: `the approver`. */
  readonly whose: string;
  /** The actor may open it: now, or to read what was done. */
  readonly open: boolean;
};

export type Part = 'Request' | 'Assessment' | 'Budget and plan' | 'Agreement' | 'Setting up' | 'Using the budget';

type Row = {
  readonly part: Part;
  readonly words: string;
  /** The same, said to the person whose budget it is, where they make the step. */
  readonly toPerson?: string;
  readonly path: string;
  /** Whoever has this permission makes the step. */
  readonly permission: Permission;
  readonly whose: string;
  /** In these states it is the step to make; in earlier ones it comes later, in later ones it is done. */
  readonly during: readonly BudgetState[];
  /** Who may look at it once it is done; nobody when absent. */
  readonly reading?: Permission;
  /** They may look at it while it is being made, too. */
  readonly readWhileMade?: true;
  readonly isDone?: (facts: StepFacts) => boolean | undefined;
  /** Stands open while it lasts, and is waited for by nobody. */
  readonly standsOpen?: true;
  /** Comes up again and again: it is on the list only while there is something to do. */
  readonly isNeeded?: (facts: StepFacts) => boolean;
  /** Stands only in this lane; in every lane when absent. */
  readonly lane?: 'GOAL' | 'NOT_GOAL';
};

/** Every step in the order of a budget's life. */
const STEPS: readonly Row[] = [
  {
    part: 'Request',
    words: 'Record that information was given',
    path: '/information',
    permission: 'record-information',
    whose: 'the care co-ordinator',
    during: ['REQUESTED'],
    isDone: facts => facts.informationGiven,
  },
  {
    part: 'Request',
    words: 'Decide who is eligible',
    path: '/eligibility',
    permission: 'decide-eligibility',
    whose: 'the person who decides requests',
    during: ['REQUESTED'],
    reading: 'see-case',
  },
  {
    part: 'Assessment',
    words: 'Write the assessment',
    path: '/assessment',
    permission: 'write-assessment',
    whose: 'the care co-ordinator',
    during: ['ELIGIBLE'],
    reading: 'see-case',
    readWhileMade: true,
  },
  {
    part: 'Budget and plan',
    words: 'Work out the indicative budget',
    path: '/indicative-budget',
    permission: 'set-indicative-budget',
    whose: 'the finance officer',
    during: ['ASSESSED'],
    reading: 'see-case',
  },
  {
    part: 'Budget and plan',
    words: 'Begin planning',
    path: '/planning',
    permission: 'begin-planning',
    whose: 'the care co-ordinator',
    during: ['INDICATIVE'],
  },
  {
    part: 'Budget and plan',
    words: 'Write the care plan',
    toPerson: 'Write your care plan',
    path: '/plan',
    permission: 'write-plan',
    whose: 'the person and their care co-ordinator',
    during: ['PLANNING'],
    reading: 'see-case',
    readWhileMade: true,
  },
  {
    part: 'Budget and plan',
    words: 'Propose the final budget',
    path: '/proposed-budget',
    permission: 'propose-final-budget',
    whose: 'the finance officer',
    during: ['PLANNING'],
    isDone: facts => facts.finalProposed,
  },
  {
    part: 'Budget and plan',
    words: 'Agree to the care plan',
    toPerson: 'Say that you agree with your care plan',
    path: '/statements',
    permission: 'sign-plan',
    whose: 'the person',
    during: ['PLANNING'],
    isDone: facts => facts.planAgreed,
  },
  {
    part: 'Budget and plan',
    words: 'Send the care plan for approval',
    path: '/submission',
    permission: 'submit-plan',
    whose: 'the care co-ordinator',
    during: ['PLANNING'],
  },
  {
    part: 'Budget and plan',
    words: 'Approve the care plan',
    path: '/approval',
    permission: 'decide-approval',
    whose: 'the approver',
    during: ['SUBMITTED'],
  },
  {
    part: 'Agreement',
    words: 'Set the final budget',
    path: '/final-budget',
    permission: 'set-final-budget',
    whose: 'the finance officer',
    during: ['APPROVED'],
    reading: 'see-case',
  },
  {
    part: 'Agreement',
    words: 'Offer the agreement',
    path: '/agreement',
    permission: 'offer-agreement',
    whose: 'the care co-ordinator',
    during: ['BUDGET_SET'],
    reading: 'see-case',
    isDone: facts => facts.agreementOffered,
  },
  {
    part: 'Agreement',
    words: 'Sign the agreement',
    toPerson: 'Read and sign your agreement',
    path: '/agreement',
    permission: 'sign-agreement',
    whose: 'the person',
    during: ['BUDGET_SET'],
    isDone: facts => facts.signedByPerson,
  },
  {
    part: 'Agreement',
    words: 'Sign the agreement for the board',
    path: '/agreement',
    permission: 'sign-agreement-for-icb',
    whose: 'the finance officer',
    during: ['BUDGET_SET'],
    isDone: facts => facts.signedByIcb,
  },
  {
    part: 'Agreement',
    words: 'Agree to be paid directly',
    toPerson: 'Say if the money may be paid to you',
    path: '/consent',
    permission: 'give-consent',
    whose: 'the person',
    during: ['BUDGET_SET', 'AGREED', 'SET_UP'],
    isDone: facts => facts.consentGiven,
  },
  {
    part: 'Setting up',
    words: 'Enter the payment account',
    path: '/account',
    permission: 'enter-account',
    whose: 'the payment preparer',
    during: ['AGREED'],
  },
  {
    part: 'Setting up',
    words: 'Check the payment account',
    path: '/account/verification',
    permission: 'verify-account',
    whose: 'the finance officer',
    during: ['AGREED'],
  },
  {
    part: 'Setting up',
    words: 'Record what else is ready',
    path: '/start',
    permission: 'offer-agreement',
    whose: 'the care co-ordinator',
    during: ['AGREED'],
    isDone: facts => facts.handsReady,
  },
  {
    part: 'Setting up',
    words: 'See what is still open before the start',
    path: '/start',
    permission: 'do-background-work',
    whose: 'the service, on the start date',
    during: ['AGREED', 'SET_UP'],
    reading: 'see-case',
    readWhileMade: true,
  },
  {
    part: 'Using the budget',
    words: 'Hold the care part of the review',
    path: '/reviews',
    permission: 'hold-care-review',
    whose: 'the care co-ordinator',
    during: ['ACTIVE'],
    isNeeded: facts => facts.reviewParts?.includes('care') === true,
  },
  {
    part: 'Using the budget',
    words: 'Hold the money part of the review',
    path: '/reviews',
    permission: 'hold-money-review',
    whose: 'the finance officer',
    during: ['ACTIVE'],
    isNeeded: facts => facts.reviewParts?.includes('money') === true,
  },
  {
    part: 'Using the budget',
    words: 'See the money',
    toPerson: 'See your money',
    path: '/money',
    permission: 'see-money',
    whose: 'the person',
    during: ['ACTIVE'],
    standsOpen: true,
  },
  {
    part: 'Using the budget',
    words: 'Add a bank statement',
    toPerson: 'Add a bank statement',
    path: '/bank-statements/new',
    permission: 'import-statement',
    whose: 'the person or the finance officer',
    during: ['ACTIVE'],
    standsOpen: true,
  },
  {
    part: 'Using the budget',
    words: 'Reviews',
    toPerson: 'See your reviews',
    path: '/reviews',
    permission: 'see-reviews',
    whose: 'the care co-ordinator and the finance officer',
    during: ['ACTIVE'],
    standsOpen: true,
    lane: 'NOT_GOAL',
  },
  {
    part: 'Using the budget',
    words: 'Write down what was bought',
    toPerson: 'Write down what you bought',
    path: '/goal',
    permission: 'record-purchase',
    whose: 'the person and their care co-ordinator',
    during: ['ACTIVE'],
    reading: 'see-case',
    standsOpen: true,
    lane: 'GOAL',
  },
  {
    part: 'Using the budget',
    words: 'Say what came of it',
    path: '/goal/follow-up',
    permission: 'rate-outcomes',
    whose: 'the person and their care co-ordinator',
    during: ['RECONCILING'],
    standsOpen: true,
    lane: 'GOAL',
  },
  {
    part: 'Using the budget',
    words: 'Close the budget',
    path: '/closing',
    permission: 'propose-closing',
    whose: 'the finance officer, and somebody else who agrees',
    during: ['RECONCILING'],
    reading: 'see-closing',
    readWhileMade: true,
    lane: 'GOAL',
  },
];

/** The states in their order. What ended early stands apart. */
const ORDER: readonly BudgetState[] = [
  'ENQUIRY',
  'REQUESTED',
  'ELIGIBLE',
  'ASSESSED',
  'INDICATIVE',
  'PLANNING',
  'SUBMITTED',
  'APPROVED',
  'BUDGET_SET',
  'AGREED',
  'SET_UP',
  'ACTIVE',
  'RECONCILING',
  'CLOSED',
];

const ENDED: readonly BudgetState[] = ['WITHDRAWN', 'DECLINED', 'REFUSED', 'NOT_TAKEN_UP'];

/** Every state that a case can be in, in the order of a budget's life, those that ended early last. */
export const EVERY_STATE: readonly BudgetState[] = [...ORDER, ...ENDED];

/** True when the case ended before it became active. */
export function hasEnded(state: BudgetState): boolean {
  return ENDED.includes(state);
}

/** Every step of this case's life for an actor who has leave for what `may` says, in order. */
export function nextSteps(facts: StepFacts, budgetId: string, may: (permission: Permission) => boolean): Step[] {
  const isOn = ({ isNeeded, lane }: Row) =>
    (isNeeded === undefined || isNeeded(facts)) &&
    (lane === undefined || (lane === 'GOAL') === (facts.isGoal === true));
  return STEPS.filter(isOn).map(row => {
    const mine = may(row.permission);
    const status = statusOf(row, facts, mine);
    // What is done already can be put right while its state lasts.
    const makes = mine && isDuring(row, facts);
    const mayRead = row.reading !== undefined && may(row.reading);
    const reads = mayRead && (status === 'done' || (status === 'waiting' && row.readWhileMade === true));
    return {
      part: row.part,
      words: row.words,
      toPerson: row.toPerson ?? row.words,
      href: `/budgets/${budgetId}${row.path}`,
      status,
      whose: row.whose,
      open: makes || reads,
    };
  });
}

/** The steps that this actor can make now. */
export function stepsToMake(facts: StepFacts, budgetId: string, may: (permission: Permission) => boolean): Step[] {
  return nextSteps(facts, budgetId, may).filter(step => step.status === 'to-do');
}

/** The states in which somebody with this leave has a step to make: what their work list shows first. */
export function statesToWorkOn(may: (permission: Permission) => boolean): BudgetState[] {
  return ORDER.filter(state =>
    STEPS.some(row => !row.standsOpen && !row.isNeeded && row.during.includes(state) && may(row.permission)),
  );
}

function statusOf(row: Row, facts: StepFacts, mine: boolean): StepStatus {
  if (row.isDone?.(facts)) return 'done';
  if (hasEnded(facts.state)) return 'not-needed';
  if (isDuring(row, facts)) return row.standsOpen ? 'open' : mine ? 'to-do' : 'waiting';
  const ahead = ORDER.slice(ORDER.indexOf(facts.state));
  return ahead.some(state => row.during.includes(state)) ? 'later' : 'done';
}

function isDuring(row: Row, facts: StepFacts): boolean {
  return row.during.includes(facts.state);
}
