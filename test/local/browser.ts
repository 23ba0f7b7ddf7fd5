import { existsSync } from 'node:fs';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

/** Null where there is none: whoever skips for it says so. */
export const browserPath =
  [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  ) ?? null;

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
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
