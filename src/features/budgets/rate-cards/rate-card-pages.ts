/** Rate cards: all of them, one with its prices and what it changed, a new one, and what a card would change for people. */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { details, insetText } from '../../../nhsuk/content/text-blocks.ts';
import { fileField, form, moneyField, submitButton } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { file } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import {
  type Frame,
  get,
  type Problem,
  post,
  type Route,
  read,
  type ShowContext,
  seeOther,
} from '../../../platform/http.ts';
import type { Rate } from '../../../rules/budget/budget.ts';
import { GROUPS, type Group } from '../../../rules/eligibility/eligibility.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { GROUP_WORDS } from '../../../rules/words.ts';
import { londonTime, longDate } from '../../../values/dates.ts';
import { MOST_PENCE, pounds, readPounds } from '../../../values/pence.ts';
import { NEED_BANDS } from '../indicative/draft-inputs.ts';
import { NEED_BAND_WORDS } from '../indicative/draft-words.ts';
import { addRateCardFile } from './add-rate-card.ts';
import { type BacktestRun, type Moved, runBacktest } from './backtest.ts';
import { BacktestAnswer, backtestAnswer } from './backtest-words.ts';
import { loadRateCardByVersion, loadRateCardHeads, type RateCard, type RateCardHead } from './rate-card-store.ts';

const CardForm = z.object({ card: file('Choose the file of the rate card') });

const MOST_CARDS = 200;

const CardsAnswer = z.object({
  rateCards: z.array(z.object({ version: z.string(), effectiveFrom: z.iso.date(), rates: z.number(), by: z.string() })),
});

const CardAnswer = z.object({
  version: z.string(),
  effectiveFrom: z.iso.date(),
  rates: z.array(z.object({ code: z.string(), label: z.string(), unit: z.string(), pence: z.string() })),
});

export const rateCardPages: readonly Route[] = [
  get('/rate-cards', {
    may: 'see-budget-setting',
    records: 'rate-cards.read',
    show: context => showCards(context),
  }),
  post('/rate-cards', {
    may: 'set-indicative-budget',
    records: 'rate-card.add',
    form: CardForm,
    act: ({ tools, actor, command, values }) => addRateCardFile(tools, actor, command, values.card.bytes),
    done: ({ version }) => seeOther(`/rate-cards/${encodeURIComponent(version)}`, 'Rate card added'),
    askAgain: (context, problems) => showCards(context, problems),
  }),
  get('/rate-cards/:rateCard', {
    may: 'see-budget-setting',
    records: 'rate-card.read',
    async show({ frame, tx, actor, params }) {
      const found = await loadRateCardByVersion(tx, actor.icbCode, params.rateCard);
      return found && cardPage(frame, found.card, found.before);
    },
  }),
  get('/rate-cards/:rateCard/backtest', {
    may: 'see-budget-setting',
    records: 'backtest.read',
    show: showBacktest,
  }),
  read('/rate-cards', {
    may: 'see-budget-setting',
    records: 'rate-cards.read',
    answer: CardsAnswer,
    read: async ({ tx, actor }) => ({
      rateCards: (await loadRateCardHeads(tx, actor.icbCode, MOST_CARDS)).map(card => ({
        version: card.version,
        effectiveFrom: card.effectiveFrom.toString(),
        rates: card.rates,
        by: card.byName,
      })),
    }),
  }),
  read('/rate-cards/:rateCard', {
    may: 'see-budget-setting',
    records: 'rate-card.read',
    answer: CardAnswer,
    async read({ tx, actor, params }) {
      const card = (await loadRateCardByVersion(tx, actor.icbCode, params.rateCard))?.card;
      return (
        card && {
          version: card.version,
          effectiveFrom: card.effectiveFrom.toString(),
          rates: card.rates.map(({ code, label, unit, pence }) => ({ code, label, unit, pence: pence.toString() })),
        }
      );
    },
  }),
  read('/rate-cards/:rateCard/backtest', {
    may: 'see-budget-setting',
    records: 'backtest.read',
    answer: BacktestAnswer,
    async read({ tx, actor, params, query }) {
      const found = await loadRateCardByVersion(tx, actor.icbCode, params.rateCard);
      return found && backtestAnswer(await runBacktest(tx, ratesOf(found.card, query).rates));
    },
  }),
];

