/** The words for refusals of rules/approval.ts. */
import type { ApprovalRefusal } from '../../rules/approval.ts';
import type { Words } from './words.ts';

export const approvalWords: Words<ApprovalRefusal> = {};
