/** The part of the story in which somebody else holds the money: the NHS, which orders care, and an organisation. */
import assert from 'node:assert/strict';
import { sql } from '../../../src/platform/sql.ts';
import { pain002 } from '../../support/bank-reports.ts';
import { notionalLines } from '../../support/orders.ts';
import { bring } from '../../support/set-up-budget.ts';
import { act, facts, read, type World } from './world.ts';

/**
 * An order is raised, approved by another, invoiced, paid, paid back and carried into the next year; an organisation is
 * checked, gets its contract and sends its statement.
 */
export async function othersHold(world: World, time: number): Promise<{ readonly budgetId: string }> {
  const startsOn = `${world.today.slice(0, 7)}-01`;
  const made = await facts(world, async tools => {
    const of = (option: 'NOTIONAL' | 'THIRD_PARTY') =>
      bring(tools, world.team, 'AGREED', {
        startsOn,
        items: [{ annualPence: 2_000_000n }, { annualPence: 880_000n, option }],
      });
    const notional = await of('NOTIONAL');
    const held = [await of('THIRD_PARTY'), await of('THIRD_PARTY')] as const;
    const later = await bring(tools, world.team, 'AGREED', {
      startsOn: Temporal.PlainDate.from(startsOn).add({ years: 1 }).toString(),
      items: [{ annualPence: 880_000n, option: 'NOTIONAL' }],
      person: notional.person,
    });
    const lineOf = async ({ budgetId }: { readonly budgetId: string }) =>
      (await notionalLines(tools, world.team.coordinator, budgetId))[0]!;
    return { notional, held, planItemId: await lineOf(notional), laterItemId: await lineOf(later) };
  });
  await orderCare(world, time, { ...made.notional, ...made, startsOn });
  await makeContracts(world, time, made.held, startsOn);
  return made.held[0];
}

async function orderCare(
  world: World,
  time: number,
  of: { budgetId: string; planItemId: string; laterItemId: string; startsOn: string },
): Promise<void> {
  const { budgetId, planItemId, laterItemId, startsOn } = of;
  const supplier = {
    name: `Riverside Care ${time}`,
    numberKind: 'NONE',
    number: '',
    hasConflict: 'NO',
    conflictPlan: '',
  };
  const { supplierId } = await act<{ supplierId: string }>(world, 'coordinator', '/suppliers/new', supplier);
  const nextYear = Temporal.PlainDate.from(startsOn).add({ years: 1 });
  const lastOf = (year: Temporal.PlainDate) => year.add({ years: 1 }).subtract({ days: 1 }).toString();
  const order = { planItemId, supplierId, what: 'Physiotherapy', unit: 'visit', unitPence: '4000' };
  const days = { fromOn: world.today, toOn: lastOf(Temporal.PlainDate.from(startsOn)) };
  const path = `/budgets/${budgetId}/orders`;
  const raise = async (quantity: string) => {
    const { orderId } = await act<{ orderId: string }>(world, 'coordinator', `${path}/new`, {
      ...order,
      ...days,
      quantity,
    });
    await act(world, 'finance', `${path}/${orderId}/answer`, { outcome: 'APPROVED', reason: '' });
    return orderId;
  };
  const orderId = await raise('100');
  await payInvoice(world, time, { budgetId, orderId, supplierId });
  await act(world, 'coordinator', `${path}/${orderId}/carry-over`, {
    planItemId: laterItemId,
    fromOn: nextYear.toString(),
    toOn: lastOf(nextYear),
  });
  await act(world, 'coordinator', `${path}/${await raise('2')}/close`, { reason: 'Proof' });
}

/** One invoice is accepted and paid, comes back from the bank, is in a list that the bank does not take, and in one that is given up. */
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

  const prepare = async () => {
    const { listId } = await act<{ listId: string }>(world, 'preparer', '/supplier-payments', {});
    return `/supplier-payments/${listId}`;
  };
  const release = async (list: string) => {
    const { payments, totalPence } = await read<SupplierList>(world, 'preparer', list);
    await act(world, 'releaser', `${list}/release`, { count: String(payments.length), totalPence });
    return payments;
  };
  const list = await prepare();
  const payments = await release(list);
  await act(world, 'finance', `${list}/paid`, { reference: `FT ${time}`, paidOn: today });
  const { supplierPaymentId } = payments.find(({ invoices }) => invoices.includes(bill.number))!;
  await act(world, 'finance', `${list}/return`, { supplierPaymentId, returnedOn: today, reason: 'Proof' });
  const again = await prepare();
  await release(again);
  await act(world, 'releaser', `${again}/file`, { rail: 'FASTER_PAYMENTS' });
  await act(world, 'finance', `${again}/not-taken`, { reason: 'Proof' });
  const refused = await prepare();
  await release(refused);
  await act(world, 'releaser', `${refused}/file`, { rail: 'FASTER_PAYMENTS' });
  await act(world, 'finance', '/bank-reports/new', { file: await rejectionOf(world, refused) });
  await act(world, 'preparer', `${await prepare()}/cancel`, { reason: 'Proof' });
}

/** The bank's report that it did not take a list's file. */
async function rejectionOf(world: World, list: string) {
  const [sent] = await facts(world, ({ db }) =>
    db.transaction(world.team.finance, tx =>
      tx.query(sql`
        select 'SUP-' || l.icb_code || '-' || l.number || '-' || f.serial as message
          from supplier_list l join supplier_file f using (list_id) where list_id = ${list.split('/').at(-1)!}`),
    ),
  );
  const report = pain002(String(sent!.message), 'RJCT');
  return { name: 'report.xml', base64: Buffer.from(report).toString('base64') };
}

type SupplierList = {
  readonly totalPence: string;
  readonly payments: readonly { readonly supplierPaymentId: string; readonly invoices: readonly string[] }[];
};

type Held = { readonly budgetId: string; readonly reference: string };

/** Two people's money is with one organisation. Its statement says what it spent, and what it moved from one to the other. */
async function makeContracts(world: World, time: number, held: readonly [Held, Held], startsOn: string): Promise<void> {
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
  for (const { budgetId } of held) await act(world, 'coordinator', `/budgets/${budgetId}/contract`, contract);
  const [year, month, day] = world.today.split('-');
  const [one, other] = held.map(({ reference }) => reference);
  const on = `${day}/${month}/${year}`;
  const rows = [
    'Client reference,Date,Paid to or from,Description,Money out,Money in',
    `${one},${on},The agency,,1.00,`,
    `${one},${on},Put right,To ${other},6.00,`,
    `${other},${on},Put right,,,6.00`,
  ];
  const file = { name: 'clients.csv', base64: Buffer.from(`${rows.join('\n')}\n`).toString('base64') };
  const sent = await act(world, 'finance', `${path}/statement`, { file });
  assert.equal(sent.added, 3);
}
