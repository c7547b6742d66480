/**
 * The life of a wheelchair budget: prescribed, chosen, ordered, issued, looked at every year, and its end
 * (R-101, R-129 to R-134).
 *
 * Pure, pence and London dates. Who may have which chair in which way is in wheelchair.ts. The period is LOCAL.
 */
import { addMonths, earlier, isBefore, type PlainDate } from '../../values/dates.ts';
import { total } from '../../values/pence.ts';
import { type Decision, decide, type Refusal } from '../decision.ts';
import type { BudgetState } from '../life.ts';
import { type Contribution, decideContribution } from './integrated.ts';
import {
  type ChairChoice,
  chairMoney,
  decideChair,
  decideNewChair,
  needsFitPrompt,
  nextChairOn,
} from './wheelchair.ts';

export type ChairRefusal =
  | { readonly code: 'chair-not-wheelchair' }
  | { readonly code: 'chair-words-missing'; readonly field: string }
  | { readonly code: 'chair-cost-missing' }
  | { readonly code: 'chair-day-in-future' }
  | { readonly code: 'chair-not-prescribed' }
  | { readonly code: 'chair-not-chosen' }
  | { readonly code: 'chair-ordered-already' }
  | { readonly code: 'chair-not-agreed'; readonly state: BudgetState }
  | { readonly code: 'chair-not-paid-for'; readonly pence: bigint }
  | { readonly code: 'chair-contribution-too-much'; readonly pence: bigint }
  | { readonly code: 'chair-line-not-ordered'; readonly item: string }
  | { readonly code: 'chair-not-ordered' }
  | { readonly code: 'chair-issued-already' }
  | { readonly code: 'chair-issued-before-order'; readonly orderedOn: PlainDate }
  | { readonly code: 'chair-not-issued' };

/** How far a chair has come. */
export type ChairStanding = {
  readonly isWheelchair: boolean;
  readonly isOrdered: boolean;
};

const blank = (words: string, field: string): ChairRefusal | false =>
  words.trim() === '' && { code: 'chair-words-missing', field };

function openReasons({ isWheelchair, isOrdered }: ChairStanding): readonly (ChairRefusal | false)[] {
  return [!isWheelchair && { code: 'chair-not-wheelchair' }, isOrdered && { code: 'chair-ordered-already' }];
}

export type Prescription = {
  readonly category: string;
  readonly need: string;
  /** What has changed since the chair before; empty where nothing has. */
  readonly changed: string;
  readonly nhsCostPence: bigint;
  readonly assessedOn: PlainDate;
};

/**
 * Decides whether a chair may be prescribed. Somebody who has a chair from an earlier budget gets another after
 * its period, or when they were assessed again and the need has changed.
 */
export function decidePrescription(
  prescription: Prescription,
  facts: ChairStanding & { readonly lastIssuedOn: PlainDate | undefined },
  periodYears: number,
  today: PlainDate,
): Decision<{ readonly early: boolean }> {
  const { lastIssuedOn } = facts;
  const clinicalChange = prescription.changed.trim() !== '';
  const again = lastIssuedOn && decideNewChair({ issuedOn: lastIssuedOn, clinicalChange }, periodYears, today);
  return decide(
    [
      ...openReasons(facts),
      blank(prescription.category, 'category'),
      blank(prescription.need, 'need'),
      prescription.nhsCostPence <= 0n && { code: 'chair-cost-missing' },
      isBefore(today, prescription.assessedOn) && { code: 'chair-day-in-future' },
      ...reasonsOf(again),
    ],
    () => ({ early: again?.accepted === true && again.value.early }),
  );
}

/** Decides whether this chair is the one: prescribed, said to be right, within what may be had. */
export function decideChoice(
  choice: ChairChoice & { readonly label: string; readonly clinician: string },
  facts: ChairStanding & { readonly isPrescribed: boolean },
  policy: { readonly dp: boolean },
): Decision<{ readonly nhsPaysPence: bigint; readonly othersPayPence: bigint }> {
  const { nhsPaysPence, personPaysPence } = chairMoney(choice);
  return decide(
    [
      ...openReasons(facts),
      !facts.isPrescribed && { code: 'chair-not-prescribed' },
      blank(choice.label, 'label'),
      blank(choice.clinician, 'clinician'),
      choice.chosenPence <= 0n && { code: 'chair-cost-missing' },
      ...reasonsOf(decideChair(choice, policy)),
    ],
    () => ({ nhsPaysPence, othersPayPence: personPaysPence }),
  );
}

/** What the chosen chair costs, and who adds to what the NHS pays. */
export type ChairFunding = {
  readonly nhsPaysPence: bigint;
  /** What comes on top of the NHS's part, whoever pays it. */
  readonly othersPayPence: bigint;
  readonly contributedPence: readonly bigint[];
};

/** what is left for the person after what others add. */
export function personsPart({ othersPayPence, contributedPence }: ChairFunding): bigint {
  return othersPayPence - total(contributedPence);
}

