/** What the NHS buys for somebody whose budget it holds: the order before the first day, one invoice that is right, one that is asked about. */
import { finishSetUp } from '../features/agreements/finish-set-up.ts';
import { decideOrderRaised } from '../features/orders/decide-order.ts';
import { answerInvoice } from '../features/orders/invoices/answer-invoice.ts';
import { enterInvoice } from '../features/orders/invoices/enter-invoice.ts';
import { raiseOrder } from '../features/orders/raise-order.ts';
import { addSupplier } from '../features/orders/suppliers/add-supplier.ts';
import { loadApprovedPlan } from '../features/plans/store.ts';
import { systemActor } from '../values/actor.ts';
import { type BankHolidays, onOrBefore, type PlainDate } from '../values/dates.ts';
import type { Quantity } from '../values/quantity.ts';
import { type Board, DEMONSTRATION_ICB } from './board.ts';
import { dayOf } from './calendar.ts';
import type { Case } from './life.ts';
import { command, must, type Step } from './step.ts';

type Where = { readonly board: Board; readonly startsOn: PlainDate; readonly holidays: BankHolidays };

const many = (visits: bigint): Quantity => ({ tenThousandths: visits * 10_000n });

export function boughtFor(made: Case, { board, startsOn, holidays }: Where): Step[] {
  const { carol, fiona } = board;
  const of = { supplierId: '', orderId: '' };
  const lastOn = startsOn.add({ years: 1 }).subtract({ days: 1 });
  /** The visits of a fortnight, invoiced after it; both are past on any day of the month after. */
  const invoice = (number: string, firstDay: number, visits: bigint, enteredDay: number) => ({
    on: onOrBefore(startsOn.add({ days: enteredDay }), holidays),
    enter: async (tools: Parameters<Step['take']>[0]) =>
      must(
        await enterInvoice(tools, carol, command(), made.budgetId, of.orderId, {
          supplierId: of.supplierId,
          number,
          issuedOn: tools.today(),
          fromOn: startsOn.add({ days: firstDay }),
          toOn: startsOn.add({ days: firstDay + 6 }),
          quantity: many(visits),
          unitPence: 5_200n,
          pence: visits * 5_200n,
        }),
      ).invoiceId,
  });
  const [right, strange] = [invoice('SSP 1041', 0, 2n, 9), invoice('SSP 1058', 3, 2n, 20)];
  return [
    {
      on: dayOf('account', startsOn, holidays),
      what: 'order the care (Rose)',
      async take(tools) {
        const supplier = { name: 'Steady Steps Physiotherapy', numberKind: 'COMPANY', number: '00999050' } as const;
        ({ supplierId: of.supplierId } = must(
          await addSupplier(tools, fiona, command(), { ...supplier, hasConflict: false, conflictPlan: '' }),
        ));
        const plan = await tools.db.transaction(carol, tx => loadApprovedPlan(tx, made.budgetId));
        ({ orderId: of.orderId } = must(
          await raiseOrder(tools, carol, command(), made.budgetId, {
            planItemId: plan!.items[0]!.planItemId,
            supplierId: of.supplierId,
            what: 'Physiotherapy at home, always by the same person',
            quantity: many(48n),
            unit: 'visit',
            unitPence: 5_200n,
            fromOn: startsOn,
            toOn: lastOn,
          }),
        ));
      },
    },
    {
      on: dayOf('verification', startsOn, holidays),
      what: 'approve the order (Rose)',
      async take(tools) {
        const yes = { outcome: 'APPROVED', reason: '' } as const;
        must(await decideOrderRaised(tools, fiona, command(), made.budgetId, of.orderId, yes));
        must(await finishSetUp(tools, systemActor(DEMONSTRATION_ICB), command(), made.budgetId));
      },
    },
    {
      on: right.on,
      what: 'accept an invoice (Rose)',
      async take(tools) {
        const invoiceId = await right.enter(tools);
        const yes = { outcome: 'ACCEPTED', reason: '' } as const;
        must(await answerInvoice(tools, fiona, command(), made.budgetId, invoiceId, yes));
      },
    },
    {
      on: strange.on,
      what: 'ask about an invoice (Rose)',
      async take(tools) {
        const invoiceId = await strange.enter(tools);
        const question = {
          outcome: 'QUERIED',
          reason: 'Are these the two visits of the first week once more?',
        } as const;
        must(await answerInvoice(tools, fiona, command(), made.budgetId, invoiceId, question));
      },
    },
  ];
}
