import type { Check } from '../../../checks/check';
import type { TenantSource } from '../../../checks/check-source';
import { callCheck, personCheck, reachCheck, type Whom } from '../../../checks/person/person-checks';
import type { PersonValue } from '../../../fields/person';
import { plainNumber, readNumber } from '../../../fields/read-number';
import { say } from '../../../i18n/say';
import { displayNumber } from '../../../resources/display-number';
import { sentence, UserError, type Sentence } from '../../../sentence';
import { outcomesNow } from '../../checks/look';
import { sourceOf } from '../../checks/source';
import { verdictCard, type Question } from '../../checks/verdict-card';
import { tell } from '../../present';
import { whoIs } from '../../status';
import { answer, demand, exampleOf, type Talk } from '../../talk';
import type { ChatCommand } from '../command';

/** Why or why not: whether somebody has what calls need, can call a number, can be reached. */

export const checkPerson = aboutPerson('check-person', 'person', () => ({
  title: (name) => sentence('card.verdict.person.title', { name }),
  check: personCheck,
}));

export const canCall = aboutPerson('can-call', 'call', ({ number = '' }) => {
  const dialled = plainNumber(number).replace(/[\s().\/-]/g, '');
  if (!/^\+?[\d*#]{1,20}$/.test(dialled)) throw new UserError('check.call.unreadable', { name: number });
  return {
    title: (name) => sentence('card.verdict.call.title', { name, number: displayNumber(dialled) }),
    check: (source, whom) => callCheck(source, whom, dialled),
  };
});

export const canReach = aboutPerson('can-reach', 'reach', ({ number = '' }) => {
  const read = readNumber(number, null);
  const caller = read.kind === 'number' ? read.e164 : read.kind === 'no-country' ? read.perhaps : null;
  if (caller === null) throw new UserError('check.reach.unreadable', { name: number });
  return {
    title: (name) => sentence('card.verdict.reach.title', { name, number: displayNumber(caller) }),
    check: (source, whom) => reachCheck(source, whom, caller),
  };
});

interface Asked {
  title: (name: string) => Sentence;
  check: (source: TenantSource, whom: Whom) => Check;
}

function aboutPerson(
  name: 'check-person' | 'can-call' | 'can-reach',
  question: Question,
  asked: (said: Readonly<Record<string, string>>) => Asked,
): ChatCommand {
  return {
    name,
    right: 'read',
    group: 'check',
    async run(talk, said) {
      demand(talk, 'read');
      const { user, number } = said;
      if (user === undefined) return tell(talk, 'info', { key: 'check.person.whose', values: { example: exampleOf(talk, name) } });
      const { title, check } = asked(said);
      const again = (upn: string) =>
        say(talk.speech.language, { key: `card.command.${name}`, values: { user: upn, number: number ?? '' } });
      const who = await whoIs(talk, user, again);
      if (who) await answerAbout(talk, question, who, title(who.name), check({ ...sourceOf(talk), model: talk.model }, who));
    },
  };
}

async function answerAbout(talk: Talk, question: Question, { upn }: PersonValue, title: Sentence, check: Check): Promise<void> {
  const { language } = talk.speech;
  const [outcome] = await outcomesNow(talk, [check]);
  if (!outcome) throw new Error(`${check.id} has no outcome.`);
  const status = say(language, { key: 'card.command.status', values: { user: upn } });
  await answer(talk, verdictCard({ language, question, title, status }, outcome));
}
