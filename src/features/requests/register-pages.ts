/** Registering a request (T02): the form, from an enquiry or from scratch. */
import { z } from 'zod';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import {
  checkboxesField,
  dateField,
  form,
  radiosField,
  selectField,
  submitButton,
  textareaField,
  textField,
} from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { date, flag, oneOf, optionalText, someOf, text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import {
  type Frame,
  get,
  type Problem,
  post,
  type Route,
  type ShowContext,
  seeOther,
  type Typed,
} from '../../platform/http.ts';
import { GROUPS } from '../../rules/eligibility/eligibility.ts';
import { NHS_NUMBER_STATUSES } from '../../rules/eligibility/identifiers.ts';
import { GROUP_WORDS, NHS_NUMBER_STATUS_WORDS } from '../../rules/words.ts';
import { longDate, type PlainDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { type Enquiry, loadEnquiry } from '../enquiries/store.ts';
import { loadOpenProgrammes, type StoredProgramme } from '../programmes/store.ts';
import { registerRequest } from './register-request.ts';

const REQUESTERS = ['PERSON', 'REPRESENTATIVE', 'PROFESSIONAL'] as const;
const OPTIONS = ['DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL'] as const;

const RequestForm = z.object({
  givenName: text('Enter the first name', 35),
  familyName: text('Enter the last name', 35),
  preferredName: optionalText(70),
  dateOfBirth: date('Enter a real date of birth'),
  nhsNumber: optionalText(20),
  nhsNumberStatus: oneOf(NHS_NUMBER_STATUSES, 'Select what is known of the NHS number'),
  address: text('Enter the address', 200),
  postcode: text('Enter the postcode', 10),
  telephone: optionalText(35),
  email: optionalText(70),
  communicationNeeds: optionalText(500),
  claimedGroup: oneOf(GROUPS, 'Select why the person may have a right to a budget'),
  requesterRole: oneOf(REQUESTERS, 'Select who asks'),
  requester: optionalText(70),
  preferredOptions: someOf(OPTIONS, 'Select ways to hold the money from the list', 0).default([]),
  requestedOn: date('Enter the day on which the request was made'),
  toldOptional: flag(),
  programmeId: z.uuid({ error: 'Select a programme, or none' }).optional(),
});

type Asked = {
  readonly frame: Frame;
  readonly action: string;
  readonly enquiry: Enquiry | undefined;
  readonly today: PlainDate;
  /** Those with places left today. */
  readonly programmes: readonly StoredProgramme[];
  readonly problems?: readonly Problem[];
  readonly typed?: Typed | undefined;
};

export const registerPages: readonly Route[] = [
  get('/enquiries/:enquiryId/request', {
    may: 'register-request',
    records: 'enquiry.read',
    async show({ frame, tx, actor, params, tools }) {
      const enquiry = await loadEnquiry(tx, actor.icbCode, params.enquiryId);
      if (enquiry?.budgetId) return seeOther(`/budgets/${enquiry.budgetId}`);
      if (!enquiry) return undefined;
      const today = tools.today();
      const programmes = await loadOpenProgrammes(tx, actor.icbCode, today);
      return requestPage({ frame, action: pathOf(enquiry), enquiry, today, programmes });
    },
  }),
  post('/enquiries/:enquiryId/request', {
    may: 'register-request',
    records: 'request.register',
    form: RequestForm,
    act: ({ tools, actor, command, values, params }) =>
      registerRequest(tools, actor, command, { ...values, enquiryId: params.enquiryId }),
    done: ({ budgetId, reference }) => seeOther(`/budgets/${budgetId}`, `Request ${reference} registered`),
    async askAgain({ frame, tx, actor, params, tools }, problems, typed) {
      const enquiry = await loadEnquiry(tx, actor.icbCode, params.enquiryId);
      if (!enquiry) return undefined;
      const today = tools.today();
      const programmes = await loadOpenProgrammes(tx, actor.icbCode, today);
      return requestPage({ frame, action: pathOf(enquiry), enquiry, today, programmes, problems, typed });
    },
  }),
  get('/cases/new', {
    may: 'register-request',
    records: 'request.ask',
    show: context => fromScratch(context),
  }),
  post('/cases/new', {
    may: 'register-request',
    records: 'request.register',
    form: RequestForm,
    act: ({ tools, actor, command, values }) =>
      registerRequest(tools, actor, command, { ...values, enquiryId: undefined }),
    done: ({ budgetId, reference }) => seeOther(`/budgets/${budgetId}`, `Request ${reference} registered`),
    askAgain: (context, problems, typed) => fromScratch(context, problems, typed),
  }),
];

async function fromScratch(
  { frame, tx, actor, tools }: ShowContext,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html> {
  const today = tools.today();
  const programmes = await loadOpenProgrammes(tx, actor.icbCode, today);
  return requestPage({ frame, action: '/cases/new', enquiry: undefined, today, programmes, problems, typed });
}

function pathOf(enquiry: Enquiry): string {
  return `/enquiries/${enquiry.enquiryId}/request`;
}

const requestPage = ({ frame, action, enquiry, today, programmes, problems = [], typed }: Asked): Html => {
  const asked = { problems, values: typed };
  return page({
    frame,
    title: 'Register a request',
    problems,
    backLink: { href: enquiry ? '/enquiries' : '/cases' },
    content: html`
    <h1 class="nhsuk-heading-l">Register a request for a personal health budget</h1>
    ${enquiry && enquirySummary(enquiry)}
    ${form(
      { action, ...frame.hidden },
      html`<h2 class="nhsuk-heading-m">The person</h2>`,
      textField({ ...asked, name: 'givenName', label: 'First name', width: 20 }),
      textField({ ...asked, name: 'familyName', label: 'Last name', width: 20 }),
      textField({ ...asked, name: 'preferredName', label: 'Name they like to be called (optional)', width: 20 }),
      dateField({ ...asked, name: 'dateOfBirth', label: 'Date of birth', hint: 'For example 2 3 1964' }),
      textField({
        ...asked,
        name: 'nhsNumber',
        label: 'NHS number',
        hint: '10 digits, for example 999 000 0018. Leave it empty if there is none',
        inputmode: 'numeric',
        spellcheck: false,
        width: 10,
      }),
      selectField({
        ...asked,
        name: 'nhsNumberStatus',
        label: 'What is known of the NHS number?',
        options: NHS_NUMBER_STATUSES.map(value => ({ value, text: NHS_NUMBER_STATUS_WORDS[value] })),
      }),
      textareaField({ ...asked, name: 'address', label: 'Address', rows: 3 }),
      textField({ ...asked, name: 'postcode', label: 'Postcode', width: 10 }),
      textField({ ...asked, name: 'telephone', label: 'Phone number (optional)', type: 'tel', width: 20 }),
      textField({ ...asked, name: 'email', label: 'Email address (optional)', type: 'email', spellcheck: false }),
      textareaField({
        ...asked,
        name: 'communicationNeeds',
        label: 'Help to talk or to read that they need (optional)',
        value: enquiry?.communicationNeeds,
        rows: 2,
      }),
      html`<h2 class="nhsuk-heading-m">The request</h2>`,
      radiosField({
        ...asked,
        name: 'claimedGroup',
        label: 'Why may they have a right to a budget?',
        options: GROUPS.map(value => ({ value, text: GROUP_WORDS[value] })),
      }),
      programmes.length > 0 &&
        selectField({
          ...asked,
          name: 'programmeId',
          label: 'Is it a one-off budget for one goal? (optional)',
          hint: 'The programme gives each person the same sum, once',
          empty: 'No: it is for care that goes on',
          options: programmes.map(({ programmeId, name, sumPence }) => ({
            value: programmeId,
            text: `${name}: ${pounds(sumPence)}, once`,
          })),
        }),
      radiosField({
        ...asked,
        name: 'requesterRole',
        label: 'Who asks?',
        options: [
          { value: 'PERSON', text: 'The person' },
          { value: 'REPRESENTATIVE', text: 'Somebody who acts for the person' },
          { value: 'PROFESSIONAL', text: 'A professional, for the person' },
        ],
      }),
      textField({ ...asked, name: 'requester', label: 'Name of who asks, if it is not the person' }),
      checkboxesField({
        ...asked,
        name: 'preferredOptions',
        label: 'How would they like the money to be held? (optional)',
        options: [
          { value: 'DIRECT_PAYMENT', text: 'Paid to them (direct payment)' },
          { value: 'THIRD_PARTY', text: 'Held by an organisation (third party budget)' },
          { value: 'NOTIONAL', text: 'Looked after by the NHS (notional budget)' },
        ],
      }),
      dateField({
        ...asked,
        name: 'requestedOn',
        label: 'When was the request made?',
        hint: 'The day by which it must be decided is counted from here',
        value: today.toString(),
      }),
      checkboxesField({
        ...asked,
        name: 'toldOptional',
        label: 'Before you register it',
        options: [
          {
            value: 'yes',
            text: 'I told the person that a budget is optional, and that they get their care either way',
          },
        ],
      }),
      submitButton('Register the request'),
    )}`,
  });
};

const enquirySummary = (enquiry: Enquiry): Html =>
  summaryList({
    card: { heading: { text: `Enquiry ${enquiry.reference}`, level: 2, size: 's' } },
    rows: [
      { key: 'Name', value: enquiry.name },
      { key: 'How to reach them', value: enquiry.contact },
      { key: 'Came in', value: longDate(enquiry.receivedOn) },
      enquiry.about !== '' && { key: 'About', value: enquiry.about },
    ],
  });
