/**
 * Identifiers are checked for format and check digit as they are entered.
 *
 * NHS number and its status (CL-15), UK postcode, date of birth, and the ICB's code. Pure: today is passed in.
 */
import { ageOn, isBefore, type PlainDate } from '../../values/dates.ts';
import { findIcb } from '../../values/icb-codes.ts';
import { readNhsNumber } from '../../values/nhs-number.ts';
import { readPostcode } from '../../values/postcode.ts';

/** CL-15: what is known of the NHS number. With a number it is 01 or 02; without one a reason is given. */
export const NHS_NUMBER_STATUSES = ['01', '02', '03', '04', '05', '06', '07', '08'] as const;
export type NhsNumberStatus = (typeof NHS_NUMBER_STATUSES)[number];

const WITH_A_NUMBER: readonly string[] = ['01', '02'];

/** The greatest age, in completed years, that is taken for somebody alive. */
export const OLDEST_YEARS = 130;

export type IdentifierRefusal =
  | { readonly code: 'nhs-number-invalid' }
  | { readonly code: 'nhs-number-reason-needed' } // no number, and no reason why
  | { readonly code: 'nhs-number-status-differs' } // a number with a status that says there is none
  | { readonly code: 'postcode-invalid' }
  | { readonly code: 'born-in-future' }
  | { readonly code: 'born-too-long-ago' }
  | { readonly code: 'icb-unknown'; readonly icbCode: string };

export type Identifiers = {
  /** As it was typed; empty when there is none. */
  readonly nhsNumber: string;
  readonly nhsNumberStatus: NhsNumberStatus;
  readonly dateOfBirth: PlainDate;
  readonly postcode: string;
  readonly icbCode: string;
};

/** Every identifier that is wrong; none when all can be stored. */
export function identifierProblems(given: Identifiers, today: PlainDate): readonly (IdentifierRefusal | false)[] {
  return [
    ...nhsNumberProblems(given),
    bornProblem(given.dateOfBirth, today),
    readPostcode(given.postcode) === undefined && { code: 'postcode-invalid' },
    findIcb(given.icbCode, today) === undefined && { code: 'icb-unknown', icbCode: given.icbCode },
  ];
}

/** The number is valid, or a reason why there is none is given: also a guard of T03. */
export function nhsNumberProblems(
  given: Pick<Identifiers, 'nhsNumber' | 'nhsNumberStatus'>,
): readonly (IdentifierRefusal | false)[] {
  const saysThereIsOne = WITH_A_NUMBER.includes(given.nhsNumberStatus);
  if (given.nhsNumber.trim() === '') return [saysThereIsOne && { code: 'nhs-number-reason-needed' }];
  return [
    readNhsNumber(given.nhsNumber) === undefined && { code: 'nhs-number-invalid' },
    !saysThereIsOne && { code: 'nhs-number-status-differs' },
  ];
}

function bornProblem(dateOfBirth: PlainDate, today: PlainDate): IdentifierRefusal | false {
  if (isBefore(today, dateOfBirth)) return { code: 'born-in-future' };
  return ageOn(dateOfBirth, today) > OLDEST_YEARS && { code: 'born-too-long-ago' };
}
