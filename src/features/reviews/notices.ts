/** What the person is told of a review, before it and after. Plain English, reading age 9 to 11. */
import type { RiskScore } from '../../rules/review/risk.ts';
import { countOf, longDate, type PlainDate } from '../../values/dates.ts';
import type { IcbContact, NewNotice } from '../people/store.ts';

type Addressed = Pick<NewNotice, 'recipient' | 'personId' | 'budgetId' | 'effectiveOn'>;

const contact = (icb: IcbContact) => `To ask questions, call ${icb.name} on ${icb.phone} or email ${icb.email}.`;

/** N16: when the review is, what it covers and who comes, and that bank lines may be looked at. */
export function reviewAnnounced(
  addressed: Addressed,
  review: { readonly plannedOn: PlainDate; readonly covers: string; readonly attendees: string },
  icb: IcbContact,
): NewNotice {
  return {
    kind: 'N16',
    ...addressed,
    heading: `Your review is on ${longDate(review.plannedOn)}`,
    paragraphs: [
      'A review is a talk about how things are going. It is your chance to say what works and what does not.',
      `What it covers: ${review.covers}`,
      `Who comes: ${review.attendees}. You can bring somebody with you.`,
      'From today until the review is closed, the people who review with you can see the payments on your bank statements. You can see who looked.',
      'If you spent money on something that did not work, tell us. You are not in trouble. We want to learn from it.',
      `If this day is not good for you, tell us. ${contact(icb)}`,
    ],
  };
}

/** N17: what the review found, when the next one is and why. */
export function reviewClosed(
  addressed: Addressed,
  closed: {
    readonly careFindings: string;
    readonly moneyFindings: string;
    readonly surplus: string;
    readonly risk: RiskScore;
    readonly nextDueOn: PlainDate;
    readonly months: number;
  },
  icb: IcbContact,
): NewNotice {
  const { risk, months } = closed;
  return {
    kind: 'N17',
    ...addressed,
    heading: 'What your review found',
    paragraphs: [
      `About your care: ${closed.careFindings}`,
      `About your money: ${closed.moneyFindings}`,
      `About money that is left: ${closed.surplus}`,
      `Your next review is due by ${longDate(closed.nextDueOn)}. That is in ${countOf(months, 'month')}.`,
      `How we chose that date: we gave points for what makes a budget harder to keep track of. Yours has ${risk.total} ${risk.total === 1 ? 'point' : 'points'}. The points do not say that you did anything wrong.`,
      `If you think that something here is wrong, you can ask us to look at it again. ${contact(icb)}`,
    ],
    reasons: risk.factors
      .filter(factor => factor.points > 0)
      .map(factor => `${factor.name}: ${factor.points} (${factor.why})`),
  };
}
