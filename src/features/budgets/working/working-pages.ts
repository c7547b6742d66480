/**
 * How a budget was worked out: for the person first of all. Every figure opens to its lines, down to the inputs; first
 * and final figure and why they differ; what is in and what is not; how to challenge it (R-039 to R-046).
 */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { details, insetText } from '../../../nhsuk/content/text-blocks.ts';
import { page } from '../../../nhsuk/page.ts';
import { type Html, html } from '../../../platform/html.ts';
import { type Frame, get, type Route, read } from '../../../platform/http.ts';
import { asJson } from '../../../rules/budget/trace-json.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { METHOD_WORDS } from '../../../rules/plan/plan-words.ts';
import { NEED_MET_WORDS } from '../../../rules/words.ts';
import type { Actor } from '../../../values/actor.ts';
import { longDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { loadBudget } from '../../requests/store.ts';
import { heading, sentence } from '../indicative/draft-page.ts';
import { traceParts, traceTable } from './trace-html.ts';
import { type BudgetWorking, loadWorking } from './working-facts.ts';

const pence = z.string().regex(/^-?\d+$/);

const WorkingAnswer = z.object({
  first: z.object({
    totalPence: pence,
    method: z.string(),
    startsOn: z.iso.date(),
    rateCards: z.array(z.object({ version: z.string(), effectiveFrom: z.iso.date() })),
    policyVersion: z.string(),
    statement: z.string(),
    outside: z.array(z.object({ label: z.string(), annualPence: pence })),
    personPaysPence: pence,
    trace: z.json(),
  }),
  final: z
    .object({
      finalPence: pence,
      startsOn: z.iso.date(),
      notPlannedPence: pence,
      differencePence: pence,
      differenceReason: z.string(),
      trace: z.json(),
    })
    .nullable(),
  included: z.array(z.object({ needId: z.uuid(), words: z.string(), met: z.string() })),
  notIncluded: z.array(z.object({ needId: z.uuid(), words: z.string(), met: z.string(), reason: z.string() })),
  challenge: z.object({ name: z.string(), phone: z.string(), email: z.string() }),
});

export const workingPages: readonly Route[] = [
  get('/budgets/:budgetId/working', {
    may: 'see-case',
    records: 'budget-working.read',
    async show({ frame, tx, actor, params: { budgetId } }) {
      const working = await loadWorking(tx, actor.icbCode, budgetId);
      if (working) return workingPage(frame, working, actor);
      const budget = await loadBudget(tx, actor.icbCode, budgetId);
      return (
        budget &&
        page({
          frame,
          title: 'How the budget was worked out',
          backLink: { href: `/budgets/${budgetId}` },
          content: html`${heading(budget, 'How the budget was worked out')}<p>There is no figure yet. When there is, you see here where each penny of it comes from.</p>`,
        })
      );
    },
  }),
  read('/budgets/:budgetId/working', {
    may: 'see-case',
    records: 'budget-working.read',
    answer: WorkingAnswer,
    async read({ tx, actor, params: { budgetId } }) {
      const working = await loadWorking(tx, actor.icbCode, budgetId);
      return working && workingAnswer(working);
    },
  }),
];

const workingPage = (frame: Frame, working: BudgetWorking, actor: Actor): Html => {
  // The person reads it, or somebody who acts for them.
  const yours = actor.personId !== undefined;
  const { budget, first, final, icb } = working;
  const title = yours ? 'How your budget was worked out' : 'How the budget was worked out';
  const { issued } = first;
  return page({
    frame,
    title,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${heading(budget, title)}
    <p>Each line opens to show what it is made of. You can follow every figure down to where it comes from.</p>
    ${final && finalPart(final, yours)}
    <h2 class="nhsuk-heading-l">${yours ? 'Your first estimate' : 'The first estimate'}: ${pounds(issued.totalPence)}</h2>
    ${!final && insetText({ text: issued.statement })}
    <p>We worked it out from ${METHOD_WORDS[issued.method]}.</p>
    ${traceParts(first.trace)}
    ${
      !issued.contingencyInBudget &&
      issued.contingencyPence > 0n &&
      html`<p>${pounds(issued.contingencyPence)} more is kept aside for emergencies. It is not part of this sum.</p>`
    }
    ${spreadWords(first)}
    ${
      (first.again?.personPaysPence ?? 0n) > 0n &&
      html`<p>${yours ? 'You pay' : 'The person pays'} ${pounds(first.again!.personPaysPence)} more for the chair that ${yours ? 'you' : 'they'} chose.</p>`
    }
    ${details({ summary: 'The same as a table', html: traceTable(first.trace, 'First estimate') })}
    ${whatIsIn(working, yours)}
    <h2 class="nhsuk-heading-m">What it rests on</h2>
    ${summaryList({
      rows: [
        { key: 'Worked out from', value: sentence(METHOD_WORDS[issued.method]) },
        { key: 'Prices', value: cardsInWords(first) },
        { key: 'Our policy', value: issued.policyVersion },
        { key: 'Given on', value: `${longDate(issued.issuedOn)} by ${issued.issuedByName}` },
      ],
    })}
    <h2 class="nhsuk-heading-m">${yours ? 'If you think that it is wrong' : 'How it can be challenged'}</h2>
    <p>${yours ? 'Tell us. We will look at it again with you.' : 'The person may ask us to look at it again.'} Call ${icb.name} on ${icb.phone} or email ${icb.email}, or talk to the care co-ordinator, ${budget.careCoordinatorName}.</p>
    ${hasLeave(actor, 'see-budget-setting') && html`<p><a href="/budgets/${budget.budgetId}/challenge-pack">Everything that the figure stands on, in one place</a></p>`}`,
  });
};

const finalPart = (final: NonNullable<BudgetWorking['final']>, yours: boolean): Html => {
  const { set, needed, notPlannedPence, difference } = final;
  const differs =
    difference.direction === 'same'
      ? 'It is the same as the first estimate.'
      : `It is ${pounds(difference.pence)} ${difference.direction} than the first estimate of ${pounds(set.indicativePence)}.`;
  return html`
    <h2 class="nhsuk-heading-l">${yours ? 'Your final budget' : 'The final budget'}: ${pounds(set.finalPence)}</h2>
    <p>It is for one year from ${longDate(set.startsOn)}. It has to pay for everything in the plan.</p>
    ${traceParts(needed)}
    ${notPlannedPence > 0n && html`<p>${pounds(notPlannedPence)} is not planned yet.</p>`}
    ${insetText({ html: html`<p>${differs}</p>${set.differenceReason !== '' && html`<p>Why: ${set.differenceReason}</p>`}` })}
    ${details({ summary: 'The same as a table', html: traceTable(needed, 'Final budget') })}`;
};

/** R-042: how alike the similar cases are. */
const spreadWords = ({ again }: BudgetWorking['first']): Html | false => {
  const spread = again?.spread;
  return (
    spread !== undefined &&
    spread !== null &&
    html`<p>We looked at ${spread.count} budgets of people with similar needs. The one in the middle is ${pounds(spread.medianPence)}. Half of them lie between ${pounds(spread.lowerPence)} and ${pounds(spread.upperPence)}.</p>`
  );
};

/** R-039, R-046: what is included, and what is not and why. */
const whatIsIn = ({ included, notIncluded, first }: BudgetWorking, yours: boolean): Html => {
  const outside = first.again?.outside ?? [];
  return html`
    <h2 class="nhsuk-heading-m">What is in it</h2>
    ${
      included.length === 0
        ? html`<p>No need is written down for the budget.</p>`
        : html`<ul class="nhsuk-list nhsuk-list--bullet">${included.map(need => html`<li>${need.words}</li>`)}</ul>`
    }
    <h2 class="nhsuk-heading-m">What is not in it</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">
      ${notIncluded.map(each => html`<li>${each.need.words}. ${whyNot(each)}</li>`)}
      ${outside.map(({ label, annualPence }) => html`<li>${label}: the NHS goes on paying for it, ${pounds(annualPence)} a year.</li>`)}
      <li>Care that the NHS gives ${yours ? 'you ' : ''}anyway: the GP, hospital care, emergency care, vaccinations, screening and prescriptions.</li>
    </ul>`;
};

function whyNot({ need, tag }: BudgetWorking['notIncluded'][number]): string {
  const met = NEED_MET_WORDS[need.met as keyof typeof NEED_MET_WORDS] ?? need.met;
  const service = tag && tag.commissionedService !== '' ? `: ${tag.commissionedService}` : '';
  const reason = tag && tag.reason !== '' ? ` ${tag.reason}.` : '';
  const from = tag?.releasableFrom ? ` It may come free from ${longDate(tag.releasableFrom)}.` : '';
  return `${met}${service}.${reason}${from}`;
}

function cardsInWords({ issued, stands }: BudgetWorking['first']): string {
  const cards = stands?.rateCards ?? [];
  if (cards.length === 0) return `Rate card ${issued.rateCardVersion}`;
  return cards
    .map(
      ({ version, effectiveFrom }) => `Rate card ${version}, from ${longDate(Temporal.PlainDate.from(effectiveFrom))}`,
    )
    .join('; ');
}

/** The facts of the page as plain JSON. */
export function workingAnswer(working: BudgetWorking): z.input<typeof WorkingAnswer> {
  const { first, final, included, notIncluded, icb } = working;
  const { issued, stands, again } = first;
  return {
    first: {
      totalPence: issued.totalPence.toString(),
      method: issued.method,
      startsOn: issued.startsOn.toString(),
      rateCards: [...(stands?.rateCards ?? [])],
      policyVersion: issued.policyVersion,
      statement: issued.statement,
      outside: (again?.outside ?? []).map(({ label, annualPence }) => ({ label, annualPence: annualPence.toString() })),
      personPaysPence: (again?.personPaysPence ?? 0n).toString(),
      trace: asJson(first.trace) as never,
    },
    final: final
      ? {
          finalPence: final.set.finalPence.toString(),
          startsOn: final.set.startsOn.toString(),
          notPlannedPence: final.notPlannedPence.toString(),
          differencePence: (final.set.finalPence - final.set.indicativePence).toString(),
          differenceReason: final.set.differenceReason,
          trace: asJson(final.needed) as never,
        }
      : null,
    included: included.map(({ needId, words, met }) => ({ needId, words, met })),
    notIncluded: notIncluded.map(({ need: { needId, words, met }, tag }) => ({
      needId,
      words,
      met,
      reason: tag?.reason ?? '',
    })),
    challenge: icb,
  };
}
