import { onThemeChange } from './cards.js';
import { createPane } from './pane.js';
import { createTenant } from './tenant.js';
import { fillTexts, say, settings } from './texts.js';

const somebodyElse = { id: 'somebody-else', name: say('somebody-else'), may: [] };
const personas = [...settings.personas, somebodyElse];
const panes = document.getElementById('panes');
const tabs = document.getElementById('tabs');
const banner = document.getElementById('banner');

document.documentElement.lang = settings.language;
document.getElementById('where').textContent = say('where', settings);
fillTexts(document);

const tenant = document.getElementById('tenant');
const fold = document.getElementById('fold');
/** Where both conversations and the tenant have room beside each other. */
const wide = matchMedia('(min-width: 70em)');

const sides = ['left', 'right'].map((side, index) => {
  const wished = ['voice-admin', 'helpdesk'][index];
  const name = document.createElement('span');
  const count = document.createElement('span');
  count.className = 'unread';
  const pane = createPane({
    side,
    personas,
    fallback: personas.find(({ id }) => id === wished)?.id ?? personas[index]?.id ?? somebodyElse.id,
    onPersona: (shown) => (name.textContent = shown),
    onConnection: showConnection,
    onUnread: (unread) => showUnread(index, unread),
  });
  const tab = addTab(name, ' ', count);
  panes.append(pane.element);
  return { pane, tab, element: pane.element, count, unread: 0 };
});
const shown = [...sides, { tab: addTab(say('tenant')), element: tenant }];

function addTab(...content) {
  const tab = document.createElement('button');
  tab.type = 'button';
  tab.append(...content);
  tab.addEventListener('click', () => show(tab));
  tabs.append(tab);
  return tab;
}

/** On a narrow screen one of them is shown at a time. */
function show(chosen) {
  for (const { tab, element, pane } of shown) {
    element.classList.toggle('behind', tab !== chosen);
    tab.setAttribute('aria-pressed', String(tab === chosen));
    if (tab === chosen) pane?.look();
  }
}

function showUnread(index, unread) {
  sides[index].unread = unread;
  sides[index].count.textContent = unread > 0 ? say('unread', { count: unread }) : '';
  const all = sides.reduce((sum, side) => sum + side.unread, 0);
  document.title = all > 0 ? `(${all}) Switchboard` : 'Switchboard';
}

function setFold(isFolded) {
  document.body.classList.toggle('tenant-folded', isFolded);
  fold.setAttribute('aria-expanded', String(!isFolded));
}
fold.addEventListener('click', () => {
  const isFolded = !document.body.classList.contains('tenant-folded');
  sessionStorage.setItem('tenant-folded', String(isFolded));
  setFold(isFolded);
});
setFold((sessionStorage.getItem('tenant-folded') ?? String(!wide.matches)) === 'true');

const lost = new Set();
function showConnection(side, connected) {
  if (connected) lost.delete(side);
  else lost.add(side);
  banner.hidden = lost.size === 0;
  banner.textContent = lost.size === 0 ? '' : say('unreachable');
}

show(sides[0].tab);
for (const { pane } of sides) pane.start();
createTenant({
  element: tenant,
  onTrouble: (names) => {
    const text = names.length > 0 ? say('trouble', { names: new Intl.ListFormat(settings.language).format(names) }) : '';
    const line = document.getElementById('trouble');
    if (line.textContent !== text) line.textContent = text;
  },
}).start();
onThemeChange(() => sides.forEach(({ pane }) => pane.redraw()));
