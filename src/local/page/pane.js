import { createAttachment } from './attachment.js';
import { drawCard, drawMarkdown } from './cards.js';
import { createConversation } from './direct-line.js';
import { keepFolds, unfoldedIn } from './folds.js';
import { fillTexts, say, settings } from './texts.js';
import { createUnread } from './unread.js';
import { createView } from './view.js';

const cardType = 'application/vnd.microsoft.card.adaptive';
const typingMs = 10_000;
const longestText = 20_000;

/** One conversation of one persona: what is said, the cards, and the line to type in. */
export function createPane({ side, personas, fallback, onPersona, onConnection, onUnread }) {
  const element = document.getElementById('pane').content.firstElementChild.cloneNode(true);
  fillTexts(element);
  const part = (name) => element.querySelector(`[data-part=${name}]`);
  const [log, messages, welcome, typing, text, select] = ['log', 'messages', 'welcome', 'typing', 'text', 'persona'].map(part);
  /** id → { activity, item } */
  const shown = new Map();
  let persona = remembered(`${side}|persona`) ?? fallback;
  let conversation = null;
  let typingTimer = 0;
  const view = createView(log, messages);
  const unread = createUnread(element, (count) => {
    part('unread').textContent = count > 0 ? say('unread', { count }) : '';
    onUnread(count);
  });

  const start = () => {
    conversation?.stop();
    shown.clear();
    messages.replaceChildren();
    welcome.hidden = false;
    view.reset();
    setTyping(false);
    unread.clear();
    let isCaughtUp = false;
    const key = `${side}|${persona}`;
    conversation = createConversation({
      from: { id: persona },
      known: remembered(key),
      onStarted: (id) => remember(key, id),
      onActivities: (activities) => {
        const known = shown.size;
        activities.forEach(receive);
        view.settle();
        // What was there when the page was opened is no news.
        if (isCaughtUp && shown.size > known && activities.some((one) => one.type === 'message' && !isMine(one))) unread.said();
      },
      onConnection: (connected) => onConnection(side, connected),
      onCaughtUp: () => (isCaughtUp = true),
    });
    conversation.start();
    const { name, may } = personas.find(({ id }) => id === persona) ?? { name: persona, may: [] };
    part('role').textContent = roleOf(may);
    part('avatar').textContent = initials(name);
    log.setAttribute('aria-label', say('log', { name }));
    text.setAttribute('aria-label', say('message', { name }));
    element.setAttribute('aria-label', name);
    onPersona(name);
  };

  const receive = (activity) => {
    if (activity.type === 'messageDelete') return forget(activity.id);
    if (activity.type === 'typing') return setTyping(true);
    if (activity.type !== 'message') return;
    const known = shown.get(activity.id);
    if (!known && !isMine(activity)) view.answered();
    const item = known?.item ?? place(activity);
    shown.set(activity.id, { activity, item });
    draw(item, activity);
    if (!known && isMine(activity)) view.asked();
    if (!isMine(activity)) setTyping(false);
    welcome.hidden = true;
  };

  /** In the order in which they were first sent: an edited message keeps its place, also after a reload. */
  const place = (activity) => {
    const item = document.createElement('li');
    item.dataset.at = activity.timestamp ?? '';
    const later = [...messages.children].reverse().find((other) => other.dataset.at <= item.dataset.at);
    if (later) later.after(item);
    else messages.prepend(item);
    return item;
  };

  const draw = (item, activity) => {
    const unfolded = unfoldedIn(item);
    const hadFocus = item.contains(document.activeElement);
    item.className = isMine(activity) ? 'message mine' : 'message';
    const bubble = document.createElement('div');
    bubble.className = 'bubble';
    bubble.tabIndex = -1;
    const said = document.createElement('span');
    said.className = 'hidden-text';
    said.textContent = isMine(activity) ? `${say('you')} ` : 'Switchboard: ';
    bubble.append(said);
    if (activity.text)
      bubble.append(isMine(activity) || activity.textFormat === 'plain' ? plain(activity.text) : drawMarkdown(activity.text));
    for (const attached of activity.attachments ?? []) {
      if (attached.contentType !== cardType) {
        if (attached.name) bubble.append(plain(`📎 ${attached.name}`));
        continue;
      }
      bubble.classList.add('has-card');
      const card = drawCard(attached.content, (action) => click(activity.id, item, action), persona);
      keepFolds(card, activity.id, unfolded);
      bubble.append(card);
    }
    item.replaceChildren(bubble);
    if (hadFocus) bubble.focus({ preventScroll: true });
  };

  const click = async (id, item, action) => {
    if (item.classList.contains('busy')) return;
    const before = shown.get(id)?.activity;
    view.asked();
    note(item, '');
    item.classList.add('busy');
    item.setAttribute('aria-busy', 'true');
    setTyping(true);
    try {
      const answer = await conversation.invoke(action, id);
      if (answer?.type === cardType) {
        // An edit that came meanwhile is newer than the answer.
        if (shown.get(id)?.activity === before) receive({ ...before, attachments: [{ contentType: cardType, content: answer.value }] });
        view.showTop(item);
      } else if (answer?.type === 'application/vnd.microsoft.error') note(item, answer.value.message, true);
      else if (typeof answer?.value === 'string' && answer.value !== '') note(item, answer.value);
    } catch {
      note(item, say('no-answer'), true);
    } finally {
      item.classList.remove('busy');
      item.removeAttribute('aria-busy');
      setTyping(false);
      view.settle();
    }
  };

  const send = async (line) => {
    if (line.length > longestText) return notSent(line, say('too-long', { limit: longestText }));
    setTyping(true);
    try {
      await conversation.say(line, await attachment.take());
    } catch {
      setTyping(false);
      notSent(line, say('not-sent'));
    }
  };

  const notSent = (line, why) => {
    const item = document.createElement('li');
    draw(item, { from: { id: persona }, text: line.length > 200 ? `${line.slice(0, 200)} …` : line });
    note(item, why, true);
    messages.append(item);
    view.asked();
    view.settle();
    if (text.value === '') text.value = line;
  };

  const setTyping = (on) => {
    clearTimeout(typingTimer);
    typing.hidden = !on;
    if (!on) return;
    view.settle();
    typingTimer = setTimeout(() => setTyping(false), typingMs);
  };

  const forget = (id) => {
    shown.get(id)?.item.remove();
    shown.delete(id);
  };

  const isMine = (activity) => activity.from?.id === persona;

  for (const { id, name } of personas) select.append(new Option(name, id, false, id === persona));
  select.addEventListener('change', () => {
    persona = select.value;
    remember(`${side}|persona`, persona);
    start();
  });
  part('fresh').addEventListener('click', () => {
    sessionStorage.removeItem(`${side}|${persona}`);
    start();
    text.focus();
  });
  const attachment = createAttachment({
    button: part('attach'),
    input: part('file'),
    line: part('attached'),
    name: part('file-name'),
    remove: part('detach'),
  });
  part('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    const line = text.value.trim();
    if (line === '' && !attachment.isChosen()) return;
    text.value = '';
    void send(line);
  });
  // Enter sends, Shift+Enter begins a line; while a word is being composed Enter belongs to it.
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    part('composer').requestSubmit();
  });
  part('suggestions').append(
    ...say('example-words')
      .split(' | ')
      .map((line) => suggestion(line, send)),
  );

  return {
    element,
    start,
    look: unread.look,
    redraw: () => shown.forEach(({ item, activity }) => draw(item, activity)),
  };
}

/** What somebody may do, in words. */
function roleOf(may) {
  return new Intl.ListFormat(settings.language).format(may.map((right) => say(`may-${right}`))) || say('no-rights');
}

function suggestion(line, send) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'suggestion';
  button.textContent = line;
  button.addEventListener('click', () => void send(line));
  return button;
}

function plain(text) {
  const element = document.createElement('p');
  element.className = 'plain-text';
  element.textContent = text;
  return element;
}

/** A line under a message, which the next click takes away. */
function note(item, text, isError = false) {
  item.querySelector('.note')?.remove();
  if (text === '') return;
  const line = document.createElement('p');
  line.className = isError ? 'note error' : 'note';
  if (isError) line.setAttribute('role', 'alert');
  line.textContent = text;
  item.append(line);
}

function initials(name) {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0] ?? '')
    .join('')
    .toUpperCase();
}

function remembered(key) {
  return sessionStorage.getItem(key) ?? undefined;
}

function remember(key, value) {
  sessionStorage.setItem(key, value);
}
