import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB } from '../../../../test/support/database.ts';
import { ACCOUNT } from '../../../../test/support/set-up-budget.ts';
import { ANN, BOB, beginWages, CARD, LOST, on } from '../../../../test/support/wages-straight.ts';
import { errorCode } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { promiseMade } from '../../../rules/payment/journals.ts';
import { systemActor } from '../../../values/actor.ts';
import { enterAccount } from '../../agreements/enter-account.ts';
import { verifyAccount } from '../../agreements/verify-account.ts';
import { changeWage } from '../../agreements/wages/change-wage.ts';
import { loadAgreedStraight } from '../../agreements/wages/store.ts';
import { commandOf } from '../../audit/store.ts';
import { loadPurses } from '../../budgets/stream-store.ts';
import { loadLinePromises, postJournals } from '../../ledger/store.ts';
import { loadItemsOf } from '../../plans/store.ts';
import { returnPayment } from '../reports/return-payment.ts';
import { loadPayments, loadRunPayments } from '../store.ts';
import { bookWages } from '../wages/book-wages.ts';
import { confirmRun } from './confirm-run.ts';
import { STANDBY_CRASH_POINTS } from './crash-points.ts';
import { declareOutage } from './declare-outage.ts';
import { hearBank } from './hear-bank.ts';
import { loadOpenOverpayments } from './store.ts';

describe('R-083 R-085  Agreeing that wages may go straight to a worker', () => {
  test('R-085 R-086 R-167 an account of somebody employed, entered by one and checked by another; changed, ended, begun again', async () => {
    const { tools, staff, look, budgetId, employ, agree, check } = await beginWages();
    await employ('Cat', '2026-11-20');
    assert.equal(verdict(await agree({ ...ANN, worker: 'Dan' } as never, 1n)), 'wage-worker-unknown');
    assert.equal(verdict(await agree({ ...ANN, worker: 'Cat' } as never, 1n)), 'wage-worker-left');
    const own = { ...ANN, sortCode: '08-99-99', accountNumber: '66374958' };
    assert.equal(verdict(await agree(own as never, 1n)), 'wage-account-is-own');
    assert.equal(verdict(await agree({ ...ANN, accountNumber: '63748473' } as never, 1n)), 'account-fails-check');
    const { paymentAccountId } = must(await agree(ANN, 120_000n));
    assert.equal(verdict(await agree(ANN, 130_000n)), 'account-unchanged');
    assert.equal(verdict(await check('Bob', paymentAccountId)), 'no-account');
    assert.equal(verdict(await check('Ann', paymentAccountId, staff.preparer)), 'verifier-entered-account');
    must(await check('Ann', paymentAccountId));
    assert.equal(verdict(await check('Ann', paymentAccountId)), 'account-already-checked');

    const change = (monthlyPence: bigint, worker = 'Ann') =>
      changeWage(tools, staff.preparer, command(), budgetId, { worker, monthlyPence });
    const agreed = async () =>
      (await look(tx => loadAgreedStraight(tx, budgetId))).map(
        ({ worker, monthlyPence, account }) => `${worker} ${monthlyPence} ${account.status} ${account.version}`,
      );
    assert.deepEqual(await agreed(), ['Ann 120000 VERIFIED 1']);
    assert.equal(verdict(await change(120_000n)), 'wage-unchanged');
    assert.equal(verdict(await change(1n, 'Bob')), 'wage-not-agreed');
    must(await change(0n));
    assert.deepEqual(await agreed(), []);
    must(await change(110_000n));
    assert.deepEqual(await agreed(), ['Ann 110000 VERIFIED 1']);
    // A new account is another to be checked.
    must(await agree({ ...BOB, worker: 'Ann' } as never, 110_000n));
    assert.deepEqual(await agreed(), ['Ann 110000 ENTERED 2']);
    assert.equal(verdict(await check('Ann', paymentAccountId)), 'changed-meanwhile');
  });
});

