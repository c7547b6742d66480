export type LedgerRefusal = never;
