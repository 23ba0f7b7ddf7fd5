import { approvalsSchema, policyOf } from '../../src/approvals/policy-schema';
import { auditor, helpdesk, voiceAdmin } from '../changes/world';
import { persona } from '../sample-model';
import { startTalking, type Talking } from './talking';

const approver = persona('approver');
const parisDesk = persona('paris-desk');
const stranger = { ...auditor, objectId: '00000000-0000-0000-0000-000000000009', name: 'Nobody', groups: [], roles: [] };

async function talk(body: (talking: Talking) => Promise<void>, options: Parameters<typeof startTalking>[1] = {}): Promise<void> {
  const talking = await startTalking('cloud-connector', options);
  try {
    await body(talking);
  } finally {
    await talking.world.close();
  }
}

describe('who has just come', () => {
  test.each([
    [
      'who confirms',
      voiceAdmin,
      /Three things[^]*enable voice for newhire@contoso\.com with \+1 425 555 0100 at Seattle[^]*status of busy@/,
    ],
    ['who asks', helpdesk, /Three things[^]*enable voice for newhire@[^]*status of busy@contoso\.com[^]*free numbers at Seattle/],
    ['who asks for Paris alone', parisDesk, /enable voice for newhire@contoso\.com with \+33 [^]* at Paris[^]*free numbers at Paris/],
    ['who reads', auditor, /status of [^]*• changes[^]*• report sites/],
  ])('gets three things to do, by their rights: %s', (_who, person, seen) =>
    talk(
      async ({ says, sent }) => {
        expect(await says('hello')).toMatch(seen);
        expect(sent[0]?.text.match(/^• /gm)).toHaveLength(3);
      },
      { person },
    ),
  );

  test('and each of them is understood', () =>
    talk(async ({ says }) => {
      const welcome = await says('hi');
      const commands = [...welcome.matchAll(/^• (.*)$/gm)].map(([, command]) => String(command));
      expect(await says(String(commands[0]))).toMatch(/To review/);
      expect(await says(String(commands[1]))).toMatch(/busy@contoso\.com/);
    }));

  test('and may do nothing is told who may, and no name of the tenant', () =>
    talk(
      async ({ says }) => {
        const answer = await says('hello');
        expect(answer).toMatch(/Nobody has let you in yet[^]*voice-admin \(Vera Voiceadmin\)[^]*who am i/);
        expect(answer).not.toMatch(/contoso\.com/);
        expect(await says('help')).toMatch(/What you can say[^]*What others may do[^]*Vera Voiceadmin/);
        expect(await says('help enable voice')).toMatch(/Who may\n[^]*Vera Voiceadmin[^]*For example: enable voice for bob@/);
      },
      { person: stranger },
    ));
});

describe('an approver', () => {
  const policy = policyOf(
    approvalsSchema.parse({
      default: { stages: [{ approvers: 1 }] },
      rules: [{ name: 'Voice is switched off', when: { fact: 'voice', to: 'off' }, stages: [{ approvers: 1 }], runAs: 'requester' }],
    }),
  );

  test('is told what waits and by which rules they decide, before anything else', () =>
    talk(async ({ says, as, world }) => {
      world.context.policy = () => policy;
      await says('disable voice for busy@contoso.com');
      await says('confirm 1');
      as(approver);
      expect(await says('hello')).toMatch(/Three things you can do now\n• pending\nOne change waits for your approval/);
      expect(await says('help')).toMatch(/by these rules: Voice is switched off\. One change waits[^]*Decide on a change[^]*approve 1\n/);
      expect(await says('help approve')).toMatch(/approve 1[^]*You may, as far as a rule/);
      as(helpdesk);
      expect(await says('help approve')).toMatch(/Who may\nOnly those who approve may say this: approvers \(Aldo Approver\)/);
    }));
});

describe('help', () => {
  test('says examples with people, sites and numbers of the tenant', () =>
    talk(async ({ says }) => {
      const help = await says('help');
      expect(help).not.toContain('bob@contoso.com');
      expect(help).toMatch(/change number of busy@contoso\.com to \+1 425 555 0100/);
      expect(help).toMatch(/move busy@contoso\.com to Paris with \+33 1 42 68/);
    }));

  test('offers nobody a number: looking for help takes none away', () =>
    talk(async ({ says, world }) => {
      await says('help');
      await says('help enable voice');
      expect(await world.database.db.selectFrom('offers').selectAll().execute()).toEqual([]);
    }));

  test('lists what others may do, and who they are', () =>
    talk(
      async ({ says }) => {
        const help = await says('help');
        expect(help).toMatch(/What others may do\n• Enable voice, Assign site[^]*You may not ask for changes[^]*Vera Voiceadmin/);
        expect(help).not.toMatch(/Ask for a change/);
      },
      { person: auditor },
    ));

  test('comes although the tenant says nothing', () =>
    talk(async ({ says, world }) => {
      world.simulator.control({ do: 'fault', kind: 'fail', times: 50, error: { id: 'ServiceUnavailable', message: 'no' } });
      expect(await says('help')).toMatch(/enable voice for bob@contoso\.com/);
      expect(await says('help enable voice')).toMatch(/For example: enable voice for bob@contoso\.com/);
    }));
});

