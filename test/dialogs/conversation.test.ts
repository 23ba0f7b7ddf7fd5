import { createHash } from 'node:crypto';
import type { Platform } from '../../src/resources/tenant-model';
import { auditor, helpdesk, voiceAdmin } from '../changes/world';
import { loadConfig } from '../../src/config';
import { say } from '../../src/i18n/say';
import type { UserError } from '../../src/sentence';
import { persona } from '../sample-model';
import { startTalking, type Talking } from './talking';

const platforms: Platform[] = ['cloud-connector', 'direct-routing'];

async function talk(
  platform: Platform,
  body: (talking: Talking) => Promise<void>,
  options: Parameters<typeof startTalking>[1] = {},
): Promise<void> {
  const talking = await startTalking(platform, options);
  try {
    await body(talking);
  } finally {
    await talking.world.close();
  }
}

describe.each(platforms)('on %s', (platform) => {
  test('one line becomes a review, a verified change and its put back', () =>
    talk(platform, async ({ says, world }) => {
      expect(await says('enable voice for newhire@contoso.com with +1 425 555 0140 at Seattle')).toMatch(
        /To review[^]*newhire@contoso.com[^]*none → \+1 425 555 0140[^]*confirm 1/,
      );
      expect(await says('confirm 1')).toMatch(/Queued/);
      await world.rest();
      expect(await says('show 1')).toMatch(/Done[^]*undo 1/);
      expect(await says('status of newhire')).toMatch(/Voice: on[^]*\+1 425 555 0140[^]*Last changes\n1 /);
      expect(await says('undo')).toMatch(/To review[^]*\+1 425 555 0140 → none/);
      await says('confirm');
      await world.rest();
      expect(await says('newhire')).toMatch(/Voice: off/);
    }));

  test('shows that it is at work when the tenant takes its time, and only then', () =>
    talk(platform, async ({ says, typed, world }) => {
      await says('status of busy@contoso.com');
      expect(typed()).toBe(false);
      world.simulator.control({ do: 'slow', ms: 500 });
      expect(await says('status of busy@contoso.com')).toContain('busy@contoso.com');
      expect(typed()).toBe(true);
    }));

  test('asks only what is missing, and a number picks from the list', () =>
    talk(platform, async ({ says }) => {
      expect(await says('enable voice')).toMatch(/Who is it for\?/);
      expect(await says('Marie Martin')).toMatch(/2 people fit[^]*1\. Marie Martin/);
      expect(await says('1')).toMatch(/Which site\?[^]*1\. Seattle/);
      expect(await says('2')).toMatch(/Which number\?[^]*1\. \+33 1 42 68/);
      expect(await says('01 42 68 53 40')).toMatch(/To review|belongs|holds|used/i);
    }));

  test('a national number is read at the site that comes with it', () =>
    talk(platform, async ({ says }) => {
      expect(await says('enable voice for newhire@contoso.com with (425) 555-0141 at Seattle')).toMatch(/\+1 425 555 0141/);
    }));

  test('already so asks nobody', () =>
    talk(platform, async ({ says }) => {
      expect(await says('enable voice for busy@contoso.com with +1 425 555 0199 at Seattle')).toMatch(/Already so/);
    }));
});

