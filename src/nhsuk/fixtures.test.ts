/**
 * Every component gives the markup of nhsuk-frontend: each of its fixtures is run, white-space folded, nothing else.
 */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Html, raw } from '../platform/html.ts';
import { button } from './content/button.ts';
import { card, doDontList, warningCallout } from './content/card.ts';
import { errorSummary } from './content/error-summary.ts';
import { notificationBanner } from './content/notification-banner.ts';
import { pagination } from './content/pagination.ts';
import { scroll } from './content/scroll.ts';
import { summaryList } from './content/summary-list.ts';
import { table } from './content/table.ts';
import { tabs } from './content/tabs.ts';
import { taskList } from './content/task-list.ts';
import { details, insetText, panel, tag } from './content/text-blocks.ts';
import { checkboxes, radios } from './fields/choices.ts';
import { dateInput } from './fields/date-input.ts';
import { fieldset } from './fields/fieldset.ts';
import { fileUpload } from './fields/file-upload.ts';
import { errorMessage, hint } from './fields/hint.ts';
import { input } from './fields/input.ts';
import { label, legend } from './fields/label.ts';
import { select } from './fields/select.ts';
import { characterCount, textarea } from './fields/textarea.ts';
import { footer } from './frame/footer.ts';
import { header } from './frame/header.ts';
import { actionLink, backLink, breadcrumb, skipLink } from './frame/links.ts';
import { heading } from './heading.ts';

// biome-ignore lint/suspicious/noExplicitAny: fixtures are JSON of as many shapes as there are components
type Json = any;

type Proof = {
  /** The component under test. */
  render: (options: Json) => Html;
  /** Where the contents of a Nunjucks call block go; `html` unless said otherwise. */
  block?: (options: Json, html: Html) => Json;
  /** From the option names that the design system has given up to those that replaced them. */
  renew?: (options: Json) => Json;
};

const PROOFS: Record<string, Proof> = {
  'action-link': { render: actionLink },
  'back-link': { render: backLink },
  breadcrumb: { render: breadcrumb },
  button: { render: button },
  card: { render: card, block: (options, html) => ({ ...options, description: html }) },
  'character-count': { render: characterCount },
  checkboxes: { render: checkboxes, renew: options => ({ ...options, items: options.items?.map(renewExclusive) }) },
  'date-input': { render: dateInput },
  details: { render: details },
  'do-dont-list': { render: doDontList, renew: renewDoDont },
  'error-message': { render: errorMessage },
  'error-summary': { render: errorSummary, block: (options, html) => ({ ...options, description: html }) },
  fieldset: { render: fieldset },
  'file-upload': { render: fileUpload },
  footer: { render: footer, block: (options, html) => ({ ...options, meta: html }), renew: renewFooter },
  header: { render: header },
  heading: { render: heading },
  hint: { render: hint },
  input: { render: input },
  'inset-text': { render: insetText },
  label: { render: label },
  legend: { render: legend },
  'notification-banner': { render: notificationBanner },
  pagination: { render: pagination, renew: renewPagination },
  panel: { render: panel },
  radios: { render: radios },
  scroll: { render: scroll },
  select: { render: select },
  'skip-link': { render: skipLink },
  'summary-list': { render: summaryList },
  tables: { render: table, renew: renewTable },
  tabs: { render: tabs },
  tag: { render: tag },
  'task-list': { render: taskList, renew: renewTasks },
  textarea: { render: textarea },
  'warning-callout': { render: warningCallout },
};

const COMPONENTS = new URL('../../node_modules/nhsuk-frontend/dist/nhsuk/components/', import.meta.url);

for (const [component, proof] of Object.entries(PROOFS)) {
  const { fixtures } = JSON.parse(readFileSync(new URL(`${component}/fixtures.json`, COMPONENTS), 'utf8')) as {
    fixtures: readonly { name: string; context: Json; callBlock?: string; html: string }[];
  };

  test(`${component} has fixtures`, () => assert.ok(fixtures.length > 0));

  fixtures.forEach((fixture, index) => {
    test(`${component} ${index + 1}: ${fixture.name}`, () => {
      const given = ours(fixture.context);
      const renewed = proof.renew ? proof.renew(given) : given;
      const options = fixture.callBlock === undefined ? renewed : block(proof, renewed, raw(fixture.callBlock));
      assert.equal(fold(proof.render(options).text), fold(fixture.html));
    });
  });
}

test('every component that we export is proved', async () => {
  const proved = new Set(Object.values(PROOFS).map(proof => proof.render));
  const exported: string[] = [];
  for (const folder of ['content', 'fields', 'frame']) {
    for (const file of readdirSync(new URL(`${folder}/`, import.meta.url))) {
      const module: Record<string, unknown> = await import(`./${folder}/${file}`);
      for (const [name, value] of Object.entries(module)) {
        if (typeof value !== 'function' || HELPERS.has(name)) continue;
        exported.push(name);
        assert.ok(proved.has(value as Proof['render']), `${folder}/${file} exports ${name}, which no fixture proves`);
      }
    }
  }
  assert.ok(exported.length > 0);
});

/** Parts of components, which the fixtures of those components prove. */
const HELPERS = new Set(['action', 'actionsOf', 'notes', 'surroundings', 'group', 'groupClasses', 'wrapper']);

/** White-space folded: runs become one space, and between tags it goes. */
function fold(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('> <', '><').trim();
}

/** A fixture's options as ours: `html` is Html at every depth, and null is nothing. */
function ours(value: Json, key = ''): Json {
  if (value === null) return undefined;
  if (typeof value === 'string') return key === 'html' ? raw(value) : value;
  if (Array.isArray(value)) return value.map(item => ours(item));
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, ours(inner, name)]));
}

function block(proof: Proof, options: Json, html: Html): Json {
  return proof.block ? proof.block(options, html) : { ...options, html };
}

function renewExclusive(item: Json): Json {
  if (!item) return item;
  const { exclusive, exclusiveGroup, ...rest } = item;
  return {
    ...rest,
    behaviour: exclusive ? 'exclusive' : rest.behaviour,
    behaviourGroup: exclusiveGroup ?? rest.behaviourGroup,
  };
}

function renewDoDont({ title, ...options }: Json): Json {
  return {
    ...options,
    heading: options.heading ?? title,
    items: options.items.map((data: Json) => data?.item ?? data),
  };
}

/** In a fixture an empty copyright means none. */
function renewFooter(options: Json): Json {
  return options.copyright?.text === '' || options.copyright === '' ? { ...options, copyright: false } : options;
}

function renewTable({ panel, heading, headingLevel, ...options }: Json): Json {
  if (!panel && options.card !== true && !heading) return options;
  const given = options.card === true ? {} : options.card;
  return {
    ...options,
    card: {
      ...given,
      heading: given?.heading ?? { text: heading, level: headingLevel },
      variant: given?.variant ?? (panel ? 'feature' : undefined),
    },
  };
}

function renewPagination({ previousUrl, previousPage, nextUrl, nextPage, ...options }: Json): Json {
  return {
    ...options,
    previous: previousUrl ? { href: previousUrl, label: previousPage } : options.previous,
    next: nextUrl ? { href: nextUrl, label: nextPage } : options.next,
  };
}

function renewTasks(options: Json): Json {
  return {
    ...options,
    items: options.items.map((item: Json) => item && { ...item, heading: item.heading ?? item.title }),
  };
}
