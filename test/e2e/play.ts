import { setTimeout as pause } from 'node:timers/promises';
import type { Platform } from '../../src/resources/tenant-model';
import { castOf, type Role } from './cast';
import { openPane, type Pane } from './pane';
import { readScripts, type Form, type Line, type Script } from './script';
import { expectSoundLog } from './sound-log';
import { openStage, type Stage, type StageOptions } from './stage';

const repeatMs = 30_000;

/** A language beside ours that the English conversations are held in. */
export interface Tongue {
  language: string;
  texts: Record<string, string>;
  /** What the bot says, in English. */
  translated(json: string): string;
}

/**
 * Holds every written conversation on this platform, several at a time, all with the same bot.
 * @param tongue holds those in English alone, in this language
 */
export function playAll(platform: Platform, { tongue, only = ['cards', 'text'] }: { tongue?: Tongue; only?: Form[] } = {}): void {
  const parts = readScripts()
    .filter(
      ({ platforms, empty, alone, locale }) => platforms.includes(platform) && !empty && !alone && (!tongue || locale.startsWith('en')),
    )
    .flatMap((script) => script.forms.filter((form) => only.includes(form)).map((form) => ({ script, form })));
  const people = peopleFor(parts);
  const opened = openStage(platform, tongue ? { texts: { [tongue.language]: tongue.texts } } : {}).then(async (stage) => ({
    stage,
    cast: await castOf(stage, people.total).catch(async (error: unknown) => {
      await stage.close();
      throw error;
    }),
  }));
  opened.catch(() => undefined);

  afterAll(async () => (await opened).stage.close());

  for (const [index, { script, form }] of parts.entries()) {
    test.concurrent(`${script.title} (${form})`, async () => {
      const { stage, cast } = await opened;
      await play(stage, script, form, people.of(cast, index), tongue);
    });
  }
}

/** Holds the others, that want nobody to speak beside them, one after the other. */
export function playInTurn(platform: Platform): void {
  const parts = readScripts()
    .filter(({ platforms, alone }) => platforms.includes(platform) && alone)
    .flatMap((script) => script.forms.map((form) => ({ script, form })));
  const people = peopleFor(parts);
  let stage: Stage;
  let cast: Role[];
  beforeAll(async () => {
    stage = await openStage(platform);
    cast = await castOf(stage, people.total);
  });
  afterAll(() => stage.close());

  for (const [index, { script, form }] of parts.entries())
    test(`${script.title} (${form})`, () => play(stage, script, form, people.of(cast, index)));
}

/** Holds every conversation that begins in an empty tenant, each with a tenant and a bot of its own. */
export function playFromNothing(platform: Platform, configure: StageOptions['configure']): void {
  for (const script of readScripts().filter(({ platforms, empty }) => platforms.includes(platform) && empty)) {
    for (const form of script.forms) {
      test(`${script.title} (${form})`, async () => {
        const stage = await openStage(platform, { people: 0, ...(configure && { configure }) });
        try {
          await play(stage, script, form, []);
          expectSoundLog(stage.log);
        } finally {
          await stage.close();
        }
      });
    }
  }
}

/** As many of a cast for each as it names: there are not many more accounts than that. */
function peopleFor(parts: readonly { script: Script }[]): { total: number; of(cast: Role[], index: number): Role[] } {
  const counts = parts.map(({ script }) => (script.lines.some(({ what }) => /\{\w+2\}/.test(what)) ? 2 : 1));
  const before = (index: number): number => counts.slice(0, index).reduce((sum, count) => sum + count, 0);
  return { total: before(parts.length), of: (cast, index) => cast.slice(before(index), before(index + 1)) };
}

