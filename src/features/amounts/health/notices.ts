/** What the person is told when their health changed and we look whether the money is enough. Plain English, reading age 9 to 11. */
import type { HealthFinding } from '../../../rules/safeguards/health-change.ts';
import { longDate, type PlainDate } from '../../../values/dates.ts';
import type { NewNotice } from '../../people/store.ts';
import type { Budget } from '../../requests/store.ts';

const addressed = (budget: Budget) => ({
  kind: 'N18',
  personId: budget.personId,
  budgetId: budget.budgetId,
  recipient: budget.personName,
  rules: ['R-089'],
});

/** We know of it, who looks, and by when. */
export function changeNoted(
  budget: Budget,
  { checkBy, effectiveOn }: { readonly checkBy: PlainDate; readonly effectiveOn: PlainDate },
): NewNotice {
  return {
    ...addressed(budget),
    effectiveOn,
    heading: 'We will check that your money is still enough',
    paragraphs: [
      'We were told that your health has changed. Your payments go on as before.',
      `${budget.careCoordinatorName} will look by ${longDate(checkBy)} whether your money still covers everything in your plan, and will tell you what they find.`,
      'If you cannot wait that long, tell us. We can pay something early if you would go without care.',
    ],
  };
}

const WHAT_NOW: Readonly<Record<HealthFinding, string>> = {
  ENOUGH: 'Your payments stay as they are. Tell us if they do not cover your care.',
  ANOTHER_AMOUNT: 'You need another amount. We write to you again when it is agreed. Until then your payments go on.',
  REVIEW: 'We want to look at your whole plan with you. We write to you with a day. Until then your payments go on.',
};

/** What was found, and what happens now. */
export function changeChecked(
  budget: Budget,
  check: { readonly finding: HealthFinding; readonly found: string; readonly effectiveOn: PlainDate },
): NewNotice {
  const { finding, found, effectiveOn } = check;
  return {
    ...addressed(budget),
    effectiveOn,
    heading: 'We checked whether your money is still enough',
    paragraphs: [`This is what we found: ${found}`, WHAT_NOW[finding]],
  };
}
