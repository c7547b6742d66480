/**
 * What the ledger posts at the end of a budget (T28). `from → to` debits `from`.
 *
 * What came in and nobody could explain is the person's own; what is left after that is given up; and what was not used goes
 * back to who pays, payer by payer, so that nothing stands in any book but what was spent and what was paid for it.
 */
import type { PlainDate } from '../../values/dates.ts';
import { greatest, least, total } from '../../values/pence.ts';
import { lineUnplaced, moneyKept, reclaimGivenUp, surplusPaidBack, together, yearEnded } from './journals.ts';
import { type Account, type Balance, type Journal, journal, type ManagementOption } from './ledger.ts';

type Ending = {
  readonly budgetId: string;
  /** The year that its money was agreed for. */
  readonly budgetYear: PlainDate;
  readonly happenedOn: PlainDate;
  readonly balances: readonly Balance[];
  /** Who holds the money of an account. */
  readonly optionOf: (accountId: string) => ManagementOption;
};

/** One account's money of one payer: what it holds of the budget, and of the person's own. */
type Held = { readonly stream: string; readonly accountId: string; readonly pence: bigint; readonly ownPence: bigint };

/** What each account holds of each payer. The person's own lies in the payer's first account: it is not kept by account. */
function heldOf({ balances }: Pick<Ending, 'balances'>): Held[] {
  const own = new Map(ofKind(balances, 'received').map(({ account, pence }) => [account.stream, -pence]));
  const held = balances.filter(({ account }) => account.kind === 'held');
  return held.map(({ account, pence }) => {
    const ownPence = own.get(account.stream) ?? 0n;
    own.delete(account.stream);
    return { stream: account.stream, accountId: account.party!, pence: pence - ownPence, ownPence };
  });
}

/** The person gave back so much of what is left: each payer's part first come, what one has too little of the next makes good. */
export function moneyGivenBack(ending: Ending, pence: bigint): Journal {
  const held = heldOf(ending);
  const left = total(held.map(each => each.pence));
  if (pence > left) throw new RangeError('more is given back than is left');
  // All of it: each account goes to nought, one below nought too. A part of it: out of those that hold something.
  let asked = pence;
  const parts = held.map(each => {
    const part = pence === left ? each.pence : least(greatest(each.pence, 0n), asked);
    asked -= part;
    return { ...each, pence: part };
  });
  const journals = parts
    .filter(part => part.pence !== 0n)
    .map(part => surplusPaidBack({ ...ending, ...part, option: ending.optionOf(part.accountId) }));
  return joined(journals)!;
}

/** A bank line shows what was given back: what it put among money that nobody could explain is taken back, payer by payer. */
export function moneyBackSeen(seen: {
  readonly budgetId: string;
  readonly accountId: string;
  readonly happenedOn: PlainDate;
  readonly lies: readonly { readonly stream: string; readonly pence: bigint }[];
}): Journal {
  const { happenedOn, lies } = seen;
  const postings = lies.flatMap(part => lineUnplaced({ ...seen, ...part }).postings);
  return journal(
    'money-back-seen',
    happenedOn,
    postings.map(({ account, amountPence }) => ({ account, amountPence: -amountPence })),
  );
}

/** What closing posts: the person's own is theirs, what is left is given up, what was not used goes back. */
export function budgetClosed(ending: Ending): Journal[] {
  const held = heldOf(ending);
  const kept = held
    .filter(each => each.ownPence !== 0n)
    .map(each => moneyKept({ ...ending, stream: each.stream, accountId: each.accountId, pence: each.ownPence }));
  const given = held
    .filter(each => each.pence !== 0n)
    .map(each => ({ ...ending, ...each, option: ending.optionOf(each.accountId) }));
  return [joined(kept), joined(given.map(reclaimGivenUp)), notUsed(ending, given)].filter(one => one !== undefined);
}

function notUsed(
  ending: Ending,
  given: readonly { readonly stream: string; readonly option: ManagementOption; readonly pence: bigint }[],
): Journal | undefined {
  const { balances, budgetId, happenedOn } = ending;
  const open = balances.filter(({ account, pence }) => KINDS.has(account.kind) && pence !== 0n);
  // What is given up comes out of what was not used: a payer may have given up something and have nothing else here.
  const places = new Map<string, { readonly stream: string; readonly budgetYear: PlainDate }>();
  for (const { stream } of given)
    places.set(keyOf(stream, ending.budgetYear), { stream, budgetYear: ending.budgetYear });
  for (const { account } of open)
    places.set(keyOf(account.stream, account.budgetYear!), { stream: account.stream, budgetYear: account.budgetYear! });
  const ended = [...places.values()].flatMap(({ stream, budgetYear }) => {
    const own = open.filter(({ account }) => account.stream === stream && account.budgetYear!.equals(budgetYear));
    const sum = (kind: Account['kind'], option?: ManagementOption) =>
      -total(own.filter(({ account }) => account.kind === kind && account.option === option).map(({ pence }) => pence));
    const givenUp = (option: ManagementOption) =>
      budgetYear.equals(ending.budgetYear)
        ? total(given.filter(each => each.stream === stream && each.option === option).map(({ pence }) => pence))
        : 0n;
    const facts = {
      budgetId,
      stream,
      budgetYear,
      happenedOn,
      promised: [],
      options: OPTIONS.map(option => ({
        option,
        authorisedPence: sum('authorised', option) - givenUp(option),
        undrawnPence: sum('undrawn', option),
      })),
      contingencyPence: sum('contingency'),
    };
    const isNothing =
      facts.contingencyPence === 0n &&
      facts.options.every(({ authorisedPence, undrawnPence }) => authorisedPence === 0n && undrawnPence === 0n);
    return isNothing ? [] : [yearEnded(facts)];
  });
  return joined(ended);
}

const OPTIONS: readonly ManagementOption[] = ['DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL'];
const KINDS: ReadonlySet<Account['kind']> = new Set(['authorised', 'contingency', 'undrawn']);
const keyOf = (stream: string, year: PlainDate) => `${stream} ${year}`;
const ofKind = (balances: readonly Balance[], kind: Account['kind']) =>
  balances.filter(({ account, pence }) => account.kind === kind && pence !== 0n);

function joined(journals: readonly Journal[]): Journal | undefined {
  const [first, ...others] = journals;
  return first && together(first, ...others);
}
