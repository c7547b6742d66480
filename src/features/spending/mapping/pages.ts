/** Pages for a bank file that we do not know: say once what its columns are, see what comes of it, add it. */
import { z } from 'zod';
import { DATE_ORDERS } from '../../../formats/statements/cells.ts';
import { type CsvMapping, type CsvShape, guessMapping } from '../../../formats/statements/csv/csv-mapping.ts';
import { readMappedStatement, type Statement } from '../../../formats/statements/statement.ts';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import { form, radiosField, selectField, submitButton } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import type { Tx } from '../../../platform/db.ts';
import { flag, oneOf } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import {
  get,
  type Problem,
  post,
  type Route,
  read,
  type ShowContext,
  seeOther,
  type Typed,
} from '../../../platform/http.ts';
import { type ColumnsSaid, SAID_COLUMNS, type SaidColumn } from '../../../rules/payment/statement-mapping.ts';
import type { Actor } from '../../../values/actor.ts';
import { longDate } from '../../../values/dates.ts';
import { pounds, sizeOf, total } from '../../../values/pence.ts';
import { doneWords } from '../line-words.ts';
import { isHolder, mayLookIn } from '../look-in.ts';
import { importMapped } from './import-mapped.ts';
import { sayColumns } from './say-columns.ts';
import { shapeOf } from './shape-of.ts';
import { loadUpload, type Upload } from './store.ts';
import { isOf, type WaitingFile } from './whose-file.ts';

/** So many payments are shown before they are added. */
const SHOWN = 10;

const column = (error: string) =>
  z
    .string({ error })
    .regex(/^\d{1,2}$/, { error })
    .transform(Number);

const WAYS = ['signs', 'spending-plain'] as const;

const ColumnsForm = z.object({
  date: column('Choose the column with the day of the payment'),
  dateOrder: oneOf(DATE_ORDERS, 'Choose whether the day or the month stands first').default('day-first'),
  narrative: column('Choose the column that says who was paid, or what for'),
  amount: column('Choose the column with the amount').optional(),
  signs: oneOf(WAYS, 'Choose how money that you paid is written').default('signs'),
  paidIn: column('Choose the column with money in').optional(),
  paidOut: column('Choose the column with money out').optional(),
  balance: column('Choose the column with the balance').optional(),
  decimalComma: flag(),
});

const place = z.number().nullable();
const Columns = z.object({
  date: place,
  dateOrder: z.string().nullable(),
  narrative: place,
  amount: place,
  paidIn: place,
  paidOut: place,
  balance: place,
});

const ShapeAnswer = z.object({
  fileName: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  /** What was said, or else what we would guess. */
  said: Columns.nullable(),
  guess: Columns,
});

const pence = z.string().regex(/^-?\d+$/);
const PreviewAnswer = z.object({
  lines: z.number(),
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  moneyInPence: pence,
  moneyOutPence: pence,
  proven: z.boolean(),
  first: z.array(z.object({ postedOn: z.iso.date(), amountPence: pence, narrative: z.string() })),
});

/** The pages of a file: of the person's own account, or of an organisation that holds their money. */
const OF_PERSON = '/budgets/:budgetId/bank-statements/to-map/:uploadId';
const OF_HOLDER = '/held-budgets/:budgetId/statement/to-map/:uploadId';
type Path = typeof OF_PERSON | typeof OF_HOLDER;

type Asked = Pick<ShowContext<{ readonly budgetId: string; readonly uploadId: string }>, 'tx' | 'actor' | 'frame'> & {
  readonly file: WaitingFile;
};

const fileOf = (path: Path, params: { readonly budgetId: string; readonly uploadId: string }): WaitingFile => ({
  ...params,
  isOfHolder: path === OF_HOLDER,
});

