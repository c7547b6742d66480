/**
 * Is a payment only money that a person moved to another account of theirs, or back?
 *
 * Then it is no spending and nobody needs to ask. Money that left and the same sum that came in are a pair when the words on
 * either say so: a transfer, a savings pot, the person's own name, an account of theirs, or the person's own answer. The sum
 * alone is no sign. Where two pairs would do, the person is asked.
 */
import type { PlainDate } from '../../values/dates.ts';
import { compareText } from '../../values/order.ts';
import type { Policy } from '../policy/policy.ts';

/** A line that nobody placed on the plan. */
export type MovedLine = {
  readonly lineId: string;
  /** Signed: money in is above nought. */
  readonly amountPence: bigint;
  readonly postedOn: PlainDate;
  /** In plain words, from `plainWords`; all the words with a space on each side. */
  readonly payee: string;
  readonly words: string;
  /** The person said that it was moved between accounts of theirs. */
  readonly isToldSo: boolean;
};

/** By what the bank may name the person: their names in plain words, and the numbers of accounts of theirs. */
export type Own = { readonly names: readonly string[]; readonly accounts: readonly string[] };

export type TransferPair = {
  readonly outId: string;
  readonly inId: string;
  readonly score: number;
  readonly reasons: readonly string[];
};

const POINTS = { sameAmount: 40, toldSo: 40, namesAccount: 40, namesPerson: 40, saysSo: 30, samePayee: 20 } as const;

const SAYS_SO = / (?:transfer|transfers|transferred|tfr|xfer|pot|savings|saver|own account) /;

/** The lines that are two sides of one transfer, without asking: each line in one pair at most. */
export function pairTransfers(lines: readonly MovedLine[], own: Own, policy: Policy): TransferPair[] {
  const pairs = lines
    .flatMap(out => lines.flatMap(back => pairOf(out, back, own, policy.spend.transferDays) ?? []))
    .filter(({ score }) => score >= policy.spend.placeFromScore);
  const isAlone = (pair: TransferPair) =>
    pairs.every(other => other === pair || (other.outId !== pair.outId && other.inId !== pair.inId));
  return pairs.filter(isAlone).sort((a, b) => compareText(a.outId, b.outId));
}

/** How surely two lines are one transfer; undefined where the sums or the days rule it out, or nothing says so. */
function pairOf(out: MovedLine, back: MovedLine, own: Own, days: number): TransferPair | undefined {
  const apart = Math.abs(out.postedOn.until(back.postedOn).days);
  if (back.amountPence <= 0n || out.amountPence !== -back.amountPence || apart > days) return undefined;
  const either = (holds: (line: MovedLine) => boolean) => holds(out) || holds(back);
  const told = either(line => line.isToldSo);
  const account = either(({ words }) => own.accounts.some(number => words.includes(number)));
  const person = either(({ words }) => own.names.some(name => name !== '' && words.includes(` ${name} `)));
  const says = either(({ words }) => SAYS_SO.test(words));
  if (!told && !account && !person && !says) return undefined;
  const place = placeOf(out.payee);
  const payee = place !== '' && place === placeOf(back.payee);
  const points =
    POINTS.sameAmount +
    (told ? POINTS.toldSo : 0) +
    (account ? POINTS.namesAccount : 0) +
    (person ? POINTS.namesPerson : 0) +
    (says ? POINTS.saysSo : 0) +
    (payee ? POINTS.samePayee : 0);
  return {
    outId: out.lineId,
    inId: back.lineId,
    score: Math.min(points, 100),
    reasons: [
      'The same amount went out and came in',
      told && 'You told us that you moved it',
      account && 'The bank names an account of yours',
      person && 'The bank names you',
      says && 'The bank says that it was moved',
      payee && 'It went to and came from the same place',
    ].filter(reason => reason !== false),
  };
}

/** `to savings pot` and `from savings pot` are one place. */
function placeOf(payee: string): string {
  return payee.replace(/^(?:transfer )?(?:to|from) /, '');
}
