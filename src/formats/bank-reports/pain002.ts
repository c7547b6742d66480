/**
 * ISO 20022 pain.002 (customer payment status report), any version: elements are known by their local names. A payment
 * is named by the id that we gave it end to end. A status for all stands for each transfer that has none of its own.
 */
import { type XmlElement, xmlAll, xmlFirst, xmlText } from '../xml.ts';
import { amount, wantPounds } from './fields.ts';
import type { BankReport, Parts, ReportRecord } from './report.ts';

/** What each status means here. ACTC and RCVD say only that the message could be read. */
const STATUS: Readonly<Record<string, ReportRecord['says']>> = {
  RJCT: 'REJECTED',
  ACCC: 'PAID',
  ACSC: 'PAID',
  ACWC: 'PAID',
  ACCP: 'PENDING',
  ACSP: 'PENDING',
  ACTC: 'PENDING',
  ACWP: 'PENDING',
  PDNG: 'PENDING',
  RCVD: 'PENDING',
  PART: 'PENDING',
};

export function readPain002({ root, problems }: Parts): BankReport | undefined {
  const report = root.name === 'Document' ? xmlFirst(root, 'CstmrPmtStsRpt') : undefined;
  if (!report) return undefined;
  const group = xmlFirst(report, 'OrgnlGrpInfAndSts');
  const id = group ? xmlText(group, 'OrgnlMsgId') : '';
  if (id === '') problems.push({ line: report.line, text: 'The report does not say which file it is about.' });
  const meaning = (element: XmlElement | undefined, name: string): ReportRecord['says'] | undefined => {
    const status = element ? xmlText(element, name) : '';
    if (element && status !== '' && !(status in STATUS))
      problems.push({ line: element.line, text: `"${status}" is not a status that is known.` });
    return status === '' ? undefined : STATUS[status];
  };
  const ofGroup = meaning(group, 'GrpSts');
  const records = xmlAll(report, 'OrgnlPmtInfAndSts').flatMap(block => {
    const ofBlock = meaning(block, 'PmtInfSts') ?? ofGroup;
    return xmlAll(block, 'TxInfAndSts').map((transfer): ReportRecord => {
      const { line } = transfer;
      const endToEndId = xmlText(transfer, 'OrgnlEndToEndId');
      const says = meaning(transfer, 'TxSts') ?? ofBlock;
      if (endToEndId === '') problems.push({ line, text: 'The transfer has no end-to-end id.' });
      if (!says) problems.push({ line, text: 'The transfer has no status.' });
      const paid = xmlFirst(transfer, 'OrgnlTxRef', 'Amt', 'InstdAmt');
      if (paid) wantPounds(problems, paid.line, paid.attributes.Ccy ?? '');
      return {
        line,
        says: says ?? 'PENDING',
        endToEndId,
        sortCode: undefined,
        accountNumber: undefined,
        amountPence: paid && amount(problems, paid.line, paid.text),
        reference: undefined,
        processedOn: undefined,
        reason: [
          xmlText(transfer, 'StsRsnInf', 'Rsn', 'Cd') || xmlText(transfer, 'StsRsnInf', 'Rsn', 'Prtry'),
          ...xmlAll(transfer, 'StsRsnInf', 'AddtlInf').map(words => words.text),
        ]
          .filter(Boolean)
          .join(' '),
      };
    });
  });
  const count = group ? xmlText(group, 'OrgnlNbOfTxs') : '';
  const sum = group ? xmlFirst(group, 'OrgnlCtrlSum') : undefined;
  if (count !== '' && !/^[0-9]{1,7}$/.test(count))
    problems.push({ line: group!.line, text: `The number of transfers is "${count}".` });
  const file = {
    id,
    says:
      ofGroup === 'PAID' ? ('TAKEN' as const) : ofGroup === 'REJECTED' ? ('REJECTED' as const) : ('PENDING' as const),
    count: count === '' ? undefined : Number(count),
    totalPence: sum && amount(problems, sum.line, sum.text),
  };
  return {
    kind: 'PAIN002',
    name: xmlText(report, 'GrpHdr', 'MsgId'),
    records,
    ...(ofGroup === undefined ? {} : { file }),
  };
}
