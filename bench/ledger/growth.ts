/**
 * What a payment, a bank line and a look at one budget cost in a large and old database, beside the same in a small and
 * young one: 200,000 budgets with five years of payments and statements (`--share` takes a part of the budgets), and 2,000
 * budgets with one year. The same work, in turn: the journals of a payment, a bank's file read and posted by the service's
 * own acts, and what the page "my money" reads.
 *
 * A round works on a tenth of the budgets, taken by chance, 200 at a time: as much of the large database as of the small one,
 * as a run pays every budget of a board, so that each page of the balances serves as many payments here as there. Beside it
 * stands the ratio of 200 payments that lie scattered over the whole soon after it was loaded, on which the goal does not hang:
 * there each payment of the large database reads, and writes after the checkpoint, pages of its own.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { commandOf } from '../../src/features/audit/store.ts';
import { postJournals } from '../../src/features/ledger/store.ts';
import { importFeed } from '../../src/features/spending/import/import-feed.ts';
import { postFeed } from '../../src/features/spending/import/post-feed.ts';
import { loadMyMoney } from '../../src/features/spending/my-money.ts';
import { loadLines } from '../../src/features/spending/store.ts';
import { anchorsInMemory } from '../../src/platform/anchors.ts';
import { openDb, type Tx } from '../../src/platform/db.ts';
import { leaveJob } from '../../src/platform/job-queue.ts';
import { sql } from '../../src/platform/sql.ts';
import type { Tools } from '../../src/platform/tools.ts';
import type { Decision } from '../../src/rules/decision.ts';
import { paymentCredited, paymentReleased } from '../../src/rules/payment/journals.ts';
import type { Journal, NewJournal } from '../../src/rules/payment/ledger.ts';
import { type Actor, systemActor } from '../../src/values/actor.ts';
import { ENGLAND_AND_WALES } from '../../src/values/bank-holidays.ts';
import { asSuperuser, ICB, startTestServer, urlTo } from '../../test/support/server.ts';
import type { Measured } from '../main.ts';
import { median } from '../measure.ts';
import { fillHistory, idOf, LAST_YEAR, linesOf, numberOf, PAYMENT_PENCE, PROVIDER, SORT_CODE } from './growth-fill.ts';

const LARGE = { budgets: 200_000, years: 5 };
const SMALL = { budgets: 2_000, years: 1 };
/** Of how many budgets a round works on one. */
const ONE_OF = 10;
/** Budgets that are worked on in one transaction, or one file. */
const AT_ONCE = 200;
/** Rounds of payments that lie scattered over a database that nobody has touched. */
const SCATTERED = 4;
const PAIRS = 7;
const MOST_TIMES = 1.2;

const SYSTEM = systemActor(ICB);
const FINANCE: Actor = { id: randomUUID(), name: 'Bench', icbCode: ICB, roles: ['finance-officer'] };
const TODAY = Temporal.PlainDate.from('2026-03-31');
const STREAM = 'NHS_CHC';

type Side = { readonly tools: Tools; readonly budgets: number };
type Work = 'a payment' | 'a bank line' | 'a look at one budget';

export async function benchGrowth(share = 0.1): Promise<Measured> {
  const { server, stopNow } = await startTestServer();
  try {
    const start = performance.now();
    const make = async (budgets: number, years: number): Promise<Side> => {
      const name = `openphb_bench_${randomBytes(4).toString('hex')}`;
      await asSuperuser(server, 'postgres', `create database ${name} template ${server.template} owner openphb_owner`);
      await fillHistory(urlTo(server, 'postgres', name), budgets, years);
      return { tools: toolsOn(urlTo(server, 'openphb_app', name)), budgets };
    };
    const large = { budgets: Math.round(LARGE.budgets * share), years: LARGE.years };
    const sides = {
      small: await make(SMALL.budgets, SMALL.years),
      large: await make(large.budgets, large.years),
    };
    const filled = `${((performance.now() - start) / 1000).toFixed(0)} s`;
    const found = await measure(sides);
    await Promise.all([sides.small.tools.db.close(), sides.large.tools.db.close()]);
    const payments = large.budgets * large.years * 12;
    const bankLines = large.budgets * linesOf(large.years * 12);
    return { budgets: large.budgets, payments, postings: payments * 4, 'bank lines': bankLines, filled, ...found };
  } finally {
    stopNow();
  }
}

function toolsOn(url: string): Tools {
  const db = openDb(url, 1);
  return {
    db,
    today: () => TODAY,
    refreshToday: async () => {},
    bankHolidays: ENGLAND_AND_WALES,
    sendJob: (tx, job) => leaveJob(tx, job, TODAY),
    crashPoint: async () => {},
    anchors: anchorsInMemory(),
    log: { info() {}, error() {} },
  };
}

