/**
 * The points in the middle of a payment run at which a test kills the service or the database (`npm run prove -- kills`).
 *
 * One stands between every two statements that write. Each act has one more before its commit, named by act().
 */
export const CRASH_POINTS = {
  prepareAfterObligations: 'pay-run.prepare.after-obligations',
  prepareAfterPayments: 'pay-run.prepare.after-payments',
  prepareAfterSnapshots: 'pay-run.prepare.after-snapshots',
  prepareAfterRun: 'pay-run.prepare.after-run',
  prepareBeforeCommit: 'pay-run.prepare.before-commit',
  releaseAfterReleased: 'pay-run.release.after-released',
  releaseAfterJournals: 'pay-run.release.after-journals',
  releaseAfterNotices: 'pay-run.release.after-notices',
  releaseBeforeCommit: 'pay-run.release.before-commit',
  fileAfterBytes: 'pay-run.file.after-bytes',
  fileAfterSent: 'pay-run.file.after-sent',
  fileBeforeCommit: 'pay-run.file.before-commit',
  creditAfterJournals: 'pay-run.credit.after-journals',
  creditAfterStatus: 'pay-run.credit.after-status',
  creditBeforeCommit: 'pay-run.credit.before-commit',
} as const;