const routesOf = (path: Path, may: 'import-statement' | 'explain-held-line'): readonly Route[] => [
  get(path, {
    may,
    records: 'statement.map-ask',
    show: ({ params, ...context }) => showColumns({ ...context, file: fileOf(path, params) }),
  }),
  post(path, {
    may,
    records: 'statement.say-columns',
    form: ColumnsForm,
    act: ({ tools, actor, command, params, values: { signs, ...said } }) =>
      sayColumns(tools, actor, command, fileOf(path, params), {
        ...said,
        spendingIsPositive: signs === 'spending-plain',
      }),
    done: (_, { params }) => seeOther(`${hereOf(fileOf(path, params))}/check`),
    askAgain: ({ params, ...context }, problems, typed) =>
      showColumns({ ...context, file: fileOf(path, params) }, ofRows(problems), typed),
  }),
  get(`${path}/check`, {
    may,
    records: 'statement.map-ask',
    show: ({ params, ...context }) => showCheck({ ...context, file: fileOf(path, params) }),
  }),
  post(`${path}/check`, {
    may,
    records: 'statement.import-mapped',
    form: z.object({}),
    act: ({ tools, actor, command, params }) => importMapped(tools, actor, command, fileOf(path, params)),
    done: (imported, { actor, params }) =>
      seeOther(afterOf(fileOf(path, params), isHolder(actor) && imported.toAsk > 0), doneWords(imported)),
    askAgain: ({ params, ...context }, problems) =>
      showCheck({ ...context, file: fileOf(path, params) }, ofRows(problems)),
  }),
  read(path, {
    may,
    records: 'statement.map-ask',
    answer: ShapeAnswer,
    async read({ actor, tx, params }) {
      const upload = await loadSeen(tx, actor, fileOf(path, params));
      if (!upload) return undefined;
      const shape = shapeOf(upload.bytes);
      return {
        fileName: upload.fileName,
        columns: shape.names.map((_, at) => nameOf(shape, at)),
        rows: shape.rows.map(row => [...row]),
        said: upload.said ? asJson(upload.said) : null,
        guess: asJson(guessMapping(shape)),
      };
    },
  }),
  read(`${path}/check`, {
    may,
    records: 'statement.map-ask',
    answer: PreviewAnswer,
    async read({ actor, tx, params }) {
      const statement = statementOf(await loadSeen(tx, actor, fileOf(path, params)));
      if (!statement) return undefined;
      const { moneyInPence, moneyOutPence } = sumsOf(statement);
      return {
        lines: statement.lines.length,
        from: statement.from?.toString() ?? null,
        to: statement.to?.toString() ?? null,
        moneyInPence: moneyInPence.toString(),
        moneyOutPence: moneyOutPence.toString(),
        proven: statement.balanced === true,
        first: statement.lines.slice(0, SHOWN).map(({ postedOn, amountPence, narrative }) => ({
          postedOn: postedOn.toString(),
          amountPence: amountPence.toString(),
          narrative,
        })),
      };
    },
  }),
];

export const pages: readonly Route[] = [
  ...routesOf(OF_PERSON, 'import-statement'),
  ...routesOf(OF_HOLDER, 'explain-held-line'),
];

/** The statements of which the file is one. */
const listOf = ({ budgetId, isOfHolder }: WaitingFile) =>
  isOfHolder ? `/held-budgets/${budgetId}/statement` : `/budgets/${budgetId}/bank-statements`;
const hereOf = (file: WaitingFile) => `${listOf(file)}/to-map/${file.uploadId}`;

/** Where to go once it is added. */
function afterOf({ budgetId, isOfHolder }: WaitingFile, isToAsk: boolean): string {
  if (isOfHolder) return `/held-budgets/${budgetId}`;
  return `/budgets/${budgetId}/${isToAsk ? 'bank-lines' : 'bank-statements'}`;
}

/** What is wrong with a row stands beside no field here: the file was chosen before. */
function ofRows(problems: readonly Problem[]): Problem[] {
  return problems.map(({ field, ...problem }) =>
    field === undefined || field === 'file' ? problem : { ...problem, field },
  );
}

