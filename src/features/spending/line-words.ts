/** How bank lines are told: what came of a file, what a line was, what we ask about it, whether to keep the receipt. */
import { type Html, html } from '../../platform/html.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { ImportedFeed } from './import/import-feed.ts';
import type { Imported } from './import/keep-statement.ts';
import type { Line } from './store.ts';

/** What came of a file, in one sentence or two. */
export function doneWords({ again, added, placed, toAsk }: Imported): string {
  if (again) return 'This statement was added before. Nothing was changed';
  if (added === 0) return 'Statement added. All of its payments were here already';
  const known = `${placed} ${placed === 1 ? 'was' : 'were'} matched`;
  const asked = toAsk === 0 ? '' : `, and ${toAsk} ${toAsk === 1 ? 'needs' : 'need'} an answer`;
  return `Statement added. ${added} ${added === 1 ? 'payment is' : 'payments are'} new: ${known}${asked}`;
}

/** What came of a file of many accounts. */
export function feedWords({ again, lines, added, accounts, leftOut, leftOutAccounts }: ImportedFeed): string {
  if (again) return 'This file was added before. Nothing was changed';
  const left =
    leftOut === 0 ? '' : `. ${leftOut} were left out, because no budget has their account (ending ${leftOutAccounts})`;
  return `File added. Of ${lines} payments ${added} are new, in ${accounts} ${accounts === 1 ? 'account' : 'accounts'}${left}`;
}

/** Who was paid or paid, as far as the bank says. */
export function whoOf(line: Line): string {
  return line.counterparty || line.narrative || 'The bank does not say';
}

/** What a line is taken for now. */
export function placeOf({ placement, isContribution, option }: Line): string {
  switch (placement.what) {
    case 'SPENT':
      return placement.label ?? '';
    case 'REFUND':
      return `Money back for ${placement.label ?? ''}`;
    case 'PAYMENT':
      return 'A payment from the NHS for the budget';
    case 'RECEIVED':
      return isContribution ? 'Your part of the cost, which you paid in' : 'Money in that we do not know yet';
    case 'TRANSFER':
      if (option === 'THIRD_PARTY') return 'Moved by the organisation between accounts that it keeps. It is not spent';
      return placement.transferOf === null
        ? 'Moved between two accounts of the same person'
        : 'Moved between two accounts of the same person. We have seen both sides';
    case 'UNPLACED':
      return 'We are still matching this';
  }
}

/** Whether this is one part of a payment that was for several things. */
function isPart(line: Line): boolean {
  return line.amountPence !== line.linePence;
}

/** True where the person can help: nobody knows what it was. */
export function isAsked(line: Line): boolean {
  return line.option === 'DIRECT_PAYMENT' && isUnknown(line);
}

/** True where nobody knows yet what it was, whoever is asked. */
export function isUnknown(line: Line): boolean {
  return line.placement.what === 'UNPLACED' || (line.placement.what === 'RECEIVED' && !line.isContribution);
}

const FLAGGED: Readonly<Record<string, string>> = {
  'R-066': 'alcohol, tobacco, gambling, paying back a debt, or something that is against the law',
  'R-067': 'a GP service',
  'R-068': 'vaccination, screening or a health check',
  'R-069': 'urgent or emergency treatment',
  'R-070': 'an operation',
  'R-071': 'an NHS charge, such as a prescription',
};

/** R-066, R-077, R-110: a question to talk about, never an accusation. */
export function questionOf({ placement, isContribution }: Line): string | undefined {
  if (placement.flag === null || isContribution) return undefined;
  if (placement.flag === 'R-077')
    return 'We do not know where this money came from. The account is for the money for your care and for nothing else. If it is money back for something in your plan, tell us what for. If it is something else, such as wages, please talk about it with your care co-ordinator. Nothing happens because of it.';
  return `The name on this payment made us wonder if it was for ${FLAGGED[placement.flag] ?? 'something that a budget cannot pay for'}. A budget cannot pay for that. It may be something quite different, or a simple mistake. Nothing happens because of it: please talk about it with your care co-ordinator.`;
}

/** R-088: whether a receipt of this payment is asked for. */
export type AsksReceipt = (line: Line) => boolean;

/** What is said about the receipt of a payment in a list; nothing where none is asked for. */
function receiptWords(line: Line, asks: AsksReceipt): string | false {
  if (line.receipt === 'FILE') return 'Receipt added';
  return line.receipt === null && asks(line) && 'Please add the receipt';
}

/** One row of a table of lines: day, who, what for, amount. */
export function lineRow(line: Line, budgetId: string, asksReceipt: AsksReceipt | undefined) {
  const asks = [
    isAsked(line) && 'What was this?',
    questionOf(line) !== undefined && 'A question about this',
    asksReceipt !== undefined && receiptWords(line, asksReceipt),
  ].filter(ask => ask !== false);
  return [
    longDate(line.postedOn),
    {
      html: html`<a href="/budgets/${budgetId}/bank-lines/${line.lineId}">${whoOf(line)}<span class="nhsuk-u-visually-hidden">, ${pounds(line.amountPence)} on ${longDate(line.postedOn)}</span></a>`,
    },
    {
      html: html`${placeOf(line)}${isPart(line) && html`<br>Part of ${pounds(line.linePence)}`}${asks.map(ask => html`<br><strong>${ask}</strong>`)}`,
    },
    { text: pounds(line.amountPence), format: 'numeric' as const },
  ];
}

export const LINE_HEAD = ['Day', 'Paid to or from', 'What it was', { text: 'Amount', format: 'numeric' as const }];

/** A sum under a table. */
export function totalRow(label: string, pence: bigint, columns: number) {
  return [
    { html: html`<strong>${label}</strong>` },
    ...Array.from({ length: columns - 2 }, () => ({ text: '' })),
    { html: amount(pence), format: 'numeric' as const },
  ];
}

const amount = (pence: bigint): Html => html`<strong>${pounds(pence)}</strong>`;
