/**
 * Somebody at a screen, who only clicks and types: the words of a journey.
 *
 * Links, buttons and fields are found by what a person reads. With scripts on, every page that is reached is
 * checked for accessibility; whatever is found fails the journey at its end, by page.
 */
import assert from 'node:assert/strict';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';

export type Screen = {
  readonly name: string;
  readonly page: Page;
  /** Follows a link by its words. */
  follow(words: string | RegExp): Promise<void>;
  /** Presses a button by its words. */
  press(words: string | RegExp): Promise<void>;
  /** Types into the field with this label. */
  type(label: string | RegExp, text: string): Promise<void>;
  /** Types a date (ISO) into the three boxes under this legend. */
  typeDate(legend: string | RegExp, date: string): Promise<void>;
  /** Picks one answer to a question, from radios or from a list. */
  choose(question: string | RegExp, answer: string | RegExp): Promise<void>;
  /** Opens what is folded away under these words. */
  unfold(words: string | RegExp): Promise<void>;
  /** Ticks a box. */
  tick(label: string | RegExp): Promise<void>;
  /** Chooses a file for the field with this label. */
  attach(label: string | RegExp, file: { readonly name: string; readonly text: string }): Promise<void>;
  /** The page says this. */
  sees(words: string | RegExp): Promise<void>;
  /** The page does not say this. */
  doesNotSee(words: string | RegExp): Promise<void>;
  /** Everything that the page says. */
  text(): Promise<string>;
};

export type Theatre = {
  /** Somebody with a browser of their own, not signed in. */
  enter(name: string): Promise<Screen>;
  /** Pages that were looked at, and what was wrong with them. */
  readonly checked: ReadonlySet<string>;
  readonly troubles: readonly string[];
};

/** The design system's own markup, not ours: its back link stands outside main, its radios carry aria-expanded. */
const NOT_OURS = ['region'];

/** Opens a theatre on a running service. */
export function openTheatre(browser: Browser, baseUrl: string, scripts: 'scripts on' | 'scripts off'): Theatre {
  const checked = new Set<string>();
  const troubles: string[] = [];

  async function check(page: Page, who: string): Promise<void> {
    const path = new URL(page.url()).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');
    const title = await page.title();
    const key = `${path} (${title})`;
    if (checked.has(key)) return;
    checked.add(key);
    assert.notEqual(title, '', `${who}: ${path} has no title`);
    await takePictures(
      page,
      `${String(checked.size).padStart(3, '0')}-${title.replace(/ - Personal health budgets$/, '').replace(/[^\w]+/g, '-')}`,
    );
    if (scripts === 'scripts off') return;
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .disableRules(NOT_OURS)
      .analyze();
    for (const { id, help, nodes } of violations) {
      const ours = nodes.filter(
        node => !(id === 'aria-allowed-attr' && /nhsuk-(radios|checkboxes)__input/.test(node.html)),
      );
      if (ours.length > 0) troubles.push(`${key}: ${id}, ${help}: ${ours[0]!.html}`);
    }
    const wide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
    if (wide) troubles.push(`${key}: scrolls sideways at ${page.viewportSize()!.width} pixels`);
  }

  return {
    checked,
    troubles,
    async enter(name) {
      const context = await browser.newContext({
        javaScriptEnabled: scripts === 'scripts on',
        locale: 'en-GB',
        timezoneId: 'Europe/London',
        // Half of the people hold a telephone.
        viewport: checked.size % 2 === 0 ? { width: 1100, height: 900 } : { width: 390, height: 844 },
      });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      page.on('pageerror', error => troubles.push(`${name} at ${page.url()}: ${error.message}`));
      page.on('console', message => {
        if (message.type() === 'error' && !/status of (4\d\d)/.test(message.text()))
          troubles.push(`${name} at ${page.url()}: ${message.text()}`);
      });
      await page.goto(baseUrl);
      await check(page, name);
      return screen(name, page, check);
    },
  };
}

/** For somebody who wants to look: every page, wide and narrow, into the folder OPENPHB_PICTURES. */
async function takePictures(page: Page, name: string): Promise<void> {
  const folder = process.env.OPENPHB_PICTURES;
  if (!folder) return;
  const before = page.viewportSize()!;
  for (const width of [1100, 320]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize(before);
}

function screen(name: string, page: Page, check: (page: Page, who: string) => Promise<void>): Screen {
  const group = (legend: string | RegExp) => page.getByRole('group', { name: legend });

  /** Does something that leads to another page, waits for it, and looks at it. */
  async function go(words: string | RegExp, click: () => Promise<void>): Promise<void> {
    try {
      await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), click()]);
    } catch (error) {
      throw new Error(
        `${name}: could not go on with “${words}” at ${page.url()}. The page says:\n${await said(page)}`,
        { cause: error },
      );
    }
    await check(page, name);
  }

  async function find<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new Error(`${name}: ${what} at ${page.url()}. The page says:\n${await said(page)}`, { cause: error });
    }
  }

  return {
    name,
    page,
    // A link that looks like a button is a button to a screen reader.
    follow: words =>
      go(words, () =>
        page
          .getByRole('link', { name: words })
          .or(page.locator('a[role=button]', { hasText: words }))
          .first()
          .click(),
      ),
    press: words => go(words, () => page.getByRole('button', { name: words }).first().click()),
    type: (label, text) => find(`no field “${label}”`, () => page.getByLabel(label).first().fill(text)),
    typeDate: (legend, date) =>
      find(`no date “${legend}”`, async () => {
        const [year, month, day] = date.split('-');
        await group(legend)
          .getByLabel('Day')
          .fill(String(Number(day)));
        await group(legend)
          .getByLabel('Month')
          .fill(String(Number(month)));
        await group(legend).getByLabel('Year').fill(year!);
      }),
    choose: (question, answer) =>
      find(`no answer “${answer}” to “${question}”`, async () => {
        if ((await group(question).count()) > 0) return group(question).getByLabel(answer).first().check();
        const list = page.getByRole('combobox', { name: question }).first();
        const options = await list.locator('option').allTextContents();
        const found = options.find(text => (typeof answer === 'string' ? text.includes(answer) : answer.test(text)));
        if (found === undefined) throw new Error(`the answers are ${options.join(' | ')}`);
        await list.selectOption({ label: found });
      }),
    unfold: words =>
      find(`nothing to unfold, “${words}”`, () => page.locator('summary', { hasText: words }).first().click()),
    tick: label => find(`no box “${label}”`, () => page.getByLabel(label).first().check()),
    attach: (label, { name: fileName, text }) =>
      find(`no file field “${label}”`, () =>
        page
          .getByLabel(label)
          .first()
          .setInputFiles({ name: fileName, mimeType: 'text/plain', buffer: Buffer.from(text) }),
      ),
    async sees(words) {
      const text = await said(page);
      const found = typeof words === 'string' ? text.includes(words) : words.test(text);
      assert.ok(found, `${name} does not see “${words}” at ${page.url()}. The page says:\n${text}`);
    },
    async doesNotSee(words) {
      const text = await said(page);
      const found = typeof words === 'string' ? text.includes(words) : words.test(text);
      assert.ok(!found, `${name} sees “${words}” at ${page.url()}`);
    },
    text: () => said(page),
  };
}

/** What main says, spaces folded, so that a journey reads as people do. */
async function said(page: Page): Promise<string> {
  const text = await page.locator('body').textContent();
  return (text ?? '').replace(/[\s\u00a0]+/g, ' ').trim();
}
