import { make } from './element.js';
import { say, settings } from './texts.js';

const mostShown = 15;
const icons = { done: '✓', failed: '✕', 'not-run': '–', unknown: '?', running: '…' };
const time = new Intl.DateTimeFormat(settings.language, { timeStyle: 'medium' });

/** Cmdlets, newest first. Reads that went well are one line together: what changes something is what people look for. */
export function drawCalls(list, calls) {
  list.replaceChildren(...grouped(calls).slice(0, mostShown).map(draw));
}

function grouped(calls) {
  const groups = [];
  for (const call of calls) {
    const quiet = !call.writes && call.outcome === 'done';
    const last = groups.at(-1);
    if (quiet && last?.quiet) last.calls.push(call);
    else groups.push({ quiet, calls: [call] });
  }
  return groups;
}

function draw({ quiet, calls }) {
  if (quiet) return make('li', 'call quiet', say('reads', { names: named(calls) }));
  const [{ outcome, text, who, at }] = calls;
  const state = outcome ?? 'running';
  const head = make('p', 'call-head', make('span', `outcome ${state}`, `${icons[state]} ${say(`outcome-${state}`)}`));
  head.append(make('span', 'quiet', [...(who ? [who] : []), time.format(new Date(at))].join(' · ')));
  return make('li', 'call', head, make('code', '', ...parted(text)));
}

/** A line breaks between parameters, not inside their names. */
function parted(text) {
  return text.split(/ (?=-[A-Z])/).flatMap((part, index) => [...(index > 0 ? [' '] : []), make('span', 'argument', part)]);
}

/** «Get-CsOnlineUser ×3, Get-CsUserPstnSettings» */
function named(calls) {
  const counts = new Map();
  for (const { cmdlet } of calls) counts.set(cmdlet, (counts.get(cmdlet) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count > 1 ? `${name} ×${count}` : name)).join(', ');
}
