/** An element with a class and what it holds: texts are texts, never markup. */
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** What only screen readers need. */
export function hiddenText(text) {
  return make('span', 'hidden-text', text);
}
