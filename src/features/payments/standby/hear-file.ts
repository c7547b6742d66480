/** The bank's word on the whole file of a run, by a report or by telephone: taken in, or rejected. */
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import { hearBank } from './hear-bank.ts';
import { loadEndedAs, saveHeard } from './store.ts';

/** What was heard of a file, by whom or in which report. */
export type HeardOfFile = {
  readonly runId: string;
  readonly says: 'TAKEN' | 'REJECTED';
  readonly reportId: string | null;
  readonly words: string;
};

/**
 * Carries it out inside of an act. Taken: whatever was given up as not known turns out to be paid. Rejected: nothing of
 * it was paid. `except` are payments of which the same report says something of its own.
 */
export async function hearFile(
  tools: Tools,
  tx: Tx,
  actor: Actor,
  heard: HeardOfFile,
  except: ReadonlySet<string> = new Set(),
): Promise<Decision<{ count: number }>> {
  await saveHeard(tx, actor, { ...heard, heardOn: tools.today() });
  const concerned = await loadEndedAs(
    tx,
    heard.runId,
    heard.says === 'TAKEN' ? ['SUPERSEDED'] : ['SUPERSEDED', 'LIVE'],
  );
  const words = concerned
    .filter(({ paymentId, pieceOf }) => !except.has(paymentId) && !(pieceOf && except.has(pieceOf)))
    .map(({ paymentId }) => ({
      paymentId,
      word: heard.says === 'TAKEN' ? ('PAID' as const) : ('NOT_PAID' as const),
      reason: 'OTHER' as const,
      words: heard.words,
    }));
  const done = await hearBank(tools, tx, actor, words);
  return done.accepted ? accepted({ count: words.length }) : done;
}
