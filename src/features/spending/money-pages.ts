/** "My money": one figure first, then what it is made of, and every part down to the lines that it comes from. */

import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { details, insetText } from '../../nhsuk/content/text-blocks.ts';
import { moneyBar } from '../../nhsuk/money-bar.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import { type Frame, get, type Route } from '../../platform/http.ts';
import type { Virement } from '../../rules/plan/plan-virement.ts';
import type { Actor } from '../../values/actor.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { countOpenReviews } from '../reviews/store.ts';
import { boughtPart, howBought } from './bought-parts.ts';
import { closedWindowPage } from './closed-window-page.ts';
import { isHolder, mayLookIn } from './look-in.ts';
import { holderOf, isPart, loadPart, type PartName, partsOf, planItemPart } from './money-parts.ts';
import { loadMyMoney, type MyMoney } from './my-money.ts';
import { countLines, loadImports } from './store.ts';
import { loadVirement } from './virement.ts';

export const pages: readonly Route[] = [
  get('/budgets/:budgetId/money', {
    may: 'see-money',
    records: 'money.read',
    async show({ frame, actor, tx, params: { budgetId } }) {
      const money = await loadMyMoney(tx, budgetId);
      if (!money) return undefined;
      // Totals are for whoever may see money; lines only for the person, or while a review is open.
      const mayOpen = isHolder(actor) || (await countOpenReviews(tx, budgetId)) > 0;
      const toAsk = await countLines(tx, budgetId, 'DIRECT_PAYMENT');
      const latest = (await loadImports(tx, budgetId)).find(({ isUndone }) => !isUndone);
      return moneyPage(frame, actor, money, {
        mayOpen,
        toAsk: toAsk.UNPLACED + toAsk.RECEIVED,
        knownUntil: latest && longDate(latest.toOn),
        bought: howBought(money).some && (await boughtPart(tx, money)),
      });
    },
  }),
  get('/budgets/:budgetId/money/:part', {
    may: 'see-money',
    records: 'money.part.read',
    async show({ frame, actor, tx, params: { budgetId, part } }) {
      const money = await loadMyMoney(tx, budgetId);
      if (!money || !isPart(part) || !partsOf(money).includes(part)) return undefined;
      if (!(await mayLookIn(tx, actor, budgetId))) return closedWindowPage(frame, tx, budgetId);
      return partPage(frame, money, await loadPart(tx, money, part));
    },
  }),
  get('/budgets/:budgetId/money/plan-lines/:planItemId', {
    may: 'see-money',
    records: 'money.part.read',
    async show({ frame, actor, tx, tools, params: { budgetId, planItemId } }) {
      const money = await loadMyMoney(tx, budgetId);
      const item = money?.items.find(one => one.planItemId === planItemId);
      if (!money || !item) return undefined;
      if (!(await mayLookIn(tx, actor, budgetId))) return closedWindowPage(frame, tx, budgetId);
      const virement = await loadVirement(tx, budgetId, planItemId, tools.today());
      return partPage(frame, money, await planItemPart(tx, money, item), virementWords(virement, isHolder(actor)));
    },
  }),
];

type Around = {
  readonly mayOpen: boolean;
  readonly toAsk: number;
  readonly knownUntil: string | undefined;
  readonly bought: Html | false;
};

