/**
 * Puts money that came back where it belongs, whatever came first: the refund, or the payment that it is money back of.
 *
 * Files come in any order. So after each the credits from its first day on are judged again, in the order of their days, by
 * all that is known now; only what nobody answered about is moved. Earlier credits cannot change by it.
 */
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision } from '../../../rules/decision.ts';
import { spentOn } from '../../../rules/payment/line-journals.ts';
import type { PlacedPart } from '../../../rules/payment/matching.ts';
import { type RefundMatch, refundEach } from '../../../rules/payment/matching-refunds.ts';
import { plainWords } from '../../../rules/payment/matching-score.ts';
import type { Policy } from '../../../rules/policy/policy.ts';
import { systemActor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { compareText } from '../../../values/order.ts';
import { loadPurses } from '../../budgets/stream-store.ts';
import { loadLinePromises } from '../../ledger/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { moveMoney } from '../answers/move-line.ts';
import { loadLine, savePlacements } from '../store.ts';
import { loadCreditsToSettle, type SettlePair } from './refund-store.ts';

/** Settles the refunds of these budgets, which the caller has locked, from a day of each on. Answers how many moved. */
export async function settleRefunds(
  tx: Tx,
  tools: Tools,
  since: ReadonlyMap<string, PlainDate>,
): Promise<Decision<number>> {
  if (since.size === 0) return accepted(0);
  const policy = await loadPolicy(tx, tx.icbCode, tools.today());
  const pairs = await loadCreditsToSettle(tx, since, policy.spend.refundDays);
  const changes = [...Map.groupBy(pairs, pair => pair.budgetId).values()].flatMap(ofBudget =>
    changesIn(ofBudget, policy),
  );
  // First what makes room: a refund that is asked about again.
  for (const change of changes.toSorted((a, b) => Number(a.match !== undefined) - Number(b.match !== undefined))) {
    const moved = await moveCredit(tx, tools, change);
    if (!moved.accepted) return moved;
  }
  return accepted(changes.length);
}

type Change = { readonly budgetId: string; readonly lineId: string; readonly match: RefundMatch | undefined };

/** The credits of one budget that do not lie where they would if all had come in one file. */
function changesIn(pairs: readonly SettlePair[], policy: Policy): Change[] {
  const credits = [...Map.groupBy(pairs, pair => pair.lineId).values()].sort(([a], [b]) => inOrder(a!, b!));
  const matches = refundEach(
    credits.map((found, i) => {
      const { amountPence, postedOn, counterparty, narrative, bankRef } = found[0]!;
      return {
        lineNumber: i,
        amountPence,
        postedOn,
        payee: plainWords(counterparty),
        words: ` ${plainWords(`${counterparty} ${narrative}`)} `,
        bankRef,
        payments: found.map(({ paid }) => ({ ...paid, payee: plainWords(paid.counterparty) })),
      };
    }),
    policy,
  );
  return credits.flatMap(([credit], i) => {
    const { budgetId, lineId, refundOf } = credit!;
    const match = matches.get(i);
    return (match?.lineId ?? null) === refundOf ? [] : [{ budgetId, lineId, match }];
  });
}

function inOrder(a: SettlePair, b: SettlePair): number {
  return Temporal.PlainDate.compare(a.postedOn, b.postedOn) || compareText(a.fingerprint, b.fingerprint);
}

async function moveCredit(tx: Tx, tools: Tools, { budgetId, lineId, match }: Change): Promise<Decision<true>> {
  const now = await loadLine(tx, budgetId, lineId);
  const [line] = now;
  const purse = (await loadPurses(tx, [budgetId])).get(budgetId);
  if (!line || !purse) throw new Error(`bank line ${lineId} is not there`);
  const { placement, linePence: pence, accountId, postedOn: happenedOn } = line;
  const promises = (await loadLinePromises(tx, [budgetId])).get(budgetId) ?? new Map();
  // More came back of the plan line by people's answers than this would leave: then it is asked about.
  const isMoved = match?.planItemId !== placement.planItemId;
  const fits = match && (!isMoved || pence <= spentOn(promises, match.planItemId)) ? match : undefined;
  const planItemId = fits?.planItemId ?? null;
  const part: PlacedPart = fits ? { what: 'REFUND', planItemId: fits.planItemId, pence } : { what: 'RECEIVED', pence };
  if (!fits && placement.what === 'RECEIVED') return accepted(true);
  const where = { ...purse, budgetId, option: 'DIRECT_PAYMENT' as const, accountId, happenedOn };
  const actor = systemActor(tx.icbCode);
  const { journalId, takenFrom } = placement;
  const moved =
    planItemId === placement.planItemId
      ? accepted({ journalId, takenFrom })
      : await moveMoney(tx, tools, actor, now, [part], where);
  if (!moved.accepted) return moved;
  await savePlacements(tx, actor, tools.today(), [
    {
      lineId,
      budgetId,
      sequence: placement.sequence + 1,
      part: 1,
      amountPence: pence,
      what: part.what,
      planItemId,
      paymentId: null,
      refundOf: fits?.lineId ?? null,
      togetherId: null,
      score: fits?.score ?? null,
      reasons: fits?.reasons ?? [],
      note: '',
      flag: fits ? null : placement.flag,
      ...moved.value,
    },
  ]);
  return accepted(true);
}
