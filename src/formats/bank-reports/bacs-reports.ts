/**
 * The Bacs reports about credits, as XML: a BACSDocument whose values stand in attributes. The names of elements and
 * attributes are from memory of published samples; where two spellings are about, both are taken.
 */
import type { XmlElement } from '../xml.ts';
import { amount, attribute, dayOf, digits, everyOne, wantPounds } from './fields.ts';
import type { BankReport, Parts, ReportRecord } from './report.ts';

/** ARUCS: credits that could not be applied and came back. */
export function readArucs({ root, problems }: Parts): BankReport | undefined {
  const [report] = root.name === 'BACSDocument' ? everyOne(root, 'ARUCS') : [];
  if (!report) return undefined;
  const records = everyOne(report, 'ReturnedCreditItem').map((item): ReportRecord => {
    const [payee] = everyOne(item, 'ReceiverAccount', 'PayeeAccount', 'PayerAccount');
    if (!payee) problems.push({ line: item.line, text: 'The record names no account that the payment was for.' });
    wantPounds(problems, item.line, attribute(item, 'currency'));
    return {
      line: item.line,
      says: 'RETURNED',
      endToEndId: undefined,
      sortCode: payee && digits(problems, payee.line, 'sort code', attribute(payee, 'sortCode'), 6),
      accountNumber: payee && digits(problems, payee.line, 'account number', attribute(payee, 'number'), 8),
      amountPence: amount(problems, item.line, attribute(item, 'valueOf')),
      reference: referenceOf(problems, item, attribute(item, 'ref')),
      processedOn: dayOf(problems, item.line, attribute(item, 'originalProcessingDate')),
      reason: [attribute(item, 'returnCode'), attribute(item, 'returnDescription')].filter(Boolean).join(' '),
    };
  });
  return { kind: 'ARUCS', name: nameOf(report), records };
}

/** AWACS: the money arrived, and the account is to be another the next time. */
export function readAwacs({ root, problems }: Parts): BankReport | undefined {
  const [report] = root.name === 'BACSDocument' ? everyOne(root, 'AWACS', 'MessagingAdvices') : [];
  if (!report) return undefined;
  const records = everyOne(report, 'MessagingAdvice').map((advice): ReportRecord => {
    const { line } = advice;
    const of = (name: string) => attribute(advice, `payee-${name}`, `payer-${name}`, name);
    const next = (name: string, length: number) => {
      const text = attribute(advice, `payee-new-${name}`, `payer-new-${name}`, `new-${name}`);
      return text === '' ? undefined : digits(problems, line, `new ${name.replaceAll('-', ' ')}`, text, length);
    };
    const value = attribute(advice, 'amount', 'value-of');
    return {
      line,
      says: 'WRONG_ACCOUNT',
      endToEndId: undefined,
      sortCode: digits(problems, line, 'sort code', of('sort-code'), 6),
      accountNumber: digits(problems, line, 'account number', of('account-number'), 8),
      amountPence: value === '' ? undefined : amount(problems, line, value),
      reference: referenceOf(problems, advice, attribute(advice, 'reference')),
      processedOn: dayOf(problems, line, attribute(advice, 'processing-date', 'effective-date')),
      reason: attribute(advice, 'reason-code'),
      newSortCode: next('sort-code', 6),
      newAccountNumber: next('account-number', 8),
    };
  });
  return { kind: 'AWACS', name: nameOf(report), records };
}

/** The input report: whether the submission was taken in, and which of its records were not. */
export function readInputReport({ root, problems }: Parts): BankReport | undefined {
  const [report] = root.name === 'BACSDocument' ? everyOne(root, 'InputReport') : [];
  if (!report) return undefined;
  const [submission] = everyOne(report, 'SubmissionInformation');
  const serial = attribute(submission, 'submissionSerialNumber', 'volumeSerialNumber');
  const records = everyOne(report, 'ErrorItem').map((item): ReportRecord => {
    const [record] = everyOne(item, 'OriginalRecord');
    const [payee] = everyOne(item, 'DestinationAccount');
    if (!payee || !record) problems.push({ line: item.line, text: 'The error does not show the record it is about.' });
    const messages = everyOne(item, 'ErrorMessage').map(message => attribute(message, 'line', 'text') || message.text);
    return {
      line: item.line,
      says: 'REJECTED',
      endToEndId: undefined,
      sortCode: payee && digits(problems, payee.line, 'sort code', attribute(payee, 'sortCode'), 6),
      accountNumber: payee && digits(problems, payee.line, 'account number', attribute(payee, 'number'), 8),
      amountPence: record && amount(problems, record.line, attribute(record, 'valueOf')),
      reference: referenceOf(problems, item, attribute(record, 'ref', 'reference')),
      processedOn: record && dayOf(problems, record.line, attribute(record, 'processingDate')),
      reason: messages.join(' '),
    };
  });
  const [credits] = everyOne(report, 'CreditEntry');
  const [taken] = credits ? everyOne(credits, 'AcceptedRecords') : [];
  if (!submission || serial === '') {
    problems.push({ line: report.line, text: 'The report does not say which submission it is about.' });
    return { kind: 'INPUT', name: nameOf(report), records };
  }
  const many = attribute(taken, 'numberOf');
  if (taken && !/^[0-9]{1,7}$/.test(many))
    problems.push({ line: taken.line, text: `The number of accepted records is "${many}".` });
  if (taken) wantPounds(problems, taken.line, attribute(taken, 'currency'));
  return {
    kind: 'INPUT',
    name: nameOf(report),
    records,
    file: {
      id: digits(problems, submission.line, 'serial of the submission', serial, 6),
      says: taken === undefined ? 'PENDING' : Number(many) > 0 ? 'TAKEN' : 'REJECTED',
      count: taken && Number(many),
      totalPence: taken && amount(problems, taken.line, attribute(taken, 'valueOf')),
    },
  };
}

function referenceOf(problems: Parts['problems'], element: XmlElement, reference: string): string {
  if (reference === '') problems.push({ line: element.line, text: 'The record has no reference.' });
  return reference;
}

function nameOf(report: XmlElement): string {
  const [header] = everyOne(report, 'Header', 'MessagingHeader');
  return [
    attribute(header, 'reportType', 'report-type'),
    attribute(header, 'adviceNumber', 'advice-number'),
    attribute(header, 'currentProcessingDate', 'processingDate', 'processing-date'),
  ]
    .filter(Boolean)
    .join(' ');
}
