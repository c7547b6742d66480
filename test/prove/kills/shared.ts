/** The part of the story in which a council pays a part of a budget, and the person a part of that. */
import assert from 'node:assert/strict';
import { sql } from '../../../src/platform/sql.ts';
import type { Actor } from '../../../src/values/actor.ts';
import { walkerOf } from '../../scenarios/walk.ts';
import { agreeSharedBudget, COUNCIL, LA } from '../../support/shared-budget.ts';
import { boardOf, teamOf } from './board.ts';
import { act, facts, read, until, type World } from './world.ts';

/** Twenty hours of care a week by the rate card of the demonstration. */
const CARE = { service: 'PA', hours: 20, estimatePence: 1_736_000n };

type PaidIn = {
  readonly paid: readonly { readonly contributionId: string; readonly pence: string; readonly onStatement: boolean }[];
};

export type Shared = { readonly budgetId: string; readonly person: Actor };

/** One that the next run pays, each payer's part out of its own books. */
export function makeShared(world: World, time: number): Promise<Shared> {
  return facts(world, async tools => {
    const [board, team] = [boardOf(tools), await teamOf(world, tools)];
    const shared = await agreeSharedBudget(board, team, { startsOn: world.today, care: CARE });
    const account = { sortCode: '00-00-00', accountNumber: String(40_000_000 + time) };
    await walkerOf(board, team).setUp(shared, shared.person, account);
    return shared;
  });
}

/** A part is known before the statement shows it; another is said of its line, and taken back; the council pays some. */
export async function payIn(world: World, { budgetId, person }: Shared, time: number): Promise<void> {
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
}

/** The month is over: what was paid for the council is stated, and it agrees. */
export async function settleBetweenPayers(world: World): Promise<void> {
  await act(world, 'finance', '/recharge-statements', {});
  const open = await facts(world, ({ db }) =>
    db.transaction(world.team.finance, tx =>
      tx.query(sql`
        select recharge_statement_id as id from recharge_statement s
         where not exists (select from recharge_answer a where a.recharge_statement_id = s.recharge_statement_id)`),
    ),
  );
  assert.notEqual(open.length, 0);
  const agreed = { answer: 'AGREED', who: 'Cal Council', answeredOn: world.today, words: '' };
  for (const { id } of open) await act(world, 'finance', `/recharge-statements/${id}`, agreed);
}

/** Waits for the day's work to find the line of what was known. */
export async function paidInIsSeen(world: World, { budgetId }: Shared): Promise<void> {
  const look = () => read<PaidIn>(world, 'finance', `/budgets/${budgetId}/contributions`);
  await until(world, 'the line of a part is found', async () =>
    (await look()).paid.every(({ onStatement }) => onStatement),
  );
  assert.deepEqual(
    (await look()).paid.map(({ pence }) => pence),
    ['10000'],
  );
}
