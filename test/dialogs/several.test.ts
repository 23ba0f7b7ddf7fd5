import { maxCardBytes } from '../../src/cards/fit';
import { auditor, voiceAdmin } from '../changes/world';
import { startTalking, type Talking } from './talking';

async function talk(run: (talking: Talking) => Promise<void>): Promise<void> {
  const talking = await startTalking('cloud-connector');
  try {
    await run(talking);
  } finally {
    await talking.world.close();
  }
}

test('what all lack is asked once, and each gets a number of its own', () =>
  talk(async ({ says }) => {
    expect(await says('enable voice for newhire@contoso.com and bob@contoso.com')).toMatch(/I read 2 changes[^]*Review 2 as one/);
    expect(await says('yes')).toMatch(/Which site/);
    const review = await says('Seattle');
    expect(review).toMatch(/Enable voice: 2 people/);
    const numbers = [...review.matchAll(/Number: none → (\+1[ \d]+)/g)].map(([, number]) => number);
    expect(new Set(numbers).size).toBe(2);
    expect(await says('yes')).toMatch(/Change 1/);
  }));

test('what cannot go on is named, and the rest goes on without it', () =>
  talk(async ({ says }) => {
    await says('disable voice for:\nbusy@contoso.com\nnewhire@contoso.com\nnobody.here@contoso.com');
    const review = await says('yes');
    expect(review).toMatch(/Left out[^]*newhire@contoso.com[^]*nobody.here@contoso.com/);
    expect(await says('yes')).toMatch(/Change 1/);
  }));

test('where nothing can go on each reason is said', () =>
  talk(async ({ says }) => {
    await says('disable voice for newhire@contoso.com and nobody.here@contoso.com');
    expect(await says('yes')).toMatch(/None of these 2 changes[^]*newhire@contoso.com[^]*nobody.here@contoso.com/);
  }));

test('one by one each has its own review', () =>
  talk(async ({ says }) => {
    await says('allow international calls for busy@contoso.com and newhire@contoso.com');
    expect(await says('one by one')).toMatch(/Change 1 [^]*busy@contoso.com/);
  }));

test('a name that fits several people is asked for where it stands', () =>
  talk(async ({ says }) => {
    await says('turn voicemail off for:\nbusy@contoso.com\nJohn Smith');
    expect(await says('yes')).toMatch(/2 people fit “John Smith”/);
    expect(await says('2')).toMatch(/busy@contoso.com[^]*Left out\njohn.smith2@contoso.com: It is so already/);
  }));

test('the answers of each can be changed, and the draft asked for again', () =>
  talk(async ({ says }) => {
    await says('enable voice for newhire@contoso.com and bob@contoso.com');
    await says('yes');
    await says('Seattle');
    const list = await says('edit 1');
    expect(list).toMatch(/bob@contoso.com/);
    await says('bob@contoso.com');
    await says('number: +1 425 555 0147');
    expect(await says('review')).toMatch(/Change 2 [^]*\+1 425 555 0147/);
    await says('withdraw 2');
    expect(await says('ask again 2')).toMatch(/Change 3 [^]*Enable voice: 2 people[^]*\+1 425 555 0147/);
    expect(await says('same for jose.garcia@contoso.com')).toMatch(/“Enable voice”, now for jose[^]*Which number/);
  }));

test('21 people fit on a card, each with a line, and their text form says all of them', () =>
  talk(async ({ says, sent, world }) => {
    const found = await world.context.tenantFor(voiceAdmin).call({ cmdlet: 'Get-CsOnlineUser', parameters: {} });
    const people = (found.outcome === 'done' ? found.output : []).map(({ UserPrincipalName }) => String(UserPrincipalName)).slice(0, 21);
    await says(`enable voice at Seattle for:\n${people.join('\n')}`);
    const text = await says('yes');
    expect(text).toMatch(/Enable voice: 1\d people[^]*Left out/);
    for (const upn of people) expect(text).toContain(upn);
    expect(Buffer.byteLength(JSON.stringify(sent.at(-1)?.card))).toBeLessThanOrEqual(maxCardBytes);
    const numbers = [...text.matchAll(/Number: none → (\+1[ \d]+)/g)].map(([, number]) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
  }));

test('more than fit on one card are not taken at once', () =>
  talk(async ({ says }) => {
    const people = Array.from({ length: 22 }, (_, place) => `person${place}@contoso.com`);
    expect(await says(`disable voice for:\n${people.join('\n')}`)).toMatch(/I read 22 changes; 21 are the most/);
  }));

test('who may ask for none of it is told so at once', () =>
  talk(async ({ says, as }) => {
    as(auditor);
    expect(await says('disable voice for busy@contoso.com and newhire@contoso.com')).toMatch(/needs the right|roles?/);
  }));

test('asked for in French, answered in French', () =>
  talk(async ({ says, as }) => {
    as(voiceAdmin, 'fr');
    expect(await says('active la voix pour newhire@contoso.com et bob@contoso.com')).toMatch(/2 changements[^]*un par un/);
    await says('oui');
    expect(await says('Seattle')).toMatch(/2 personnes[^]*Pareil pour tous[^]*Nina/);
  }));
