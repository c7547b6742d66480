export type MatchingRefusal = never;
