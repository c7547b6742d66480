/** The part of the story in which money goes from one account to another of the same person, and of the same organisation. */
import { sql } from '../../../src/platform/sql.ts';
import type { Actor } from '../../../src/values/actor.ts';
import { bring } from '../../support/set-up-budget.ts';
import { act, facts, until, type World } from './world.ts';

type Told = { readonly budgetId: string; readonly person: Actor };

/** A person moves money to another budget of theirs. The service finds both sides on the next day. */
export async function moveMoney(world: World, { budgetId, person }: Told, time: number): Promise<Told> {
  const startsOn = `${world.today.slice(0, 7)}-01`;
  const account = { sortCode: '000000', accountNumber: String(80_000_000 + time) };
  const other = await facts(world, tools => bring(tools, world.team, 'SET_UP', { startsOn, person, account }));
  const [year, month, day] = world.today.split('-');
  const send = (to: string, words: string) => {
    const file = { name: 'moved.csv', base64: Buffer.from(`${day}/${month}/${year},${words}\n`).toString('base64') };
    return act(world, 'finance', `/budgets/${to}/bank-statements/new`, { file });
  };
  await send(budgetId, 'TRANSFER TO MY OTHER BUDGET,-70.00');
  await send(other.budgetId, 'TRANSFER FROM MY OTHER BUDGET,70.00');
  return other;
}

/** Waits until what came in is known as what went out elsewhere. */
export function movedIsSeen(world: World, { budgetId }: { readonly budgetId: string }): Promise<void> {
  return until(world, 'both sides of what was moved are found', async () => {
    const found = await facts(world, ({ db }) =>
      db.transaction(world.team.finance, tx =>
        tx.query(sql`
          select 1 as one from placement_now where budget_id = ${budgetId} and what = 'TRANSFER' and transfer_of is not null`),
      ),
    );
    return found.length > 0;
  });
}
