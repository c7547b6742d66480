/**
 * How a figure comes about: table `indicative_draft`, and of `indicative_budget` what it stands on: inputs, trace, rate
 * cards and similar cases. Rows are only ever added; the latest version counts.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { BudgetToTest, LineToTest } from '../../rules/budget/backtest.ts';
import type { BudgetMethod } from '../../rules/budget/budget.ts';
import type { EstimateBasis } from '../../rules/budget/methods.ts';
import type { Trace } from '../../rules/budget/trace.ts';
import { readTrace } from '../../rules/budget/trace-json.ts';
import type { Actor } from '../../values/actor.ts';
import { basisFromJson, toJsonText } from './basis-json.ts';
import { type DraftInputs, type NeedBand, readDraftInputs } from './indicative/draft-inputs.ts';
import type { CardUsed } from './store.ts';

export type IndicativeDraft = { readonly method: BudgetMethod; readonly inputs: DraftInputs };

/** The method and the inputs that a figure is put together with, or undefined before any were chosen. */
export async function loadIndicativeDraft(db: Queryable, budgetId: string): Promise<IndicativeDraft | undefined> {
  const [row] = await db.query(sql`
    select method, inputs from indicative_draft where budget_id = ${budgetId} order by version desc limit 1`);
  return row && { method: row.method as BudgetMethod, inputs: readDraftInputs(row.inputs) };
}

/** Stores method and inputs as the next version; answers its number. */
export async function saveIndicativeDraft(
  tx: Tx,
  actor: Actor,
  budgetId: string,
  draft: IndicativeDraft,
): Promise<number> {
  const [row] = await tx.query(sql`
    insert into indicative_draft (icb_code, budget_id, version, method, inputs, by_id, by_name)
    select ${tx.icbCode}, ${budgetId}, 1 + coalesce(max(version), 0), ${draft.method}, ${toJsonText(draft.inputs)}::jsonb,
           ${actor.id}::uuid, ${actor.name}
      from indicative_draft where budget_id = ${budgetId}
    returning version`);
  return row!.version as number;
}

export type SimilarCase = { readonly budgetId: string; readonly reference: string; readonly finalPence: bigint };

/** States in which a final budget stands. */
const WITH_A_FIGURE = ['BUDGET_SET', 'AGREED', 'SET_UP', 'ACTIVE', 'STOPPING', 'STOPPED', 'RECONCILING', 'CLOSED'];

/**
 * Other people's budgets of the same group and band of need that have or had a final figure, the newest figure
 * first: each with its final budget, at most `limit`.
 */
export async function loadSimilarCases(
  db: Queryable,
  budget: { readonly budgetId: string; readonly personId: string; readonly claimedGroup: string },
  band: string,
  limit: number,
): Promise<SimilarCase[]> {
  const rows = await db.query(sql`
    select b.budget_id, b.reference, f.final_pence
      from indicative_budget i
      join budget b on b.budget_id = i.budget_id
      join lateral (select final_pence, set_on from final_budget f
                     where f.budget_id = b.budget_id order by version desc limit 1) f on true
      join lateral (select state from budget_state s where s.budget_id = b.budget_id order by sequence desc limit 1) s on true
     where i.need_band = ${band} and b.claimed_group = ${budget.claimedGroup}
       and b.budget_id <> ${budget.budgetId} and b.person_id <> ${budget.personId} and s.state = any(${WITH_A_FIGURE})
       and not exists (select from indicative_budget later where later.budget_id = i.budget_id and later.version > i.version)
     order by f.set_on desc, b.budget_id limit ${limit}`);
  return rows.map(row => ({
    budgetId: row.budget_id as string,
    reference: row.reference as string,
    finalPence: row.final_pence as bigint,
  }));
}

/** What an issued figure stands on; undefined for one that was issued before it was kept. */
export type FigureBasis = {
  readonly basis: EstimateBasis;
  readonly trace: Trace;
  readonly rateCards: readonly CardUsed[];
  readonly needBand: NeedBand | null;
  /** References of the similar cases, for staff. */
  readonly similarCases: readonly string[];
};

const CardsUsed = z.array(z.object({ version: z.string(), effectiveFrom: z.iso.date() }));

