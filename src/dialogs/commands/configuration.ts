import { sheetCard, type SheetSection } from '../../cards/views/sheet';
import { raw, say } from '../../i18n/say';
import { sentence } from '../../sentence';
import { tell } from '../present';
import { answer, demand, type Talk } from '../talk';
import type { ChatCommand } from './command';

/** Which configuration is in force, what is wrong with the file, and what waits for an approver. */
export const configuration: ChatCommand = {
  name: 'configuration',
  right: 'read',
  whole: true,
  group: 'decide',
  async run(talk) {
    demand(talk, 'read', { places: [null] });
    const { language } = talk.speech;
    const standing = talk.configuration.standing();
    await answer(
      talk,
      sheetCard({
        language,
        title: sentence('configuration.title', { version: standing.version }),
        tone: standing.problems.length > 0 || standing.waiting ? 'attention' : 'default',
        sections: sectionsOf(talk),
      }),
    );
  },
};

function sectionsOf({ configuration: { standing }, speech }: Talk): SheetSection[] {
  const { problems, waiting, restart } = standing();
  const text = (line: string) => sentence('value.text', { text: line });
  return [
    ...(problems.length > 0 ? [{ title: sentence('configuration.wrong'), tone: 'attention' as const, notes: problems.map(text) }] : []),
    ...(waiting
      ? [
          {
            title: sentence('configuration.waits', { version: waiting.version }),
            tone: 'warning' as const,
            notes: [...waiting.widens, ...without(waiting.differences, waiting.widens)],
            buttons: [
              {
                title: sentence('configuration.approve'),
                command: say(speech.language, { key: 'card.command.approve-configuration', values: { version: waiting.version } }),
              },
            ],
          },
        ]
      : []),
    ...(restart.length > 0 ? [{ title: sentence('configuration.restart'), notes: restart.map(text) }] : []),
    ...(problems.length === 0 && !waiting && restart.length === 0 ? [{ notes: [sentence('configuration.asTheFile')] }] : []),
  ];
}

function without<T>(all: readonly T[], some: readonly T[]): T[] {
  return all.filter((one) => !some.includes(one));
}

export const approveConfiguration: ChatCommand = {
  name: 'approve-configuration',
  right: 'approve-configuration',
  whole: true,
  group: 'decide',
  async run(talk, { version }) {
    demand(talk, 'approve-configuration', { places: [null] });
    if (version === undefined) {
      const next = raw(talk.speech.language, 'command.configuration.example');
      return tell(talk, 'info', sentence('configuration.which'), [next]);
    }
    const refused = await talk.configuration.approve(talk.speech.person, version.toLowerCase());
    if (refused) return tell(talk, 'refusal', refused);
    await tell(talk, 'good', sentence('configuration.approved', { version: talk.configuration.standing().version }));
  },
};
