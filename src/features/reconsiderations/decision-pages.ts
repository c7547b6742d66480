/** Every decision about somebody's budget with its rule, its source and its facts; and what held the budget up. */
import { z } from 'zod';
import { button } from '../../nhsuk/content/button.ts';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { details, insetText, tag } from '../../nhsuk/content/text-blocks.ts';
import { page } from '../../nhsuk/page.ts';
import type { Tx } from '../../platform/db.ts';
import { type Html, html } from '../../platform/html.ts';
import { type Frame, get, type Route, read } from '../../platform/http.ts';
import { actInWords } from '../../rules/act-words.ts';
import {
  ANY_DECISION_KINDS,
  ANY_DECISION_WORDS,
  ANY_DECISION_WORDS_TO_STAFF,
} from '../../rules/decisions/refusal-reasons.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { ruleOf } from '../../rules/register.ts';
import type { Actor } from '../../values/actor.ts';
import { isBefore, londonTime, longDate, type PlainDate } from '../../values/dates.ts';
import { type Held, loadHeldUp } from '../audit/store.ts';
import { ofTheRecord } from '../refusals/recorded.ts';
import { type Budget, loadBudget } from '../requests/store.ts';
import { loadDecisionsWithFacts } from './decision-facts.ts';
import { aboutInWords, bullets, rulesOf } from './parts.ts';
import { type DecisionAbout, loadReconsiderations, type Reconsideration } from './store.ts';

/** A case is held up a few dozen times at the most; more are not read. */
const MOST_HELD_UP = 50;

const DecisionsAnswer = z.object({
  decisions: z.array(
    z.object({
      decisionId: z.string(),
      kind: z.enum(ANY_DECISION_KINDS),
      about: z.string(),
      canBeLookedAtAgain: z.boolean(),
      decidedOn: z.iso.date(),
      byName: z.string(),
      reasons: z.array(z.string()),
      rules: z.array(z.string()),
      facts: z.array(z.string()),
      whatWouldChangeIt: z.array(z.string()),
      alternatives: z.array(z.string()),
      noticeId: z.string().nullable(),
      reconsiderations: z.array(
        z.object({
          reconsiderationId: z.string(),
          askedOn: z.iso.date(),
          answerBy: z.iso.date(),
          outcome: z.enum(['CHANGED', 'STANDS']).nullable(),
        }),
      ),
    }),
  ),
  heldUp: z.array(
    z.object({ at: z.string(), act: z.string(), code: z.string(), words: z.string(), rules: z.array(z.string()) }),
  ),
});

type Facts = {
  readonly budget: Budget;
  readonly decisions: readonly DecisionAbout[];
  readonly reconsiderations: readonly Reconsideration[];
  readonly held: readonly Held[];
  readonly today: PlainDate;
};

export const decisionPages: readonly Route[] = [
  get('/budgets/:budgetId/decisions', {
    may: 'see-case',
    records: 'decisions.read',
    async show({ frame, tx, actor, params, tools }) {
      const facts = await loadFacts(tx, actor, params.budgetId, tools.today());
      return facts && decisionsPage(frame, actor, facts);
    },
  }),
  read('/budgets/:budgetId/decisions', {
    may: 'see-case',
    records: 'decisions.read',
    answer: DecisionsAnswer,
    async read({ tx, actor, params, tools }) {
      const facts = await loadFacts(tx, actor, params.budgetId, tools.today());
      return facts && asJson(facts);
    },
  }),
];

async function loadFacts(tx: Tx, actor: Actor, budgetId: string, today: PlainDate): Promise<Facts | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, budgetId);
  if (!budget) return undefined;
  return {
    budget,
    decisions: await loadDecisionsWithFacts(tx, budgetId),
    reconsiderations: await loadReconsiderations(tx, budgetId),
    held: await loadHeldUp(tx, budgetId, MOST_HELD_UP),
    today,
  };
}

