/** What the person is told of their payments while they are in hospital (N19). Plain English, reading age 9 to 11. */
import { longDate, type PlainDate } from '../../../values/dates.ts';
import type { NewNotice } from '../../people/store.ts';
import type { Budget } from '../../requests/store.ts';

type About = { readonly budget: Budget; readonly effectiveOn: PlainDate };

const addressed = ({ budget, effectiveOn }: About) => ({
  kind: 'N19',
  personId: budget.personId,
  budgetId: budget.budgetId,
  recipient: budget.personName,
  effectiveOn,
});

/** N19: we know of it, and nothing stops by itself. */
export function admissionNoted(about: About, admittedOn: PlainDate): NewNotice {
  return {
    ...addressed(about),
    heading: 'Your payments go on while you are in hospital',
    paragraphs: [
      `We were told that you went into hospital on ${longDate(admittedOn)}. Your payments go on as before.`,
      `${about.budget.careCoordinatorName} talks with you about what may pause, and how your assistants stay paid until you come home.`,
    ],
    rules: ['R-103'],
  };
}

/** N19 once more: what was decided together, line by line. */
export function hospitalPlanned(
  about: About,
  lines: readonly { readonly label: string; readonly what: 'KEEP' | 'PAUSE' }[],
  kept: { readonly retainedTo: PlainDate; readonly retainedPct: number; readonly reviewsOn: readonly PlainDate[] },
): NewNotice {
  return {
    ...addressed(about),
    heading: 'What we agreed for your time in hospital',
    paragraphs: [
      'Your payments go on as before. This is what we agreed with you:',
      ...lines.map(({ label, what }) => `${label}: ${what === 'KEEP' ? 'goes on' : 'pauses until you are home'}.`),
      `Assistants who go on keep ${kept.retainedPct}% of their pay until ${longDate(kept.retainedTo)}, so that they are there when you come home. Then we look at it again with you.`,
      ...(kept.reviewsOn.length > 0
        ? [`We look at it again on ${kept.reviewsOn.map(longDate).join(' and on ')}.`]
        : []),
      'Tell us when you are home.',
    ],
    rules: ['R-103', 'R-104'],
  };
}
