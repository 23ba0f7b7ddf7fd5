import { asShared } from '../../src/cards/shared';
import { commands } from '../../src/dialogs/commands';
import { languages, raw, type Language } from '../../src/i18n/say';
import { operations } from '../../src/operations';
import { problemsOf } from '../cards/card-check';
import { voiceAdmin } from '../changes/world';
import { startTalking, type Talking } from './talking';

/** Anything with eight digits or more in a row but for the signs that stand between digits of a number. */
const number = /\+?\d(?:[\s\u00a0\u202f().-]{0,2}\d){7,}/;
/** What cmdlets say of somebody; the guide's own commands are no data of anybody's. */
const cmdlet = /-(Identity|LineURI|PhoneNumber|OnPremLineURI|PolicyName)\b/;

const chat = 'https://teams.microsoft.com/l/chat/0/0?users=28:app';

/** The people of the examples exist in every sample tenant under other names. */
function saidOf(language: Language, stem: string): string {
  return raw(language, `${stem}.example`)
    .replaceAll('bob@contoso.com', 'busy@contoso.com')
    .replaceAll('nina@contoso.com', 'newhire@contoso.com');
}

function sayings(language: Language): string[] {
  return [
    ...commands.map(({ name }) => saidOf(language, `command.${name}`)),
    ...operations.map(({ id }) => saidOf(language, `operation.${id}`)),
    ...[
      'status newhire@contoso.com',
      'onprem@contoso.com',
      '4021',
      'who has +1 425 555 0140',
      'nobody@contoso.com',
      'changes',
      'show 1',
      'script 1',
    ],
  ];
}

describe.each(languages)('in %s, where others read', (language) => {
  let talking: Talking;
  beforeAll(async () => {
    talking = await startTalking('direct-routing', { language, person: voiceAdmin });
    await talking.says(saidOf('en', 'operation.turn-voicemail-off'));
    await talking.says('cancel');
  });

  test.each(sayings(language))('«%s» is answered without numbers and cmdlets', async (said) => {
    await talking.says(said);
    for (const message of talking.sent) {
      const shared = asShared(message, chat);
      const { $schema: _, ...card } = shared.card ?? {};
      // Deep links are no data of anybody's.
      const seen = [JSON.stringify(card).replaceAll(chat, ''), shared.text.replaceAll(chat, ''), shared.summary].join('\n');
      expect(seen.match(number)?.[0]).toBeUndefined();
      expect(seen).not.toMatch(cmdlet);
      if (shared.card) expect(problemsOf(shared)).toEqual([]);
    }
  });

  test('a status is a name and states, and the way to the rest', async () => {
    await talking.says('status busy@contoso.com');
    const [message] = talking.sent;
    if (!message) throw new Error('No answer.');
    expect(message.text).toMatch(number);
    const { text, less } = asShared(message, chat);
    expect(less).toBe(true);
    expect(text.split('\n').filter((line) => line !== '')).toEqual(statuses[language]);
  });
});

const statuses: Record<Language, string[]> = {
  en: [
    'Status · Contoso',
    'Bianca Busy',
    '✓ Nothing wrong',
    'Voice: on',
    'Voicemail: on',
    'Last changes',
    '1 Turn voicemail off',
    '   Bianca Busy',
    '   ○ To review · Vera Voiceadmin · 08:00',
    '   type `show 1`',
    'Everything else is for our own chat alone.',
    `Open our own chat: ${chat}`,
  ],
  fr: [
    'État · Contoso',
    'Bianca Busy',
    '✓ Rien à signaler',
    'Voix\u00a0: activée',
    'Messagerie vocale\u00a0: activée',
    'Derniers changements',
    '1 Désactiver la messagerie',
    '   Bianca Busy',
    '   ○ À vérifier · Vera Voiceadmin · 08:00',
    '   tapez `montre 1`',
    'Le reste est réservé à notre conversation à deux.',
    `Ouvrir notre conversation\u00a0: ${chat}`,
  ],
};
