/**
 * Oxfordshire's community exercise programme (case study 3 of the finance briefing): fifty people with a long-term
 * neurological condition, £400 once for each. Six of them go the whole way through the service: from a place in the
 * programme to what came of it. One has it in her everyday account, one is bankrupt and takes a charity's help.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { enterAccount } from '../../src/features/agreements/enter-account.ts';
import { loadIndicativeBudget } from '../../src/features/budgets/store.ts';
import { CRASH_POINTS } from '../../src/features/goals/crash-points.ts';
import { finishGoal } from '../../src/features/goals/finish-goal.ts';
import { recordFollowUp } from '../../src/features/goals/record-follow-up.ts';
import { recordPurchase } from '../../src/features/goals/record-purchase.ts';
import { loadFollowUps, loadGoalEnd, loadPurchases } from '../../src/features/goals/store.ts';
import { takeBackPurchase } from '../../src/features/goals/take-back-purchase.ts';
import { loadMoneyFigures } from '../../src/features/ledger/store.ts';
import { loadPayments } from '../../src/features/payments/store.ts';
import { loadNotices } from '../../src/features/people/store.ts';
import { loadApprovedPlan } from '../../src/features/plans/store.ts';
import { addItem } from '../../src/features/plans/writing/add-item.ts';
import { addDirectoryEntry } from '../../src/features/programmes/add-directory-entry.ts';
import { addProgramme } from '../../src/features/programmes/add-programme.ts';
import { loadDirectory, loadProgrammes } from '../../src/features/programmes/store.ts';
import { raisePayeeConcern } from '../../src/features/representation/nominees/raise-payee-concern.ts';
import { loadPayeeConcerns, loadPayeeFacts, loadTasks } from '../../src/features/representation/payee-store.ts';
import { closeRepresentationTask } from '../../src/features/representation/tasks/close-task.ts';
import { registerRequest } from '../../src/features/requests/register-request.ts';
import { loadBudget, loadHistory } from '../../src/features/requests/store.ts';
import { loadClocks } from '../../src/features/reviews/store.ts';
import { importHolderStatement } from '../../src/features/spending/holders/import-holder-statement.ts';
import { addHolderPerson } from '../../src/features/third-parties/add-holder-person.ts';
import { HOLDER_COLUMNS } from '../../src/formats/statements/holder.ts';
import { groupProblems } from '../../src/rules/eligibility/groups.ts';
import { programmeUse } from '../../src/rules/options/programme.ts';
import { payeeBars } from '../../src/rules/representation/payee.ts';
import { command, eligibleInput, must, requestInput, verdict } from '../support/cases.ts';
import { testDatabase } from '../support/database.ts';
import { ACCOUNT } from '../support/set-up-budget.ts';
import { contractWith, makeThirdParty } from '../support/third-parties.ts';
import { buying, count, makeTeam, type Walk, walkerOf } from './walk.ts';

const SUM_PENCE = 40_000n;
const PLACES = 50;
const STARTS_ON = '2026-12-01';
const LAST_ON = Temporal.PlainDate.from('2027-03-31');
/** Who buys what where. Ola has an account of her own only; Ben is bankrupt. */
const PEOPLE = [
  ['Ola', 'Two years at a gym, with somebody to show how', 'Abingdon leisure centre', 40_000n],
  ['Ben', 'Swimming in a warm pool', 'The hydrotherapy pool', 38_500n],
  ['Cat', 'Sailing lessons', 'The sailing club at Farmoor', 40_000n],
  ['Dev', 'Hand cycle', 'The cycle workshop', 40_000n],
  ['Eve', 'Power-assisted bike', 'The bicycle shop in Cowley', 39_999n],
  ['Fay', 'Pilates', 'The studio at the mill', 36_000n],
] as const;

/** Cat asks twice, and is one person by her number. */
const KNOWN = { nhsNumber: '999 000 0018', nhsNumberStatus: '01' } as const;

const database = await testDatabase();
const { tools } = database;
const team = await makeTeam(database, [{ code: 'ANY', label: 'Any', unit: 'any', pence: 1n }]);
const walker = walkerOf(database, team);
const { look, stateOf } = walker;

