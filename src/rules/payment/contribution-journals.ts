/**
 * What the ledger posts when the person's part of a council's stream comes in. `from → to` debits `from`.
 *
 * Money into the account lies by the agreed percentages among what nobody can explain, so a part of it in the books of
 * the NHS, until somebody says that it was the person's part. Then it is taken from there whole, and stands in the
 * council's books only.
 */
import { total } from '../../values/pence.ts';
import type { StreamPence } from '../options/split.ts';
import { contributionPaidIn, receivedUnexplained } from './journals.ts';
import { type Journal, journal } from './ledger.ts';

type PaidIn = Parameters<typeof contributionPaidIn>[0];
/** Where it lies until now: each payer's part of what nobody can explain. Together they are the sum. */
type Lies = { readonly lies: readonly StreamPence[] };

/** A bank line that nobody could explain was the person's part: received → held in all books, then held → contribution. */
export function contributionRecognised(facts: PaidIn & Lies): Journal {
  const { pence, lies, happenedOn } = facts;
  if (total(lies.map(part => part.pence)) !== pence) throw new RangeError('a line is recognised whole');
  return journal('contribution-recognised', happenedOn, [
    ...contributionSeen(facts).postings,
    ...contributionPaidIn(facts).postings,
  ]);
}

/** A bank line shows a part that was written down before: what nobody could explain is taken back. */
export function contributionSeen(facts: Omit<PaidIn, 'stream' | 'pence'> & Lies): Journal {
  return journal(
    'contribution-seen',
    facts.happenedOn,
    facts.lies
      .flatMap(part => receivedUnexplained({ ...facts, ...part }).postings)
      .map(({ account, amountPence }) => ({ account, amountPence: -amountPence })),
  );
}
