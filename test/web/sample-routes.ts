/** Routes that stand for a feature's: every kind of row, on real tables. */
import { z } from 'zod';
import { act } from '../../src/features/audit/store.ts';
import { loadPerson, saveNotice } from '../../src/features/people/store.ts';
import { form, submitButton, textField } from '../../src/nhsuk/forms.ts';
import { page } from '../../src/nhsuk/page.ts';
import { date, file, flag, money, oneOf, optionalText, text } from '../../src/platform/forms.ts';
import { type Html, html } from '../../src/platform/html.ts';
import {
  type Context,
  get,
  type Problem,
  post,
  type Route,
  read,
  seeOther,
  type Typed,
} from '../../src/platform/http.ts';
import { accepted, refused } from '../../src/rules/decision.ts';

export const NoteForm = z.object({
  words: text('Enter the words of the note', 50),
  amount: money('Enter the amount in pounds').optional(),
  startOn: date('Enter the day').optional(),
  kind: oneOf(['LETTER', 'CALL'], 'Choose a kind').default('LETTER'),
  urgent: flag(),
  more: optionalText(100),
});

const notePage = ({ frame }: Context, problems: readonly Problem[] = [], typed?: Typed): Html =>
  page({
    frame,
    title: 'Note',
    problems,
    content: form(
      { action: frame.path, ...frame.hidden },
      textField({ name: 'words', label: 'Words', problems, values: typed }),
      submitButton('Save'),
    ),
  });

export const received: { name: string; bytes: Uint8Array }[] = [];

export const sampleRoutes: readonly Route[] = [
  get('/notes', { may: 'see-enquiries', records: 'notes.read', show: async context => notePage(context) }),
  // Each note is a notice, so that the test can count what was done. The word "no" is refused.
  post('/notes', {
    may: 'see-enquiries',
    records: 'note.write',
    form: NoteForm,
    act: ({ tools, actor, command, values }) =>
      act(
        tools,
        actor,
        { act: 'note.write', command, input: { ...values, startOn: values.startOn?.toString() } },
        async tx => {
          if (values.words === 'no') return refused({ code: 'changed-meanwhile', what: 'note' });
          if (values.words === 'nothing') return refused({ code: 'not-found', what: 'note' });
          const noticeId = await saveNotice(tx, {
            kind: 'N01',
            personId: null,
            budgetId: null,
            recipient: 'Test',
            heading: values.words,
            paragraphs: [String(values.amount ?? 'no amount')],
            effectiveOn: tools.today(),
          });
          return accepted({ noticeId });
        },
      ),
    done: () => seeOther('/notes', 'Note saved'),
    askAgain: async (context, problems, typed) => notePage(context, problems, typed),
  }),
  get('/people/:personId', {
    may: 'see-case',
    records: 'person.read',
    show: async ({ frame, tx, params }) => {
      const person = await loadPerson(tx, tx.icbCode, params.personId);
      return person && page({ frame, title: person.name, content: html`<h1>${person.name}</h1>` });
    },
  }),
  post('/people/:personId/note', {
    may: 'see-case',
    records: 'person.note',
    form: z.object({ words: text('Enter words') }),
    act: async ({ tools, actor, command, params }) =>
      act(tools, actor, { act: 'person.note', command, input: {}, personId: params.personId }, async () =>
        accepted({}),
      ),
    done: (_, { params }) => seeOther(`/people/${params.personId}`),
    askAgain: async context => notePage(context),
  }),
  post('/files', {
    may: 'see-enquiries',
    records: 'file.send',
    form: z.object({ what: text('Say what it is'), statement: file('Choose a file') }),
    act: async ({ values }) => {
      received.push(values.statement);
      return accepted({ size: values.statement.bytes.length });
    },
    done: ({ size }) => seeOther('/notes', `${size} bytes`),
    askAgain: async (context, problems, typed) => notePage(context, problems, typed),
  }),
  post('/ask', {
    may: 'visit',
    records: 'ask.send',
    form: z.object({ words: text('Enter words') }),
    act: async () => accepted({}),
    done: () => seeOther('/', 'We have your question'),
    askAgain: async (context, problems, typed) => notePage(context, problems, typed),
  }),
  get('/ask', { may: 'visit', records: 'ask.read', show: async context => notePage(context) }),
  get('/saved/:name', {
    may: 'see-enquiries',
    records: 'file.read',
    show: async ({ params }) => ({ download: `${params.name} "1".txt`, mediaType: 'text/plain', bytes: 'pence\r\n' }),
  }),
  get('/fault', {
    may: 'visit',
    records: 'fault.read',
    show: () => Promise.reject(new Error('the secret of 999 000 0018')),
  }),
  get('/fault-after-reading', {
    may: 'see-enquiries',
    records: 'fault-after.read',
    show: async ({ tx }) => {
      await tx.query({ text: 'select 1/0', values: [] });
      return undefined;
    },
  }),
  read('/figures', {
    may: 'see-enquiries',
    records: 'figures.read',
    answer: z.object({
      pence: z.bigint(),
      on: z.instanceof(Temporal.PlainDate),
      parts: z.array(z.object({ pence: z.bigint() })),
    }),
    read: async ({ tools }) => ({ pence: 12_345_678_901_234n, on: tools.today(), parts: [{ pence: -1n }] }),
  }),
  read('/people/:personId/facts', {
    may: 'see-case',
    records: 'person-facts.read',
    answer: z.object({ name: z.string() }),
    read: ({ tx, params }) => loadPerson(tx, tx.icbCode, params.personId),
  }),
];
