import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openStage, type Stage } from '../e2e/stage';
import { browserPath, cards, cutOff, launch, launchAs, pane, say } from './browser';

if (!browserPath)
  process.stdout.write('Whether everybody can use the page is not tried: there is no Chromium (set CHROMIUM to its path).\n');

(browserPath ? describe : describe.skip)('everybody can use the page', () => {
  let stage: Stage;
  let browser: Browser;
  let page: Page;

  /** The page with each kind of card on it, at their full length. */
  beforeAll(async () => {
    stage = await openStage('cloud-connector');
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 1280, height: 12_000 } });
    await page.goto(stage.url());
    await page.getByText('Let something go wrong').click();
    const [vera, other] = [pane(page, 0), pane(page, 1)];
    const shows = async (within: typeof vera, line: string, seen: string | RegExp) => {
      await say(within, line);
      await cards(within).getByText(seen).last().waitFor();
    };
    await shows(vera, 'help', /^What you can say$/);
    await shows(vera, 'status of busy@contoso.com', 'Nothing wrong');
    await shows(vera, 'report sites', 'Fetch CSV');
    await shows(vera, 'check tenant', 'Look again');
    await shows(vera, 'free numbers at Seattle', /free, the first/);
    await shows(vera, 'show 999', 'no change 999');
    await shows(vera, 'flurb the gnarl', 'do not understand');
    await shows(vera, 'assign site Tokyo to jose.garcia@contoso.com', 'To review');
    await cards(vera).last().getByRole('button', { name: 'Exact cmdlets' }).click();
    await cards(vera).last().getByRole('button', { name: 'Confirm' }).click();
    await cards(vera).last().getByText('✓ Done').waitFor();
    await shows(vera, 'changes', 'newest first');
    await other.locator('select').selectOption({ label: 'Aldo Approver' });
    await shows(other, 'pending', 'Nothing waits');
    await shows(vera, 'allow international calls for busy@contoso.com', 'To review');
    await shows(vera, 'confirm because a customer calls', 'Awaiting approval');
    await cards(other).last().getByRole('button', { name: 'Approve' }).waitFor();
    await shows(vera, 'assign site Paris to busy@contoso.com', 'open change');
    await shows(vera, 'move bob@contoso.com to Paris with +33 1 42 68 53 77', 'Move to a site');
    await shows(vera, 'script 3', 'as a script');
    await shows(vera, 'enable voice', 'Who is it for?');
    await page.getByRole('switch', { name: 'Lost answer' }).click();
    await page.getByText('Goes wrong on purpose').waitFor();
    await page.evaluate(axe.source);
  });

  /** A look, once the cards are drawn anew in it. */
  async function wear(media: Parameters<Page['emulateMedia']>[0]): Promise<void> {
    await page.emulateMedia({ contrast: 'no-preference', forcedColors: 'none', ...media });
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  }

  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  test('axe finds nothing', async () => {
    await wear({ colorScheme: 'light' });
    expect(await violations(page)).toEqual([]);
  });

  test.each([
    ['dark', { colorScheme: 'dark' }],
    ['light with more contrast', { colorScheme: 'light', contrast: 'more' }],
    ['dark with more contrast', { colorScheme: 'dark', contrast: 'more' }],
    ['forced colours', { colorScheme: 'light', forcedColors: 'active' }],
  ] as const)('everything can be told from its background in %s', async (_name, media) => {
    await wear(media);
    expect(await violations(page, 'color-contrast')).toEqual([]);
  });

  test('with forced colours what only a background told has a border', async () => {
    await wear({ colorScheme: 'light', forcedColors: 'active' });
    for (const part of ['.bubble', '.send', '.ac-pushButton.style-positive'])
      expect(await page.evaluate(`getComputedStyle(document.querySelector('${part}')).borderTopStyle`)).toBe('solid');
    await wear({ colorScheme: 'light' });
  });

  test('cards are groups with a name, their titles are headings, and what unfolds says so', async () => {
    const card = cards(pane(page, 0)).filter({ hasText: '✓ Done' }).locator('.ac-adaptiveCard').first();
    expect(await card.getAttribute('role')).toBe('group');
    expect(await card.getAttribute('aria-label')).toContain('Assign site');
    expect(await card.getByRole('heading', { name: 'Assign site', level: 2 }).count()).toBe(1);
    expect(await card.getByRole('button', { name: 'Exact cmdlets', expanded: true }).count()).toBe(1);
  });

  test.each([
    ['on a phone', 320],
    ['at 200 %', 640],
  ])('nothing is cut %s', async (_name, width) => {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(cutOff)).toEqual([]);
    await page.getByRole('button', { name: 'Tenant' }).and(page.locator('#tabs *')).click();
    expect(await page.evaluate(cutOff)).toEqual([]);
    await page.locator('#tabs button').first().click();
    await page.setViewportSize({ width: 1280, height: 12_000 });
  });

  test('nothing is cut where somebody reads everything twice as large', async () => {
    const profile = mkdtempSync(path.join(tmpdir(), 'switchboard-'));
    mkdirSync(path.join(profile, 'Default'));
    writeFileSync(path.join(profile, 'Default', 'Preferences'), JSON.stringify({ webkit: { webprefs: { default_font_size: 32 } } }));
    const large = await launchAs(profile);
    const [first] = large.pages();
    if (!first) throw new Error('The browser has no page.');
    for (const width of [1280, 320]) {
      await first.setViewportSize({ width, height: 900 });
      await first.goto(stage.url());
      const before = await cards(pane(first, 0)).count();
      await say(pane(first, 0), 'status of busy@contoso.com');
      await cards(pane(first, 0)).nth(before).getByText('Nothing wrong').waitFor();
      expect(await first.evaluate('getComputedStyle(document.body).fontSize')).toBe('28px');
      expect(await first.evaluate(cutOff)).toEqual([]);
    }
    await large.close();
    rmSync(profile, { recursive: true, force: true });
  });

  test('the keyboard reaches everything in reading order, and one sees where it is', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    const fresh = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await fresh.goto(stage.url());
    await fresh.locator('.person').first().waitFor();
    const stops: string[] = [];
    for (let presses = 0; presses < 40; presses += 1) {
      await fresh.keyboard.press('Tab');
      const stop = String(await fresh.evaluate(focusStop));
      if (stop === '' || stops.includes(stop)) break;
      stops.push(stop);
    }
    expect(stops.filter((stop) => stop.endsWith('unseen'))).toEqual([]);
    expect(stops.map((stop) => stop.replace(/ seen$/, ''))).toEqual([
      'Tenant',
      ...['Vera Voiceadmin', 'Hana Helpdesk'].flatMap((name) => [
        `${name}: Talk as`,
        `${name}: New chat`,
        `${name}: Conversation of ${name} with Switchboard`,
        ...suggestions.map((line) => `${name}: ${line}`),
        `${name}: Attach a file`,
        `${name}: Message to Switchboard as ${name}`,
        `${name}: Send`,
      ]),
      'Tenant: Tenant',
      'Tenant: Changed last',
      'Tenant: Let something go wrong',
      'Tenant: Last cmdlets',
    ]);
    await fresh.close();
  });
});

const suggestions = [
  'help',
  'enable voice for newhire@contoso.com with +1 425 555 0140 at Seattle',
  'status of busy@contoso.com',
  'changes',
];

async function violations(page: Page, ...rules: string[]): Promise<string[]> {
  const found = await page.evaluate<axe.AxeResults>(`axe.run(document, ${JSON.stringify(rules.length > 0 ? { runOnly: rules } : {})})`);
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** In the page: what has the focus by its place and name, and whether one sees it there. */
const focusStop = `(() => {
  const element = document.activeElement;
  if (element === document.body) return '';
  const place = element.closest('.pane, .tenant')?.getAttribute('aria-label');
  const name = element.getAttribute('aria-label') ?? element.labels?.[0]?.querySelector('span')?.textContent ?? element.textContent;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return (place ? place + ': ' : '') + name.trim() + (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 ? ' seen' : ' unseen');
})()`;
