/** Journals of every kind by chance, for the tests that hold the ledger against something simpler. */
import { randomInt } from 'node:crypto';
import * as journals from '../../src/rules/payment/journals.ts';
import type { Journal } from '../../src/rules/payment/ledger.ts';

export const YEAR = Temporal.PlainDate.from('2026-12-01');
const OPTIONS = ['DIRECT_PAYMENT', 'NOTIONAL', 'THIRD_PARTY'] as const;

/** Say it in OPENPHB_SEED to see a failure again. */
export const SEED = Number(process.env.OPENPHB_SEED ?? randomInt(1 << 30));

let state = SEED;

/** A whole number from nought, below `below`: mulberry32, a small generator of the tests' own. */
export function chance(below: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % below;
}

export const oneOf = <T>(all: readonly T[]): T => all[chance(all.length)]!;

/** Any event of this budget, in one of two years, streams and accounts. The ledger may refuse it: too much paid out. */
export function randomJournal(budgetId: string): Journal {
  const facts = {
    budgetId,
    budgetYear: oneOf([YEAR, YEAR.add({ years: 1 })]),
    stream: oneOf(['NHS_CHC', 'LA_ADULT']),
    option: oneOf(OPTIONS),
    planLineId: oneOf(['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002']),
    accountId: oneOf(['A', 'B']),
    fromAccountId: 'A',
    toAccountId: 'B',
    rail: oneOf(['BACS', 'FPS']),
    supplierId: 'supplier',
    payer: 'person',
    backTo: oneOf(['promised', 'authorised'] as const),
    pence: BigInt(1 + chance(chance(3) === 0 ? 300_000 : 30_000)),
    promisedLeftPence: BigInt(chance(200_000)),
    happenedOn: YEAR.add({ days: chance(400) - 30 }),
  };
  return oneOf([
    () =>
      journals.budgetAgreed({
        ...facts,
        parts: [{ option: facts.option, pence: facts.pence * 9n }],
        contingencyPence: facts.pence,
        contingencyWith: facts.option,
      }),
    () => journals.promiseMade(facts),
    () => journals.promiseEnded(facts),
    () => journals.paymentReleased(facts),
    () => journals.paymentCredited(facts),
    () => journals.paymentReturned(facts),
    () => journals.cardAuthorised(facts),
    () => journals.linePlaced(facts),
    () => journals.lineUnplaced(facts),
    () => journals.linePlacedLater(facts),
    () => journals.refund(facts),
    () => journals.receivedUnexplained(facts),
    () => journals.contributionPaidIn(facts),
    () => journals.invoiceAccepted(facts),
    () => journals.surplusOffset(facts),
    () => journals.accountChanged(facts),
  ])();
}
