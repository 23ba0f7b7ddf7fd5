import type { Kysely } from 'kysely';
import type { Change } from '../../src/changes/change';
import { loadChanges } from '../../src/changes/change-rows';
import { isEnded } from '../../src/changes/transition';
import type { Account } from '../../src/simulator/account';
import { createPopulation } from '../../src/simulator/population';
import type { Schema } from '../../src/store/schema';
import { createChat, wordsOf, type Chat } from './chat';

/** What somebody wants of Switchboard: voice for a person, then often to put it back or to give the number to somebody else. */
export interface Story {
  user: string;
  key: string;
  over: boolean;
  /** What is being waited for. */
  waitsFor: string;
  /** Messages that Switchboard acknowledged and then told the person to repeat. */
  repeated: number;
  /** The last words that were heard; for whoever wants to know why it waits. */
  heard(): Promise<string>;
  /** Says or clicks what comes next, if it is time. True when it did something. */
  step(db: Kysely<Schema>): Promise<boolean>;
}

const personas = ['voice-admin', 'voice-admin2', 'voice-admin3', 'voice-admin4'];

/**
 * As many stories as there are people who could get voice; each has people and a number of its own.
 * @param options.patienceMs after so long without an effect the person says it again. Where no tenant fails, what was acknowledged needs no repetition.
 */
export function createStories(
  urlOf: (story: number) => string | null,
  { accounts = 1_500, patienceMs = Infinity }: { accounts?: number; patienceMs?: number } = {},
): Story[] {
  const candidates = createPopulation(1, accounts).filter((account) => !account.voice && mayPhone(account));
  const receivers = candidates.splice(-Math.floor(candidates.length / 5));
  return candidates.map(({ upn, id }, index) =>
    createStory({
      user: upn,
      key: id,
      number: `+1425556${String(index).padStart(4, '0')}`,
      chat: createChat(() => urlOf(index), personas[index % personas.length]),
      clicks: index % 2 === 0,
      patienceMs,
      next: (change) => {
        if (index % 3 === 0) return `undo #${change}`;
        return index % 4 === 1 ? `give number of ${upn} to ${receivers[Math.floor(index / 4)]!.upn}` : null;
      },
    }),
  );
}

/** Nothing but voice is missing, or it is there already. */
export function mayPhone(account: Account): boolean {
  const { enabled, numberFromDirectory, plans, accountType, usageLocation, teamsMode, softDeletedAt, department } = account;
  return (
    enabled &&
    !numberFromDirectory &&
    !softDeletedAt &&
    accountType === 'User' &&
    teamsMode === 'TeamsOnly' &&
    usageLocation === 'US' &&
    department !== '${$root.token}' &&
    plans.some(({ capability, status }) => capability === 'MCOEV' && status === 'Enabled') &&
    !plans.some(({ capability }) => capability.startsWith('MCOPSTN'))
  );
}

function createStory({
  user,
  key,
  number,
  chat,
  clicks,
  patienceMs,
  next,
}: {
  user: string;
  key: string;
  number: string;
  chat: Chat;
  clicks: boolean;
  patienceMs: number;
  /** What is said when voice is there; null: nothing more. */
  next(change: number): string | null;
}): Story {
  const story: Story = { user, key, over: false, waitsFor: '', repeated: 0, step, heard: async () => wordsOf((await chat.all()).at(-1)) };
  const acknowledged = new Map<string, number>();

  /** Says something once it is known not to have arrived; what was acknowledged is said again only when patience has an end. */
  async function say(text: string): Promise<boolean> {
    story.waitsFor = `an effect of «${text}»`;
    if (Date.now() - (acknowledged.get(text) ?? -Infinity) < patienceMs) return false;
    if (await chat.say(text)) acknowledged.set(text, Date.now());
    return true;
  }

  async function step(db: Kysely<Schema>): Promise<boolean> {
    if (story.over) return false;
    const toldToRepeat = await givenUp(db, chat.conversation);
    if (toldToRepeat > story.repeated) {
      story.repeated = toldToRepeat;
      acknowledged.clear();
    }
    const change = await newestOf(db, key);
    if (!change) return say(`enable voice for ${user} ${number} at Seattle`);
    if (change.state === 'draft') return confirm(change);
    if (!isEnded(change.state)) {
      story.waitsFor = `the end of #${change.id}, which is ${change.state}`;
      return false;
    }
    const { request } = change;
    const then = change.state === 'done' && request.kind === 'operation' && request.operation === 'enable-voice' ? next(change.id) : null;
    if (then !== null) return say(then);
    story.over = true;
    return true;
  }

  async function confirm(change: Change): Promise<boolean> {
    if (!clicks) return say(`confirm #${change.id}`);
    story.waitsFor = `an answer to a click on #${change.id}`;
    await chat.click('confirm', change).catch(() => null);
    return true;
  }

  return story;
}

async function newestOf(db: Kysely<Schema>, key: string): Promise<Change | undefined> {
  const row = await db.selectFrom('parts').select('change_id').where('key', '=', key).orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row && (await loadChanges(db, [row.change_id]))[0];
}

async function givenUp(db: Kysely<Schema>, conversation: string): Promise<number> {
  const rows = await db
    .selectFrom('inbox')
    .select('activity_id')
    .where('conversation', '=', conversation)
    .where('given_up_at', 'is not', null)
    .execute();
  return rows.length;
}
