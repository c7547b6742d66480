/** The part of the story in which an issuer of cards is down, and what was on its way goes to second cards. */
import { enterAccount } from '../../../src/features/agreements/enter-account.ts';
import { verifyAccount } from '../../../src/features/agreements/verify-account.ts';
import type { Tools } from '../../../src/platform/tools.ts';
import { command, must } from '../../support/cases.ts';
import { ACCOUNT } from '../../support/set-up-budget.ts';
import { act, type World } from './world.ts';

/** Sort codes of nobody: each telling has two issuers of its own. */
const issuer = (first: number, time: number) => String(first + time).padStart(6, '0');

export const firstCard = (time: number) =>
  ({ kind: 'PREPAID_CARD', sortCode: issuer(1_000, time), accountNumber: String(50_000_000 + time) }) as const;

export async function giveSecondCard(tools: Tools, world: World, budgetId: string, time: number): Promise<void> {
  const { preparer, finance } = world.team;
  const role = 'SECOND_CARD';
  const card = { ...ACCOUNT, ...firstCard(time), sortCode: issuer(5_000, time), role } as const;
  const { paymentAccountId } = must(await enterAccount(tools, preparer, command(), budgetId, card));
  const checked = { paymentAccountId, role, outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called' } as const;
  must(await verifyAccount(tools, finance, command(), budgetId, checked));
}

/** Says that the issuer of this telling's first cards is down. */
export async function declareCardsDown(world: World, time: number): Promise<void> {
  const down = { sortCode: issuer(1_000, time), words: 'Proof', confirmed: 'yes' };
  await act(world, 'finance', '/card-outages/new', down);
}
