/** What payers settle between them: the statement of a month, what the other side says, and the money in both books. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { command, must, verdict } from '../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../test/support/database.ts';
import { signedIn } from '../../../test/support/every-step.ts';
import { COUNCIL, LA, makeSharedBudget, NHS } from '../../../test/support/shared-budget.ts';
import { testSite } from '../../../test/support/site.ts';
import { runCommand } from '../../platform/commands.ts';
import { sql } from '../../platform/sql.ts';
import { systemActor } from '../../values/actor.ts';
import { total } from '../../values/pence.ts';
import { sealAudit } from '../audit/seal.ts';
import { verify } from '../audit/verify.ts';
import { loadControlBalance } from '../ledger/store.ts';
import { returnPayment } from '../payments/reports/return-payment.ts';
import { loadPayments } from '../payments/store.ts';
import { type AnswerInput, answerRecharge } from './answer-recharge.ts';
import { commands } from './commands.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { jobs } from './jobs.ts';
import { pages } from './pages.ts';
import { recordReceipt } from './record-receipt.ts';
import { stateRecharges } from './state-recharges.ts';
import { loadLent, loadStatement, loadStatements } from './statement-store.ts';

const database = await testDatabase();
const { tools } = database;
const { walk, team, walker } = await makeSharedBudget(database);
const { look } = walker;
const month = (text: string) => Temporal.PlainYearMonth.from(text);
const FIRST = month('2026-11'); // the run of December is released in November
const of = { payer: COUNCIL, stream: LA };
const brokenAt = (point: string) => ({
  ...tools,
  crashPoint: async (name: string) => {
    if (name === point) throw new Error('broken off');
  },
});
const job = async (by = tools) => {
  for (const each of jobs) await each.run(by, systemActor(ICB), {});
};
const state = (by = tools) => stateRecharges(by, team.finance, command(), FIRST);
const ofFirst = () => look(tx => loadStatements(tx, FIRST));
const bank = (stream: string) => look(tx => loadControlBalance(tx, { kind: 'bank', stream }));
const balance = async (kind: string) => {
  const [row] = await database.superDb.query(sql`
    select coalesce(sum(b.balance_pence), 0)::bigint as pence from ledger_account a join ledger_balance b using (ledger_account_id)
     where a.kind = ${kind}`);
  return row!.pence as bigint;
};
const books = async () => ({
  lent: await balance('owed_by_payer'),
  owed: -(await balance('owed_to_board')),
  paid: -(await balance('paid_by_payer')),
});
const answered = (more: Partial<AnswerInput> = {}): AnswerInput => ({
  answer: 'AGREED',
  who: 'Cal Council, finance',
  answeredOn: tools.today(),
  words: '',
  ...more,
});
const councilsPart = total(
  (await look(tx => loadPayments(tx, walk.budgetId)))
    .filter(({ stream }) => stream === LA)
    .map(each => each.amountPence),
);

describe('Settling between payers', { concurrency: 1 }, () => {
  test('R-096  a month is stated once it is over, once, however often it is asked for', async () => {
    const thisMonth = tools.today().toPlainYearMonth();
    const tooEarly = await stateRecharges(tools, team.finance, command(), thisMonth);
    assert.equal(verdict(tooEarly), 'recharge-month-not-over');
    await assert.rejects(state(brokenAt(CRASH_POINTS.stateAfterStatements)), /broken off/);
    assert.deepEqual(await ofFirst(), []);
    const made = await Promise.all([1, 2, 3, 4, 5].map(() => state()));
    assert.equal(total(made.map(each => BigInt(must(each).statements))), 1n);
    const [statement] = await ofFirst();
    assert.deepEqual(
      [statement!.payer, statement!.version, statement!.pence, statement!.standing],
      [COUNCIL, 1, councilsPart, 'OPEN'],
    );
    assert.deepEqual(statement!.parts, [{ stream: NHS, pence: councilsPart }]);
  });

  test('R-096  what is not agreed moves nothing; what is agreed is a loan in both books, once', async () => {
    const [{ statementId } = { statementId: '' }] = await ofFirst();
    const say = (more: Partial<AnswerInput> = {}, by = tools) =>
      answerRecharge(by, team.finance, command(), statementId, answered(more));
    assert.equal(verdict(await say({ answer: 'DISPUTED' })), 'recharge-dispute-without-words');
    must(await say({ answer: 'DISPUTED', words: 'We know nobody of this name' }));
    assert.deepEqual(await books(), { lent: 0n, owed: 0n, paid: 0n });
    await assert.rejects(say({}, brokenAt(CRASH_POINTS.answerAfterJournal)), /broken off/);
    const before = { nhs: await bank(NHS), la: await bank(LA) };
    assert.equal(before.la, -councilsPart);
    const answers = await Promise.all([1, 2, 3].map(() => say()));
    assert.deepEqual(answers.map(verdict).toSorted(), [
      'accepted',
      'recharge-agreed-already',
      'recharge-agreed-already',
    ]);
    assert.deepEqual(await books(), { lent: councilsPart, owed: councilsPart, paid: 0n });
    assert.deepEqual([await bank(NHS), await bank(LA)], [before.nhs - councilsPart, 0n]);
    assert.equal((await look(tx => loadStatement(tx, statementId)))!.standing, 'AGREED');
    const unknown = await answerRecharge(tools, team.finance, command(), crypto.randomUUID(), answered());
    assert.equal(verdict(unknown), 'not-found');
  });

  test('R-096  paid back under a reference, it is in both books, and what is too much is owed the other way', async () => {
    const receive = (pence: bigint, reference: string, by = tools) =>
      recordReceipt(by, team.finance, command(), { ...of, pence, reference, receivedOn: tools.today() });
    const nhs = await bank(NHS);
    await assert.rejects(receive(1n, 'INV 1', brokenAt(CRASH_POINTS.receiveAfterJournal)), /broken off/);
    must(await receive(councilsPart - 1n, 'INV 1'));
    assert.deepEqual(await books(), { lent: 1n, owed: 1n, paid: councilsPart - 1n });
    assert.equal(verdict(await receive(1n, 'INV 1')), 'recharge-reference-known');
    must(await receive(3n, 'INV 2'));
    assert.deepEqual(await look(tx => loadLent(tx, of)), [{ stream: NHS, pence: -2n }]);
    assert.equal(await bank(NHS), nhs + councilsPart + 2n);
  });

  test('R-096  a month that turns out otherwise gives the difference only, and the job makes it by itself', async () => {
    const back = (await look(tx => loadPayments(tx, walk.budgetId))).find(({ stream }) => stream === LA)!;
    const returned = { reason: 'ACCOUNT_CLOSED', words: 'The bank closed it' } as const;
    must(await returnPayment(tools, team.preparer, command(), back.paymentId, returned));
    const returnMonth = tools.today().toPlainYearMonth();
    tools.moveTo(returnMonth.add({ months: 1 }).toPlainDate({ day: 4 }).toString());
    await job();
    assert.deepEqual(await look(tx => loadStatements(tx, returnMonth)), [], 'its day has not come');
    tools.moveTo(returnMonth.add({ months: 1 }).toPlainDate({ day: 5 }).toString());
    await job();
    await job();
    const stated = [...(await ofFirst()), ...(await look(tx => loadStatements(tx, returnMonth)))];
    assert.deepEqual(
      stated.map(({ pence, version }) => [pence, version]),
      [
        [councilsPart, 1],
        [-back.amountPence, 1],
      ],
    );
    must(await answerRecharge(tools, team.finance, command(), stated[1]!.statementId, answered()));
    assert.equal((await books()).lent, -2n - back.amountPence);
    await sealAudit(tools, systemActor(ICB));
    assert.deepEqual(await verify(tools), []);
  });

  test('finance reads and answers it on its page and as JSON; nobody else does', async () => {
    const site = await testSite(database, { routes: pages });
    const finance = await signedIn(database, site.baseUrl, team.finance);
    const nurse = await signedIn(database, site.baseUrl, team.coordinator);
    const [{ statementId } = { statementId: '' }] = await ofFirst();
    const here = `/recharge-statements/${statementId}`;
    const text = (await finance.get(here)).text;
    assert.match(text, /We know nobody of this name/);
    assert.match(text, /Agreed/);
    assert.doesNotMatch(text, /What does the other payer say/);
    assert.match((await finance.get(`/recharges/${FIRST}`)).text, new RegExp(here));
    const json = JSON.parse((await finance.get(`/api${here}`)).text);
    assert.deepEqual([json.standing, json.pence, json.answers.length], ['AGREED', `${councilsPart}`, 2]);
    assert.match((await finance.send('/recharges', {}, '/recharge-statements')).text, /Everything is stated already/);
    assert.equal((await nurse.get(here)).status, 404);
  });

  test('openphb recharge make, list, answer: 0 done, 1 refused with reasons, 2 wrong words', async () => {
    const run = async (...words: readonly string[]) => {
      let [printed, said] = ['', ''];
      const code = await runCommand(['recharge', ...words], {
        commands,
        print: text => {
          printed += text;
        },
        say: text => {
          said += text;
        },
        stopping: new AbortController().signal,
        withDatabase: (_as, _may, _say, work) => work(tools, team.finance),
        withTools: (_say, work) => work(tools),
        withOwner: (_say, work) => work(tools, true),
        onFault(error) {
          throw error;
        },
      });
      return { code, printed, said };
    };
    const listed = await run('list', '--month', `${FIRST}`);
    assert.equal(listed.code, 0);
    assert.match(listed.printed, /2026-11 Testshire Council, Council care for adults, statement: £[\d.]+, agreed/);
    const json = JSON.parse((await run('list', '--month', `${FIRST}`, '--json')).printed);
    assert.equal(json.statements[0].pence, `${councilsPart}`);
    const { statementId } = json.statements[0];
    assert.match((await run('list', '--month', '2026-01')).printed, /No statement was made/);
    assert.equal((await run('make', '--month', `${FIRST}`)).printed, '0 statements made\n');
    const early = await run('make', '--month', `${tools.today().toPlainYearMonth()}`);
    assert.equal(early.code, 1);
    assert.match(early.said, /is not over/);
    const say = ['--who', 'Cal', '--on', `${tools.today()}`];
    const again = await run('answer', statementId, '--says', 'AGREED', ...say);
    assert.equal(again.code, 1);
    assert.match(again.said, /agreed already/);
    for (const wrong of [
      ['make', '--month', '2026-13'],
      ['list'],
      ['answer', statementId, '--says', 'MAYBE', ...say],
      ['answer', '12', '--says', 'AGREED', ...say],
      ['answer', statementId, '--says', 'AGREED', '--who', 'Cal', '--on', 'today'],
    ])
      assert.equal((await run(...wrong)).code, 2, wrong.join(' '));
  });

  test('R-096  the same command is answered the same in a later month', async () => {
    const asked = command();
    const answer = must(await stateRecharges(tools, team.finance, asked));
    tools.moveTo(tools.today().add({ months: 1 }).toString());
    assert.deepEqual(must(await stateRecharges(tools, team.finance, asked)), answer);
  });
});
