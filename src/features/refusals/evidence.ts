/** The words for refusals of rules/payment/evidence.ts. */
import type { EvidenceRefusal } from '../../rules/payment/evidence.ts';
import type { Words } from './words.ts';

export const evidenceWords: Words<EvidenceRefusal> = {
  'receipt-kind': () => ({
    field: 'file',
    text: 'This file is no photo (.jpg or .png) and no PDF. Take a photo of the receipt, or save it as PDF',
  }),
  'receipt-already-there': () => ({ field: 'file', text: 'This receipt is here already. You need not add it again' }),
  'receipt-of-money-in': () => ({ field: 'file', text: 'This money came in. It needs no receipt' }),
};
