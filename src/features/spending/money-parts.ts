/** Each part of "my money" down to what it comes from: a table whose sum is the figure. */
import { table } from '../../nhsuk/content/table.ts';
import type { Tx } from '../../platform/db.ts';
import { type Html, html } from '../../platform/html.ts';
import { longDate } from '../../values/dates.ts';
import { pounds, total } from '../../values/pence.ts';
import { loadAgreement } from '../agreements/store.ts';
import { loadStatement } from '../ledger/store.ts';
import { loadPayments } from '../payments/store.ts';
import { boughtPence, howBought, invoicesPart } from './bought-parts.ts';
import { LINE_HEAD, lineRow, totalRow } from './line-words.ts';
import type { ItemMoney, MyMoney } from './my-money.ts';
import { type Line, loadLines } from './store.ts';

/** The parts in the order of the page. */
export const PARTS = [
  'agreed',
  'spent',
  'on-its-way',
  'promised',
  'kept-for-emergencies',
  'free',
  'in-your-account',
  'still-to-come',
  'with-holder',
  'still-to-come-to-holder',
] as const;
export type PartName = (typeof PARTS)[number];

export function isPart(name: string): name is PartName {
  return (PARTS as readonly string[]).includes(name);
}

/**
 * The parts that this budget has: an account of the person's where something is paid to them, another organisation's where
 * one holds money. Where the NHS buys all of it there is neither.
 */
export function partsOf(money: MyMoney): readonly PartName[] {
  const { holderName, withHolderPence, items, toComeOf, figures } = money;
  const hasHolder = holderName !== undefined || withHolderPence !== 0n || toComeOf.THIRD_PARTY !== 0n;
  const isOnlyHeld =
    hasHolder &&
    items.every(item => item.option !== 'DIRECT_PAYMENT') &&
    toComeOf.DIRECT_PAYMENT === 0n &&
    figures.held === withHolderPence;
  const hidden: readonly PartName[] = [
    ...(isOnlyHeld || howBought(money).all ? (['in-your-account', 'still-to-come'] as const) : []),
    ...(hasHolder ? [] : (['with-holder', 'still-to-come-to-holder'] as const)),
  ];
  return PARTS.filter(name => !hidden.includes(name));
}

export type Part = { readonly title: string; readonly pence: bigint; readonly words: string; readonly content: Html };

/** More lines than a person has in a year; the sum of the table always says what it leaves out. */
const MOST_LINES = 2000;

/** One part with what it comes from. */
export async function loadPart(tx: Tx, money: MyMoney, name: PartName): Promise<Part> {
  const { figures, items } = money;
  switch (name) {
    case 'agreed':
      return agreedPart(money);
    case 'spent':
      return {
        title: 'Spent',
        pence: figures.spent,
        words: 'These payments are matched to the plan. Money that came back is taken off.',
        content: await spentPart(tx, money),
      };
    case 'on-its-way':
      return {
        title: 'On its way',
        pence: figures.onItsWay,
        words: 'This money left the account. We do not know yet what it was for.',
        content: await linesTable(tx, money, ['UNPLACED', 'TRANSFER'], -1n, figures.onItsWay),
      };
    case 'promised':
      return {
        title: 'Promised',
        pence: figures.promised,
        words:
          'This money is needed until the end of the year for what is agreed already. What was spent is taken off first.',
        content: sums(
          'Agreed already, and still needed',
          items.filter(item => item.promisedPence > 0n).map(item => [item.label, item.promisedPence]),
          figures.promised,
        ),
      };
    case 'kept-for-emergencies':
      return contingencyPart(tx, money);
    case 'free':
      return {
        title: 'Free',
        pence: figures.free,
        words:
          'What was agreed for the year, less everything that is spent, on its way, promised or kept for emergencies.',
        content: sums(
          'How we get the free money',
          [
            ['Agreed for the year', figures.allocated],
            ['Spent', -figures.spent],
            ['On its way', -figures.onItsWay],
            ['Promised', -figures.promised],
            ['Kept for emergencies', -figures.keptForEmergencies],
          ],
          figures.free,
        ),
      };
    case 'in-your-account':
      return {
        title: 'In the account today',
        ...(await heldPart(tx, money, 'DIRECT_PAYMENT', money.figures.held - money.withHolderPence)),
      };
    case 'still-to-come':
      return toComePart(tx, money, 'DIRECT_PAYMENT');
    case 'with-holder':
      return {
        title: `With ${holderOf(money)} today`,
        ...(await heldPart(tx, money, 'THIRD_PARTY', money.withHolderPence)),
      };
    case 'still-to-come-to-holder':
      return toComePart(tx, money, 'THIRD_PARTY');
  }
}

