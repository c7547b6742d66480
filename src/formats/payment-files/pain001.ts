/**
 * Writes payments as an ISO 20022 customer credit transfer, pain.001.001.09, for Bacs or for Faster Payments.
 *
 * UK accounts stand as sort code (clearing system GBDSC) and account number (scheme BBAN). Each payment carries our own
 * id end to end, so that the bank's pain.002 names it without a doubt. Count and sum stand in the group header and
 * again in the one payment block. Names go in as they are, made safe for XML; characters that XML cannot carry become
 * blanks. Which service level means which rail differs from bank to bank: NURG and URNS are from memory.
 */
import { total } from '../../values/pence.ts';
import type { Credit, FileOrder, FileWriting } from './payment-file.ts';
import { inPounds } from './portal-csv.ts';
import { problemsOfOrder } from './problems.ts';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';

/** Writes the file, or says everything that stands against it. */
export function writePain001(order: FileOrder): FileWriting {
  const problems = problemsOfOrder(order);
  if (problems.length > 0) return { ok: false, problems };
  const { payments, originator, messageId, createdOn } = order;
  const totalPence = total(payments.map(payment => payment.amountPence));
  const sums = tag('NbOfTxs', String(payments.length)) + tag('CtrlSum', inPounds(totalPence));
  const text = [
    `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${NAMESPACE}"><CstmrCdtTrfInitn>\n`,
    '<GrpHdr>',
    tag('MsgId', messageId),
    tag('CreDtTm', `${createdOn}T00:00:00`),
    sums,
    `<InitgPty>${tag('Nm', nameOf(originator.name))}</InitgPty></GrpHdr>\n`,
    '<PmtInf>',
    tag('PmtInfId', messageId),
    '<PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg>',
    sums,
    `<PmtTpInf><SvcLvl>${tag('Cd', order.rail === 'BACS' ? 'NURG' : 'URNS')}</SvcLvl></PmtTpInf>`,
    `<ReqdExctnDt>${tag('Dt', order.processingOn.toString())}</ReqdExctnDt>`,
    `<Dbtr>${tag('Nm', nameOf(originator.name))}</Dbtr>`,
    `<DbtrAcct>${accountOf(originator.accountNumber)}</DbtrAcct>`,
    `<DbtrAgt>${agentOf(originator.sortCode)}</DbtrAgt>\n`,
    ...payments.map(transferOf),
    '</PmtInf>\n</CstmrCdtTrfInitn></Document>\n',
  ].join('');
  return { ok: true, bytes: new TextEncoder().encode(text), totalPence, count: payments.length };
}

function transferOf({ sortCode, accountNumber, amountPence, reference, name, endToEndId }: Credit): string {
  return [
    `<CdtTrfTxInf><PmtId>${tag('EndToEndId', endToEndId ?? reference)}</PmtId>`,
    `<Amt><InstdAmt Ccy="GBP">${inPounds(amountPence)}</InstdAmt></Amt>`,
    `<CdtrAgt>${agentOf(sortCode)}</CdtrAgt>`,
    `<Cdtr>${tag('Nm', nameOf(name))}</Cdtr>`,
    `<CdtrAcct>${accountOf(accountNumber)}</CdtrAcct>`,
    `<RmtInf>${tag('Ustrd', reference)}</RmtInf></CdtTrfTxInf>\n`,
  ].join('');
}

function agentOf(sortCode: string): string {
  const member = tag('MmbId', sortCode);
  return `<FinInstnId><ClrSysMmbId><ClrSysId><Cd>GBDSC</Cd></ClrSysId>${member}</ClrSysMmbId></FinInstnId>`;
}

function accountOf(accountNumber: string): string {
  return `<Id><Othr>${tag('Id', accountNumber)}<SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id>`;
}

function tag(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`;
}

/** At most 140 characters, blanks run together. */
function nameOf(name: string): string {
  const clean = name.toWellFormed().replace(NOT_XML, ' ').replace(/\s+/g, ' ').trim();
  return [...clean].slice(0, 140).join('').trim();
}

/** What no XML document may hold in any spelling. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, letter => `&${ENTITIES[letter]};`);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };
