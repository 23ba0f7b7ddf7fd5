import type { Browser, Page } from 'playwright-core';
import { openStage, type Stage } from '../e2e/stage';
import { pseudoLanguage, pseudoTexts } from '../i18n/pseudo-locale';
import { browserPath, cards, cutOff, launch, pane, say } from './browser';

if (!browserPath) process.stdout.write('Whether longer words fit is not tried: there is no Chromium (set CHROMIUM to its path).\n');

const lines = [
  'help',
  'who am i',
  'status of busy@contoso.com',
  'changes',
  'sites',
  'free numbers at Seattle',
  'who has +1 425 555 0199',
  'report sites',
  'check tenant',
  'can busy@contoso.com call +33 1 42 68 53 00?',
  'set up',
  'configuration',
  'show 999',
  'flurb the gnarl',
  'data of busy@contoso.com',
  'allow international calls for busy@contoso.com',
  'confirm because a customer calls',
  'pending',
  'assign site Paris to newhire@contoso.com',
  'move bob@contoso.com to Paris with +33 1 42 68 53 77',
  'script 3',
  'enable voice',
];

(browserPath ? describe : describe.skip)('in a language of longer words', () => {
  let stage: Stage;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    stage = await openStage('direct-routing', { texts: { [pseudoLanguage]: pseudoTexts() } });
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: `${pseudoLanguage}-IN` });
    await page.goto(stage.url());
    const vera = pane(page, 0);
    await vera.waitFor();
    for (const line of lines) {
      const before = await cards(vera).count();
      await say(vera, line);
      await cards(vera).nth(before).waitFor();
    }
  });

  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  test('the page speaks it', async () => {
    expect(await page.locator('html').getAttribute('lang')).toBe(pseudoLanguage);
    expect(await cards(pane(page, 0)).first().innerText()).toContain('⟪');
  });

  test.each([320, 640, 1280])('nothing is cut at %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(cutOff)).toEqual([]);
    if (width === 1280) return;
    await page.locator('#tabs button').last().click();
    expect(await page.evaluate(cutOff)).toEqual([]);
    await page.locator('#tabs button').first().click();
  });
});
