/** Asking about a budget, in public; and the list of enquiries for staff. */
import { z } from 'zod';
import { button } from '../../nhsuk/content/button.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText, panel } from '../../nhsuk/content/text-blocks.ts';
import { form, radiosField, submitButton, textareaField, textField } from '../../nhsuk/forms.ts';
import { inParts } from '../../nhsuk/in-parts.ts';
import { page } from '../../nhsuk/page.ts';
import { oneOf, optionalText, text } from '../../platform/forms.ts';
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
import type { Actor } from '../../values/actor.ts';
import { countOf, isBefore, longDate, type PlainDate } from '../../values/dates.ts';
import { loadIcbContact } from '../people/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { makeEnquiry } from './make-enquiry.ts';
import { type Enquiry, loadOpenEnquiries } from './store.ts';

const CHANNELS = ['WEB', 'TELEPHONE', 'PROFESSIONAL', 'LETTER'] as const;
const CHANNEL_WORDS = {
  WEB: 'On this website',
  TELEPHONE: 'By telephone',
  PROFESSIONAL: 'Through a professional',
  LETTER: 'By letter',
} as const;

const EnquiryForm = z.object({
  name: text('Enter your name', 70),
  contact: text('Enter a phone number or an email address', 200),
  communicationNeeds: optionalText(500),
  about: optionalText(2000),
  channel: oneOf(CHANNELS, 'Select how the enquiry came in').default('WEB'),
});

export const pages: readonly Route[] = [
  get('/enquiries/new', {
    may: 'visit',
    records: 'enquiry.ask',
    show: async context => enquiryPage(context, await daysToAnswer(context)),
  }),
  post('/enquiries/new', {
    may: 'visit',
    records: 'enquiry.make',
    form: EnquiryForm,
    // How it came in is for staff to say: whoever is not staff is here, on this website.
    act: ({ tools, actor, command, values }) =>
      makeEnquiry(tools, actor, command, { ...values, channel: isStaff(actor) ? values.channel : 'WEB' }),
    done: ({ reference }) => seeOther(`/enquiries/received/${reference}`),
    askAgain: async (context, problems, typed) => enquiryPage(context, await daysToAnswer(context), problems, typed),
  }),
  get('/enquiries/received/:reference', {
    may: 'visit',
    records: 'enquiry.received',
    async show(context) {
      const { frame, params, tx, actor } = context;
      if (!/^ENQ-[A-Z0-9]{6}$/.test(params.reference)) return undefined;
      const icb = await loadIcbContact(tx, actor.icbCode);
      return receivedPage(frame, params.reference, icb, await daysToAnswer(context));
    },
  }),
  get('/enquiries', {
    may: 'see-enquiries',
    records: 'enquiry.list',
    show: async context => listPage(context, await loadOpenEnquiries(context.tx, context.actor.icbCode)),
  }),
];

function isStaff(actor: Actor): boolean {
  return actor.personId === undefined && !actor.roles.includes('visitor');
}

/** In how many working days an enquiry is answered, by the policy of today. */
async function daysToAnswer({ tx, tools, actor }: ShowContext): Promise<string> {
  const { acknowledgeWorkingDays } = (await loadPolicy(tx, actor.icbCode, tools.today())).enquiry;
  return countOf(acknowledgeWorkingDays, 'working day');
}

/** One short page: four questions, two of which may stay empty. */
const enquiryPage = (
  { frame, actor }: ShowContext,
  days: string,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Html =>
  page({
    frame,
    title: 'Ask about a personal health budget',
    problems,
    backLink: { href: isStaff(actor) ? '/enquiries' : '/' },
    content: html`
    <h1 class="nhsuk-heading-l">Ask about a personal health budget</h1>
    <p>A personal health budget is NHS money for your health care. You help to choose how it is spent.</p>
    <p>Tell us how to reach you. We will call or write to you within ${days}. You do not have to have a budget because you asked.</p>
    ${form(
      { action: '/enquiries/new', ...frame.hidden },
      textField({
        name: 'name',
        label: 'What is your name?',
        autocomplete: isStaff(actor) ? undefined : 'name',
        problems,
        values: typed,
      }),
      textField({
        name: 'contact',
        label: 'How can we reach you?',
        hint: 'A phone number or an email address',
        problems,
        values: typed,
      }),
      textareaField({
        name: 'communicationNeeds',
        label: 'Do you need help to talk with us or to read our letters? (optional)',
        hint: 'For example large print, easy read, an interpreter, or that we call in the afternoon',
        rows: 2,
        problems,
        values: typed,
      }),
      textareaField({
        name: 'about',
        label: 'What would you like to know? (optional)',
        hint: 'You do not need to tell us about your health now',
        rows: 4,
        problems,
        values: typed,
      }),
      isStaff(actor) &&
        radiosField({
          name: 'channel',
          label: 'How did the enquiry come in?',
          problems,
          values: typed,
          value: 'TELEPHONE',
          options: CHANNELS.map(value => ({ value, text: CHANNEL_WORDS[value] })),
        }),
      submitButton('Send'),
    )}`,
  });

const receivedPage = (
  frame: Frame,
  reference: string,
  icb: { readonly name: string; readonly phone: string; readonly email: string },
  days: string,
): Html =>
  page({
    frame,
    title: 'We have your question',
    content: html`
    ${panel({ heading: { text: 'We have your question', level: 1 }, html: html`Your reference is <strong>${reference}</strong>` })}
    <h2 class="nhsuk-heading-m">What happens next</h2>
    <p>We will call or write to you within ${days}. Keep the reference: with it we find your question.</p>
    <p>If you want to talk with us before that, call ${icb.name} on ${icb.phone} or email ${icb.email}.</p>
    <p><a href="/">Go to the start page</a></p>`,
  });

function listPage(context: ShowContext, open: readonly Enquiry[]): Html {
  const { shown: enquiries, rest } = inParts(open, context);
  const today = context.tools.today();
  return page({
    frame: context.frame,
    title: 'Enquiries',
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">Enquiries</h1>
    ${button({ text: 'Record an enquiry', href: '/enquiries/new', variant: 'secondary' })}
    ${
      enquiries.length === 0
        ? insetText({ text: 'No enquiry is waiting.' })
        : table({
            caption: 'Enquiries that have not become a request, oldest first',
            responsive: true,
            head: ['Reference', 'Name', 'How to reach them', 'Came in', 'Answer by', 'Next'],
            rows: enquiries.map(enquiry => [
              enquiry.reference,
              { html: html`${enquiry.name}${enquiry.communicationNeeds && html`<br>${enquiry.communicationNeeds}`}` },
              enquiry.contact,
              longDate(enquiry.receivedOn),
              dueBy(enquiry.acknowledgeBy, today),
              {
                html: html`<a href="/enquiries/${enquiry.enquiryId}/request">Register a request<span class="nhsuk-u-visually-hidden"> from ${enquiry.name}</span></a>`,
              },
            ]),
          })
    }
    ${rest}`,
  });
}

/** A day by which something is due; overdue is said, not only coloured. */
function dueBy(date: PlainDate, today: PlainDate): { readonly html: Html } {
  return {
    html: isBefore(date, today) ? html`${longDate(date)} <strong>(overdue)</strong>` : html`${longDate(date)}`,
  };
}
