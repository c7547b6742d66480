export type EligibilityRefusal = never;
