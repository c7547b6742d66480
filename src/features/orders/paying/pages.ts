/** Payments to suppliers: the routes of what is owed, of the lists, and of each step of one. */
import { z } from 'zod';
import { PAYMENT_FILE_WRITERS } from '../../../formats/payment-files/writers.ts';
import { date, money, oneOf, text, wholeNumber } from '../../../platform/forms.ts';
import { get, post, type Route, read, seeOther } from '../../../platform/http.ts';
import { pounds } from '../../../values/pence.ts';
import { cancelList } from './cancel-list.ts';
import { loadListFiles, type SupplierFile } from './file-store.ts';
import { showCancel, showNotTaken, showPaid, showRelease, showReturn, showTaken } from './pages/list-forms.ts';
import { showList, showLists } from './pages/list-pages.ts';
import { fileName, ofList } from './pages/list-parts.ts';
import { prepareList } from './prepare-list.ts';
import { recordNotTaken } from './record-not-taken.ts';
import { recordPaid } from './record-paid.ts';
import { recordTaken } from './record-taken.ts';
import { releaseList } from './release-list.ts';
import { returnSupplierPayment } from './return-supplier-payment.ts';
import { loadList, loadListPayments, type SupplierList, type SupplierPayment } from './store.ts';
import { writeListFile } from './write-list-file.ts';

const ReleaseForm = z.object({
  count: wholeNumber('The number of payments is missing. Open the page again', 1, 1_000_000),
  totalPence: money('The total is missing. Open the page again', 1n),
});

const PaidForm = z.object({
  reference: text('Enter the bank’s reference', 50),
  paidOn: date('Enter the day, such as 1 2 2027'),
});

const FileForm = z.object({ rail: oneOf(['BACS', 'FASTER_PAYMENTS'], 'Select how it is paid') });

const TakenForm = z.object({ words: text('Say who told you, and when', 300) });

const NotTakenForm = z.object({ reason: text('Say what the bank says', 300) });

const CancelForm = z.object({ reason: text('Say why it is given up', 300) });

const ReturnForm = z.object({
  supplierPaymentId: z.uuid({ error: 'Select the payment that came back' }),
  returnedOn: date('Enter the day, such as 1 2 2027'),
  reason: text('Say what the bank says', 300),
});

const ListAnswer = z.object({
  number: z.number(),
  status: z.enum(['PREPARED', 'RELEASED', 'SENT', 'PAID', 'CANCELLED']),
  totalPence: z.string(),
  files: z.array(
    z.object({
      part: z.number(),
      rail: z.string(),
      format: z.string(),
      serial: z.string(),
      createdOn: z.iso.date(),
      creditOn: z.iso.date(),
      totalPence: z.string(),
      paymentsCount: z.number(),
      sha256: z.string(),
    }),
  ),
  payments: z.array(
    z.object({
      supplierPaymentId: z.string(),
      supplier: z.string(),
      pence: z.string(),
      invoices: z.array(z.string()),
      returnedOn: z.iso.date().nullable(),
    }),
  ),
});

