import { createNetwork } from '../../src/checks/network/network';
import type { SentFile } from '../../src/dialogs/conversation';
import type { Person } from '../../src/auth/person';
import { languages } from '../../src/i18n/say';
import type { Platform } from '../../src/resources/tenant-model';
import { problemsOf } from '../cards/card-check';
import { auditor, voiceAdmin } from '../changes/world';
import { startDnsServer, startSilentDnsServer } from '../checks/dns-server';
import { closeAll, kept } from '../checks/kept';
import { made } from '../checks/made-certificates';
import { createLooks } from '../../src/setup/looks';
import { sampleModel } from '../sample-model';
import { startTalking, type Talking, type TalkingOptions } from './talking';

const platforms: Platform[] = ['cloud-connector', 'direct-routing'];

afterEach(closeAll);

async function talk(platform: Platform, body: (talking: Talking) => Promise<void>, options: TalkingOptions = {}): Promise<void> {
  const talking = await startTalking(platform, options);
  try {
    await body(talking);
    expect(talking.world.faults).toEqual([]);
  } finally {
    await talking.world.close();
  }
}

/** The text of what a look came to, once its card was proved sound. */
async function outcome({ looked }: Talking): Promise<string> {
  const message = await looked();
  expect(problemsOf(message)).toEqual([]);
  return message.text;
}

function file(name: string, content: string | Uint8Array): SentFile {
  return {
    name,
    async *open() {
      yield Buffer.from(content);
    },
  };
}

