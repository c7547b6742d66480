import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { testDatabase } from '../../../test/support/database.ts';
import { makeBudget } from '../../../test/support/ledger.ts';
import { errorCode, type Tx } from '../../platform/db.ts';
import { type Sql, sql } from '../../platform/sql.ts';
import * as journals from '../../rules/payment/journals.ts';
import { type Journal, type NewJournal, reverse } from '../../rules/payment/ledger.ts';
import {
  loadBalances,
  loadControlBalance,
  loadJournal,
  loadJournalsCausedBy,
  loadMoneyFigures,
  loadMonths,
  loadStatement,
  postJournals,
  reverseJournal,
} from './store.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);
/** No journal has this number. */
const NEXT = 9_000_000_000n;
const YEAR = day('2026-12-01');
const actorId = randomUUID();
const database = await testDatabase();
const { db, ownerDb, icbCode, otherIcbCode } = database;

/** Runs in one transaction of the service, for the first board. */
const within = <T>(work: (tx: Tx) => Promise<T>) => db.transaction({ icbCode, id: actorId }, work);
const asNew = (journal: Journal, commandId: string = randomUUID(), causedBy = 'test:1'): NewJournal => ({
  ...journal,
  commandId,
  causedBy,
  byId: actorId,
});
const post = (...made: Journal[]) =>
  within(tx =>
    postJournals(
      tx,
      made.map(journal => asNew(journal)),
    ),
  );
