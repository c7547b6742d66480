export type ApprovalRefusal = never;
