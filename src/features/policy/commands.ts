/** `openphb policy …`: the board's own figures, what is wrong with a file of them, and what counted when. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Command, DONE, REFUSED, Refused, WrongUsage } from '../../platform/commands.ts';
import { readJsonFile } from '../../platform/input-file.ts';
import type { Decision, Refusal } from '../../rules/decision.ts';
import { decidePolicy } from '../../rules/policy/policy-approval.ts';
import { writePolicy } from '../../rules/policy/policy-json.ts';
import { SETTINGS } from '../../rules/policy/policy-settings.ts';
import { settingOf, valueInWords } from '../../rules/policy/policy-words.ts';
import { longDate, readIsoDate } from '../../values/dates.ts';
import { inLines } from '../refusals.ts';
import { addPolicy } from './add-policy.ts';
import { approvePolicy } from './approve-policy.ts';
import { PolicyFile } from './policy-file.ts';
import { loadPolicy, loadPolicyVersions } from './store.ts';
import { VersionJson, versionJson } from './version-json.ts';

const day = (iso: string) => longDate(readIsoDate(iso)!);
const inWords = (refusal: Refusal) => inLines([refusal]);

const Problems = z.strictObject({
  problems: z.array(
    z.strictObject({ path: z.string(), found: z.string(), allowed: z.string(), rule: z.string().nullable() }),
  ),
});

const Versions = z.strictObject({ versions: z.array(VersionJson) });

export const commands: readonly Command[] = [
  {
    name: 'policy lint',
    summary: 'Check a file of the local policy: every problem at once, with the rule that it breaks',
    details:
      'Ends with 0 where there is none, 1 with each problem, 2 where the file cannot be read. It needs no database and\nchanges nothing. Begin with a copy of policy/default.json.',
    operands: ['FILE'],
    shapes: { file: PolicyFile, answer: Problems },
    needs: 'nothing',
    async run({ operands: [file], print, say, printJson }) {
      const decision = decidePolicy(await readJsonFile(file!));
      const refusals = decision.accepted ? [] : decision.refusals;
      printJson({
        problems: refusals.flatMap(refusal =>
          refusal.code === 'policy-has-problem'
            ? [{ path: refusal.path, found: refusal.found, allowed: refusal.allowed, rule: refusal.rule ?? null }]
            : [],
        ),
      });
      for (const refusal of refusals) say(`${file}: ${inWords(refusal)}`);
      if (refusals.length > 0) return REFUSED;
      print(`${file} has no problem.`);
      return DONE;
    },
  },
  {
    name: 'policy add',
    summary: 'Add a version of the local policy; it counts once somebody else approves it',
    details: 'A version is written once; other figures are another version. Begin with a copy of policy/default.json.',
    operands: ['FILE'],
    shapes: { file: PolicyFile, answer: z.strictObject({ version: z.string(), effectiveFrom: z.iso.date() }) },
    needs: 'database',
    may: 'add-policy',
    async run({ tools, actor, operands: [file], print, printJson }) {
      const decision = await addPolicy(
        tools,
        actor,
        { id: randomUUID() },
        { ok: true, value: await readJsonFile(file!) },
      );
      const { version, effectiveFrom } = accepted(decision, file);
      print(`Policy ${version}, from ${day(effectiveFrom)}. It counts once somebody else approves it.`);
      printJson({ version, effectiveFrom });
      return DONE;
    },
  },
  {
    name: 'policy approve',
    summary: 'Approve a version of the local policy that somebody else added',
    details:
      'It counts from its first day, or from today where that is past: nothing that was decided is decided again.',
    operands: ['VERSION'],
    options: { evidence: { says: 'what it rests on, such as a board paper', value: 'TEXT', required: true } },
    shapes: { answer: z.strictObject({ version: z.string(), countsFrom: z.iso.date() }) },
    needs: 'database',
    may: 'approve-policy',
    async run({ tools, actor, operands: [version], options, print, printJson }) {
      const input = { evidence: options.evidence! };
      const decision = await approvePolicy(tools, actor, { id: randomUUID() }, version!, input);
      const { countsFrom } = accepted(decision);
      print(`Policy ${version} counts from ${day(countsFrom)}.`);
      printJson({ version, countsFrom });
      return DONE;
    },
  },
  {
    name: 'policy show',
    summary: 'Show every setting of the local policy that counts today, or on another day',
    details: 'With --json it prints a file that policy lint and policy add read.',
    options: { on: { says: 'the day', value: 'DATE' } },
    shapes: { answer: PolicyFile },
    needs: 'database',
    may: 'see-policy',
    async run({ tools, actor, options, print, printJson }) {
      const on = options.on === undefined ? tools.today() : readIsoDate(options.on);
      if (!on) throw new WrongUsage(`--on ${options.on} is not a date such as 2026-04-01.`);
      const policy = await tools.db.transaction(actor, tx => loadPolicy(tx, actor.icbCode, on));
      for (const setting of SETTINGS)
        print(`${setting.key}  ${setting.words}: ${valueInWords(settingOf(policy, setting), setting.allowed)}`);
      printJson(writePolicy(policy));
      return DONE;
    },
  },
  {
    name: 'policy history',
    summary: 'List every version of the local policy: from when it counts, who added and who approved it',
    shapes: { answer: Versions },
    needs: 'database',
    may: 'see-policy',
    async run({ tools, actor, print, printJson }) {
      const versions = await tools.db.transaction(actor, tx => loadPolicyVersions(tx, actor.icbCode));
      if (versions.length === 0) print('The default counts: this board has no version of its own.');
      for (const { version, effectiveFrom, addedByName, approval } of versions)
        print(
          approval
            ? `${version}  counts from ${longDate(approval.countsFrom)}; added by ${addedByName}, approved by ${approval.byName} on ${longDate(approval.approvedOn)}: ${approval.evidence}`
            : `${version}  from ${longDate(effectiveFrom)}; added by ${addedByName}, not approved yet`,
        );
      printJson({ versions: versions.map(versionJson) });
      return DONE;
    },
  },
];

/** What was done; else every reason why not, each with the file that it is about. */
function accepted<T>(decision: Decision<T>, file?: string): T {
  if (decision.accepted) return decision.value;
  const before = file === undefined ? '' : `${file}: `;
  throw new Refused(decision.refusals.map(refusal => `${before}${inWords(refusal)}`).join('\n'));
}
