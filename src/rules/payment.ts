export type PaymentRefusal = never;
