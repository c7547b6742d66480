/** A whole page with every component on it is valid HTML, and keeps what the design promises of each page. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { html, raw } from '../platform/html.ts';
import { button } from './content/button.ts';
import { card, doDontList, warningCallout } from './content/card.ts';
import { pagination } from './content/pagination.ts';
import { scroll } from './content/scroll.ts';
import { summaryList } from './content/summary-list.ts';
import { table } from './content/table.ts';
import { tabs } from './content/tabs.ts';
import { taskList } from './content/task-list.ts';
import { details, insetText, panel, tag } from './content/text-blocks.ts';
import {
  checkboxesField,
  dateField,
  fileField,
  form,
  moneyField,
  radiosField,
  selectField,
  submitButton,
  textareaField,
  textField,
} from './forms.ts';
import { actionLink } from './frame/links.ts';
import { heading } from './heading.ts';
import { moneyBar } from './money-bar.ts';
import { page } from './page.ts';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // Layout, not correctness: the markup is the design system's, which we prove equal.
    'no-trailing-whitespace': 'off',
    // The design system writes roles that browsers imply, for the sake of old ones.
    'no-redundant-role': 'off',
    // ... and tables, lists and fieldsets whose roles CSS would take away.
    'prefer-native-element': 'off',
    // ... and buttons in the header without a type.
    'no-implicit-button-type': 'off',
  },
});

const visitor = { user: undefined, hidden: { csrf: 'token' }, demonstration: undefined, done: undefined };
const nurse = {
  user: { name: 'A Nurse', roles: 'care co-ordinator' },
  hidden: { csrf: 'token' },
  demonstration: 'This is a demonstration',
  done: 'Saved',
};

const plain = { frame: visitor, title: 'Your budget', content: html`<h1>Your budget</h1>` };

const PROBLEMS = [
  { field: 'amount', text: 'Enter the amount in pounds' },
  { field: 'startOn', text: 'Enter the day that the plan starts' },
  { field: 'method', text: 'Choose how the money is held' },
  { text: 'The plan was changed by someone else' },
];

const OPTIONS = [
  { value: 'notional', text: 'Notional', hint: 'The NHS buys the care' },
  {
    value: 'directPayment',
    text: 'Direct payment',
    conditional: textField({ name: 'account', label: 'Account name' }),
  },
];

function fields() {
  const asked = { problems: PROBLEMS, values: { amount: '1,2', 'startOn-day': '31' } };
  return html`${textField({ ...asked, name: 'name', label: 'Name', hint: 'As on the plan', autocomplete: 'name' })}
${moneyField({ ...asked, name: 'amount', label: 'Amount' })}
${textareaField({ ...asked, name: 'why', label: 'Why', maxlength: 500 })}
${textareaField({ ...asked, name: 'notes', label: 'Notes' })}
${radiosField({ ...asked, name: 'method', label: 'How is the money held?', options: OPTIONS, labelSize: 'm' })}
${checkboxesField({ ...asked, name: 'streams', label: 'Which streams?', options: [{ value: 'nhs', text: 'NHS' }] })}
${selectField({ ...asked, name: 'icb', label: 'Board', options: [{ value: 'QXX', text: 'Demonstration' }] })}
${dateField({ ...asked, name: 'startOn', label: 'When does it start?', hint: 'For example, 31 3 2026' })}
${fileField({ ...asked, name: 'statement', label: 'Bank statement', accept: '.csv' })}`;
}

function everything() {
  return html`${heading({ text: 'Plan', size: 'l', caption: 'Mrs Example' })}
${form({ action: '/plans', csrf: 'token', commandId: 'id', multipart: true }, fields(), submitButton('Save'))}
${button({ text: 'Print', href: '/print', variant: 'secondary' })}
${actionLink({ text: 'Start', href: '/start' })}
${summaryList({ rows: [{ key: 'Name', value: 'Mrs Example', actions: [{ text: 'Change', href: '#name', visuallyHiddenText: 'name' }] }] })}
${table({
  caption: 'Lines',
  responsive: true,
  firstCellIsHeader: true,
  head: ['Service', { text: 'Amount', format: 'numeric' }],
  rows: [['Care', '£1.00']],
})}
${card({ heading: 'Budget', href: '/budget', clickable: true, description: 'What is left' })}
${warningCallout({ heading: 'Stop', text: 'Read this first' })}
${doDontList({ heading: 'Do', items: ['keep receipts'] })}
${scroll({ html: html`<p id="wide">Wide</p>`, labelledBy: 'wide' })}
${details({ summary: 'What is this?', text: 'An answer' })}
${insetText({ text: 'Note' })}
<p>${tag({ text: 'Approved', colour: 'green' })}</p>
${panel({ heading: { text: 'Done', level: 2 }, text: 'It is done' })}
${tabs({ idPrefix: 'tab', items: [{ label: 'One', panel: { text: 'First' } }] })}
${taskList({ items: [{ heading: 'Assess', href: '/assess', status: { tag: { text: 'To do' } } }] })}
${pagination({ previous: { href: '/1', label: 'One' }, next: { href: '/3', label: 'Three' } })}
${moneyBar({
  id: 'bar',
  parts: [
    { label: 'Spent', pence: 100n },
    { label: 'Left', pence: 300n },
  ],
})}`;
}

test('a page with a sample of every component is valid HTML', async () => {
  const text = page({
    title: 'Plan',
    problems: PROBLEMS,
    frame: nurse,
    navigation: [
      { text: 'Work', href: '/', current: true },
      { text: 'Payments', href: '/payments' },
    ],
    breadcrumbs: [{ href: '/', text: 'Home' }],
    backLink: { href: '/back' },
    width: 'full',
    content: everything(),
  }).text;
  const report = await validator.validateString(text);
  const said = report.results.flatMap(result => result.messages.map(m => `${m.line}: ${m.ruleId}: ${m.message}`));
  assert.deepEqual(said, []);
});

test('a page without anything optional is valid HTML', async () => {
  assert.deepEqual((await validator.validateString(page(plain).text)).results, []);
});

test('the validator sees what is wrong', async () => {
  const text = page({ ...plain, content: raw('<h1>One</h1><p><div id="a"></div><div id="a"></div></p>') }).text;
  assert.equal((await validator.validateString(text)).valid, false);
});

test('problems stand before the content, with a link to each field that has one, and in the title', () => {
  const { text } = page({ ...plain, problems: PROBLEMS });
  assert.match(text, /<title>Error: Your budget - Personal health budgets<\/title>/);
  assert.ok(text.indexOf('There is a problem') < text.indexOf('<h1>Your budget'));
  assert.ok(text.indexOf('There is a problem') > text.indexOf('<main'));
  assert.match(text, /<a href="#amount">\s+Enter the amount in pounds\s+<\/a>/);
  assert.match(text, /<li>\s+The plan was changed by someone else\s+<\/li>/);
  assert.doesNotMatch(page(plain).text, /Error:|There is a problem/);
});

test('every link of the summary leads to an element of the page', () => {
  const problems = ['name', 'amount', 'why', 'method', 'streams', 'icb', 'startOn', 'statement'];
  const { text } = page({ ...plain, problems: problems.map(field => ({ field, text: field })), content: fields() });
  const links = [...text.matchAll(/<a href="#([^"]+)">/g)].map(match => match[1]);
  assert.deepEqual(links, problems);
  for (const id of links) assert.match(text, new RegExp(`<(input|select|textarea) [^>]*id="${id}"`));
});

test('nothing is inline, and nothing of the NHS identity is on the page', () => {
  const { text } = page({ ...plain, problems: PROBLEMS, content: everything(), frame: nurse });
  assert.doesNotMatch(text, /<style|\sstyle=|\son\w+=|javascript:/i);
  assert.deepEqual(
    [...text.matchAll(/<script[^>]*>([^<]*)<\/script>/g)].map(match => match[0]),
    ['<script type="module" src="/assets/openphb.js"></script>'],
  );
  assert.doesNotMatch(text, /nhsuk-header__logo|Frutiger|NHS England|>NHS</);
  assert.doesNotMatch(text, /https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
});

test('what people wrote is escaped wherever the page shows it', () => {
  const bad = '"><img src=x onerror=alert(1)>';
  const { text } = page({
    title: bad,
    content: html`${textField({ name: 'n', label: bad, hint: bad, values: { n: bad }, problems: [{ field: 'n', text: bad }] })}`,
    problems: [{ field: 'n', text: bad }],
    frame: { user: { name: bad, roles: bad }, hidden: { csrf: bad }, demonstration: bad, done: bad },
    navigation: [{ text: bad, href: bad }],
    backLink: { href: bad, text: bad },
    breadcrumbs: [{ href: bad, text: bad }],
  });
  assert.doesNotMatch(text, /<img/);
});