type SeenUpload = Upload & { readonly bytes: Uint8Array };

/** The file, for whoever sent it, for their organisation, or for who may see the lines of the account (R-117). */
async function loadSeen(tx: Tx, actor: Actor, file: WaitingFile): Promise<SeenUpload | undefined> {
  const upload = await loadUpload(tx, file.budgetId, file.uploadId);
  if (!upload || !(await isOf(tx, actor, upload, file.isOfHolder))) return undefined;
  if (file.isOfHolder || upload.byId === actor.id) return upload;
  return (await mayLookIn(tx, actor, file.budgetId)) ? upload : undefined;
}

function asJson(said: Partial<CsvMapping>) {
  const { date = null, dateOrder = null, narrative = null, amount = null } = said;
  const { paidIn = null, paidOut = null, balance = null } = said;
  return { date, dateOrder, narrative, amount, paidIn, paidOut, balance };
}

function nameOf({ names }: CsvShape, at: number): string {
  return names[at] || `Column ${at + 1}`;
}

const LABELS: Readonly<Record<SaidColumn, string>> = {
  date: 'Which column is the day of the payment?',
  narrative: 'Which column says who was paid, or what for?',
  amount: 'Which column is the amount?',
  paidIn: 'Which column is money in?',
  paidOut: 'Which column is money out?',
  balance: 'Which column is the balance after each payment? (optional)',
};

const HINTS: Readonly<Partial<Record<SaidColumn, string>>> = {
  amount: 'If one column has both money in and money out. Leave it if there are two columns',
  paidIn: 'Only if money in and money out have a column each',
  paidOut: 'Only if money in and money out have a column each',
  balance: 'With it we can check that nothing is missing',
};

async function showColumns(
  { tx, actor, frame, file }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const upload = await loadSeen(tx, actor, file);
  if (!upload) return undefined;
  const shape = shapeOf(upload.bytes);
  const begin: Partial<ColumnsSaid> = upload.said ?? guessMapping(shape);
  const [example = []] = shape.rows;
  const options = shape.names.map((_, at) => ({
    value: String(at),
    text: example[at] ? `${nameOf(shape, at)}, such as ${example[at].slice(0, 40)}` : nameOf(shape, at),
  }));
  const shared = { problems, values: typed };
  const columnField = (name: SaidColumn) =>
    selectField({
      name,
      label: LABELS[name],
      hint: HINTS[name],
      ...shared,
      options,
      value: begin[name] === undefined ? undefined : String(begin[name]),
      empty: name === 'date' || name === 'narrative' ? undefined : 'None',
    });
  return page({
    frame,
    title: 'What is in this file?',
    problems,
    width: 'full',
    backLink: { href: listOf(file) },
    content: html`
    <h1 class="nhsuk-heading-l">What is in this file?</h1>
    <p>We do not know files like this one yet. Tell us what its columns are. You only need to do this once: next time we will know.</p>
    ${table({
      caption: `The first payments in ${upload.fileName}`,
      responsive: true,
      head: shape.names.map((_, at) => nameOf(shape, at)),
      rows: shape.rows.map(row => shape.names.map((_, at) => row[at] ?? '')),
    })}
    ${form(
      { action: hereOf(file), ...frame.hidden },
      columnField('date'),
      radiosField({
        name: 'dateOrder',
        label: 'What stands first in a day that is written in figures?',
        ...shared,
        value: begin.dateOrder ?? 'day-first',
        options: [
          { value: 'day-first', text: 'The day', hint: '3/4/2026 is 3 April 2026' },
          { value: 'month-first', text: 'The month', hint: '3/4/2026 is 4 March 2026' },
        ],
      }),
      columnField('narrative'),
      columnField('amount'),
      radiosField({
        name: 'signs',
        label: 'If there is one column: how is money written that you paid?',
        ...shared,
        value: begin.spendingIsPositive ? 'spending-plain' : 'signs',
        options: [
          { value: 'signs', text: 'With a minus', hint: 'Money that came in has none' },
          { value: 'spending-plain', text: 'Without a minus', hint: 'Money that came back has one' },
        ],
      }),
      columnField('paidIn'),
      columnField('paidOut'),
      columnField('balance'),
      radiosField({
        name: 'decimalComma',
        label: 'How are pounds and pence written?',
        ...shared,
        value: begin.decimalComma ? 'yes' : '',
        options: [
          { value: '', text: '1,234.56' },
          { value: 'yes', text: '1.234,56' },
        ],
      }),
      submitButton('See how we read it'),
    )}`,
  });
}

