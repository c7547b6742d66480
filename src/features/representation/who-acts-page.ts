/** Who decides, who acts and who is paid, on one page: for staff with what they can record, for the person in plain words. */
import { button } from '../../nhsuk/content/button.ts';
import { warningCallout } from '../../nhsuk/content/card.ts';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Route } from '../../platform/http.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { birthdayOf, childrensCareHasEnded } from '../../rules/representation/birthdays.ts';
import { type Capacity, capacityOn } from '../../rules/representation/capacity.ts';
import { consentOn, GROUND_WORDS, type routeOn } from '../../rules/representation/consent.ts';
import { isAgreed } from '../../rules/representation/nominee.ts';
import {
  isDbsClear,
  OTHER_WAY_WORDS,
  type OtherWay,
  type PayeeBar,
  payeeBars,
} from '../../rules/representation/payee.ts';
import { AUTHORITY_WORDS, isInForce } from '../../rules/representation/representation.ts';
import { openOptions, scheduleBar } from '../../rules/representation/schedule.ts';
import { REPRESENTATION_TASK_WORDS } from '../../rules/representation/stop-duty.ts';
import { ageOn, longDate, type PlainDate } from '../../values/dates.ts';
import { PAYEE_BAR_WORDS } from '../refusals/representation.ts';
import { type Asked, type Drawn, drawn, headingOf, homeOf } from './page-parts.ts';
import {
  loadCurrentNominee,
  loadDbsChecks,
  loadPayeeConcerns,
  loadPayeeFacts,
  loadTasks,
  type StoredNominee,
} from './payee-store.ts';
import { loadAuthorities, loadCapacity, loadExclusions, loadWords, type StoredAuthority } from './store.ts';

export const whoActsPages: readonly Route[] = [
  get('/budgets/:budgetId/representation', {
    may: 'see-representation',
    records: 'representation.read',
    show: context => showWhoActs(context),
  }),
];

const showWhoActs = (context: Asked): Promise<Html | undefined> =>
  drawn(context, of => (context.actor.personId === undefined ? staffPage(of) : holderPage(of)));

const CAPACITY_WORDS: Readonly<Record<Capacity, string>> = {
  ASSUMED: 'Assumed',
  HAS: 'Assessed: the person has capacity',
  LACKS: 'Assessed: the person lacks capacity',
  NOT_ASSESSED: 'In doubt, and not assessed: nobody’s yes counts until it is',
};

const OPTION_WORDS = {
  NOTIONAL: 'The NHS looks after the money (notional budget)',
  THIRD_PARTY: 'An organisation holds the money (third party budget)',
  DIRECT_PAYMENT: 'The money is paid directly (direct payment)',
} as const;

