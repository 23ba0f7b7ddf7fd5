import { may, sameAccount } from '../../auth/person';
import { canAskAnew, canPutBack, type Change, type ChangeState } from '../../changes/change';
import { raw, say, type Language } from '../../i18n/say';
import { changeButton, sayButton, type Button } from '../button';
import type { Reader } from '../reader';
import { typedWord } from '../typed-word';
import { asksApprovers, sayOf } from './approval-view';

const underWay: readonly ChangeState[] = ['queued', 'running', 'waiting', 'waiting-sign-in', 'waiting-role'];

/** What this reader may do with a change as it stands. The server checks again whatever comes. */
export function changeButtons(change: Change, reader: Reader): Button[] {
  const buttons = whatMayBeDone(change, reader);
  // A card for everybody and nobody: each gets their own view of it by this.
  return buttons.length === 0 && change.endedAt === null && reader.person.roles.length === 0
    ? [changeButton(reader.language, 'refresh', change)]
    : buttons;
}

function whatMayBeDone(change: Change, reader: Reader): Button[] {
  const { person, language } = reader;
  const button = (verb: Parameters<typeof changeButton>[1]) =>
    changeButton(language, verb, change, typedWord(language, change, verb, person));
  const script = may(person, 'script') ? [button('script')] : [];
  const says = sayOf(change, reader);
  if (change.state === 'draft') {
    const asks = asksApprovers(change, person) && (may(person, 'confirm') || sameAccount(person, change.requester));
    return [
      ...(asks ? [button('submit')] : may(person, 'confirm') ? [button('confirm')] : []),
      ...(may(person, 'propose') && change.request.kind !== 'put-back' ? [button('edit')] : []),
      ...(may(person, 'propose') ? [button('withdraw')] : []),
      ...script,
    ];
  }
  if (change.state === 'awaiting-approval') {
    return [
      ...(says === 'vote' ? [button('approve'), button('deny'), button('question')] : []),
      ...(says === 'answer' ? [button('answer')] : []),
      ...(may(person, 'propose') && says !== 'vote' ? [button('withdraw')] : []),
      ...script,
      button('refresh'),
    ];
  }
  if (underWay.includes(change.state)) {
    const waitsForPerson = change.state === 'waiting-role' || change.state === 'waiting-sign-in';
    const decides = may(person, 'confirm') && !change.stopAsked;
    return [
      ...(change.state === 'waiting-sign-in' && sameAccount(person, change.runsAs ?? change.requester) ? [signInButton(language)] : []),
      ...(decides && waitsForPerson ? [button('resume')] : []),
      ...(decides ? [button('stop')] : []),
      ...(waitsForPerson ? script : []),
      button('refresh'),
    ];
  }
  return [
    ...(canAskAnew(change) && may(person, 'propose') ? [againButton(language, change.id)] : []),
    ...(canPutBack(change) && may(person, 'propose') ? [button('undo')] : []),
    ...[change.replacedBy, change.putBackBy].flatMap((id) => (id === null ? [] : [changeButton(language, 'show', { id, version: 1 })])),
    ...change.parts.flatMap(({ subject }) => (subject.upn === null ? [] : [statusButton(language, subject.upn)])).slice(0, 1),
  ];
}

function signInButton(language: Language): Button {
  return sayButton(say(language, { key: 'card.button.signIn' }), raw(language, 'command.sign-in.example'));
}

function againButton(language: Language, id: number): Button {
  return sayButton(say(language, { key: 'card.button.again' }), say(language, { key: 'card.command.again', values: { id } }));
}

function statusButton(language: Reader['language'], user: string): Button {
  return sayButton(say(language, { key: 'card.button.status' }), say(language, { key: 'card.command.status', values: { user } }));
}
