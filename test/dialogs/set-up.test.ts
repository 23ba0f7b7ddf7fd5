import { readFileSync } from 'node:fs';
import { say } from '../../src/i18n/say';
import { guideOf } from '../../src/setup/guide';
import { sampleModel } from '../sample-model';
import { createNotebook } from '../../src/setup/notebook';
import { ok, type Check, type Finding } from '../../src/checks/check';
import { sentence } from '../../src/sentence';
import { auditor, helpdesk, voiceAdmin } from '../changes/world';
import { startTalking, type Talking } from './talking';

let talking: Talking;
const open = async (platform: 'cloud-connector' | 'direct-routing' = 'cloud-connector') => (talking = await startTalking(platform));
afterEach(() => talking.world.close());

const kept = (id: string, ...findings: Finding[]) => {
  const check: Check = { id, target: id.split(':')[1] ?? id, proves: sentence('value.none'), run: async () => findings };
  return { check, result: findings[0]!.result, findings };
};
const wrong: Finding = {
  result: 'wrong',
  seen: sentence('check.ports.closed.seen', { host: 'ap.contoso.com', port: '5061', address: '203.0.113.5', from: 'here' }),
  remedy: sentence('check.ports.closed.remedy', { host: 'ap.contoso.com', port: '5061', address: '203.0.113.5', from: 'here' }),
};

test('the guide is a list in its own order that says where to begin', async () => {
  const { says } = await open();
  const list = await says('set up');
  expect(list).toMatch(/0 of 11 sections are done[^]*1\. Firewall[^]*not looked at yet[^]*11\. Mediation Servers/);
  expect(list).toContain('set up 1');
  expect(await says('set up dns')).toMatch(
    /5\. DNS and certificates[^]*_sipfederationtls\._tcp\.contoso\.com\. IN SRV 100 1 5061 sipfed\.online\.lync\.com\./,
  );
  expect(await says('set up 2')).toMatch(/gw1-seattle\.contoso\.net -> ms1-seattle\.contoso\.local[^]*tick 2\.1/);
  expect(await says('set up 99')).toMatch(/no section “99”/);
});

test('a tick is the team’s, names who and when, outlives a restart and can be taken back', async () => {
  const { says, as, restart } = await open();
  expect(await says('tick 2.1')).toMatch(/✓ 2\.1[^]*Done: Vera Voiceadmin/);
  restart();
  as(helpdesk);
  expect(await says('set up 2')).toMatch(/✓ 2\.1[^]*Done: Vera Voiceadmin/);
  expect(await says('untick 2.1')).toMatch(/○ 2\.1/);
  expect(await says('tick 2.9')).toMatch(/no step “2\.9”/);
});

test('whoever may only read sees the list and ticks nothing', async () => {
  const { says, as, world } = await open();
  as(auditor);
  expect(await says('set up')).toMatch(/Firewall/);
  expect(await says('tick 2.1')).toMatch(/not ask for changes/);
  expect(await createNotebook(world.database, world.clock).ticks()).toEqual([]);
});

test('asks whether trunks use TLS, and wants the rest only then', async () => {
  const { says } = await open();
  expect(await says('set up 3')).toMatch(/use TLS\?[^]*tick 3\.1 yes/);
  expect(await says('set up 3')).not.toContain('3.2');
  expect(await says('tick 3.1')).toMatch(/is a question/);
  expect(await says('tick 3.1 no')).toMatch(/No: Vera Voiceadmin/);
  expect(await says('set up')).toMatch(/1 of 11 sections are done[^]*✓ 3\. MTLS: done/);
  expect(await says('tick 3.1 yes')).toMatch(/○ 3\.2[^]*Active Directory machine[^]*○ 3\.4[^]*Authenticated Users/);
});

test('a proof that fails outweighs every tick; one that holds finishes the section', async () => {
  const { says, world } = await open();
  const notebook = createNotebook(world.database, world.clock);
  for (const step of ['1.1', '1.2']) await says(`tick ${step}`);
  await notebook.keepOutcomes(['ports.'], [kept('ports.tcp:ap.contoso.com:5061', wrong)]);
  expect(await says('set up')).toMatch(/✗ 1\. Firewall: 1 check is wrong/);
  expect(await says('set up 1')).toMatch(/Port 5061 of ap\.contoso\.com \(203\.0\.113\.5\) is closed/);
  await notebook.keepOutcomes(['ports.'], [kept('ports.tcp:ap.contoso.com:5061', ok(sentence('value.none')))]);
  expect(await says('set up')).toMatch(/1 of 11 sections are done[^]*✓ 1\. Firewall/);
});

test('says in French, and as Markdown, what it says in English', async () => {
  const { says, as } = await open();
  await says('tick 2.1');
  const markdown = await says('export set up');
  expect(markdown).toMatch(/^# Set-up of Contoso\n[^]*## 2\. PSTN gateways[^]*- \[x\] At Seattle[^]*```text\n {2}gw1-seattle/);
  as(voiceAdmin, 'fr');
  expect(await says('mise en service 3')).toMatch(/utilisent-elles TLS/);
  expect(await says('coche 3.1 non')).toMatch(/Non : Vera Voiceadmin/);
});

test('on direct-routing it says what takes the place of the guide', async () => {
  const { says } = await open('direct-routing');
  expect(await says('set up')).toMatch(/4\. Session border controllers/);
  expect(await says('set up 4')).toMatch(/New-CsOnlinePSTNGateway -Fqdn gw1-seattle\.contoso\.net -SipSignalingPort 5061/);
});

test('docs/guide.md has the sections, in their order', () => {
  const titles = guideOf(sampleModel('cloud-connector')).map(
    ({ id }, place) => `${place + 1}. ${say('en', sentence(`setup.${id}.title`))}`,
  );
  const rows = readFileSync('docs/guide.md', 'utf8').matchAll(/^\| (\d+\. .*?) +\|/gm);
  expect([...rows].map(([, title]) => title)).toEqual(titles);
});