/** decides whether another body's money may be recorded: with its payer and conditions, up to what is open. */
export function decideChairContribution(
  contribution: Contribution,
  facts: ChairStanding & { readonly funding: ChairFunding | undefined },
): Decision<{ readonly nhsPence: bigint; readonly leftPence: bigint }> {
  const { funding } = facts;
  const leftPence = funding && personsPart(funding) - contribution.pence;
  return decide(
    [
      ...openReasons(facts),
      !funding && { code: 'chair-not-chosen' },
      ...reasonsOf(funding && decideContribution(contribution, funding.nhsPaysPence)),
      leftPence !== undefined && leftPence < 0n && { code: 'chair-contribution-too-much', pence: -leftPence },
    ],
    () => ({ nhsPence: funding!.nhsPaysPence, leftPence: leftPence! }),
  );
}

/** From the agreement on a chair may be ordered. */
const MAY_ORDER: readonly BudgetState[] = ['AGREED', 'SET_UP'];

/**
 * Decides whether the chair may be ordered: agreed, and all of it paid for by somebody. What the NHS pays of its own chair is
 * promised by an order that a second person approved, like all that it buys.
 */
export function decideChairOrder(
  order: {
    readonly supplier: string;
    readonly reference: string;
    readonly orderedOn: PlainDate;
    /** The person has said that they pay what is left. */
    readonly personPays: boolean;
  },
  facts: ChairStanding & {
    readonly state: BudgetState;
    readonly funding: ChairFunding | undefined;
    /** The lines that the NHS buys and that have no approved order yet. */
    readonly notOrdered: readonly string[];
  },
  today: PlainDate,
): Decision<true> {
  const { state, funding } = facts;
  const openPence = funding && personsPart(funding);
  return decide(
    [
      ...openReasons(facts),
      !MAY_ORDER.includes(state) && { code: 'chair-not-agreed', state },
      ...(MAY_ORDER.includes(state) ? facts.notOrdered : []).map(
        item => ({ code: 'chair-line-not-ordered', item }) as const,
      ),
      !funding && { code: 'chair-not-chosen' },
      openPence !== undefined &&
        openPence > 0n &&
        !order.personPays && { code: 'chair-not-paid-for', pence: openPence },
      blank(order.supplier, 'supplier'),
      blank(order.reference, 'reference'),
      isBefore(today, order.orderedOn) && { code: 'chair-day-in-future' },
    ],
    () => true,
  );
}

/** Decides whether the chair has come (T16), and until when its period lasts. */
export function decideChairIssue(
  issue: { readonly serial: string; readonly issuedOn: PlainDate },
  facts: { readonly orderedOn: PlainDate | undefined; readonly isIssued: boolean },
  periodYears: number,
  today: PlainDate,
): Decision<{ readonly nextOn: PlainDate }> {
  const { orderedOn } = facts;
  return decide(
    [
      orderedOn === undefined && { code: 'chair-not-ordered' },
      facts.isIssued && { code: 'chair-issued-already' },
      blank(issue.serial, 'serial'),
      isBefore(today, issue.issuedOn) && { code: 'chair-day-in-future' },
      orderedOn !== undefined &&
        isBefore(issue.issuedOn, orderedOn) && { code: 'chair-issued-before-order', orderedOn },
    ],
    () => ({ nextOn: nextChairOn(issue.issuedOn, periodYears) }),
  );
}

/** Decides whether a look at the chair may be recorded. */
export function decideChairCheck(
  check: { readonly words: string; readonly checkedOn: PlainDate },
  facts: { readonly issuedOn: PlainDate | undefined },
  today: PlainDate,
): Decision<true> {
  const { issuedOn } = facts;
  return decide(
    [
      (issuedOn === undefined || isBefore(check.checkedOn, issuedOn)) && { code: 'chair-not-issued' },
      blank(check.words, 'words'),
      isBefore(today, check.checkedOn) && { code: 'chair-day-in-future' },
    ],
    () => true,
  );
}

/** Months until the next look: a year, or half of it for somebody who grows or whose need changes fast. */
const [YEARLY, SOONER] = [12, 6];

/** when somebody looks at the chair next; no later than the end of its period. */
export function nextCheckOn(chair: {
  readonly lastOn: PlainDate;
  readonly nextOn: PlainDate;
  readonly ageYears: number;
  readonly fastChanging: boolean;
}): PlainDate {
  const dueOn = addMonths(chair.lastOn, needsFitPrompt(chair) ? SOONER : YEARLY);
  // After its end it is looked at every year until there is another.
  return isBefore(chair.lastOn, chair.nextOn) ? earlier(dueOn, chair.nextOn) : dueOn;
}

function reasonsOf(decision: Decision<unknown> | undefined): readonly Refusal[] {
  return decision === undefined || decision.accepted ? [] : decision.refusals;
}
