import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openPane, type Pane } from './pane';
import { openStage, type Stage } from './stage';

/** A bot that runs while its switchboard.yaml is edited. */
let stage: Stage;
let approver: Pane;
let helpdesk: Pane;

beforeAll(async () => {
  stage = await openStage('cloud-connector');
  approver = await openPane(stage, 'approver');
  helpdesk = await openPane(stage, 'helpdesk');
});
afterAll(() => stage.close());

const file = () => path.join(stage.dataDir, 'switchboard.yaml');
const helpdeskMay = (rights: string) => (yaml: string) =>
  yaml.replace(/helpdesk: \{ groups: \[helpdesk\], may: \[[^\]]*\] \}/, `helpdesk: { groups: [helpdesk], may: [${rights}] }`);

function edit(change: (yaml: string) => string): void {
  const before = readFileSync(file(), 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(file(), after);
}

async function configurationShows(told: RegExp): Promise<string> {
  for (const end = Date.now() + 30_000; ; await pause(100)) {
    const said = await approver.says('configuration');
    if (told.test(said)) return said;
    if (Date.now() > end) throw new Error(`${told} is not in: ${said}`);
  }
}

const isReady = async () => (await fetch(`${stage.url()}/readyz`)).status;

test('rights that grow wait for an approver, outlive a restart, and cannot be had by one', async () => {
  await helpdesk.says('enable voice for newhire@contoso.com with +1 425 555 0140 at Seattle');
  expect(await helpdesk.says('script')).toContain('You may not take a change as a script. These roles may: voice-admin');

  edit(helpdeskMay('read, propose, script'));
  const waits = await configurationShows(/waits for an approver/);
  expect(waits).toMatch(/roles\.helpdesk: .*may: \[read, propose\].* → .*may: \[read, propose, script\]/);
  expect(await helpdesk.says('script 1')).toContain('You may not take a change as a script');

  await stage.killBot();
  await stage.startBot();
  expect(await approver.says('configuration')).toContain('waits for an approver');
  expect(await helpdesk.says('script 1')).toContain('You may not take a change as a script');

  const command = /approve configuration [0-9a-f]{12}/.exec(await approver.says('configuration'))?.[0] ?? '';
  expect(await helpdesk.says(command)).toMatch(
    /may not let a new configuration come into force. These roles may: approver \(Aldo Approver\)/,
  );
  expect(await approver.says(command)).toContain('is in force');
  expect(await helpdesk.says('script 1')).toContain('Set-CsUser');

  await stage.killBot();
  await stage.startBot();
  expect(await approver.says('configuration')).toContain('This is what switchboard.yaml says');
}, 120_000);

test('rights that shrink are gone at once', async () => {
  const before = /Configuration ([0-9a-f]{12})/.exec(await approver.says('configuration'))?.[1] ?? '';
  edit(helpdeskMay('read'));
  await configurationShows(new RegExp(`Configuration (?!${before})[^]*This is what switchboard.yaml says`));
  expect(await helpdesk.says('script 1')).toContain('You may not take a change as a script');
  expect(await helpdesk.says('enable voice')).toContain('not ask for changes');
}, 60_000);

test('a file that is wrong changes nothing, is told, and does not make the bot unready', async () => {
  edit((yaml) => yaml.replace('may: [read]', 'may: [reed]').replace('groups: [auditors]', 'groups: [auditor]'));
  const wrong = await configurationShows(/is wrong; this configuration stays in force/);
  expect(wrong).toMatch(/roles\.helpdesk\.may\.0/);
  expect(await isReady()).toBe(200);
  expect(await helpdesk.says('status of newhire@contoso.com')).toContain('Nina Newhire');
}, 60_000);