describe('R-083 R-084  Wages straight to workers when an issuer of cards is down', () => {
  test('R-083 R-084 two workers are paid, the rest stays with the issuer; what comes late is recognised', async () => {
    const world = await beginWages();
    const { tools, staff, look, agreed, down, standby, inRun, send, doJobs, statuses, books, sound, bacs } = world;
    await agreed(ANN, 120_000n);
    await agreed(BOB, 60_000n);
    // Broken off between any two statements, nothing of it is left.
    for (const at of Object.values(STANDBY_CRASH_POINTS).filter(name => name.startsWith('payment.cut')))
      await assert.rejects(
        down({
          crashPoint: async (name: string) => {
            if (name === at) throw new Error('broken off');
          },
        }),
        /broken off/,
      );
    assert.deepEqual(await statuses(), ['SENT  260000']);
    // The rest of the one and the whole of the other have no other way.
    const done = must(await down());
    assert.deepEqual([done.count, done.withoutCount], [1, 2]);
    assert.deepEqual(await statuses(), ['SENT  80000', 'SUPERSEDED  120000', 'SUPERSEDED  60000']);
    assert.deepEqual(await books(), [3_040_000, 80_000, 0, 0]);
    assert.equal(verdict(await down()), 'card-outage-moves-nothing');
    await sound();

    const fast = (await standby())!;
    assert.deepEqual(await inRun(fast), ['Ann 63748472 120000', 'Bob 46238510 60000']);
    await send(fast);
    assert.match((await world.letter()).paragraphs.join(' '), /sending £1,800\.00 straight to Ann and Bob/);
    // The bank took in the file of the first run: of what the issuer lost that says nothing.
    must(await confirmRun(tools, staff.finance, command(), bacs, { says: 'TAKEN', words: 'The input report' }));
    await doJobs('2026-12-01');
    assert.deepEqual(await statuses(), [
      'CREDITED  80000',
      'CREDITED Ann 120000',
      'CREDITED Bob 60000',
      'SUPERSEDED  120000',
      'SUPERSEDED  60000',
    ]);
    // The wages are spent and in no account of the person's; the jobs again change nothing.
    assert.deepEqual(await books(), [2_860_000, 260_000, 80_000, 180_000]);
    await doJobs();
    assert.deepEqual(await books(), [2_860_000, 260_000, 80_000, 180_000]);
    await sound();

    // A wage of a budget that has no final budget cannot be booked. It is told, and holds up nobody else.
    const takeOut = await world.plantStray();
    const { wages, left } = must(await bookWages(tools, systemActor(ICB), command()));
    assert.deepEqual([wages, left.split(',').length], [0, 1]);
    // Bob's bank sends it back: it is owed again, and nothing else is.
    const bob = (await look(tx => loadPayments(tx, world.budgetId))).find(({ worker }) => worker === 'Bob');
    must(await returnPayment(tools, staff.finance, command(), bob!.paymentId, LOST));
    assert.match((await world.letter()).heading, /Wages did not reach your assistant/);
    await doJobs();
    assert.deepEqual(await books(), [2_920_000, 200_000, 80_000, 120_000]);
    await takeOut();
    await sound();
    // The issuer is back: what was sent to the card did arrive. Ann was paid as well, Bob was not.
    const cut = (await look(tx => loadRunPayments(tx, bacs))).find(({ budgetId }) => budgetId === world.budgetId)!;
    assert.ok(cut.ended === 'SPLIT' && cut.amountPence === 260_000n);
    const heard = await look(tx =>
      hearBank(tools, tx, staff.finance, [
        { paymentId: cut.paymentId, word: 'PAID', reason: 'OTHER', words: 'pain.002' },
      ]),
    );
    assert.deepEqual(must(heard), ['OVERPAID']);
    // What the jobs had prepared for Bob is stopped.
    assert.deepEqual(await statuses(), [
      'CANCELLED Bob 60000',
      'CREDITED  60000',
      'CREDITED  80000',
      'CREDITED Ann 120000',
      'OVERPAID  120000',
      'RETURNED Bob 60000',
    ]);
    assert.deepEqual(
      (await look(tx => loadOpenOverpayments(tx, ICB))).map(({ pence }) => pence),
      [120_000n],
    );
    await doJobs();
    assert.deepEqual(await books(), [2_860_000, 380_000, 260_000, 120_000]);
    await sound();
  });

  test('R-084 where one wage is refused, the next of the same line uses the promise that is really left', async () => {
    const { staff, look, budgetId, agreed, down, standby, send, doJobs, statuses } = await beginWages();
    await agreed(ANN, 120_000n);
    await agreed(BOB, 60_000n);
    must(await down());
    await send((await standby())!);
    const wages = (await look(tx => loadPayments(tx, budgetId))).filter(({ worker }) => worker !== undefined);
    const [first, second] = wages.toSorted((one, other) => (one.paymentId < other.paymentId ? -1 : 1));
    // Another journal bears the number of the first wage's booking, so the ledger refuses that.
    const commandId = commandOf('wage.book', first!.paymentId, '0').id;
    const planItemId = await look(async tx => {
      const [item] = (await loadItemsOf(tx, [budgetId])).get(budgetId)!;
      const purse = (await loadPurses(tx, [budgetId])).get(budgetId)!;
      const where = {
        ...purse,
        budgetId,
        ...purse.sharing.streams[0]!,
        option: 'DIRECT_PAYMENT',
        happenedOn: on('2026-11-27'),
      } as const;
      const promise = promiseMade({ ...where, pence: 150_000n, planLineId: item!.planItemId });
      must(await postJournals(tx, [{ ...promise, commandId, causedBy: 'test', byId: staff.finance.id }]));
      return item!.planItemId;
    });
    await doJobs('2026-12-01');
    assert.ok((await statuses()).includes('CREDITED Ann 120000'));
    const [promise] = (await look(tx => loadLinePromises(tx, [budgetId]))).get(budgetId)!.get(planItemId)!.values();
    assert.deepEqual(promise, {
      promisedPence: 150_000n,
      leftPence: 150_000n - second!.amountPence,
      spentPence: second!.amountPence,
    });
  });

  test('R-083 the second card comes before the workers, unless policy says wages first', async () => {
    const { tools, staff, budgetId, agree, agreed, down, standby, inRun } = await beginWages();
    const second = { ...ACCOUNT, ...CARD, kind: 'PREPAID_CARD', role: 'SECOND_CARD' } as const;
    const { paymentAccountId } = must(await enterAccount(tools, staff.preparer, command(), budgetId, second));
    const verified = { outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called', role: 'SECOND_CARD' } as const;
    must(await verifyAccount(tools, staff.finance, command(), budgetId, { ...verified, paymentAccountId }));
    assert.equal(verdict(await agree({ ...ANN, ...CARD } as never, 120_000n)), 'wage-account-is-own');
    await agreed(BOB, 60_000n);
    const done = must(await down());
    assert.deepEqual([done.count, done.withoutCount], [1, 1]);
    assert.deepEqual(await inRun((await standby())!), [`rest ${CARD.accountNumber} 260000`]);
  });

  test('R-083 R-084 wages first by policy: a silent file goes to the workers and the rest, and one word brings all of it back', async () => {
    const world = await beginWages('FIRST');
    const {
      tools,
      staff,
      look,
      budgetId,
      other,
      agree,
      agreed,
      standby,
      inRun,
      release,
      statuses,
      books,
      sound,
      bacs,
    } = world;
    await agreed(ANN, 200_000n);
    must(await agree(BOB, 60_000n)); // nobody has checked it, so it waits for no one
    tools.moveTo('2026-11-30');
    const outage = { cause: 'DECLARED', words: 'Bacs told us that its day is lost' } as const;
    assert.equal(must(await declareOutage(tools, staff.finance, command(), bacs, outage)).count, 2);
    assert.deepEqual(await books(), [3_120_000, 0, 0, 0]);
    await sound();
    const fast = (await standby())!;
    // Wages first; the rest, and who has no assistant, by Faster Payments to the same account.
    assert.deepEqual(await inRun(fast), ['Ann 63748472 200000', 'rest 66374958 60000', 'rest 66374958 260000']);
    await release(fast);
    assert.deepEqual((await look(tx => loadPayments(tx, other.budgetId))).map(({ status }) => status).toSorted(), [
      'RELEASED',
      'SUPERSEDED',
    ]);
    const taken = { says: 'TAKEN', words: 'The bank called: the file was paid' } as const;
    must(await confirmRun(tools, staff.finance, command(), bacs, taken));
    assert.deepEqual(await statuses(), ['CANCELLED  60000', 'CANCELLED Ann 200000', 'SENT  200000', 'SENT  60000']);
    assert.deepEqual(await books(), [2_860_000, 260_000, 0, 0]);
    await sound();
    // Nothing pays the whole beside its pieces, whatever the code does.
    const insert = (part: number) =>
      world.superDb.query(sql`
        insert into payment (icb_code, obligation_id, part, budget_id, run_id, place, amount_pence, payment_account_id, reference)
        select icb_code, obligation_id, ${part}, budget_id, run_id, 900, amount_pence, payment_account_id, reference from payment
         where budget_id = ${budgetId} and ended = 'SPLIT'`);
    await assert.rejects(insert(0), /payment_live/);
    await assert.rejects(insert(1), error => errorCode(error) === 'PB027');
  });

  test('R-083 R-167 more wages than money: each the same share; a worker who left in between is the person’s to pay', async () => {
    const { tools, employ, agreed, down, standby, inRun, doJobs, statuses, books, sound, send } = await beginWages();
    await agreed(ANN, 300_000n);
    await agreed(BOB, 90_000n);
    assert.deepEqual(must(await down()).withoutCount, 1);
    assert.deepEqual(await statuses(), ['SUPERSEDED  200000', 'SUPERSEDED  60000']);
    await employ('Bob', '2026-11-25');
    const fast = (await standby())!;
    assert.deepEqual(await inRun(fast), ['Ann 63748472 200000', 'rest 66374958 60000']);
    await send(fast);
    tools.moveTo('2026-12-01');
    await doJobs();
    assert.deepEqual(await books(), [2_860_000, 260_000, 60_000, 200_000]);
    await sound();
  });
});
