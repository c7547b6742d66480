/** Organisations that hold money for people: the list, and one with its account and who checked it. */

import { z } from 'zod';
import { accountCheckFields, accountFields } from '../../nhsuk/account-fields.ts';
import { button } from '../../nhsuk/content/button.ts';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { dateField, form, radiosField, submitButton, textField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { date, oneOf, text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import {
  get,
  type Problem,
  post,
  type Route,
  read,
  type ShowContext,
  seeOther,
  type Typed,
} from '../../platform/http.ts';
import { NUMBER_KINDS, type NumberKind } from '../../rules/options/third-party.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { isBefore, longDate, type PlainDate } from '../../values/dates.ts';
import { addHolderPerson } from './add-holder-person.ts';
import { addThirdParty } from './add-third-party.ts';
import { type EndingContract, loadEndingContracts } from './change-store.ts';
import { enterHolderAccount } from './enter-holder-account.ts';
import {
  type HolderAccount,
  loadHolderAccounts,
  loadHolderPeople,
  loadThirdParties,
  loadThirdParty,
  type ThirdParty,
} from './store.ts';
import { verifyHolderAccount } from './verify-holder-account.ts';

const NUMBER_WORDS: Readonly<Record<NumberKind, string>> = {
  COMPANY: 'A company',
  CHARITY: 'A charity',
  NHS: 'An NHS provider',
};

const NewForm = z.object({
  name: text('Enter the name of the organisation', 100),
  numberKind: oneOf(NUMBER_KINDS, 'Select what it is'),
  number: text('Enter its number', 20),
  fromOn: date('Enter the first day, such as 1 12 2026'),
  toOn: date('Enter the last day, such as 30 11 2028').optional(),
});

const AccountForm = z.object({
  sortCode: text('Enter the sort code, 6 digits such as 20-29-59', 20),
  accountNumber: text('Enter the account number, 6 to 8 digits', 20),
  name: text('Enter the name on the account', 70),
});

const VerificationForm = z.object({
  accountId: z.uuid({ error: 'The account is missing. Open the page again' }),
  outcome: oneOf(['VERIFIED', 'REFUSED'], 'Select whether it is the right account'),
  method: oneOf(['CALL_BACK', 'BANK_LETTER'], 'Select how you checked it'),
  evidence: text('Enter who you called and on which number, or which letter you saw'),
});

const ThirdPartiesAnswer = z.object({
  thirdParties: z.array(
    z.object({
      thirdPartyId: z.string(),
      name: z.string(),
      numberKind: z.string(),
      number: z.string(),
      fromOn: z.instanceof(Temporal.PlainDate),
      toOn: z.instanceof(Temporal.PlainDate).nullable(),
      clients: z.number(),
      account: z.string(),
    }),
  ),
});

const organisationPages: readonly Route[] = [
  get('/third-parties', {
    may: 'see-third-parties',
    records: 'third-parties.read',
    show: context => showList(context),
  }),
  read('/third-parties', {
    may: 'see-third-parties',
    records: 'third-parties.read',
    answer: ThirdPartiesAnswer,
    async read({ tx, actor, tools }) {
      const thirdParties = await loadThirdParties(tx, actor.icbCode, tools.today());
      return { thirdParties: thirdParties.map(one => ({ ...one, toOn: one.toOn ?? null })) };
    },
  }),
  get('/third-parties/new', {
    may: 'add-third-party',
    records: 'third-party.ask',
    show: async context => newPage(context),
  }),
  post('/third-parties/new', {
    may: 'add-third-party',
    records: 'third-party.add',
    form: NewForm,
    act: ({ tools, actor, command, values }) => addThirdParty(tools, actor, command, { ...values, toOn: values.toOn }),
    done: ({ thirdPartyId }) =>
      seeOther(`/third-parties/${thirdPartyId}`, 'Added. A payment preparer enters its account next'),
    askAgain: async (context, problems, typed) => newPage(context, problems, typed),
  }),
  get('/third-parties/:thirdPartyId', {
    may: 'see-third-parties',
    records: 'third-party.read',
    show: context => showOne(context),
  }),
  get('/third-parties/:thirdPartyId/account', {
    may: 'enter-account',
    records: 'third-party.read',
    show: context => showAccount(context),
  }),
  post('/third-parties/:thirdPartyId/account', {
    may: 'enter-account',
    records: 'third-party.enter-account',
    form: AccountForm,
    act: ({ tools, actor, command, params, values }) =>
      enterHolderAccount(tools, actor, command, params.thirdPartyId, values),
    done: (_, { params }) =>
      seeOther(`/third-parties/${params.thirdPartyId}`, 'Account entered. A finance officer has to check it'),
    askAgain: (context, problems, typed) => showAccount(context, problems, typed),
  }),
  get('/third-parties/:thirdPartyId/verification', {
    may: 'verify-account',
    records: 'third-party.read',
    show: context => showVerification(context),
  }),
  post('/third-parties/:thirdPartyId/verification', {
    may: 'verify-account',
    records: 'third-party.verify-account',
    form: VerificationForm,
    act: ({ tools, actor, command, params, values }) =>
      verifyHolderAccount(tools, actor, command, params.thirdPartyId, values),
    done: (_, { params }) => seeOther(`/third-parties/${params.thirdPartyId}`, 'Account check saved'),
    askAgain: (context, problems, typed) => showVerification(context, problems, typed),
  }),
];

const PersonForm = z.object({
  name: text('Enter their name', 100),
  subject: text('Enter the name by which the identity provider knows them', 200),
});

const peoplePages: readonly Route[] = [
  get('/third-parties/:thirdPartyId/people', {
    may: 'administer-staff',
    records: 'third-party.read',
    show: context => showPeople(context),
  }),
  post('/third-parties/:thirdPartyId/people', {
    may: 'administer-staff',
    records: 'third-party.add-person',
    form: PersonForm,
    act: ({ tools, actor, command, params, values }) =>
      addHolderPerson(tools, actor, command, params.thirdPartyId, values),
    done: (_, { params }) =>
      seeOther(`/third-parties/${params.thirdPartyId}/people`, 'Added. They may sign in from now on'),
    askAgain: (context, problems, typed) => showPeople(context, problems, typed),
  }),
];

export const pages: readonly Route[] = [...organisationPages, ...peoplePages];

type Asked = ShowContext<{ readonly thirdPartyId: string }>;

const ACCOUNT_WORDS: Readonly<Record<ThirdParty['account'], string>> = {
  NONE: 'To be entered',
  ENTERED: 'To be checked',
  VERIFIED: 'Checked',
  REFUSED: 'Refused, to be entered again',
};

function termOf({ fromOn, toOn }: { readonly fromOn: PlainDate; readonly toOn: PlainDate | undefined }): string {
  return toOn ? `${longDate(fromOn)} to ${longDate(toOn)}` : `From ${longDate(fromOn)}`;
}

async function showList({ tx, actor, frame, tools }: ShowContext): Promise<Html> {
  const thirdParties = await loadThirdParties(tx, actor.icbCode, tools.today());
  const title = 'Organisations that hold money';
  return page({
    frame,
    title,
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">${title}</h1>
    <p>A person may choose that another organisation holds the money, pays for the care and shows what it paid.</p>
    ${hasLeave(actor, 'add-third-party') && button({ text: 'Add an organisation', href: '/third-parties/new' })}
    ${
      thirdParties.length === 0
        ? html`<p>There is none yet.</p>`
        : table({
            caption: { text: 'By name', classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: ['Name', 'What it is', 'Holds money for us', 'Account', { text: 'People', format: 'numeric' }],
            rows: thirdParties.map(one => [
              { text: one.name, href: `/third-parties/${one.thirdPartyId}` },
              `${NUMBER_WORDS[one.numberKind]}, ${one.number}`,
              termOf(one),
              ACCOUNT_WORDS[one.account],
              { text: String(one.clients), format: 'numeric' },
            ]),
          })
    }`,
  });
}

const newPage = ({ frame }: ShowContext, problems: readonly Problem[] = [], typed?: Typed): Html =>
  page({
    frame,
    title: 'Add an organisation that holds money',
    problems,
    backLink: { href: '/third-parties' },
    content: html`
    <h1 class="nhsuk-heading-l">Add an organisation that holds money</h1>
    ${form(
      { action: '/third-parties/new', ...frame.hidden },
      textField({ name: 'name', label: 'Its name', spellcheck: false, problems, values: typed }),
      radiosField({
        name: 'numberKind',
        label: 'What is it?',
        hint: 'An NHS provider may hold money only if conflicts of interest are dealt with in each contract.',
        options: NUMBER_KINDS.map(kind => ({ value: kind, text: NUMBER_WORDS[kind] })),
        problems,
        values: typed,
      }),
      textField({
        name: 'number',
        label: 'Its number',
        hint: 'The company or charity number, or the code of the NHS organisation',
        width: 10,
        spellcheck: false,
        problems,
        values: typed,
      }),
      dateField({ name: 'fromOn', label: 'From which day may it hold money for us?', problems, values: typed }),
      dateField({ name: 'toOn', label: 'Until which day? (optional)', problems, values: typed }),
      submitButton('Add it'),
    )}`,
  });

async function showOne({ tx, actor, frame, params, tools }: Asked): Promise<Html | undefined> {
  const one = await loadThirdParty(tx, params.thirdPartyId, tools.today());
  if (!one) return undefined;
  const accounts = await loadHolderAccounts(tx, one.thirdPartyId);
  const ending = await loadEndingContracts(tx, one.thirdPartyId);
  const here = `/third-parties/${one.thirdPartyId}`;
  return page({
    frame,
    title: one.name,
    width: 'full',
    backLink: { href: '/third-parties' },
    content: html`
    <h1 class="nhsuk-heading-l">${one.name}</h1>
    ${summaryList({
      rows: [
        { key: 'What it is', value: `${NUMBER_WORDS[one.numberKind]}, ${one.number}` },
        { key: 'Holds money for us', value: termOf(one) },
        { key: 'People', value: String(one.clients) },
        { key: 'Account', value: ACCOUNT_WORDS[one.account] },
      ],
    })}
    ${accounts.length > 0 && accountsTable(accounts)}
    ${ending.length > 0 && endingTable(ending, tools.today())}
    ${hasLeave(actor, 'enter-account') && button({ text: accounts.length > 0 ? 'Enter another account' : 'Enter the account', href: `${here}/account` })}
    ${hasLeave(actor, 'verify-account') && one.account === 'ENTERED' && button({ text: 'Check the account', href: `${here}/verification` })}
    ${hasLeave(actor, 'send-held-statement') && one.clients > 0 && html`<p><a href="${here}/statement">Add a statement of theirs</a></p>`}
    ${hasLeave(actor, 'administer-staff') && html`<p><a href="${here}/people">Who signs in for them</a></p>`}`,
  });
}

const showSortCode = (sortCode: string) => sortCode.replace(/(\d\d)(?=\d)/g, '$1-');

function statusOf(account: HolderAccount): string {
  if (account.verifiedOn === null) return 'Not yet';
  const answer = account.status === 'VERIFIED' ? 'Right' : 'Refused';
  const method = account.method === 'CALL_BACK' ? 'by telephone' : 'by a letter of the bank';
  return `${answer}, ${method}, ${longDate(account.verifiedOn)} by ${account.verifiedByName}`;
}

function accountsTable(accounts: readonly HolderAccount[]): Html {
  return table({
    caption: { text: 'Accounts, newest first', size: 'm' },
    responsive: true,
    head: ['Account', 'Name', 'Entered', 'Checked'],
    rows: accounts.map(account => [
      `${showSortCode(account.sortCode)} ${account.accountNumber}`,
      account.name,
      `${longDate(account.enteredOn)} by ${account.enteredByName}`,
      statusOf(account),
    ]),
  });
}

/** R-093: after the end of its contract nothing more is paid to it. */
function endingTable(contracts: readonly EndingContract[], today: PlainDate): Html {
  return table({
    caption: { text: 'Contracts that end: payments for later days wait until there is another one', size: 'm' },
    responsive: true,
    head: ['Budget', 'Contract', 'Last day', 'Who makes the next one'],
    rows: contracts.map(({ budgetId, budgetReference, reference, toOn, coordinatorName }) => [
      { text: budgetReference, href: `/budgets/${budgetId}` },
      reference,
      `${longDate(toOn)}${isBefore(toOn, today) ? ', ended' : ''}`,
      coordinatorName ?? 'Nobody keeps this case',
    ]),
  });
}

async function showAccount(
  { tx, frame, params, tools }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const one = await loadThirdParty(tx, params.thirdPartyId, tools.today());
  if (!one) return undefined;
  const title = `Enter the account of ${one.name}`;
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/third-parties/${one.thirdPartyId}` },
    content: html`
    <h1 class="nhsuk-heading-l">${title}</h1>
    <p>Enter the details from a document of the bank. Somebody else checks them before any money is paid.
    ${one.clients > 0 && ` It holds money for ${one.clients === 1 ? 'one person' : `${one.clients} people`}: once the new account is checked, it is paid there for all of them.`}</p>
    ${form(
      { action: `/third-parties/${one.thirdPartyId}/account`, ...frame.hidden },
      textField({ name: 'name', label: 'Name on the account', width: 20, spellcheck: false, problems, values: typed }),
      ...accountFields({ problems, values: typed }),
      submitButton('Save the account'),
    )}`,
  });
}

async function showVerification(
  { tx, frame, params, tools }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const one = await loadThirdParty(tx, params.thirdPartyId, tools.today());
  if (!one) return undefined;
  const [account] = await loadHolderAccounts(tx, one.thirdPartyId);
  const title = `Check the account of ${one.name}`;
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/third-parties/${one.thirdPartyId}` },
    content: html`
    <h1 class="nhsuk-heading-l">${title}</h1>
    ${
      account === undefined
        ? html`<p>No account has been entered yet. A payment preparer enters it.</p>`
        : html`
    ${summaryList({
      rows: [
        { key: 'Name on the account', value: account.name },
        { key: 'Sort code', value: showSortCode(account.sortCode) },
        { key: 'Account number', value: account.accountNumber },
        {
          key: 'Number check',
          value:
            account.modulusResult === 'pass'
              ? `The numbers belong together (table ${account.modulusTableVersion})`
              : `This sort code is in no table (${account.modulusTableVersion}), so the numbers cannot be checked`,
        },
        { key: 'Entered', value: `${longDate(account.enteredOn)} by ${account.enteredByName}` },
        { key: 'Checked', value: statusOf(account) },
      ],
    })}
    ${account.status === 'ENTERED' && verificationForm(one, account, frame.hidden, problems, typed)}`
    }`,
  });
}

const verificationForm = (
  { thirdPartyId }: ThirdParty,
  account: HolderAccount,
  hidden: { readonly csrf: string; readonly commandId: string },
  problems: readonly Problem[],
  typed: Typed | undefined,
): Html => html`
    <p>The number check does not show whose account it is. Call the organisation on a number that we had before, or look at a letter of the bank. Whoever entered the account cannot check it.</p>
    ${form(
      { action: `/third-parties/${thirdPartyId}/verification`, ...hidden, hidden: { accountId: account.accountId } },
      ...accountCheckFields('them', { problems, values: typed }),
      submitButton('Save the check'),
    )}`;

async function showPeople(
  { tx, frame, params, tools }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const one = await loadThirdParty(tx, params.thirdPartyId, tools.today());
  if (!one) return undefined;
  const people = await loadHolderPeople(tx, one.thirdPartyId);
  const title = 'Who signs in for them';
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/third-parties/${one.thirdPartyId}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${one.name}</span> ${title}</h1>
    <p>They see the money that ${one.name} holds for people, and nothing else.</p>
    ${
      people.length > 0 &&
      table({
        caption: { text: 'People', classes: 'nhsuk-u-visually-hidden' },
        responsive: true,
        head: ['Name', 'At the identity provider', 'Access'],
        rows: people.map(person => [
          { text: person.name, href: `/staff/${person.staffUserId}` },
          person.subject,
          person.ended ? 'Ended' : 'Yes',
        ]),
      })
    }
    <h2 class="nhsuk-heading-m">Add somebody</h2>
    ${form(
      { action: `/third-parties/${one.thirdPartyId}/people`, ...frame.hidden },
      textField({ name: 'name', label: 'Name', spellcheck: false, problems, values: typed }),
      textField({
        name: 'subject',
        label: 'Who the identity provider says they are',
        hint: 'The subject (sub) in their sign-in. It cannot be changed later.',
        spellcheck: false,
        problems,
        values: typed,
      }),
      submitButton('Add'),
    )}`,
  });
}
