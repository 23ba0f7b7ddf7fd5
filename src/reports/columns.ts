import { say, type Language } from '../i18n/say';
import { lineUriOf } from '../resources/person-voice/line-uri';
import { isInheritable } from '../resources/facts';
import { fallsBack, isLicensed, type Line } from './kinds';

/** The columns of every report's file, with how each is filled. Numbers are line URIs: a bare + would be taken for a formula. */
const columns: Record<string, (line: Line, words: Words) => string> = {
  name: ({ state }) => String(state.shown.name),
  upn: ({ state }) => String(state.shown.upn),
  department: ({ state }) => (typeof state.shown.department === 'string' ? state.shown.department : ''),
  voice: ({ state }, { yesNo }) => yesNo(state.facts.voice === true),
  number: ({ state }) => (typeof state.facts.number === 'string' ? lineUriOf(state.facts.number) : ''),
  site: ({ calls }) => calls.site ?? '',
  withoutSite: (line, { fallback }) => (fallsBack(line) ? fallback : ''),
  abroad: ({ calls }, { abroad }) => abroad(calls.abroad),
  policy: ({ state }) => (isInheritable(state.facts.routing) ? (state.facts.routing.policy ?? '') : ''),
  licence: ({ state }, { yesNo }) => yesNo(isLicensed(state.shown)),
  account: ({ state }, { yesNo }) => yesNo(state.shown.accountEnabled !== false),
};

/** The words of a file, in one language. */
export interface Words {
  yesNo(yes: boolean): string;
  abroad(calls: 'open' | 'blocked'): string;
  /** Where calls go of people without a site. */
  fallback: string;
}

export function headerOf(language: Language): string[] {
  return Object.keys(columns).map((name) => say(language, { key: `report.column.${name}` }));
}

export function cellsOf(line: Line, words: Words): string[] {
  return Object.values(columns).map((cell) => cell(line, words));
}

export function wordsOf(language: Language, fallback: string): Words {
  const [yes, no] = [say(language, { key: 'card.yes' }), say(language, { key: 'card.no' })];
  const abroad = { open: say(language, { key: 'value.abroad.open' }), blocked: say(language, { key: 'value.abroad.blocked' }) };
  return { fallback, yesNo: (is) => (is ? yes : no), abroad: (calls) => abroad[calls] };
}
