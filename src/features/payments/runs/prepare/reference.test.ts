import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../../../../../test/support/database.ts';
import { sql } from '../../../../platform/sql.ts';
import { FUNDER_STREAMS } from '../../../../rules/funding/streams.ts';
import { paymentReference } from '../../../../rules/payment/reference.ts';

const { superDb } = await testDatabase();

test('R-084 the database makes the reference of everything that can be owed as the rule does', async () => {
  const rows = await superDb.query(sql`
    select purpose, period, sequence, stream, option, payment_reference('PHB100001', purpose, period, sequence, stream, option) as reference
      from unnest(array['INSTALMENT','START_UP','ONE_OFF','ARREARS','ADVANCE','WAGES']) purpose,
           unnest(array['2026-01-01','2026-12-01','2031-06-01','2100-05-01']::date[]) period,
           unnest(array[1, 2, 9, 10, 35, 36]) sequence,
           unnest(${[...FUNDER_STREAMS, 'SOMETHING_NEW']}::text[]) stream,
           unnest(array['DIRECT_PAYMENT','THIRD_PARTY']) option`);
  assert.equal(rows.length, 6 * 4 * 6 * (FUNDER_STREAMS.length + 1) * 2);
  for (const { purpose, period, sequence, stream, option, reference } of rows)
    assert.equal(
      reference,
      paymentReference({
        budgetReference: 'PHB100001',
        purpose: purpose as string,
        period: (period as Temporal.PlainDate).toPlainYearMonth(),
        sequence: sequence as number,
        stream: stream as string,
        option: option as string,
      }),
    );
});
