import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { makePaidBudget, payMonth } from '../../../../test/support/paid-budget.ts';
import { loadNotices } from '../../people/store.ts';
import { loadPaidLines } from '../suspensions/facts.ts';
import { noteReturn } from './note-return.ts';
import { planHospitalStay } from './plan-hospital-stay.ts';
import { reportAdmission } from './report-admission.ts';
import { loadHospitalStay } from './store.ts';

const on = (iso: string) => Temporal.PlainDate.from(iso);

describe('R-103 R-104 T20  A stay in hospital', () => {
  test('reported by the person, decided with them line by line, and no payment changes', async () => {
    const { tools, staff, budgetId, person, look } = await makePaidBudget();
    const admitted = { admittedOn: on('2026-12-05'), words: 'About two weeks' };
    assert.equal(
      verdict(await reportAdmission(tools, person, command(), budgetId, { ...admitted, admittedOn: on('2026-12-08') })),
      'admitted-in-future',
    );
    const sent = command();
    const stays = await Promise.all(
      [1, 2, 3, 4, 5].map(() => reportAdmission(tools, person, sent, budgetId, admitted)),
    );
    const { hospitalStayId } = must(stays[0]!);
    assert.equal(new Set(stays.map(each => must(each).hospitalStayId)).size, 1);
    assert.equal(verdict(await reportAdmission(tools, person, command(), budgetId, admitted)), 'overlay-there-already');

    const [first, second] = await look(tx => loadPaidLines(tx, budgetId));
    const about = { budgetId, hospitalStayId };
    const plan = (decisions: Parameters<typeof planHospitalStay>[4]['decisions'], talkedWithPersonOn = tools.today()) =>
      planHospitalStay(tools, staff.coordinator, command(), about, { talkedWithPersonOn, decisions });
    const whole = [
      { planItemId: first!.planItemId, what: 'PAUSE' },
      { planItemId: second!.planItemId, what: 'KEEP' },
    ] as const;
    assert.equal(verdict(await plan(whole.slice(1))), 'hospital-line-undecided');
    assert.equal(verdict(await plan(whole, on('2026-12-08'))), 'hospital-not-talked-over');
    must(await plan(whole));
    assert.equal(verdict(await plan(whole)), 'changed-meanwhile');
    const stay = (await look(tx => loadHospitalStay(tx, budgetId, hospitalStayId)))!;
    assert.deepEqual(
      stay.plan!.lines.map(({ what }) => what),
      ['PAUSE', 'KEEP'],
    );
    assert.equal(stay.plan!.retainedTo.toString(), '2027-01-01');
    assert.deepEqual(stay.plan!.reviewsOn.map(String), ['2026-12-19', '2027-01-02']);
    const told = await look(tx => loadNotices(tx, budgetId, 2));
    assert.deepEqual(
      told.map(({ kind }) => kind),
      ['N19', 'N19'],
    );

    tools.moveTo('2026-12-28');
    const january = await payMonth({ tools, staff, look, budgetId }, '2027-01');
    assert.deepEqual(january, { ...january, paid: ['INSTALMENT 2027-01 260000'], held: [] });
    must(await noteReturn(tools, person, command(), about, { returnedOn: on('2026-12-20') }));
    assert.equal(
      verdict(await noteReturn(tools, person, command(), about, { returnedOn: on('2026-12-21') })),
      'overlay-not-there',
    );
    must(
      await reportAdmission(tools, staff.coordinator, command(), budgetId, { ...admitted, admittedOn: tools.today() }),
    );
  });
});
