/**
 * Organisations that hold the money for people, and the contract for one person's money.
 *
 * Pure. Whether it is independent is found in what is known of it: its name, its number and its account, held against
 * those of the board, of the person and of those who give the care. Dates are London calendar dates.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import type { BudgetState } from '../life.ts';
import { type ContractForm, decideHolder, type Holder } from './options.ts';

/** The registers that an organisation may be found in. */
export const NUMBER_KINDS = ['COMPANY', 'CHARITY', 'NHS'] as const;
export type NumberKind = (typeof NUMBER_KINDS)[number];

/** How a number of each register looks: Companies House, the three charity regulators, the codes of NHS organisations. */
const NUMBERS: Readonly<Record<NumberKind, RegExp>> = {
  COMPANY: /^(\d{8}|[A-Z]{2}\d{6})$/,
  CHARITY: /^(\d{6,7}|SC\d{6}|NIC\d{6})$/,
  NHS: /^[A-Z0-9]{3,6}$/,
};

export type ThirdPartyRefusal =
  | { readonly code: 'third-party-number-unreadable'; readonly kind: NumberKind }
  | { readonly code: 'third-party-known' }
  | { readonly code: 'third-party-ends-before-start' }
  | { readonly code: 'third-party-account-not-checked' }
  | { readonly code: 'nothing-held-by-third-party' }
  | { readonly code: 'contract-ends-before-start' }
  | { readonly code: 'contract-outside-term'; readonly fromOn: PlainDate; readonly toOn: PlainDate | undefined } // of the organisation
  | { readonly code: 'contract-begins-late'; readonly startsOn: PlainDate }
  | { readonly code: 'contract-over'; readonly toOn: PlainDate };

/** From one day to another, or until further notice. */
export type Term = { readonly fromOn: PlainDate; readonly toOn: PlainDate | undefined };

/** A number without the spaces and dashes that people write in it. */
export function plainNumber(number: string): string {
  return number.replace(/[\s-]/g, '').toUpperCase();
}

const isBackward = ({ fromOn, toOn }: Term) => toOn !== undefined && isBefore(toOn, fromOn);

/** Decides whether an organisation may be put on the list of those that hold money. */
export function decideThirdParty(
  entry: Term & { readonly numberKind: NumberKind; readonly number: string; readonly isKnown: boolean },
): Decision<true> {
  const { numberKind, number, isKnown } = entry;
  return decide(
    [
      !NUMBERS[numberKind].test(number) && { code: 'third-party-number-unreadable', kind: numberKind },
      isKnown && { code: 'third-party-known' },
      isBackward(entry) && { code: 'third-party-ends-before-start' },
    ],
    () => true,
  );
}

type Account = { readonly sortCode: string; readonly accountNumber: string };

/** What R-093 is asked of, as it is known of the organisation and of everybody around the person. */
export type Around = {
  readonly name: string;
  readonly numberKind: NumberKind;
  readonly account: Account | undefined;
  readonly icb: { readonly name: string; readonly account: Account | undefined };
  readonly person: { readonly name: string; readonly accounts: readonly Account[] };
  /** Who gives the care that the plan names. */
  readonly providers: readonly string[];
};

/** what the organisation is to the board, to the person and to the care. */
export function holderOf(
  around: Around,
  said: { readonly conflictPlan: string; readonly contractForm: ContractForm | undefined },
): Holder {
  const { name, account, icb, person, providers } = around;
  const isIts = (other: Account | undefined) =>
    account !== undefined && other?.sortCode === account.sortCode && other.accountNumber === account.accountNumber;
  return {
    isIcb: isSameName(name, icb.name) || isIts(icb.account),
    isThePerson: isSameName(name, person.name) || person.accounts.some(isIts),
    isNhsProvider: around.numberKind === 'NHS',
    givesTheCare: providers.some(provider => isSameName(name, provider)),
    ...said,
  };
}

/** Whether two names are one, but for capitals, spaces and signs. An empty name is nobody's. */
function isSameName(one: string, other: string): boolean {
  const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return plain(one) !== '' && plain(one) === plain(other);
}

/** States in which the contract may be made, or made anew: as for the account of a direct payment. */
const WITH_CONTRACT: readonly BudgetState[] = ['AGREED', 'SET_UP', 'ACTIVE'];

export type ContractFacts = Term & {
  readonly state: BudgetState;
  /** The agreement has something that a third party holds. */
  readonly hasThirdParty: boolean;
  readonly holder: Holder;
  /** The organisation's account was checked by a second person. */
  readonly isAccountChecked: boolean;
  /** For how long the organisation is on the list. */
  readonly term: Term;
  /** The first day of the budget year. */
  readonly startsOn: PlainDate;
};

/** Decides whether this organisation may hold this person's money under this contract. */
export function decideContract(facts: ContractFacts, today: PlainDate): Decision<{ readonly form: ContractForm }> {
  const { state, fromOn, toOn, term, startsOn } = facts;
  const isOutside =
    isBefore(fromOn, term.fromOn) || (term.toOn !== undefined && (toOn === undefined || isBefore(term.toOn, toOn)));
  const holder = decideHolder(facts.holder);
  return decide(
    [
      !WITH_CONTRACT.includes(state) && { code: 'wrong-state', transition: 'T15', state },
      !facts.hasThirdParty && { code: 'nothing-held-by-third-party' },
      ...(holder.accepted ? [] : holder.refusals),
      !facts.isAccountChecked && { code: 'third-party-account-not-checked' },
      isBackward(facts) && { code: 'contract-ends-before-start' },
      isOutside && { code: 'contract-outside-term', fromOn: term.fromOn, toOn: term.toOn },
      state !== 'ACTIVE' && isBefore(startsOn, fromOn) && { code: 'contract-begins-late', startsOn },
      toOn !== undefined && isBefore(toOn, today) && { code: 'contract-over', toOn },
    ],
    () => ({ form: facts.holder.contractForm! }),
  );
}

/** T15: whether the contract stands on this day: there is one and it has not ended. */
export function contractStands(contract: Term | undefined, today: PlainDate): boolean {
  return contract !== undefined && (contract.toOn === undefined || !isBefore(contract.toOn, today));
}
