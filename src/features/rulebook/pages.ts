/** The rules, for everybody: what the service decides by, and where each rule comes from. */
import { z } from 'zod';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import { type Frame, get, type Route, read } from '../../platform/http.ts';
import { CHAPTERS, EFFECT_WORDS, EVIDENCE_WORDS, RULES, type Rule, ruleOf } from '../../rules/register.ts';
import { type SettingOfRule, settingsOf } from './settings.ts';

const RuleJson = z.object({
  id: z.string(),
  words: z.string(),
  effect: z.array(z.string()),
  source: z.string(),
  evidence: z.array(z.string()),
  settings: z.array(z.object({ key: z.string(), words: z.string(), default: z.string(), allowed: z.string() })),
  waitsFor: z.object({ what: z.string(), since: z.iso.date() }).nullable(),
});

export const pages: readonly Route[] = [
  get('/rules', { may: 'visit', records: 'rules.list', show: async ({ frame }) => listPage(frame) }),
  get('/rules/:id', {
    may: 'visit',
    records: 'rule.read',
    async show({ frame, params: { id } }) {
      const rule = ruleOf(id);
      return rule && rulePage(frame, rule);
    },
  }),
];

export const endpoints: readonly Route[] = [
  read('/rules', {
    may: 'visit',
    records: 'rules.list',
    answer: z.array(RuleJson),
    read: async () => RULES.map(asJson),
  }),
  read('/rules/:id', {
    may: 'visit',
    records: 'rule.read',
    answer: RuleJson,
    async read({ params: { id } }) {
      const rule = ruleOf(id);
      return rule && asJson(rule);
    },
  }),
];

function asJson({ id, words, effect, source, evidence, waitsFor }: Rule): z.input<typeof RuleJson> {
  return {
    ...{ id, words, source, settings: [...settingsOf(id)], waitsFor: waitsFor ?? null },
    ...{ effect: [...effect], evidence: [...evidence] },
  };
}

const listPage = (frame: Frame): Html =>
  page({
    frame,
    title: 'The rules we decide by',
    width: 'full',
    content: html`
    <h1 class="nhsuk-heading-l">The rules we decide by</h1>
    <p>Every decision in this service follows from these ${RULES.length} rules. When we say no, we tell you which rule it was.</p>
    <h2 class="nhsuk-heading-m">On this page</h2>
    <ul class="nhsuk-list">
      ${CHAPTERS.map(({ title }, i) => html`<li><a href="#chapter-${i + 1}">${title}</a></li>`)}
    </ul>
    ${CHAPTERS.map(
      ({ title, rules }, i) => html`
    <h2 class="nhsuk-heading-m" id="chapter-${i + 1}">${title}</h2>
    ${table({
      caption: { text: title, classes: 'nhsuk-u-visually-hidden' },
      head: ['Rule', 'What it says'],
      rows: rules.map(({ id, words }) => [
        { html: html`<a class="nhsuk-u-nowrap" href="/rules/${id}">${id}</a>` },
        words,
      ]),
    })}`,
    )}`,
  });

const rulePage = (frame: Frame, rule: Rule): Html => {
  const settings = settingsOf(rule.id);
  return page({
    frame,
    title: `Rule ${rule.id}`,
    backLink: { href: '/rules', text: 'All rules' },
    content: html`
    <h1 class="nhsuk-heading-l">Rule ${rule.id}</h1>
    <p class="nhsuk-lede-text">${rule.words}</p>
    ${summaryList({
      rows: [
        { key: 'What it does', value: { html: lines(rule.effect.map(effect => `It ${EFFECT_WORDS[effect]}`)) } },
        { key: 'Where it comes from', value: { html: lines(rule.source.split('; ')) } },
        {
          key: 'How we know',
          value: { html: lines(rule.evidence.map(evidence => capital(EVIDENCE_WORDS[evidence]))) },
        },
        settings.length > 0 && { key: 'What we choose ourselves', value: { html: lines(settings.map(chosen)) } },
        rule.waitsFor && { key: 'Not in use yet', value: `It waits for ${rule.waitsFor.what}` },
      ].filter(row => typeof row === 'object'),
    })}
    <p>If you think that we did not follow this rule, you can ask us to look again.</p>`,
  });
};

function chosen({ words, allowed }: SettingOfRule): string {
  return `${words}: ${allowed}`;
}

const lines = (all: readonly string[]): Html => html`${all.map((line, i) => html`${i > 0 && html`<br>`}${line}`)}`;

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
