import { readFileSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import type { Browser, Page, Route } from 'playwright-core';
import { signInPage } from '../../src/bot/sign-in-page';
import { languages } from '../../src/i18n/say';
import { everyCard } from '../cards/every-card';
import { browserPath, cutOff, launch } from './browser';

if (!browserPath)
  process.stdout.write('Whether everybody can use each card is not tried: there is no Chromium (set CHROMIUM to its path).\n');

const origin = 'http://cards.test';
const name = 'Maximiliane Freifrau von Donaudampfschifffahrt';

(browserPath ? describe : describe.skip)('each card as the page draws it', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    await page.route(`${origin}/**`, serve);
  });

  afterAll(() => browser?.close());

  async function draw(language: string): Promise<void> {
    await page.goto(`${origin}/`);
    const drawn = Object.entries(everyCard).map(([kind, card]) => ({ kind, card: card(language, name).card }));
    await page.evaluate(`(async () => {
      const { drawCard } = await import('/cards.js');
      const { keepFolds } = await import('/folds.js');
      document.documentElement.lang = ${JSON.stringify(language)};
      for (const { kind, card } of ${JSON.stringify(drawn)}) {
        const bubble = document.createElement('section');
        bubble.className = 'bubble has-card';
        bubble.setAttribute('aria-label', kind);
        const drawn = drawCard(card, () => undefined, 'vera');
        keepFolds(drawn, kind.replace(/\\W/g, '-'), []);
        bubble.append(drawn);
        document.querySelector('main').append(bubble);
      }
    })()`);
    await page.evaluate(axe.source);
  }

  const unfold = () => page.evaluate(`document.querySelectorAll('button[aria-expanded=false]').forEach((button) => button.click())`);

  test('axe finds nothing in any, folded or not', async () => {
    await draw('en');
    expect(await violations(page)).toEqual([]);
    await unfold();
    expect(await violations(page)).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('everything can be told from its background in the %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await draw('en');
    await unfold();
    expect(await violations(page, 'color-contrast')).toEqual([]);
  });

  test.each(languages)('nothing is cut, wide or narrow, in %s', async (language) => {
    await draw(language);
    await unfold();
    for (const width of [1200, 600, 320]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(cutOff)).toEqual([]);
    }
  });

  test.each(['done', 'refused', 'gone'] as const)('the page of a sign-in that is %s is for everybody, too', async (outcome) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setContent(signInPage('en', outcome));
      await page.evaluate(axe.source);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(cutOff)).toEqual([]);
    }
  });
});

async function violations(page: Page, ...rules: string[]): Promise<string[]> {
  const found = await page.evaluate<axe.AxeResults>(`axe.run(document, ${JSON.stringify(rules.length > 0 ? { runOnly: rules } : {})})`);
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

const shell = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Cards</title>
  <meta name="color-scheme" content="light dark"><link rel="stylesheet" href="/page.css">
  <script src="/adaptivecards.js"></script><script src="/markdown-it.js"></script></head>
  <body style="display: block; height: auto"><main><h1>Cards</h1></main></body></html>`;

/** The page's own files, and a shell around the cards. */
async function serve(route: Route): Promise<void> {
  const file = new URL(route.request().url()).pathname;
  if (file === '/') return route.fulfill({ contentType: 'text/html', body: shell });
  const library = {
    '/adaptivecards.js': 'adaptivecards/dist/adaptivecards.min.js',
    '/markdown-it.js': 'markdown-it/dist/markdown-it.min.js',
  }[file];
  const from = library ? require.resolve(library) : path.join(__dirname, '../../src/local/page', path.basename(file));
  await route.fulfill({ contentType: file.endsWith('.css') ? 'text/css' : 'text/javascript', body: readFileSync(from, 'utf8') });
}
