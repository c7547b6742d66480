import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  day,
  employment,
  estimated,
  line,
  lines,
  pence,
  reasons,
  sentences,
  stream,
} from '../../../test/support/budget-methods.ts';
import { pounds } from '../../values/pence.ts';
import type { MethodFigure } from './methods.ts';
import { recompute } from './trace.ts';

describe('R-129 R-132  A prescription: what the NHS would pay for a chair that meets the need', () => {
  const figure = (option: 'NOTIONAL' | 'NOTIONAL_TOPUP' | 'THIRD_PARTY', chosen: string): MethodFigure => ({
    method: 'PRESCRIPTION_COST',
    prescriptions: [
      {
        id: 'chair',
        needId: 'mobility',
        label: 'Powered chair',
        nhsCostPence: pence('£1,480.00'),
        option,
        maintenancePence: pence('£250.00'),
        chosenPence: pence(chosen),
        stream: 'NHS_WHEELCHAIR',
      },
    ],
  });

  test('£1,480.00 prescribed: a budget of £1,480.00', () => {
    const given = { figure: figure('NOTIONAL', '£1,480.00') };
    assert.deepEqual(lines(given), ['chair R-129 1 item × £1,480.00 = £1,480.00']);
    assert.equal(estimated(given).personPaysPence, 0n);
    assert.equal(
      sentences(given)[1],
      'Powered chair: £1,480.00, from what the NHS would pay for a chair that meets the need (R-129).',
    );
  });

  test('with a third party £250.00 for repairs besides: £1,730.00; of a chair of £2,900.00 the person pays £1,170.00', () => {
    const given = { figure: figure('THIRD_PARTY', '£2,900.00') };
    const { working, personPaysPence } = estimated(given);
    assert.equal(pounds(working.totalPence), '£1,730.00');
    assert.equal(pounds(personPaysPence), '£1,170.00');
    assert.deepEqual(lines(given), [
      'chair R-129 1 item × £1,480.00 = £1,480.00',
      'chair-maintenance R-132 1 item × £250.00 = £250.00',
    ]);
    assert.equal(working.startUpPence, working.totalPence);
    assert.ok(working.lines.every(each => each.needId === 'mobility' && each.stream === 'NHS_WHEELCHAIR'));
    assert.equal(
      sentences(given)[2],
      'Powered chair: repairs and maintenance: £250.00, from the board’s sum for repairs (R-132).',
    );
  });

  const excesses = [
    ['NOTIONAL_TOPUP', '£1,479.99', '£0.00'],
    ['NOTIONAL_TOPUP', '£1,480.00', '£0.00'],
    ['NOTIONAL_TOPUP', '£1,480.01', '£0.01'],
    ['THIRD_PARTY', '£1,730.00', '£0.00'],
    ['THIRD_PARTY', '£1,730.01', '£0.01'],
    ['THIRD_PARTY', '£100.00', '£0.00'],
  ] as const;
  for (const [option, chosen, expected] of excesses)
    test(`${option}, a chair of ${chosen}: the person pays ${expected}`, () =>
      assert.equal(pounds(estimated({ figure: figure(option, chosen) }).personPaysPence), expected));
});

describe('R-164 R-165 R-166  Assistants whom the person employs are in the budget with all that they cost', () => {
  test('wages after the lines, on-costs after the wages, and the wages count for emergencies', () => {
    const given = {
      lines: [line('1', '£10.00', 'year')],
      employment: employment('£15.00'),
      contingency: { weeks: 4, inBudget: true },
    };
    const { working, trace } = estimated(given);
    assert.deepEqual(
      working.lines.map(each => `${each.id} ${pounds(each.amountPence)}`),
      [
        '1 at £10.00 year £10.00',
        'ana £15,600.00',
        'ana-holiday £1,680.00',
        'ana-statutory-pay £234.00',
        'ana-pension £280.80',
        'ana-payroll £300.00',
        'ana-training £60.00',
        'ana-check £49.50',
        'ana-recruitment £180.00',
        'employers-liability £119.00',
        'contingency £1,200.00',
      ],
    );
    assert.equal(trace.pence, working.totalPence);
    assert.equal(recompute(trace), working.totalPence);
    assert.ok(trace.how.op === 'sum');
    assert.deepEqual(
      trace.how.of.map(each => each.pence),
      working.lines.map(each => each.amountPence),
    );
  });

  test('pay below the law is refused, beside every other reason', () => {
    const few: MethodFigure = { method: 'SIMILAR_CASES', peers: [], peerMin: 5, band: '', stream };
    assert.deepEqual(
      reasons({ employment: employment('£12.70'), figure: few }).map(reason => reason.code),
      ['too-few-similar-cases', 'pay-below-minimum'],
    );
    assert.deepEqual(reasons({ employment: employment('£12.71') }), []);
    assert.deepEqual(reasons({ employment: employment('£12.70'), startsOn: day('2025-04-01') }), []);
  });
});
