import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { same } from '../../../test/support/same.ts';
import { total } from '../../values/pence.ts';
import { alone, type LineShares, type Sharing, wholeShares } from '../funding/line-shares.ts';
import { linePlaced, linePlacedLater, lineUnplaced, receivedUnexplained, refund, together } from './journals.ts';
import { accountKey, type Journal } from './ledger.ts';
import { journalOfParts, type LinePromise, type LinePromises, resharedJournal, spentOn } from './line-journals.ts';

const NHS = 'NHS_CC';
const LA = 'LA_CHILDREN';
const HAPPENED_ON = Temporal.PlainDate.from('2027-01-04');
const where = (sharing: Sharing) => ({
  budgetId: 'budget',
  budgetYear: Temporal.PlainDate.from('2026-12-01'),
  option: 'DIRECT_PAYMENT' as const,
  accountId: 'account',
  happenedOn: HAPPENED_ON,
  sharing,
});
const on = (promisedPence: bigint, leftPence: bigint, spentPence: bigint): LinePromise => ({
  promisedPence,
  leftPence,
  spentPence,
});
const promised = (byStream: Readonly<Record<string, LinePromise>>): LinePromises =>
  new Map([['line', new Map(Object.entries(byStream))]]);
const NOTHING: LinePromises = new Map();
const spent = (pence: bigint, planItemId = 'line') => ({ what: 'SPENT', planItemId, pence }) as const;
const back = (pence: bigint) => ({ what: 'REFUND', planItemId: 'line', pence }) as const;
const unknown = (pence: bigint) => ({ what: 'UNPLACED', pence }) as const;
const sorted = (journal: Journal | undefined) =>
  journal && {
    kind: journal.kind,
    happenedOn: journal.happenedOn,
    postings: journal.postings.map(({ account, amountPence }) => `${accountKey(account)} ${amountPence}`).toSorted(),
  };
const sameJournal = (actual: { readonly journal: Journal | undefined }, expected: Journal | undefined) =>
  same(sorted(actual.journal), sorted(expected));
const amounts = (journal: Journal | undefined) =>
  journal?.postings.map(({ account, amountPence }) => `${account.stream} ${account.kind} ${amountPence}`).toSorted();