describe.each(platforms)('on %s', (platform) => {
  test('check all is one card, worst first, and says at once that it looks', () =>
    talk(platform, async (talking) => {
      expect(await talking.says('check all')).toMatch(/Looking: 0 of \d+ done[^]*stop checks/);
      const text = await outcome(talking);
      expect(text).toMatch(/not known[^]*Not known[^]*See for yourself[^]*Well \(\d+\)[^]*check all/);
    }));

  test.each([
    ['busy@contoso.com', /^Check of Bianca Busy\nYes[^]*✓ The number is \+1 425 555 0199/],
    ['unlicensed@contoso.com', /No:[^]*no Phone System licence[^]*phone licence[^]*✗ Voice is off/],
    ['petra.pending@contoso.com', /No:[^]*PendingProvisioning[^]*→ Wait for Microsoft/],
    ['piet.onpremises@contoso.com', /No:[^]*homed on premises/],
    ['sofia.departed@contoso.com', /No:[^]*deleted/],
    ['newhire@contoso.com', /No:[^]*Voice is off[^]*enable voice for newhire@contoso\.com/],
  ])('check %s', (user, expected) => talk(platform, async ({ says }) => expect(await says(`check ${user}`)).toMatch(expected)));

  test('a call that can be made, and those that cannot, with the reason that decides', () =>
    talk(platform, async ({ says }) => {
      expect(await says('can busy@contoso.com call 425 555 0100?')).toMatch(
        /^Can Bianca Busy call[^]*Yes[^]*makes \+1 425 555 0100 of 4255550100/,
      );
      expect(await says('can busy@contoso.com call +33 1 42 68 53 01')).toMatch(/No\. This decides:\n.*(blocks calls abroad|No route of)/);
      expect(await says('can jose.garcia@contoso.com call +33 1 42 68 53 01')).toMatch(/Yes/);
      expect(await says("why can't unlicensed@contoso.com call 425 555 0100")).toMatch(/No\. This decides:\n.*no Phone System licence/);
      expect(await says('can busy@contoso.com call 12345')).toMatch(/No\. This decides:\nNo rule of the dial plan/);
      expect(await says('can busy@contoso.com call 911')).toMatch(/Not known\.\nEmergency calls/);
    }));

  test('who can be reached, as far as it can be seen from here', () =>
    talk(platform, async ({ says }) => {
      expect(await says('can +44 20 7946 0000 reach busy@contoso.com?')).toMatch(
        /Yes, as far as[^]*comes from outside[^]*range of Seattle[^]*○/,
      );
      expect(await says('can +14255550199 reach busy@contoso.com')).toMatch(/is the number of Bianca Busy/);
      expect(await says('can +44 20 7946 0000 reach newhire@contoso.com')).toMatch(/No\. This decides:\nVoice is off/);
      expect(await says('can 12 reach busy@contoso.com')).toMatch(/“12” is no number/);
    }));

  test('several people with a name are a choice, and a number picks from it', () =>
    talk(platform, async ({ says }) => {
      expect(await says('can john smith call 425 555 0100')).toMatch(/2 people fit[^]*can john\.smith@contoso\.com call/);
      expect(await says('2')).toMatch(/^Can John Smith call/);
    }));

  test('what the tenant does not answer is not known, with its reason', () =>
    talk(platform, async (talking) => {
      const { simulator } = talking.world;
      const cmdlet = platform === 'cloud-connector' ? 'Get-MsolDomain' : 'Get-MgDomain';
      simulator.control({ do: 'fault', kind: 'fail', cmdlet, times: 9, error: { id: 'Forbidden', message: 'Access Denied' } });
      await talking.says('check tenant');
      expect(await outcome(talking)).toMatch(new RegExp(`Not known[^]*${cmdlet}`));
      simulator.control({
        do: 'fault',
        kind: 'fail',
        cmdlet: 'Get-CsOnlineDialOutPolicy',
        error: { id: 'Forbidden', message: 'Access Denied' },
      });
      expect(await talking.says('check busy@contoso.com')).toMatch(/Not known\.\n.*Get-CsOnlineDialOutPolicy/);
    }));

  test('French asks and is answered in French', () =>
    talk(
      platform,
      async (talking) => {
        expect(await talking.says('vérifie busy@contoso.com')).toMatch(/Contrôle de Bianca Busy\nOui/);
        expect(await talking.says('est-ce que busy@contoso.com peut appeler 12345')).toMatch(/Non\. Voici ce qui décide/);
        await talking.says('vérifie tout');
        expect(await outcome(talking)).toMatch(/Contrôle de toute la configuration[^]*En ordre/);
      },
      { language: 'fr' },
    ));

  test('who may not read is told so', () =>
    talk(
      platform,
      async ({ says, as }) => {
        for (const line of ['check all', 'check busy@contoso.com', 'check trunks', 'can busy@contoso.com call 911'])
          expect(await says(line)).not.toMatch(/Looking|Check of|Can Bianca/);
        as(auditor);
        expect(await says('check busy@contoso.com')).toMatch(/Yes/);
      },
      { person: { ...voiceAdmin, roles: [] } satisfies Person },
    ));
});

describe('what is looked at', () => {
  test('an Edge that leads to a metadata address is never connected to', async () => {
    const dns = await kept(startDnsServer({ 'ap.contoso.com': { a: ['169.254.169.254'] } }));
    const network = createNetwork({ model: sampleModel('cloud-connector'), dnsServers: [dns.address], allowPrivate: [] });
    await talk(
      'cloud-connector',
      async (talking) => {
        await talking.says('check ports');
        expect(await outcome(talking)).toMatch(/ap\.contoso\.com leads to 169\.254\.169\.254[^]*No connection was tried/);
      },
      { network },
    );
  });

  test('a name server that never answers can be stopped, and what was there is shown', async () => {
    const dns = await kept(startSilentDnsServer());
    const network = createNetwork({ model: sampleModel('cloud-connector'), dnsServers: [dns.address], allowPrivate: [] });
    await talk(
      'cloud-connector',
      async (talking) => {
        expect(await talking.says('stop checks')).toMatch(/No checks are running/);
        await talking.says('check dns');
        expect(await talking.says('check ports')).toMatch(/are running[^]*stop checks/);
        expect(await talking.says('busy@contoso.com')).toMatch(/Voice: on/);
        expect(await talking.says('stop checks')).toMatch(/Stopping/);
        expect(await outcome(talking)).toMatch(/Stopped: 5 checks were not made/);
        await talking.says('check mediation servers');
        expect(await outcome(talking)).toMatch(/Mediation Tokyo 1/);
      },
      { network },
    );
  });

  test('a domain and a host that the configuration does not have are refused by name', () =>
    talk('cloud-connector', async ({ says }) => {
      expect(await says('check dns for example.com')).toMatch(/“example\.com” is no SIP domain of this tenant/);
      expect(await says('check certificate of metadata.internal as edge')).toMatch(/“metadata\.internal” is no Edge/);
      expect(await says('check certificate of ap.contoso.com as toaster')).toMatch(/“toaster” is neither/);
    }));
});

