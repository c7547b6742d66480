import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Decision } from '../decision.ts';
import {
  decideEntry,
  decideSection,
  ENTRY_FIELDS,
  ENTRY_KINDS,
  type EntryKind,
  linesOf,
  SECTION_FIELDS,
  SECTION_KINDS,
  type SectionContent,
  type SectionKind,
  wholeSection,
} from './plan-sections.ts';

const today = Temporal.PlainDate.from('2026-11-23');
const codes = (decision: Decision<unknown>) =>
  decision.accepted
    ? ['accepted']
    : decision.refusals.map(refusal => ('field' in refusal ? `${refusal.code} ${refusal.field}` : refusal.code));
const written = (kind: SectionKind, content: SectionContent, state: 'PLANNING' | 'SUBMITTED' = 'PLANNING') =>
  codes(decideSection({ state, kind, content, today }));
const entered = (kind: EntryKind, content: SectionContent, state: 'PLANNING' | 'SUBMITTED' = 'PLANNING') =>
  codes(decideEntry({ state, kind, content, outcomeIds: ['swim'] }));

/** What an entry must have, and nothing more. */
const LEAST: Readonly<Record<EntryKind, SectionContent>> = {
  'professional-contact': { name: 'Dr Ada Sample' },
  'personal-contact': { name: 'Jo Sample' },
  formulation: { words: 'Since the fall she dares not go out' },
  action: { outcomeId: 'swim', what: 'Go to the pool with Pat' },
  'contingency-plan': { name: 'Nights', triggers: 'No sleep', whatHappens: 'Jo comes', whoToCall: 'Jo' },
  'additional-plan': { name: 'Epilepsy plan', content: 'See the hospital’s paper' },
  document: { name: 'Letter of 3 May' },
};

describe('R-047 R-052 R-053 R-054  A section is whole in itself', () => {
  test('a part about the person is said, or the person chose not to say', () => {
    assert.deepEqual(written('strengths', { words: 'Patient' }), ['accepted']);
    assert.deepEqual(written('strengths', { choseNotToSay: 'yes' }), ['accepted']);
    assert.deepEqual(written('strengths', { words: ' ' }), ['section-missing']);
    assert.deepEqual(written('strengths', { choseNotToSay: 'no' }), [
      'section-missing',
      'field-unreadable choseNotToSay',
    ]);
  });
  test('parts that are only wished for may be empty', () => {
    for (const kind of ['about-me', 'person-details', 'gp'] as const) assert.deepEqual(written(kind, {}), ['accepted']);
  });
  test('the risk plan, the contingency plan, safeguarding and the review have what their rule asks', () => {
    assert.deepEqual(written('risk', {}), ['section-incomplete words']);
    assert.deepEqual(written('contingency', {}), [
      'section-incomplete triggers',
      'section-incomplete whatHappens',
      'section-incomplete whoToCall',
    ]);
    assert.deepEqual(written('safeguarding', {}), ['section-incomplete words', 'section-incomplete liberty']);
    assert.deepEqual(written('review', {}), ['section-incomplete reviewOn', 'section-incomplete responsible']);
  });
  test('each names its rule', () => {
    const rules = (['risk', 'contingency', 'safeguarding', 'review'] as const).map(kind =>
      wholeSection({}, kind).map(reason => (reason.code === 'section-missing' ? reason.rule : reason.code)),
    );
    assert.deepEqual(rules, [['R-052'], ['R-052'], ['R-053'], ['R-054']]);
    assert.deepEqual(wholeSection({}, 'gp'), []);
  });
  test('R-048  a learning outcome only with an education, health and care plan', () => {
    assert.deepEqual(written('learning', { ehcPlan: 'yes' }), ['learning-outcome-missing']);
    assert.deepEqual(written('learning', { ehcPlan: 'yes', outcomes: 'Reads alone' }), ['accepted']);
    assert.deepEqual(written('learning', { ehcPlan: 'no' }), ['accepted']);
    assert.deepEqual(written('strengths', { words: 'x', ehcPlan: 'yes' }), ['accepted']);
  });
  const review = { responsible: 'Nan', reviewOn: '2026-11-24' };
  test('R-054  the review is ahead, at most a year apart', () => {
    assert.deepEqual(written('review', review), ['accepted']);
    assert.deepEqual(written('review', { ...review, reviewOn: '2026-11-23' }), ['review-not-ahead']);
    assert.deepEqual(written('review', { ...review, reviewOn: 'soon' }), ['field-unreadable reviewOn']);
    assert.deepEqual(written('review', { ...review, intervalMonths: '12' }), ['accepted']);
    assert.deepEqual(written('review', { ...review, intervalMonths: '13' }), ['plan-interval-out-of-range']);
    assert.deepEqual(written('risk', { words: 'x', reviewOn: '2026-11-01' }), ['accepted']);
  });
  test('only in a draft', () => assert.deepEqual(written('risk', { words: 'x' }, 'SUBMITTED'), ['wrong-state']));
});