async function measure(
  sides: Readonly<Record<'small' | 'large', Side>>,
): Promise<Record<string, string | number | boolean>> {
  const { ratios: scattered } = await inRounds(sides, SCATTERED, async ({ tools, budgets }) => ({
    'scattered payments': await payTimed(tools, someOf(budgets, AT_ONCE)),
  }));
  const { costs, ratios } = await inRounds(sides, PAIRS, workOn);
  const shown = (values: readonly number[], digits: number) =>
    `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;
  return {
    ...Object.fromEntries([...costs].map(([name, values]) => [`${name}, ms`, shown(values, 2)])),
    ...Object.fromEntries([...ratios].map(([work, values]) => [`${work}, ratio`, shown(values, 2)])),
    'scattered payments, ratio (beside the goal)': shown(scattered.get('scattered payments')!, 2),
    reached: [...ratios.values()].every(values => median(values) <= MOST_TIMES),
  };
}

/** Does the work on both sides in turn, once to warm up; answers what each kind of it cost there, and the large side's cost to the small one's. */
async function inRounds<Kind extends string>(
  sides: Readonly<Record<'small' | 'large', Side>>,
  rounds: number,
  work: (side: Side, round: number) => Promise<Record<Kind, number>>,
): Promise<{ costs: Map<string, number[]>; ratios: Map<Kind, number[]> }> {
  const ratios = new Map<Kind, number[]>();
  const costs = new Map<string, number[]>();
  const keep = <Name>(map: Map<Name, number[]>, name: Name, value: number) =>
    map.set(name, [...(map.get(name) ?? []), value]);
  for (let round = -1; round < rounds; round++) {
    const times: Partial<Record<'small' | 'large', Record<Kind, number>>> = {};
    // Each goes first in turn: whoever comes after the other finds its pages gone cold.
    for (const side of round % 2 === 0 ? (['small', 'large'] as const) : (['large', 'small'] as const))
      times[side] = await work(sides[side], round);
    if (round < 0) continue;
    for (const name of Object.keys(times.small!) as Kind[]) {
      keep(ratios, name, times.large![name] / times.small![name]);
      for (const side of ['small', 'large'] as const) keep(costs, `${name}, ${side}`, times[side]![name]);
    }
  }
  return { costs, ratios };
}

/** One round over a part of the budgets, as many at a time on both sides. Answers the milliseconds of one of each. */
async function workOn({ tools, budgets }: Side, round: number): Promise<Record<Work, number>> {
  const worked = someOf(budgets, Math.ceil(budgets / ONE_OF));
  const took: Record<Work, number> = { 'a payment': 0, 'a bank line': 0, 'a look at one budget': 0 };
  for (let from = 0; from < worked.length; from += AT_ONCE) {
    const some = worked.slice(from, from + AT_ONCE);
    const file = { name: 'bench.csv', bytes: fileOf(some, round) };
    const share = some.length / worked.length;
    took['a payment'] += share * (await payTimed(tools, some));
    took['a bank line'] +=
      share * (await timed(some.length * LINES_EACH, () => takeLines(tools, file, some.length * LINES_EACH)));
    took['a look at one budget'] +=
      share * (await timed(some.length, () => tools.db.transaction(SYSTEM, tx => look(tx, some))));
  }
  return took;
}

/** So many of the budgets by chance, each once, in no order. */
function someOf(budgets: number, many: number): number[] {
  const chosen = new Set<number>();
  while (chosen.size < many) chosen.add(1 + Math.floor(Math.random() * budgets));
  return [...chosen];
}

/** Milliseconds for each of so many. */
async function timed(many: number, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / many;
}

const payTimed = (tools: Tools, budgets: readonly number[]) =>
  timed(budgets.length, () => tools.db.transaction(SYSTEM, tx => pay(tx, budgets)));

/** Released and credited, by the ids that a run gives them. */
async function pay(tx: Tx, budgets: readonly number[]): Promise<void> {
  const made = await tx.query(sql`select ordered_uuid() as id from generate_series(1, ${budgets.length})`);
  const journals = budgets.flatMap((n, i) => {
    const paymentId = made[i]!.id as string;
    const asNew = (event: string, journal: Journal): NewJournal => ({
      ...journal,
      commandId: commandOf(event, paymentId).id,
      causedBy: `payment:${paymentId}`,
      byId: SYSTEM.id,
    });
    const facts = {
      budgetId: idOf(1, n),
      budgetYear: Temporal.PlainDate.from(LAST_YEAR),
      stream: STREAM,
      option: 'DIRECT_PAYMENT' as const,
      accountId: idOf(4, n),
      happenedOn: TODAY,
      pence: PAYMENT_PENCE,
      rail: 'BACS',
    };
    return [asNew('payment.released', paymentReleased(facts)), asNew('payment.credited', paymentCredited(facts))];
  });
  must(await postJournals(tx, journals));
}

/** Two payments to the provider of the plan, one that no plan names, the ICB's payment, and money back. */
const LINES_EACH = 5;

function fileOf(budgets: readonly number[], round: number): Uint8Array {
  const rows = budgets.flatMap(n =>
    [
      `27/03/2026,${PROVIDER} w${round}a,-15.00`,
      `28/03/2026,${PROVIDER} w${round}b,-31.20`,
      `28/03/2026,Corner shop ${round},-7.${10 + (n % 90)}`,
      `02/03/2026,NHS ${round},${(Number(PAYMENT_PENCE) / 100).toFixed(2)}`,
      `29/03/2026,${PROVIDER} w${round}a,5.00`,
    ].map(row => `${SORT_CODE},${numberOf(n)},${row}`),
  );
  return Buffer.from(['Sort Code,Account Number,Date,Payee,Amount', ...rows, ''].join('\n'));
}

/** Read, told apart from what is known, matched and kept, then posted and placed, as the job does it. */
async function takeLines(tools: Tools, file: { name: string; bytes: Uint8Array }, lines: number): Promise<void> {
  const { added } = must(await importFeed(tools, FINANCE, { id: randomUUID() }, file));
  if (added !== lines) throw new Error(`${added} lines of ${lines} are new`);
  while (must(await postFeed(tools, SYSTEM, { id: randomUUID() })).budgets > 0);
}

/** What the page "my money" reads, and the last lines. */
async function look(tx: Tx, budgets: readonly number[]): Promise<void> {
  for (const n of budgets) {
    if (!(await loadMyMoney(tx, idOf(1, n)))) throw new Error('a budget without money');
    await loadLines(tx, idOf(1, n), 20);
  }
}

function must<Value>(decision: Decision<Value>): Value {
  if (!decision.accepted) throw new Error(JSON.stringify(decision.refusals));
  return decision.value;
}
