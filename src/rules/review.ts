export type ReviewRefusal = never;
