/** Programmes of one-off budgets: what each promises, and how much of it is used (R-128). */
import { z } from 'zod';
import { button } from '../../nhsuk/content/button.ts';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { dateField, form, moneyField, submitButton, textareaField, textField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { date, money, text, wholeNumber } from '../../platform/forms.ts';
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
import { MOST_PLACES, programmeUse } from '../../rules/options/programme.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { addProgramme } from './add-programme.ts';
import { directoryPages } from './directory-pages.ts';
import { loadProgrammes, type StoredProgramme } from './store.ts';

const PLACES_ERROR = 'Enter the number of people, such as 50';

const ProgrammeForm = z.object({
  name: text('Enter the name of the programme', 100),
  forWhom: text('Say who it is for', 500),
  sumPence: money('Enter the sum for each person, such as 400', 1n),
  places: wholeNumber(PLACES_ERROR, 1, MOST_PLACES),
  firstOn: date('Enter the first day, such as 1 10 2026'),
  lastOn: date('Enter the last day, such as 31 3 2027'),
});

const ProgrammesAnswer = z.object({
  programmes: z.array(
    z.object({
      programmeId: z.string(),
      name: z.string(),
      sumPence: z.bigint(),
      places: z.number(),
      taken: z.number(),
      commitmentPence: z.bigint(),
      takenPence: z.bigint(),
      paidPence: z.bigint(),
    }),
  ),
});

const programmePages: readonly Route[] = [
  get('/programmes', { may: 'see-programmes', records: 'programmes.read', show: context => showProgrammes(context) }),
  read('/programmes', {
    may: 'see-programmes',
    records: 'programmes.read',
    answer: ProgrammesAnswer,
    async read({ tx, actor }) {
      const programmes = await loadProgrammes(tx, actor.icbCode);
      return {
        programmes: programmes.map(programme => {
          const { programmeId, name, sumPence, places, taken, paidPence } = programme;
          const { commitmentPence, takenPence } = programmeUse(programme);
          return { programmeId, name, sumPence, places, taken, commitmentPence, takenPence, paidPence };
        }),
      };
    },
  }),
  get('/programmes/new', {
    may: 'add-programme',
    records: 'programme.ask',
    show: async context => programmePage(context),
  }),
  post('/programmes/new', {
    may: 'add-programme',
    records: 'programme.add',
    form: ProgrammeForm,
    act: ({ tools, actor, command, values }) => addProgramme(tools, actor, command, values),
    done: ({ commitmentPence }) =>
      seeOther('/programmes', `Programme set up. It comes to ${pounds(BigInt(commitmentPence))} in all`),
    askAgain: async (context, problems, typed) => programmePage(context, problems, typed),
  }),
];

export const pages: readonly Route[] = [...programmePages, ...directoryPages];

async function showProgrammes({ tx, actor, frame }: ShowContext): Promise<Html> {
  const programmes = await loadProgrammes(tx, actor.icbCode);
  const title = 'Programmes of one-off budgets';
  return page({
    frame,
    title,
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">${title}</h1>
    <p>In a programme each person gets the same sum, once, for one goal of their own.</p>
    ${programmes.length === 0 && html`<p>There is no programme yet.</p>`}
    ${programmes.map(programmeCard)}
    ${hasLeave(actor, 'add-programme') && button({ text: 'Set up a programme', href: '/programmes/new' })}
    <p><a href="/directory">What can be had nearby</a></p>`,
  });
}

function programmeCard(programme: StoredProgramme): Html {
  const { commitmentPence, takenPence, leftPlaces, leftPence } = programmeUse(programme);
  const { name, forWhom, sumPence, places, taken, firstOn, lastOn, paidPence } = programme;
  return summaryList({
    card: { heading: { text: name, level: 2, size: 'm' } },
    rows: [
      { key: 'Who it is for', value: forWhom },
      { key: 'For each person', value: `${pounds(sumPence)}, once` },
      { key: 'From and to', value: `${longDate(firstOn)} to ${longDate(lastOn)}` },
      { key: 'Promised in all', value: `${places} × ${pounds(sumPence)} = ${pounds(commitmentPence)}` },
      { key: 'Places taken', value: `${taken} of ${places}: ${pounds(takenPence)}` },
      { key: 'Paid out so far', value: pounds(paidPence) },
      { key: 'Places left', value: `${leftPlaces}: ${pounds(leftPence)}` },
    ],
  });
}

function programmePage({ frame }: ShowContext, problems: readonly Problem[] = [], typed?: Typed): Html {
  const shared = { problems, values: typed };
  return page({
    frame,
    title: 'Set up a programme',
    problems,
    backLink: { href: '/programmes', text: 'Back' },
    content: html`
    <h1 class="nhsuk-heading-l">Set up a programme</h1>
    ${form(
      { action: '/programmes/new', ...frame.hidden },
      textField({ ...shared, name: 'name', label: 'What is it called?', hint: 'Such as: Community exercise' }),
      textareaField({
        ...shared,
        name: 'forWhom',
        label: 'Who is it for?',
        hint: 'Such as: adults with a long-term neurological condition',
        rows: 3,
      }),
      moneyField({ ...shared, name: 'sumPence', label: 'How much is it for each person, once?' }),
      textField({
        ...shared,
        name: 'places',
        label: 'For how many people?',
        inputmode: 'numeric',
        width: 5,
      }),
      dateField({ ...shared, name: 'firstOn', label: 'From which day can people join?' }),
      dateField({
        ...shared,
        name: 'lastOn',
        label: 'By which day is the money to be used?',
        hint: 'Each budget of the programme ends on this day, or sooner',
      }),
      submitButton('Set up the programme'),
    )}`,
  });
}
