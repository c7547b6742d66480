/** Bank statements: which were added and what they cover, and adding one. */
import { z } from 'zod';
import { DATE_ORDERS } from '../../formats/statements/cells.ts';
import { button } from '../../nhsuk/content/button.ts';
import { table } from '../../nhsuk/content/table.ts';
import { details, insetText } from '../../nhsuk/content/text-blocks.ts';
import { dateField, fileField, form, radiosField, submitButton } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import type { Tx } from '../../platform/db.ts';
import { date, file, oneOf } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { type Frame, get, type Problem, post, type Route, seeOther, type Typed } from '../../platform/http.ts';
import { monthsToCover } from '../../rules/review/review.ts';
import type { Actor } from '../../values/actor.ts';
import { longDate, longDays, longMonth, type PlainDate } from '../../values/dates.ts';
import { loadPaymentAccount } from '../agreements/store.ts';
import { firstCreditOn } from '../payments/store.ts';
import { type Budget, loadBudget } from '../requests/store.ts';
import { importStatement } from './import-statement.ts';
import { doneWords } from './line-words.ts';
import { isHolder } from './look-in.ts';
import { loadUploads, type Upload } from './mapping/store.ts';
import { type Import, loadImports, monthsCovered } from './store.ts';

const StatementForm = z.object({
  file: file('Choose the file of your bank statement'),
  from: date('Enter the first day of the statement, such as 1 12 2026').optional(),
  to: date('Enter the last day of the statement, such as 31 12 2026').optional(),
  dates: oneOf(DATE_ORDERS, 'Choose whether the day or the month stands first').optional(),
});

export const pages: readonly Route[] = [
  get('/budgets/:budgetId/bank-statements', {
    may: 'see-money',
    records: 'bank-statements.read',
    async show({ frame, actor, tools, tx, params: { budgetId } }) {
      const budget = await loadBudget(tx, actor.icbCode, budgetId);
      if (!budget) return undefined;
      const missing = await loadMissingMonths(tx, budgetId, tools.today());
      const waiting = await loadUploads(tx, budgetId);
      return listPage(frame, actor, budget, await loadImports(tx, budgetId), missing, waiting);
    },
  }),
  get('/budgets/:budgetId/bank-statements/new', {
    may: 'import-statement',
    records: 'statement.ask',
    show: async ({ frame, actor, tx, params: { budgetId } }) => showUpload(frame, actor, tx, budgetId),
  }),
  post('/budgets/:budgetId/bank-statements/new', {
    may: 'import-statement',
    records: 'statement.import',
    form: StatementForm,
    act: ({ tools, actor, command, params: { budgetId }, values }) =>
      importStatement(tools, actor, command, budgetId, values),
    done: (imported, { actor, params: { budgetId } }) => {
      if ('toMap' in imported) return seeOther(`/budgets/${budgetId}/bank-statements/to-map/${imported.toMap}`);
      return seeOther(
        `/budgets/${budgetId}/${isHolder(actor) && imported.toAsk > 0 ? 'bank-lines' : 'bank-statements'}`,
        doneWords(imported),
      );
    },
    askAgain: ({ frame, actor, tx, params: { budgetId } }, problems, typed) =>
      showUpload(frame, actor, tx, budgetId, problems, typed),
  }),
];

/** R-078: the months that have ended and that no statement covers. */
async function loadMissingMonths(tx: Tx, budgetId: string, today: PlainDate): Promise<string[]> {
  const creditedOn = await firstCreditOn(tx, budgetId);
  if (!creditedOn) return [];
  const months = monthsToCover(creditedOn, today);
  const covered = await monthsCovered(tx, budgetId, creditedOn, months);
  return months.filter(month => !covered.has(month)).map(month => longMonth(Temporal.PlainYearMonth.from(month)));
}

