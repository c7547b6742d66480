/** Two people whose money one organisation holds, one of them in part: from the payment to what it was spent on. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../../test/support/database.ts';
import { ACCOUNT, bring, makePayingStaff } from '../../../../test/support/set-up-budget.ts';
import { contractWith, HOLDER_ACCOUNT, makeThirdParty, payInto } from '../../../../test/support/third-parties.ts';
import { HOLDER_COLUMNS } from '../../../formats/statements/holder.ts';
import type { Tx } from '../../../platform/db.ts';
import type { Decision } from '../../../rules/decision.ts';
import { DEFAULT_POLICY } from '../../../rules/policy/policy.ts';
import { type Actor, systemActor } from '../../../values/actor.ts';
import { verify } from '../../audit/verify.ts';
import { findBreaks } from '../../ledger/tie-out/find/store.ts';
import { loadMoneyCheck } from '../../reviews/money-check.ts';
import { loadMonthEnd } from '../../reviews/month-end/store.ts';
import { isTheirs } from '../../staff/scope.ts';
import { addHolderPerson } from '../../third-parties/add-holder-person.ts';
import { enterHolderAccount } from '../../third-parties/enter-holder-account.ts';
import { verifyHolderAccount } from '../../third-parties/verify-holder-account.ts';
import { splitLine } from '../answers/split-line.ts';
import { undoLine } from '../answers/undo-line.ts';
import { jobs } from '../jobs.ts';
import { importMapped } from '../mapping/import-mapped.ts';
import { sayColumns } from '../mapping/say-columns.ts';
import { loadUploads } from '../mapping/store.ts';
import { loadPart, partsOf } from '../money-parts.ts';
import { loadMyMoney } from '../my-money.ts';
import { placeLine } from '../place-line.ts';
import { loadLine } from '../store.ts';
import { loadClientMoney } from './client-money.ts';
import { explainLine } from './explain-line.ts';
import { loadHeldClients } from './holder-store.ts';
import { importClientStatement } from './import-client-statement.ts';
import { importHolderStatement } from './import-holder-statement.ts';
import { splitHeldLine } from './split-held-line.ts';
import { undoHeldLine } from './undo-held-line.ts';

const database = await testDatabase('2026-11-23');
const { tools, db } = database;
const staff = await makePayingStaff(tools, ICB);
const look = <T>(work: (tx: Tx) => Promise<T>) => db.transaction(staff.finance, work);

const agency = { annualPence: 800_000n, option: 'THIRD_PARTY', provider: 'Agency' } as const;
const mixed = await bring(tools, staff, 'SET_UP', { items: [agency, { annualPence: 2_000_000n, provider: 'Pat' }] });
const whole = await bring(tools, staff, 'AGREED', {
  items: [{ annualPence: 120_000n, option: 'THIRD_PARTY', provider: 'Pool' }],
  contingencyPence: 0n,
});
const elsewhere = await bring(tools, staff, 'AGREED', { items: [agency], contingencyPence: 0n });
const riverside = await makeThirdParty(tools, staff);
const hill = await makeThirdParty(tools, staff, { name: 'Hill Trust', number: '7654321' });

let holder: Actor;
before(async () => {
  await contractWith(tools, staff, mixed.budgetId, riverside);
  await contractWith(tools, staff, whole.budgetId, riverside);
  await contractWith(tools, staff, elsewhere.budgetId, hill);
  const input = { name: 'Ray Riverside', subject: 'ray' };
  const { staffUserId } = must(await addHolderPerson(tools, staff.finance, command(), riverside, input));
  holder = { id: staffUserId, name: input.name, icbCode: ICB, roles: ['third-party-holder'] };
  await payInto(database, staff, '2026-12');
  tools.moveTo('2026-12-20');
});

const sheet = (...rows: readonly string[]) => ({
  name: 'december.csv',
  bytes: new TextEncoder().encode(`${[HOLDER_COLUMNS.join(','), ...rows].join('\r\n')}\r\n`),
});
const send = (rows: readonly string[], by = holder, to = riverside) =>
  importHolderStatement(tools, by, command(), to, sheet(...rows));
const december = () => [
  `${mixed.reference},01/12/2026,NHS,,,666.67,666.67`,
  `${whole.reference},01/12/2026,NHS,,,100.00,100.00`,
  `${mixed.reference},03/12/2026,Agency,Week 49,320.00,,346.67`,
  `${whole.reference},05/12/2026,Pool,Swimming,45.00,,55.00`,
  `${mixed.reference},10/12/2026,Corner shop,,12.00,,334.67`,
];
const textsOf = (decision: Decision<unknown>) =>
  decision.accepted ? [] : decision.refusals.map(refusal => ('text' in refusal ? refusal.text : refusal.code));
const breaks = async () =>
  (await look(tx => findBreaks(tx))).breaks.filter(
    one => one.cause === 'holder-unlike-ledger' || one.cause.includes('line'),
  );

describe('Whose money an organisation sees', () => {
  const theirs = (params: Record<string, string>) => db.transaction(holder, tx => isTheirs(tx, holder, params));
  test('those that it holds, and nobody else', async () => {
    assert.equal(await theirs({ budgetId: mixed.budgetId }), true);
    assert.equal(await theirs({ budgetId: whole.budgetId }), true);
    assert.equal(await theirs({ budgetId: elsewhere.budgetId }), false);
    assert.equal(await theirs({ personId: mixed.person.id }), false);
    assert.equal(await theirs({ thirdPartyId: riverside }), true);
    assert.equal(await theirs({ thirdPartyId: hill }), false);
    assert.equal(await theirs({}), true);
  });
  test('the list has one line for each, with what is asked', async () => {
    const clients = await look(tx => loadHeldClients(tx, riverside, tools.today()));
    assert.deepEqual(
      clients.map(one => [one.reference, one.heldPence, one.spentPence, one.lastOn, one.toExplain, `${one.paidOn}`]),
      [
        [mixed.reference, 66_667n, 0n, undefined, 0, '2026-12-01'],
        [whole.reference, 10_000n, 0n, undefined, 0, '2026-12-01'],
      ],
    );
  });
});

describe('The statement of an organisation', () => {
  test('is refused whole: somebody else’s client, tomorrow, a balance that does not follow', async () => {
    const stranger = `${elsewhere.reference},03/12/2026,Agency,,1.00,,`;
    assert.deepEqual(textsOf(await send([...december(), stranger])), [
      `Line 7: ${elsewhere.reference} is not the reference of somebody whose money this organisation holds. Look at the list of people.`,
    ]);
    assert.equal(verdict(await send([`${mixed.reference},21/12/2026,Agency,,1.00,,`])), 'statement-in-future');
    assert.equal(verdict(await send([`${mixed.reference},21/12/2019,Agency,,1.00,,`])), 'statement-before-budget');
    assert.equal(
      textsOf(await send([...december().slice(0, 3), `${mixed.reference},10/12/2026,Shop,,12.00,,334.66`])).length,
      2,
    );
    assert.equal(verdict(await send(december(), holder, hill)), 'not-found');
    assert.equal((await look(tx => loadClientMoney(tx, mixed.budgetId)))!.lines.length, 0);
  });

  test('knows our payments; what is not clear is asked; its balance is the ledger’s', async () => {
    const point = 'held-statement.import.after-lines';
    const crashPoint = async (name: string) => assert.notEqual(name, point, `broken off at ${point}`);
    const broken = importHolderStatement({ ...tools, crashPoint }, holder, command(), riverside, sheet(...december()));
    await assert.rejects(broken, new RegExp(point));
    assert.equal((await look(tx => loadClientMoney(tx, mixed.budgetId)))!.lines.length, 0);
    assert.deepEqual(must(await send(december())), { clients: 2, lines: 5, added: 5, toAsk: 3 });
    const money = (await look(tx => loadClientMoney(tx, mixed.budgetId)))!;
    assert.deepEqual(
      [money.paidPence, money.spentPence, money.unplacedPence, money.receivedPence, money.heldPence],
      [66_667n, 0n, 33_200n, 0n, 33_467n],
    );
    assert.deepEqual(
      money.items.map(item => item.label),
      ['Line 1'],
    );
    assert.equal((await look(tx => loadClientMoney(tx, whole.budgetId)))!.heldPence, 5_500n);
    assert.deepEqual(await breaks(), []);
    assert.deepEqual(await verify(tools), []);
  });

  test('sent again, or by finance for them, or in another order, adds nothing', async () => {
    assert.equal(must(await send(december())).added, 0);
    assert.equal(must(await send(december(), staff.finance)).added, 0);
    assert.equal(
      must(
        await send(
          december()
            .map(row => row.replace(/,[\d.]+$/, ','))
            .toReversed(),
        ),
      ).added,
      0,
    );
  });
});

test('the organisation says what a payment was; the person cannot, and it cannot say so of the person’s own', async () => {
  const lines = (await look(tx => loadClientMoney(tx, mixed.budgetId)))!.lines;
  const paidTo = (who: string) => lines.find(line => line.counterparty === who)!;
  const { lineId, placement } = paidTo('Agency');
  const item = (await look(tx => loadMyMoney(tx, mixed.budgetId)))!.items;
  const answer = { planItemId: item[0]!.planItemId, note: '', sequence: placement.sequence };
  assert.equal(verdict(await placeLine(tools, mixed.person, command(), mixed.budgetId, lineId, answer)), 'not-found');
  const onOwn = { ...answer, planItemId: item[1]!.planItemId };
  assert.notEqual(verdict(await explainLine(tools, holder, command(), mixed.budgetId, lineId, onOwn)), 'accepted');
  must(await explainLine(tools, holder, command(), mixed.budgetId, lineId, answer));
  const money = (await look(tx => loadClientMoney(tx, mixed.budgetId)))!;
  assert.deepEqual([money.spentPence, money.unplacedPence, money.heldPence], [32_000n, 1_200n, 33_467n]);
  assert.deepEqual(await verify(tools), []);
});

test('R-095 my money shows both parts, each down to its lines, and they add up', async () => {
  const money = (await look(tx => loadMyMoney(tx, mixed.budgetId)))!;
  const { figures } = money;
  assert.equal(money.holderName, 'Riverside Trust');
  assert.deepEqual(partsOf(money).slice(-4), [
    'in-your-account',
    'still-to-come',
    'with-holder',
    'still-to-come-to-holder',
  ]);
  const penceOf = async (part: Parameters<typeof loadPart>[2]) => (await look(tx => loadPart(tx, money, part))).pence;
  // £22,400.00 in twelve for the person, £8,000.00 in twelve for the organisation.
  assert.deepEqual([await penceOf('in-your-account'), await penceOf('with-holder')], [186_667n, 33_467n]);
  assert.equal(figures.held, 186_667n + 33_467n);
  assert.deepEqual(
    [await penceOf('still-to-come'), await penceOf('still-to-come-to-holder')],
    [2_240_000n - 186_667n, 800_000n - 66_667n],
  );
  assert.equal(figures.allocated, 3_040_000n);
  assert.deepEqual([figures.spent, figures.onItsWay], [32_000n, 1_200n]);
  const only = (await look(tx => loadMyMoney(tx, whole.budgetId)))!;
  assert.deepEqual(partsOf(only).slice(-2), ['with-holder', 'still-to-come-to-holder']);
});

test('a payment of the organisation is for two things, and it takes that back; the person cannot', async () => {
  const shop = async () =>
    (await look(tx => loadLine(tx, mixed.budgetId, lineId))).map(part => [part.placement.planItemId, part.amountPence]);
  const lines = (await look(tx => loadClientMoney(tx, mixed.budgetId)))!.lines;
  const { lineId, placement } = lines.find(line => line.counterparty === 'Corner shop')!;
  const [own, persons] = (await look(tx => loadMyMoney(tx, mixed.budgetId)))!.items;
  const parts = [
    { planItemId: own!.planItemId, pence: 700n },
    { planItemId: undefined, pence: 500n },
  ];
  const answer = { parts, note: '', sequence: placement.sequence };
  const split = (by: Actor, given = answer) => splitHeldLine(tools, by, command(), mixed.budgetId, lineId, given);
  const onPersons = { ...answer, parts: [{ planItemId: persons!.planItemId, pence: 700n }, parts[1]!] };
  assert.equal(verdict(await split(holder, onPersons)), 'plan-item-unknown');
  assert.equal(verdict(await splitLine(tools, mixed.person, command(), mixed.budgetId, lineId, answer)), 'not-found');
  must(await split(holder));
  assert.equal(verdict(await split(holder)), 'changed-meanwhile');
  assert.deepEqual(await shop(), [
    [own!.planItemId, -700n],
    [null, -500n],
  ]);
  const said = { sequence: placement.sequence + 1 };
  assert.equal(verdict(await undoLine(tools, mixed.person, command(), mixed.budgetId, lineId, said)), 'not-found');
  must(await undoHeldLine(tools, holder, command(), mixed.budgetId, lineId, said));
  assert.deepEqual(await shop(), [[null, -1_200n]]);
  assert.deepEqual(await breaks(), []);
  assert.deepEqual(await verify(tools), []);
});

test('R-147 R-145  month-end and the money check leave out what the organisation spent and holds', async () => {
  const policy = DEFAULT_POLICY;
  const month = Temporal.PlainYearMonth.from('2026-12');
  const found = await look(tx => loadMonthEnd(tx, { month }, policy.variance, 10));
  // £20,000.00 of the mixed budget are the person's own, who spent nothing; of the other all lies with the organisation.
  assert.deepEqual([found.budgets, found.expectedPence, found.actualPence], [1, 166_667n, 0n]);
  const check = await look(tx => loadMoneyCheck(tx, mixed.budgetId, Temporal.PlainDate.from('2027-01-05'), policy));
  assert.equal(check!.money.balancePence, 186_667n);
  assert.equal(check!.spending!.actualPence, 0n);
});

test('R-085  in its next account it goes on: nothing is counted twice, and its balance is the ledger’s', async () => {
  const before = (await look(tx => loadClientMoney(tx, whole.budgetId)))!;
  const given = { ...HOLDER_ACCOUNT, sortCode: ACCOUNT.sortCode, accountNumber: ACCOUNT.accountNumber };
  const { accountId } = must(await enterHolderAccount(tools, staff.preparer, command(), riverside, given));
  const checked = { accountId, outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called' } as const;
  must(await verifyHolderAccount(tools, staff.finance, command(), riverside, checked));
  assert.equal((await look(tx => loadClientMoney(tx, whole.budgetId)))!.heldPence, before.heldPence);
  tools.moveTo('2027-01-05');
  const rows = december().filter(row => row.startsWith(whole.reference));
  const sent = must(await send([...rows, `${whole.reference},30/12/2026,Pool,Swimming,45.00,,10.00`]));
  assert.deepEqual([sent.lines, sent.added], [3, 1]);
  const after = (await look(tx => loadClientMoney(tx, whole.budgetId)))!;
  assert.deepEqual([after.lines.length, after.heldPence], [3, 1_000n]);
  assert.deepEqual(
    (await breaks()).filter(one => one.budgetId === whole.budgetId),
    [],
  );
  assert.deepEqual(await verify(tools), []);
});

test('the bank’s own file of one person’s account goes the same way; of an account of many it is refused', async () => {
  tools.moveTo('2027-01-05');
  const file = {
    name: 'hill.csv',
    bytes: new TextEncoder().encode('03/12/2026,AGENCY,-20.00\n05/12/2026,KIOSK,-3.00\n'),
  };
  const bring = (budgetId: string, isAlone = true, by: Actor = staff.finance) =>
    importClientStatement(tools, by, command(), budgetId, { file, isAlone });
  assert.equal(verdict(await bring(elsewhere.budgetId, false)), 'statement-of-many-people');
  assert.equal(verdict(await bring(elsewhere.budgetId, true, holder)), 'not-found');
  const first = must(await bring(elsewhere.budgetId));
  assert.ok('added' in first);
  assert.deepEqual([first.added, first.again], [2, false]);
  const again = must(await bring(elsewhere.budgetId));
  assert.ok('again' in again && again.again);
  const money = (await look(tx => loadClientMoney(tx, elsewhere.budgetId)))!;
  assert.deepEqual([money.lines.length, money.spentPence + money.unplacedPence], [2, 2_300n]);
  assert.equal((await look(tx => loadMyMoney(tx, elsewhere.budgetId)))!.withHolderPence, money.heldPence);
  assert.deepEqual(
    (await breaks()).filter(one => one.budgetId === elsewhere.budgetId),
    [],
  );
  assert.deepEqual(await verify(tools), []);
});

test('R-078 R-093  it says what the columns of its bank are; that counts for its own files alone, and nobody else sees them', async () => {
  const input = { name: 'Hal Hill', subject: 'hal' };
  const { staffUserId } = must(await addHolderPerson(tools, staff.finance, command(), hill, input));
  const hal: Actor = { ...holder, id: staffUserId, name: input.name };
  const file = (...rows: readonly string[]) => ({
    name: 'hill-bank.csv',
    bytes: new TextEncoder().encode(['Day of Hill,Who,Sum', ...rows, ''].join('\r\n')),
  });
  const bring = (budgetId: string, by: Actor, of: ReturnType<typeof file>, isAlone = true) =>
    importClientStatement(tools, by, command(), budgetId, { file: of, isAlone });
  const { budgetId } = elsewhere;
  const unknown = file('12/12/2026,AGENCY,-21.00', '14/12/2026,KIOSK,-4.00');
  assert.equal(verdict(await bring(budgetId, hal, unknown, false)), 'statement-of-many-people');
  const sent = must(await bring(budgetId, hal, unknown));
  assert.ok('toMap' in sent);
  const waiting = { budgetId, uploadId: sent.toMap, isOfHolder: true };
  const said = {
    date: 0,
    dateOrder: 'day-first',
    narrative: 1,
    amount: 2,
    spendingIsPositive: false,
    decimalComma: false,
  } as const;
  const say = (by: Actor, of = waiting) => sayColumns(tools, by, command(), of, said);
  assert.equal(verdict(await say(holder)), 'not-found');
  assert.equal(verdict(await say(elsewhere.person, { ...waiting, isOfHolder: false })), 'not-found');
  const namesOf = async (of?: string) =>
    (await look(tx => loadUploads(tx, budgetId, of))).map(({ fileName }) => fileName);
  assert.deepEqual([await namesOf(), await namesOf(riverside), await namesOf(hill)], [[], [], ['hill-bank.csv']]);
  const confirm = (by: Actor) => importMapped(tools, by, command(), waiting);
  assert.equal(verdict(await confirm(hal)), 'mapping-not-said');
  must(await say(hal));
  assert.equal(verdict(await confirm(holder)), 'not-found');
  assert.equal(must(await confirm(hal)).added, 2);
  assert.deepEqual(await namesOf(hill), []);
  const next = must(await bring(budgetId, hal, file('16/12/2026,KIOSK,-5.00')));
  assert.ok('added' in next && next.added === 1);
  // To another organisation the same head is as unknown as it was.
  assert.ok('toMap' in must(await bring(whole.budgetId, holder, file('17/12/2026,KIOSK,-5.00'))));
  assert.deepEqual(
    (await breaks()).filter(one => one.budgetId === budgetId),
    [],
  );
  assert.deepEqual(await verify(tools), []);
});

test('R-110  what it moved from one person’s part to another’s is no spending of either', async () => {
  const moneyOf = async (of: string) => (await look(tx => loadClientMoney(tx, of)))!;
  const [first, second] = [await moneyOf(mixed.budgetId), await moneyOf(whole.budgetId)];
  must(
    await send([
      `${mixed.reference},31/12/2026,Put right,To ${whole.reference},6.00,,`,
      `${whole.reference},31/12/2026,Put right,,,6.00,`,
      `${whole.reference},31/12/2026,Somebody,,,7.00,`,
    ]),
  );
  const run = async (by = tools) => {
    for (const job of jobs.filter(({ name }) => name === 'spending.pair-across-budgets'))
      await job.run(by, systemActor(ICB), {});
  };
  const point = 'held-line.pair.after-pair';
  const crashPoint = async (name: string) => assert.notEqual(name, point, `broken off at ${point}`);
  await assert.rejects(run({ ...tools, crashPoint }), new RegExp(point));
  assert.equal((await moneyOf(mixed.budgetId)).movedPence, 0n);
  await Promise.all([1, 2, 3].map(() => run()));
  const [left, right] = [await moneyOf(mixed.budgetId), await moneyOf(whole.budgetId)];
  assert.deepEqual([left.movedPence, right.movedPence], [-600n, 600n]);
  assert.deepEqual([left.spentPence, right.spentPence], [first.spentPence, second.spentPence]);
  assert.deepEqual([left.unplacedPence, right.receivedPence], [first.unplacedPence, second.receivedPence + 700n]);
  assert.deepEqual([left.heldPence, right.heldPence], [first.heldPence - 600n, second.heldPence + 1_300n]);
  assert.deepEqual(await breaks(), []);
  assert.deepEqual(await verify(tools), []);
});

test('a balance that is not the ledger’s is a break with its cause and its owner', async () => {
  const more = `${mixed.reference},22/12/2026,Agency,,20.00,,300.00`;
  // Somebody said before what this payee is for.
  assert.deepEqual(must(await send([more])), { clients: 1, lines: 1, added: 1, toAsk: 0 });
  const [found, ...others] = await breaks();
  assert.equal(others.length, 0);
  assert.deepEqual([found!.cause, found!.budgetId, found!.offPence], ['holder-unlike-ledger', mixed.budgetId, 1_467n]);
});