const codes = (decision: Awaited<ReturnType<typeof postJournals>>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join();

/** A budget of £31,200.00 as the ledger's example has it, agreed. */
async function agreedBudget() {
  const budgetId = await makeBudget(database);
  const purse = { budgetId, budgetYear: YEAR, stream: 'NHS_CHC', option: 'DIRECT_PAYMENT' as const };
  const agreed = await post(
    journals.budgetAgreed({
      ...purse,
      happenedOn: day('2026-11-20'),
      parts: [{ option: 'DIRECT_PAYMENT', pence: 2_880_000n }],
      contingencyPence: 240_000n,
    }),
  );
  assert.ok(agreed.accepted);
  return purse;
}
const released = (purse: journals.Purse, pence: bigint, on = '2026-11-27') =>
  journals.paymentReleased({ ...purse, pence, rail: 'BACS', happenedOn: day(on) });
const stands = async (budgetId: string, kind: string) => {
  const balances = await within(tx => loadBalances(tx, budgetId));
  return balances.filter(balance => balance.account.kind === kind).reduce((sum, { pence }) => sum + pence, 0n);
};

describe('posting', () => {
  test('the same command twice has one effect; with another journal it is refused', async () => {
    const purse = await agreedBudget();
    const commandId = randomUUID();
    const once = asNew(released(purse, 260_000n), commandId);
    const first = await within(tx => postJournals(tx, [once]));
    const again = await within(tx => postJournals(tx, [once]));
    assert.ok(first.accepted && again.accepted);
    assert.deepEqual([first.value[0]!.isNew, again.value[0]!.isNew], [true, false]);
    assert.equal(again.value[0]!.journalId, first.value[0]!.journalId);
    assert.equal(await stands(purse.budgetId, 'undrawn'), -2_860_000n);

    for (const other of [released(purse, 260_001n), released(purse, 260_000n, '2026-11-28')]) {
      const refusal = await within(tx => postJournals(tx, [asNew(other, commandId)]));
      assert.deepEqual(refusal, { accepted: false, refusals: [{ code: 'journal-reused', commandId }] });
    }
    assert.equal(await stands(purse.budgetId, 'undrawn'), -2_860_000n);
  });

  test('the same command ten times at one moment has one effect', async () => {
    const purse = await agreedBudget();
    const once = asNew(released(purse, 100n));
    const answers = await Promise.all(Array.from({ length: 10 }, () => within(tx => postJournals(tx, [once]))));
    assert.equal(answers.filter(answer => answer.accepted && answer.value[0]!.isNew).length, 1);
    assert.equal(answers.filter(answer => answer.accepted).length, 10);
    assert.equal(await stands(purse.budgetId, 'undrawn'), -3_119_900n);
  });

  for (const [pence, expected] of [
    [3_119_999n, 'accepted'],
    [3_120_000n, 'accepted'],
    [3_120_001n, 'not-enough-undrawn'],
  ] as const) {
    test(`of £31,200.00 undrawn, ${pence} pence paid out: ${expected}`, async () => {
      const purse = await agreedBudget();
      const decision = await post(released(purse, pence));
      assert.equal(codes(decision), expected);
      if (!decision.accepted) {
        assert.deepEqual(decision.refusals, [
          { code: 'not-enough-undrawn', budgetId: purse.budgetId, shortByPence: 1n },
        ]);
        assert.equal(await stands(purse.budgetId, 'undrawn'), -3_120_000n);
      }
    });
  }

  test('a promise on money that a bank line took past nought is refused, also beside a fact that gives some back', async () => {
    const purse = { ...(await agreedBudget()), planLineId: randomUUID() };
    const facts = { ...purse, happenedOn: day('2026-12-10') };
    assert.equal(codes(await post(journals.cardAuthorised({ ...facts, pence: 2_890_000n }))), 'accepted');
    const decision = await post(
      journals.promiseMade({ ...facts, pence: 1_000n }),
      journals.cardLapsed({ ...facts, pence: 5_000n }),
    );
    const short = { code: 'not-enough-authorised', budgetId: purse.budgetId, shortByPence: 6_000n };
    assert.deepEqual(decision, { accepted: false, refusals: [short] });
    assert.equal(await stands(purse.budgetId, 'promised'), 0n);
  });

  test('a refusal leaves the transaction usable and nothing posted, also of the journals beside it', async () => {
    const [rich, poor] = [await agreedBudget(), await agreedBudget()];
    const counted = await within(async tx => {
      const decision = await postJournals(tx, [asNew(released(rich, 1n)), asNew(released(poor, 3_120_001n))]);
      assert.equal(codes(decision), 'not-enough-undrawn');
      return tx.query(sql`select from journal where kind = 'payment-released' and happened_on = '2026-11-27'
                            and journal_id in (select journal_id from posting join ledger_account using (ledger_account_id)
                                                where budget_id in (${rich.budgetId}, ${poor.budgetId}))`);
    });
    assert.equal(counted.length, 0);
    for (const { budgetId } of [rich, poor]) assert.equal(await stands(budgetId, 'undrawn'), -3_120_000n);
    assert.equal(await stands(rich.budgetId, 'drawn'), 0n);
  });

  for (const [pence, expected] of [
    [2_879_999n, 'accepted'],
    [2_880_000n, 'accepted'],
    [2_880_001n, 'not-enough-authorised'],
  ] as const) {
    test(`of £28,800.00 authorised, ${pence} pence promised: ${expected}`, async () => {
      const purse = await agreedBudget();
      const promise = journals.promiseMade({
        ...purse,
        planLineId: randomUUID(),
        pence,
        happenedOn: day('2026-11-21'),
      });
      const decision = await post(promise);
      assert.equal(codes(decision), expected);
      if (!decision.accepted)
        assert.deepEqual(decision.refusals, [
          { code: 'not-enough-authorised', budgetId: purse.budgetId, shortByPence: 1n },
        ]);
    });
  }

  test('a bank line, being a fact, may take authorised past nought', async () => {
    const purse = await agreedBudget();
    const line = { planLineId: randomUUID(), promisedLeftPence: 0n, accountId: 'account-1' };
    assert.equal(
      codes(await post(journals.linePlaced({ ...purse, ...line, pence: 2_880_001n, happenedOn: YEAR }))),
      'accepted',
    );
    assert.equal(await stands(purse.budgetId, 'authorised'), 1n);
  });

  test('sixteen releases at one moment never take more than there is', async () => {
    const purse = await agreedBudget();
    const answers = await Promise.all(Array.from({ length: 16 }, () => post(released(purse, 260_000n))));
    assert.equal(answers.filter(answer => answer.accepted).length, 12);
    assert.equal(await stands(purse.budgetId, 'undrawn'), 0n);
  });

  test('a thousand journals in one call', async () => {
    const purse = await agreedBudget();
    const many = Array.from({ length: 1_000 }, () => asNew(released(purse, 3n)));
    const decision = await within(tx => postJournals(tx, many));
    assert.ok(decision.accepted);
    assert.equal(new Set(decision.value.map(posted => posted.journalId)).size, 1_000);
    assert.deepEqual(
      decision.value.map(posted => posted.commandId),
      many.map(journal => journal.commandId),
    );
    assert.equal(await stands(purse.budgetId, 'drawn'), -3_000n);
  });

  test('another board neither sees nor touches it', async () => {
    const purse = await agreedBudget();
    const theirs = { icbCode: otherIcbCode, id: actorId };
    assert.deepEqual(await db.transaction(theirs, tx => loadBalances(tx, purse.budgetId)), []);
    await assert.rejects(db.transaction(theirs, tx => postJournals(tx, [asNew(released(purse, 1n))])));
    assert.equal(await stands(purse.budgetId, 'drawn'), 0n);
  });
});

describe('reversal', () => {
  test('is the mirror, linked, and can be made once', async () => {
    const purse = await agreedBudget();
    const decision = await post(released(purse, 260_000n));
    assert.ok(decision.accepted);
    const { journalId } = decision.value[0]!;
    const order = { journalId, happenedOn: day('2026-11-30'), causedBy: 'mistake:1', byId: actorId };
    const reversal = await within(tx => reverseJournal(tx, { ...order, commandId: randomUUID() }));
    assert.ok(reversal.accepted);
    assert.equal(await stands(purse.budgetId, 'undrawn'), -3_120_000n);
    assert.equal(await stands(purse.budgetId, 'drawn'), 0n);
    const stored = await within(tx => loadJournal(tx, reversal.value.journalId));
    assert.equal(stored?.reverses, journalId);

    const twice = await within(tx => reverseJournal(tx, { ...order, commandId: randomUUID() }));
    assert.deepEqual(twice, { accepted: false, refusals: [{ code: 'journal-already-reversed', journalId }] });
    const ofReversal = { ...order, journalId: reversal.value.journalId, commandId: randomUUID() };
    const third = await within(tx => reverseJournal(tx, ofReversal));
    assert.equal(third.accepted || third.refusals[0].code, 'journal-is-a-reversal');
    const fourth = await within(tx => reverseJournal(tx, { ...order, journalId: NEXT, commandId: randomUUID() }));
    assert.equal(fourth.accepted || fourth.refusals[0].code, 'journal-not-found');
  });

  test('is refused twice in one call, and then neither stands', async () => {
    const purse = await agreedBudget();
    const decision = await post(released(purse, 260_000n));
    assert.ok(decision.accepted);
    const { journalId } = decision.value[0]!;
    const mirror = reverse({ ...released(purse, 260_000n), journalId }, day('2026-11-30'));
    const twice = await post(mirror, mirror);
    assert.deepEqual(twice, { accepted: false, refusals: [{ code: 'journal-already-reversed', journalId }] });
    assert.equal(await stands(purse.budgetId, 'undrawn'), -2_860_000n);
  });

  test('a journal that says it reverses but is no mirror is turned away by the database', async () => {
    const purse = await agreedBudget();
    const decision = await post(released(purse, 260_000n));
    assert.ok(decision.accepted);
    const crooked = journals.paymentRejected({ ...purse, pence: 259_999n, rail: 'BACS', happenedOn: YEAR });
    await assert.rejects(
      within(tx => postJournals(tx, [{ ...asNew(crooked), kind: 'reversal', reverses: decision.value[0]!.journalId }])),
      error => errorCode(error) === 'PB001',
    );
  });
});

describe('what the database refuses to everybody, its owner included', () => {
  let earlier: bigint;
  let authorised: bigint;
  let contingency: bigint;
  let undrawn: bigint;
  before(async () => {
    const [purse, another] = [await agreedBudget(), await agreedBudget()];
    const [journal] =
      await ownerQuery(sql`select p.journal_id from posting p join ledger_account a using (ledger_account_id)
      where a.budget_id = ${another.budgetId} limit 1`);
    const accounts = await ownerQuery(sql`select ledger_account_id, kind from ledger_account
      where budget_id = ${purse.budgetId} and kind in ('authorised', 'contingency', 'undrawn') order by kind`);
    earlier = journal!.journal_id as bigint;
    [authorised, contingency, undrawn] = accounts.map(row => row.ledger_account_id as bigint) as [
      bigint,
      bigint,
      bigint,
    ];
  });
  const ownerQuery = (...statements: Sql[]) =>
    ownerDb.transaction({ icbCode, id: actorId }, async tx => {
      let rows: Record<string, unknown>[] = [];
      for (const statement of statements) rows = await tx.query(statement);
      return rows;
    });
  const aJournal = (id: bigint, many: number) => sql`
    insert into journal (journal_id, icb_code, command_id, kind, happened_on, recorded_at, caused_by, by_id, posting_count, content_hash)
    values (${id}, ${icbCode}, ${randomUUID()}, 'budget-agreed', '2026-12-01', now(), 'hand:1', ${actorId}, ${many}, '')`;
  type Rows = readonly (readonly [account: bigint, pence: bigint, version: number])[];
  const postings = (id: bigint, ...rows: Rows) => sql`
    insert into posting (journal_id, ledger_account_id, icb_code, amount_pence, account_version)
    select ${id}, a, ${icbCode}, p, v from unnest(${rows.map(([account]) => account)}::bigint[],
      ${rows.map(([, pence]) => pence)}::bigint[], ${rows.map(([, , version]) => version)}::integer[]) as t (a, p, v)`;
  const whole = (id: bigint, many: number, ...rows: Rows) =>
    sql`with written as (${aJournal(id, many)}) ${postings(id, ...rows)}`;

  const sound = () => [whole(NEXT, 2, [authorised, -5n, 2], [contingency, 5n, 2])];

  test('a sound journal by hand is taken: what follows is refused for the crime alone', async () => {
    assert.equal((await ownerQuery(...sound(), sql`select from posting where journal_id = ${NEXT}`)).length, 2);
  });

  const crimes: readonly (readonly [what: string, code: string, statements: () => readonly Sql[]])[] = [
    ['a journal without postings', 'PB001', () => [aJournal(NEXT + 1n, 2)]],
    ['a journal with one posting', 'PB001', () => [whole(NEXT + 1n, 2, [authorised, -5n, 3])]],
    ['postings that are a penny off', 'PB001', () => [whole(NEXT + 1n, 2, [authorised, -5n, 3], [contingency, 4n, 3])]],
    ['nought overall, but not per book', 'PB001', () => [whole(NEXT + 1n, 2, [authorised, -5n, 3], [undrawn, 5n, 2])]],
    ['fewer postings than it says', 'PB001', () => [whole(NEXT + 1n, 3, [authorised, -5n, 3], [contingency, 5n, 3])]],
    [
      'more postings for a journal of before',
      'PB001',
      () => [postings(earlier, [authorised, -5n, 3], [contingency, 5n, 3])],
    ],
    ['postings without a journal', 'PB001', () => [postings(NEXT + 1n, [authorised, -5n, 3], [contingency, 5n, 3])]],
    [
      'postings that are not numbered in turn',
      'PB013',
      () => [whole(NEXT + 1n, 2, [authorised, -5n, 4], [contingency, 5n, 3])],
    ],
    [
      'a balance by hand',
      'PB002',
      () => [sql`update ledger_balance set balance_pence = 0 where ledger_account_id = ${authorised}`],
    ],
    [
      'a month by hand',
      'PB002',
      () => [sql`update ledger_month set moved_pence = 0 where ledger_account_id = ${authorised}`],
    ],
    ['a balance removed', 'PB002', () => [sql`delete from ledger_balance where ledger_account_id = ${authorised}`]],
    ['a posting altered', 'PB002', () => [sql`update posting set amount_pence = 1 where journal_id = ${earlier}`]],
    ['a posting removed', 'PB002', () => [sql`delete from posting where journal_id = ${earlier}`]],
    ['a journal removed', 'PB002', () => [sql`delete from journal where journal_id = ${earlier}`]],
    ['all postings removed', 'PB002', () => [sql`truncate posting`]],
  ];
  for (const [what, code, statements] of crimes)
    test(what, () =>
      assert.rejects(ownerQuery(...statements()), error => {
        assert.equal(errorCode(error), code, String(error));
        return true;
      }),
    );

  test('the service may not insert at all', async () => {
    for (const statement of [
      aJournal(NEXT, 2),
      postings(NEXT, [authorised, -5n, 2]),
      sql`insert into ledger_balance values (1)`,
    ])
      await assert.rejects(
        within(tx => tx.query(statement)),
        error => errorCode(error) === '42501',
      );
  });
});

describe('reading', () => {
  test('figures, months, statement, cause and control accounts', async () => {
    const purse = await agreedBudget();
    const accountId = randomUUID();
    const causedBy = `run:${randomUUID()}`;
    const bankBefore = await within(tx => loadControlBalance(tx, { kind: 'bank', stream: 'NHS_CHC' }));
    await within(tx =>
      postJournals(tx, [
        asNew(released(purse, 260_000n), randomUUID(), causedBy),
        asNew(
          journals.paymentCredited({
            ...purse,
            accountId,
            rail: 'BACS',
            pence: 260_000n,
            happenedOn: day('2026-12-01'),
          }),
        ),
        asNew(journals.lineUnplaced({ ...purse, accountId, pence: 1_499n, happenedOn: day('2026-12-03') })),
      ]),
    );
    assert.deepEqual(await within(tx => loadMoneyFigures(tx, purse.budgetId, YEAR)), {
      allocated: 3_120_000n,
      spent: 0n,
      onItsWay: 1_499n,
      promised: 0n,
      keptForEmergencies: 240_000n,
      free: 2_878_501n,
      held: 258_501n,
      toCome: 2_860_000n,
      stillMatching: 1_499n,
    });
    const beforeCredit = await within(tx =>
      loadMoneyFigures(tx, purse.budgetId, YEAR, { happenedBy: day('2026-11-30') }),
    );
    assert.deepEqual([beforeCredit.held, beforeCredit.toCome], [0n, 2_860_000n]);
    assert.deepEqual(
      (await within(tx => loadMonths(tx, purse.budgetId, 'undrawn'))).map(row => [
        row.month.toString(),
        row.movedPence,
      ]),
      [['2026-11', -2_860_000n]],
    );
    const statement = await within(tx => loadStatement(tx, purse.budgetId, ['held']));
    assert.deepEqual(
      statement.map(line => [line.amountPence, line.balancePence]),
      [
        [-1_499n, 258_501n],
        [260_000n, 260_000n],
      ],
    );
    assert.equal((await within(tx => loadJournalsCausedBy(tx, causedBy))).length, 1);
    assert.equal(
      await within(tx => loadControlBalance(tx, { kind: 'bank', stream: 'NHS_CHC' })),
      bankBefore - 260_000n,
    );
  });

  test('a day in between is read from the fold, by what had happened and by what was known', async () => {
    const purse = await agreedBudget();
    await post(released(purse, 100n, '2026-12-10'));
    const known = Temporal.Now.instant();
    await post(released(purse, 10n, '2026-12-05')); // learnt of later, happened earlier
    const undrawn = async (asOf: Parameters<typeof loadBalances>[2]) =>
      (await within(tx => loadBalances(tx, purse.budgetId, asOf))).find(({ account }) => account.kind === 'undrawn')
        ?.pence;
    assert.equal(await undrawn({ happenedBy: day('2026-12-04') }), -3_120_000n);
    assert.equal(await undrawn({ happenedBy: day('2026-12-05') }), -3_119_990n);
    assert.equal(await undrawn({ knownBy: known }), -3_119_900n);
    assert.equal(await undrawn({ knownBy: known, happenedBy: day('2026-12-09') }), -3_120_000n);
    assert.equal(await undrawn({}), -3_119_890n);
  });
});
