/** "My money" and bank lines as JSON. Money is a string of whole pence, dates are ISO. The guard is the pages' own (R-117). */
import { z } from 'zod';
import { type Route, read } from '../../platform/http.ts';
import { mayLookIn } from './look-in.ts';
import { loadMyMoney } from './my-money.ts';
import { countLines, loadImports, loadLines } from './store.ts';

const pence = z.string().regex(/^-?\d+$/);

/** A year of lines of a busy account. */
const MOST_LINES = 2000;

const MoneyAnswer = z.object({
  freePence: pence,
  freeUntil: z.iso.date(),
  allocatedPence: pence,
  spentPence: pence,
  onItsWayPence: pence,
  promisedPence: pence,
  keptForEmergenciesPence: pence,
  heldPence: pence,
  toComePence: pence,
  stillMatchingPence: pence,
  /** What payers pay the person themselves: none of it comes with our payments. */
  paidApart: z.array(z.object({ payer: z.string(), agreedPence: pence, paidPence: pence })),
});

const ItemsAnswer = z.object({
  items: z.array(
    z.object({
      planItemId: z.uuid(),
      label: z.string(),
      plannedPence: pence,
      spentPence: pence,
      promisedPence: pence,
      leftPence: pence,
    }),
  ),
});

const LinesAnswer = z.object({
  /** False: staff outside a review. Then there are counts and no lines. */
  open: z.boolean(),
  counts: z.object({
    spent: z.number(),
    payment: z.number(),
    refund: z.number(),
    received: z.number(),
    unplaced: z.number(),
    moved: z.number(),
  }),
  lines: z.array(
    z.object({
      lineId: z.uuid(),
      postedOn: z.iso.date(),
      amountPence: pence,
      counterparty: z.string(),
      narrative: z.string(),
      what: z.string(),
      planItemId: z.uuid().nullable(),
      sequence: z.number(),
    }),
  ),
});

const StatementsAnswer = z.object({
  statements: z.array(
    z.object({
      importId: z.uuid(),
      fileName: z.string(),
      format: z.string(),
      from: z.iso.date(),
      to: z.iso.date(),
      lines: z.number(),
      added: z.number(),
      proven: z.boolean(),
      /** It was read wrongly, and its payments were taken out again: it may be sent once more. */
      takenOut: z.boolean(),
      importedOn: z.iso.date(),
    }),
  ),
});

export const endpoints: readonly Route[] = [
  read('/budgets/:budgetId/money', {
    may: 'see-money',
    records: 'money.read',
    answer: MoneyAnswer,
    async read({ tx, params }) {
      const money = await loadMyMoney(tx, params.budgetId);
      if (!money) return undefined;
      const { figures } = money;
      return {
        freePence: figures.free.toString(),
        freeUntil: money.lastOn.toString(),
        allocatedPence: figures.allocated.toString(),
        spentPence: figures.spent.toString(),
        onItsWayPence: figures.onItsWay.toString(),
        promisedPence: figures.promised.toString(),
        keptForEmergenciesPence: figures.keptForEmergencies.toString(),
        heldPence: figures.held.toString(),
        toComePence: money.toComePence.toString(),
        stillMatchingPence: figures.stillMatching.toString(),
        paidApart: money.paidApart.map(({ payer, agreedPence, paidPence }) => ({
          payer,
          agreedPence: agreedPence.toString(),
          paidPence: paidPence.toString(),
        })),
      };
    },
  }),
  read('/budgets/:budgetId/money/plan-lines', {
    may: 'see-money',
    records: 'money.part.read',
    answer: ItemsAnswer,
    async read({ tx, actor, params: { budgetId } }) {
      const money = await loadMyMoney(tx, budgetId);
      if (!money) return undefined;
      if (!(await mayLookIn(tx, actor, budgetId))) return { items: [] };
      return {
        items: money.items.map(item => ({
          planItemId: item.planItemId,
          label: item.label,
          plannedPence: item.plannedPence.toString(),
          spentPence: item.spentPence.toString(),
          promisedPence: item.promisedPence.toString(),
          leftPence: item.leftPence.toString(),
        })),
      };
    },
  }),
  read('/budgets/:budgetId/bank-lines', {
    may: 'see-bank-lines',
    records: 'bank-lines.read',
    answer: LinesAnswer,
    async read({ tx, actor, params: { budgetId } }) {
      const open = await mayLookIn(tx, actor, budgetId);
      const counts = await countLines(tx, budgetId);
      const lines = open ? await loadLines(tx, budgetId, MOST_LINES) : [];
      return {
        open,
        counts: {
          spent: counts.SPENT,
          payment: counts.PAYMENT,
          refund: counts.REFUND,
          received: counts.RECEIVED,
          unplaced: counts.UNPLACED,
          moved: counts.TRANSFER,
        },
        lines: lines.map(line => ({
          lineId: line.lineId,
          postedOn: line.postedOn.toString(),
          amountPence: line.amountPence.toString(),
          counterparty: line.counterparty,
          narrative: line.narrative,
          what: line.isContribution ? 'CONTRIBUTION' : line.placement.what,
          planItemId: line.placement.planItemId,
          sequence: line.placement.sequence,
        })),
      };
    },
  }),
  read('/budgets/:budgetId/bank-statements', {
    may: 'see-money',
    records: 'bank-statements.read',
    answer: StatementsAnswer,
    async read({ tx, params }) {
      const imports = await loadImports(tx, params.budgetId);
      return {
        statements: imports.map(one => ({
          importId: one.importId,
          fileName: one.fileName,
          format: one.format,
          from: one.fromOn.toString(),
          to: one.toOn.toString(),
          lines: one.lineCount,
          added: one.addedCount,
          proven: one.proven,
          takenOut: one.isUndone,
          importedOn: one.importedOn.toString(),
        })),
      };
    },
  }),
];
