import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DEFAULT_POLICY } from './policy.ts';
import { completePolicy, readPolicy, writePolicy } from './policy-json.ts';
import { lintPolicy } from './policy-lint.ts';
import { POLICY_SHAPE, SETTINGS } from './policy-settings.ts';

const FILE = fileURLToPath(new URL('../../../policy/default.json', import.meta.url));
const file = (): unknown => JSON.parse(readFileSync(FILE, 'utf8'));

/** The places of a policy, lists whole. */
function leavesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each, path === '' ? key : `${path}.${key}`));
}

describe('The catalogue of the local policy', () => {
  test('has every place of the policy once, and nothing else', () => {
    assert.deepEqual(SETTINGS.map(({ key }) => key).sort(), leavesOf(DEFAULT_POLICY).sort());
  });

  test('says of each what it means, which rule it belongs to, who may change it and what it rests on', () => {
    for (const { key, words, rules, changedBy, evidence } of SETTINGS) {
      assert.match(words, /^\S.{3,}$/, key);
      assert.ok(rules.length > 0 && rules.every(rule => /^(R-\d{3}|T\d\d)$/.test(rule)), key);
      assert.ok(changedBy !== '' && evidence !== '', key);
    }
  });

  test('says each thing once', () => {
    assert.equal(new Set(SETTINGS.map(({ words }) => words)).size, SETTINGS.length);
  });

  test('has each band of a risk under its name', () => {
    assert.deepEqual(
      SETTINGS.filter(({ key }) => key.startsWith('review.bands')).map(({ key, words }) => [key, words]),
      [
        ['review.bands.low', 'Between two reviews, low risk'],
        ['review.bands.medium', 'Between two reviews, medium risk'],
        ['review.bands.high', 'Between two reviews, high risk'],
        ['review.bands.veryHigh', 'Between two reviews, very high risk'],
      ],
    );
  });

  test('its shape stands as deep as the keys', () => {
    assert.equal(POLICY_SHAPE.kind, 'record');
    const risk = POLICY_SHAPE.kind === 'record' ? POLICY_SHAPE.fields.risk! : POLICY_SHAPE;
    assert.deepEqual(risk.kind === 'record' && Object.keys(risk.fields), [
      'valueStepsPence',
      'employsAssistants',
      'connectedPerson',
      'option',
      'most',
      'bands',
    ]);
  });
});

describe('R-043  The policy that comes with the service', () => {
  test('is the one of the file, to the penny and the day', () => {
    assert.deepEqual(readPolicy(file()), DEFAULT_POLICY);
    assert.deepEqual(writePolicy(DEFAULT_POLICY), file());
  });

  test('has no problem', () => assert.deepEqual(lintPolicy(file()), []));

  test('reads lists, sums in them and what is not set', () => {
    const policy = {
      ...DEFAULT_POLICY,
      bedDay: { pence: 34_500n },
      wheelchair: { ...DEFAULT_POLICY.wheelchair, maintenanceTable: [{ category: 'Powered', pence: 25_000n }] },
    };
    assert.deepEqual(readPolicy(writePolicy(policy)), policy);
    assert.equal(readPolicy(writePolicy(DEFAULT_POLICY)).bedDay.pence, null);
  });

  test('a stored version has the default of what was added to the catalogue later, and keeps all that it says', () => {
    const { surplus, ...older } = file() as Record<string, unknown>;
    const contingency = { weeks: 2 };
    const stored = { ...older, version: 'b-1', contingency, bedDay: { pence: null }, offer: { cohorts: ['a'] } };
    const complete = completePolicy(stored) as Record<string, unknown>;
    assert.deepEqual(complete.surplus, surplus);
    assert.deepEqual(complete.contingency, { inBudget: true, weeks: 2 });
    assert.equal(complete.version, 'b-1');
    assert.deepEqual(complete.bedDay, { pence: null });
    assert.deepEqual((complete.offer as { cohorts: unknown }).cohorts, ['a']);
    assert.deepEqual((complete.offer as { refreshMonths: unknown }).refreshMonths, 12);
    assert.deepEqual(completePolicy(file()), file());
    assert.deepEqual(completePolicy({ ...(file() as object), unknown: 1 }), { ...(file() as object), unknown: 1 });
    assert.equal((completePolicy({ surplus: 3 }) as { surplus: unknown }).surplus, 3);
    assert.equal((completePolicy({ surplus: null }) as { surplus: unknown }).surplus, null);
  });
});
