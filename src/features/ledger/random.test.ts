/** A thousand random journals: what is stored equals the fold of what was posted, at any date and any state of knowledge. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { testDatabase } from '../../../test/support/database.ts';
import { makeBudget } from '../../../test/support/ledger.ts';
import { chance, oneOf, randomJournal, SEED, YEAR } from '../../../test/support/random-journals.ts';
import type { Tx } from '../../platform/db.ts';
import {
  ACCOUNT_KINDS,
  accountKey,
  type Balance,
  type Journal,
  moneyFigures,
  type NewJournal,
} from '../../rules/payment/ledger.ts';
import { total } from '../../values/pence.ts';
import {
  type AsOf,
  loadBalances,
  loadJournal,
  loadJournalsCausedBy,
  loadMoneyFigures,
  loadMonths,
  postJournals,
  reverseJournal,
} from './store.ts';

const MANY = 1_000;

const database = await testDatabase();
const { db, icbCode } = database;
const within = <T>(work: (tx: Tx) => Promise<T>) => db.transaction({ icbCode, id: randomUUID() }, work);

type Known = Journal & { readonly recordedAt: Temporal.Instant };

/** The naive model: everything that was accepted, added up. Control accounts and other budgets aside. */
function foldOf(known: readonly Known[], budgetId: string, { happenedBy, knownBy }: AsOf): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const one of known) {
    if (happenedBy && Temporal.PlainDate.compare(one.happenedOn, happenedBy) > 0) continue;
    if (knownBy && Temporal.Instant.compare(one.recordedAt, knownBy) > 0) continue;
    for (const { account, amountPence } of one.postings)
      if (account.budgetId === budgetId)
        sums.set(accountKey(account), (sums.get(accountKey(account)) ?? 0n) + amountPence);
  }
  return sums;
}
const inOrder = (sums: Iterable<readonly [string, bigint]>) => [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
const stored = (balances: readonly Balance[]) =>
  inOrder(balances.map(({ account, pence }) => [accountKey(account), pence] as const));

test(`${MANY} random journals on three budgets (OPENPHB_SEED=${SEED})`, async () => {
  const budgets = [await makeBudget(database), await makeBudget(database), await makeBudget(database)];
  const known: Known[] = [];
  const sent: NewJournal[] = [];
  const counts = { accepted: 0, refused: 0, again: 0, reversed: 0 };

  while (known.length < MANY) {
    const causedBy = `random:${randomUUID()}`;
    const batch: NewJournal[] = Array.from({ length: 1 + chance(8) }, () => ({
      ...randomJournal(oneOf(budgets)),
      commandId: randomUUID(),
      causedBy,
      byId: randomUUID(),
    }));
    // Now and then a command that was sent before comes again among new ones.
    if (sent.length > 0 && chance(5) === 0) batch.push(oneOf(sent));
    const decision = await within(tx => postJournals(tx, batch));
    if (!decision.accepted) {
      counts.refused += 1;
      continue;
    }
    counts.accepted += 1;
    const posted = new Map((await within(tx => loadJournalsCausedBy(tx, causedBy))).map(one => [one.journalId, one]));
    for (const [i, { journalId, isNew }] of decision.value.entries()) {
      if (!isNew) {
        counts.again += 1;
        continue;
      }
      known.push({ ...batch[i]!, recordedAt: posted.get(journalId)!.recordedAt });
      sent.push(batch[i]!);
      if (chance(12) > 0) continue;
      const order = {
        journalId,
        commandId: randomUUID(),
        happenedOn: YEAR.add({ days: chance(400) }),
        causedBy: 'mistake:1',
        byId: randomUUID(),
      };
      const reversal = await within(tx => reverseJournal(tx, order));
      if (!reversal.accepted) continue;
      counts.reversed += 1;
      const stands = (await within(tx => loadJournal(tx, reversal.value.journalId)))!;
      known.push(stands);
    }
  }
  // Else this proved nothing.
  assert.ok(
    Object.values(counts).every(count => count > 5),
    JSON.stringify(counts),
  );

  for (const budgetId of budgets) {
    const now = await within(tx => loadBalances(tx, budgetId));
    assert.deepEqual(stored(now), inOrder(foldOf(known, budgetId, {})));
    assert.ok(
      now.filter(({ account }) => account.kind === 'undrawn').every(({ pence }) => pence <= 0n),
      'undrawn past nought',
    );
    for (let i = 0; i < 25; i++) {
      const asOf: AsOf = {
        ...(chance(4) > 0 ? { happenedBy: YEAR.add({ days: chance(420) - 40 }) } : {}),
        ...(chance(2) > 0 ? { knownBy: oneOf(known).recordedAt } : {}),
      };
      assert.deepEqual(
        stored(await within(tx => loadBalances(tx, budgetId, asOf))),
        inOrder(foldOf(known, budgetId, asOf)),
        JSON.stringify(asOf),
      );
    }
    for (const kind of ['used', 'spent', 'undrawn', 'held', 'contribution'] as const) {
      const months = await within(tx => loadMonths(tx, budgetId, kind));
      for (const { month, account, movedPence } of months)
        assert.equal(
          movedPence,
          total(
            known
              .filter(one => one.happenedOn.toPlainYearMonth().equals(month))
              .flatMap(one => one.postings)
              .filter(posting => accountKey(posting.account) === accountKey(account))
              .map(posting => posting.amountPence),
          ),
        );
      assert.equal(
        total(months.map(({ movedPence }) => movedPence)),
        total(now.filter(({ account }) => account.kind === kind).map(({ pence }) => pence)),
      );
    }
    const { spent, onItsWay, promised, keptForEmergencies, free, allocated } = await within(tx =>
      loadMoneyFigures(tx, budgetId, YEAR),
    );
    assert.equal(spent + onItsWay + promised + keptForEmergencies + free, allocated);
    assert.deepEqual(await within(tx => loadMoneyFigures(tx, budgetId, YEAR)), moneyFigures(now, YEAR));
  }
  const inBooks = Map.groupBy(
    known.flatMap(one => one.postings),
    ({ account }) => ACCOUNT_KINDS[account.kind].book,
  );
  for (const postings of inBooks.values()) assert.equal(total(postings.map(posting => posting.amountPence)), 0n);
});
