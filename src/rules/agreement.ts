export type AgreementRefusal = never;
