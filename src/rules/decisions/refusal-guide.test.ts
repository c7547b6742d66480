import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DECLINE_BECAUSE } from '../eligibility/eligibility.ts';
import { ruleOf } from '../register.ts';
import { REFUSAL_REASONS } from './approval.ts';
import { OPTION_REFUSAL_REASONS } from './option-refusal.ts';
import { DECISION_KINDS } from './reconsideration.ts';
import { adviceOn } from './refusal-guide.ts';
import {
  ANY_DECISION_KINDS,
  ANY_DECISION_RULES,
  ANY_DECISION_WORDS,
  ANY_DECISION_WORDS_TO_STAFF,
  CHALLENGE_RULES,
  DECLINE_GUIDE,
  guideOf,
  howToChallenge,
  ITEM_GUIDE,
  OPTION_GUIDE,
  whoElseCanHelp,
} from './refusal-reasons.ts';
import { isKnownRefusal, rulesBehind } from './refusal-rules.ts';
import { unlawfulPhrases } from './unlawful-reasons.ts';

const there = (id: string) => assert.ok(ruleOf(id), `${id} is in no register`);

describe('R-018  Every listed reason has its rule and what would change the answer', () => {
  const guides = [
    ...DECLINE_BECAUSE.map(code => [code, DECLINE_GUIDE[code]] as const),
    ...REFUSAL_REASONS.map(code => [code, ITEM_GUIDE[code]] as const),
    ...OPTION_REFUSAL_REASONS.map(code => [code, OPTION_GUIDE[code]] as const),
  ];
  for (const [code, { rule, change }] of guides)
    test(code, () => {
      there(rule);
      assert.match(change, /^[A-Z].+\.$/);
      assert.deepEqual(unlawfulPhrases(change), []);
    });
  test('several reasons give each rule and each sentence once', () => {
    assert.deepEqual(guideOf([DECLINE_GUIDE.NOT_SAFE, DECLINE_GUIDE.CARE_TOO_SHORT, DECLINE_GUIDE.NOT_SAFE]), {
      rules: ['R-009'],
      whatWouldChange: [DECLINE_GUIDE.NOT_SAFE.change, DECLINE_GUIDE.CARE_TOO_SHORT.change],
    });
  });
});

describe('R-018 R-065 R-114  How each decision is challenged', () => {
  for (const kind of DECISION_KINDS) test(kind, () => there(CHALLENGE_RULES[kind]));
  for (const kind of ANY_DECISION_KINDS)
    test(`${kind} has words and rules`, () => {
      assert.notEqual(ANY_DECISION_WORDS[kind], '');
      assert.match(ANY_DECISION_WORDS_TO_STAFF[kind], /^(?!.*\byour?\b)/i);
      ANY_DECISION_RULES[kind].forEach(there);
    });
  test('whom to turn to, by when there is an answer, who else can help', () => {
    const icb = { name: 'NHS Testshire', phone: '01632 960001', email: 'phb@testshire.example' };
    assert.match(
      howToChallenge(icb, 28),
      /look at it again.*NHS Testshire on 01632 960001 or email phb@testshire\.example.*did not make.*within 28 days/,
    );
    assert.match(whoElseCanHelp(icb).join(' '), /advocate.*complaint to NHS Testshire.*Ombudsman/);
  });
});

describe('R-018  Every refusal knows its rules', () => {
  test('they are in the register', () => {
    for (const code of ['not-adult', 'over-delegated-limit', 'item-excluded', 'payee-barred'] as const)
      for (const rule of rulesBehind(code)) there(rule);
    assert.deepEqual(rulesBehind('not-adult'), ['R-010']);
    assert.deepEqual(rulesBehind('over-delegated-limit'), ['R-064']);
    assert.deepEqual(rulesBehind('command-reused'), []);
  });
  test('a code of another version is not known', () => {
    assert.equal(isKnownRefusal('not-adult'), true);
    assert.equal(isKnownRefusal('gone'), false);
  });
  test('one about a person says what would change it and what is open', () => {
    const advice = adviceOn('section-gives-no-aftercare');
    assert.match(advice?.whatWouldChangeIt ?? '', /section 3, 37, 45A, 47 or 48/);
    assert.ok((advice?.alternatives.length ?? 0) > 1);
    assert.equal(adviceOn('command-reused'), undefined);
  });
});
