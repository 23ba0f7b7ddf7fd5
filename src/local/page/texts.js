/** What this deployment is, and the words of the page in the reader's language. */
export const settings = await (await fetch(`/local/settings.json?locale=${encodeURIComponent(navigator.language)}`)).json();

export function say(name, values = {}) {
  return settings.texts[name].replace(/\{(\w+)\}/g, (_, value) => values[value]);
}

/** Fills what the HTML leaves to the language: `data-say` is a text, `data-say-<attribute>` an attribute. */
export function fillTexts(within) {
  for (const element of within.querySelectorAll('[data-say]')) element.textContent = say(element.dataset.say);
  for (const name of ['placeholder', 'aria-label'])
    for (const element of within.querySelectorAll(`[data-say-${name}]`))
      element.setAttribute(name, say(element.getAttribute(`data-say-${name}`)));
}
