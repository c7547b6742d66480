import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inParts } from './in-parts.ts';

const many = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const at = (count: number, query: Record<string, string> = {}, name?: string) => {
  const { shown, rest } = inParts(many(count), { query, frame: { path: '/list' } }, name);
  const text = rest === false ? '' : String(rest);
  return {
    part: `${shown[0] ?? ''} to ${shown.at(-1) ?? ''}`,
    says: /<p>(.*?)<\/p>/.exec(text)?.[1] ?? '',
    leads: [...text.matchAll(/href="([^"]+)"/g)].map(([, href]) => href),
  };
};

describe('a long list in parts', () => {
  test('what fits on one page stands there alone; one more makes a second page', () => {
    assert.deepEqual(at(0), { part: ' to ', says: '', leads: [] });
    assert.deepEqual(at(200), { part: '1 to 200', says: '', leads: [] });
    assert.deepEqual(at(201), { part: '1 to 200', says: 'These are 1 to 200 of 201.', leads: ['/list?page=2'] });
    assert.deepEqual(at(201, { page: '2' }), {
      part: '201 to 201',
      says: 'These are 201 to 201 of 201.',
      leads: ['/list?page=1'],
    });
  });

  test('in the middle both ways are open, and what else the address says is kept', () => {
    assert.deepEqual(at(1_200, { show: 'all', orders: '3' }, 'orders'), {
      part: '401 to 600',
      says: 'These are 401 to 600 of 1,200.',
      leads: ['/list?show=all&amp;orders=2', '/list?show=all&amp;orders=4'],
    });
  });

  test('past the end is the last part, and what is no number is the first', () => {
    assert.equal(at(201, { page: '9' }).part, '201 to 201');
    for (const page of ['0', '-1', '1.5', 'two', '999999']) assert.equal(at(201, { page }).part, '1 to 200');
  });
});
