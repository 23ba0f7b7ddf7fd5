import { createFaults } from './faults.js';
import { drawPeople } from './people.js';
import { drawCalls } from './calls.js';
import { fillTexts, say } from './texts.js';

const waitMs = 20_000;
/** A look at hundreds of people makes hundreds of calls: the panel need not show each. */
const pauseMs = 300;
const awayMs = 2_000;

/**
 * The simulated tenant beside the conversations: what is true there, the last cmdlets, and what can be made to go wrong.
 * @param onTrouble gets the names of what is switched on
 */
export function createTenant({ element, onTrouble }) {
  fillTexts(element);
  const part = (name) => element.querySelector(`[data-part=${name}]`);
  const faults = createFaults({ list: part('faults'), form: part('edit'), onTrouble });
  let before = { people: [] };

  const draw = (now) => {
    part('away').hidden = true;
    part('people-title').textContent = say(now.isTouched ? 'people-touched' : 'people-to-try');
    part('people-hint').hidden = now.isTouched;
    part('people-none').hidden = now.people.length > 0;
    part('calls-none').hidden = now.calls.some(({ writes }) => writes);
    // What stands there already stays, with what somebody has marked in it.
    if (differ(now.people, before.people)) drawPeople(part('people'), now.people, before.people);
    if (differ(now.calls, before.calls)) drawCalls(part('calls'), now.calls);
    faults.show(now);
    before = now;
  };

  const follow = async () => {
    for (;;) {
      try {
        const query = before.version === undefined ? '' : `?known=${before.version}&wait=${waitMs}`;
        const response = await fetch(`/local/tenant.json${query}`, { signal: AbortSignal.timeout(waitMs + 10_000) });
        if (!response.ok) throw new Error(`${response.status}`);
        draw(await response.json());
        await pause(pauseMs);
      } catch {
        part('away').hidden = false;
        before = { ...before, version: undefined };
        await pause(awayMs);
      }
    }
  };

  return { start: () => void follow() };
}

function differ(one, other) {
  return JSON.stringify(one) !== JSON.stringify(other);
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
