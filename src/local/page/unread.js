/**
 * Counts what was said in a pane while nobody looked at it: it is behind another one, the page is in the background, or the reader is busy in
 * another pane. Whoever points at it, types or scrolls in it has seen it.
 */
export function createUnread(element, onCount) {
  let count = 0;
  const set = (next) => {
    if (next === count) return;
    count = next;
    onCount(count);
  };
  const isLookedAt = () => document.visibilityState === 'visible' && element.offsetParent !== null && reader === element;
  const look = () => {
    if (document.visibilityState !== 'visible') return;
    reader = element;
    set(0);
  };
  for (const sign of ['pointermove', 'pointerdown', 'focusin', 'keydown', 'wheel']) element.addEventListener(sign, look, { passive: true });
  document.addEventListener('visibilitychange', () => {
    if (isLookedAt()) set(0);
  });
  return {
    said() {
      // Before anybody was anywhere both are in view.
      if (reader === null && document.visibilityState === 'visible' && element.offsetParent !== null) return;
      if (!isLookedAt()) set(count + 1);
    },
    look,
    clear: () => set(0),
  };
}

/** The pane in which somebody was last. */
let reader = null;