/** One line of the plan: what was planned, and the payments on it. */
export async function planItemPart(tx: Tx, money: MyMoney, item: ItemMoney): Promise<Part> {
  const lines = (await loadLines(tx, money.budget.budgetId, MOST_LINES, ['SPENT', 'REFUND'])).filter(
    line => line.placement.planItemId === item.planItemId,
  );
  return {
    title: `${item.label}: spent`,
    pence: item.spentPence,
    words: `Planned for the year: ${pounds(item.plannedPence)}. Still promised: ${pounds(item.promisedPence)}. ${
      item.leftPence < 0n ? `More than planned by: ${pounds(-item.leftPence)}.` : `Left: ${pounds(item.leftPence)}.`
    }`,
    content:
      item.option === 'NOTIONAL'
        ? await invoicesPart(tx, money, item.spentPence, item.planItemId)
        : tableOf(lines, money, -1n, item.spentPence),
  };
}

/** What was paid from the account, and what the NHS bought; each with its lines, and both together. */
async function spentPart(tx: Tx, money: MyMoney): Promise<Html> {
  const { figures } = money;
  const { some, all } = howBought(money);
  const bought = boughtPence(money);
  const paid = figures.spent - bought;
  if (!some) return linesTable(tx, money, ['SPENT', 'REFUND'], -1n, figures.spent);
  const invoices = await invoicesPart(tx, money, bought);
  if (all && paid === 0n) return invoices;
  const rows: Row[] = [
    ['Paid from the account', paid],
    ['Bought by the NHS', bought],
  ];
  return html`${sums('What was spent', rows, figures.spent)}
    ${await linesTable(tx, money, ['SPENT', 'REFUND'], -1n, paid)}
    ${invoices}`;
}

function agreedPart(money: MyMoney): Part {
  const { figures, finalBudget, items } = money;
  const planned: Row[] = items.map(item => [item.label, item.plannedPence]);
  const beside = finalBudget.finalPence - finalBudget.contingencyPence - total(items.map(item => item.plannedPence));
  const givenBack = figures.allocated - finalBudget.finalPence;
  const rows: Row[] = [
    ...planned,
    ['Kept for emergencies at the start', finalBudget.contingencyPence],
    ...(beside === 0n ? [] : [['Agreed beside the plan lines', beside] satisfies Row]),
    ...(givenBack === 0n ? [] : [['Changed since', givenBack] satisfies Row]),
  ];
  return {
    title: 'Agreed for the year',
    pence: figures.allocated,
    words: `The final budget was set on ${longDate(finalBudget.setOn)}. The year begins on ${longDate(finalBudget.startsOn)}.`,
    content: sums('What the budget is for', rows, figures.allocated),
  };
}

async function contingencyPart(tx: Tx, money: MyMoney): Promise<Part> {
  const { figures, budget } = money;
  const moves = (await loadStatement(tx, budget.budgetId, ['contingency'])).toReversed();
  return {
    title: 'Kept for emergencies',
    pence: figures.keptForEmergencies,
    words: 'This is part of the agreed sum. It stays until you and your care co-ordinator agree to use it.',
    content: sums(
      'What was put aside and what was used',
      moves.map(move => [`${longDate(move.happenedOn)}: ${MOVES[move.kind] ?? 'Changed'}`, -move.amountPence]),
      figures.keptForEmergencies,
    ),
  };
}

const MOVES: Readonly<Partial<Record<string, string>>> = {
  'budget-agreed': 'Put aside when the budget was agreed',
  'contingency-used': 'Used',
  'budget-reduced': 'The budget became smaller',
  'year-ended': 'The year ended',
  reversal: 'Put right',
};

/** Who holds money of this budget, as a page says it. */
export function holderOf({ holderName }: Pick<MyMoney, 'holderName'>): string {
  return holderName ?? 'the organisation that holds it';
}

