/** Says to screen readers what adaptivecards shows the eye alone, or says wrongly. */
export function mend(card) {
  // A label belongs to something: to a group. There is nothing to do on the card itself, so that nobody need stop there.
  card.setAttribute('role', 'group');
  card.removeAttribute('tabindex');
  // Who can click a row hears what stands in it; the command behind it comes after.
  for (const row of card.querySelectorAll('.ac-selectable[role=button]:not(button)')) row.removeAttribute('aria-label');
}
