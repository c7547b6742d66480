/** The accounts of a feed, looked up as they come: whose they are, what their plan pays for, and what came into each. */
import { randomUUID } from 'node:crypto';
import type { FeedLine } from '../../../formats/statements/feed.ts';
import type { Tx } from '../../../platform/db.ts';
import { readPlace } from '../../../rules/payment/matching-score.ts';
import { isBefore, type PlainDate } from '../../../values/dates.ts';
import { lockBudgets } from '../../requests/store.ts';
import { loadAccountsNumbered, loadPlaces } from './account-store.ts';
import { accountsOfOtherFormat, firstDayOfOtherFormat } from './feed-store.ts';
import type { NewImport } from './stage-store.ts';
import type { Destination, Incoming } from './stages.ts';

type FeedAccount = Destination & {
  firstOn: PlainDate;
  lastOn: PlainDate;
  lines: number;
  /** Its days, where files of another format were read into it. */
  readonly days: Map<string, PlainDate> | undefined;
};

/** So many accounts that were left out are told by their last digits. */
const MOST_TOLD = 20;

/** Nobody's yet: they are looked up batch by batch. */
export function openAccounts(tx: Tx, format: string) {
  const known = new Map<string, FeedAccount | undefined>();
  const counts = { lines: 0, leftOut: 0 };
  const leftOutAccounts = new Set<string>();

  /** Looks up the accounts of these lines, and holds their budgets. */
  async function look(batch: readonly FeedLine[]): Promise<void> {
    const numbers = [...new Set(batch.map(line => line.account))].filter(number => !known.has(number));
    if (numbers.length === 0) return;
    for (const number of numbers) known.set(number, undefined);
    const found = await loadAccountsNumbered(tx, numbers);
    const budgetIds = found.map(account => account.budgetId);
    await lockBudgets(tx, budgetIds);
    const places = await loadPlaces(tx, budgetIds);
    const mixed = await accountsOfOtherFormat(
      tx,
      format,
      found.map(account => account.accountId),
    );
    for (const { budgetId, accountId, sortCode, accountNumber } of found) {
      const none = batch[0]!.line.postedOn;
      known.set(sortCode + accountNumber, {
        importId: randomUUID(),
        budgetId,
        accountId,
        places: (places.get(budgetId) ?? []).map(readPlace),
        firstOn: none,
        lastOn: none,
        lines: 0,
        days: mixed.has(accountId) ? new Map() : undefined,
      });
    }
  }

  /** Where a line goes; undefined where no budget has its account, or where it moved no money. */
  function place({ account, lineNumber, line }: FeedLine): Incoming | undefined {
    counts.lines += 1;
    const into = known.get(account);
    if (!into) {
      counts.leftOut += 1;
      if (leftOutAccounts.size < MOST_TOLD) leftOutAccounts.add(account.slice(-4));
      return undefined;
    }
    if (line.amountPence === 0n) return undefined;
    const { postedOn } = line;
    if (into.lines === 0 || isBefore(postedOn, into.firstOn)) into.firstOn = postedOn;
    if (into.lines === 0 || isBefore(into.lastOn, postedOn)) into.lastOn = postedOn;
    into.lines += 1;
    into.days?.set(postedOn.toString(), postedOn);
    return { into, lineNumber, line };
  }

  return {
    look,
    place,
    counts: counts as { readonly lines: number; readonly leftOut: number },
    leftOutAccounts: leftOutAccounts as ReadonlySet<string>,

    /** What came into each account that something came into. */
    imports: (): NewImport[] =>
      [...known.values()]
        .filter(account => account !== undefined)
        .filter(account => account.lines > 0)
        .map(({ importId, budgetId, accountId, firstOn, lastOn, lines }) => ({
          importId,
          budgetId,
          accountId,
          fromOn: firstOn,
          toOn: lastOn,
          openingPence: null,
          closingPence: null,
          proven: false,
          lineCount: lines,
        })),

    /** The first day of which an account has lines from a file of another format, or undefined. */
    async dayInOtherFormat(): Promise<PlainDate | undefined> {
      const days = [...known.values()].flatMap(account =>
        [...(account?.days?.values() ?? [])].map(postedOn => ({ accountId: account!.accountId, postedOn })),
      );
      return days.length === 0 ? undefined : firstDayOfOtherFormat(tx, format, days);
    },
  };
}
