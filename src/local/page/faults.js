import { make } from './element.js';
import { say } from './texts.js';

const names = ['slow', 'throttled', 'lost', 'signed-out'];

/** What can be made to go wrong: switches that say what will happen and whether they are on, and what another admin does. */
export function createFaults({ list, form, onTrouble }) {
  const switches = names.map((name) => {
    const state = make('span', 'switch-state');
    const button = make('button', 'switch', make('span', 'switch-name', say(`fault-${name}`)), state);
    const what = make('p', 'quiet', say(`fault-${name}-what`));
    what.id = `fault-${name}`;
    button.type = 'button';
    button.setAttribute('role', 'switch');
    button.setAttribute('aria-describedby', what.id);
    button.addEventListener('click', () => void turn(name, button));
    list.append(make('li', '', button, what));
    return { name, button, state };
  });

  const turn = async (fault, button) => {
    const on = button.getAttribute('aria-checked') !== 'true';
    await post('faults', { fault, on });
  };

  const said = form.querySelector('[data-part=edit-said]');
  const person = form.querySelector('[data-part=edit-person]');
  const known = form.querySelector('[data-part=edit-known]');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void edit(event.submitter.value);
  });

  const edit = async (what) => {
    const user = person.value.trim();
    if (user === '') return person.focus();
    const { status, body } = await post('edits', { user, what });
    if (status === 404) said.textContent = say('edit-nobody', { name: user });
    else if (status !== 200) said.textContent = say('tenant-away');
    else if (what === 'number') said.textContent = say('edit-did-number', body);
    else said.textContent = say(body.voice ? 'edit-did-voice-on' : 'edit-did-voice-off', body);
  };

  return {
    show({ faults, people }) {
      for (const { name, button, state } of switches) {
        const left = faults[name];
        button.setAttribute('aria-checked', String(left > 0));
        state.textContent =
          left === 0 ? `○ ${say('fault-off')}` : `● ${name === 'slow' ? say('fault-on') : say('fault-left', { count: left })}`;
      }
      onTrouble(names.filter((name) => faults[name] > 0).map((name) => say(`fault-${name}`)));
      known.replaceChildren(...people.map(({ upn, name }) => new Option(name, upn)));
      if (person.value === '' && document.activeElement !== person) person.value = people[0]?.upn ?? '';
    },
  };
}

async function post(route, body) {
  try {
    const response = await fetch(`/local/${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    return { status: response.status, body: await response.json() };
  } catch {
    return { status: 0, body: null };
  }
}
