import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commands } from '../../src/dialogs/commands';
import { addLanguages, raw } from '../../src/i18n/say';
import { operations } from '../../src/operations';
import type { Platform } from '../../src/resources/tenant-model';
import { voiceAdmin } from '../changes/world';
import { startTalking } from '../dialogs/talking';
import { isData } from './known-data';
import { pseudoLanguage, pseudoTexts } from './pseudo-locale';
import { among, textsIn } from './read-pseudo';

const folder = mkdtempSync(path.join(tmpdir(), 'switchboard-pseudo-'));
writeFileSync(path.join(folder, `${pseudoLanguage}.json`), JSON.stringify(pseudoTexts()));
addLanguages(folder);

/** These answer in the language that they bring. */
const inAnother = ['language', 'language-auto'];
/** The rule and the configuration that the conversation is held with. */
const given = ['Anything', 'test'];

/** Each operation as it begins, with all that is asked, and as its example has it; each command. */
const lines = [
  ...operations.flatMap(({ id }) => [raw('en', `operation.${id}.start`).replace('{user}', ''), raw('en', `operation.${id}.example`)]),
  ...commands.filter(({ name }) => !inAnother.includes(name)).map(({ name }) => raw('en', `command.${name}.example`)),
].map((line) => line.replaceAll('bob@contoso.com', 'busy@contoso.com'));

test.each<Platform>(['cloud-connector', 'direct-routing'])(
  'every command and operation can be answered in another language on %s',
  async (platform) => {
    const talking = await startTalking(platform, { person: voiceAdmin, language: pseudoLanguage });
    const heard = new Set<string>();
    for (const line of lines) {
      await talking.says(line);
      for (const { card, text, summary } of talking.sent) for (const one of card ? textsIn(card) : [text, summary]) heard.add(one);
    }
    await talking.world.close();
    expect(heard.size).toBeGreaterThan(300);
    expect(among(heard, ({ plain }) => plain.filter((words) => !given.includes(words) && !isData(words)))).toEqual([]);
    expect(among(heard, ({ joined }) => joined)).toEqual([]);
  },
);
