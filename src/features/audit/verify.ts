/** Proves the invariants on the database, board by board, and names each break. Reads only. */

import { icbCodes } from '../../platform/boards.ts';
import { forMany, type Tx } from '../../platform/db.ts';
import type { Tools } from '../../platform/tools.ts';
import { SYSTEM_ID } from '../../values/actor.ts';
import { findBreaks } from '../ledger/tie-out/find/store.ts';
import {
  type Break,
  findBrokenChain,
  findBrokenJournals,
  findCutChain,
  findEditedPlans,
  findPaidTwice,
  findSelfReleased,
  findUndrawnPastNought,
  findUnlikeLists,
  findUnlikeRuns,
  findUnpostedPayments,
  findWrongBalances,
  loadHead,
} from './verify-store.ts';

/** A break and the board in whose records it is. */
export type FoundBreak = Break & { readonly icbCode: string };

const PROOFS = [
  findBrokenJournals,
  findWrongBalances,
  findUndrawnPastNought,
  findPaidTwice,
  findUnlikeRuns,
  findUnlikeLists,
  findSelfReleased,
  findUnpostedPayments,
  findEditedPlans,
] as const;

/** Every break in every board's records; none when all is well. */
export async function verify(tools: Tools): Promise<FoundBreak[]> {
  const found: FoundBreak[] = [];
  for (const icbCode of await icbCodes(tools.db)) {
    // Read before the chain is: an anchor of a link that came in between is no break.
    const anchors = await readAnchors(tools, icbCode);
    const breaks = await tools.db.transaction({ icbCode, id: SYSTEM_ID }, async tx => {
      const head = await loadHead(tx);
      const here: Break[] = [];
      for (const proof of PROOFS) here.push(...(await forMany(tx, () => proof(tx))));
      // What follows from damage that is named already is not named again.
      if (here.length === 0) here.push(...(await findUntied(tx)));
      here.push(...(await findBrokenChain(tx)));
      here.push(...(await findCutChain(tx, [...anchors.heads, ...(head ? [head] : [])])));
      return here;
    });
    found.push(...[...anchors.breaks, ...breaks].map(one => ({ ...one, icbCode })));
  }
  return found;
}

/** Where ledger, bank and plan do not agree. It stands on sound records, so it is asked of those only. */
async function findUntied(tx: Tx): Promise<Break[]> {
  const { breaks } = await findBreaks(tx);
  return breaks.map(({ cause, subjectId, words }) => ({ check: cause, id: subjectId, words }));
}

async function readAnchors(tools: Tools, icbCode: string) {
  try {
    const heads = await tools.anchors.of(icbCode);
    return {
      heads: heads.map(({ position, hash, at }) => ({ position, hash, where: `the anchor of ${at}` })),
      breaks: [],
    };
  } catch (error) {
    const words = (error as Error).message;
    return { heads: [], breaks: [{ check: 'audit-anchor-unreadable' as const, id: icbCode, words }] };
  }
}
