import { may } from '../../auth/person';
import type { Change } from '../../changes/change';
import { say } from '../../i18n/say';
import { momentText } from '../moment-text';
import { safeText } from '../safe-text';
import type { Reader } from '../reader';
import { asksApprovers } from './approval-view';
import { factLabel } from './change-title';

/** What a person has to know about a change in this state: plain, and honest about what is not known. */
export function stateNotices(change: Change, reader: Reader): string[] {
  const { language, person } = reader;
  const open = change.endedAt === null;
  const calledOff = { who: safeText(change.calledOffBy?.name ?? ''), known: change.calledOffBy !== null };
  const answerLost = change.parts.some(({ journal }) => journal.some(({ outcome }) => outcome === 'unknown'));
  return [
    say(language, {
      key: `card.notice.${change.state}`,
      values: {
        name: safeText((change.runsAs ?? change.requester).name),
        ...calledOff,
        by: change.replacedBy ?? 0,
        at: momentText(reader, change.updatedAt, 'seconds'),
      },
    }),
    ...(open && change.stopAsked ? [say(language, { key: 'card.notice.stopAsked', values: calledOff })] : []),
    ...(open && answerLost ? [say(language, { key: 'card.notice.answerLost' })] : []),
    ...(change.state === 'draft' && !may(person, 'confirm') && !asksApprovers(change, person)
      ? [say(language, { key: 'card.notice.whoConfirms', values: { roles: reader.whoMay('confirm') } })]
      : []),
    ...rechecked(change, reader),
    ...(change.putBackBy === null ? [] : [say(language, { key: 'card.notice.putBackBy', values: { by: change.putBackBy } })]),
  ].filter((text) => text !== '');
}

/** What did not last, as the latest look at each part saw it. */
function rechecked({ parts }: Change, reader: Reader): string[] {
  const { language } = reader;
  return parts.flatMap(({ rechecks }) => {
    const last = rechecks.at(-1);
    if (!last || last.moved.length === 0) return [];
    const facts = new Intl.ListFormat(language).format(last.moved.map(({ fact }) => factLabel(language, fact)));
    return [say(language, { key: 'card.notice.didNotLast', values: { at: momentText(reader, last.at), facts } })];
  });
}