export const payingPages: readonly Route[] = [
  get('/supplier-payments', {
    may: 'see-pay-runs',
    records: 'supplier-lists.read',
    show: context => showLists(context),
  }),
  post('/supplier-payments', {
    may: 'prepare-pay-run',
    records: 'supplier-list.prepare',
    form: z.object({}),
    act: ({ tools, actor, command }) => prepareList(tools, actor, command),
    done: value => seeOther(ofList(value), `List ${value.number} prepared. Somebody else has to release it`),
    askAgain: (context, problems) => showLists(context, problems),
  }),
  get('/supplier-payments/:listId', {
    may: 'see-pay-runs',
    records: 'supplier-list.read',
    show: context => showList(context),
  }),
  read('/supplier-payments/:listId', {
    may: 'see-pay-runs',
    records: 'supplier-list.read',
    answer: ListAnswer,
    async read({ tx, params }) {
      const list = await loadList(tx, params.listId);
      return list && listAsJson(list, await loadListPayments(tx, list.listId), await loadListFiles(tx, list.listId));
    },
  }),
  get('/supplier-payments/:listId/release', {
    may: 'release-pay-run',
    records: 'supplier-list.ask',
    show: context => showRelease(context),
  }),
  post('/supplier-payments/:listId/release', {
    may: 'release-pay-run',
    records: 'supplier-list.release',
    form: ReleaseForm,
    act: ({ tools, actor, command, params, values }) => releaseList(tools, actor, command, params.listId, values),
    done: (_, { params }) => seeOther(ofList(params), 'Released. Its payment file can be written now'),
    askAgain: (context, problems) => showRelease(context, problems),
  }),
  get('/supplier-payments/:listId/file', {
    may: 'write-pay-file',
    records: 'supplier-list.file.read',
    async show({ tx, params, query }) {
      const list = await loadList(tx, params.listId);
      if (!list) return undefined;
      const files = await loadListFiles(tx, list.listId);
      if (files.length === 0) return seeOther(ofList(list));
      const file = files.find(one => String(one.part) === (query.part ?? '1'));
      return (
        file && {
          download: fileName(list, file),
          mediaType: PAYMENT_FILE_WRITERS[file.format].mediaType,
          bytes: file.bytes,
        }
      );
    },
  }),
  post('/supplier-payments/:listId/file', {
    may: 'write-pay-file',
    records: 'supplier-list.file',
    form: FileForm,
    act: ({ tools, actor, command, params, values }) => writeListFile(tools, actor, command, params.listId, values),
    done: (_, { params }) => seeOther(ofList(params), 'Payment file written. Download it and send it'),
    askAgain: (context, problems) => showList(context, problems),
  }),
  get('/supplier-payments/:listId/taken', {
    may: 'hear-bank',
    records: 'supplier-list.ask',
    show: context => showTaken(context),
  }),
  post('/supplier-payments/:listId/taken', {
    may: 'hear-bank',
    records: 'supplier-list.taken',
    form: TakenForm,
    act: ({ tools, actor, command, params, values }) => recordTaken(tools, actor, command, params.listId, values),
    done: (_, { params }) => seeOther(ofList(params), 'Saved what the bank says'),
    askAgain: (context, problems, typed) => showTaken(context, problems, typed),
  }),
  get('/supplier-payments/:listId/not-taken', {
    may: 'record-supplier-payment',
    records: 'supplier-list.ask',
    show: context => showNotTaken(context),
  }),
  post('/supplier-payments/:listId/not-taken', {
    may: 'record-supplier-payment',
    records: 'supplier-list.not-taken',
    form: NotTakenForm,
    act: ({ tools, actor, command, params, values }) => recordNotTaken(tools, actor, command, params.listId, values),
    done: (_, { params }) => seeOther(ofList(params), 'Saved. Its invoices can be paid by another list'),
    askAgain: (context, problems, typed) => showNotTaken(context, problems, typed),
  }),
  get('/supplier-payments/:listId/paid', {
    may: 'record-supplier-payment',
    records: 'supplier-list.ask',
    show: context => showPaid(context),
  }),
  post('/supplier-payments/:listId/paid', {
    may: 'record-supplier-payment',
    records: 'supplier-list.paid',
    form: PaidForm,
    act: ({ tools, actor, command, params, values }) => recordPaid(tools, actor, command, params.listId, values),
    done: ({ totalPence }, { params }) => seeOther(ofList(params), `Saved. ${pounds(BigInt(totalPence))} is paid`),
    askAgain: (context, problems, typed) => showPaid(context, problems, typed),
  }),
  get('/supplier-payments/:listId/cancel', {
    may: 'prepare-pay-run',
    records: 'supplier-list.ask',
    show: context => showCancel(context),
  }),
  post('/supplier-payments/:listId/cancel', {
    may: 'prepare-pay-run',
    records: 'supplier-list.cancel',
    form: CancelForm,
    act: ({ tools, actor, command, params, values }) => cancelList(tools, actor, command, params.listId, values),
    done: (_, { params }) => seeOther(ofList(params), 'Given up. Its invoices can be paid by another list'),
    askAgain: (context, problems, typed) => showCancel(context, problems, typed),
  }),
  get('/supplier-payments/:listId/return', {
    may: 'record-supplier-payment',
    records: 'supplier-list.ask',
    show: context => showReturn(context),
  }),
  post('/supplier-payments/:listId/return', {
    may: 'record-supplier-payment',
    records: 'supplier-list.return',
    form: ReturnForm,
    act: ({ tools, actor, command, params, values }) =>
      returnSupplierPayment(tools, actor, command, params.listId, values),
    done: ({ pence }, { params }) => seeOther(ofList(params), `Saved. ${pounds(BigInt(pence))} is owed again`),
    askAgain: (context, problems, typed) => showReturn(context, problems, typed),
  }),
];

function listAsJson(
  list: SupplierList,
  payments: readonly SupplierPayment[],
  files: readonly SupplierFile[],
): z.input<typeof ListAnswer> {
  return {
    number: list.number,
    status: list.status,
    totalPence: list.totals.totalPence.toString(),
    files: files.map(file => ({
      part: file.part,
      rail: file.rail,
      format: file.format,
      serial: file.serial,
      createdOn: file.createdOn.toString(),
      creditOn: file.creditOn.toString(),
      totalPence: file.totalPence.toString(),
      paymentsCount: file.paymentsCount,
      sha256: file.sha256,
    })),
    payments: payments.map(one => ({
      supplierPaymentId: one.supplierPaymentId,
      supplier: one.supplierName,
      pence: one.pence.toString(),
      invoices: one.invoices.map(({ number }) => number),
      returnedOn: one.returnedOn?.toString() ?? null,
    })),
  };
}
