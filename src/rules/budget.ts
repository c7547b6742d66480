export type BudgetRefusal = never;
