/** The words for refusals of rules/policy/policy-approval.ts. */
import type { PolicyRefusal } from '../../rules/policy/policy-approval.ts';
import { ruleOf } from '../../rules/register.ts';
import type { Words } from './words.ts';

export const policyWords: Words<PolicyRefusal> = {
  'policy-not-json': ({ problem }) => ({
    field: 'content',
    text: `The file cannot be used: ${problem}. Begin with a copy of policy/default.json`,
  }),
  'policy-has-problem': ({ path, found, allowed, rule }) => {
    const why = rule && ruleOf(rule);
    const words = why ? ` (${why.id}: ${why.words.replace(/\.$/, '')})` : '';
    return { field: 'content', text: `${path} is ${found}; allowed is ${allowed}${words}` };
  },
  'policy-approver-added': () => ({ text: 'You added this version. Somebody else has to approve it' }),
  'policy-evidence-missing': () => ({
    field: 'evidence',
    text: 'Say what it rests on: the number of the board paper, or the law and its date',
  }),
  'policy-approved-already': () => ({ text: 'This version was approved before' }),
  'policy-overtaken': ({ version }) => ({
    text: `Version ${version} counts today and begins later than this one. Add the figures again as a version with a later first day`,
  }),
};
