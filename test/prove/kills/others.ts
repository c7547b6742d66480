/** The part of the story in which somebody else holds the money: the NHS, which orders care, and an organisation. */

import { notionalLines } from '../../support/orders.ts';
import { bring } from '../../support/set-up-budget.ts';
import { act, facts, type World } from './world.ts';

/** An order is raised, approved by another and closed; an organisation is checked and gets its contract. */
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
  await makeContract(world, time, made.held.budgetId, startsOn);
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
  await act(world, 'coordinator', `${path}/${orderId}/close`, { reason: 'Proof' });
}

async function makeContract(world: World, time: number, budgetId: string, startsOn: string): Promise<void> {
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
}