describe('R-054  Fields of the standard, none longer than it allows', () => {
  const lengths: readonly (readonly [SectionKind | EntryKind, string, number])[] = [
    ['gp', 'gpName', 70],
    ['gp', 'practice', 150],
    ['about-me', 'supportedBy', 70],
    ['about-me', 'multimedia', 150],
    ['about-me', 'pleaseDo', 10_000],
    ['person-details', 'sex', 35],
    ['person-details', 'religion', 70],
    ['person-details', 'maritalStatus', 35],
    ['review', 'responsible', 150],
    ['review', 'responsibleRole', 150],
    ['review', 'responsibleContact', 70],
    ['contingency', 'name', 70],
    ['contingency', 'agreedWith', 70],
    ['professional-contact', 'name', 70],
    ['professional-contact', 'role', 150],
    ['professional-contact', 'specialty', 150],
    ['professional-contact', 'organisation', 70],
    ['professional-contact', 'contact', 70],
    ['personal-contact', 'relationship', 70],
    ['personal-contact', 'comments', 10_000],
    ['formulation', 'location', 70],
    ['action', 'who', 70],
    ['additional-plan', 'content', 10_000],
    ['document', 'where', 150],
  ];
  for (const [kind, field, most] of lengths)
    test(`${kind}, ${field}: ${most} characters, not ${most + 1}`, () => {
      const entry = ENTRY_KINDS.find(each => each === kind);
      const check = (text: string) =>
        entry
          ? entered(entry, { ...LEAST[entry], [field]: text })
          : written(kind as SectionKind, { ...BASE[kind as SectionKind], [field]: text });
      assert.deepEqual(check('x'.repeat(most)), ['accepted']);
      assert.deepEqual(check('x'.repeat(most + 1)), [`field-too-long ${field}`]);
    });
  const BASE: Partial<Record<SectionKind, SectionContent>> = {
    contingency: { triggers: 'x', whatHappens: 'x', whoToCall: 'x' },
    review: { reviewOn: '2026-12-01', responsible: 'Nan' },
  };
  test('each part of the standard has its fields, once', () => {
    const names = (fields: readonly { readonly name: string }[]) => fields.map(({ name }) => name);
    for (const kind of SECTION_KINDS)
      assert.equal(new Set(names(SECTION_FIELDS[kind])).size, SECTION_FIELDS[kind].length);
    assert.deepEqual(names(SECTION_FIELDS['about-me']), [
      'peopleImportant',
      'communication',
      'wellness',
      'pleaseDo',
      'pleaseDont',
      'support',
      'worthKnowing',
      'supportedBy',
      'multimedia',
    ]);
    assert.deepEqual(names(ENTRY_FIELDS['professional-contact']), [
      'name',
      'role',
      'keyWorker',
      'specialty',
      'team',
      'organisation',
      'contact',
      'from',
      'to',
    ]);
    assert.deepEqual(names(ENTRY_FIELDS.action), [
      'outcomeId',
      'what',
      'who',
      'when',
      'strategies',
      'status',
      'confidence',
      'reviewOn',
      'outcome',
      'goalStatus',
    ]);
  });
  const readable: readonly (readonly [SectionKind, string, string, boolean])[] = [
    ['person-details', 'gender', '2', true],
    ['person-details', 'gender', '3', false],
    ['person-details', 'ethnicity', 'A', true],
    ['person-details', 'ethnicity', 'I', false],
    ['gp', 'practiceCode', 'A81001', true],
    ['gp', 'practiceCode', 'A8100', false],
    ['gp', 'practiceCode', '881001', false],
    ['learning', 'ehcPlan', 'no', true],
    ['learning', 'ehcPlan', 'perhaps', false],
  ];
  for (const [kind, field, given, expected] of readable)
    test(`${field} ${given}: ${expected}`, () =>
      assert.deepEqual(written(kind, { [field]: given }), [expected ? 'accepted' : `field-unreadable ${field}`]));
});

