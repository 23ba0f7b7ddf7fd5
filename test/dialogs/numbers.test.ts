import type { Platform } from '../../src/resources/tenant-model';
import { auditor, helpdesk, voiceAdmin } from '../changes/world';
import { startTalking, type Talking } from './talking';

async function talk(platform: Platform, body: (talking: Talking) => Promise<void>): Promise<void> {
  const talking = await startTalking(platform);
  try {
    await body(talking);
  } finally {
    await talking.world.close();
  }
}

describe.each<Platform>(['cloud-connector', 'direct-routing'])('on %s', (platform) => {
  test.each([
    ['+1 425 555 0199', /0199 is in use\n[^]*Who has it: Bianca Busy \(busy@contoso.com\), a person\n[^]*Site: Seattle/],
    ['+1 425 555 0101', /Seattle Reception \(reception.seattle@contoso.com\), resource account/],
    ['+1 425 555 0160', /Sofia Departed[^]*deleted account/],
    ['+1 425 555 0150', /Otto Onprem[^]*Comes from: Active Directory/],
    ['4021', /\+1 425 555 0130 ext. 4021 is in use[^]*Erin Extension/],
    ['x4021', /Erin Extension/],
    ['ext 4021', /Erin Extension/],
    ['+1 425 555 0130', /0130 ext. 4021 is in use[^]*Erin Extension/],
    ['+1 425 555 0140', /0140 is free\n[^]*Site: Seattle/],
    ['+49 30 123456', /is free[^]*no site/],
    ['9876', /Nobody has a number with the extension 9876/],
    ['1425555014', /country|not a number/],
  ])('who has %s', (number, answer) => talk(platform, async ({ says }) => expect(await says(`who has ${number}`)).toMatch(answer)));

  test('a change that takes a number is told, and the rest after it', () =>
    talk(platform, async ({ says, world }) => {
      await says('enable voice for newhire@contoso.com with +1 425 555 0140 at Seattle');
      expect(await says('who has +1 425 555 0140')).toMatch(/is taken by a change[^]*change 1 takes it[^]*show 1/);
      await says('withdraw 1');
      expect(await says('who has +1 425 555 0140')).toMatch(/is free/);
      await world.run(await world.proposed('give-number', { user: 'busy@contoso.com', receiver: 'bob@contoso.com' }));
      await world.rest();
      expect(await says('who has +1 425 555 0199')).toMatch(/is in use[^]*Bob Brown/);
    }));

  test('free numbers of one site and of all', () =>
    talk(platform, async ({ says }) => {
      expect(await says('free numbers at Seattle')).toMatch(/Free numbers\n[^]*Seattle\n\d+ free, the first 20:\n\+1 425 555 01/);
      expect(await says('free numbers')).toMatch(/Seattle[^]*the first 5:[^]*Paris[^]*\+33[^]*Tokyo[^]*\+81/);
      expect(await says('free numbers at Atlantis')).toMatch(/no site “Atlantis”/);
    }));

  test('a reserved number is nobody else’s, and free again when it is released or its day is over', () =>
    talk(platform, async ({ says, as, world }) => {
      as(helpdesk);
      expect(await says('reserve +1 425 555 0140 until Friday')).toMatch(/0140 is reserved for you until the end of November 27, 2026/);
      as(voiceAdmin);
      expect(await says('free numbers at Seattle')).not.toMatch(/0140/);
      expect(await says('who has +1 425 555 0140')).toMatch(
        /is reserved[^]*for Hana Helpdesk until November 27, 2026[^]*release \+1 425 555 0140/,
      );
      expect(await says('reserve +1 425 555 0140 until Friday')).toMatch(/reserved for Hana Helpdesk/);
      const wish = 'enable voice for newhire@contoso.com with +1 425 555 0140 at Seattle';
      expect(await says(wish)).toMatch(/reserved for Hana Helpdesk until November 27, 2026/);
      await says('cancel');
      as(helpdesk);
      expect(await says(wish)).toMatch(/To review/);
      await says('withdraw');
      as(auditor);
      expect(await says('release +1 425 555 0140')).toMatch(/may not ask for changes/);
      as(voiceAdmin);
      expect(await says('release +1 425 555 0140')).toMatch(/no longer reserved/);
      expect(await says('release +1 425 555 0140')).toMatch(/is not reserved/);
      expect(await says('who has +1 425 555 0140')).toMatch(/is free/);
      await says('reserve +1 425 555 0140 until tomorrow');
      world.clock.advance(2 * 86_400_000);
      as(helpdesk);
      expect(await says('who has +1 425 555 0140')).toMatch(/is free/);
      expect(await says(wish)).toMatch(/To review/);
      const audited = await world.database.db.selectFrom('audit').select('kind').where('kind', 'like', 'number.%').execute();
      expect(audited.map(({ kind }) => kind)).toEqual(['number.reserved', 'number.released', 'number.reserved']);
    }));

  test('somebody else may not release it', () =>
    talk(platform, async ({ says, as }) => {
      await says('reserve +1 425 555 0140 until Friday');
      as(helpdesk);
      expect(await says('release +1 425 555 0140')).toMatch(/reserved for Vera Voiceadmin/);
    }));

  test('a reservation is over once the number is in use', () =>
    talk(platform, async ({ says, world }) => {
      await says('reserve +1 425 555 0140 until Friday');
      await world.run(await world.proposed('enable-voice', { user: 'newhire@contoso.com', number: '+14255550140', site: 'Seattle' }));
      await world.rest();
      expect(await says('who has +1 425 555 0140')).not.toMatch(/Reserved/);
      expect(await says('release +1 425 555 0140')).toMatch(/is not reserved/);
    }));

  test.each([
    ['reserve +1 425 555 0199 until Friday', /not free[^]*who has/],
    ['reserve +1 425 555 0130 until Friday', /not free/],
    ['reserve +1 425 555 0140', /Until when\?/],
    ['reserve +1 425 555 0140 until yesterday', /over already/],
    ['reserve +1 425 555 0140 until 3/4/2027', /either way round[^]*December 1, 2026/],
    ['reserve +1 425 555 0140 until 31 December 2099', /more than a year/],
    ['reserve +1 425 555 0140 until $(Get-Date)', /never run|cannot read/],
    ['reserve 911 until Friday', /emergency or short/],
  ])('%s', (say, answer) => talk(platform, async ({ says }) => expect(await says(say)).toMatch(answer)));
});

