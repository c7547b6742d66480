import assert from 'node:assert/strict';
import { test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import { total } from '../../values/pence.ts';
import {
  type AgreedWage,
  cutIntoWages,
  decideWageAccount,
  decideWageChange,
  isUsable,
  type Part,
  wageLine,
  wayOfCard,
  wayOfFile,
} from './wages.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const TODAY = day('2026-12-01');
const OWN = { sortCode: '089999', accountNumber: '66374958' };
const ANN = { name: 'Ann', worksUntil: undefined };
const codes = (decision: ReturnType<typeof decideWageAccount>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(({ code }) => code).join(' ');

test('R-167 R-086 wages go straight only to somebody who is employed, and to an account that is not the person’s', () => {
  for (const [worker, until, account, expected] of [
    ['Ann', undefined, { sortCode: '202959', accountNumber: '63748472' }, 'accepted'],
    ['Ann', undefined, { ...OWN, accountNumber: '63748472' }, 'accepted'],
    ['Ann', undefined, { ...OWN, sortCode: '202959' }, 'accepted'],
    ['Ann', undefined, OWN, 'wage-account-is-own'],
    ['Ann', '2026-11-30', { sortCode: '202959', accountNumber: '63748472' }, 'wage-worker-left'],
    ['Ann', '2026-12-01', { sortCode: '202959', accountNumber: '63748472' }, 'accepted'],
    ['Bob', undefined, { sortCode: '202959', accountNumber: '63748472' }, 'wage-worker-unknown'],
    ['Bob', undefined, OWN, 'wage-worker-unknown wage-account-is-own'],
    ['', undefined, { sortCode: '202959', accountNumber: '63748472' }, 'wage-worker-unknown'],
  ] as const)
    assert.equal(
      codes(
        decideWageAccount(
          { worker, employed: [{ name: 'Ann', worksUntil: until && day(until) }], own: [OWN], ...account },
          TODAY,
        ),
      ),
      expected,
      `${worker} ${until}`,
    );
});

test('R-167 a wage is changed, or ends, where it was agreed and is another now', () => {
  const left = { name: 'Ann', worksUntil: day('2026-11-30') };
  for (const [employed, agreedPence, monthlyPence, expected] of [
    [ANN, 100n, 101n, 'accepted'],
    [ANN, 100n, 0n, 'accepted'],
    [ANN, 100n, 100n, 'wage-unchanged'],
    [ANN, undefined, 100n, 'wage-not-agreed'],
    [ANN, undefined, 0n, 'wage-not-agreed'],
    [left, 100n, 101n, 'wage-worker-left'],
    [left, 100n, 0n, 'accepted'],
    [{ ...ANN, name: 'Bob' }, 100n, 101n, 'wage-worker-unknown'],
    [{ ...ANN, name: 'Bob' }, 100n, 0n, 'accepted'],
  ] as const)
    assert.equal(
      codes(decideWageChange({ worker: 'Ann', employed: [employed], agreedPence, monthlyPence }, TODAY)),
      expected,
    );
});

test('R-085 a wage goes straight to whoever works there today, into an account that is checked and has waited', () => {
  const good: AgreedWage = {
    worker: 'Ann',
    monthlyPence: 100n,
    worksFrom: day('2026-12-01'),
    worksUntil: day('2026-12-01'),
    outcome: 'VERIFIED',
    changed: true,
    method: 'BANK_LETTER',
    waitedOneRun: true,
  };
  for (const [more, coolingOff, expected] of [
    [{}, true, true],
    [{ worksFrom: day('2026-12-02'), worksUntil: undefined }, true, false],
    [{ worksFrom: undefined }, true, false],
    [{ worksUntil: undefined }, true, true],
    [{ worksUntil: day('2026-11-30'), worksFrom: day('2026-01-01') }, true, false],
    [{ outcome: undefined, method: undefined }, true, false],
    [{ outcome: 'REFUSED' }, true, false],
    [{ waitedOneRun: false }, true, false],
    [{ waitedOneRun: false }, false, true],
    [{ waitedOneRun: false, changed: false }, true, true],
    [{ waitedOneRun: false, method: 'CALL_BACK' }, true, true],
  ] as const)
    assert.equal(isUsable({ ...good, ...more }, coolingOff, TODAY), expected, JSON.stringify([more, coolingOff]));
});

test('R-083 the policy’s order of ways: the second card, or wages first, or never', () => {
  for (const [policy, secondCard, wages, expected] of [
    ['NEVER', true, true, 'SECOND_CARD'],
    ['NEVER', false, true, 'NOWHERE'],
    ['NEVER', false, false, 'NOWHERE'],
    ['LAST', true, true, 'SECOND_CARD'],
    ['LAST', false, true, 'WORKERS'],
    ['LAST', true, false, 'SECOND_CARD'],
    ['LAST', false, false, 'NOWHERE'],
    ['FIRST', true, true, 'WORKERS'],
    ['FIRST', false, true, 'WORKERS'],
    ['FIRST', true, false, 'SECOND_CARD'],
    ['FIRST', false, false, 'NOWHERE'],
  ] as const)
    assert.equal(wayOfCard(policy, { secondCard, wages }), expected, `${policy} ${secondCard} ${wages}`);
  for (const [policy, wages, expected] of [
    ['NEVER', true, 'SAME_ACCOUNT'],
    ['LAST', true, 'SAME_ACCOUNT'],
    ['FIRST', true, 'WORKERS'],
    ['FIRST', false, 'SAME_ACCOUNT'],
  ] as const)
    assert.equal(wayOfFile(policy, wages), expected, `${policy} ${wages}`);
});

const shown = (parts: readonly Part[] | undefined) => parts?.map(one => `${one.part} ${one.worker} ${one.pence}`);

test('R-084 what is owed is cut into wages and the rest, and the parts come to it', () => {
  for (const [owed, wages, expected] of [
    [[2600n], [['Ann', 1800n]], [['1  800', '2 Ann 1800']]],
    [
      [2600n],
      [
        ['Ann', 1200n],
        ['Bob', 600n],
      ],
      [['1  800', '2 Ann 1200', '3 Bob 600']],
    ],
    [[2600n], [['Ann', 2599n]], [['1  1', '2 Ann 2599']]],
    [[2600n], [['Ann', 2600n]], [['2 Ann 2600']]],
    [[2600n], [['Ann', 2601n]], [['2 Ann 2600']]],
    // More than the money: each the same share of theirs, to the penny.
    [
      [100n],
      [
        ['Ann', 200n],
        ['Bob', 100n],
      ],
      [['2 Ann 67', '3 Bob 33']],
    ],
    [
      [1n],
      [
        ['Ann', 1n],
        ['Bob', 1n],
      ],
      [['2 Ann 1']],
    ],
    [[2600n], [], [undefined]],
    [[2600n], [['Ann', 0n]], [undefined]],
    // Several payers: the first is used up before the next, and one that no wage touches is not cut.
    [
      [1000n, 1600n],
      [
        ['Ann', 1200n],
        ['Bob', 100n],
      ],
      [['2 Ann 1000'], ['1  1300', '2 Ann 200', '3 Bob 100']],
    ],
    [[1000n, 1600n], [['Ann', 900n]], [['1  100', '2 Ann 900'], undefined]],
  ] as const) {
    const named = owed.map((pence, i) => ({ obligationId: String(i), pence }));
    const cut = cutIntoWages(
      named,
      wages.map(([worker, pence]) => ({ worker, pence })),
    );
    same(
      named.map(({ obligationId }) => shown(cut.get(obligationId))),
      expected,
    );
  }
});

test('R-084 whatever the wages, the parts of each obligation come to it and no worker gets more than agreed', () => {
  for (let money = 1n; money <= 12n; money += 1n)
    for (let ann = 0n; ann <= 9n; ann += 1n)
      for (let bob = 0n; bob <= 9n; bob += 1n) {
        const owed = [
          { obligationId: 'a', pence: money },
          { obligationId: 'b', pence: 5n },
        ];
        const cut = cutIntoWages(owed, [
          { worker: 'Ann', pence: ann },
          { worker: 'Bob', pence: bob },
        ]);
        for (const { obligationId, pence } of owed) {
          const parts = cut.get(obligationId);
          if (parts) assert.equal(total(parts.map(part => part.pence)), pence);
        }
        const all = [...cut.values()].flat();
        const of = (worker: string) => total(all.filter(part => part.worker === worker).map(part => part.pence));
        assert.ok(of('Ann') <= ann && of('Bob') <= bob);
        assert.equal(of('Ann') + of('Bob'), ann + bob < money + 5n ? ann + bob : money + 5n);
        assert.ok(all.every(part => part.pence > 0n && (part.part === 1) === (part.worker === '')));
      }
});

test('R-083 a wage is spent on the plan’s line that names the worker, else on the first line of wages', () => {
  const item = (planItemId: string, provider: string, category = 'PA_WAGES', option = 'DIRECT_PAYMENT') => ({
    planItemId,
    provider,
    category,
    option,
  });
  for (const [items, expected] of [
    [[item('a', 'Bob'), item('b', 'Ann')], 'b'],
    [[item('a', 'Bob'), item('b', 'Cat')], 'a'],
    [[item('a', 'Ann', 'THERAPY'), item('b', 'Bob')], 'b'],
    [[item('a', 'Ann', 'PA_WAGES', 'NOTIONAL'), item('b', 'Bob')], 'b'],
    [[item('a', 'Ann', 'PA_ONCOSTS')], undefined],
    [[], undefined],
  ] as const)
    assert.equal(wageLine(items, 'Ann'), expected);
});