/** What the file comes to as it was said; undefined where nothing was said that still fits. */
function statementOf(upload: SeenUpload | undefined): Statement | undefined {
  const reading = upload?.said && readMappedStatement(upload.bytes, upload.said);
  return reading?.ok ? reading.statement : undefined;
}

function sumsOf({ lines }: Statement) {
  const amounts = lines.map(line => line.amountPence);
  return {
    moneyInPence: total(amounts.filter(pence => pence > 0n)),
    moneyOutPence: sizeOf(total(amounts.filter(pence => pence < 0n))),
  };
}

async function showCheck(
  { tx, actor, frame, file }: Asked,
  problems: readonly Problem[] = [],
): Promise<Html | undefined> {
  const upload = await loadSeen(tx, actor, file);
  const statement = statementOf(upload);
  if (!upload || !statement) return undefined;
  const { lines, from, to } = statement;
  const { moneyInPence, moneyOutPence } = sumsOf(statement);
  const here = hereOf(file);
  return page({
    frame,
    title: 'Is this right?',
    problems,
    width: 'full',
    backLink: { href: here },
    content: html`
    <h1 class="nhsuk-heading-l">Is this right?</h1>
    <p>Look at a few payments that you know. Are the days and the amounts right? Does money that you paid have a minus?</p>
    ${table({
      caption: lines.length > SHOWN ? `The first ${SHOWN} of ${lines.length} payments` : 'The payments',
      responsive: true,
      head: ['Day', 'Who or what', { text: 'Amount', format: 'numeric' }],
      rows: lines
        .slice(0, SHOWN)
        .map(line => [
          longDate(line.postedOn),
          line.narrative,
          { text: pounds(line.amountPence), format: 'numeric' as const },
        ]),
    })}
    ${summaryList({
      rows: [
        { key: 'Payments', value: String(lines.length) },
        from !== null && to !== null && { key: 'Days', value: `${longDate(from)} to ${longDate(to)}` },
        { key: 'Money in', value: pounds(moneyInPence) },
        { key: 'Money out', value: pounds(moneyOutPence) },
        {
          key: 'Checked',
          value: statement.balanced === true ? 'The balances add up' : 'The file has no balances to check',
        },
      ],
    })}
    ${insetText({ text: `We will remember how files like this one are read, for ${file.isOfHolder ? 'your organisation alone' : 'you and for others with the same bank'}.` })}
    ${form({ action: `${here}/check`, ...frame.hidden }, submitButton('Yes, add the statement'))}
    <p><a href="${here}">No, change what the columns are</a></p>`,
  });
}

/** What the columns of a mapping are, in words. */
export function columnWords(names: readonly string[], said: ColumnsSaid): string {
  return SAID_COLUMNS.flatMap(name => {
    const at = said[name];
    return at === undefined ? [] : [`${SHORT[name]}: ${names[at] || `Column ${at + 1}`}`];
  }).join(', ');
}

const SHORT: Readonly<Record<SaidColumn, string>> = {
  date: 'day',
  narrative: 'who or what',
  amount: 'amount',
  paidIn: 'money in',
  paidOut: 'money out',
  balance: 'balance',
};
