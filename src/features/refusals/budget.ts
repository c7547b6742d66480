/** The words for refusals of rules/budget.ts. */
import type { BudgetRefusal } from '../../rules/budget.ts';
import type { Words } from './words.ts';

export const budgetWords: Words<BudgetRefusal> = {};
