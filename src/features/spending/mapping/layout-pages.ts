/** Bank layouts that people described, for staff: what each says, what was read by it, and taking a wrong one back. */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { form, submitButton, textareaField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import type { Tx } from '../../../platform/db.ts';
import { text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { type Frame, get, type Problem, post, type Route, read, seeOther, type Typed } from '../../../platform/http.ts';
import { barsOf, type UndoBar } from '../../../rules/payment/statement-undo.ts';
import { longDate } from '../../../values/dates.ts';
import { columnWords } from './pages.ts';
import { loadMappedFiles, loadMapping, loadMappings, type MappedFile, type Mapping } from './store.ts';
import { undoMappedFiles } from './undo-mapped-files.ts';
import { loadStandingFiles, type StandingFile } from './undo-store.ts';
import { withdrawMapping } from './withdraw-mapping.ts';

const LayoutsAnswer = z.object({
  layouts: z.array(
    z.object({
      mappingId: z.uuid(),
      columnNames: z.array(z.string()),
      columns: z.string(),
      version: z.number(),
      addedOn: z.iso.date(),
      byName: z.string(),
      withdrawnOn: z.iso.date().nullable(),
      files: z.number(),
    }),
  ),
});

const WithdrawForm = z.object({ reason: text('Say why it is wrong', 500) });

export const pages: readonly Route[] = [
  get('/bank-layouts', {
    may: 'keep-bank-layouts',
    records: 'statement-mappings.read',
    show: async ({ frame, actor, tx }) => listPage(frame, await loadMappings(tx, actor.icbCode)),
  }),
  read('/bank-layouts', {
    may: 'keep-bank-layouts',
    records: 'statement-mappings.read',
    answer: LayoutsAnswer,
    async read({ actor, tx }) {
      const mappings = await loadMappings(tx, actor.icbCode);
      return {
        layouts: mappings.map(({ mappingId, columnNames, columns, version, addedOn, byName, withdrawn, files }) => ({
          mappingId,
          columnNames,
          columns: columnWords(columnNames, columns),
          version,
          addedOn: addedOn.toString(),
          byName,
          withdrawnOn: withdrawn?.withdrawnOn.toString() ?? null,
          files,
        })),
      };
    },
  }),
  get('/bank-layouts/:mappingId', {
    may: 'keep-bank-layouts',
    records: 'statement-mappings.read',
    show: ({ frame, tx, params }) => showMapping(frame, tx, params.mappingId),
  }),
  post('/bank-layouts/:mappingId', {
    may: 'keep-bank-layouts',
    records: 'statement-mapping.withdraw',
    form: WithdrawForm,
    act: ({ tools, actor, command, params: { mappingId }, values }) =>
      withdrawMapping(tools, actor, command, mappingId, values),
    done: ({ mappingId, files }) =>
      seeOther(
        `/bank-layouts/${mappingId}`,
        files === 0 ? 'Taken back' : 'Taken back. Next take out the files that were read by it',
      ),
    askAgain: ({ frame, tx, params }, problems, typed) => showMapping(frame, tx, params.mappingId, problems, typed),
  }),
  post('/bank-layouts/:mappingId/files-taken-out', {
    may: 'keep-bank-layouts',
    records: 'statement-mapping.undo',
    form: z.object({}),
    act: ({ tools, actor, command, params }) => undoMappedFiles(tools, actor, command, params.mappingId),
    done: ({ mappingId, files, left }) =>
      seeOther(
        `/bank-layouts/${mappingId}`,
        `${files} ${files === 1 ? 'file was' : 'files were'} taken out${left === 0 ? '' : `. ${left} had to stay: the reasons are below`}`,
      ),
    askAgain: ({ frame, tx, params }, problems) => showMapping(frame, tx, params.mappingId, problems),
  }),
];

function namesOf({ columnNames }: Mapping): string {
  const names = columnNames.filter(name => name !== '');
  return names.length > 0 ? names.join(', ') : `${columnNames.length} columns without names`;
}

function listPage(frame: Frame, mappings: readonly Mapping[]): Html {
  return page({
    frame,
    title: 'Bank layouts',
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">Bank layouts</h1>
    <p>Files of banks that the service does not know are read as somebody said once. If that was wrong, take it back: the next file is asked about again.</p>
    ${
      mappings.length === 0
        ? html`<p>Nobody had to describe a file yet.</p>`
        : table({
            caption: 'Described by people, the last one first',
            responsive: true,
            head: ['Columns of the file', 'Read as', 'Files', 'Added', 'State'],
            rows: mappings.map(one => [
              { html: html`<a href="/bank-layouts/${one.mappingId}">${namesOf(one)}</a>` },
              columnWords(one.columnNames, one.columns),
              String(one.files),
              `${longDate(one.addedOn)} by ${one.byName}`,
              one.withdrawn ? `Taken back on ${longDate(one.withdrawn.withdrawnOn)}` : 'In use',
            ]),
          })
    }`,
  });
}

async function showMapping(
  frame: Frame,
  tx: Tx,
  mappingId: string,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const mapping = await loadMapping(tx, tx.icbCode, mappingId);
  if (!mapping) return undefined;
  const files = await loadMappedFiles(tx, mappingId);
  const standing = new Map((await loadStandingFiles(tx, mappingId)).map(file => [file.importId, file]));
  const { columns, columnNames, withdrawn } = mapping;
  return page({
    frame,
    title: 'A bank layout',
    problems,
    width: 'full',
    backLink: { href: '/bank-layouts' },
    content: html`
    <h1 class="nhsuk-heading-l">A bank layout</h1>
    ${summaryList({
      rows: [
        { key: 'Columns of the file', value: namesOf(mapping) },
        { key: 'Read as', value: columnWords(columnNames, columns) },
        { key: 'Days in figures', value: columns.dateOrder === 'day-first' ? 'The day first' : 'The month first' },
        columns.amount !== undefined && {
          key: 'Money that was paid',
          value: columns.spendingIsPositive ? 'Without a minus' : 'With a minus',
        },
        { key: 'Added', value: `${longDate(mapping.addedOn)} by ${mapping.byName}` },
        withdrawn !== null && {
          key: 'Taken back',
          value: `${longDate(withdrawn.withdrawnOn)} by ${withdrawn.byName}: ${withdrawn.reason}`,
        },
      ],
    })}
    ${
      files.length === 0
        ? html`<p>No file was read by it.</p>`
        : table({
            caption: 'Files that were read by it',
            responsive: true,
            head: ['Budget', 'File', 'Covers', 'New payments', 'Checked', 'Added', 'State'],
            rows: files.map(file => [
              { html: html`<a href="/budgets/${file.budgetId}/bank-statements">${file.budgetReference}</a>` },
              file.fileName,
              `${longDate(file.fromOn)} to ${longDate(file.toOn)}`,
              String(file.addedCount),
              file.proven ? 'The balances add up' : 'No balances to check',
              `${longDate(file.importedOn)} by ${file.byName}`,
              stateOf(file, standing.get(file.importId)),
            ]),
          })
    }
    ${
      withdrawn === null &&
      html`<h2 class="nhsuk-heading-m">Take it back</h2>
    <p>The next file of this kind is asked about again. After that you can take out the payments that were read by it.</p>
    ${form(
      { action: `/bank-layouts/${mappingId}`, ...frame.hidden },
      textareaField({ name: 'reason', label: 'Why is it wrong?', rows: 2, problems, values: typed }),
      submitButton('Take it back', 'warning'),
    )}`
    }
    ${
      withdrawn !== null &&
      standing.size > 0 &&
      html`<h2 class="nhsuk-heading-m">Take out what was read by it</h2>
    <p>The payments of ${standing.size === 1 ? 'the file that is' : `the ${standing.size} files that are`} still counted are taken out of people’s money, as if ${standing.size === 1 ? 'it' : 'they'} had never been added. We tell the people and ask them to send their files again.</p>
    ${form(
      { action: `/bank-layouts/${mappingId}/files-taken-out`, ...frame.hidden },
      submitButton('Take the files out', 'warning'),
    )}`
    }`,
  });
}

const STAYS: Readonly<Record<UndoBar, string>> = {
  CONTRIBUTION: 'a payment in it counts as the person’s own part. Take that part back first',
  PAYMENT_FOUND: 'it found a payment of ours that had been given up, or came twice. Settle that payment first',
};

function stateOf(file: MappedFile, standing: StandingFile | undefined): string {
  if (file.undoneOn) return `Taken out on ${longDate(file.undoneOn)}`;
  const bars = standing ? barsOf(standing) : [];
  return bars.length === 0 ? 'Counted' : `Counted, and has to stay: ${bars.map(bar => STAYS[bar]).join('; ')}`;
}
