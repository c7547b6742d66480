/** The pieces that the pages of decisions share. */
import { type Html, html } from '../../platform/html.ts';
import { ANY_DECISION_RULES } from '../../rules/decisions/refusal-reasons.ts';
import { OPTION_WORDS } from '../../rules/plan/plan-words.ts';
import type { DecisionAbout } from './store.ts';

/** What a decision is about, in words; empty when its kind says it all. */
export function aboutInWords({ kind, about }: Pick<DecisionAbout, 'kind' | 'about'>): string {
  return kind === 'OPTION' ? OPTION_WORDS[about as keyof typeof OPTION_WORDS] : about;
}

/** The rules that it was made under: those of its letter, or those of its kind. */
export function rulesOf({ kind, rules }: Pick<DecisionAbout, 'kind' | 'rules'>): readonly string[] {
  return rules.length > 0 ? rules : ANY_DECISION_RULES[kind];
}

export const bullets = (points: readonly string[]): Html =>
  html`<ul class="nhsuk-list nhsuk-list--bullet">${points.map(point => html`<li>${point}</li>`)}</ul>`;
