/** Demonstration only: what date it is here, and how to move on. */
import { z } from 'zod';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { dateField, form, radiosField, submitButton } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { date } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { type Context, get, type Problem, post, type Route, seeOther, type Typed } from '../../platform/http.ts';
import { longDate, readIsoDate } from '../../values/dates.ts';
import { moveDate } from './move-date.ts';

const STEPS = [
  { value: 'P1D', text: 'To tomorrow' },
  { value: 'P7D', text: 'By 1 week' },
  { value: 'P28D', text: 'By 4 weeks' },
  { value: 'P3M', text: 'By 3 months' },
] as const;

const MoveDateForm = z.object({
  step: z.enum(['P1D', 'P7D', 'P28D', 'P3M', 'date'], { error: 'Choose how far to move on' }),
  date: date('Enter a date, such as 31 3 2027').optional(),
});

export const demonstrationPages: readonly Route[] = [
  get('/demonstration', {
    may: 'move-demonstration-date',
    records: 'demonstration.read',
    show: async context => demonstrationPage(context),
  }),
  post('/demonstration', {
    may: 'move-demonstration-date',
    records: 'demonstration.move-date',
    form: MoveDateForm.refine(({ step, date }) => step !== 'date' || date !== undefined, {
      path: ['date'],
      error: 'Enter a date, such as 31 3 2027',
    }),
    act: ({ tools, actor, command, values }) =>
      moveDate(tools, actor, command, values.step === 'date' ? values.date! : values.step),
    done: ({ movedTo }) => seeOther('/demonstration', `It is now ${longDate(readIsoDate(movedTo)!)}`),
    askAgain: async (context, problems, typed) => demonstrationPage(context, problems, typed),
  }),
];

const demonstrationPage = ({ tools, frame }: Context, problems: readonly Problem[] = [], typed?: Typed): Html =>
  page({
    frame,
    title: 'The date of this demonstration',
    problems,
    backLink: { href: '/home', text: 'Home' },
    content: html`
    <h1 class="nhsuk-heading-xl">The date of this demonstration</h1>
    <p>Here it is <strong>${longDate(tools.today())}</strong>.</p>
    ${insetText({
      text: 'You can move the date on, for everybody at once. Payments fall due, reviews come near and letters are written, as they would be. You cannot go back.',
    })}
    ${form(
      { action: '/demonstration', ...frame.hidden },
      radiosField({
        name: 'step',
        label: 'How far do you want to move on?',
        labelSize: 'm',
        problems,
        values: typed,
        options: [...STEPS, { value: 'date', text: 'To the date below' }],
      }),
      // Not inside the choice: axe faults what the design system puts on a radio that opens something.
      dateField({
        name: 'date',
        label: 'Date',
        hint: 'Only if you chose “To the date below”',
        problems,
        values: typed,
      }),
      submitButton('Move the date on'),
    )}`,
  });
