import { onThemeChange } from './cards.js';
import { createPane } from './pane.js';
import { fillTexts, say, settings } from './texts.js';

const somebodyElse = { id: 'somebody-else', name: say('somebody-else'), roles: [] };
const personas = [...settings.personas, somebodyElse];
const panes = document.getElementById('panes');
const tabs = document.getElementById('tabs');
const banner = document.getElementById('banner');

document.documentElement.lang = settings.language;
document.getElementById('where').textContent = say('where', settings);
fillTexts(document);

const sides = ['left', 'right'].map((side, index) => {
  const wished = ['voice-admin', 'helpdesk'][index];
  const pane = createPane({
    side,
    personas,
    fallback: personas.find(({ id }) => id === wished)?.id ?? personas[index]?.id ?? somebodyElse.id,
    onPersona: (name) => (tab.textContent = name),
    onConnection: showConnection,
  });
  const tab = document.createElement('button');
  tab.type = 'button';
  tab.addEventListener('click', () => show(index));
  tabs.append(tab);
  panes.append(pane.element);
  return { pane, tab };
});

/** On a narrow screen one conversation is shown at a time. */
function show(chosen) {
  sides.forEach(({ pane, tab }, index) => {
    pane.element.classList.toggle('behind', index !== chosen);
    tab.setAttribute('aria-pressed', String(index === chosen));
  });
}

const lost = new Set();
function showConnection(side, connected) {
  if (connected) lost.delete(side);
  else lost.add(side);
  banner.hidden = lost.size === 0;
  banner.textContent = lost.size === 0 ? '' : say('unreachable');
}

show(0);
for (const { pane } of sides) pane.start();
onThemeChange(() => sides.forEach(({ pane }) => pane.redraw()));
