/** `openphb rules`: the register, each rule with what holds it, who calls it and what proves it. */
import { z } from 'zod';
import { type Command, DONE, WrongUsage } from '../../platform/commands.ts';
import { EFFECT_WORDS, EVIDENCE_WORDS } from '../../rules/register.ts';
import { countsOf, type KnownRule, knownRules } from './known.ts';
import { asMarkdown } from './markdown.ts';

const RuleJson = z.object({
  id: z.string(),
  words: z.string(),
  effect: z.array(z.string()),
  source: z.string(),
  evidence: z.array(z.string()),
  settings: z.array(z.object({ key: z.string(), words: z.string(), default: z.string(), allowed: z.string() })),
  implementedBy: z.array(z.string()),
  calledBy: z.array(z.string()),
  provedBy: z.array(z.object({ file: z.string(), title: z.string() })),
  waitsFor: z.object({ what: z.string(), since: z.iso.date() }).nullable(),
  problems: z.array(z.string()),
});

export const commands: readonly Command[] = [
  {
    name: 'rules',
    summary: 'Show the rules of the service: where each comes from, what holds it, and which tests prove it',
    details: [
      'Lists every rule in plain words. With the id of a rule it says everything about that one. Who calls a rule, and',
      'which tests prove it, is read off the source at that moment. --markdown prints what docs/rules.md holds.',
    ].join('\n'),
    operands: ['[R-000]'],
    options: { markdown: { says: 'print the register as a page of Markdown' } },
    shapes: { output: z.union([z.array(RuleJson), RuleJson]) },
    needs: 'nothing',
    async run({ operands: [id], options, print, printJson }) {
      const rules = knownRules();
      if (id !== undefined) {
        const rule = rules.find(each => each.id === id.toUpperCase());
        if (!rule)
          throw new WrongUsage(`There is no rule ${id}. They run from ${rules[0]!.id} to ${rules.at(-1)!.id}.`);
        for (const line of atLength(rule)) print(line);
        printJson(asJson(rule));
        return DONE;
      }
      if (options.markdown) print(asMarkdown(rules).trimEnd());
      else for (const line of [...rules.flatMap(inShort), `${countsOf(rules)}.`]) print(line);
      printJson(rules.map(asJson));
      return DONE;
    },
  },
];

function asJson({ waitsFor, ...rule }: KnownRule): unknown {
  return { ...rule, waitsFor: waitsFor ?? null };
}

function inShort(rule: KnownRule): readonly string[] {
  const tests = new Set(rule.provedBy.map(({ file }) => file));
  return [
    `${rule.id}  ${rule.words}`,
    `       ${rule.effect.join(', ')} · ${rule.evidence.join(', ')} · ${rule.source}`,
    `       held by ${rule.implementedBy.join(', ') || 'nothing yet'}`,
    `       called by ${rule.calledBy.join(', ') || (rule.waitsFor ? `nothing yet: it waits for ${rule.waitsFor.what}` : 'nothing')}`,
    `       proved by ${[...tests].join(', ') || 'nothing yet'}`,
    ...rule.problems.map(problem => `       ! ${problem}`),
    '',
  ];
}

function atLength(rule: KnownRule): readonly string[] {
  const list = (title: string, lines: readonly string[]) => ['', title, ...lines.map(line => `  ${line}`)];
  return [
    `${rule.id}  ${rule.words}`,
    ...list(
      'What it does',
      rule.effect.map(effect => `${effect}: it ${verbOf(effect)}`),
    ),
    ...list('Where it comes from', [rule.source, ...rule.evidence.map(evidence => EVIDENCE_WORDS[evidence])]),
    ...list(
      'What is left to the board',
      rule.settings.length === 0
        ? ['nothing']
        : rule.settings.map(
            each => `policy.${each.key}: ${each.words}. ${each.default} unless chosen; ${each.allowed}`,
          ),
    ),
    ...list('What holds it', rule.implementedBy.length === 0 ? ['nothing yet'] : rule.implementedBy),
    ...list(
      'Who calls it',
      rule.calledBy.length > 0
        ? rule.calledBy
        : [rule.waitsFor ? `nothing yet: it waits for ${rule.waitsFor.what}, since ${rule.waitsFor.since}` : 'nothing'],
    ),
    ...list(
      'What proves it',
      rule.provedBy.length === 0 ? ['nothing yet'] : rule.provedBy.map(({ file, title }) => `${file}: ${title}`),
    ),
    ...(rule.problems.length > 0 ? list('What is wrong', rule.problems) : []),
  ];
}

function verbOf(effect: KnownRule['effect'][number]): string {
  return EFFECT_WORDS[effect];
}