const decisionsPage = (frame: Frame, actor: Actor, facts: Facts): Html => {
  const { budget, decisions, held } = facts;
  const own = actor.personId === budget.personId;
  const title = own ? 'What we decided, and why' : `Decisions about the budget of ${budget.personName}`;
  return page({
    frame,
    title,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}</span> ${title}</h1>
    ${waiting(facts)}
    ${
      decisions.length === 0
        ? html`<p>Nothing has been decided yet.</p>`
        : decisions.map(decision => decisionBlock(actor, facts, decision))
    }
    <h2 class="nhsuk-heading-m">What held things up</h2>
    ${
      held.length === 0
        ? html`<p>Nothing was held up by a rule.</p>`
        : html`<p>Each time a rule stopped a step, the service wrote down which one and why.</p>
    ${bulletsOf(held.flatMap(each => heldLines(each, own)))}`
    }`,
  });
};

/** How long somebody has waited for the answer to their request. */
function waiting({ budget, today }: Facts): Html | false {
  if (budget.state !== 'REQUESTED') return false;
  const late = isBefore(budget.decideBy, today);
  return insetText({
    text: `The request was made on ${longDate(budget.requestedOn)}. It has to be decided by ${longDate(budget.decideBy)}${
      late ? `. That day has passed: the answer is ${budget.decideBy.until(today).days} days late.` : '.'
    }`,
  });
}

const decisionBlock = (actor: Actor, { budget, reconsiderations }: Facts, decision: DecisionAbout): Html => {
  const asked = reconsiderations.filter(({ decisionId }) => decisionId === decision.decisionId);
  const open = asked.find(({ outcome }) => outcome === undefined);
  const about = aboutInWords(decision);
  const at = `/budgets/${budget.budgetId}`;
  const words = actor.personId === budget.personId ? ANY_DECISION_WORDS : ANY_DECISION_WORDS_TO_STAFF;
  return html`
    <h2 class="nhsuk-heading-m">${words[decision.kind]}</h2>
    ${open && html`<p>${tag({ text: 'Being looked at again', colour: 'blue' })}</p>`}
    ${summaryList({
      rows: [
        about !== '' && { key: 'What it is about', value: about },
        { key: 'Decided', value: `${longDate(decision.decidedOn)} by ${decision.byName}` },
        decision.reasons.length > 0 && { key: 'Reasons', value: { html: bullets(decision.reasons) } },
        decision.facts.length > 0 && { key: 'What it rests on', value: { html: bullets(decision.facts) } },
        decision.whatWouldChange.length > 0 && {
          key: 'What would change it',
          value: { html: bullets(decision.whatWouldChange) },
        },
        decision.alternatives.length > 0 && { key: 'Offered instead', value: { html: bullets(decision.alternatives) } },
        { key: 'Rules', value: { html: ruleLines(rulesOf(decision)) } },
        ...asked.map(each => ({ key: 'Looked at again', value: { html: askedLine(at, each) } })),
      ],
    })}
    ${
      decision.adverse &&
      open === undefined &&
      hasLeave(actor, 'ask-reconsideration') &&
      button({
        text: 'Ask us to look at this again',
        href: `${at}/decisions/${decision.decisionId}/reconsideration`,
        variant: 'secondary',
      })
    }`;
};

/** Each rule in its own words with where it comes from, behind its id. */
const ruleLines = (rules: readonly string[]): Html =>
  html`${rules.map(id => {
    const rule = ruleOf(id);
    return rule
      ? details({
          summary: id,
          html: html`<p>${rule.words}</p><p>From: ${rule.source}. <a href="/rules/${id}">More about ${id}</a></p>`,
        })
      : html`<p>${id}</p>`;
  })}`;

const askedLine = (at: string, { reconsiderationId, askedOn, answerBy, outcome }: Reconsideration): Html =>
  html`<a href="${at}/reconsiderations/${reconsiderationId}">Asked on ${longDate(askedOn)}</a>: ${
    outcome
      ? `${outcome.outcome === 'CHANGED' ? 'changed' : 'stays as it is'}, ${longDate(outcome.decidedOn)}`
      : `answer by ${longDate(answerBy)}`
  }`;

const bulletsOf = (lines: readonly Html[]): Html =>
  html`<ul class="nhsuk-list nhsuk-list--bullet">${lines.map(line => html`<li>${line}</li>`)}</ul>`;

/** What the service answered, word for word, with the rules behind it. */
function heldLines({ recordedAt, act, reasons }: Held, own: boolean): readonly Html[] {
  return reasons
    .map(ofTheRecord)
    .map(
      ({ words, rules }) =>
        html`${londonTime(recordedAt)}: ${actInWords({ act, outcome: 'refused' }, own)}: ${words}${
          rules.length > 0 &&
          html` (${rules.map((rule, i) => html`${i > 0 && ', '}<a href="/rules/${rule}">${rule}</a>`)})`
        }`,
    );
}

function asJson({ decisions, reconsiderations, held }: Facts): z.input<typeof DecisionsAnswer> {
  return {
    decisions: decisions.map(decision => ({
      decisionId: decision.decisionId,
      kind: decision.kind,
      about: aboutInWords(decision),
      canBeLookedAtAgain: decision.adverse,
      decidedOn: decision.decidedOn.toString(),
      byName: decision.byName,
      reasons: decision.reasons,
      rules: [...rulesOf(decision)],
      facts: decision.facts,
      whatWouldChangeIt: decision.whatWouldChange,
      alternatives: decision.alternatives,
      noticeId: decision.noticeId,
      reconsiderations: reconsiderations
        .filter(({ decisionId }) => decisionId === decision.decisionId)
        .map(({ reconsiderationId, askedOn, answerBy, outcome }) => ({
          reconsiderationId,
          askedOn: askedOn.toString(),
          answerBy: answerBy.toString(),
          outcome: outcome?.outcome ?? null,
        })),
    })),
    heldUp: held.flatMap(({ recordedAt, act, reasons }) =>
      reasons.map(ofTheRecord).map(({ code, words, rules }) => ({
        at: recordedAt.toString(),
        act,
        code,
        words,
        rules: [...rules],
      })),
    ),
  };
}