/** What the person's account holds, or the other organisation for them: what came in less what went out. */
async function heldPart(
  tx: Tx,
  { budget }: MyMoney,
  option: Line['option'],
  heldPence: bigint,
): Promise<Omit<Part, 'title'>> {
  const lines = (await loadLines(tx, budget.budgetId, MOST_LINES)).filter(line => line.option === option);
  const paid = (await loadPayments(tx, budget.budgetId)).filter(
    // What went straight to a worker was spent there, and never in the account.
    payment => payment.status === 'CREDITED' && payment.option === option && payment.worker === undefined,
  );
  const received = lines.filter(isUnexplainedCredit);
  const sumOf = (...what: readonly Line['placement']['what'][]) =>
    total(
      lines
        .filter(line => what.includes(line.placement.what) && !isUnexplainedCredit(line))
        .map(line => line.amountPence),
    );
  const rows: Row[] = [
    ...paid.map(
      (payment): Row => [`${longDate(payment.creditOn)}: paid by the NHS, ${payment.reference}`, payment.amountPence],
    ),
    ...received.map(
      (line): Row => [
        `${longDate(line.postedOn)}: ${line.isContribution ? 'your part of the cost' : `money in, ${line.counterparty || line.narrative}`}`,
        line.amountPence,
      ],
    ),
    ['Spent', sumOf('SPENT', 'REFUND')],
    ['On its way', sumOf('UNPLACED', 'TRANSFER')],
  ];
  const other = heldPence - total(rows.map(([, pence]) => pence));
  return {
    pence: heldPence,
    words:
      option === 'DIRECT_PAYMENT'
        ? 'What came into the account less what went out, as far as bank statements were added. The bank may show another figure for payments of the last days.'
        : 'What was paid to the organisation for you less what it paid out, as far as it sent us its statements.',
    content: sums(
      'What came in and what went out',
      other === 0n ? rows : [...rows, ['Paid in or back otherwise', other]],
      heldPence,
    ),
  };
}

async function toComePart(tx: Tx, money: MyMoney, option: Line['option']): Promise<Part> {
  const { budget, finalBudget, toComeOf } = money;
  const isOwn = option === 'DIRECT_PAYMENT';
  const pence = toComeOf[option];
  const live = (await loadPayments(tx, budget.budgetId)).filter(
    payment => payment.option === option && ['RELEASED', 'SENT', 'CREDITED'].includes(payment.status),
  );
  const to = isOwn ? 'you' : holderOf(money);
  const agreed = (await loadAgreement(tx, budget.budgetId))?.payments ?? [];
  const agreedPence = isOwn
    ? finalBudget.directPaymentPence
    : total(agreed.filter(payment => payment.option === option).map(payment => payment.amountPence));
  const rows: Row[] = [
    [`Agreed to be paid to ${to} this year`, agreedPence],
    ...live.map((payment): Row => [`${longDate(payment.creditOn)}: ${payment.reference}`, -payment.amountPence]),
  ];
  const other = pence - total(rows.map(([, amount]) => amount));
  return {
    title: isOwn ? 'Still to be paid this year' : `Still to be paid to ${to} this year`,
    pence,
    words: 'What was agreed to be paid out this year, less what was paid.',
    content: sums('What is still to come', other === 0n ? rows : [...rows, ['Changed since', other]], pence),
  };
}

/** Money in that nobody can explain, or of which only the person can say where it was before. */
function isUnexplainedCredit({ placement: { what, transferOf }, linePence }: Line): boolean {
  return what === 'RECEIVED' || (what === 'TRANSFER' && linePence > 0n && transferOf === null);
}

type Row = readonly [label: string, pence: bigint];

function sums(caption: string, rows: readonly Row[], pence: bigint): Html {
  return table({
    caption,
    head: ['What', { text: 'Amount', format: 'numeric' }],
    responsive: true,
    rows: [
      ...rows.map(([label, amount]) => [label, { text: pounds(amount), format: 'numeric' as const }]),
      totalRow('Together', pence, 2),
    ],
  });
}

async function linesTable(
  tx: Tx,
  money: MyMoney,
  what: readonly ('SPENT' | 'REFUND' | 'UNPLACED' | 'TRANSFER')[],
  sign: 1n | -1n,
  pence: bigint,
): Promise<Html> {
  const lines = await loadLines(tx, money.budget.budgetId, MOST_LINES, what);
  return tableOf(
    lines.filter(line => !isUnexplainedCredit(line)),
    money,
    sign,
    pence,
  );
}

/** Lines with their sum; where the figure has more in it than the lines shown, a row says so. */
function tableOf(lines: readonly Line[], money: MyMoney, sign: 1n | -1n, pence: bigint): Html {
  if (lines.length === 0 && pence === 0n) return html`<p>There is nothing here yet.</p>`;
  const other = pence - sign * total(lines.map(line => line.amountPence));
  return table({
    caption: 'Payments on the bank statements',
    head: LINE_HEAD,
    responsive: true,
    rows: [
      ...lines.map(line => lineRow(line, money.budget.budgetId, undefined)),
      ...(other === 0n ? [] : [totalRow('Not on these lines', other, 4)]),
      totalRow('Together', pence, 4),
    ],
  });
}
