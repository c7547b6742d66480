import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser } from '../support/browser.ts';

test('a browser starts, draws text and runs a script', async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent('<h1>Hello</h1><script>document.title = String(6 * 7)</script>');
    assert.equal(await page.title(), '42');
    assert.ok((await page.locator('h1').boundingBox())!.width > 0);
  } finally {
    await browser.close();
  }
});
