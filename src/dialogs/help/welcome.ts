import { may, actingOn } from '../../auth/person';
import { whoMay } from '../../auth/right-refusal';
import { sayButton } from '../../cards/button';
import type { Rendered } from '../../cards/rendered';
import { helpCard } from '../../cards/views/help';
import { raw, say } from '../../i18n/say';
import { isWorthOffering } from '../../operations/worth-offering';
import { sentence, type Sentence } from '../../sentence';
import { aboutOperation, exampleOf, type Talk } from '../talk';
import { ownExample } from './own-example';
import type { OwnNames } from './own-names';

/** Something that this person can do now. */
interface Thing {
  title: Sentence;
  what: Sentence;
  command: string;
}

const shown = 3;

/** For somebody who has just come: three things that they can do now by their rights, with a button for each. */
export async function welcomeCard(talk: Talk, names: OwnNames): Promise<Rendered> {
  const { person, language } = talk.speech;
  const help = sayButton(say(language, { key: 'card.button.help' }), exampleOf(talk, 'help'));
  const title = sentence('card.welcome.title', { tenant: talk.model.tenantName });
  if (!may(person, 'read')) {
    const unread = person.groupsUnread === true;
    const refused = unread ? sentence('refusal.groupsUnread') : sentence('card.welcome.nothing', { roles: whoMay(talk.people, 'read') });
    const me = sayButton(exampleOf(talk, 'who-am-i'), exampleOf(talk, 'who-am-i'));
    return helpCard({ language, title, intro: [refused], groups: [], buttons: [me], ours: true });
  }
  const things = (await thingsToDo(talk, names)).slice(0, shown);
  return helpCard({
    language,
    ours: names.none,
    title,
    intro: [sentence('card.welcome.intro')],
    groups: [{ title: sentence('card.welcome.now'), commands: things }],
    buttons: [...things.map(({ title: name, command }) => sayButton(say(language, name), command)), help],
  });
}

/** What is worth most first: others wait for an approver, a tenant without voice for its set-up. */
async function thingsToDo(talk: Talk, names: OwnNames): Promise<Thing[]> {
  const { person, language } = talk.speech;
  const example = (stem: string) => ownExample(talk, names, raw(language, `${stem}.example`));
  const command = async (name: string): Promise<Thing> => ({
    title: sentence(`card.welcome.${name}`),
    what: sentence(`command.${name}.summary`),
    command: await example(`command.${name}`),
  });
  const things: Thing[] = [];
  if (talk.changes.isApprover(person)) {
    const count = (await talk.changes.pending(person)).forMe.length;
    const waiting = { ...(await command('pending')), what: sentence('card.welcome.waiting', { count }) };
    things.push(waiting);
  }
  const isWhole = may(actingOn(person, { places: [null] }), 'read');
  if (isWhole && isEmpty(names)) things.push(await command('set-up'));
  for (const { id } of wishes(talk, names))
    things.push({
      title: sentence(`operation.${id}.title`),
      what: sentence(`operation.${id}.summary`),
      command: await example(`operation.${id}`),
    });
  for (const name of [
    'status',
    ...(may(person, 'history') ? ['changes'] : []),
    ...(may(person, 'propose') ? ['free-numbers'] : []),
    ...(isWhole ? ['report'] : []),
    'changes',
  ])
    things.push(await command(name));
  return things.filter(({ command: said }, place) => things.findIndex((one) => one.command === said) === place);
}

/** There are people, and none of them has a number. */
function isEmpty({ people }: OwnNames): boolean {
  return people.length > 0 && people.every(({ state }) => typeof state.facts.number !== 'string');
}

/** The first operation that would change something for somebody here. */
function wishes({ operations, speech, resourceOf, model }: Talk, { people }: OwnNames) {
  const mine = operations.filter((one) => may(actingOn(speech.person, aboutOperation(one)), 'propose'));
  const useful = mine.filter((one) => people.some(({ state, value }) => isWorthOffering(one, { resourceOf, model, now: state, value })));
  return (useful.length > 0 ? useful : mine).slice(0, 1);
}
