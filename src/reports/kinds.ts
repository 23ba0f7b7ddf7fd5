import { accountObstacle, licenceObstacle } from '../resources/person-voice/account';
import type { Calls } from '../resources/person-voice/voice-platform';
import type { State } from '../resources/facts';
import { sentence, type Sentence } from '../sentence';
import type { ReportKind, ReportRequest } from './service';

/** Somebody as a report sees them. */
export interface Line {
  state: State;
  calls: Calls;
}

export interface Kind {
  /** About those with voice alone, or everybody. */
  voiceOnly: boolean;
  /** Which bar somebody counts for: exactly one. */
  bar(line: Line): Sentence;
  /** The bars that are always shown, in this order; those that come up beside them follow. */
  bars(sites: readonly string[]): Sentence[];
}

const site = (name: string) => sentence('value.text', { text: name });

/** What each report counts. */
export const kinds: Record<ReportKind, Kind> = {
  sites: {
    voiceOnly: true,
    bars: (sites) => [...sites.map(site), sentence('report.bar.noSite')],
    bar: ({ calls }) => {
      if (calls.site !== null) return site(calls.site);
      return sentence(calls.known ? 'report.bar.noSite' : 'report.bar.otherPolicy');
    },
  },
  voice: {
    voiceOnly: false,
    bars: () => ['voice', 'voiceNoNumber', 'numberNoVoice', 'licenceAlone', 'neither'].map((name) => sentence(`report.bar.${name}`)),
    bar: ({ state: { facts, shown } }) => {
      if (facts.voice === true) return sentence(facts.number === null ? 'report.bar.voiceNoNumber' : 'report.bar.voice');
      if (facts.number !== null) return sentence('report.bar.numberNoVoice');
      return sentence(isLicensed(shown) ? 'report.bar.licenceAlone' : 'report.bar.neither');
    },
  },
  international: {
    voiceOnly: true,
    bars: () => ['abroadOpen', 'abroadBlocked'].map((name) => sentence(`report.bar.${name}`)),
    bar: ({ calls }) => {
      if (!calls.known) return sentence('report.bar.otherPolicy');
      return sentence(calls.abroad === 'open' ? 'report.bar.abroadOpen' : 'report.bar.abroadBlocked');
    },
  },
};

/** Whether somebody belongs into a report at all: those who could have voice, or have it. */
export function fits({ state: { facts, shown }, calls }: Line, request: ReportRequest): boolean {
  if (shown.softDeleted === true || (facts.voice !== true && facts.number === null && accountObstacle(shown) !== null)) return false;
  if (request.site !== undefined && calls.site !== request.site) return false;
  return request.withoutLicence !== true || !isLicensed(shown);
}

/** Whether calls go the tenant's fallback way: voice, no site, and no policy of some other making. */
export function fallsBack({ state, calls }: Line): boolean {
  return state.facts.voice === true && calls.site === null && calls.known;
}

export function isLicensed(shown: State['shown']): boolean {
  return licenceObstacle(shown) === null;
}
