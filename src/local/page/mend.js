/** Says to screen readers what adaptivecards shows the eye alone, or says wrongly. */
export function mend(card) {
  // A label belongs to something: to a group. There is nothing to do on the card itself, so that nobody need stop there.
  card.setAttribute('role', 'group');
  card.removeAttribute('tabindex');
  // Blocks are read out one by one; the figures beside them say the same.
  for (const run of card.querySelectorAll('.ac-textRun')) if (/^[█▏▎▍▌▋▊▉ ]+$/.test(run.textContent)) run.ariaHidden = 'true';
  // Who can click a row hears what stands in it; the command behind it comes after.
  for (const row of card.querySelectorAll('.ac-selectable[role=button]:not(button)')) row.removeAttribute('aria-label');
}
