const margin = 8;
const sameTurnMs = 3_000;

/**
 * What of a log is in view: its end, but never past the head of the first answer to what was said or clicked last. Somebody who
 * scrolls away stays where they are.
 */
export function createView(log, messages) {
  /** Answers to the present turn come after this message. */
  let lastBefore = null;
  let answeredAt = 0;
  let placed = 0;
  let follows = true;

  const reset = () => {
    lastBefore = null;
    answeredAt = 0;
    follows = true;
  };

  /** Something was said or clicked: what comes next answers it. */
  const asked = () => {
    lastBefore = messages.lastElementChild;
    answeredAt = 0;
    if (lastBefore?.classList.contains('mine')) follows = true;
  };

  /** A new message is about to be placed. One that comes later by itself has a turn of its own. */
  const answered = () => {
    const now = performance.now();
    if (answeredAt > 0 && now - answeredAt > sameTurnMs) lastBefore = messages.lastElementChild;
    answeredAt = now;
  };

  const settle = () => {
    if (!follows) return;
    const first = lastBefore?.nextElementSibling;
    const end = log.scrollHeight - log.clientHeight;
    // A click keeps its card where it is until something new comes.
    if (!first && lastBefore && !lastBefore.classList.contains('mine')) return;
    place(first ? Math.min(end, topOf(first)) : end);
  };

  /** The head of this message, unless it is in view already. */
  const showTop = (item) => {
    if (topOf(item) < log.scrollTop) place(topOf(item));
  };

  const place = (top) => {
    log.scrollTop = top;
    placed = log.scrollTop;
  };

  const topOf = (item) => Math.max(0, item.getBoundingClientRect().top - log.getBoundingClientRect().top + log.scrollTop - margin);

  log.addEventListener('scroll', () => {
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    follows = atEnd || Math.abs(log.scrollTop - placed) < 4;
  });

  return { reset, asked, answered, settle, showTop };
}
