/**
 * The points in the middle of an act on orders, invoices and payments to suppliers at which a test breaks it off: one
 * between every two statements that write.
 */
export const CRASH_POINTS = {
  approveAfterAnswer: 'order.decide.after-answer',
  approveAfterParts: 'order.decide.after-parts',
  approveAfterJournal: 'order.decide.after-journal',
  approveAfterTask: 'order.decide.after-task',
  closeAfterEnd: 'order.close.after-end',
  closeAfterJournal: 'order.close.after-journal',
  carryAfterOrder: 'order.carry-over.after-order',
  carryAfterEnd: 'order.carry-over.after-end',
  carryAfterJournal: 'order.carry-over.after-journal',
  acceptAfterAnswer: 'invoice.decide.after-answer',
  acceptAfterParts: 'invoice.decide.after-parts',
  acceptAfterJournal: 'invoice.decide.after-journal',
  notTakenAfterStatus: 'supplier-list.not-taken.after-status',
  cancelAfterStatus: 'supplier-list.cancel.after-status',
  paidAfterStatus: 'supplier-list.paid.after-status',
  paidAfterJournals: 'supplier-list.paid.after-journals',
  returnAfterReturn: 'supplier-list.return.after-return',
  returnAfterFreed: 'supplier-list.return.after-freed',
  returnAfterJournal: 'supplier-list.return.after-journal',
} as const;