describe('help with one thing', () => {
  test.each([
    [
      'help enable voice',
      /Give somebody voice[^]*For example: enable voice for newhire@contoso\.com[^]*In short: enable voice[^]*Number: Which number/,
    ],
    ['how do I move busy to Paris?', /Move to a site[^]*For example: move busy to Paris/],
    ['help Disable voice', /Take voice[^]*Licence: [^]*May be left out/],
    ['help enbale voice', /Enable voice\n[^]*For example: enable voice for newhire/],
    ['help status', /For example: status of busy@contoso\.com[^]*You may say it/],
    ['help confirm', /Run a reviewed change/],
    ['help licence', /“licence” may be about one of these[^]*`help Give a phone licence`/],
    ['help with the weather forecast', /I know nothing about “the weather forecast”[^]*`help`/],
    ['aide activer la voix', /Give somebody voice/],
  ])('%s', (said, seen) => talk(async ({ says }) => expect(await says(said)).toMatch(seen)));

  test('who may not is told who may, and gets no button that would be refused', () =>
    talk(
      async ({ says }) => {
        const help = await says('help enable voice');
        expect(help).toMatch(/Who may\nYou may not ask for changes\. These roles may: voice-admin \(Vera Voiceadmin\)/);
        expect(help).not.toMatch(/type `enable voice/);
      },
      { person: auditor },
    ));

  test('whose rights end somewhere is told where', () =>
    talk(
      async ({ says }) => {
        expect(await says('help enable voice')).toMatch(/You may ask for it, for Paris only\. An approver has to say yes/);
        expect(await says('help add site')).toMatch(/Paris only\. These roles may/);
      },
      { person: parisDesk },
    ));

  test('keeps the open question open', () =>
    talk(async ({ says }) => {
      await says('enable voice for newhire');
      expect(await says('help move')).toMatch(/Move to a site[^]*Which site\?/);
    }));
});

test('a tenant that gives no answer is told with what was not done, what to do, and the id of the log', () =>
  talk(async ({ says, world, faults }) => {
    await says('status of busy@contoso.com');
    world.simulator.control({
      do: 'fault',
      kind: 'fail',
      times: 50,
      error: { id: 'ServiceUnavailable', message: 'Service is unavailable' },
    });
    const told = await says('status of busy@contoso.com');
    expect(told).toMatch(
      /could not be read: Microsoft’s service did not answer properly[^]*Nothing was changed[^]*Say the same again[^]*give \w{8} to/,
    );
    const id = /give (\w{8}) to/.exec(told)?.[1];
    expect(faults.join()).toContain(String(id));
  }));

describe('a tip', () => {
  const tips = (text: string): string[] => text.split('\n---\n').filter((message) => message.startsWith('Tip\n'));
  const dayMs = 86_400_000;

  test('comes after what it is about, once a day, and never twice', () =>
    talk(async ({ says, world }) => {
      expect(tips(await says('status of busy'))).toEqual([]);
      expect(tips(await says('status of busy'))).toEqual([expect.stringMatching(/A name, or the beginning of one/)]);
      expect(tips(await says('changes'))).toEqual([]);
      world.clock.advance(dayMs);
      expect(tips(await says('status of busy'))).toEqual([expect.stringMatching(/“check busy@contoso\.com” says why/)]);
      world.clock.advance(dayMs);
      expect(tips(await says('status of busy'))).toEqual([]);
      expect(tips(await says('changes'))).toEqual([expect.stringMatching(/can be sifted/)]);
    }));

  test('shows what was answered one by one as the line that would have said it', () =>
    talk(async ({ says }) => {
      await says('status of busy');
      await says('enable voice');
      await says('newhire');
      await says('Seattle');
      const review = await says('+1 425 555 0140');
      const line = /Tip\nAll of it fits in one line: “(.*?)”/.exec(review)?.[1];
      expect(line).toBe('enable voice for newhire@contoso.com with +14255550140 at Seattle');
      await says('withdraw 1');
      expect(await says(String(line))).toMatch(/To review/);
    }));

  test('is never about what somebody may not do, and leaves an open question alone', () =>
    talk(
      async ({ says, world }) => {
        await says('changes');
        for (let day = 0; day < 3; day += 1) {
          expect(tips(await says('free numbers at Seattle'))).toEqual([]);
          world.clock.advance(dayMs);
        }
      },
      { person: auditor },
    ));
});

describe('who was not greeted yet', () => {
  test('is greeted where they are not understood, and then no more', () =>
    talk(async ({ says }) => {
      expect(await says('the printer is broken again')).toMatch(/I look after telephony and do not[^]*Three things you can do now/);
      expect(await says('status of busy')).not.toMatch(/Three things/);
      expect(await says('and so is the coffee machine')).not.toMatch(/Three things/);
    }));

  test('is greeted when the app comes, once', () =>
    talk(async ({ asks, sent }) => {
      await asks((conversation, turn, speech) => conversation.greet(turn, speech));
      expect(sent.map(({ summary }) => summary)).toEqual(['I look after the telephony of Contoso']);
      await asks((conversation, turn, speech) => conversation.greet(turn, speech));
      expect(sent).toEqual([]);
    }));
});
