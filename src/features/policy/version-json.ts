/** A version of the policy as JSON, for programs and the terminal alike. */
import { z } from 'zod';
import type { PolicyVersion } from './store.ts';

export const VersionJson = z.strictObject({
  version: z.string(),
  effectiveFrom: z.iso.date(),
  addedBy: z.string(),
  approval: z
    .strictObject({ countsFrom: z.iso.date(), approvedOn: z.iso.date(), by: z.string(), evidence: z.string() })
    .nullable(),
});

export function versionJson({ version, effectiveFrom, addedByName, approval }: PolicyVersion) {
  return {
    version,
    effectiveFrom: effectiveFrom.toString(),
    addedBy: addedByName,
    approval: approval
      ? {
          countsFrom: approval.countsFrom.toString(),
          approvedOn: approval.approvedOn.toString(),
          by: approval.byName,
          evidence: approval.evidence,
        }
      : null,
  };
}
