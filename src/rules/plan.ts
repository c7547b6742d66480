export type PlanRefusal = never;
