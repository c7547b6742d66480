/** The part of the story in which a council pays a part of a budget, and the person a part of that. */
import assert from 'node:assert/strict';
import { DEMONSTRATION_ICB } from '../../../src/demonstration/board.ts';
import { enterAccount } from '../../../src/features/agreements/enter-account.ts';
import { verifyAccount } from '../../../src/features/agreements/verify-account.ts';
import { makeStaff } from '../../support/actors.ts';
import { command, must } from '../../support/cases.ts';
import { ACCOUNT } from '../../support/set-up-budget.ts';
import { agreeSharedBudget, COUNCIL, LA } from '../../support/shared-budget.ts';
import { act, facts, read, until, type World } from './world.ts';

/** Twenty hours of care a week by the rate card of the demonstration. */
const CARE = { service: 'PA', hours: 20, estimatePence: 1_736_000n };

type PaidIn = {
  readonly paid: readonly { readonly contributionId: string; readonly pence: string; readonly onStatement: boolean }[];
};

/** A part is known before the statement shows it; another is said of its line, and taken back; the council pays some. */
export async function payIn(world: World, time: number): Promise<string> {
  const { budgetId, person } = await makeShared(world, time);
  const path = `/budgets/${budgetId}/contributions`;
  const paid = { stream: LA, pence: '10000', paidOn: world.today, reference: 'Proof' };
  await act(world, 'finance', path, paid);
  const [year, month, day] = world.today.split('-');
  const text = ['100.00', '50.00'].map(pounds => `${day}/${month}/${year},OWN ACCOUNT,${pounds}\n`).join('');
  const file = { name: 'own.csv', base64: Buffer.from(text).toString('base64') };
  await act(world, 'finance', `/budgets/${budgetId}/bank-statements/new`, { file });
  const { lines } = await read<{ lines: { lineId: string; amountPence: string }[] }>(
    world,
    person,
    `/budgets/${budgetId}/bank-lines`,
  );
  const { lineId } = lines.find(({ amountPence }) => amountPence === '5000')!;
  const said = await act<{ contributionId: string }>(world, person, `${path}/said`, { stream: LA, lineId });
  await act(world, 'finance', `${path}/taken-back`, { contributionId: said.contributionId, reason: 'Proof' });
  const back = { from: `${LA} ${COUNCIL}`, pence: '100', reference: `REF ${time}`, receivedOn: world.today };
  await act(world, 'finance', '/recharges', back);
  return budgetId;
}

/** Waits for the day's work to find the line of what was known. */
export async function paidInIsSeen(world: World, budgetId: string): Promise<void> {
  const look = () => read<PaidIn>(world, 'finance', `/budgets/${budgetId}/contributions`);
  await until(world, 'the line of a part is found', async () =>
    (await look()).paid.every(({ onStatement }) => onStatement),
  );
  assert.deepEqual(
    (await look()).paid.map(({ pence }) => pence),
    ['10000'],
  );
}

/** Its account is checked, and nobody agreed to be paid: no run has to do with it. */
function makeShared(world: World, time: number) {
  return facts(world, async tools => {
    const moveTo = () => assert.fail('the service moves the date');
    const board = { tools: { ...tools, moveTo }, db: tools.db, icbCode: DEMONSTRATION_ICB };
    const team = { ...world.team, decider: await makeStaff(tools.db, DEMONSTRATION_ICB, ['approver']) };
    const shared = await agreeSharedBudget(board, team, { startsOn: world.today, care: CARE });
    const account = { ...ACCOUNT, sortCode: '00-00-00', accountNumber: String(40_000_000 + time) };
    const { paymentAccountId } = must(await enterAccount(tools, team.preparer, command(), shared.budgetId, account));
    const checked = { paymentAccountId, outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called' } as const;
    must(await verifyAccount(tools, team.finance, command(), shared.budgetId, checked));
    return shared;
  });
}
