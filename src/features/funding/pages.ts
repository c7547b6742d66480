/** Who pays for a budget: read by everybody who sees the case, the person too; written by staff before the plan is sent in. */
import { button } from '../../nhsuk/content/button.ts';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { details, insetText } from '../../nhsuk/content/text-blocks.ts';
import {
  checkboxesField,
  dateField,
  form,
  moneyField,
  radiosField,
  selectField,
  submitButton,
  textField,
} from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../platform/http.ts';
import { mayAgreeFunding, SETTLEMENTS, type Settlement } from '../../rules/funding/funding.ts';
import type { StreamBudget } from '../../rules/funding/stream-budgets.ts';
import { FUNDER_STREAMS, streamWords } from '../../rules/funding/streams.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { longDate } from '../../values/dates.ts';
import { pounds, total } from '../../values/pence.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadStreams } from '../budgets/stream-store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { type Budget, loadBudget, loadNeeds, type Need } from '../requests/store.ts';
import { agreeFunding } from './agree-funding.ts';
import { arrearsPages } from './contributions/arrears-pages.ts';
import { contributionPages } from './contributions/pages.ts';
import { FundingForm, fundingOf, PLACES } from './funding-form.ts';
import { type Funding, loadFunding, loadNeedFunders } from './store.ts';

const SETTLEMENT_WORDS: Readonly<Record<Settlement, string>> = {
  RECHARGE: 'The board pays all of it, and the others pay their part back each month',
  POOLED_S75: 'All of it comes out of a pooled fund',
  SEPARATE: 'The board pays its own part; the others pay theirs to the person themselves',
};

export const pages: readonly Route[] = [
  get('/budgets/:budgetId/payers', { may: 'see-case', records: 'funding.read', show: context => showFunding(context) }),
  get('/budgets/:budgetId/payers/agreed', {
    may: 'agree-funding',
    records: 'funding.ask',
    show: context => showForm(context),
  }),
  post('/budgets/:budgetId/payers/agreed', {
    may: 'agree-funding',
    records: 'funding.agree',
    form: FundingForm,
    act: ({ tools, actor, command, params, values }) =>
      agreeFunding(tools, actor, command, params.budgetId, fundingOf(values)),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/payers`, 'Written down who pays for the budget'),
    askAgain: (context, problems, typed) => showForm(context, problems, typed),
  }),
  ...contributionPages,
  ...arrearsPages,
];

type Asked = ShowContext<{ readonly budgetId: string }>;

async function showFunding(context: Asked): Promise<Html | undefined> {
  const { tx, actor, frame, params } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const funding = await loadFunding(tx, budget.budgetId);
  const final = await loadFinalBudget(tx, budget.budgetId);
  const plan = final && (await loadApprovedPlan(tx, budget.budgetId));
  const streams = final ? await loadStreams(tx, final, plan?.items ?? []) : [];
  const here = `/budgets/${budget.budgetId}`;
  const mayWrite = hasLeave(actor, 'agree-funding') && mayAgreeFunding(budget.state);
  const title = actor.personId ? 'Who pays for your budget' : 'Who pays for the budget';
  return page({
    frame,
    title,
    backLink: { href: here },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>
    ${funding ? fundingShown(funding, streams) : html`<p>All of the money comes from one place: ${streamWords(budget.fundingStream)}.</p>`}
    ${
      streams.some(({ personPence, apart }) => apart || personPence > 0n) &&
      hasLeave(actor, 'see-money') &&
      html`<p><a href="${here}/contributions">${contributionWords(streams, actor.personId !== undefined)}</a></p>`
    }
    ${mayWrite && button({ text: funding ? 'Change who pays' : 'Say who else pays', href: `${here}/payers/agreed`, variant: funding ? 'secondary' : undefined })}`,
  });
}

function contributionWords(streams: readonly StreamBudget[], isTheirs: boolean): string {
  if (streams.some(({ apart }) => apart))
    return isTheirs ? 'What others pay into your account' : 'What others pay into the account';
  return isTheirs ? 'What you pay in yourself' : 'What the person pays in';
}

function fundingShown(funding: Funding, streams: readonly StreamBudget[]): Html {
  const lead = funding.funders.find(({ stream }) => stream === funding.leadStream)!;
  const person = streams.filter(({ personPence }) => personPence > 0n);
  return html`
    <p>It is one budget, with one plan and one person to talk to. Behind it, each payer keeps its own books.</p>
    ${insetText({ text: `${lead.payer} is in the lead: talk to them about all of it.` })}
    ${
      streams.length > 0 &&
      table({
        caption: { text: 'What each pays in a year', size: 'm' },
        responsive: true,
        head: ['Who pays', 'Where the money comes from', { text: 'In a year', format: 'numeric' }],
        rows: [
          ...streams.map(({ payer, stream, finalPence, personPence, apart }) => [
            apart ? `${payer}, which pays it to the person itself` : (payer ?? ''),
            streamWords(stream),
            { text: pounds(finalPence - personPence), format: 'numeric' as const },
          ]),
          ...person.map(({ stream, personPence }) => [
            'The person themself',
            `Towards: ${streamWords(stream)}`,
            { text: pounds(personPence), format: 'numeric' as const },
          ]),
          [
            'All together',
            '',
            { text: pounds(total(streams.map(each => each.finalPence))), format: 'numeric' as const },
          ],
        ],
      })
    }
    ${summaryList({
      rows: [
        ...funding.funders.map(({ payer, stream, basisPoints, conditions, signedBy }) => ({
          key: payer,
          value: {
            html: html`${streamWords(stream)}. ${
              basisPoints > 0
                ? `Pays ${(basisPoints / 100).toFixed(2)}% of everything that is not shared in another way.`
                : 'Pays only what the plan says of single things.'
            } What it asks for: ${conditions}. Signed by ${signedBy}.`,
          },
        })),
        { key: 'Agreed on', value: longDate(funding.agreedOn) },
        { key: 'How they settle', value: SETTLEMENT_WORDS[funding.settlement] },
        { key: 'Decision of the board', value: funding.icbDecisionId },
      ],
    })}`;
}

