import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** «+1 425 555 0140» or «+1 425 555 0140 ext. 21»: E.164 with `;ext=` as people read it. Text that is no number is given back as it is. */
export function displayNumber(number: string): string {
  const known = shown.get(number);
  if (known !== undefined) return known;
  const [base = number, extension] = number.split(';ext=');
  const formatted = parsePhoneNumberFromString(base)?.formatInternational() ?? base;
  const display = extension ? `${formatted} ext. ${extension}` : formatted;
  if (shown.size >= mostShown) shown.clear();
  shown.set(number, display);
  return display;
}

/** A card says the same few numbers again and again, each time it is edited. */
const shown = new Map<string, string>();
const mostShown = 1_000;

/** The country a number belongs to (ISO 3166-1 alpha-2), null where it has none or is not a number. */
export function countryOf(number: string): string | null {
  return parsePhoneNumberFromString(number.split(';')[0] ?? number)?.country ?? null;
}

/** «33» of France. Throws for a country without one. */
export function callingCode(country: string): string {
  if (!isSupportedCountry(country)) throw new Error(`«${country}» has no calling code.`);
  return getCountryCallingCode(country);
}