test('the set-up of the team remembers what was looked at, whole looks and lists', () =>
  talk('cloud-connector', async (talking) => {
    await talking.says('check all');
    await outcome(talking);
    const ids = async () => (await talking.notebook.outcomes()).map((kept) => kept.id);
    expect(await ids()).toEqual(
      expect.arrayContaining(['tenant.hybrid.peer-destination', 'trunks.by-list', 'mediation.server:ms1-tokyo.contoso.local']),
    );
    await talking.says('check trunks\ngw1-seattle.contoso.net ms1-seattle.contoso.local');
    expect(await ids()).toEqual(expect.arrayContaining(['trunks.gateway:gw1-seattle.contoso.net']));
    expect(await ids()).not.toContain('trunks.by-list');
    expect(await talking.says('set up')).toMatch(/✗ 2\. /);
  }));

test('who stops the bot hears what was found so far', async () => {
  const dns = await kept(startSilentDnsServer());
  const network = createNetwork({ model: sampleModel('cloud-connector'), dnsServers: [dns.address], allowPrivate: [] });
  await talk(
    'cloud-connector',
    async (talking) => {
      await talking.says('check dns');
      await talking.looks.close();
      expect(await outcome(talking)).toMatch(/Stopped: 5 checks were not made/);
    },
    { network },
  );
});

test('after a crash the next bot says that a look was broken off, and how to look again; one that goes on is left alone', async () => {
  const dns = await kept(startSilentDnsServer());
  const network = createNetwork({ model: sampleModel('cloud-connector'), dnsServers: [dns.address], allowPrivate: [] });
  await talk(
    'cloud-connector',
    async (talking) => {
      await talking.says('check dns');
      await talking.looks.sweep();
      expect(await talking.says('check dns')).toMatch(/Checks are running/);
      await talking.looks.sweep({ atStart: true });
      expect(await outcome(talking)).toMatch(/Check of the names\nBroken off[^]*Look again: type `check dns`/);
      await talking.looks.close();
    },
    { network },
  );
});

test('any bot stops the look of any other', async () => {
  const dns = await kept(startSilentDnsServer());
  const network = createNetwork({ model: sampleModel('cloud-connector'), dnsServers: [dns.address], allowPrivate: [] });
  await talk(
    'cloud-connector',
    async (talking) => {
      const other = createLooks({
        ...talking.world.context,
        broken: async () => undefined,
        fault: (error) => void talking.world.faults.push(error),
      });
      await talking.says('check dns');
      expect(await other.stop('conversation-1')).toBe(true);
      expect(await outcome(talking)).toMatch(/Stopped: 5 checks were not made/);
      await talking.looks.close();
      expect(await other.stop('conversation-1')).toBe(false);
    },
    { network },
  );
});