describe('R-096  With one payer a bank line posts to that payer’s books alone', () => {
  const one = where(alone(NHS));
  const purse = { ...one, stream: NHS, planLineId: 'line' };
  const half = promised({ [NHS]: on(500n, 300n, 200n) });
  test('placed at once: the promise first', () =>
    sameJournal(
      journalOfParts(one, [spent(700n)], 'HELD', half),
      linePlaced({ ...purse, pence: 700n, promisedLeftPence: 300n }),
    ));
  test('placed later', () =>
    sameJournal(
      journalOfParts(one, [spent(700n)], 'UNPLACED', half),
      linePlacedLater({ ...purse, pence: 700n, promisedLeftPence: 300n }),
    ));
  test('in two parts, one of them still unknown: that part stays where it lies', () =>
    sameJournal(
      journalOfParts(one, [spent(700n), unknown(50n)], 'UNPLACED', half),
      linePlacedLater({ ...purse, pence: 700n, promisedLeftPence: 300n }),
    ));
  test('in two parts, one of them unknown, from the account', () =>
    sameJournal(
      journalOfParts(one, [spent(700n), unknown(50n)], 'HELD', half),
      together(linePlaced({ ...purse, pence: 700n, promisedLeftPence: 300n }), lineUnplaced({ ...purse, pence: 50n })),
    ));
  test('two parts on one line: the second finds what the first left of the promise', () =>
    sameJournal(
      journalOfParts(one, [spent(200n), spent(500n)], 'HELD', half),
      linePlaced({ ...purse, pence: 700n, promisedLeftPence: 300n }),
    ));
  test('money that only went away and came back: what left lies in the account again', () => {
    const gone = journalOfParts(one, [unknown(7n)], 'HELD', NOTHING).journal;
    const { journal } = journalOfParts(one, [{ what: 'BACK', pence: 7n }], 'HELD', NOTHING);
    assert.deepEqual(amounts(gone), [`${NHS} held -7`, `${NHS} unplaced 7`]);
    assert.deepEqual(amounts(journal), [`${NHS} held 7`, `${NHS} unplaced -7`]);
  });
  test('what lies there already moves nothing', () =>
    sameJournal(journalOfParts(one, [unknown(7n)], 'UNPLACED', NOTHING), undefined));
  test('not known yet', () => {
    sameJournal(journalOfParts(one, [unknown(7n)], 'HELD', NOTHING), lineUnplaced({ ...purse, pence: 7n }));
    sameJournal(
      journalOfParts(one, [{ what: 'RECEIVED', pence: 7n }], 'HELD', NOTHING),
      receivedUnexplained({ ...purse, pence: 7n }),
    );
  });
  const refunds: readonly (readonly [string, LinePromise, bigint, bigint])[] = [
    ['to the promise first, then to what is free', on(500n, 0n, 600n), 50n, 100n],
    ['on a line without a promise', on(0n, 0n, 600n), 0n, 150n],
    ['that the promise takes whole', on(500n, 0n, 500n), 150n, 0n],
    ['of which one penny is the promise’s', on(451n, 0n, 600n), 1n, 149n],
    ['on a promise that holds more than it should', on(100n, 200n, 600n), 0n, 150n],
  ];
  for (const [what, promise, toPromise, toFree] of refunds)
    test(`a refund ${what}`, () => {
      const parts = [
        ...(toPromise > 0n ? [refund({ ...purse, pence: toPromise, backTo: 'promised' as const })] : []),
        ...(toFree > 0n ? [refund({ ...purse, pence: toFree, backTo: 'authorised' as const })] : []),
      ] as [Journal, ...Journal[]];
      const answer = journalOfParts(one, [back(150n)], 'HELD', promised({ [NHS]: promise }));
      sameJournal(answer, together(...parts));
      same(
        [...answer.promises.get('line')!.values()],
        [on(promise.promisedPence, promise.leftPence + toPromise, promise.spentPence - 150n)],
      );
    });
  test('a single penny', () => {
    const { journal, promises } = journalOfParts(one, [spent(1n)], 'HELD', half);
    same(sorted(journal), sorted(linePlaced({ ...purse, pence: 1n, promisedLeftPence: 300n })));
    same([...promises.get('line')!.values()], [on(500n, 299n, 201n)]);
    sameJournal(
      journalOfParts(one, [spent(1n)], 'UNPLACED', half),
      linePlacedLater({ ...purse, pence: 1n, promisedLeftPence: 300n }),
    );
    same(
      [
        ...journalOfParts(one, [spent(1n)], 'HELD', NOTHING)
          .promises.get('line')!
          .values(),
      ],
      [on(0n, 0n, 1n)],
    );
  });
  test('after it the promise is less, and what is spent more', () => {
    const { promises } = journalOfParts(one, [spent(700n)], 'HELD', half);
    same([...promises.get('line')!.values()], [on(500n, 0n, 900n)]);
    assert.deepEqual([spentOn(promises, 'line'), spentOn(promises, 'other'), spentOn(half, 'line')], [900n, 0n, 200n]);
  });
});