test('a number that an open change takes cannot be reserved', () =>
  talk('direct-routing', async ({ says }) => {
    await says('enable voice for newhire@contoso.com with +1 425 555 0140 at Seattle');
    expect(await says('reserve +1 425 555 0140 until Friday')).toMatch(/taken by change 1/);
  }));

test.each([
  ['+1 425 555 0195', /no Direct Routing number[^]*Kind: CallingPlan/],
  ['+1 425 555 0197', /in use by a service[^]*Service: ConferenceAssigned/],
  ['+1 425 555 0196', /Carla Callingplan[^]*Kind: CallingPlan/],
])('on direct-routing who has %s', (number, answer) =>
  talk('direct-routing', async ({ says }) => expect(await says(`who has ${number}`)).toMatch(answer)),
);

test('in French', () =>
  talk('cloud-connector', async ({ says, as }) => {
    as(voiceAdmin, 'fr');
    expect(await says('réserver +1 425 555 0140 jusqu’au 31 décembre')).toMatch(/vous est réservé jusqu’au 31 décembre 2026 inclus/);
    expect(await says('qui a +1 425 555 0140')).toMatch(/est réservé[^]*pour Vera Voiceadmin jusqu’au 31 décembre 2026/);
    expect(await says('qui a poste 4021')).toMatch(/Erin Extension/);
    expect(await says('numéros libres à Paris')).toMatch(/dont les 20 premiers/);
    expect(await says('réserver +1 425 555 0141 jusqu’à hier')).toMatch(/déjà passé/);
    expect(await says('libérer +1 425 555 0140')).toMatch(/n’est plus réservé/);
  }));
