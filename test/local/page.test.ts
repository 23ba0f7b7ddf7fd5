import type { Browser, Page } from 'playwright-core';
import { openStage, type Stage } from '../e2e/stage';
import { browserPath, cards, launch, pane, say } from './browser';

if (!browserPath) process.stdout.write('The chat page is not tried in a browser: there is no Chromium (set CHROMIUM to its path).\n');

(browserPath ? describe : describe.skip)('the chat page in a browser', () => {
  let stage: Stage;
  let browser: Browser;
  let complaints: string[];

  beforeAll(async () => {
    stage = await openStage('cloud-connector');
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  beforeEach(() => {
    complaints = [];
  });

  async function open(width = 1280, locale = 'en-US'): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, locale });
    page.setDefaultTimeout(120_000);
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(stage.url());
    return page;
  }

  test('the tenant beside the conversation changes as cmdlets run', async () => {
    const page = await open();
    const tenant = page.locator('#tenant');
    await tenant.getByText('Worth a try').waitFor();
    await tenant.locator('.person', { hasText: 'Nina Newhire' }).waitFor();
    await say(pane(page, 0), 'assign site Paris to busy@contoso.com');
    await cards(pane(page, 0)).last().getByRole('button', { name: 'Confirm' }).click();
    const [person, call] = [tenant.locator('.person').first(), tenant.locator('.call:not(.quiet)').first()];
    await tenant.getByRole('heading', { name: 'Changed last' }).waitFor();
    await person.getByText('Paris').waitFor();
    expect(await person.innerText()).toContain('Bianca Busy');
    expect(await call.innerText()).toMatch(
      /✓ done\s+Vera Voiceadmin[^]*Set-CsUserPstnSettings -Identity 'busy@contoso.com' -HybridPSTNSite 'Paris'/,
    );
    await stage.edit('busy@contoso.com', { site: 'Tokyo' });
    await person.locator('.changed', { hasText: 'Tokyo' }).waitFor();

    await page.getByRole('button', { name: 'Tenant' }).click();
    await tenant.waitFor({ state: 'hidden' });
    await page.reload();
    await pane(page, 0).waitFor();
    expect(await tenant.isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('all that is missing is asked on one card, filled in with the keyboard', async () => {
    const page = await open();
    await say(pane(page, 0), 'forms on');
    await say(pane(page, 0), 'enable voice for newhire@contoso.com at Seattle');
    const form = cards(pane(page, 0)).last();
    await form.getByRole('combobox', { name: 'Number: or one of these' }).selectOption({ index: 1 });
    expect(await form.getByRole('textbox', { name: 'Person' }).inputValue()).toBe('newhire@contoso.com');
    await form.getByRole('button', { name: 'Review' }).press('Enter');
    await cards(pane(page, 0)).last().getByText('To review').waitFor();
    await say(pane(page, 0), 'withdraw');
    await say(pane(page, 0), 'forms off');
    await cards(pane(page, 0)).getByText('one question at a time').last().waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('an answer that is lost on purpose is announced, happens once, and is found out', async () => {
    const page = await open();
    await page.getByText('Let something go wrong').click();
    const lost = page.getByRole('switch', { name: 'Lost answer' });
    await lost.click();
    await page.getByText('Goes wrong on purpose: Lost answer').waitFor();
    expect(await lost.getAttribute('aria-checked')).toBe('true');
    await say(pane(page, 0), 'enable voice for bob@contoso.com with +1 425 555 0141 at Seattle');
    await cards(pane(page, 0)).last().getByRole('button', { name: 'Confirm' }).click();
    await cards(pane(page, 0)).last().getByText('✓ Done').waitFor();
    await page.locator('.call', { hasText: '? answer lost' }).filter({ hasText: 'Set-CsUser ' }).waitFor();
    await page.getByText('Goes wrong on purpose').waitFor({ state: 'hidden' });

    const slow = page.getByRole('switch', { name: 'Slow answers' });
    for (const checked of ['true', 'false']) {
      await slow.click();
      await page.locator(`[role=switch][aria-checked=${checked}]`, { hasText: 'Slow answers' }).waitFor();
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('what another admin does meanwhile is not run over', async () => {
    // What no read shows yet cannot be seen.
    await stage.control({ do: 'replicate', ms: 0 });
    const page = await open();
    await say(pane(page, 0), 'change number of erin.extension@contoso.com to +1 425 555 0143');
    await cards(pane(page, 0)).last().getByText('To review').waitFor();
    await page.getByText('Let something go wrong').click();
    await page.getByLabel('Person (UPN)').fill('erin.extension@contoso.com');
    await page.getByRole('button', { name: 'Give another number' }).click();
    await page.getByText('Erin Extension now has +1 206 555 0100.').waitFor();
    await cards(pane(page, 0)).last().getByRole('button', { name: 'Confirm' }).click();
    await cards(pane(page, 0)).last().getByText('What moved meanwhile').waitFor();
    await stage.control({ do: 'behave' });
    expect((await stage.account('erin.extension@contoso.com')).number).toBe('+12065550100');
    await page.close();
  });

  test('what comes where nobody looks is marked until somebody does', async () => {
    const page = await open();
    const [left, right] = [pane(page, 0), pane(page, 1)];
    expect(await right.locator('.persona').innerText()).toContain('looks things up and asks for changes');
    await stage.control({ do: 'slow', ms: 300 });
    await say(right, 'status of busy@contoso.com');
    await left.locator('.composer textarea').focus();
    await right.getByText('1 new').waitFor();
    expect(await page.title()).toBe('(1) Switchboard');
    await stage.control({ do: 'behave' });
    await right.locator('.log').hover();
    await right.getByText('1 new').waitFor({ state: 'hidden' });
    expect(await page.title()).toBe('Switchboard');
    await page.close();
  });

  test('a line becomes a review, and the click turns the same card into the result, in both panes', async () => {
    const page = await open();
    await say(pane(page, 0), 'enable voice for newhire@contoso.com with +1 425 555 0140 at Seattle');
    const card = cards(pane(page, 0)).last();
    await card.getByText('To review').waitFor();
    const change = /Change (\d+)/.exec(await card.innerText())?.[1] ?? '';

    await say(pane(page, 1), `show ${change}`);
    const other = cards(pane(page, 1)).last();
    await other.getByText('To review').waitFor();
    expect(await other.getByRole('button', { name: 'Confirm' }).count()).toBe(0);

    await card.getByRole('button', { name: 'Exact cmdlets' }).click();
    const shown = await cards(pane(page, 0)).count();
    await card.getByRole('button', { name: 'Confirm' }).dblclick();
    await card.getByText('✓ Done').waitFor();
    await other.getByText('✓ Done').waitFor();
    expect(await cards(pane(page, 0)).count()).toBe(shown);
    expect(await card.getByText('Set-CsUser -Identity').isVisible()).toBe(true);
    expect(await card.innerText()).not.toContain('Waiting');

    await page.reload();
    await cards(pane(page, 0)).last().getByText('✓ Done').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('everything can be done with the keyboard alone', async () => {
    const page = await open();
    await pane(page, 0).locator('.composer textarea').focus();
    await page.keyboard.type('enable voice for john.smith@contoso.com with +1 425 555 0142 at Seattle');
    await page.keyboard.press('Enter');
    const card = cards(pane(page, 0)).last();
    await card.getByText('To review').waitFor();
    for (let presses = 0; presses < 30 && (await focused(page)) !== 'Confirm'; presses += 1) await page.keyboard.press('Shift+Tab');
    for (let presses = 0; presses < 30 && (await focused(page)) !== 'Confirm'; presses += 1) await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Confirm');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await card.getByText('✓ Done').waitFor();
    // Focus stays in the card whose button has gone.
    expect(await card.locator(':focus').count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('nothing scrolls sideways at 320 pixels, and an answer is shown from its head', async () => {
    const page = await open(320);
    const left = pane(page, 0);
    // In the middle of a question the answer comes first, then the question again.
    const lines = { help: 1, 'status of hostile': 1, changes: 1, 'enable voice': 1, 'status of busy@contoso.com': 2, cancel: 1 };
    for (const [line, answers] of Object.entries(lines)) {
      const before = await cards(left).count();
      await say(left, line);
      await cards(left)
        .nth(before + answers - 1)
        .waitFor();
      const log = await left.locator('.log').boundingBox();
      const answer = await cards(left).nth(before).boundingBox();
      expect(answer?.y).toBeGreaterThanOrEqual(log?.y ?? Infinity);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    expect(await left.locator('.log').evaluate((log) => log.scrollWidth - log.clientWidth)).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('the page speaks the language of its reader', async () => {
    const page = await open(1280, 'fr-FR');
    const left = pane(page, 0);
    await left.getByText('Dites ce qui doit changer').waitFor();
    await left.getByRole('button', { name: 'état de busy@contoso.com' }).click();
    await left.getByText('Rien à signaler').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    expect(await page.locator('body').innerText()).not.toMatch(/Talk as|New chat|Send|simulated/);
    expect(await left.locator('.composer textarea').getAttribute('placeholder')).toBe('Écrivez un message');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('a look says at once that it looks, and the same card shows what it came to', async () => {
    const page = await open();
    const left = pane(page, 0);
    const before = await cards(left).count();
    await say(left, 'check mediation servers');
    await cards(left)
      .last()
      .getByText('Mediation Tokyo 1 is')
      .or(cards(left).last().getByText('is not registered as a Mediation Server'))
      .first()
      .waitFor();
    expect(await cards(left).count()).toBe(before + 1);
    await page.close();
  });

  test('a list is pasted below its command, or attached as a file; one that is too large is never sent', async () => {
    const page = await open();
    const left = pane(page, 0);
    const list = 'gw1-seattle.contoso.net,ms1-seattle.contoso.local,1\ngw1-seattle.contoso.net,ms2-seattle.contoso.local,1';
    await say(left, `check trunks\n${list}`);
    await cards(left).last().getByText('one to each Mediation Server of Seattle').waitFor();

    const file = left.locator('input[type=file]');
    await file.setInputFiles({ name: 'trunks.csv', mimeType: 'text/csv', buffer: Buffer.from(list.replace('ms2', 'ms1')) });
    await left.getByText('trunks.csv').waitFor();
    await say(left, 'check trunks');
    await cards(left).last().getByText('has no trunk to ms2-seattle.contoso.local').waitFor();
    expect(await left.locator('.message.mine').last().innerText()).toContain('trunks.csv');
    expect(await left.locator('[data-part=attached]').isHidden()).toBe(true);

    await file.setInputFiles({ name: 'huge.csv', mimeType: 'text/csv', buffer: Buffer.alloc(3 * 1024 * 1024) });
    await left.getByText('huge.csv has 3 MB. 2 are the most that can be attached.').waitFor();
    await say(left, 'check trunks');
    await cards(left).last().getByText('Send the list with the command').waitFor();
    await page.close();
  });

  test('a page that is open goes on by itself after the bot was killed', async () => {
    const page = await open();
    const left = pane(page, 0);
    await say(left, 'enable voice');
    await left.getByText('Who is it for?').waitFor();
    await stage.killBot();
    await page.getByText('Switchboard cannot be reached').waitFor();
    await stage.startBot();
    await page.getByText('Switchboard cannot be reached').waitFor({ state: 'hidden' });
    await say(left, 'busy@contoso.com');
    await left.getByText('Which site').waitFor();
    await page.close();
  });
});

async function focused(page: Page): Promise<string> {
  const element = page.locator(':focus');
  return (await element.count()) === 1 ? ((await element.textContent()) ?? '') : '';
}