describe('what comes with a command', () => {
  const good = ['gw1-seattle.contoso.net;ms1-seattle.contoso.local;1', 'gw1-seattle.contoso.net;ms2-seattle.contoso.local;1'];
  const bad = ['gw1-seattle.contoso.net;mspool-seattle.contoso.local;1', 'gw1-seattle.contoso.net;ms1-paris.contoso.local;2'];

  test('trunks as a pasted list', () =>
    talk('cloud-connector', async ({ says }) => {
      expect(await says('check trunks')).toMatch(/Send the list with the command/);
      expect(await says(`check trunks\n${good.join('\n')}`)).toMatch(/2 wrong, 1 well[^]*one to each Mediation Server of Seattle/);
      expect(await says(`vérifie les trunks\r\n${bad.join('\r\n')}`)).toMatch(/mspool-seattle\.contoso\.local, the name of a pool/);
    }));

  test('trunks as a file, also a malformed one', () =>
    talk('cloud-connector', async ({ says }) => {
      expect(await says('check trunks', [file('trunks.csv', ['gateway;target;priority', ...good].join('\n'))])).toMatch(
        /one to each Mediation/,
      );
      expect(await says('check trunks', [file('trunks.csv', '"gw1;ms1\n')])).toMatch(/Nothing was compared[^]*Line \d/);
      expect(await says('check trunks', [file('trunks.xlsx', Buffer.from('504b030400000000', 'hex'))])).toMatch(/That is no text/);
      expect(await says('check trunks', [file('huge.csv', 'x'.repeat(2 * 1024 * 1024 + 1))])).toMatch(/larger than 2 MB/);
      expect(await says(`check trunks\n${good.join('\n')}`, [file('trunks.csv', good.join('\n'))])).toMatch(/One file or one text/);
    }));

  test('a public certificate, pasted or as a file', async () => {
    const { pem, der } = await made({ name: 'ap.contoso.com', names: ['ap.contoso.com', 'sip.contoso.com'] });
    await talk('cloud-connector', async ({ says }) => {
      const judged = /It signed itself/;
      expect(await says(`check certificate of ap.contoso.com as edge\n${pem}`)).toMatch(judged);
      expect(await says('check certificate of ap.contoso.com', [file('ap.cer', der)])).toMatch(judged);
      expect(await says('check certificate', [file('ap.cer', der)])).toMatch(/Whose certificate/);
      expect(await says('check certificate of ap.contoso.com', [file('x.cer', 'y'.repeat(300_000))])).toMatch(/larger than 128 KB/);
    });
  });

  test('lines below any other command belong to it as they always did', () =>
    talk('cloud-connector', async ({ says }) => {
      expect(await says('enable voice\nfor newhire@contoso.com with +1 425 555 0140 at Seattle')).toMatch(/To review/);
    }));
});

test('every verdict has a sound card in every language', async () => {
  for (const language of languages)
    await talk(
      'direct-routing',
      async ({ says, world }) => {
        world.simulator.control({ do: 'configure', fields: { gateways: [] } });
        expect(await says('can busy@contoso.com call 4255550100')).toMatch(/SBC|session border/);
      },
      { language },
    );
});

test.each(platforms)('a dialout policy is a lock where Microsoft says so, and a question elsewhere: %s', (platform) =>
  talk(platform, async ({ says, world }) => {
    const lock = (policy: string) => {
      const { policies } = world.simulator.account('jose.garcia@contoso.com');
      world.simulator.control({
        do: 'edit',
        user: 'jose.garcia@contoso.com',
        fields: { policies: { ...policies, OnlineDialOutPolicy: policy } },
      });
    };
    const abroad = () => says('can jose.garcia@contoso.com call +33 1 42 68 53 01');
    const status = () => says('status of jose.garcia@contoso.com');
    lock('DialoutCPCDisabledPSTNInternational');
    expect(await abroad()).toMatch(/Yes/);
    lock('DialoutCPCandPSTNDomestic');
    if (platform === 'direct-routing') {
      expect(await abroad()).toMatch(/No\. This decides:\nThe dialout policy DialoutCPCandPSTNDomestic allows domestic calls alone/);
      expect(await status()).toMatch(/The site allows calls abroad, and the dialout policy forbids them/);
      lock('DialoutCPCandPSTNDisabled');
      expect(await status()).toMatch(/The dialout policy forbids all calls/);
    } else {
      expect(await abroad()).toMatch(/Yes[^]*does not say whether it counts for calls through Cloud Connector/);
      expect(await status()).not.toMatch(/dialout policy forbids/);
    }
  }),
);
