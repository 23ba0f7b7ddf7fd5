import { commands } from '../../src/dialogs/commands';
import { shortest } from '../../src/dialogs/help/topic';
import { languages, raw, say, type Language } from '../../src/i18n/say';
import { operations } from '../../src/operations';
import type { Rendered } from '../../src/cards/rendered';
import type { Platform } from '../../src/resources/tenant-model';
import { voiceAdmin } from '../changes/world';
import { every, problemsOf } from '../cards/card-check';
import { parse } from '../commands/reading';
import { startTalking, type Talking } from './talking';

/**
 * Nothing is for cards alone: each thing that can be said is said, as its own help says it, and every message that comes is looked at in both
 * forms. Each button has a command that stands in the text, and typing it is understood.
 */
const stems = [...operations.map(({ id }) => `operation.${id}`), ...commands.map(({ name }) => `command.${name}`)];
/** What has no example of its own: «help help» is help. */
const greets = ['command.help', 'command.help-on', 'command.hello'];

const walks = languages.flatMap((language, at) => {
  const platform: Platform = at % 2 === 0 ? 'direct-routing' : 'cloud-connector';
  return [{ language, platform }];
});

describe.each(walks)('in $language on $platform', ({ language, platform }) => {
  let talking: Talking;
  beforeAll(async () => {
    talking = await startTalking(platform, { language, person: voiceAdmin });
  });
  afterAll(() => talking.world.close());

  test.each(stems)('%s can be said in cards and in text', async (stem) => {
    const { says, sent } = talking;
    await says(raw(language, 'command.cancel.example'));
    const example = greets.includes(stem)
      ? raw(language, `${stem}.example`)
      : exampleOf(await says(helpOn(language, shortest(language, { stem }))), language);
    const strayed = say(language, { key: 'talk.not-understood', values: { name: example } });
    const answer = await says(example);
    expect(answer.trim()).not.toBe('');
    expect(answer).not.toContain(strayed);
    const messages = [...sent];
    expect(messages.filter(({ text }) => text.trim() === '')).toEqual([]);
    expect(messages.filter(({ card }) => card).flatMap(problemsOf)).toEqual([]);
    const unread = messages.flatMap(typedFor).filter((typed) => parse(typed, language).kind === 'nothing');
    // What is no command of its own answers the question that is open.
    for (const typed of unread.slice(0, 1))
      expect(await says(typed)).not.toContain(say(language, { key: 'talk.not-understood', values: { name: typed } }));
  });
});

/** What each button of a card would be when it is typed. */
function typedFor({ card }: Rendered): string[] {
  return every(card ?? {}).flatMap(({ type, data }) => {
    if (type !== 'Action.Execute' && type !== 'Action.Submit') return [];
    const { command } = data as { command?: unknown };
    return [typeof command === 'string' ? command : 'a button without a command'];
  });
}

function helpOn(language: Language, topic: string): string {
  return say(language, { key: 'card.command.help-on', values: { topic } });
}

/** The example as help says it, with names of the tenant. */
function exampleOf(help: string, language: Language): string {
  const line = say(language, { key: 'card.text.labelled', values: { label: say(language, { key: 'help.example' }), text: '' } });
  const found = help.split('\n').find((one) => one.startsWith(line));
  if (found === undefined) throw new Error(`There is no example in: ${help}`);
  return found.slice(line.length);
}