function moneyPage(frame: Frame, actor: Actor, money: MyMoney, around: Around): Html {
  const { budget, figures, lastOn } = money;
  const mine = isHolder(actor);
  const title = mine ? 'My money' : `The money of ${budget.personName}`;
  const here = `/budgets/${budget.budgetId}`;
  const { all } = howBought(money);
  return page({
    frame,
    title,
    width: 'full',
    backLink: { href: here },
    content: html`
    <h1 class="nhsuk-heading-l">${title}</h1>
    <p class="nhsuk-lede-text">${headline(figures.free, longDate(lastOn), mine)}</p>
    ${figures.stillMatching > 0n && insetText({ html: html`<p>${matchingWords(figures.stillMatching, mine)}</p>` })}
    ${mine && around.toAsk > 0 && html`<p><a href="${here}/bank-lines">${askWords(around.toAsk)}</a></p>`}
    ${barOf(money)}
    <h2 class="nhsuk-heading-m">What the figures are made of</h2>
    ${summaryList({ rows: [...partsOf(money).map(name => partRow(money, name, mine, around.mayOpen)), ...apartRows(money, mine)] })}
    ${around.bought}
    ${
      around.mayOpen
        ? itemTable(money)
        : html`<p>The payments behind these figures can be opened only while a review is open that ${budget.personName} was told of.</p>`
    }
    ${!all && html`<p>${around.knownUntil === undefined ? 'No bank statement was added yet.' : `The last bank statement goes to ${around.knownUntil}.`} <a href="${here}/bank-statements">See the bank statements</a></p>`}
    ${!all && around.mayOpen && html`<p><a href="${here}/bank-lines">See all payments</a></p>`}
    <p><a href="${here}/payers">${mine ? 'Who pays for your budget' : 'Who pays for the budget'}</a></p>
    <p><a href="${here}/working">${mine ? 'How your budget was worked out' : 'How the budget was worked out'}</a></p>
    ${
      mine &&
      details({
        summary: 'What these words mean',
        html: html`<p><strong>Spent</strong> is money that was paid for things in your plan.</p>
    <p><strong>On its way</strong> is money that left your account and that we have not matched to your plan yet.</p>
    <p><strong>Promised</strong> is money that you need for what is agreed already, such as wages until the end of the year.</p>
    <p><strong>Kept for emergencies</strong> is there for when something goes wrong. Talk with your care co-ordinator before you use it.</p>
    <p><strong>Free</strong> is what is left. You can use it for the other things in your plan.</p>`,
      })
    }`,
  });
}

function headline(free: bigint, until: string, mine: boolean): Html {
  const have = mine ? 'You have' : 'There is';
  return free >= 0n
    ? html`${have} <strong class="openphb-money">${pounds(free)}</strong> free until ${until}`
    : html`${mine ? 'You have spent' : 'There is'} <strong class="openphb-money">${pounds(-free)}</strong> more${mine ? '' : ' spent'} than what was free until ${until}. ${mine && 'Please talk with your care co-ordinator.'}`;
}

function matchingWords(pence: bigint, mine: boolean): string {
  return mine
    ? `We are still matching ${pounds(pence)}. Until we know what it was for, it counts as if it came out of your free money.`
    : `${pounds(pence)} is still being matched to the plan.`;
}

function askWords(count: number): string {
  return count === 1 ? 'Tell us what 1 payment was' : `Tell us what ${count} payments were`;
}

/** A bar shows no amount below nought; the headline and the list say it in words. */
function barOf({ figures }: MyMoney): Html | false {
  const parts = [
    { label: 'Spent', pence: figures.spent },
    { label: 'On its way', pence: figures.onItsWay },
    { label: 'Promised', pence: figures.promised },
    { label: 'Kept for emergencies', pence: figures.keptForEmergencies },
    { label: 'Free', pence: figures.free },
  ];
  return parts.every(part => part.pence >= 0n) && moneyBar({ id: 'my-money', parts });
}

function partRow(money: MyMoney, name: PartName, mine: boolean, mayOpen: boolean) {
  const part = PART_WORDS[name];
  const words = mine ? part.mine : part.staff;
  const label = typeof words === 'string' ? words : words(money);
  return {
    key: label,
    value: { html: html`<span class="openphb-money">${pounds(part.figure(money))}</span>` },
    actions: mayOpen
      ? [
          {
            href: `/budgets/${money.budget.budgetId}/money/${name}`,
            text: 'See how',
            visuallyHiddenText: `we get: ${label}`,
          },
        ]
      : [],
  };
}

/** A council that pays its own part to the person: so much of what was agreed has come. */
function apartRows({ budget, paidApart }: MyMoney, mine: boolean) {
  return paidApart.map(({ payer, agreedPence, paidPence }) => {
    const label = `Paid to ${mine ? 'you' : 'the person'} by ${payer} itself`;
    return {
      key: label,
      value: {
        html: html`<span class="openphb-money">${pounds(paidPence)}</span> of ${pounds(agreedPence)} a year`,
      },
      actions: [
        { href: `/budgets/${budget.budgetId}/contributions`, text: 'See how', visuallyHiddenText: `we get: ${label}` },
      ],
    };
  });
}

