/** The local policy as JSON: money is a string of whole pence, dates are ISO. */
import { z } from 'zod';
import { type Route, read } from '../../platform/http.ts';
import { DEFAULT_POLICY } from '../../rules/policy/policy.ts';
import { writePolicy } from '../../rules/policy/policy-json.ts';
import { loadPolicy, loadPolicyVersions } from './store.ts';
import { VersionJson, versionJson } from './version-json.ts';

/** The shape of the policy itself is printed by `openphb policy lint --schema`. */
const PolicyAnswer = z.object({ policy: z.record(z.string(), z.unknown()), versions: z.array(VersionJson) });

const OneAnswer = z.object({ policy: z.record(z.string(), z.unknown()), version: VersionJson.nullable() });

export const endpoints: readonly Route[] = [
  read('/policy', {
    may: 'see-policy',
    records: 'policy.read',
    answer: PolicyAnswer,
    async read({ tx, actor, tools }) {
      const policy = await loadPolicy(tx, actor.icbCode, tools.today());
      const versions = await loadPolicyVersions(tx, actor.icbCode);
      return { policy: writePolicy(policy) as Record<string, unknown>, versions: versions.map(versionJson) };
    },
  }),
  read('/policy/versions/:version', {
    may: 'see-policy',
    records: 'policy-version.read',
    answer: OneAnswer,
    async read({ tx, actor, params }) {
      const own = (await loadPolicyVersions(tx, actor.icbCode)).find(({ version }) => version === params.version);
      if (!own && params.version !== DEFAULT_POLICY.version) return undefined;
      return {
        policy: writePolicy(own?.policy ?? DEFAULT_POLICY) as Record<string, unknown>,
        version: own ? versionJson(own) : null,
      };
    },
  }),
];
