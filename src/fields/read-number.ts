import parsePhoneNumber, {
  type CountryCode,
  type PhoneNumber,
  getCountries,
  getExampleNumber,
  isSupportedCountry,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/examples.mobile.json';
import { displayNumber } from '../resources/display-number';
import type { TenantModel } from '../resources/tenant-model';

export type ReadNumber =
  | { kind: 'number'; e164: string; valid: boolean; country: string | null }
  /** National form and no country to read it in. `perhaps` is what it would be with a plus. */
  | { kind: 'no-country'; perhaps: string | null; country: null }
  /** An extension without its number: «x4021», «with x4021». */
  | { kind: 'extension'; country: null }
  /** Emergency and other short numbers. */
  | { kind: 'short'; country: null }
  /** Dial pauses: commas and semicolons that are no extension. */
  | { kind: 'pauses'; country: null }
  | { kind: 'unreadable'; country: null };

/**
 * Reads a number as people write it: spaces, brackets, dots, `tel:`, `;ext=4021`, `x4021`, `ext 4021`.
 * @param country ISO 3166-1 alpha-2: where a number without `+` is at home; null when nobody said.
 */
export function readNumber(typed: string, country: string | null): ReadNumber {
  const text = plainNumber(typed);
  if (!/\d/.test(text) || text.length > 64) return { kind: 'unreadable', country: null };
  if (/,|;(?!ext=)/i.test(text)) return { kind: 'pauses', country: null };
  if (extensionAlone(text) !== null) return { kind: 'extension', country: null };
  const { base, extension } = apart(text);
  const digits = base.replace(/\D/g, '');
  if (/[^\d\s().+/-]/.test(base) || base.lastIndexOf('+') > 0) return { kind: 'unreadable', country: null };
  if (digits.length < 7) return { kind: 'short', country: null };
  if (base.startsWith('+')) return numberOf(parse(base), extension);
  const national = country ? parse(base, country) : undefined;
  if (national && isNational(national, digits) && national.isValid()) return numberOf(national, extension);
  const perhaps = parse(`+${digits}`);
  if (perhaps?.isValid()) return { kind: 'no-country', perhaps: withExtension(perhaps, extension), country: null };
  return country ? numberOf(national, extension) : { kind: 'no-country', perhaps: null, country: null };
}

/** The digits of a text that is an extension and nothing else: «x4021», «with ext. 4021», «avec le poste 4021»; else null. */
export function extensionAlone(typed: string): string | null {
  return /^(?:\p{L}+ ){0,2}(?:x|#|;?ext(?:ension)?[.=]?|poste)\s*(\d{2,8})$/iu.exec(plainNumber(typed))?.[1] ?? null;
}

/** ISO 3166-1 alpha-2, of every country that has numbers of its own. */
export function knownCountries(): string[] {
  return getCountries();
}

/** A number of that country to show how it is written: one of our own where we have one. */
export function exampleNumber(country: string, sites: TenantModel['sites']): string {
  const own = sites.find((site) => site.country === country)?.ranges[0]?.from;
  if (own) return displayNumber(own);
  return (isSupportedCountry(country) && getExampleNumber(country, examples)?.formatInternational()) || '+1 425 555 0100';
}

/** A number without what keyboards and web pages put into it: other dashes and digits, invisible characters, `tel:`, «(0)». */
export function plainNumber(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\p{Cf}]/gu, '')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^tel:\s*/i, '')
    .replace(/\s*\(0\)\s*/, (zero, at: number, all: string) => (all.startsWith('+') && at > 0 ? ' ' : zero));
}

function apart(text: string): { base: string; extension: string | null } {
  const found = /^(.*?)\s*(?:;ext=|\b(?:ext|extension|poste)\b[.:]?|(?<=\d[\s)]*)x|#)\s*(\d{1,8})$/i.exec(text);
  return found ? { base: found[1]!.trim(), extension: found[2]! } : { base: text, extension: null };
}

function parse(base: string, country?: string): PhoneNumber | undefined {
  return parsePhoneNumber(base, {
    extract: false,
    ...(country && isSupportedCountry(country) && { defaultCountry: country satisfies CountryCode }),
  });
}

function numberOf(number: PhoneNumber | undefined, extension: string | null): ReadNumber {
  if (!number || !number.isPossible()) return { kind: 'unreadable', country: null };
  return { kind: 'number', e164: withExtension(number, extension), valid: number.isValid(), country: number.country ?? null };
}

function withExtension(number: PhoneNumber, extension: string | null): string {
  return extension ? `${number.number};ext=${extension}` : number.number;
}

/** The library also takes a country code without plus; that would be a guess. */
function isNational(number: PhoneNumber, digits: string): boolean {
  if (!digits.endsWith(number.nationalNumber)) return false;
  const before = digits.slice(0, digits.length - number.nationalNumber.length);
  return number.countryCallingCode === '1' || before !== number.countryCallingCode;
}