type Words = string | ((money: MyMoney) => string);

const PART_WORDS: Readonly<
  Record<PartName, { readonly mine: Words; readonly staff: Words; readonly figure: (money: MyMoney) => bigint }>
> = {
  agreed: { mine: 'Agreed for the year', staff: 'Agreed for the year', figure: ({ figures }) => figures.allocated },
  spent: { mine: 'Spent', staff: 'Spent', figure: ({ figures }) => figures.spent },
  'on-its-way': { mine: 'On its way', staff: 'On its way', figure: ({ figures }) => figures.onItsWay },
  promised: { mine: 'Promised', staff: 'Promised', figure: ({ figures }) => figures.promised },
  'kept-for-emergencies': {
    mine: 'Kept for emergencies',
    staff: 'Kept for emergencies',
    figure: ({ figures }) => figures.keptForEmergencies,
  },
  free: { mine: 'Free', staff: 'Free', figure: ({ figures }) => figures.free },
  'in-your-account': {
    mine: 'In your account today',
    staff: 'In the account today',
    figure: ({ figures, withHolderPence }) => figures.held - withHolderPence,
  },
  'still-to-come': {
    mine: 'Still to be paid to you this year',
    staff: 'Still to be paid out this year',
    figure: ({ toComePence }) => toComePence,
  },
  'with-holder': {
    mine: money => `With ${holderOf(money)} today`,
    staff: money => `With ${holderOf(money)} today`,
    figure: ({ withHolderPence }) => withHolderPence,
  },
  'still-to-come-to-holder': {
    mine: money => `Still to be paid to ${holderOf(money)} this year`,
    staff: money => `Still to be paid to ${holderOf(money)} this year`,
    figure: ({ toComeOf }) => toComeOf.THIRD_PARTY,
  },
};

function itemTable(money: MyMoney): Html {
  const numeric = (pence: bigint) => ({ text: pounds(pence), format: 'numeric' as const });
  return table({
    caption: 'Each part of the plan',
    responsive: true,
    head: ['What for', ...['Planned', 'Spent', 'Promised', 'Left'].map(text => ({ text, format: 'numeric' as const }))],
    rows: money.items.map(item => [
      {
        html: html`<a href="/budgets/${money.budget.budgetId}/money/plan-lines/${item.planItemId}">${item.label}</a>`,
      },
      numeric(item.plannedPence),
      numeric(item.spentPence),
      numeric(item.promisedPence),
      item.leftPence < 0n
        ? { text: `${pounds(-item.leftPence)} over`, format: 'numeric' as const }
        : numeric(item.leftPence),
    ]),
  });
}

/** R-072: said where more was spent than planned by now. Nothing is blocked by it. */
function virementWords(virement: Virement | undefined, mine: boolean): Html {
  if (!virement || virement.overPence === 0n) return html``;
  const over = `${pounds(virement.overPence)} more was spent here than was planned by now.`;
  if (virement.isWithin)
    return insetText({ text: `${over} That is all right: other parts of the plan for the same goal make up for it.` });
  const talk = mine ? 'Please talk with your care co-ordinator.' : 'Ask the person first what it was for.';
  return insetText({
    text: `${over} Up to ${pounds(virement.allowedPence)} may be moved without asking, if other parts for the same goal have it left: they have ${pounds(virement.sparePence)}. ${talk}`,
  });
}

function partPage(frame: Frame, money: MyMoney, part: Awaited<ReturnType<typeof loadPart>>, note: Html = html``): Html {
  return page({
    frame,
    title: part.title,
    width: 'full',
    backLink: { href: `/budgets/${money.budget.budgetId}/money`, text: 'Back to the money' },
    content: html`
    <h1 class="nhsuk-heading-l">${part.title}: <span class="openphb-money">${pounds(part.pence)}</span></h1>
    <p>${part.words}</p>
    ${note}
    ${part.content}`,
  });
}
