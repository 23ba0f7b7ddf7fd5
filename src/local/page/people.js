import { hiddenText, make } from './element.js';
import { say } from './texts.js';

/** People with what is true of them; what differs from `before` is marked. */
export function drawPeople(list, people, before) {
  list.replaceChildren(
    ...people.map((person) =>
      draw(
        person,
        before.find(({ id }) => id === person.id),
      ),
    ),
  );
}

function draw(person, former) {
  const facts = ['voice', 'number', 'site', 'abroad'].map((name) => {
    const value = make('dd', '', shown(name, person[name]));
    if (former && former[name] !== person[name]) {
      value.classList.add('changed');
      value.append(hiddenText(` (${say('changed')})`));
    }
    return make('div', 'fact', make('dt', '', say(name)), value);
  });
  return make('li', 'person', make('p', 'person-name', person.name), make('p', 'quiet', person.upn), make('dl', '', ...facts));
}

function shown(name, value) {
  if (value === null) return say('none');
  if (name === 'voice') return value ? `✓ ${say('voice-on')}` : `– ${say('voice-off')}`;
  if (name === 'abroad') return value ? `✓ ${say('abroad-open')}` : `– ${say('abroad-blocked')}`;
  return value;
}
