/** The part of the story in which an issuer of cards is down: what was on its way goes to a second card, or straight to who is paid out of it. */
import { recordAssistant } from '../../../src/features/agreements/checks/record-assistant.ts';
import { recordCover } from '../../../src/features/agreements/checks/record-cover.ts';
import { enterAccount } from '../../../src/features/agreements/enter-account.ts';
import { verifyAccount } from '../../../src/features/agreements/verify-account.ts';
import type { Tools } from '../../../src/platform/tools.ts';
import { command, must } from '../../support/cases.ts';
import { ACCOUNT, bring } from '../../support/set-up-budget.ts';
import { act, facts, type World } from './world.ts';

/** Sort codes of nobody: each telling has two issuers of its own. */
const issuer = (first: number, time: number) => String(first + time).padStart(6, '0');

export const firstCard = (time: number, card = 0) =>
  ({
    kind: 'PREPAID_CARD',
    sortCode: issuer(1_000, time),
    accountNumber: String(50_000_000 + card * 1_000_000 + time),
  }) as const;

export async function giveSecondCard(tools: Tools, world: World, budgetId: string, time: number): Promise<void> {
  const { preparer, finance } = world.team;
  const role = 'SECOND_CARD';
  const card = { ...ACCOUNT, ...firstCard(time), sortCode: issuer(5_000, time), role } as const;
  const { paymentAccountId } = must(await enterAccount(tools, preparer, command(), budgetId, card));
  const checked = { paymentAccountId, role, outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called' } as const;
  must(await verifyAccount(tools, finance, command(), budgetId, checked));
}

/** A budget on a card without a second one; the wage of an assistant may go straight to her. */
export async function makeWages(world: World, time: number): Promise<void> {
  const startsOn = `${world.today.slice(0, 7)}-01`;
  const budgetId = await facts(world, async tools => {
    const { coordinator } = world.team;
    const items = [{ annualPence: 2_880_000n, category: 'PA_WAGES', provider: 'Ann' }];
    const made = await bring(tools, world.team, 'SET_UP', { startsOn, items, account: firstCard(time, 1) });
    const from = Temporal.PlainDate.from(startsOn);
    const days = { from, to: from.add({ years: 2 }) };
    const cover = { insurer: 'Somebody', policyNumber: '1', limitPence: 500_000_000n, payroll: '', ...days };
    must(await recordCover(tools, coordinator, command(), made.budgetId, cover));
    const seen = { worksFrom: from, rightToWorkOn: from, referencesOn: from, contractOn: from };
    const ann = { name: 'Ann', ...seen, worksUntil: undefined, dbs: 'SEEN', tasks: [] } as const;
    must(await recordAssistant(tools, coordinator, command(), made.budgetId, ann));
    return made.budgetId;
  });
  const path = `/budgets/${budgetId}/wages-straight`;
  const wage = { worker: 'Ann', monthlyPence: '50000', name: 'A Worker' };
  const account = { sortCode: '000000', accountNumber: String(70_000_000 + time) };
  const { paymentAccountId } = await act<{ paymentAccountId: string }>(world, 'preparer', path, {
    ...wage,
    ...account,
  });
  const checked = { outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called' };
  await act(world, 'finance', `${path}/verification`, { ...checked, worker: 'Ann', paymentAccountId });
}

/** Says that the issuer of this telling's first cards is down. */
export async function declareCardsDown(world: World, time: number): Promise<void> {
  const down = { sortCode: issuer(1_000, time), words: 'Proof', confirmed: 'yes' };
  await act(world, 'finance', '/card-outages/new', down);
}
