/**
 * The parts of a drawn card that a button folds: named for the whole page, told to screen readers, and open again after a redraw.
 * adaptivecards numbers them per card and says nothing of their state.
 */
export function keepFolds(card, scope, unfolded) {
  for (const button of card.querySelectorAll('button[aria-controls]')) {
    const name = button.getAttribute('aria-controls');
    const folded = card.querySelector(`#${CSS.escape(name)}`);
    if (!folded) continue;
    folded.id = `${scope}-${name}`;
    folded.dataset.fold = name;
    button.setAttribute('aria-controls', folded.id);
    const tell = () => {
      button.setAttribute('aria-expanded', String(isOpen(folded)));
      folded.removeAttribute('aria-expanded');
    };
    button.addEventListener('click', tell);
    if (unfolded.includes(name)) button.click();
    tell();
  }
}

/** The names of what is open in this message. */
export function unfoldedIn(message) {
  return [...message.querySelectorAll('[data-fold]')].filter(isOpen).map((part) => part.dataset.fold);
}

function isOpen(part) {
  return part.style.display !== 'none';
}
