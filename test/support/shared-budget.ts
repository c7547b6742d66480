/** A budget that the NHS and a council pay for together, from the first contact to the first payment in the account. */
import { agreeFunding } from '../../src/features/funding/agree-funding.ts';
import type { Settlement } from '../../src/rules/funding/funding.ts';
import { type Board, buying, count, makeTeam, type Team, type Walk, walkerOf } from '../scenarios/walk.ts';
import { command, must } from './cases.ts';
import { ICB, type TestDatabase } from './database.ts';

export const NHS = 'NHS_CHC';
export const LA = 'LA_ADULT';
export const COUNCIL = 'Testshire Council';
/** The whole year; the NHS pays 62.5% of it, the council the rest less what the person pays. */
export const FINAL = 1_480_000n;
export const STARTS_ON = Temporal.PlainDate.from('2026-12-01');

export type SharedBudget = { readonly walk: Walk; readonly team: Team; readonly walker: ReturnType<typeof walkerOf> };

type Sharing = {
  /** What the person pays by the year. */
  readonly personPence?: bigint;
  readonly settlement?: Settlement;
  /** ISO; the first day of the budget year. */
  readonly startsOn?: string;
  /** What the first figure is worked out from, by a service of the board's rate card, and what it comes to. */
  readonly care?: { readonly service: string; readonly hours: number; readonly estimatePence: bigint };
};

const CARE = { service: 'CARE', hours: 20, estimatePence: 2_240_000n };

/** Makes one, paid for its first month. */
export async function makeSharedBudget(database: TestDatabase, given: Sharing = {}): Promise<SharedBudget> {
  const team = await makeTeam(database, [{ code: 'CARE', label: 'Care', unit: 'hour', pence: 2_000n }]);
  const walker = walkerOf(database, team);
  const walk = await agreeSharedBudget(database, team, given);
  await walker.setUp(walk, walk.person);
  await walker.pay('2026-12');
  return { walk, team, walker };
}

/** Makes one as far as its agreement. */
export async function agreeSharedBudget(board: Board, team: Team, given: Sharing = {}): Promise<Walk> {
  const { tools } = board;
  const startsOn = given.startsOn ?? STARTS_ON.toString();
  const walker = walkerOf(board, team);
  const wish = { domain: 'MOBILITY', need: 'To get about', outcome: 'I go out', measure: 'Walks' };
  const walk = await walker.open({ request: {}, group: {}, wishes: [wish] });
  const { service, hours, estimatePence } = given.care ?? CARE;
  const care = { needId: walk.needIds[0]!, service, quantity: count(hours), per: 'week' } as const;
  await walker.estimate(walk, [care], estimatePence, startsOn);
  const signed = { conditions: 'None', signedBy: 'Sam Signer', signedOn: tools.today() };
  const funders = [
    { ...signed, stream: NHS, payer: ICB, basisPoints: 6_250, personPence: 0n, personPer: 'year' as const },
    {
      ...signed,
      stream: LA,
      payer: COUNCIL,
      basisPoints: 3_750,
      personPence: given.personPence ?? 260_000n,
      personPer: 'year' as const,
    },
  ];
  const { settlement = 'RECHARGE' } = given;
  const funding = { leadStream: NHS, settlement, agreedOn: tools.today(), funders, needs: [] };
  must(await agreeFunding(tools, team.coordinator, command(), walk.budgetId, funding));
  const item = (label: string, unitPence: bigint, promised: boolean) =>
    buying(walk.outcomeIds[0]!, {
      label,
      category: 'COMMUNITY_ACTIVITY',
      quantity: count(1),
      unit: 'item',
      per: 'year',
      unitPence,
      promised,
    });
  await walker.plan(walk, walk.person, [item('Assistant', 1_200_000n, true), item('Meals', 240_000n, false)]);
  const proposal = { finalPence: FINAL, contingencyPence: 40_000n, reason: 'Less than thought' };
  await walker.submit(walk, walk.person, proposal);
  must(await walker.decide(walk, {}));
  await walker.agree(walk, walk.person, { startsOn, pence: FINAL, reason: 'Less than thought' });
  return walk;
}