async function showForm(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const { tx, actor, params } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const funding = await loadFunding(tx, budget.budgetId);
  const needs = await loadNeeds(tx, budget.budgetId);
  const ofNeed = await loadNeedFunders(tx, budget.budgetId);
  return formPage(context, { budget, funding, needs, ofNeed }, problems, typed);
}

type Known = {
  readonly budget: Budget;
  readonly funding: Funding | undefined;
  readonly needs: readonly Need[];
  readonly ofNeed: ReadonlyMap<string, string>;
};

function formPage({ frame }: Asked, known: Known, problems: readonly Problem[], typed: Typed | undefined): Html {
  const { budget, funding } = known;
  const here = `/budgets/${budget.budgetId}/payers`;
  const shared = { problems, values: typed };
  const leadPlace = funding ? funding.funders.findIndex(({ stream }) => stream === funding.leadStream) + 1 : 0;
  return page({
    frame,
    title: 'Say who pays for the budget',
    problems,
    backLink: { href: here },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> Say who pays for the budget</h1>
    <p>The percentages are for everything that no line of the plan says otherwise. They come to 100%. Who pays a fixed sum for one thing only has 0.</p>
    ${form(
      { action: `${here}/agreed`, ...frame.hidden },
      ...PLACES.slice(0, 2).map(place => placeFields(place, known, shared)),
      details({
        summary: 'A third and a fourth payer',
        open: PLACES.slice(2).some(place => Boolean(typed?.[`stream${place}`]) || funding?.funders[Number(place) - 1]),
        html: html`${PLACES.slice(2).map(place => placeFields(place, known, shared))}`,
      }),
      radiosField({
        ...shared,
        name: 'lead',
        label: 'Who is in the lead?',
        labelSize: 'm',
        hint: 'The lead sets up the budget, and is who the person talks to.',
        value: leadPlace > 0 ? String(leadPlace) : undefined,
        options: PLACES.map(place => ({ value: place, text: `Payer ${place}` })),
      }),
      radiosField({
        ...shared,
        name: 'settlement',
        label: 'How do the payers settle between them?',
        labelSize: 'm',
        value: funding?.settlement,
        options: SETTLEMENTS.map(value => ({ value, text: SETTLEMENT_WORDS[value] })),
      }),
      dateField({ ...shared, name: 'agreedOn', label: 'When did they agree?' }),
      submitButton('Save who pays'),
    )}`,
  });
}

type Shared = { readonly problems: readonly Problem[]; readonly values: Typed | undefined };

function placeFields(place: (typeof PLACES)[number], { budget, funding, needs, ofNeed }: Known, shared: Shared): Html {
  const now = funding?.funders[Number(place) - 1];
  const ownStream = place === '1' ? budget.fundingStream : undefined;
  return html`
    <h2 class="nhsuk-heading-m">Payer ${place}</h2>
    ${selectField({
      ...shared,
      name: `stream${place}`,
      label: 'Where does the money come from?',
      empty: 'Select',
      value: now?.stream ?? ownStream,
      options: FUNDER_STREAMS.map(value => ({ value, text: streamWords(value) })),
    })}
    ${textField({ ...shared, name: `payer${place}`, label: 'Who pays?', hint: 'Always write it the same way, such as Wiltshire Council.', value: now?.payer })}
    ${textField({
      ...shared,
      name: `percent${place}`,
      label: 'What percentage?',
      width: 5,
      inputmode: 'decimal',
      value: now && (now.basisPoints / 100).toFixed(2),
    })}
    ${textField({ ...shared, name: `signedBy${place}`, label: 'Who signed for them?', value: now?.signedBy })}
    ${textField({ ...shared, name: `conditions${place}`, label: 'What do they ask for in return?', hint: 'Write “nothing” if they ask for nothing.', value: now?.conditions })}
    ${
      needs.length > 0 &&
      checkboxesField({
        ...shared,
        name: `needs${place}`,
        label: 'Which needs are theirs? (optional)',
        chosen: needs
          .filter(({ needId }) => now !== undefined && ofNeed.get(needId) === now.stream)
          .map(({ needId }) => needId),
        options: needs.map(({ needId, words }) => ({ value: needId, text: words })),
      })
    }
    ${moneyField({
      ...shared,
      name: `personPence${place}`,
      label: 'What does the person pay of it? (optional)',
      hint: 'Only after a council’s means test. Never of NHS money.',
      value: now && now.personPence > 0n ? pounds(now.personPence).replace('£', '') : undefined,
    })}
    ${selectField({
      ...shared,
      name: `personPer${place}`,
      label: 'For a week or a year?',
      value: now?.personPer ?? 'week',
      options: [
        { value: 'week', text: 'A week' },
        { value: 'year', text: 'A year' },
      ],
    })}`;
}
