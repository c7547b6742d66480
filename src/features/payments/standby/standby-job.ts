/** The job that prepares by another way what was given up. */
export const STANDBY_JOB = 'payments.prepare-standby';