describe('a change as a script', () => {
  const said = 'enable voice for newhire with +14255550140 at Seattle';
  const entries = async ({ database }: Talking['world']) =>
    (await database.db.selectFrom('audit').select(['kind', 'change_id', 'body']).where('kind', '=', 'change.scripted').execute()).map(
      ({ kind, change_id, body }) => [kind, change_id, body],
    );

  test('is given as a block of code, headed not approved until somebody confirms, and recorded by its hash', () =>
    talk('cloud-connector', async ({ says, world, offered }) => {
      await says(said);
      const draft = await says('script');
      const script = /```\n([^]*?)\n```/.exec(draft)?.[1] ?? '';
      expect(script).toMatch(/^<#\n {2}NOT APPROVED\. [^]*Change 1, version 2: Enable voice[^]*Number: none → \+1 425 555 0140[^]*\n#>\n/);
      expect(script).toContain("Set-CsUser -Identity 'newhire@contoso.com' -EnterpriseVoiceEnabled:$true");
      expect(draft).toContain('http://127.0.0.1/files/change-1.ps1');
      expect(offered()).toBe(`\uFEFF${script}\n`.replaceAll('\n', '\r\n'));
      const sha256 = createHash('sha256').update(String(offered())).digest('hex');
      expect(await entries(world)).toEqual([['change.scripted', 1, JSON.stringify({ sha256, version: 2 })]]);
      await says('confirm 1');
      await world.rest();
      const confirmed = await says('script 1');
      expect(confirmed).not.toContain('NOT APPROVED');
      expect(confirmed).toContain('Confirmed by Vera Voiceadmin');
      expect(await says('show 1')).toMatch(/Done/);
    }));

  test('leaves the change as it stands, so that the card that was shown still confirms it', () =>
    talk('direct-routing', async ({ says, clicks, world }) => {
      await says(said);
      expect(await clicks({ verb: 'script', change: 1, version: 1 })).toContain('Set-CsPhoneNumberAssignment');
      expect(await clicks({ verb: 'confirm', change: 1, version: 2 })).toMatch(/Queued/);
      expect(await entries(world)).toHaveLength(1);
    }));

  test('is refused to who may only ask or read, and nothing is recorded', () =>
    talk('cloud-connector', async ({ says, as, clicks, world }) => {
      await says(said);
      for (const person of [helpdesk, auditor]) {
        as(person);
        expect(await says('script 1')).toContain('You may not take a change as a script');
        expect(await clicks({ verb: 'script', change: 1, version: 1 })).toContain('voice-admin');
        expect(await says('show 1')).not.toContain('script 1');
      }
      expect(await says('help')).not.toContain('script');
      expect(await entries(world)).toEqual([]);
    }));
});

test('one wrong answer keeps the others', () =>
  talk('cloud-connector', async ({ says }) => {
    expect(await says('enable voice for newhire with 911 at Berlin')).toMatch(/no site “Berlin”[^]*Which site/);
    expect(await says('Seattle')).toMatch(/“911”[^]*Which number/);
    expect(await says('14255550140 x')).toMatch(/Which number/);
    expect(await says('+14255550140')).toMatch(/To review[^]*newhire@contoso.com/);
  }));

test('a refusal opens the answers, and the right one puts it right', () =>
  talk('cloud-connector', async ({ says }) => {
    const refused = await says('enable voice for unlicensed@contoso.com with +14255550140 at Seattle');
    expect(refused).toMatch(/Not possible[^]*licence[^]*1\. Person[^]*3\. Number/);
    expect(refused).toContain('4. Review again');
    expect(await says('4')).toEqual(refused);
    expect(await says('1')).toMatch(/Who is it for/);
    expect(await says('newhire')).toMatch(/1\. Person: Nina Newhire[^]*4\. Review/);
    expect(await says('review')).toMatch(/To review[^]*newhire@contoso.com/);
  }));

test('what may be typed for a choice is said in the language of the reader', () =>
  talk(
    'cloud-connector',
    async ({ says }) => {
      const sites = await says('active la voix pour newhire');
      expect(sites).toMatch(/4\. aucun site\n/);
      expect(await says('aucun site')).toMatch(/Quel numéro/);
      await says('annule');
      await says('active la voix pour newhire à Seattle');
      expect(await says('+1 425 555 0140')).toMatch(/À vérifier/);
      const answers = await says('modifier 1');
      expect(answers).toMatch(/1\. Personne[^]*3\. Numéro[^]*4\. Vérifier/);
      expect(answers).not.toMatch(/`(user|site|number|review)`/);
      expect(await says('personne')).toMatch(/Pour qui/);
    },
    { language: 'fr' },
  ));

test('a draft is edited: the old one is replaced', () =>
  talk('cloud-connector', async ({ says }) => {
    await says('enable voice for newhire with +14255550140 at Seattle');
    expect(await says('edit 1')).toMatch(/Change 1[^]*3\. Number: \+1 425 555 0140/);
    expect(await says('number: +1 425 555 0141')).toMatch(/3\. Number: \+1 425 555 0141/);
    expect(await says('2')).toMatch(/Which site/);
    expect(await says('back')).toMatch(/4\. Review/);
    expect(await says('4')).toMatch(/Change 2[^]*To review[^]*\+1 425 555 0141/);
    expect(await says('show 1')).toMatch(/Replaced|Superseded|→/i);
    expect(await says('edit 1')).toMatch(/no draft any more/);
  }));

test('commands in the middle are answered, then the question comes again', () =>
  talk('cloud-connector', async ({ says }) => {
    await says('enable voice for newhire');
    for (const command of ['help', 'status of bob', 'changes', 'audit verify', 'Get-CsOnlineUser | Remove-CsOnlineUser'])
      expect(await says(command)).toMatch(/\n---\n[^]*Which site\?/);
    expect(await says('status of Marie Martin')).toMatch(/2 people fit/);
    expect(await says('1')).toMatch(/marie\.martin@contoso\.com[^]*\n---\n[^]*Which site\?/);
    expect(await says('Seattle')).toMatch(/Which number/);
  }));

test('back, start over and cancel', () =>
  talk('cloud-connector', async ({ says }) => {
    await says('enable voice');
    await says('newhire');
    await says('Seattle');
    expect(await says('back')).toMatch(/Which site/);
    expect(await says('back')).toMatch(/Who is it for/);
    expect(await says('back')).toMatch(/nothing to go back/);
    expect(await says('bob')).toMatch(/Which site/);
    expect(await says('start over')).toMatch(/Who is it for/);
    expect(await says('cancel')).toMatch(/Left: Enable voice/);
    expect(await says('cancel')).toMatch(/No question is open/);
  }));

test('a dialog goes on after a restart', () =>
  talk('cloud-connector', async ({ says, restart }) => {
    await says('enable voice for newhire');
    restart();
    expect(await says('1')).toMatch(/Which number/);
    restart();
    expect(await says('+14255550140')).toMatch(/To review/);
  }));

test('a dialog of an older version starts again with its answers', () =>
  talk('cloud-connector', async ({ says, storage }) => {
    await says('enable voice for newhire');
    const key = `test/conversations/conversation-1/users/${voiceAdmin.objectId}/`;
    const kept = (await storage.read([key]))[key];
    await storage.write({ [key]: { ...kept, eTag: '*', dialogs: older(kept.dialogs) } });
    expect(await says('hello there Seattle')).toMatch(/updated meanwhile[^]*Which site/);
    expect(await says('Seattle')).toMatch(/Which number/);
  }));

function older({ dialogStack }: { dialogStack: { id: string; state: object }[] }): object {
  return { dialogStack: dialogStack.map(({ id, state }) => ({ id, state: { ...state, schema: 0, asked: undefined } })) };
}

test('a click and its command have one effect, and an old card answers with the fresh one', () =>
  talk('cloud-connector', async ({ says, clicks, world }) => {
    await says('block international calls for bob');
    const { version } = await world.changes.get(voiceAdmin, 1);
    const button = { verb: 'confirm', change: 1, version } as const;
    expect(await clicks({ ...button, version: version - 1 })).toMatch(/That card was old[^]*confirm 1/);
    expect(await clicks(button)).toMatch(/Queued/);
    expect(await clicks(button)).toMatch(/no longer|already|stands now/i);
    await world.rest();
    expect(await clicks({ verb: 'refresh', change: 1, version: 1 })).toMatch(/Done/);
    expect(await clicks({ verb: 'undo', change: 1, version: 1 })).toMatch(/Change 2[^]*To review[^]*---[^]*Change 1/);
    expect(await clicks({ verb: 'say', command: 'status of bob' })).toMatch(/Bob Brown/);
    expect(world.simulator.calls().filter(({ cmdlet }) => cmdlet === 'Grant-CsVoiceRoutingPolicy')).toHaveLength(1);
  }));

test('an edit click on what is no draft gives the fresh card', () =>
  talk('cloud-connector', async ({ says, clicks }) => {
    await says('block international calls for bob');
    await says('withdraw 1');
    expect(await clicks({ verb: 'edit', change: 1, version: 1 })).toMatch(/Withdrawn[^]*no draft any more/);
  }));

test("somebody else's open change is shown instead of a second one", () =>
  talk('cloud-connector', async ({ says, as }) => {
    as(helpdesk);
    await says('block international calls for bob');
    as(voiceAdmin);
    expect(await says('enable voice for bob with +14255550140 at Seattle')).toMatch(/Change 1[^]*open change here already/);
  }));

test.each([
  [helpdesk, 'confirm 1', /may|role/i],
  [auditor, 'enable voice for bob', /voice.admin|help ?desk/i],
  [{ ...auditor, objectId: 'stranger', roles: [] }, 'status of bob', /voice.admin/i],
  [{ ...auditor, objectId: 'stranger', roles: [] }, 'changes', /voice.admin/i],
  [{ ...auditor, objectId: 'stranger', roles: [] }, 'bob', /do not understand/],
  [{ ...auditor, objectId: 'stranger', roles: [] }, 'show 1', /voice.admin/i],
  [{ ...auditor, objectId: 'stranger', roles: [] }, 'audit verify', /voice.admin/i],
])('who may not is told who may (%#)', (person, command, told) =>
  talk('cloud-connector', async ({ says, as }) => {
    await says('block international calls for bob');
    as(person);
    const answer = await says(command);
    expect(answer).toMatch(told);
    expect(answer).not.toMatch(/Queued/);
  }),
);

test('help shows what one may do', () =>
  talk('cloud-connector', async ({ says, as, world }) => {
    expect(await says('help')).toMatch(/enable voice[^]*confirm 12/);
    as(auditor);
    expect(await says('help')).not.toMatch(/enable voice for|confirm 12|undo 12|approve 12/);
    world.context.policy = () => loadConfig({}).policy;
    as(persona('approver'));
    expect(await says('help')).toMatch(/approve 12[^]*deny 12/);
  }));

test.each(['cloud-connector', 'direct-routing'] as const)('on %s a status offers only what makes sense now', (platform) =>
  talk(platform, async ({ says }) => {
    const offered = async (user: string) => (await says(`status of ${user}`)).match(/^.*: type `(?:enable|assign|allow|block).*`$/gm) ?? [];
    expect(await offered('newhire@contoso.com')).toEqual([expect.stringMatching(/^Enable voice/)]);
    expect(await offered('busy@contoso.com')).toEqual([
      expect.stringMatching(/^Assign site/),
      expect.stringMatching(/^Allow international/),
    ]);
    expect(await offered('unlicensed@contoso.com')).toEqual([]);
  }),
);

test('the whole way in French', () =>
  talk(
    'cloud-connector',
    async ({ says, world }) => {
      expect(await says('active la voix')).toMatch(/Pour qui/);
      expect(await says('nina newhire')).toMatch(/Quel site/);
      expect(await says('aucun site')).toMatch(/Quel numéro/);
      expect(await says('14255550140')).toMatch(/quel pays[^]*1\. \+1 425 555 0140/);
      expect(await says('1')).toMatch(/À vérifier[^]*urgence/);
      await says('confirmer');
      await says('confirmer 1 newhire');
      await world.rest();
      expect(await says('état de newhire')).toMatch(/Voix\s:\sactivée/);
    },
    { language: 'fr' },
  ));

test('cards off and on', () =>
  talk('cloud-connector', async ({ says, cards }) => {
    await says('cards off');
    await says('cards on');
    expect(cards).toEqual([false, true]);
  }));

test('changes are listed a page at a time', () =>
  talk('cloud-connector', async ({ says }) => {
    for (let round = 1; round <= 11; round++) {
      await says('block international calls for bob');
      await says(`withdraw ${round}`);
    }
    expect(await says('changes')).toMatch(/\n11 [^]*\n2 [^]*more/);
    expect(await says('more')).toMatch(/\n1 /);
    expect(await says('more')).toMatch(/no older/);
    expect(await says('changes of bob')).toMatch(/\n11 /);
  }));

test('a tenant that does not answer is said so', () =>
  talk('cloud-connector', async ({ says, world }) => {
    world.simulator.control({ do: 'fault', kind: 'throttle', cmdlet: 'Get-CsOnlineUser', times: 9 });
    expect(await says('status of bob')).toMatch(/could not be read/);
  }));

test('a list from the stored directory says how old it is, and what is picked is read again', () =>
  talk('direct-routing', async ({ says, index, world }) => {
    await index.refresh();
    world.clock.advance(12 * 60_000);
    expect(await says('marie martin')).toMatch(/2 people fit[^]*12 minutes old[^]*1\. Marie Martin/);
    expect(await says('1')).toMatch(/Status/);
    expect(await says('assign site Paris to marie martin')).toMatch(/2 people fit[^]*12 minutes old/);
    await says('cancel');
    world.simulator.control({ do: 'edit', user: 'marie.martin2', fields: { upn: 'marie.dubois@contoso.com' } });
    await says('marie martin');
    expect(await says('2')).toMatch(/Status[^]*marie.dubois@contoso.com/);
    world.clock.advance(60 * 60_000);
    expect(await says('marie martin')).not.toMatch(/minutes old/);
  }));

test('«yes» runs the one draft of that person that waits here, as it was shown, and no other', () =>
  talk('cloud-connector', async ({ says, as, world }) => {
    expect(await says('yes')).toMatch(/Nothing of yours waits/);
    await says('allow international calls for busy@contoso.com');
    as(helpdesk);
    expect(await says('oui')).toMatch(/Nothing of yours waits/);
    as(voiceAdmin, 'fr');
    await says('show 1');
    expect(await says('oui')).toMatch(/tapez «\sconfirmer 1 busy\s»/);
    expect(await says('confirmer 1 busy')).toMatch(/En file d’attente/);
    as(voiceAdmin);
    await world.rest();
    await says('block international calls for busy@contoso.com');
    await says('block international calls for jose.garcia@contoso.com');
    expect(await says('yes')).toMatch(/2 changes of yours wait here[^]*confirm 3[^]*confirm 2/);
    await says('withdraw 3');
    expect(await says('yes')).toMatch(/Change 2[^]*To review/);
    expect(await says('yes')).toMatch(/Change 2[^]*Queued/);
  }));

test('«yes» is the answer of an open question, and nothing else', () =>
  talk('cloud-connector', async ({ says, world }) => {
    await says('allow international calls for busy@contoso.com');
    await says('assign site');
    expect(await says('yes')).toMatch(/nobody like “yes”/);
    expect((await world.changes.get(voiceAdmin, 1)).state).toBe('draft');
  }));

test('an extension alone is taken for what it is', () =>
  talk('cloud-connector', async ({ says }) => {
    expect(await says('with x4021')).toMatch(/4021 is an extension[^]*who has 4021/);
    expect(await says('1')).toMatch(/Erin Extension/);
    expect(await says('enable voice for newhire@contoso.com with x4021 at Seattle')).toMatch(/is an extension alone[^]*Which number\?/);
  }));

test('approvers alone choose where requests for an approval are sent', () =>
  talk('cloud-connector', async ({ says, as, world, approvalsHere }) => {
    world.context.policy = () => loadConfig({}).policy;
    as(voiceAdmin);
    expect(await says('approvals here')).toMatch(/Only approvers/);
    as(persona('approver'));
    expect(await says('approvals here')).toMatch(/sent here too/);
    expect(await says('approvals elsewhere')).toMatch(/any more/);
    expect(approvalsHere).toEqual([true, false]);
  }));

test('who has no role at Microsoft is told who can ask in their place', () =>
  talk('direct-routing', async ({ says, as, world }) => {
    world.simulator.control({ do: 'roles', roles: ['User Administrator'] });
    as(helpdesk);
    const said = await says('status of busy@contoso.com').catch(({ sentence }: UserError) => say('en', sentence));
    expect(said).toMatch(/can ask for it in your place: voice-admin \(Vera Voiceadmin\)/);
    as(voiceAdmin);
    const own = await says('status of busy@contoso.com').catch(({ sentence }: UserError) => say('en', sentence));
    expect(own).not.toMatch(/in your place/);
  }));

test('an expired draft says so and can be asked for again, from how things are now', () =>
  talk('cloud-connector', async ({ says, world }) => {
    await says('allow international calls for busy@contoso.com');
    world.clock.advance(25 * 3_600_000);
    await world.work(async () => (await world.changes.get(voiceAdmin, 1)).endedAt !== null);
    expect(await says('confirm 1')).toMatch(/Expired[^]*ask again 1/);
    expect(await says('ask again 1')).toMatch(/Change 1 ended without running \(Expired\)[^]*Change 2 ·/);
    await says('withdraw 2');
    expect(await says('again 2')).toMatch(/Change 3/);
    expect(await says('ask again 3')).toMatch(/cannot be asked for again/);
  }));

test('several wishes outlive a restart, and are forgotten when something else is said', () =>
  talk('cloud-connector', async ({ says, restart }) => {
    const both = 'allow international calls for busy@contoso.com and newhire@contoso.com';
    expect(await says(both)).toMatch(/I read 2 changes[^]*busy@contoso.com[^]*newhire@contoso.com/);
    restart();
    await says('status of busy');
    expect(await says('yes')).toMatch(/Nothing of yours waits/);
    await says(both);
    restart();
    expect(await says('yes')).toMatch(/Change 1 [^]*busy@contoso.com/);
  }));

test('«no» and «skip» answer the question that is open', () =>
  talk('cloud-connector', async ({ says }) => {
    await says('assign site to busy@contoso.com');
    expect(await says('no')).toMatch(/Site: Seattle → no site/);
    await says('withdraw 1');
    await says('disable voice for busy@contoso.com and drop the licence');
    expect(await says('skip')).toMatch(/Voice: on → off/);
  }));

test('more people than ten are asked to be narrowed', () =>
  talk('cloud-connector', async ({ says }) => {
    expect(await says('status of *')).toMatch(/More than 10 people fit[^]*give more of the name/);
  }));