async function staffPage({ context, budget }: Drawn): Promise<Html> {
  const { tx, actor, frame, tools } = context;
  const today = tools.today();
  const facts = await loadPayeeFacts(tx, budget);
  const standing = consentOn(facts, today);
  const nominee = await loadCurrentNominee(tx, budget, today);
  const authorities = await loadAuthorities(tx, budget.personId);
  const checks = await loadExclusions(tx, budget.personId);
  const bar = scheduleBar(facts.schedule, today);
  const bars = payeeBars(facts, today);
  const open = (await loadTasks(tx, budget.budgetId)).filter(task => !task.closed);
  const words = await loadWords(tx, budget.personId);
  const concerns = await loadPayeeConcerns(tx, budget.budgetId);
  const last = words.at(-1);
  const home = homeOf(budget.budgetId);
  const title = 'Who decides, who acts and who is paid';
  return page({
    frame,
    title,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${headingOf(budget, actor, title)}
    ${
      open.length > 0 &&
      insetText({
        html: html`<p>To do:</p><ul class="nhsuk-list nhsuk-list--bullet">${open.map(task => html`<li>By ${longDate(task.dueOn)}: ${REPRESENTATION_TASK_WORDS[task.kind]}</li>`)}</ul>${hasLeave(actor, 'record-representation') && html`<p><a href="${home}/tasks">Record what was decided</a></p>`}`,
      })
    }
    ${
      childrensCareHasEnded({ dateOfBirth: facts.dateOfBirth, group: budget.claimedGroup }, today) &&
      warningCallout({
        heading: { text: 'Children’s continuing care has ended' },
        text: `It ended with the 18th birthday on ${longDate(birthdayOf(facts.dateOfBirth, 18))}. Whether adult care follows has to be decided.`,
      })
    }
    <h2 class="nhsuk-heading-m">Direct payments today</h2>
    ${summaryList({
      rows: [
        { key: 'Age', value: `${ageOn(facts.dateOfBirth, today)} years` },
        { key: 'Can decide about direct payments', value: CAPACITY_WORDS[capacityOn(facts.capacity, today)] },
        { key: 'Whose yes counts', value: whoseYes(standing.route) },
        {
          key: 'Consent',
          value: standing.stands ? 'Stands' : standing.ground ? GROUND_WORDS[standing.ground] : 'Not given',
        },
        last && {
          key: 'Last word',
          value: `${last.given ? 'Yes' : 'No'}, ${longDate(last.happenedOn)}, by ${last.byName}`,
        },
        {
          key: 'What stands against it',
          value: bars.length === 0 ? 'Nothing' : listOf(bars.map(one => sayBar(one, bar?.untilOn))),
        },
        {
          key: 'Ways to hold the money that are open',
          value: listOf(openOptions(bar !== undefined).map(one => OPTION_WORDS[one])),
        },
      ],
    })}
    <h2 class="nhsuk-heading-m">Who acts for the person</h2>
    ${authorities.length === 0 ? html`<p>Nobody is on record.</p>` : authorityTable(authorities, today)}
    <h2 class="nhsuk-heading-m">Who receives the money for them</h2>
    ${nominee ? await nomineeList({ context, budget, problems: [], typed: undefined }, nominee, today) : html`<p>Nobody is named.</p>`}
    ${concerns.map(concern => html`<p>${concern.kind === 'BANKRUPT' ? 'Bankrupt' : 'Found unsuitable'}, ${longDate(concern.foundOn)}: ${concern.reason}${concern.offers.length > 0 && html`. To offer: ${concern.offers.map(offer => OTHER_WAY_WORDS[offer].toLowerCase()).join('; ')}`}</p>`)}
    <h2 class="nhsuk-heading-m">Court orders that bar direct payments</h2>
    ${
      checks.length === 0
        ? html`<p>Not checked yet.</p>`
        : html`<ul class="nhsuk-list nhsuk-list--bullet">${checks.map(check => html`<li>${longDate(check.checkedOn)}, ${check.byName}: ${check.present ? `${check.label} (${check.statute}), ${check.orderRef}, ${check.untilOn ? `to ${longDate(check.untilOn)}` : 'without an end'}` : 'none'}. Source: ${check.source}</li>`)}</ul>`
    }
    <h2 class="nhsuk-heading-m">Assessments of capacity</h2>
    ${await capacityTable({ context, budget, problems: [], typed: undefined })}
    ${
      hasLeave(actor, 'record-representation') &&
      html`<h2 class="nhsuk-heading-m">Record</h2>
    <ul class="nhsuk-list">
      <li><a href="${home}/new">Who acts for the person</a></li>
      <li><a href="${home}/check">That a document was seen</a></li>
      <li><a href="${home}/ending">That somebody stops acting</a></li>
      <li><a href="${home}/capacity">An assessment of capacity</a></li>
      <li><a href="${home}/exclusion">A check for court orders</a></li>
      <li><a href="${home}/lifting">That a court order ended early</a></li>
      <li><a href="${home}/nominee">Who is named to receive the money</a></li>
      <li><a href="${home}/nominee-yes">That the nominee agrees</a></li>
      <li><a href="${home}/nominee-end">That a nomination ended</a></li>
      <li><a href="${home}/certificate">A DBS certificate</a></li>
      <li><a href="${home}/concern">A concern about who receives the money</a></li>
    </ul>`
    }
    ${
      hasLeave(actor, 'agree-nominee') &&
      nominee?.nomineeAgreedOn !== undefined &&
      nominee.icbAgreedOn === undefined &&
      button({ text: 'Agree to who receives the money', href: `${home}/board-yes` })
    }`,
  });
}

function sayBar(bar: PayeeBar, orderUntil: PlainDate | undefined): string {
  const until = bar === 'schedule-bar' && orderUntil ? ` until ${longDate(orderUntil)}` : '';
  return `${PAYEE_BAR_WORDS[bar]}${until}`;
}

function listOf(lines: readonly string[]): { readonly html: Html } {
  return { html: html`<ul class="nhsuk-list">${lines.map(line => html`<li>${line}</li>`)}</ul>` };
}

function whoseYes(route: ReturnType<typeof routeOn>): string {
  switch (route) {
    case 'OWN':
      return 'The person’s own';
    case 'REPRESENTATIVE':
      return 'That of who acts for them';
    case 'UNCLEAR':
      return 'Nobody’s, until capacity is assessed';
  }
}

function authorityTable(authorities: readonly StoredAuthority[], today: PlainDate): Html {
  return table({
    caption: { text: 'Everybody on record', classes: 'nhsuk-u-visually-hidden' },
    responsive: true,
    head: ['Name', 'By which right', 'Document', 'From', 'To', 'Document checked', 'Acts today'],
    rows: authorities.map(one => [
      one.name,
      `${AUTHORITY_WORDS[one.kind]}${one.acting === 'JOINTLY' ? ', jointly' : ''}`,
      one.kind === 'ICB_APPOINTED' ? one.appointedReason : `${one.documentRef}, ${one.issuer}`,
      longDate(one.fromOn),
      one.untilOn ? longDate(one.untilOn) : 'No end',
      one.verifiedOn ? `${longDate(one.verifiedOn)}, ${one.verifiedBy}` : 'Not yet',
      isInForce(one, today) ? 'Yes' : 'No',
    ]),
  });
}

async function nomineeList({ context }: Drawn, nominee: StoredNominee, today: PlainDate): Promise<Html> {
  const checks = await loadDbsChecks(context.tx, nominee.nomineeId);
  return summaryList({
    rows: [
      { key: 'Name', value: nominee.name },
      { key: 'Named by', value: `${nominee.nominatorName}, ${longDate(nominee.nominatedOn)}` },
      { key: 'They agreed', value: nominee.nomineeAgreedOn ? longDate(nominee.nomineeAgreedOn) : 'Not yet' },
      { key: 'The board agreed', value: nominee.icbAgreedOn ? longDate(nominee.icbAgreedOn) : 'Not yet' },
      {
        key: 'DBS certificate',
        value: nominee.needsDbs
          ? isDbsClear(checks, today)
            ? 'Seen'
            : 'Needed before the first payment'
          : 'Not needed',
      },
      {
        key: 'May receive the money',
        value: isAgreed(nominee, today) ? 'Yes, once their account is checked' : 'Not yet',
      },
    ],
  });
}

async function capacityTable({ context, budget }: Drawn): Promise<Html> {
  const found = await loadCapacity(context.tx, budget.personId);
  if (found.length === 0) return html`<p>None: capacity is assumed.</p>`;
  return table({
    caption: { text: 'Every assessment', classes: 'nhsuk-u-visually-hidden' },
    responsive: true,
    head: ['On', 'For which decision', 'Found', 'Help to decide', 'By', 'Look again'],
    rows: found.map(one => [
      longDate(one.assessedOn),
      DECISION_SHORT[one.decision],
      one.hasCapacity ? 'Has capacity' : one.abilities ? 'Lacks capacity' : 'Said to lack capacity, not assessed',
      one.supportGiven,
      one.assessor,
      one.reviewOn ? longDate(one.reviewOn) : '',
    ]),
  });
}

const DECISION_SHORT = {
  DIRECT_PAYMENT: 'Direct payments',
  PLAN: 'The care plan',
  NOMINEE: 'Who receives the money',
  SHARING: 'Sharing information',
} as const;

/** R-037: another way to hold the money, as the person reads it. */
const OFFER_FOR_PERSON: Readonly<Record<OtherWay, string>> = {
  MANAGED_ACCOUNT: 'an account that somebody looks after',
  THIRD_PARTY: 'an organisation that holds the money',
  BROKER: 'a broker who helps to buy and to pay',
};

/** For the person and who acts for them. Reading age 9 to 11. */
async function holderPage({ context, budget }: Drawn): Promise<Html> {
  const { tx, actor, frame, tools } = context;
  const today = tools.today();
  const isSelf = actor.id === budget.personId;
  const facts = await loadPayeeFacts(tx, budget);
  const { route, stands } = consentOn(facts, today);
  const acting = (await loadAuthorities(tx, budget.personId)).filter(one => isInForce(one, today));
  const nominee = await loadCurrentNominee(tx, budget, today);
  const offered = (await loadPayeeConcerns(tx, budget.budgetId)).filter(({ partyId }) => partyId === budget.personId);
  const home = homeOf(budget.budgetId);
  const you = isSelf ? 'you' : budget.personName;
  const title = isSelf ? 'Who acts for you' : `Who acts for ${budget.personName}`;
  return page({
    frame,
    title,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${headingOf(budget, actor, title)}
    ${
      acting.length === 0
        ? html`<p>${isSelf ? 'Nobody acts for you. You decide yourself.' : 'Nobody is on record.'}</p>`
        : html`<ul class="nhsuk-list nhsuk-list--bullet">${acting.map(one => html`<li>${one.name}: ${AUTHORITY_WORDS[one.kind]}${one.untilOn && html`, until ${longDate(one.untilOn)}`}</li>`)}</ul>`
    }
    <h2 class="nhsuk-heading-m">Who says yes to direct payments</h2>
    <p>${route === 'OWN' ? (isSelf ? 'You do.' : `${budget.personName} does.`) : route === 'REPRESENTATIVE' ? `Whoever acts for ${you} does.` : 'We first find out if the decision can be made, and help with it.'} ${stands ? 'The answer now is yes.' : 'There is no yes now.'}</p>
    <p>A yes can be taken back at any time. Then we arrange the care in another way.</p>
    <p><a href="/budgets/${budget.budgetId}/consent">Say yes or no to direct payments</a></p>
    <h2 class="nhsuk-heading-m">Who receives the money</h2>
    ${offered.map(({ offers }) => offers.length > 0 && html`<p>You can have your budget. If it is easier ${isSelf ? 'for you' : 'for them'}, we can also offer:</p><ul class="nhsuk-list nhsuk-list--bullet">${offers.map(offer => html`<li>${OFFER_FOR_PERSON[offer]}</li>`)}</ul>`)}
    ${
      nominee
        ? html`<p>${nominee.name} receives the money for ${you}${isAgreed(nominee, today) ? '' : ', as soon as they and we have agreed'}.</p>
    ${button({ text: 'Choose somebody else', href: `${home}/nominee-end`, variant: 'secondary' })}`
        : html`<p>${route === 'REPRESENTATIVE' ? `Whoever acts for ${you}.` : isSelf ? 'You do.' : `${budget.personName} does.`} Somebody else can do it: a person or an organisation that you trust.</p>
    ${button({ text: 'Choose who receives the money', href: `${home}/nominee`, variant: 'secondary' })}`
    }`,
  });
}
