import { hiddenText, make } from './element.js';
import { say } from './texts.js';

const names = ['voice', 'number', 'site', 'abroad'];
/** A change writes several things, one after the other: what comes within this time is one change. */
const togetherMs = 5_000;

/** What the last change made different, as `id|name`. */
const marked = new Set();
let markedAt = 0;

/** People with what is true of them; what the last change made different is marked. */
export function drawPeople(list, people, before) {
  mark(people, before);
  list.replaceChildren(...people.map(draw));
}

function mark(people, before) {
  const different = people.flatMap((person) => {
    const former = before.find(({ id }) => id === person.id);
    return former ? names.filter((name) => former[name] !== person[name]).map((name) => `${person.id}|${name}`) : [];
  });
  if (different.length === 0) return;
  const now = performance.now();
  if (now - markedAt > togetherMs) marked.clear();
  markedAt = now;
  for (const one of different) marked.add(one);
}

function draw(person) {
  const facts = names.map((name) => {
    const value = make('dd', '', shown(name, person[name]));
    if (marked.has(`${person.id}|${name}`)) {
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
