import { Readable } from 'node:stream';
import { scriptCard } from '../cards/views/script';
import { changeScript, scriptFile } from '../script/change-script';
import { linesOf } from './present';
import { answer, readerOf, type Talk } from './talk';

/** Answers with a change as a script: to read, and as a file. The change stays as it is: nothing here can know whether anybody runs it. */
export async function giveScript(talk: Talk, id: number): Promise<void> {
  const { model, resourceOf, fileOffers, speech } = talk;
  const reader = readerOf(talk);
  const { change, script } = await talk.changes.script(speech.person, id, (now) => {
    const script = changeScript({
      change: now,
      reader,
      model,
      lines: linesOf(talk),
      readsOf: ({ resource, key, before, goal }) => resourceOf(resource).reads(key, before, goal),
    });
    return { script, file: scriptFile(script) };
  });
  const file = await fileOffers.offer(speech.person, `change-${change.id}.ps1`, Readable.from([script.file]));
  await answer(talk, scriptCard({ language: reader.language, change, script: script.script, file }));
}
