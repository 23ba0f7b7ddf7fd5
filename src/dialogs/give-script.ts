import { scriptCard } from '../cards/views/script';
import { changeScript } from '../script/change-script';
import { linesOf } from './present';
import { answer, readerOf, type Talk } from './talk';

/** Answers with a change as a script. The change stays as it is: nothing here can know whether anybody runs it. */
export async function giveScript(talk: Talk, id: number): Promise<void> {
  const { model, resourceOf } = talk;
  const reader = readerOf(talk);
  const { change, script } = await talk.changes.script(talk.speech.person, id, (now) =>
    changeScript({
      change: now,
      reader,
      model,
      lines: linesOf(talk),
      readsOf: ({ resource, key, before, goal }) => resourceOf(resource).reads(key, before, goal),
    }),
  );
  await answer(talk, scriptCard({ language: reader.language, change, script }));
}