async function showCards({ frame, tx, actor }: ShowContext, problems: readonly Problem[] = []): Promise<Html> {
  const cards = await loadRateCardHeads(tx, actor.icbCode, MOST_CARDS);
  return page({
    frame,
    title: 'Rate cards',
    problems,
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">Rate cards</h1>
    <p>A card counts from its first day until the next one begins. What was worked out with an older one keeps it.</p>
    ${cards.length === 0 ? html`<p>There is no rate card yet.</p>` : cardsTable(cards)}
    <p><a href="/needs-not-released">What people want in their budget and cannot have yet</a></p>
    ${
      hasLeave(actor, 'set-indicative-budget') &&
      html`<h2 class="nhsuk-heading-m">Add a rate card</h2>
    ${form(
      { action: '/rate-cards', ...frame.hidden, multipart: true },
      fileField({
        name: 'card',
        label: 'The file of the rate card',
        hint: 'A JSON file, such as demo/rate-card.json. A card is written once; new prices are a new card.',
        problems,
        accept: '.json',
      }),
      submitButton('Add it'),
    )}`
    }`,
  });
}

const cardsTable = (cards: readonly RateCardHead[]): Html =>
  table({
    caption: { text: 'The newest first', classes: 'nhsuk-u-visually-hidden' },
    responsive: true,
    head: ['Rate card', 'From', { text: 'Prices', format: 'numeric' }, 'Added'],
    rows: cards.map(card => [
      { html: html`<a href="${pathOf(card)}">${card.version}</a>` },
      longDate(card.effectiveFrom),
      { text: card.rates.toString(), format: 'numeric' },
      `${londonTime(card.recordedAt)} by ${card.byName}`,
    ]),
  });

function pathOf({ version }: { readonly version: string }): string {
  return `/rate-cards/${encodeURIComponent(version)}`;
}

const cardPage = (frame: Frame, card: RateCard, before: RateCard | undefined): Html =>
  page({
    frame,
    title: `Rate card ${card.version}`,
    backLink: { href: '/rate-cards', text: 'Rate cards' },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">Rate card, from ${longDate(card.effectiveFrom)}</span> ${card.version}</h1>
    ${table({
      caption: { text: 'Prices', size: 'm' },
      responsive: true,
      head: [
        'Service',
        'For each',
        { text: 'Price', format: 'numeric' },
        before ? { text: `On ${before.version}`, format: 'numeric' } : undefined,
      ],
      rows: card.rates.map(rate => [
        `${rate.label} (${rate.code})`,
        rate.unit,
        { text: pounds(rate.pence), format: 'numeric' },
        before ? { text: priceOn(before, rate), format: 'numeric' } : undefined,
      ]),
    })}
    ${before && goneWords(card, before)}
    <p><a href="${pathOf(card)}/backtest">What this card would change for the budgets that people have</a></p>`,
  });

function priceOn(card: RateCard, { code }: Rate): string {
  const rate = card.rates.find(each => each.code === code);
  return rate ? pounds(rate.pence) : 'Not there';
}

function goneWords(card: RateCard, before: RateCard): Html | false {
  const gone = before.rates.filter(({ code }) => !card.rates.some(rate => rate.code === code));
  return gone.length > 0 && html`<p>Not on it any more: ${gone.map(rate => rate.label).join(', ')}.</p>`;
}

/** The prices of a card, with those that the address asks for in their place. */
function ratesOf(
  card: RateCard,
  query: Readonly<Record<string, string>>,
): { readonly rates: ReadonlyMap<string, bigint>; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const rates = card.rates.map(({ code, pence }): readonly [string, bigint] => {
    const typed = query[`rate-${code}`]?.trim() ?? '';
    const wished = readPounds(typed);
    if (typed === '') return [code, pence];
    if (wished !== undefined && wished > 0n && wished <= MOST_PENCE) return [code, wished];
    problems.push({ field: `rate-${code}`, text: 'Enter the price in pounds, such as 17.20' });
    return [code, pence];
  });
  return { rates: new Map(rates), problems };
}

async function showBacktest({
  frame,
  tx,
  actor,
  params,
  query,
}: ShowContext<{ readonly rateCard: string }>): Promise<Html | undefined> {
  const found = await loadRateCardByVersion(tx, actor.icbCode, params.rateCard);
  if (!found) return undefined;
  const { card } = found;
  const { rates, problems } = ratesOf(card, query);
  const run = problems.length === 0 ? await runBacktest(tx, rates) : undefined;
  const title = 'What a rate card would change';
  return page({
    frame,
    title,
    problems,
    width: 'full',
    backLink: { href: pathOf(card), text: `Rate card ${card.version}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">Rate card ${card.version}</span> ${title}</h1>
    <p>Each budget that people have is worked out again with these prices. Nothing is kept.</p>
    ${run && resultOf(run)}
    ${details({
      summary: 'Try other prices',
      open: problems.length > 0,
      html: form(
        { action: `${pathOf(card)}/backtest`, method: 'get' },
        card.rates.map(rate =>
          moneyField({
            name: `rate-${rate.code}`,
            label: `${rate.label}, for each ${rate.unit} (${pounds(rate.pence)})`,
            problems,
            values: query,
          }),
        ),
        submitButton('Work it out'),
      ),
    })}`,
  });
}

const resultOf = (run: BacktestRun): Html => {
  const change = run.afterPence - run.beforePence;
  if (run.budgets === 0) return insetText({ text: 'Nobody has a budget yet.' });
  return html`
    ${summaryList({
      rows: [
        { key: 'Budgets', value: count(run.budgets) },
        { key: 'Gain', value: `${count(run.gain)}, together ${pounds(run.gainedPence)} in a year` },
        { key: 'Lose', value: `${count(run.lose)}, together ${pounds(run.lostPence)} in a year` },
        { key: 'Stay as they are', value: count(run.unchanged) },
        { key: 'All of them now', value: pounds(run.beforePence) },
        { key: 'Then', value: `${pounds(run.afterPence)}, ${signed(change)}` },
        run.linesNotOnCard > 0 && {
          key: 'Lines not on the card',
          value: `${count(run.linesNotOnCard)}; they keep their amount`,
        },
      ],
    })}
    ${table({
      caption: { text: 'By group and band of needs', size: 'm' },
      responsive: true,
      head: [
        'Group',
        'Band',
        { text: 'Budgets', format: 'numeric' },
        { text: 'Gain', format: 'numeric' },
        { text: 'Lose', format: 'numeric' },
        { text: 'Difference', format: 'numeric' },
        { text: 'Largest loss', format: 'numeric' },
      ],
      rows: run.groups.map(group => [
        GROUPS.includes(group.group as Group) ? GROUP_WORDS[group.group as Group] : group.group,
        NEED_BANDS.find(band => band === group.band) ? NEED_BAND_WORDS[group.band as 'LOW'] : 'Not said',
        { text: count(group.budgets), format: 'numeric' },
        { text: count(group.gain), format: 'numeric' },
        { text: count(group.lose), format: 'numeric' },
        { text: signed(group.afterPence - group.beforePence), format: 'numeric' },
        { text: pounds(group.mostLostPence), format: 'numeric' },
      ]),
    })}
    ${named('Who loses most', run.losers)}
    ${named('Who gains most', run.winners)}`;
};

const named = (caption: string, moved: readonly Moved[]): Html | false =>
  moved.length > 0 &&
  table({
    caption: { text: caption, size: 'm' },
    responsive: true,
    head: ['Budget', { text: 'In a year', format: 'numeric' }],
    rows: moved.map(({ budgetId, reference, differencePence }) => [
      { html: html`<a href="/budgets/${budgetId}/working">${reference}</a>` },
      { text: signed(differencePence), format: 'numeric' },
    ]),
  });

function count(budgets: number): string {
  return budgets.toLocaleString('en-GB');
}

function signed(difference: bigint): string {
  return difference > 0n ? `+${pounds(difference)}` : pounds(difference);
}
