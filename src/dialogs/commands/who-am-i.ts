import type { Role } from '../../auth/person';
import { inWords } from '../../auth/right-refusal';
import { momentText } from '../../cards/moment-text';
import { sheetCard, type SheetSection } from '../../cards/views/sheet';
import { commaList, sentence, type Sentence } from '../../sentence';
import type { SignInStanding } from '../conversation';
import { type Talk, answer, exampleOf, readerOf, working } from '../talk';
import type { ChatCommand } from './command';

/** Who somebody is to us, what they may do, and how long they are signed in; never the token. */
export const whoAmI: ChatCommand = {
  name: 'who-am-i',
  right: null,
  group: 'conversation',
  async run(talk) {
    const { speech, signIns } = talk;
    const standing = signIns && (await working(talk, signIns.standing(speech.person)));
    const needed = standing !== null && standing.needed !== null;
    await answer(
      talk,
      sheetCard({
        language: speech.language,
        title: plain(speech.person.name),
        sections: [identityOf(talk), rolesOf(talk), sessionOf(talk, standing)],
        buttons: needed ? [{ title: sentence('card.button.signIn'), command: exampleOf(talk, 'sign-in') }] : [],
      }),
    );
  },
};

function identityOf({ speech, model }: Talk): SheetSection {
  const { objectId, tenantId } = speech.person;
  const tenant = tenantId === model.tenantId ? sentence('whoAmI.tenant', { name: model.tenantName, id: tenantId }) : plain(tenantId);
  return {
    title: sentence('whoAmI.identity'),
    lines: [
      { label: sentence('whoAmI.objectId'), value: plain(objectId) },
      { label: sentence('whoAmI.tenantLabel'), value: tenant },
    ],
  };
}

function rolesOf({ speech, changes, operations }: Talk): SheetSection {
  const { roles } = speech.person;
  const approves = changes.isApprover(speech.person) ? [sentence('whoAmI.approver')] : [];
  if (roles.length === 0) return { title: sentence('whoAmI.roles'), notes: [sentence('whoAmI.noRoles'), ...approves] };
  const lines = roles.map((role) => ({ label: plain(role.name), value: mayOf(role, operations.length) }));
  return { title: sentence('whoAmI.roles'), lines, notes: approves };
}

function mayOf({ may, operations, scope }: Role, all: number): Sentence {
  const rights = commaList(may.map((right) => sentence(`whoAmI.right.${right}`))) ?? sentence('whoAmI.right.nothing');
  const where = scope ? sentence('whoAmI.within', { rights, scope: inWords(scope) }) : sentence('whoAmI.everywhere', { rights });
  return operations === null || operations.length >= all ? where : sentence('whoAmI.some', { may: where, operations });
}

function sessionOf(talk: Talk, standing: SignInStanding | null): SheetSection {
  const kind = { label: sentence('whoAmI.sessionLabel'), value: sentence('whoAmI.session', { live: talk.live }) };
  const title = sentence('whoAmI.sessionTitle');
  if (standing === null) return { title, lines: [kind], notes: [sentence('sign-in.nobody')] };
  if (standing.needed !== null)
    return { title, tone: 'warning', lines: [kind], notes: [sentence(`sign-in.why.${standing.needed}`, { count: 0, changes: '' })] };
  const reader = readerOf(talk);
  const at = (moment: Date): Sentence => plain(momentText(reader, moment.toISOString()));
  const minutes = Math.max(0, Math.round((standing.expiresAt.getTime() - reader.now.getTime()) / 60_000));
  return {
    title,
    lines: [
      kind,
      { label: sentence('whoAmI.signedIn'), value: at(standing.signedInAt) },
      { label: sentence('whoAmI.token'), value: sentence('whoAmI.tokenLife', { minutes, at: at(standing.expiresAt) }) },
    ],
    notes: [sentence('whoAmI.renewed')],
  };
}

function plain(text: string): Sentence {
  return sentence('value.text', { text });
}
