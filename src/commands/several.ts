import { languages, raw, type Language } from '../i18n/say';
import { longest, type Parse, type Parsed } from './parse';
import { isNobody } from './slot-value';
import { cleaned, tokens } from './tokens';

export type Wish = Extract<Parsed, { kind: 'operation' }>;

/**
 * Several wishes said at once: a line for each, lines below a first one that says what is wanted of them («enable voice for:»), sentences
 * joined by «and», of which a later one may be about «her», or people joined by commas and «and». Null where it is not all of that.
 */
export function severalWishes(parse: Parse, typed: string, language: Language): Wish[] | null {
  const lines = cleaned(typed)
    .split(/[\r\n]+/)
    // Of a run of blanks an expression that looks for words between blanks tries every part.
    .map((line) => line.replace(/\s+/g, ' '))
    .map((line) => line.replace(/^\s*([-–—•*]|\d{1,2}[.)])\s+/, '').trim())
    .filter((line) => line !== '');
  const wish = (text: string): Wish | null => {
    const parsed = parse(text, language);
    return parsed.kind === 'operation' ? parsed : null;
  };
  const [first = '', ...below] = lines;
  if (lines.some((line) => line.length > longest)) return null;
  if (below.length === 0) return allOf(eachAddress(first).map(wish)) ?? joined(first, wish);
  if (lines.length > mostLines) return null;
  const heading = wish(first);
  const isHeading = heading !== null && subjectOf(heading) === undefined && heading.operation.about !== null;
  return allOf(isHeading ? below.map((line) => wish(`${first.replace(/[\s:,]+$/, '')} ${line}`) ?? wish(line)) : lines.map(wish));
}

/** As many as are reviewed as one: a card has a line for each. */
export const mostWishes = 21;

/** Longer texts are not read line by line: reading must not take longer than a person notices. */
const mostLines = 200;

function allOf(wishes: readonly (Wish | null)[]): Wish[] | null {
  const found = wishes.filter((one) => one !== null);
  return found.length === wishes.length && found.length > 1 ? found : null;
}

/** The same text once for each of the addresses that are listed in it. */
function eachAddress(text: string): string[] {
  const address = String.raw`[^\s@<>()"',;:]+@[^\s@<>()"',;:]+\.\p{L}+`;
  const list = new RegExp(String.raw`${address}(?:\s*(?:[,;&]|\p{L}{2,3}(?=\s))\s*${address})+`, 'u').exec(text);
  if (!list || !/[,;&]|\s(and|et)\s/i.test(list[0])) return [];
  const words = list[0].replace(new RegExp(address, 'gu'), ' ').trim();
  if (/\p{L}/u.test(words.replace(/\b(and|et)\b/giu, ''))) return [];
  return Array.from(list[0].matchAll(new RegExp(address, 'gu')), ([one]) => text.replace(list[0], one));
}

const joints = languages.flatMap((language) =>
  raw(language, 'talk.joining-words')
    .split('|')
    .map((word) => word.trim()),
);
const joint = new RegExp(String.raw`\s*[,;]?\s+(?:${joints.join('|')})\s+|\s*;\s+`, 'iu');

function joined(text: string, wish: (text: string) => Wish | null): Wish[] | null {
  if (!joint.test(text)) return null;
  const whole = wish(text);
  if (whole?.unknown.length === 0 && !Object.values(whole.input).some((value) => joint.test(value))) return null;
  const wishes: (Wish | null)[] = [];
  for (const part of text.split(joint)) wishes.push(aboutSame(wish(part), wishes.at(-1) ?? null));
  return allOf(wishes) ?? (whole && eachName(whole));
}

/** A wish that names nobody, or «her», is about whom the one before it is. */
function aboutSame(wish: Wish | null, before: Wish | null): Wish | null {
  if (!wish || !before || wish.operation.about === null) return wish;
  const [subject, known] = [subjectOf(wish), subjectOf(before)];
  if (known === undefined || (subject !== undefined && !tokens(subject).every(isNobody))) return wish;
  return { ...wish, input: { ...wish.input, [wish.operation.about]: known } };
}

/** What was left out of a wish are more people: «luc et sophie». A number is for one alone. */
function eachName(wish: Wish): Wish[] | null {
  const { about } = wish.operation;
  const [last = ''] = wish.unknown.slice(-1);
  if (about === null || wish.input[about] === undefined || wish.input.number !== undefined || !joint.test(` ${last}`)) return null;
  const names = wish.unknown.map((more) => ` ${more}`.replace(joint, '').trim());
  const isName = (name: string) => /^[\p{L}'’ -]+$/u.test(name) && tokens(name).length <= 3 && !tokens(name).some(isNobody);
  if (!names.every(isName)) return null;
  return [wish.input[about], ...names].map((name) => ({ ...wish, input: { ...wish.input, [about]: name }, unknown: [] }));
}

function subjectOf({ operation, input }: Wish): string | undefined {
  return operation.about === null ? undefined : input[operation.about];
}
