/** The points in the middle of an act on amounts at which a test breaks it off: one between every two statements that write. */
export const CRASH_POINTS = {
  suspendAfterSuspension: 'suspension.begin.after-suspension',
  suspendAfterParts: 'suspension.begin.after-parts',
  resumeAfterEnd: 'suspension.end.after-end',
} as const;
