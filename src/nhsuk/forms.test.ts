/** Fields find their own problems, keep what was typed, and escape it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  checkboxesField,
  dateField,
  fileField,
  form,
  moneyField,
  radiosField,
  selectField,
  textareaField,
  textField,
} from './forms.ts';

const OPTIONS = [
  { value: 'a', text: 'First' },
  { value: 'b', text: 'Second' },
];

test('a form carries its token, its command id and what else travels unseen, escaped', () => {
  const { text } = form({
    action: '/p?a=1&b=2',
    csrf: 't"',
    commandId: 'c',
    hidden: { seenPence: '100', id: ['1', '2'] },
  });
  assert.match(text, /^<form action="\/p\?a=1&amp;b=2" method="post" novalidate>/);
  const inputs = [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(m => [m[1], m[2]]);
  assert.deepEqual(inputs, [
    ['_csrf', 't&quot;'],
    ['commandId', 'c'],
    ['seenPence', '100'],
    ['id', '1'],
    ['id', '2'],
  ]);
});

test('a form without token or id carries none, and says when it holds files', () => {
  const { text } = form({ action: '/search', method: 'get' });
  assert.doesNotMatch(text, /<input|enctype/);
  assert.match(
    form({ action: '/f', multipart: true }).text,
    / method="post" enctype="multipart\/form-data" novalidate>/,
  );
});

test('a field shows its own problems and no other, and names them for those who hear it', () => {
  const problems = [
    { field: 'amount', text: 'Enter an amount' },
    { field: 'other', text: 'Not mine' },
    { field: 'amount', text: 'In pounds' },
  ];
  const { text } = moneyField({ name: 'amount', label: 'Amount', hint: 'In pounds', problems });
  assert.match(
    text,
    /id="amount-error">\s+<span class="nhsuk-u-visually-hidden">Error: <\/span>Enter an amount\. In pounds\s/,
  );
  const sentences = [problems[0]!, { field: 'amount', text: 'A line is missing.' }, problems[2]!];
  assert.match(
    moneyField({ name: 'amount', label: 'Amount', problems: sentences }).text,
    /Enter an amount\. A line is missing\. In pounds\s/,
  );
  assert.match(text, /aria-describedby="amount-hint amount-error"/);
  assert.match(text, /inputmode="decimal"/);
  assert.match(text, />£<\/div>/);
  assert.doesNotMatch(text, /Not mine/);
  assert.doesNotMatch(moneyField({ name: 'amount', label: 'Amount', problems: [problems[1]!] }).text, /error/);
});

test('a field begins with its value, and keeps what was typed even where that is empty', () => {
  const asked = { name: 'n', label: 'N', value: 'first' };
  assert.match(textField(asked).text, / value="first"/);
  assert.match(textField({ ...asked, values: { n: '<typed>' } }).text, / value="&lt;typed&gt;"/);
  assert.match(textField({ ...asked, values: { n: '' } }).text, / value=""/);
  assert.doesNotMatch(textField({ ...asked, values: {} }).text, / value=/);
  assert.match(textareaField({ ...asked, values: { n: '</textarea>' } }).text, />&lt;\/textarea&gt;<\/textarea>/);
  assert.match(textareaField({ ...asked, values: { n: '\nsecond line' } }).text, />\n\nsecond line<\/textarea>/);
});

test('a textarea with a limit counts, one without does not', () => {
  assert.match(textareaField({ name: 'n', label: 'N', maxlength: 500 }).text, /data-maxlength="500"/);
  assert.doesNotMatch(textareaField({ name: 'n', label: 'N' }).text, /character-count/);
});

test('radios, checkboxes and selects keep what was chosen', () => {
  const asked = { name: 'x', label: 'X', options: OPTIONS, value: 'a' };
  const chosen = (text: string) => [...text.matchAll(/value="(\w+)" (?:checked|selected)/g)].map(match => match[1]);
  assert.deepEqual(chosen(radiosField(asked).text), ['a']);
  assert.deepEqual(chosen(radiosField({ ...asked, values: { x: 'b' } }).text), ['b']);
  assert.deepEqual(chosen(radiosField({ ...asked, values: {} }).text), []);
  assert.deepEqual(chosen(selectField({ ...asked, values: { x: 'b' } }).text), ['b']);
  assert.deepEqual(chosen(checkboxesField({ ...asked, chosen: ['b'] }).text), ['b']);
  assert.deepEqual(chosen(checkboxesField({ ...asked, values: { x: ['a', 'b'] } }).text), ['a', 'b']);
  assert.deepEqual(chosen(checkboxesField({ ...asked, chosen: ['b'], values: { x: 'a' } }).text), ['a']);
  assert.deepEqual(chosen(checkboxesField({ ...asked, chosen: ['b'], values: {} }).text), []);
});

/** Of each box of a date: name, id, what it holds, whether it is marked. */
function boxes(text: string) {
  return [...text.matchAll(/<input class="([^"]*)" id="([^"]*)" name="([^"]*)" type="text"(?: value="([^"]*)")?/g)].map(
    ([, names, id, name, value]) => [name, id, value, names!.includes('nhsuk-input--error')],
  );
}

test('where the first option is left out, a problem leads to the one that is shown first', () => {
  const problems = [{ field: 'which', text: 'Select one' }];
  const asked = { name: 'which', label: 'Which?', problems, options: [false, undefined, ...OPTIONS] as const };
  for (const { text } of [radiosField(asked), checkboxesField(asked)])
    assert.match(text, /id="which" name="which" type="\w+" value="a"/);
});

test('a date has three boxes, filled from an ISO date or from what was typed', () => {
  const asked = { name: 'on', label: 'On' };
  assert.deepEqual(boxes(dateField({ ...asked, value: '2026-04-01' }).text), [
    ['on-day', 'on', '1', false],
    ['on-month', 'on-month', '4', false],
    ['on-year', 'on-year', '2026', false],
  ]);
  assert.deepEqual(
    boxes(dateField({ ...asked, value: '2026-04-01', values: { 'on-day': '31', 'on-month': 'x' } }).text),
    [
      ['on-day', 'on', '31', false],
      ['on-month', 'on-month', 'x', false],
      ['on-year', 'on-year', undefined, false],
    ],
  );
});

test('a problem of the date marks all boxes, a problem of one box marks that one and bears its id', () => {
  const marked = (...fields: string[]) => {
    const problems = fields.map(field => ({ field, text: `wrong ${field}` }));
    const { text } = dateField({ name: 'on', label: 'On', problems });
    for (const field of fields) assert.ok(text.includes(`id="${field}"`), `nothing to link to for ${field}`);
    for (const field of fields) assert.ok(text.includes(`wrong ${field}`));
    return boxes(text).map(([, id, , isMarked]) => [id, isMarked]);
  };
  assert.deepEqual(marked('on'), [
    ['on', true],
    ['on-month', true],
    ['on-year', true],
  ]);
  assert.deepEqual(marked('on-day'), [
    ['on-day', true],
    ['on-month', false],
    ['on-year', false],
  ]);
  assert.deepEqual(marked('on-year'), [
    ['on', false],
    ['on-month', false],
    ['on-year', true],
  ]);
  assert.deepEqual(marked('on', 'on-day'), [
    ['on', true],
    ['on-month', true],
    ['on-year', true],
  ]);
});

test('a file field says what it takes', () => {
  assert.match(fileField({ name: 'f', label: 'F', accept: '.csv,.ofx' }).text, /type="file" accept="\.csv,\.ofx"/);
});
