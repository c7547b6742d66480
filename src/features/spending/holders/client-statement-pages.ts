/** An organisation adds its bank's own file, where one person's money is alone in an account. */
import { z } from 'zod';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import { checkboxesField, dateField, fileField, form, submitButton } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { date, file, texts } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { loadBudget } from '../../requests/store.ts';
import { loadContract } from '../../third-parties/store.ts';
import { doneWords } from '../line-words.ts';
import { loadUploads } from '../mapping/store.ts';
import { importClientStatement } from './import-client-statement.ts';

const ClientForm = z.object({
  file: file('Choose the file of the statement'),
  isAlone: texts(/^yes$/, 'Say whether the money of nobody else is in the account').default([]),
  from: date('Enter the first day of the statement, such as 1 12 2026').optional(),
  to: date('Enter the last day of the statement, such as 31 12 2026').optional(),
});

type Asked = Pick<ShowContext<{ readonly budgetId: string }>, 'tx' | 'frame' | 'actor' | 'params'>;

export const clientStatementPages: readonly Route[] = [
  get('/held-budgets/:budgetId/statement', {
    may: 'explain-held-line',
    records: 'held-statement.ask',
    show: context => showUpload(context),
  }),
  post('/held-budgets/:budgetId/statement', {
    may: 'explain-held-line',
    records: 'held-statement.import-client',
    form: ClientForm,
    act: ({ tools, actor, command, params, values }) =>
      importClientStatement(tools, actor, command, params.budgetId, { ...values, isAlone: values.isAlone.length > 0 }),
    done: (imported, { params: { budgetId } }) =>
      'toMap' in imported
        ? seeOther(`/held-budgets/${budgetId}/statement/to-map/${imported.toMap}`)
        : seeOther(`/held-budgets/${budgetId}`, doneWords(imported)),
    askAgain: (context, problems, typed) => showUpload(context, problems, typed),
  }),
];

async function showUpload(
  { tx, frame, actor, params: { budgetId } }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, budgetId);
  const contract = budget && (await loadContract(tx, budgetId));
  if (!contract) return undefined;
  const waiting = await loadUploads(tx, budgetId, contract.thirdPartyId);
  const title = 'Add the bank’s own file';
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/held-budgets/${budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>
    <p>Use this where the money of ${budget.personName} has an account of its own. If the money of several people is in one account, send the sheet: it is at “Add a statement” on your list of people.</p>
    ${
      waiting.length > 0 &&
      insetText({
        html: html`<p>We cannot read these files yet:</p>
    <ul class="nhsuk-list nhsuk-list--bullet">${waiting.map(
      one =>
        html`<li><a href="/held-budgets/${budgetId}/statement/to-map/${one.uploadId}">Tell us what is in ${one.fileName}</a></li>`,
    )}</ul>`,
      })
    }
    ${form(
      { action: `/held-budgets/${budgetId}/statement`, ...frame.hidden, multipart: true },
      fileField({
        name: 'file',
        label: 'The statement',
        hint: 'A file that ends in .csv, .ofx, .qif, .sta or .xml. You can send the same one twice: nothing is counted twice',
        accept: '.csv,.ofx,.qfx,.qif,.sta,.940,.xml,.txt',
        problems,
      }),
      checkboxesField({
        name: 'isAlone',
        label: 'Whose money is in the account?',
        problems,
        values: typed,
        options: [{ value: 'yes', text: 'The money of this person, and of nobody else' }],
      }),
      dateField({
        name: 'from',
        label: 'First day (optional)',
        hint: 'For example, 1 12 2026',
        problems,
        values: typed,
      }),
      dateField({ name: 'to', label: 'Last day (optional)', hint: 'For example, 31 12 2026', problems, values: typed }),
      submitButton('Add the statement'),
    )}`,
  });
}
