import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { makePaidBudget } from '../../../../test/support/paid-budget.ts';
import { loadNotices } from '../../people/store.ts';
import { reportAdmission } from '../hospital/report-admission.ts';
import { checkHealthChange } from './check-health-change.ts';
import { reportHealthChange } from './report-health-change.ts';
import { loadFollowUps, loadHealthChange } from './store.ts';

const on = (iso: string) => Temporal.PlainDate.from(iso);

describe('R-089  A change of health', () => {
  test('reported by the person, looked at by the co-ordinator, both told, and no payment changes', async () => {
    const { tools, staff, budgetId, person, look } = await makePaidBudget();
    const report = { changedOn: on('2026-12-05'), words: 'Fed by a tube now' };
    assert.equal(
      verdict(await reportHealthChange(tools, person, command(), budgetId, { ...report, changedOn: on('2026-12-08') })),
      'health-change-in-future',
    );
    const sent = command();
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(() => reportHealthChange(tools, person, sent, budgetId, report)),
    );
    const { healthChangeId, checkBy } = must(answers[0]!);
    assert.equal(new Set(answers.map(each => must(each).healthChangeId)).size, 1);
    assert.equal(checkBy, tools.today().add({ days: 10 }).toString());

    const { hospitalStayId } = must(
      await reportAdmission(tools, person, command(), budgetId, { admittedOn: on('2026-12-04'), words: '' }),
    );
    const followUps = async () => (await look(tx => loadFollowUps(tx))).map(({ kind, id }) => `${kind} ${id}`);
    assert.deepEqual(await followUps(), [`HOSPITAL ${hospitalStayId}`, `HEALTH ${healthChangeId}`]);

    const about = { budgetId, healthChangeId };
    const check = (found: string) =>
      checkHealthChange(tools, staff.coordinator, command(), about, { finding: 'ENOUGH', found });
    assert.equal(verdict(await check(' ')), 'sufficiency-not-recorded');
    must(await check('The feeding is the nurses’; the assistants are covered.'));
    assert.equal(verdict(await check('Again')), 'health-change-checked-already');
    const change = (await look(tx => loadHealthChange(tx, budgetId, healthChangeId)))!;
    assert.equal(change.check?.finding, 'ENOUGH');
    assert.deepEqual(await followUps(), [`HOSPITAL ${hospitalStayId}`]);
    const [told] = await look(tx => loadNotices(tx, budgetId, 1));
    assert.equal(told?.heading, 'We checked whether your money is still enough');
    assert.match(told.paragraphs.join(' '), /the assistants are covered\. Your payments stay as they are/);
  });
});
