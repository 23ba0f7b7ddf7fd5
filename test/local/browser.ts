import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';

/** Null where there is none: whoever skips for it says so. */
export const browserPath =
  [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  ) ?? null;

const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath ?? '', args });
}

/** @param profile the folder of somebody who has set how large they read */
export function launchAs(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, { executablePath: browserPath ?? '', args });
}

/** One of the two conversations, from the left. */
export function pane(page: Page, index: number): Locator {
  return page.locator('.pane').nth(index);
}

/** What Switchboard said in it. */
export function cards(within: Locator): Locator {
  return within.locator('.message:not(.mine)');
}

export async function say(within: Locator, line: string): Promise<void> {
  await within.locator('.composer textarea').fill(line);
  await within.locator('.composer textarea').press('Enter');
}

/** In the page: what holds more than it shows, and whether the page itself scrolls sideways. */
export const cutOff = `[
  ...[...document.querySelectorAll('body *')]
    .filter((element) => {
      const hides = getComputedStyle(element).overflowX !== 'visible' && !element.matches('input, textarea, .hidden-text, .hidden-text *');
      return hides && element.offsetParent !== null && element.scrollWidth > element.clientWidth + 1;
    })
    .map((element) => element.outerHTML.slice(0, 200)),
  ...(document.documentElement.scrollWidth > innerWidth ? ['the page'] : []),
]`;
