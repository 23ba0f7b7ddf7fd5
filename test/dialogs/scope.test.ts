import type { Person } from '../../src/auth/person';
import type { Platform } from '../../src/resources/tenant-model';
import { helpdesk, voiceAdmin } from '../changes/world';
import { persona } from '../sample-model';
import { startTalking, type Talking } from './talking';

/** What the Paris desk sees of a tenant of three sites, and what it is refused, surface by surface. */
const parisDesk = persona('paris-desk');
const outside = 'not within what you may do: Paris only. These roles may: voice-admin (Vera Voiceadmin)';
const atSeattle = 'busy@contoso.com';
const nowhere = 'newhire@contoso.com';
const alsoNowhere = 'bob@contoso.com';
const atParis = 'elodie.dubois@contoso.com';

/** What is said, what the answer has, and what it must not have. */
const surfaces: [what: string, text: string, told: string | RegExp, not?: string | RegExp][] = [
  ['status at Paris', `status of ${atParis}`, 'Paris'],
  ['status of who is nowhere', `status of ${nowhere}`, /Nina Newhire[^]*nable voice/],
  ['status at Seattle', `status of ${atSeattle}`, outside, 'Busy'],
  ['status of a name at Seattle', 'Boris Busy', /outside|not within|do not understand|nobody like/, '+1 425'],
  ['a list of people', 'status of *', 'More than 10', '+1 425'],
  ['a number at Paris', 'who has +33 1 42 68 53 00', 'lodie'],
  ['a number at Seattle', 'who has +1 425 555 0199', outside, 'Busy'],
  ['free numbers', 'free numbers', 'Paris', /Seattle|Tokyo/],
  ['free numbers at Seattle', 'free numbers at Seattle', outside, '+1 425'],
  ['the sites', 'sites', 'Paris', /Seattle|Tokyo/],
  ['the site Seattle', 'site Seattle', outside, 'Edge: ap'],
  ['keeping a number of Seattle', 'reserve +1 425 555 0145 until Friday', outside],
  ['keeping a number of Paris', 'reserve +33 1 42 68 53 44 until Friday', 'reserved for you'],
  ['giving one back', 'release +1 425 555 0145', outside],
  ['a report at Seattle', 'report sites at Seattle', outside],
  ['history', 'changes', 'Nina Newhire', 'Busy'],
  ['history of who is at Seattle', `changes of ${atSeattle}`, outside],
  ['a change at Seattle', 'show 1', outside, 'Busy'],
  ['a change at Paris', 'show 2', 'Assign site', /confirm 2|script 2/],
  ['a change of who is nowhere, to Seattle', 'show 3', outside],
  ['confirming', 'confirm 2', 'You may not confirm'],
  ['confirming at Seattle', 'confirm 1', outside],
  ['putting back at Seattle', 'undo 1', outside],
  ['withdrawing at Seattle', 'withdraw 1', outside],
  ['editing at Seattle', 'edit 1', outside],
  ['a script', 'script 2', 'You may not take a change as a script'],
  ['moving somebody here from Seattle', `move ${atSeattle} to Paris with +33 1 42 68 53 77`, outside],
  ['moving somebody away', `move ${atParis} to Seattle`, outside],
  ['a number of Seattle for Paris', `change number of ${atParis} to +1 425 555 0144`, outside],
  ['handing a number to Seattle', `give number of ${atParis} to ${atSeattle}`, outside],
  ['disabling at Seattle', `disable voice for ${atSeattle}`, outside],
  ['disabling at Paris', `disable voice for ${atParis}`, 'To review'],
  ['the settings of the tenant', 'set peer destination to ap.contoso.com', outside],
  ['the set-up', 'set up', outside],
  ['ticking off', 'tick 1.1', outside],
  ['checks of the tenant', 'check tenant', outside],
  ['all checks', 'check all', outside],
  ['checks of somebody at Seattle', `check ${atSeattle}`, outside],
  ['who can call', `can ${atSeattle} call +33 1 42 68 53 00?`, outside],
  ['help', 'help', 'enable voice', /script 12|check tenant|peer destination|set up/],
];

describe.each<Platform>(['cloud-connector', 'direct-routing'])('the Paris desk on %s', (platform) => {
  let talking: Talking;
  const as = (person: Person) => (text: string) => {
    talking.as(person);
    return talking.says(text);
  };
  const says = (text: string) => as(parisDesk)(text);

  beforeAll(async () => {
    talking = await startTalking(platform, { person: parisDesk });
    await as(voiceAdmin)(`allow international calls for ${atSeattle}`);
    await as(voiceAdmin)(`assign site Paris to ${nowhere}`);
    await as(voiceAdmin)(`assign site Seattle to ${alsoNowhere}`);
  });
  afterAll(() => talking.world.close());

  test.each<[what: string, text: string, told: string | RegExp, not?: string | RegExp]>(
    surfaces.map(([what, text, told, not = /^$/]) => [what, text, told, not]),
  )('%s', async (_what, text, told, not) => {
    const answer = await says(text);
    await says('cancel');
    if (typeof told === 'string') expect(answer).toContain(told);
    else expect(answer).toMatch(told);
    if (typeof not === 'string') expect(answer).not.toContain(not);
    else if (not) expect(answer).not.toMatch(not);
  });

  test('the only site answers by itself, and only its numbers are offered', async () => {
    const asked = await says(`enable voice for ${nowhere}`);
    await says('cancel');
    expect(asked).not.toContain('Seattle');
  });

  test('a report counts Paris alone, in bars and file', async () => {
    talking.as(parisDesk);
    await talking.says('report sites');
    const { text, file } = await talking.reported();
    expect(text).toContain('Paris: ');
    expect(text).not.toMatch(/Seattle|Tokyo/);
    expect(file).not.toMatch(/\+1425|\+8134/);
    expect(file).toContain('+331426853');
  });

  test('who has no bounds sees everything', async () => {
    expect(await as(helpdesk)(`status of ${atSeattle}`)).toContain('Seattle');
    expect(await as(helpdesk)('changes')).toMatch(/Nina Newhire[^]*Busy/);
    expect(await as(persona('auditor'))('show 1')).toContain('Busy');
  });
});
