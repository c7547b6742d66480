/** The rail that runs of this service go by, as the ledger names its clearing account. */
export const RAIL = 'BACS';
