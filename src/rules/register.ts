/**
 * The register: every rule of the rulebook, in plain words, with where it comes from and what it is held by.
 *
 * A row stands in the file of its chapter under `register/`. Who calls a rule and which tests prove it are not
 * written down here: they are read off the source and the titles of the tests (`openphb rules`), so that they
 * cannot be wrong. Which settings a rule leaves to the ICB stands in the catalogue of settings.
 */
import { approval } from './register/approval.ts';
import { budget } from './register/budget.ts';
import { consent } from './register/consent.ts';
import { directPayments } from './register/direct-payments.ts';
import { eligibility } from './register/eligibility.ts';
import { employers } from './register/employers.ts';
import { exclusions } from './register/exclusions.ts';
import { integrated } from './register/integrated.ts';
import { localOffer } from './register/local-offer.ts';
import { lookingIn } from './register/looking-in.ts';
import { moneyLeft } from './register/money-left.ts';
import { oneOff } from './register/one-off.ts';
import { options } from './register/options.ts';
import { plan } from './register/plan.ts';
import { reporting } from './register/reporting.ts';
import { representatives } from './register/representatives.ts';
import { reviews } from './register/reviews.ts';
import { safeguards } from './register/safeguards.ts';
import { wheelchairs } from './register/wheelchairs.ts';

/** What a rule does: refuses, asks for a recorded reason, stores, tells somebody, or works a figure out. */
export type Effect = 'block' | 'warn' | 'record' | 'notify' | 'compute';

/**
 * How well we know a rule: said in a document that the service was founded on, read in the primary text, read in
 * somebody's report of it, remembered and still to be checked, or a choice that is left to each ICB.
 */
export type Evidence = 'stated' | 'primary' | 'secondary' | 'memory' | 'local';

export type Rule = {
  readonly id: `R-${string}`;
  /** One plain sentence that anybody can check the service against. */
  readonly words: string;
  readonly effect: readonly [Effect, ...Effect[]];
  /** The law or the document, by its name. */
  readonly source: string;
  readonly evidence: readonly [Evidence, ...Evidence[]];
  /** `file#name` of the function, list, table, constraint or trigger that decides it, from the root of the repository. */
  readonly implementedBy: readonly string[];
  /** What nothing in the service can call yet, and since when (ISO). Never beside a caller. */
  readonly waitsFor?: { readonly what: string; readonly since: string };
};

export type Chapter = { readonly title: string; readonly rules: readonly Rule[] };

/** All chapters in the order of the rulebook. */
export const CHAPTERS: readonly Chapter[] = [
  localOffer,
  eligibility,
  consent,
  representatives,
  budget,
  plan,
  approval,
  exclusions,
  directPayments,
  options,
  integrated,
  safeguards,
  lookingIn,
  oneOff,
  wheelchairs,
  reviews,
  moneyLeft,
  reporting,
  employers,
];

/** All rules, R-001 first. */
export const RULES: readonly Rule[] = CHAPTERS.flatMap(chapter => chapter.rules);

/** The rule of this id, in capitals or not; undefined when there is none. */
export function ruleOf(id: string): Rule | undefined {
  return RULES.find(rule => rule.id === id.toUpperCase());
}

export const EFFECT_WORDS: Readonly<Record<Effect, string>> = {
  block: 'stops what would break it',
  warn: 'asks for a reason first',
  record: 'is written down',
  notify: 'tells somebody',
  compute: 'works something out',
};

export const EVIDENCE_WORDS: Readonly<Record<Evidence, string>> = {
  stated: 'said in a document that the service was founded on',
  primary: 'read in the law or the standard itself',
  secondary: 'read in somebody’s report of it',
  memory: 'remembered, still to be checked',
  local: 'left to each integrated care board',
};
