/** What can be had nearby: found by one person, there for the next plan. No person stands in it. */
import { z } from 'zod';
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { form, moneyField, selectField, submitButton, textField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { money, oneOf, text } from '../../platform/forms.ts';
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
import { hasLeave } from '../../rules/permissions.ts';
import { ITEM_CATEGORIES } from '../../rules/plan/plan.ts';
import { CATEGORY_WORDS } from '../../rules/plan/plan-words.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { addDirectoryEntry } from './add-directory-entry.ts';
import { loadDirectory } from './store.ts';

const EntryForm = z.object({
  category: oneOf(ITEM_CATEGORIES, 'Select what kind of thing it is'),
  name: text('Enter the name of the place', 100),
  what: text('Say what can be had there', 200),
  costPence: money('Enter what it costs, such as 25.50'),
});

const DirectoryAnswer = z.object({
  entries: z.array(
    z.object({
      category: z.string(),
      name: z.string(),
      what: z.string(),
      costPence: z.bigint(),
      foundOn: z.instanceof(Temporal.PlainDate),
    }),
  ),
});

export const directoryPages: readonly Route[] = [
  get('/directory', { may: 'see-directory', records: 'directory.read', show: context => showDirectory(context) }),
  read('/directory', {
    may: 'see-directory',
    records: 'directory.read',
    answer: DirectoryAnswer,
    read: async ({ tx, actor }) => ({ entries: await loadDirectory(tx, actor.icbCode) }),
  }),
  get('/directory/new', {
    may: 'add-to-directory',
    records: 'directory.ask',
    show: async context => entryPage(context),
  }),
  post('/directory/new', {
    may: 'add-to-directory',
    records: 'directory.add',
    form: EntryForm,
    act: ({ tools, actor, command, values }) => addDirectoryEntry(tools, actor, command, values),
    done: ({ name }) => seeOther('/directory', `${name} stands in the directory`),
    askAgain: async (context, problems, typed) => entryPage(context, problems, typed),
  }),
];

const TITLE = 'What can be had nearby';

async function showDirectory({ tx, actor, frame }: ShowContext): Promise<Html> {
  const entries = await loadDirectory(tx, actor.icbCode);
  return page({
    frame,
    title: TITLE,
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">${TITLE}</h1>
    <p>Places that people have used their budget for. Ask the place for its price today.</p>
    ${
      entries.length === 0
        ? html`<p>Nothing stands here yet.</p>`
        : table({
            caption: { text: TITLE, classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: ['Place', 'What', 'Kind', { text: 'Cost', format: 'numeric' }, 'Found'],
            rows: entries.map(({ category, name, what, costPence, foundOn }) => [
              name,
              what,
              (CATEGORY_WORDS as Readonly<Record<string, string>>)[category] ?? category,
              pounds(costPence),
              longDate(foundOn),
            ]),
          })
    }
    ${hasLeave(actor, 'add-to-directory') && html`<p><a href="/directory/new">Add a place</a></p>`}`,
  });
}

function entryPage({ frame, query }: ShowContext, problems: readonly Problem[] = [], typed?: Typed): Html {
  const shared = { problems, values: typed };
  return page({
    frame,
    title: 'Add a place',
    problems,
    backLink: { href: '/directory', text: 'Back' },
    content: html`
    <h1 class="nhsuk-heading-l">Add a place</h1>
    ${insetText({ text: 'Everybody who plans can read this. Write nothing about the person who used it.' })}
    ${form(
      { action: '/directory/new', ...frame.hidden },
      textField({ ...shared, name: 'name', label: 'What is the place called?', value: query.name }),
      textField({
        ...shared,
        name: 'what',
        label: 'What can be had there?',
        hint: 'Such as: two years of the gym, with somebody to show how',
        value: query.what,
      }),
      selectField({
        ...shared,
        name: 'category',
        label: 'What kind of thing is it?',
        options: ITEM_CATEGORIES.map(value => ({ value, text: CATEGORY_WORDS[value] })),
        value: query.category,
      }),
      moneyField({ ...shared, name: 'costPence', label: 'What does it cost?' }),
      submitButton('Add it'),
    )}`,
  });
}