async function play(stage: Stage, script: Script, form: Form, people: Role[], tongue?: Tongue): Promise<void> {
  const panes = new Map<string, Pane>();
  const names: Record<string, string> = Object.fromEntries(
    people.flatMap((role, index) => Object.entries(role).map(([key, value]) => [`${key}${index === 0 ? '' : index + 1}`, String(value)])),
  );
  const filled = (text: string): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole);
  let pane: Pane | null = null;
  let heard = '';
  /** A change of other conversations' people is none of this one's. */
  const concerns = (text: string): boolean => {
    const named = text.match(/quinn\.zz\w+@contoso\.com/g) ?? [];
    return !/^Change(ment)? \d+ · /.test(text) || named.length === 0 || named.some((upn) => people.some((one) => one.upn === upn));
  };

  async function paneOf(who: string): Promise<Pane> {
    const known = panes.get(who);
    if (known) return known;
    const made = await openPane(stage, who.split('@')[0], {
      locale: tongue?.language ?? script.locale,
      concerns,
      ...(tongue && { translated: tongue.translated }),
    });
    panes.set(who, made);
    if (form === 'text') await made.says('cards off');
    return made;
  }

  const here = (line: Line): boolean => !('only' in line) || line.only === null || line.only === stage.platform || line.only === form;

  async function perform(line: Line): Promise<void> {
    const what = filled(line.what);
    switch (line.kind) {
      case 'says':
      case 'clicks':
        pane = await paneOf(line.who);
        heard = await pane[line.kind](what);
        break;
      case 'fills-in':
        pane = await paneOf(line.who);
        await pane.fillsIn(line.label, what);
        break;
      case 'repeats': {
        pane = await paneOf(line.who);
        const until = filled(line.until);
        const deadline = Date.now() + repeatMs;
        while (!(heard = await pane.says(what)).includes(until)) {
          if (Date.now() > deadline) throw new Error(`«${until}» did not come. The last answer:\n${heard}`);
          await pause(100);
        }
        break;
      }
      case 'awaits':
        if (!pane) throw new Error('Nobody is there to wait.');
        heard = await pane.until(shownBy(names.change, what));
        break;
      case 'sees':
        if (!heard.includes(what)) throw new Error(`«${what}» is not in the answer:\n${heard}`);
        break;
      case 'misses':
        if (pane?.came().includes(what)) throw new Error(`«${what}» is in the answer:\n${pane.came()}`);
        break;
      case 'tenant':
        // What the script says has been so for long: every reader sees it.
        await stage.control({ do: 'replicate', ms: 0 });
        await stage.control(JSON.parse(what));
        await stage.control({ do: 'replicate', ms: 300 });
        break;
      case 'bot':
        await stage.killBot();
        await stage.startBot();
        break;
      case 'writes': {
        const calls = await stage.writes(script.empty ? 'all' : people.map(({ upn }) => upn));
        const names = calls.map(({ cmdlet }) => cmdlet);
        // Changes that run beside each other write in any order.
        const written = (script.empty ? names.sort() : names).join(', ');
        if (written !== (what === 'none' ? '' : what)) throw new Error(`The tenant was told: ${written || 'nothing'}, not: ${what}`);
      }
    }
    const seen = [...heard.matchAll(/Change(?:ment)? (\d+) · /g)].map(([, id]) => Number(id));
    if (seen.length === 0) return;
    names.first ??= String(seen[0]);
    names.change = String(Math.max(Number(names.change ?? 0), ...seen));
  }

  for (const [index, line] of script.lines.entries()) {
    if (!here(line)) continue;
    await perform(line).catch((error: unknown) => {
      const before = script.lines.slice(0, index + 1).map(({ kind, what }) => `${kind}: ${filled(what)}`);
      const death = stage.log.filter((line) => !line.startsWith('{')).join('\n');
      throw new Error(`${error instanceof Error ? error.message : String(error)}\n${death}\n\nafter\n${before.join('\n')}`);
    });
  }
}

/** Shown by the newest change, or by no change's card: one of before may be redrawn at any moment, done already. */
function shownBy(change: string | undefined, phrase: string): RegExp {
  const others = change === undefined ? '' : `(?!Change(ment)? (?!${change} ))`;
  return new RegExp(`^${others}[^]*${phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
