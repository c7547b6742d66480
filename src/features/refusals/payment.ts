/** The words for refusals of rules/payment.ts. */
import type { PaymentRefusal } from '../../rules/payment.ts';
import type { Words } from './words.ts';

export const paymentWords: Words<PaymentRefusal> = {};
