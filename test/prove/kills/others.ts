/** The part of the story in which somebody else holds the money: the NHS, which orders care, and an organisation. */
import assert from 'node:assert/strict';
import { notionalLines } from '../../support/orders.ts';
import { bring } from '../../support/set-up-budget.ts';
import { act, facts, read, type World } from './world.ts';

/**
 * An order is raised, approved by another, invoiced, paid, paid back and closed; an organisation is checked, gets its
 * contract and sends its statement.
 */
export async function othersHold(world: World, time: number): Promise<void> {
  const startsOn = `${world.today.slice(0, 7)}-01`;
  const made = await facts(world, async tools => {
    const of = (option: 'NOTIONAL' | 'THIRD_PARTY') =>
      bring(tools, world.team, 'AGREED', {
        startsOn,
        items: [{ annualPence: 2_000_000n }, { annualPence: 880_000n, option }],
      });
    const [notional, held] = [await of('NOTIONAL'), await of('THIRD_PARTY')];
    const [planItemId] = await notionalLines(tools, world.team.coordinator, notional.budgetId);
    return { notional, held, planItemId: planItemId! };
  });
  await orderCare(world, time, { ...made.notional, planItemId: made.planItemId, startsOn });
  await makeContract(world, time, made.held, startsOn);
}

async function orderCare(
  world: World,
  time: number,
  { budgetId, planItemId, startsOn }: { budgetId: string; planItemId: string; startsOn: string },
): Promise<void> {
  const supplier = {
    name: `Riverside Care ${time}`,
    numberKind: 'NONE',
    number: '',
    hasConflict: 'NO',
    conflictPlan: '',
  };
  const { supplierId } = await act<{ supplierId: string }>(world, 'coordinator', '/suppliers/new', supplier);
  const toOn = Temporal.PlainDate.from(startsOn).add({ years: 1 }).subtract({ days: 1 }).toString();
  const order = { planItemId, supplierId, what: 'Physiotherapy', quantity: '100', unit: 'visit', unitPence: '4000' };
  const days = { fromOn: world.today, toOn };
  const path = `/budgets/${budgetId}/orders`;
  const { orderId } = await act<{ orderId: string }>(world, 'coordinator', `${path}/new`, { ...order, ...days });
  await act(world, 'finance', `${path}/${orderId}/answer`, { outcome: 'APPROVED', reason: '' });
  await payInvoice(world, time, { budgetId, orderId, supplierId });
  await act(world, 'coordinator', `${path}/${orderId}/close`, { reason: 'Proof' });
}

/** One invoice is accepted and paid, comes back from the bank, and is in a list again that is given up. */
async function payInvoice(
  world: World,
  time: number,
  { budgetId, orderId, supplierId }: { budgetId: string; orderId: string; supplierId: string },
): Promise<void> {
  const { today } = world;
  const account = { sortCode: '000000', accountNumber: String(30_000_000 + time), name: 'Riverside Care' };
  const path = `/suppliers/${supplierId}/account`;
  const entered = await act<{ supplierAccountId: string }>(world, 'preparer', path, account);
  const checked = { ...entered, outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called' };
  await act(world, 'finance', `${path}/check`, checked);
  const bill = { supplierId, number: `INV ${time}`, quantity: '1', unitPence: '4000', pence: '4000' };
  const { invoiceId } = await act<{ invoiceId: string }>(
    world,
    'coordinator',
    `/budgets/${budgetId}/orders/${orderId}/invoices/new`,
    { ...bill, issuedOn: today, fromOn: today, toOn: today },
  );
  const yes = { outcome: 'ACCEPTED', reason: 'Proof' };
  await act(world, 'finance', `/budgets/${budgetId}/invoices/${invoiceId}/answer`, yes);

  const prepare = () => act<{ listId: string }>(world, 'preparer', '/supplier-payments', {});
  const { listId } = await prepare();
  const list = `/supplier-payments/${listId}`;
  const { payments, totalPence } = await read<SupplierList>(world, 'preparer', list);
  await act(world, 'releaser', `${list}/release`, { count: String(payments.length), totalPence });
  await act(world, 'finance', `${list}/paid`, { reference: `FT ${time}`, paidOn: today });
  const { supplierPaymentId } = payments.find(({ invoices }) => invoices.includes(bill.number))!;
  await act(world, 'finance', `${list}/return`, { supplierPaymentId, returnedOn: today, reason: 'Proof' });
  const again = await prepare();
  await act(world, 'preparer', `/supplier-payments/${again.listId}/cancel`, { reason: 'Proof' });
}

type SupplierList = {
  readonly totalPence: string;
  readonly payments: readonly { readonly supplierPaymentId: string; readonly invoices: readonly string[] }[];
};

async function makeContract(
  world: World,
  time: number,
  { budgetId, reference }: { budgetId: string; reference: string },
  startsOn: string,
): Promise<void> {
  const added = { name: `Riverside Trust ${time}`, numberKind: 'CHARITY', number: String(1_234_567 + time) };
  const fromOn = startsOn;
  const { thirdPartyId } = await act<{ thirdPartyId: string }>(world, 'finance', '/third-parties/new', {
    ...added,
    fromOn,
  });
  const path = `/third-parties/${thirdPartyId}`;
  const account = { sortCode: '000000', accountNumber: String(20_000_000 + time), name: added.name };
  const { accountId } = await act<{ accountId: string }>(world, 'preparer', `${path}/account`, account);
  const checked = { accountId, outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called the treasurer' };
  await act(world, 'finance', `${path}/verification`, checked);
  const contract = { thirdPartyId, form: 'ICB_FRAMEWORK', reference: `SUP-${time}`, conflictPlan: '', fromOn };
  await act(world, 'coordinator', `/budgets/${budgetId}/contract`, contract);
  const [year, month, day] = world.today.split('-');
  const rows = `Client reference,Date,Paid to or from,Money out,Money in\n${reference},${day}/${month}/${year},The agency,1.00,\n`;
  const file = { name: 'clients.csv', base64: Buffer.from(rows).toString('base64') };
  const sent = await act(world, 'finance', `${path}/statement`, { file });
  assert.equal(sent.added, 1);
}