describe('R-098  With several payers each pays in its own books', () => {
  const streams = [
    { stream: NHS, basisPoints: 6_250 },
    { stream: LA, basisPoints: 3_750 },
  ];
  const sharing = (kind: LineShares['kind'], shares: LineShares['shares']): Sharing => ({
    streams,
    lines: new Map([['line', { annualPence: 100_000n, split: { kind, shares } }]]),
  });
  const by = (stream: string) => ({ stream, weight: 1, pence: undefined });
  const first = sharing('FIRST_POUND', [{ stream: NHS, weight: 0, pence: 500n }, by(LA)]);

  test('£10.01 by halves, the council’s promise all used', () => {
    const half = where(sharing('PERCENT', [by(NHS), by(LA)]));
    assert.deepEqual(
      amounts(journalOfParts(half, [spent(1_001n)], 'HELD', promised({ [NHS]: on(900n, 900n, 0n) })).journal),
      [
        `${LA} authorised 500`,
        `${LA} held -500`,
        `${LA} spent 500`,
        `${LA} used -500`,
        `${NHS} held -501`,
        `${NHS} promised 501`,
        `${NHS} spent 501`,
        `${NHS} used -501`,
      ],
    );
  });
  test('what lay unplaced by the agreed percentages goes back first', () => {
    const { journal } = journalOfParts(where(sharing('PERCENT', [by(LA)])), [spent(1_000n)], 'UNPLACED', NOTHING);
    assert.equal(journal!.kind, 'line-placed-later');
    assert.deepEqual(amounts(journal), [
      `${LA} authorised 1000`,
      `${LA} held -625`,
      `${LA} spent 1000`,
      `${LA} unplaced -375`,
      `${LA} used -1000`,
      `${NHS} held 625`,
      `${NHS} unplaced -625`,
    ]);
  });
  test('whatever is placed of it, no penny stays behind unplaced', () =>
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 999n }), { minLength: 1, maxLength: 4 }),
        fc.bigInt({ min: 0n, max: 99n }),
        (placed, rest) => {
          const at = where({ streams, lines: new Map() });
          const parts = [...placed.map(pence => spent(pence)), ...(rest > 0n ? [unknown(rest)] : [])];
          const lay = journalOfParts(at, [unknown(total(placed) + rest)], 'HELD', NOTHING).journal!;
          const after = journalOfParts(at, parts, 'UNPLACED', NOTHING).journal!;
          const stays = rest > 0n ? journalOfParts(at, [unknown(rest)], 'HELD', NOTHING).journal!.postings : [];
          const sum = (journals: readonly Journal['postings'][], stream: string) =>
            total(
              journals
                .flat()
                .filter(({ account }) => account.kind === 'unplaced' && account.stream === stream)
                .map(({ amountPence }) => amountPence),
            );
          for (const stream of [NHS, LA])
            assert.equal(sum([lay.postings, after.postings], stream), sum([stays], stream));
        },
      ),
    ));
  test('first pounds: what the council paid instead goes back to it', () =>
    assert.deepEqual(
      amounts(journalOfParts(where(first), [spent(100n)], 'HELD', promised({ [LA]: on(0n, 0n, 300n) })).journal),
      [
        `${LA} authorised -300`,
        `${LA} held 300`,
        `${LA} spent -300`,
        `${LA} used 300`,
        `${NHS} authorised 400`,
        `${NHS} held -400`,
        `${NHS} spent 400`,
        `${NHS} used -400`,
      ],
    ));
  test('first pounds: once an answer is taken back, the line is put right at once', () => {
    assert.deepEqual(
      amounts(resharedJournal(where(first), 'line', promised({ [NHS]: on(300n, 300n, 0n), [LA]: on(0n, 0n, 300n) }))),
      [
        `${LA} authorised -300`,
        `${LA} held 300`,
        `${LA} spent -300`,
        `${LA} used 300`,
        `${NHS} held -300`,
        `${NHS} promised 300`,
        `${NHS} spent 300`,
        `${NHS} used -300`,
      ],
    );
    assert.equal(resharedJournal(where(first), 'line', promised({ [NHS]: on(0n, 0n, 300n) })), undefined);
    assert.equal(resharedJournal(where(first), 'other', NOTHING), undefined);
    assert.equal(resharedJournal(where(alone(NHS)), 'line', promised({ [NHS]: on(0n, 0n, 300n) })), undefined);
  });
  test('in whatever order answers come and go, each payer has paid what the line says', () => {
    const steps = fc.array(
      fc.bigInt({ min: -700n, max: 900n }).filter(pence => pence !== 0n),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(steps, amountsOnLine => {
        let promises: LinePromises = NOTHING;
        let whole = 0n;
        for (const pence of amountsOnLine) {
          if (whole + pence < 0n) continue;
          whole += pence;
          const part = pence > 0n ? spent(pence) : back(-pence);
          promises = journalOfParts(where(first), [part], 'HELD', promises).promises;
          same(
            wholeShares(first.lines.get('line')!, whole).map(
              each => promises.get('line')!.get(each.stream)?.spentPence ?? 0n,
            ),
            wholeShares(first.lines.get('line')!, whole).map(each => each.pence),
          );
        }
      }),
    );
  });
});
