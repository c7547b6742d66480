import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DEFAULT_POLICY } from '../../rules/policy.ts';
import { PolicyFile } from './policy-file.ts';

const DEFAULT_FILE = fileURLToPath(new URL('../../../policy/default.json', import.meta.url));

describe('The policy that comes with the service', () => {
  test('policy/default.json is the policy of the rules', async () => {
    assert.deepEqual(PolicyFile.parse(JSON.parse(await readFile(DEFAULT_FILE, 'utf8'))), DEFAULT_POLICY);
  });
});
