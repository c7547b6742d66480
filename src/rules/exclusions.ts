export type ExclusionRefusal = never;
