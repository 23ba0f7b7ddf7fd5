import { sheetCard } from '../../cards/views/sheet';
import { say } from '../../i18n/say';
import { sentence } from '../../sentence';
import { tell } from '../present';
import { whoIs } from '../status';
import { answer, demand, exampleOf, working } from '../talk';
import type { ChatCommand } from './command';

/** What is stored of somebody: how much of what, and from when to when. */
export const dataOf: ChatCommand = {
  name: 'data-of',
  right: 'read',
  whole: true,
  group: 'decide',
  async run(talk, { user }) {
    demand(talk, 'read');
    if (user === undefined) return tell(talk, 'info', { key: 'talk.whose-data', values: { example: exampleOf(talk, 'data-of') } });
    const { language } = talk.speech;
    const who = await whoIs(talk, user, (upn) => say(language, { key: 'card.command.data-of', values: { user: upn } }));
    if (!who) return;
    const found = await working(talk, talk.storedAbout([who.id, who.upn]));
    talk.found = found.length;
    const lines = found.map(({ kind, count, first, last }) => ({
      label: sentence(`stored.${kind}`),
      value:
        first === null || last === null
          ? sentence('stored.count', { count })
          : sentence('stored.between', { count, first: first.slice(0, 10), last: last.slice(0, 10) }),
    }));
    const intro = [sentence(found.length === 0 ? 'stored.nothing' : 'stored.intro')];
    await answer(
      talk,
      sheetCard({ language, title: sentence('stored.title', { name: who.name }), intro, sections: found.length === 0 ? [] : [{ lines }] }),
    );
  },
};