describe('Oxfordshire: £400 once for each of fifty people', { concurrency: 1 }, () => {
  let programmeId: string;
  const walks = new Map<string, Walk>();
  const walkOf = (name: string) => walks.get(name)!;
  let ageUk: string;

  test('R-014  the local offer names the group; before it is open nobody is in it', () => {
    const dateOfBirth = Temporal.PlainDate.from('1970-01-01');
    const COHORT = 'Long-term neurological';
    const cohort = { name: COHORT, status: 'LIVE', since: '2026-04-01', until: null, criteria: [] } as const;
    const said = { group: 'LOCAL_COHORT', cohort: COHORT, fitsCohort: true, levelOfNeed: 'Weak legs' } as const;
    const input = { ...eligibleInput(tools), ...said };
    const problems = (status: 'LIVE' | 'CONSIDERING') =>
      groupProblems({ dateOfBirth, cohorts: [{ ...cohort, status }] }, input, tools.today());
    assert.deepEqual(problems('LIVE'), []);
    assert.deepEqual(
      problems('CONSIDERING').map(({ code }) => code),
      ['cohort-not-open'],
    );
  });

  const promisedAndFree = async (budgetId: string) => {
    const { promised, free } = await look(tx => loadMoneyFigures(tx, budgetId, Temporal.PlainDate.from(STARTS_ON)));
    return [promised, free];
  };
  const spentAndHeld = async (budgetId: string) => {
    const { spent, held } = await look(tx => loadMoneyFigures(tx, budgetId, Temporal.PlainDate.from(STARTS_ON)));
    return [spent, held];
  };

  test('R-128  the programme promises 50 × £400 = £20,000', async () => {
    const made = must(
      await addProgramme(tools, team.finance, command(), {
        name: 'Community exercise',
        forWhom: 'Adults with a long-term neurological condition',
        sumPence: SUM_PENCE,
        places: PLACES,
        firstOn: Temporal.PlainDate.from('2026-10-01'),
        lastOn: LAST_ON,
      }),
    );
    programmeId = made.programmeId;
    assert.equal(made.commitmentPence, '2000000');
  });

  test('R-065 R-128  whatever they choose to move: a short plan, the same sum for each', async () => {
    for (const [name, label, provider, pence] of PEOPLE) {
      const walk = await walker.open({
        request: { givenName: name, claimedGroup: 'EXCEPTION', programmeId, ...(name === 'Cat' && KNOWN) },
        group: { evidence: 'Asked into the programme by the physiotherapist', levelOfNeed: 'Weak legs' },
        wishes: [
          {
            domain: 'MOBILITY',
            need: 'To grow stronger',
            outcome: 'I get further in ten minutes',
            measure: 'Metres in ten minutes',
          },
        ],
      });
      walks.set(name, walk);
      await walker.estimate(walk, [], SUM_PENCE, STARTS_ON, 'FLAT_RATE');
      const indicative = (await look(tx => loadIndicativeBudget(tx, walk.budgetId)))!;
      assert.deepEqual([indicative.totalPence, indicative.method], [SUM_PENCE, 'FLAT_RATE']);
      const item = buying(walk.outcomeIds[0]!, {
        label,
        category: 'EXERCISE',
        provider,
        quantity: count(1),
        unit: 'time',
        per: 'once',
        unitPence: pence,
        ...(name === 'Ben' && { option: 'THIRD_PARTY', arrangedBy: 'THIRD_PARTY' }),
      });
      await walker.planShortly(walk, walk.person, 'She stops when it hurts. The trainer knows the condition.', [item]);
      if (name === 'Ola') {
        const forNothing = await addItem(tools, team.coordinator, command(), walk.budgetId, {
          ...item,
          outcomeIds: [],
        });
        assert.equal(verdict(forNothing), 'item-without-outcome, item-without-need');
        const less = { finalPence: SUM_PENCE - 1n, contingencyPence: 0n, reason: 'A penny less' };
        await assert.rejects(walker.submit(walk, walk.person, less), /goal-sum-differs/);
      }
      await walker.submit(walk, walk.person, { finalPence: SUM_PENCE, contingencyPence: 0n, reason: '' });
      if (name === 'Cat') {
        const unusual = { refusalCode: 'NO_OUTCOME_LINK', refusalWords: 'We do not normally pay for sailing' } as const;
        assert.match(verdict(await walker.decide(walk, { decision: 'REFUSE', ...unusual })), /reason-not-allowed/);
      }
      const direct = name === 'Ben' ? { directPaymentAppropriate: undefined } : {};
      must(await walker.decide(walk, { conventionalPence: name === 'Ben' ? undefined : 60_000n, ...direct }));
    }
    const [programme] = await look(tx => loadProgrammes(tx, database.icbCode));
    assert.deepEqual(programmeUse(programme!), {
      commitmentPence: 2_000_000n,
      takenPence: 240_000n,
      leftPlaces: 44,
      leftPence: 1_760_000n,
    });
  });

  test('R-037  who is bankrupt is not barred; a broker or a managed way is offered, and that is on record', async () => {
    const { budgetId, person } = walkOf('Ben');
    const concern = { partyId: person.id, kind: 'BANKRUPT', reason: 'He told us; the public register' } as const;
    const raised = must(await raisePayeeConcern(tools, team.coordinator, command(), budgetId, concern));
    assert.equal(raised.offers, 'MANAGED_ACCOUNT,THIRD_PARTY,BROKER');
    const [kept] = await look(tx => loadPayeeConcerns(tx, budgetId));
    assert.deepEqual([kept?.partyId, kept?.offers], [person.id, ['MANAGED_ACCOUNT', 'THIRD_PARTY', 'BROKER']]);
    const facts = await look(tx => loadPayeeFacts(tx, { budgetId, personId: person.id }));
    assert.ok(!payeeBars(facts, tools.today()).some(bar => bar !== 'no-consent'));
    const [task] = await look(tx => loadTasks(tx, budgetId));
    assert.equal(task?.kind, 'PAYEE_BANKRUPT');
    const chosen = { taskId: task!.taskId, outcome: 'Age UK holds it for him and buys with him' };
    must(await closeRepresentationTask(tools, team.coordinator, command(), budgetId, chosen));
  });

  test('R-081  £400.00 comes once; who has only an everyday account has it there, once in a financial year', async () => {
    const final = { startsOn: STARTS_ON, pence: SUM_PENCE, reason: '' };
    for (const [name] of PEOPLE) {
      const walk = walkOf(name);
      const agreement = await walker.agree(walk, walk.person, final);
      assert.deepEqual(
        agreement.payments.map(({ option, purpose, amountPence }) => [option, purpose, amountPence]),
        [[name === 'Ben' ? 'THIRD_PARTY' : 'DIRECT_PAYMENT', 'ONE_OFF', SUM_PENCE]],
      );
      if (name === 'Ben') {
        ageUk = await makeThirdParty(tools, team, { name: 'Age UK' });
        assert.equal(await contractWith(tools, team, walk.budgetId, ageUk), true);
      } else await walker.setUp(walk, walk.person, name === 'Ola' ? { kind: 'OWN_ONE_OFF' } : {});
    }
    const run = await walker.pay('2026-12');
    assert.deepEqual([run.paymentsCount, run.totalPence], [6, 240_000n]);
    for (const [name] of PEOPLE) assert.equal(await stateOf(walkOf(name)), 'ACTIVE', name);
    const [toAgeUk] = await look(tx => loadPayments(tx, walkOf('Ben').budgetId));
    assert.equal(toAgeUk!.amountPence, SUM_PENCE);
    const [programme] = await look(tx => loadProgrammes(tx, database.icbCode));
    assert.equal(programme!.paidPence, 240_000n);
  });

  test('R-081  a second payment in the same financial year needs an account for this money only', async () => {
    const { budgetId, person } = walkOf('Cat');
    const own = { ...ACCOUNT, kind: 'OWN_ONE_OFF', namedPeople: 'Cat', name: 'Cat C' } as const;
    const again = await walker.open({
      request: { givenName: 'Cat', claimedGroup: 'EXCEPTION', programmeId, ...KNOWN },
      group: { evidence: 'Asked in again', levelOfNeed: 'Weak legs' },
      wishes: [{ domain: 'MOBILITY', need: 'To swim', outcome: 'I swim', measure: 'Lengths' }],
    });
    assert.equal(again.person.id, person.id);
    await walker.estimate(again, [], SUM_PENCE, '2026-12-15', 'FLAT_RATE');
    const swim = buying(again.outcomeIds[0]!, {
      label: 'Swimming',
      category: 'EXERCISE',
      provider: 'The pool',
      quantity: count(1),
      unit: 'time',
      per: 'once',
      unitPence: SUM_PENCE,
    });
    await walker.planShortly(again, person, 'Nobody swims alone', [swim]);
    await walker.submit(again, person, { finalPence: SUM_PENCE, contingencyPence: 0n, reason: '' });
    must(await walker.decide(again, { conventionalPence: 60_000n }));
    await walker.agree(again, person, { startsOn: '2026-12-15', pence: SUM_PENCE, reason: '' });
    const enter = (id: string) => enterAccount(tools, team.preparer, command(), id, own);
    assert.equal(verdict(await enter(again.budgetId)), 'own-account-second-in-year');
    assert.equal(verdict(await enter(budgetId)), 'own-account-second-in-year');
  });

  test('R-135 R-128  nobody of them has the three-month cycle', async () => {
    assert.deepEqual(await look(tx => loadClocks(tx, database.icbCode, 100)), []);
    tools.moveTo('2026-12-14');
    await assert.rejects(walker.pay('2027-01'), /nothing-to-pay/);
  });

  test('T31  what was bought is shown by its receipt, within the sum; then it is finished', async () => {
    for (const [name, label, place, pence] of PEOPLE) {
      const { budgetId, person } = walkOf(name);
      const [item] = (await look(tx => loadApprovedPlan(tx, budgetId)))!.items;
      const bought = {
        planItemId: item!.planItemId,
        label,
        place,
        pence,
        boughtOn: Temporal.PlainDate.from('2026-12-10'),
        evidence: 'Receipt of 10 December',
      };
      const finish = () => finishGoal(tools, person, command(), budgetId, { how: 'BOUGHT', words: '' });
      // What is to be bought is promised from the start, whoever holds the money.
      const plannedPence = item!.annualPence;
      assert.deepEqual(await promisedAndFree(budgetId), [plannedPence, SUM_PENCE - plannedPence]);
      if (name === 'Ben') {
        // Age UK holds his money: its statement says what it spent, and nobody writes it down a second time.
        const buy = recordPurchase(tools, person, command(), budgetId, bought);
        assert.equal(verdict(await buy), 'purchase-with-holder');
        assert.equal(verdict(await finish()), 'goal-nothing-bought');
        const { reference } = (await look(tx => loadBudget(tx, database.icbCode, budgetId)))!;
        const rows = [`${reference},01/12/2026,NHS,,,400.00,400.00`, `${reference},10/12/2026,${place},,385.00,,15.00`];
        const text = [HOLDER_COLUMNS.join(','), ...rows, ''].join('\r\n');
        const file = { name: 'december.csv', bytes: new TextEncoder().encode(text) };
        const { staffUserId } = must(
          await addHolderPerson(tools, team.finance, command(), ageUk, { name: 'Ada Age', subject: 'ada' }),
        );
        const holder = {
          id: staffUserId,
          name: 'Ada Age',
          icbCode: database.icbCode,
          roles: ['third-party-holder'],
        } as const;
        must(await importHolderStatement(tools, holder, command(), ageUk, file));
        assert.deepEqual(await spentAndHeld(budgetId), [pence, SUM_PENCE - pence]);
        must(await finish());
        assert.deepEqual(await promisedAndFree(budgetId), [0n, SUM_PENCE - pence]);
        continue;
      }
      if (name === 'Ola') {
        assert.equal(verdict(await finish()), 'goal-nothing-bought');
        const tooMuch = await recordPurchase(tools, person, command(), budgetId, { ...bought, pence: pence + 1n });
        assert.equal(verdict(tooMuch), 'goal-overspent');
        const noReceipt = await recordPurchase(tools, person, command(), budgetId, { ...bought, evidence: ' ' });
        assert.equal(verdict(noReceipt), 'purchase-without-evidence');
      }
      // Fay has not got round to it: her budget ends with the programme.
      if (name === 'Fay') continue;
      if (name === 'Ola') {
        // In her everyday account nothing but what she shows says what was spent; broken off or taken back, nothing is.
        for (const point of [CRASH_POINTS.buyAfterPurchase, CRASH_POINTS.takeBackAfterRow]) {
          const breaking = {
            ...tools,
            crashPoint: async (at: string) => {
              if (at === point) throw new Error('broken off');
            },
          };
          const buyAndTakeBack = async () => {
            const { goalPurchaseId } = must(await recordPurchase(breaking, person, command(), budgetId, bought));
            assert.deepEqual(await spentAndHeld(budgetId), [pence, SUM_PENCE - pence]);
            await takeBackPurchase(breaking, person, command(), budgetId, { goalPurchaseId, reason: 'The wrong one' });
          };
          await assert.rejects(buyAndTakeBack(), /broken off/);
          for (const { goalPurchaseId } of await look(tx => loadPurchases(tx, budgetId)))
            must(await takeBackPurchase(tools, person, command(), budgetId, { goalPurchaseId, reason: 'Again' }));
          assert.deepEqual(await spentAndHeld(budgetId), [0n, SUM_PENCE]);
        }
      }
      const { leftPence } = must(await recordPurchase(tools, person, command(), budgetId, bought));
      assert.equal(leftPence, `${SUM_PENCE - pence}`);
      // In an account of its own the bank statement says what was spent.
      assert.deepEqual(await spentAndHeld(budgetId), name === 'Ola' ? [pence, SUM_PENCE - pence] : [0n, SUM_PENCE]);
      if (name === 'Ola') {
        const broken = {
          ...tools,
          crashPoint: async (at: string) => {
            if (at === CRASH_POINTS.finishAfterPromises) throw new Error('broken off');
          },
        };
        const input = { how: 'BOUGHT', words: '' } as const;
        await assert.rejects(finishGoal(broken, person, command(), budgetId, input), /broken off/);
      }
      must(await finish());
      // What was not bought is promised no longer.
      assert.equal((await promisedAndFree(budgetId))[0], 0n);
      assert.equal(await stateOf(walkOf(name)), 'RECONCILING');
      assert.deepEqual((await look(tx => loadHistory(tx, budgetId))).at(-1)?.transition, 'T31');
    }
    const [newest] = await look(tx => loadNotices(tx, walkOf('Ola').budgetId, 1));
    assert.equal(newest?.kind, 'N32');
    assert.match(newest!.paragraphs.join(' '), /Between 11 January 2027 and 25 January 2027 we ask you/);
  });

  test('T31  who has bought nothing by the last day is finished the day after', async () => {
    tools.moveTo(LAST_ON.toString());
    await walker.doJobs();
    assert.equal(await stateOf(walkOf('Fay')), 'ACTIVE');
    tools.moveTo('2027-04-01');
    await walker.doJobs();
    assert.equal(await stateOf(walkOf('Fay')), 'RECONCILING');
    const end = await look(tx => loadGoalEnd(tx, walkOf('Fay').budgetId));
    assert.deepEqual([end?.how, end?.leftPence, end?.followUpBy.toString()], ['END_DATE', SUM_PENCE, '2027-05-13']);
  });

  test('R-128 R-162  weeks later both say what came of it: “further in ten minutes”, “stronger”', async () => {
    const { budgetId, person, outcomeIds } = walkOf('Ola');
    const said = { outcomeId: outcomeIds[0]!, rating: 2, words: 'I get further in ten minutes' };
    const fay = walkOf('Fay');
    const early = { ...said, outcomeId: fay.outcomeIds[0]! };
    assert.equal(
      verdict(await recordFollowUp(tools, fay.person, command(), fay.budgetId, early)),
      'follow-up-too-early',
    );
    must(await recordFollowUp(tools, person, command(), budgetId, said));
    assert.equal(verdict(await recordFollowUp(tools, person, command(), budgetId, said)), 'follow-up-there');
    const nurse = { ...said, words: 'She is stronger: 410 metres, 300 before' };
    must(await recordFollowUp(tools, team.coordinator, command(), budgetId, nurse));
    assert.deepEqual(
      (await look(tx => loadFollowUps(tx, budgetId))).map(({ side, rating, words }) => [side, rating, words]),
      [
        ['PERSON', 2, 'I get further in ten minutes'],
        ['CARE_COORDINATOR', 2, 'She is stronger: 410 metres, 300 before'],
      ],
    );
  });

  test('R-128  what they found nearby is there for the next plan, with nobody’s name in it', async () => {
    for (const [, what, name, costPence] of PEOPLE)
      must(
        await addDirectoryEntry(tools, team.coordinator, command(), { category: 'EXERCISE', name, what, costPence }),
      );
    const [, what, name, costPence] = PEOPLE[0];
    const twice = { category: 'EXERCISE', name: name.toUpperCase(), what, costPence };
    assert.equal(verdict(await addDirectoryEntry(tools, team.coordinator, command(), twice)), 'directory-entry-there');
    const entries = await look(tx => loadDirectory(tx, database.icbCode));
    assert.equal(entries.length, 6);
    for (const entry of entries)
      for (const [person] of PEOPLE) assert.ok(!JSON.stringify({ ...entry, costPence: '' }).includes(person));
  });

  test('R-128  with all places taken nobody else is promised anything', async () => {
    const small = {
      name: 'Pilot',
      forWhom: 'One person',
      sumPence: SUM_PENCE,
      places: 1,
      firstOn: tools.today(),
      lastOn: tools.today(),
    };
    const pilot = must(await addProgramme(tools, team.finance, command(), small));
    const ask = () =>
      registerRequest(
        tools,
        team.coordinator,
        command(),
        requestInput(tools, { programmeId: pilot.programmeId, claimedGroup: 'EXCEPTION' }),
      );
    const both = await Promise.all([ask(), ask()]);
    assert.deepEqual(both.map(verdict).sort(), ['accepted', 'programme-full']);
    assert.equal(
      verdict(await addProgramme(tools, team.finance, command(), { ...small, name: 'PILOT' })),
      'programme-name-taken',
    );
  });
});