describe('R-054  An entry has what it must have, and can be read', () => {
  for (const kind of ENTRY_KINDS) {
    test(`${kind} with the least`, () => assert.deepEqual(entered(kind, LEAST[kind]), ['accepted']));
    for (const field of Object.keys(LEAST[kind]))
      test(`${kind} without ${field}`, () => {
        assert.deepEqual(entered(kind, { ...LEAST[kind], [field]: ' ' }), [`entry-field-missing ${field}`]);
      });
  }
  test('a contact may end on the day that it begins, not before', () => {
    const contact = (from: string, to: string) => entered('professional-contact', { name: 'Ada', from, to });
    assert.deepEqual(contact('2026-11-23', '2026-11-23'), ['accepted']);
    assert.deepEqual(contact('2026-11-23', '2026-11-22'), ['contact-ends-before-start']);
    assert.deepEqual(contact('2026-11-23', ''), ['accepted']);
    assert.deepEqual(contact('', '2026-11-22'), ['accepted']);
    assert.deepEqual(contact('long ago', ''), ['field-unreadable from']);
  });
  test('the key worker is ticked or not', () => {
    assert.deepEqual(entered('professional-contact', { name: 'Ada', keyWorker: 'yes' }), ['accepted']);
    assert.deepEqual(entered('professional-contact', { name: 'Ada', keyWorker: 'no' }), ['field-unreadable keyWorker']);
  });
  test('an action is for an outcome of this person', () => {
    assert.deepEqual(entered('action', { ...LEAST.action, outcomeId: 'other' }), ['action-for-unknown-outcome']);
  });
  test('its status is one of the list', () => {
    assert.deepEqual(entered('action', { ...LEAST.action, status: 'DONE', goalStatus: 'PARTLY_MET' }), ['accepted']);
    assert.deepEqual(entered('action', { ...LEAST.action, status: 'MET' }), ['field-unreadable status']);
    assert.deepEqual(entered('action', { ...LEAST.action, goalStatus: 'DONE' }), ['field-unreadable goalStatus']);
  });
  test('only in a draft', () => assert.deepEqual(entered('document', LEAST.document, 'SUBMITTED'), ['wrong-state']));
});

describe('R-055  The confidence in an action is a whole number from 1 to 10', () => {
  for (const [confidence, expected] of [
    ['0', 'score-out-of-range'],
    ['1', 'accepted'],
    ['10', 'accepted'],
    ['11', 'score-out-of-range'],
    ['5.5', 'score-out-of-range'],
    ['very', 'score-out-of-range'],
    ['10000', 'score-out-of-range'],
  ] as const)
    test(`${confidence}: ${expected}`, () =>
      assert.deepEqual(entered('action', { ...LEAST.action, confidence }), [expected]));
});

describe('R-052  Trigger factors stand one on each line', () => {
  test('each by itself, empty lines left out', () => {
    assert.deepEqual(linesOf('No sleep\n\n  Two seizures \r\n'), ['No sleep', 'Two seizures']);
    assert.deepEqual(linesOf(undefined), []);
  });
});