/** What the indicative budget in force stands on: its inputs and its trace. */
export async function loadFigureBasis(db: Queryable, indicativeBudgetId: string): Promise<FigureBasis | undefined> {
  const [row] = await db.query(sql`
    select inputs, trace, rate_cards, need_band,
           array(select reference from budget b where b.budget_id = any(i.peer_budget_ids) order by reference) as similar
      from indicative_budget i where indicative_budget_id = ${indicativeBudgetId} and trace is not null`);
  if (!row) return undefined;
  const read = readTrace(row.trace);
  if (!read.readable) throw new Error(`the trace of indicative budget ${indicativeBudgetId} cannot be read`);
  return {
    basis: basisFromJson(row.inputs),
    trace: read.trace,
    rateCards: CardsUsed.parse(row.rate_cards),
    needBand: row.need_band as NeedBand | null,
    similarCases: row.similar as string[],
  };
}

export type CurrentBudget<Line> = BudgetToTest<Line> & { readonly reference: string };

/** So many budgets come at a time. */
const BATCH = 500;

/** So many lines that differ are remembered at most; then it begins anew, so that memory stays bounded. */
const MOST_LINES = 20_000;

/**
 * Every budget that people have now, from its setting until it stops: the lines of its indicative budget, batch by batch
 * in no order, each line as `take` makes it. Many budgets have the same hours of the same service: lines that are alike
 * are read and taken once. One cursor: the memory that it takes is that of two batches, for the server works on the
 * next one while this one is looked at.
 */
export async function* streamCurrentBudgets<Line>(
  tx: Tx,
  take: (line: LineToTest) => Line,
): AsyncGenerator<CurrentBudget<Line>[]> {
  // One text for each budget: a row or an array for each of ten lines costs more than the sums that are made of them.
  await tx.query(sql`
    declare current_budget no scroll cursor for
    select b.budget_id, b.reference, b.claimed_group, coalesce(i.need_band, '') as band, lines.lines
      from indicative_budget i
      join budget b on b.budget_id = i.budget_id
      join lateral (select state from budget_state s where s.budget_id = b.budget_id order by sequence desc limit 1) s
           on s.state = any(array['BUDGET_SET', 'AGREED', 'SET_UP', 'ACTIVE'])
      join lateral (select string_agg(concat(rate_code, '|', quantity_ten_thousandths, '|', per, '|', rate_pence, '|', times,
                           '|', amount_pence, '|', rule, '|', stream), E'\n' order by sequence) as lines
                      from indicative_budget_line l where l.indicative_budget_id = i.indicative_budget_id) lines on true
     where not exists (select from indicative_budget later where later.budget_id = i.budget_id and later.version > i.version)`);
  const fetch = () => {
    const rows = tx.query({ text: `fetch ${BATCH} from current_budget`, values: [] });
    rows.catch(() => {}); // whoever waits for it hears of it
    return rows;
  };
  const lineOf = rememberLines(take);
  for (let next = fetch(); ; ) {
    const rows = await next;
    if (rows.length === 0) break;
    next = fetch();
    yield rows.map(row => ({
      budgetId: row.budget_id as string,
      reference: row.reference as string,
      group: row.claimed_group as string,
      band: row.band as string,
      lines: (row.lines as string).split('\n').map(lineOf),
    }));
  }
  await tx.query(sql`close current_budget`);
}

/** What `take` makes of a line's text. A line without a rate is a sum of one budget's own and is not remembered. */
function rememberLines<Line>(take: (line: LineToTest) => Line): (text: string) => Line {
  const known = new Map<string, Line>();
  return text => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const line = lineToTest(text);
    const taken = take(line);
    if (line.rateCode === null) return taken;
    if (known.size >= MOST_LINES) known.clear();
    known.set(text, taken);
    return taken;
  };
}

function lineToTest(text: string): LineToTest {
  const [rateCode, quantity, per, rate, times, amount, rule, stream] = text.split('|') as [
    string,
    string,
    LineToTest['per'],
    string,
    string,
    string,
    LineToTest['rule'],
    string,
  ];
  return {
    rateCode: rateCode === '' ? null : rateCode,
    quantity: { tenThousandths: BigInt(quantity) },
    per,
    ratePence: BigInt(rate),
    times: Number(times),
    amountPence: BigInt(amount),
    rule,
    stream,
  };
}
