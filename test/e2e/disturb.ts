import { randomUUID } from 'node:crypto';
import type { Platform } from '../../src/resources/tenant-model';
import { castOf, type Role } from './cast';
import { openPane, type Pane } from './pane';
import { expectSoundLog } from './sound-log';
import { openStage, type Stage } from './stage';

const enabling: Record<Platform, string[]> = {
  'cloud-connector': ['Set-CsUser', 'Set-CsUserPstnSettings', 'Grant-CsVoiceRoutingPolicy', 'Grant-CsTenantDialPlan'],
  'direct-routing': [
    'Set-CsPhoneNumberAssignment',
    'Grant-CsOnlineVoiceRoutingPolicy',
    'Grant-CsTenantDialPlan',
    'Grant-CsTeamsEmergencyCallRoutingPolicy',
  ],
};

/** What happens between the lines: two clicks at once, processes that die, colleagues, lost answers. */
export function disturb(platform: Platform): void {
  let stage: Stage;
  let cast: Role[];

  beforeAll(async () => {
    stage = await openStage(platform);
    cast = await castOf(stage, 24);
  });
  afterAll(() => stage.close());
  afterEach(() => stage.control({ do: 'behave' }));

  const someone = (): Role => cast.shift()!;
  const written = async ({ upn }: Role): Promise<string[]> => (await stage.writes([upn])).map(({ cmdlet }) => cmdlet);

  /** A draft that enables voice, shown in this pane. */
  async function drafted(pane: Pane, { upn, number }: Role): Promise<void> {
    expect(await pane.says(`enable voice for ${upn} with ${number} at Seattle`)).toContain('To review');
  }

  async function cardOf(pane: Pane, phrase: string): Promise<{ id: string; text: string }> {
    const found = (await pane.screen()).filter(({ text }) => text.includes(phrase)).at(-1);
    if (!found) throw new Error(`Nothing shows «${phrase}».`);
    return found;
  }

  test('two clicks at once have one effect', async () => {
    const who = someone();
    const pane = await openPane(stage);
    await drafted(pane, who);
    const { data, on } = await pane.button('Confirm');
    const answers = await Promise.all([pane.invoke(data, on), pane.invoke(data, on)]);
    for (const { type } of answers) expect(type).toBe('application/vnd.microsoft.card.adaptive');
    await pane.until('✓ Done');
    expect(await written(who)).toEqual(enabling[platform]);
    expect((await cardOf(pane, who.upn)).id).toBe(on);
  });

  test('two panes click at once: one confirms, the other is shown how it stands', async () => {
    const who = someone();
    const [first, second] = [await openPane(stage), await openPane(stage)];
    await drafted(first, who);
    const { data, on } = await first.button('Confirm');
    await second.says(`show ${String(data.change)}`);
    const shown = await second.button('Confirm');
    await Promise.all([first.invoke(data, on), second.invoke(shown.data, shown.on)]);
    await Promise.all([first.until('✓ Done'), second.until('✓ Done')]);
    expect(await written(who)).toEqual(enabling[platform]);
  });

  test('an old card gives the fresh one, and does nothing', async () => {
    const who = someone();
    const pane = await openPane(stage);
    await drafted(pane, who);
    const { data, on } = await pane.button('Confirm');
    await pane.says(`withdraw ${String(data.change)}`);
    expect(JSON.stringify(await pane.invoke(data, on))).toMatch(/no longer waiting|card was old/);
    expect((await cardOf(pane, 'Withdrawn')).text).not.toContain('confirm ');
    expect(await written(who)).toEqual([]);
  });

  test('the rights of whoever clicks count, not those of whoever was shown the card', async () => {
    const who = someone();
    const pane = await openPane(stage);
    await drafted(pane, who);
    const { data } = await pane.button('Confirm');
    for (const [persona, answer] of [
      ['helpdesk', 'You may not confirm or stop a change. These roles may: voice-admin (Vera Voiceadmin).'],
      ['auditor', 'You may not confirm or stop a change'],
      ['stranger', 'You may not see this tenant'],
    ]) {
      const other = await openPane(stage, persona);
      expect(JSON.stringify(await other.invoke(data))).toContain(answer);
    }
    expect(JSON.stringify(await (await openPane(stage, 'auditor')).invoke({ ...data, verb: 'withdraw' }))).toContain('Vera Voiceadmin');
    expect(await written(who)).toEqual([]);
    await pane.clicks('Withdraw');
  });

  test('a forged card approves nothing, and the attempt is on record', async () => {
    const who = someone();
    const helpdesk = await openPane(stage, 'helpdesk');
    await drafted(helpdesk, who);
    await helpdesk.clicks('Ask for approval');
    const change = Number(/Change (\d+)/.exec((await cardOf(helpdesk, who.upn)).text)?.[1]);
    const { data } = await helpdesk.button('Withdraw');
    const forged = { ...data, verb: 'approve', command: `approve ${change}` };
    const approver = { tenantId: '7f0c2a52-4a35-4d7c-9d1e-0a4c6f1b2e00', objectId: 'approver', roles: ['approver'], groups: ['approvers'] };
    for (const [persona, card, answer] of [
      ['helpdesk', forged, 'somebody else has to approve it'],
      ['helpdesk', { ...forged, person: approver, from: { id: 'approver' }, who: 'approver' }, 'somebody else has to approve it'],
      ['voice-admin', forged, 'Its turn is with: approvers'],
      ['auditor', { ...forged, approvedBy: approver, state: 'queued' }, 'Its turn is with: approvers'],
      ['approver', { ...forged, change: 99_999 }, 'no change'],
      ['approver', { ...forged, version: 1 }, 'card was old'],
      ['approver', { ...forged, verb: 'approve-all' }, 'not one of mine'],
    ] as const)
      expect(JSON.stringify(await (await openPane(stage, persona)).invoke(card))).toContain(answer);
    expect(await written(who)).toEqual([]);
    expect((await helpdesk.says(`show ${change}`)).match(/Awaiting approval/)).not.toBeNull();
    const shown = await openPane(stage, 'approver');
    await shown.says(`show ${change}`);
    await shown.clicks('Approve');
    await helpdesk.until('✓ Done');
    expect(await written(who)).toEqual(enabling[platform]);
  });

  test('a card in another conversation comes up to date in its place', async () => {
    const who = someone();
    const helpdesk = await openPane(stage, 'helpdesk');
    const admin = await openPane(stage);
    await drafted(helpdesk, who);
    const draft = await cardOf(helpdesk, 'To review');
    const change = /Change (\d+)/.exec(draft.text)?.[1];
    await admin.says(`show ${change}`);
    const shown = await admin.button('Confirm');
    await admin.clicks('Confirm');
    await admin.until('✓ Done');
    await helpdesk.until('✓ Done');
    expect(await cardOf(helpdesk, '✓ Done')).toMatchObject({ id: draft.id, text: expect.stringContaining('Confirmed by Vera Voiceadmin') });
    expect((await cardOf(admin, '✓ Done')).id).toBe(shown.on);
  });

  test('a question that was open goes on after the bot was killed', async () => {
    const who = someone();
    const pane = await openPane(stage);
    await pane.says('enable voice');
    expect(await pane.says(who.upn)).toContain('Which site?');
    await stage.killBot();
    await stage.startBot();
    expect(await pane.until('Still open: Enable voice')).toMatch(/Which site\?/);
    expect(await pane.clicks('Seattle')).toContain('Which number?');
    const draft = await pane.says('1');
    expect(draft).toContain('To review');
    expect(draft).toContain(who.upn);
    await stage.killBot();
    await stage.startBot();
    await pane.clicks('Confirm');
    await pane.until('✓ Done');
    expect(await written(who)).toEqual(enabling[platform]);
  });

  test('a run goes on after the bot was killed, without any cmdlet twice, on the same card', async () => {
    const who = someone();
    const pane = await openPane(stage);
    await drafted(pane, who);
    const { on } = await pane.button('Confirm');
    await stage.control({ do: 'slow', ms: 300 });
    await pane.clicks('Confirm');
    for (let killed = 0; killed < 2; killed++) {
      await until(async () => (await written(who)).length > killed);
      await stage.killBot();
      await stage.startBot();
    }
    await stage.control({ do: 'slow', ms: 0 });
    await until(async () => /✓ Done|Not known/.test((await cardOf(pane, who.upn)).text));
    const card = await cardOf(pane, who.upn);
    expect(card).toMatchObject({ id: on, text: expect.stringContaining('✓ Done') });
    expect(await written(who)).toEqual(enabling[platform]);
  });

  test('a run waits while what was written replicates, also across a restart', async () => {
    const who = someone();
    const pane = await openPane(stage);
    await drafted(pane, who);
    await stage.control({ do: 'replicate', ms: 700, flicker: true });
    await pane.clicks('Confirm');
    await pane.until(/Waiting until Microsoft shows it|✓ Done/);
    await stage.killBot();
    await stage.startBot();
    await until(async () => (await cardOf(pane, who.upn)).text.includes('✓ Done'));
    expect(await written(who)).toEqual(enabling[platform]);
  });

  test('the tenant dies in the middle: it is said, nothing is lost, and the run ends', async () => {
    const who = someone();
    const pane = await openPane(stage);
    await drafted(pane, who);
    await stage.killTenant();
    const silent = await pane.says(`status of ${who.upn}`);
    expect(silent).not.toContain('fault on our side');
    expect(silent).toMatch(/could not be read|does not answer/);
    await pane.clicks('Confirm');
    await stage.startTenant();
    await pane.until('✓ Done');
    expect(await written(who)).toEqual(enabling[platform]);
  });

  test('a message that the channel sends twice is handled once', async () => {
    const who = someone();
    const pane = await openPane(stage);
    const activity = {
      type: 'message',
      id: randomUUID(),
      channelId: 'directline',
      serviceUrl: stage.url(),
      from: { id: 'voice-admin' },
      recipient: { id: 'switchboard' },
      conversation: { id: pane.conversation },
      locale: 'en-US',
      text: `assign site Seattle to ${who.upn}`,
    };
    for (let times = 0; times < 3; times++) {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${stage.url()}/api/messages`, { method: 'POST', headers, body: JSON.stringify(activity) });
      expect(response.ok).toBe(true);
    }
    await pane.until('To review');
    await pane.says('help');
    expect((await pane.screen()).filter(({ text }) => text.includes(who.upn))).toHaveLength(1);
    await pane.clicks('Withdraw');
  });

  test('what somebody changed between review and run is shown, and asked again', async () => {
    const who = someone();
    const pane = await openPane(stage);
    await drafted(pane, who);
    await stage.control({ do: 'replicate', ms: 0 });
    await stage.edit(who.upn, { site: 'Tokyo', onlineVoiceRoutingPolicy: 'Tokyo-National' });
    const { on } = await pane.button('Confirm');
    await pane.clicks('Confirm');
    const shown = await pane.until('What moved meanwhile');
    expect((await pane.button('Confirm')).on).toBe(on);
    expect(shown).toContain('Tokyo');
    expect(shown).toContain('To review');
    expect(await written(who)).toEqual([]);
    await pane.clicks('Confirm');
    await pane.until('✓ Done');
    expect((await stage.account(who.upn)).number).not.toBeNull();
  });

  test('what a colleague changed since is not put back over', async () => {
    const who = someone();
    const pane = await openPane(stage);
    await drafted(pane, who);
    await pane.clicks('Confirm');
    await pane.until('✓ Done');
    await stage.control({ do: 'replicate', ms: 0 });
    await stage.edit(who.upn, { site: 'Tokyo', onlineVoiceRoutingPolicy: 'Tokyo-National' });
    const review = await pane.clicks('Put back');
    expect(review).toContain('was changed by somebody since and is left as it is');
    await pane.clicks('Ask for approval');
    await (await openPane(stage, 'approver')).says(`approve ${/Change (\d+)/.exec(review)?.[1]}`);
    await pane.until(/✓ Done[^]*Put back: type `undo \d+`[^]*---[^]*✓ Done|Put back[^]*✓ Done/);
    await until(async () => (await stage.account(who.upn)).number === null);
    expect(await stage.account(who.upn)).toMatchObject({ onlineVoiceRoutingPolicy: 'Tokyo-National' });
  });

  test('a lost answer is told, and not sent again', async () => {
    const who = someone();
    const pane = await openPane(stage);
    await drafted(pane, who);
    await stage.control({ do: 'fault', kind: 'lose', cmdlet: enabling[platform][0]!, times: 1 });
    await pane.clicks('Confirm');
    await until(async () => /✓ Done|Not known/.test((await cardOf(pane, who.upn)).text));
    expect((await written(who)).filter((cmdlet) => cmdlet === enabling[platform][0])).toHaveLength(1);
  });

  test('an error of Microsoft is told with what to do', async () => {
    const who = someone();
    const pane = await openPane(stage);
    await drafted(pane, who);
    await stage.control({ do: 'fault', kind: 'fail', cmdlet: enabling[platform][0]!, times: 9 });
    await pane.clicks('Confirm');
    await pane.until('It stopped at an error');
    const { text } = await cardOf(pane, who.upn);
    expect(text).toMatch(/Wait a few minutes|Try again/);
  });

  test('nothing went wrong on our side meanwhile, and the log tells no secrets', () => {
    expectSoundLog(stage.log);
    const faults = stage.log.filter((line) => /"level":"(error|fatal)"/.test(line));
    // The tenant died, perhaps while it was being read, and was dead for a while: that is logged.
    expect(faults.filter((line) => !/Simulator\.(NotReachable|AnswerLost)/.test(line))).toEqual([]);
  });
}

async function until(holds: () => Promise<boolean>, timeoutMs = 120_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It did not come to that: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
