/**
 * What happened on the person's account: made afresh for every run of a journey (other dates, amounts and order), so
 * that nothing can be keyed to a file. The figures that it must lead to are worked out here, from the events alone.
 */
import { type BankEvent, csvFile, ofxFile } from './bank-file.ts';

export type AccountStory = {
  readonly december: string;
  /** The same with one figure changed, so that its balances do not hold. */
  readonly decemberBroken: string;
  readonly january: string;
  readonly february: string;
  readonly unknownPayee: string;
  /** The figures that February changes, as the page words them. */
  readonly afterFebruary: Readonly<Record<string, string>>;
  /** Every figure at the end, as the page words it. */
  readonly atTheEnd: Readonly<Record<string, string>>;
  readonly seed: number;
};

/** The plan of the journey: £8,060.00 of wages promised, £1,080.00 of massage, £620.00 for emergencies. */
const AGREED = 976_000n;
const WAGES = 806_000n;
const CONTINGENCY = 62_000n;
/** The year in twelve equal parts, the last with the pennies. */
const INSTALMENT = 81_333n;

/** Makes the account of one run from a seed. */
export function makeAccountStory(seed: number): AccountStory {
  const chance = randomFrom(seed);
  const day = (month: string, from: number, to: number) => `${month}-${String(chance(from, to)).padStart(2, '0')}`;
  const wages = (month: string) => weekly(chance(2, 4)).map(first => pay(`${month}-${first}`, 'PAT GREEN', 15_500n));
  const massage = (month: string) => pay(day(month, 3, 27), 'RIVERSIDE THERAPY', 4_500n * BigInt(chance(1, 3)));
  const unknownPayee = `CALM HANDS ${chance(100, 999)}`;
  const unknown = pay(day('2027-01', 5, 28), unknownPayee, BigInt(chance(1_000, 6_000)));
  // Two true twins on one day: both are kept.
  const twins = day('2026-12', 6, 20);

  const december = inOrder([
    credit('2026-12-01', INSTALMENT),
    credit('2026-12-31', INSTALMENT),
    ...wages('2026-12'),
    massage('2026-12'),
    pay(twins, 'RIVERSIDE THERAPY', 4_500n),
    pay(twins, 'RIVERSIDE THERAPY', 4_500n),
  ]);
  const january = inOrder([...wages('2027-01'), massage('2027-01'), unknown]);
  const february = inOrder([credit('2027-02-01', INSTALMENT), ...wages('2027-02'), massage('2027-02')]);

  const ending = (events: readonly BankEvent[], paidOut: bigint) => {
    const spentOn = (payee: string) => -sum(events.filter(event => event.payee === payee));
    const spentOnWages = spentOn('PAT GREEN');
    const spent = spentOnWages + spentOn('RIVERSIDE THERAPY') + spentOn(unknownPayee);
    return {
      'Agreed for the year': pounds(AGREED),
      Spent: pounds(spent),
      'On its way': pounds(0n),
      Promised: pounds(WAGES - spentOnWages),
      'Kept for emergencies': pounds(CONTINGENCY),
      Free: pounds(AGREED - CONTINGENCY - (WAGES - spentOnWages) - spent),
      'In your account today': pounds(sum(events)),
      'Still to be paid to you this year': pounds(AGREED - paidOut),
    };
  };
  const opening = { january: sum(december), february: sum([...december, ...january]) };
  const all = [...december, ...january, ...february];
  const decemberFile = csvFile(december);
  return {
    december: decemberFile,
    decemberBroken: decemberFile.replace(
      /,(-?\d+)\.(\d\d),(-?\d+\.\d\d),GENERAL,\r\n$/,
      (_, whole, pence, balance) => `,${whole}.${pence === '01' ? '02' : '01'},${balance},GENERAL,\r\n`,
    ),
    january: csvFile(january, opening.january),
    february: ofxFile(february, sum(all)),
    unknownPayee,
    afterFebruary: ending(all, 3n * INSTALMENT),
    atTheEnd: ending(all, 3n * INSTALMENT),
    seed,
  };
}

const credit = (on: string, pence: bigint): BankEvent => ({ on, payee: 'NHS DEMONSTRATION', pence });
const pay = (on: string, payee: string, pence: bigint): BankEvent => ({ on, payee, pence: -pence });
const sum = (events: readonly BankEvent[]) => events.reduce((total, event) => total + event.pence, 0n);
const weekly = (count: number) => ['02', '09', '16', '23'].slice(0, count);

/** By day; within a day money in comes first, so that no bank would have refused. */
function inOrder(events: readonly BankEvent[]): BankEvent[] {
  return events.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.pence > b.pence ? -1 : 1));
}

/** Written again here, so that the journey does not check the service's pounds with the service's own. */
function pounds(pence: bigint): string {
  const digits = (pence < 0n ? -pence : pence).toString().padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${pence < 0n ? '\u2212' : ''}£${whole}.${digits.slice(-2)}`;
}

/** Whole numbers from `least` to `most`, the same for the same seed. */
function randomFrom(seed: number): (least: number, most: number) => number {
  let state = seed >>> 0;
  return (least, most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return least + (Math.floor(state / 65_536) % (most - least + 1));
  };
}
