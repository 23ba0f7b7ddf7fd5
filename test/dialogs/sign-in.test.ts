import type { SignInNeed, SignIns, SignInStanding } from '../../src/dialogs/conversation';
import { persona } from '../sample-model';
import { startTalking, type Talking } from './talking';

/** A front desk without Teams: what a conversation asks of it, and how somebody stands. */
function desk() {
  const asked: { reason: SignInNeed; wish: string | null; stays: boolean }[] = [];
  const door = {
    place: 'here' as 'here' | 'elsewhere',
    standing: { needed: 'signed-out', claims: null } as SignInStanding,
    codes: [] as string[],
  };
  const signIns: SignIns = {
    ask: async (_turn, _speech, what) => {
      asked.push(what);
      return door.place;
    },
    standing: async () => door.standing,
    redeem: async (_turn, _speech, code) => code === '123456' && door.codes.push(code) > 0,
    signOut: async () => void (door.standing = { needed: 'signed-out', claims: null }),
    chatUrl: (message) => `https://teams.example/chat?message=${encodeURIComponent(message)}`,
  };
  return { asked, door, signIns };
}

const signedOut = { id: 'SignIn.signed-out', message: 'A sign-in is needed.' };

describe('a conversation that needs credentials and has none', () => {
  let talking: Talking;
  let front: ReturnType<typeof desk>;
  beforeEach(async () => {
    front = desk();
    talking = await startTalking('direct-routing', { signIns: front.signIns });
  });
  afterEach(() => talking.world.close());
  const refuse = () => talking.world.simulator.control({ do: 'fault', kind: 'refuse', error: signedOut });

  it('keeps what was said and asks for a sign-in', async () => {
    refuse();
    expect(await talking.says('status of busy@contoso.com')).toBe('');
    expect(front.asked).toEqual([{ reason: 'signed-out', wish: 'status of busy@contoso.com', stays: false }]);
    expect(await talking.says('status of busy@contoso.com')).toContain('busy@contoso.com');
  });

  it('leads to the chat with us alone from anywhere else', async () => {
    front.door.place = 'elsewhere';
    refuse();
    const said = await talking.says('status of busy@contoso.com');
    expect(said).toContain('https://teams.example/chat?message=sign%20in');
    expect(said).toContain('what you said is kept');
    expect(said).not.toContain('busy');
  });

  it('leaves an open question as it was, and takes the same answer after', async () => {
    await talking.says('assign site to busy@contoso.com');
    refuse();
    await talking.says('Paris');
    expect(front.asked).toEqual([{ reason: 'signed-out', wish: 'Paris', stays: true }]);
    expect(await talking.says('Paris')).toContain('confirm 1');
  });

  it('asks for a fresh sign-in where a decision needs one, and shows the change as it stands', async () => {
    talking.world.context.proven = { at: async () => null, freshMs: () => 3_600_000 };
    await talking.says('allow international calls for busy@contoso.com');
    const said = await talking.says('confirm 1 busy');
    expect(said).toContain('within the last 60 minutes');
    expect(front.asked).toEqual([{ reason: 'fresh', wish: null, stays: false }]);
    talking.world.context.proven = { at: async () => talking.world.clock.now(), freshMs: () => 3_600_000 };
    expect(await talking.clicks({ verb: 'confirm', change: 1, version: 1 })).not.toContain('within the last');
  });

  it('takes a code that ends a sign-in, and any other number for what it was', async () => {
    await talking.says('123456');
    expect(front.door.codes).toEqual(['123456']);
    expect(await talking.says('654321')).not.toBe('');
  });

  it('signs in and out', async () => {
    await talking.says('sign in');
    expect(front.asked).toMatchObject([{ reason: 'signed-out', wish: null }]);
    const now = talking.world.clock.now().getTime();
    front.door.standing = { needed: null, signedInAt: new Date(now - 60_000), expiresAt: new Date(now + 47 * 60_000) };
    expect(await talking.says('sign in')).toContain('You are signed in as');
    const who = await talking.says('who am i');
    expect(who).toContain('47 more minutes');
    expect(who).toMatch(/voice-admin: look, ask for changes, confirm them/);
    await talking.says('sign out');
    expect(await talking.says('who am i')).toContain('Sign in to Microsoft to go on.');
  });
});

it('says what Microsoft said in the middle of a question, too', async () => {
  const talking = await startTalking('direct-routing');
  await talking.says('assign site to busy@contoso.com');
  talking.world.simulator.control({ do: 'fault', kind: 'refuse', error: signedOut });
  expect(await talking.says('1')).toContain('You are not signed in');
  await talking.world.close();
});

it('who am i says the same where nobody signs in, and of whom nothing is known', async () => {
  const talking = await startTalking('cloud-connector', { person: persona('paris-desk') });
  const said = await talking.says('who am i');
  expect(said).toMatch(/paris-desk.*within Paris/);
  expect(said).toContain('the simulated tenant');
  expect(said).toContain('Nobody signs in here');
  talking.as({ ...persona('voice-admin'), objectId: 'nobody', name: 'Nobody', roles: [], groups: [] }, 'fr');
  expect(await talking.says('qui suis-je')).toContain('Vous n’avez aucun rôle ici');
  expect(await talking.says('connexion')).toContain('Personne ne se connecte ici');
  await talking.world.close();
});
