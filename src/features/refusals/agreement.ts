/** The words for refusals of rules/agreement.ts. */
import type { AgreementRefusal } from '../../rules/agreement.ts';
import type { Words } from './words.ts';

export const agreementWords: Words<AgreementRefusal> = {};
