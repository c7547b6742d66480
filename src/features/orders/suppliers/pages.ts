/** Suppliers: the list, one of them with its account, and the forms to add one and to enter and check its account. */

import { z } from 'zod';
import { accountCheckFields, accountFields } from '../../../nhsuk/account-fields.ts';
import { button } from '../../../nhsuk/content/button.ts';
import { pagination } from '../../../nhsuk/content/pagination.ts';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { form, radiosField, submitButton, textareaField, textField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { oneOf, optionalText, text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { SUPPLIER_NUMBER_KINDS, type SupplierNumberKind } from '../../../rules/orders/supplier.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { longDate } from '../../../values/dates.ts';
import { addSupplier } from './add-supplier.ts';
import { checkSupplierAccount } from './check-supplier-account.ts';
import { enterSupplierAccount } from './enter-supplier-account.ts';
import { loadSupplier, loadSupplierAccounts, loadSuppliers, type Supplier, type SupplierAccount } from './store.ts';

const SupplierForm = z.object({
  name: text('Enter the name of the supplier', 100),
  numberKind: oneOf(SUPPLIER_NUMBER_KINDS, 'Select where it is registered'),
  number: optionalText(20),
  hasConflict: oneOf(['YES', 'NO'], 'Select yes or no'),
  conflictPlan: optionalText(1000),
});

const AccountForm = z.object({
  sortCode: text('Enter the sort code, 6 digits such as 20-29-59', 20),
  accountNumber: text('Enter the account number, 6 to 8 digits', 20),
  name: text('Enter the name on the account', 70),
});

const CheckForm = z.object({
  supplierAccountId: z.uuid({ error: 'The account is missing. Open the page again' }),
  outcome: oneOf(['VERIFIED', 'REFUSED'], 'Select whether it is the right account'),
  method: oneOf(['CALL_BACK', 'BANK_LETTER'], 'Select how you checked it'),
  evidence: text('Enter who you called and on which number, or which letter you saw'),
});

const ofSupplier = ({ supplierId }: { readonly supplierId: string }) => `/suppliers/${supplierId}`;

export const supplierPages: readonly Route[] = [
  get('/suppliers', { may: 'see-suppliers', records: 'suppliers.read', show: context => showList(context) }),
  get('/suppliers/new', { may: 'keep-suppliers', records: 'supplier.ask', show: context => showNew(context) }),
  post('/suppliers/new', {
    may: 'keep-suppliers',
    records: 'supplier.add',
    form: SupplierForm,
    act: ({ tools, actor, command, values }) =>
      addSupplier(tools, actor, command, { ...values, hasConflict: values.hasConflict === 'YES' }),
    done: value => seeOther(ofSupplier(value), 'Supplier added. A payment preparer enters its account'),
    askAgain: async (context, problems, typed) => showNew(context, problems, typed),
  }),
  get('/suppliers/:supplierId', {
    may: 'see-suppliers',
    records: 'supplier.read',
    show: context => showSupplier(context),
  }),
  get('/suppliers/:supplierId/account', {
    may: 'enter-account',
    records: 'supplier.ask',
    show: context => showAccount(context),
  }),
  post('/suppliers/:supplierId/account', {
    may: 'enter-account',
    records: 'supplier.enter-account',
    form: AccountForm,
    act: ({ tools, actor, command, params, values }) =>
      enterSupplierAccount(tools, actor, command, params.supplierId, values),
    done: (_, { params }) => seeOther(ofSupplier(params), 'Account entered. A finance officer has to check it'),
    askAgain: (context, problems, typed) => showAccount(context, problems, typed),
  }),
  get('/suppliers/:supplierId/account/check', {
    may: 'verify-account',
    records: 'supplier.ask',
    show: context => showCheck(context),
  }),
  post('/suppliers/:supplierId/account/check', {
    may: 'verify-account',
    records: 'supplier.check-account',
    form: CheckForm,
    act: ({ tools, actor, command, params, values }) =>
      checkSupplierAccount(tools, actor, command, params.supplierId, values),
    done: (_, { params }) => seeOther(ofSupplier(params), 'Account check saved'),
    askAgain: (context, problems, typed) => showCheck(context, problems, typed),
  }),
];

const KIND_WORDS: Readonly<Record<SupplierNumberKind, string>> = {
  COMPANY: 'Company',
  CHARITY: 'Charity',
  NHS: 'NHS organisation',
  NONE: 'Sole trader',
};

const STATUS_WORDS: Readonly<Record<Supplier['accountStatus'], string>> = {
  NONE: 'Not entered yet',
  ENTERED: 'Waits for its check',
  VERIFIED: 'Checked',
  REFUSED: 'Not the right one',
};

const numberOf = ({ numberKind, number }: Supplier) => `${KIND_WORDS[numberKind]}${number === '' ? '' : ` ${number}`}`;

const ON_A_PAGE = 100;

async function showList({ tx, actor, frame, query }: ShowContext): Promise<Html> {
  const named = (query.named ?? '').trim().slice(0, 100);
  const pageNumber = /^[1-9]\d{0,4}$/.test(query.page ?? '') ? Number(query.page) : 1;
  // One more than is shown says whether there is another page.
  const which = { named, from: (pageNumber - 1) * ON_A_PAGE, limit: ON_A_PAGE + 1 };
  const suppliers = await loadSuppliers(tx, actor.icbCode, which);
  const to = (number: number) => `/suppliers?${new URLSearchParams({ named, page: String(number) })}`;
  const isMore = suppliers.length > ON_A_PAGE;
  return page({
    frame,
    title: 'Suppliers',
    width: 'full',
    backLink: { href: '/orders', text: 'Care that the NHS buys' },
    content: html`
    <h1 class="nhsuk-heading-l">Suppliers</h1>
    ${hasLeave(actor, 'keep-suppliers') && html`<p><a href="/suppliers/new">Add a supplier</a></p>`}
    ${
      (named !== '' || pageNumber > 1 || suppliers.length > 0) &&
      html`<form action="/suppliers" method="get" class="nhsuk-u-margin-bottom-4">
      ${textField({ name: 'named', label: 'Words in the name', value: named, width: 20 })}
      ${button({ text: 'Search', variant: 'secondary' })}
    </form>`
    }
    ${
      suppliers.length === 0
        ? html`<p>${named === '' && pageNumber === 1 ? 'There is none yet.' : 'There is no such supplier.'}</p>`
        : table({
            caption: { text: 'Suppliers by name', classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: ['Name', 'Registered as', 'Account', 'Conflict of interest'],
            rows: suppliers
              .slice(0, ON_A_PAGE)
              .map(one => [
                { html: html`<a href="${ofSupplier(one)}">${one.name}</a>` },
                numberOf(one),
                STATUS_WORDS[one.accountStatus],
                one.hasConflict ? one.conflictPlan : 'None known',
              ]),
          })
    }
    ${
      (pageNumber > 1 || isMore) &&
      pagination({
        previous: pageNumber > 1 ? { href: to(pageNumber - 1) } : undefined,
        next: isMore ? { href: to(pageNumber + 1) } : undefined,
      })
    }`,
  });
}

function showNew({ frame }: ShowContext, problems: readonly Problem[] = [], typed?: Typed): Promise<Html> {
  const shared = { problems, values: typed };
  const plan = textareaField({
    ...shared,
    name: 'conflictPlan',
    label: 'How do you make sure that they do not decide about it?',
    rows: 3,
  });
  return Promise.resolve(
    page({
      frame,
      title: 'Add a supplier',
      problems,
      backLink: { href: '/suppliers', text: 'Suppliers' },
      content: html`
    <h1 class="nhsuk-heading-l">Add a supplier</h1>
    ${form(
      { action: '/suppliers/new', ...frame.hidden },
      textField({ ...shared, name: 'name', label: 'Name of the supplier' }),
      radiosField({
        ...shared,
        name: 'numberKind',
        label: 'Where is it registered?',
        options: [
          { value: 'COMPANY', text: 'At Companies House' },
          { value: 'CHARITY', text: 'As a charity' },
          { value: 'NHS', text: 'It is an NHS organisation' },
          { value: 'NONE', text: 'Nowhere: a sole trader' },
        ],
      }),
      textField({
        ...shared,
        name: 'number',
        label: 'Its number there',
        hint: 'Leave it empty for a sole trader',
        width: 10,
      }),
      radiosField({
        ...shared,
        name: 'hasConflict',
        label: 'Does anybody who decides here have something to do with it?',
        hint: 'Such as: they work there, own a part of it, or somebody of their family does',
        options: [
          { value: 'YES', text: 'Yes', conditional: plan },
          { value: 'NO', text: 'No' },
        ],
      }),
      submitButton('Add the supplier'),
    )}`,
    }),
  );
}

type Asked = ShowContext<{ readonly supplierId: string }>;

const showSortCode = (digits: string) => digits.replace(/(..)(..)(..)/, '$1-$2-$3');

async function showSupplier({ tx, actor, frame, params }: Asked): Promise<Html | undefined> {
  const supplier = await loadSupplier(tx, params.supplierId);
  if (!supplier) return undefined;
  const mayEnter = hasLeave(actor, 'enter-account');
  const mayCheck = hasLeave(actor, 'verify-account');
  const accounts = mayEnter || mayCheck ? await loadSupplierAccounts(tx, supplier.supplierId) : [];
  return page({
    frame,
    title: supplier.name,
    backLink: { href: '/suppliers', text: 'Suppliers' },
    content: html`
    <h1 class="nhsuk-heading-l">${supplier.name}</h1>
    ${summaryList({
      rows: [
        { key: 'Registered as', value: numberOf(supplier) },
        { key: 'Conflict of interest', value: supplier.hasConflict ? supplier.conflictPlan : 'None known' },
        { key: 'Added', value: `${longDate(supplier.enteredOn)} by ${supplier.byName}` },
        { key: 'Account', value: STATUS_WORDS[supplier.accountStatus] },
      ],
    })}
    ${accounts.length > 0 && accountsTable(accounts)}
    ${mayEnter && html`<p><a href="${ofSupplier(supplier)}/account">${accounts.length === 0 ? 'Enter its account' : 'Enter another account'}</a></p>`}
    ${mayCheck && supplier.accountStatus === 'ENTERED' && html`<p><a href="${ofSupplier(supplier)}/account/check">Check its account</a></p>`}`,
  });
}

const accountsTable = (accounts: readonly SupplierAccount[]): Html =>
  table({
    caption: { text: 'Accounts so far, newest first', size: 'm' },
    responsive: true,
    head: ['Account', 'Name', 'Entered', 'Checked'],
    rows: accounts.map(one => [
      `${showSortCode(one.sortCode)} ${one.accountNumber}`,
      one.name,
      `${longDate(one.enteredOn)} by ${one.enteredByName}`,
      one.checkedOn === null
        ? 'Not yet'
        : `${one.status === 'VERIFIED' ? 'Right' : 'Refused'}, ${longDate(one.checkedOn)} by ${one.checkedByName}`,
    ]),
  });

async function showAccount(
  { tx, frame, params }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const supplier = await loadSupplier(tx, params.supplierId);
  if (!supplier) return undefined;
  const shared = { problems, values: typed };
  const title = 'Enter the account of a supplier';
  return page({
    frame,
    title,
    problems,
    backLink: { href: ofSupplier(supplier), text: supplier.name },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${supplier.name}</span> ${title}</h1>
    <p>Enter the details from a document of its bank. Somebody else checks them before any money is paid. New details replace earlier ones, and have to be checked again.</p>
    ${form(
      { action: `${ofSupplier(supplier)}/account`, ...frame.hidden },
      textField({ ...shared, name: 'name', label: 'Name on the account', width: 20, spellcheck: false }),
      ...accountFields(shared),
      submitButton('Save the account'),
    )}`,
  });
}

async function showCheck(
  { tx, frame, params }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const supplier = await loadSupplier(tx, params.supplierId);
  const [account] = supplier ? await loadSupplierAccounts(tx, supplier.supplierId) : [];
  if (!supplier || !account) return undefined;
  const shared = { problems, values: typed };
  const title = 'Check the account of a supplier';
  return page({
    frame,
    title,
    problems,
    backLink: { href: ofSupplier(supplier), text: supplier.name },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${supplier.name}</span> ${title}</h1>
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
      ],
    })}
    <p>Call the supplier on a number that you had before, not one from its invoice. Whoever entered the account cannot check it.</p>
    ${form(
      {
        action: `${ofSupplier(supplier)}/account/check`,
        ...frame.hidden,
        hidden: { supplierAccountId: account.supplierAccountId },
      },
      ...accountCheckFields('the supplier', shared),
      submitButton('Save the check'),
    )}`,
  });
}