function listPage(
  frame: Frame,
  actor: Actor,
  budget: Budget,
  imports: readonly Import[],
  missing: readonly string[],
  waiting: readonly Upload[],
): Html {
  const here = `/budgets/${budget.budgetId}`;
  return page({
    frame,
    title: 'Bank statements',
    width: 'full',
    backLink: { href: `${here}/money` },
    content: html`
    <h1 class="nhsuk-heading-l">Bank statements</h1>
    ${
      missing.length > 0 &&
      insetText({
        html: html`<p>These months are not covered to the last day yet: ${missing.join(', ')}. Statements are needed for the review.</p>`,
      })
    }
    ${
      mayImport(actor) &&
      waiting.length > 0 &&
      insetText({
        html: html`<p>We cannot read these files yet:</p>
    <ul class="nhsuk-list nhsuk-list--bullet">${waiting.map(
      file =>
        html`<li><a href="${here}/bank-statements/to-map/${file.uploadId}">Tell us what is in ${file.fileName}</a></li>`,
    )}</ul>`,
      })
    }
    ${mayImport(actor) && button({ text: 'Add a bank statement', href: `${here}/bank-statements/new` })}
    ${
      imports.length === 0
        ? html`<p>No bank statement was added yet.</p>`
        : table({
            caption: 'Statements, the last one first',
            responsive: true,
            head: [
              'Covers',
              'File',
              { text: 'Payments', format: 'numeric' },
              { text: 'New', format: 'numeric' },
              'Checked',
              'Added',
            ],
            rows: imports.map(one => [
              longDays(one.fromOn, one.toOn),
              one.fileName,
              String(one.lineCount),
              String(one.addedCount),
              one.isUndone
                ? 'We read it wrongly and took it out. Please add it again'
                : one.proven
                  ? 'The balances add up'
                  : 'The file has no balances to check',
              `${longDate(one.importedOn)} by ${one.byName}`,
            ]),
          })
    }`,
  });
}

function mayImport(actor: Actor): boolean {
  return isHolder(actor) || actor.roles.includes('finance-officer');
}

async function showUpload(
  frame: Frame,
  actor: Actor,
  tx: Tx,
  budgetId: string,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, budgetId);
  if (!budget) return undefined;
  const account = await loadPaymentAccount(tx, budgetId);
  return page({
    frame,
    title: 'Add a bank statement',
    problems,
    backLink: { href: `/budgets/${budgetId}/bank-statements` },
    content: html`
    <h1 class="nhsuk-heading-l">Add a bank statement</h1>
    ${
      account
        ? html`<p>Download the statement from your bank’s website or app, as a CSV file. OFX, QIF, MT940 and CAMT.053 files work as well. It must be of the account that ends in ${account.accountNumber.slice(-4)}.</p>`
        : html`<p>This budget has no bank account yet.</p>`
    }
    ${!isHolder(actor) && html`<p>You will see how many payments were matched, not the payments themselves.</p>`}
    ${form(
      { action: `/budgets/${budgetId}/bank-statements/new`, ...frame.hidden, multipart: true },
      fileField({
        name: 'file',
        label: 'Your bank statement',
        hint: 'A file that ends in .csv, .ofx, .qif, .sta or .xml. You can send the same one twice: nothing is counted twice',
        accept: '.csv,.ofx,.qfx,.qif,.sta,.940,.xml,.txt',
        problems,
      }),
      details({
        summary: 'The days that the statement covers',
        open: problems.some(problem => problem.field === 'from' || problem.field === 'to'),
        html: html`<p>Some files do not say which days they cover. If there were no payments on the first or the last days of the month, tell us the days here.</p>
    ${dateField({ name: 'from', label: 'First day (optional)', hint: 'For example, 1 12 2026', problems, values: typed })}
    ${dateField({ name: 'to', label: 'Last day (optional)', hint: 'For example, 31 12 2026', problems, values: typed })}`,
      }),
      details({
        summary: 'How the dates in the file are written',
        open: problems.some(problem => problem.field === 'dates'),
        html: html`<p>Nearly every file tells us. Answer this only if we say that we cannot know.</p>
    ${radiosField({
      name: 'dates',
      label: 'What stands first in a date of this file? (optional)',
      problems,
      values: typed,
      options: [
        { value: 'day-first', text: 'The day', hint: '3/4/2026 is 3 April 2026' },
        { value: 'month-first', text: 'The month', hint: '3/4/2026 is 4 March 2026' },
      ],
    })}`,
      }),
      submitButton('Add the statement'),
    )}`,
  });
}
