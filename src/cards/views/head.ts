import type { Look } from './state-look';

export type Tone = Look['tone'];

/** What every card begins with. The tone never says anything that the words do not. */
export interface Head {
  tone: Tone;
  /** Small, above the title: where this is from. */
  origin?: string;
  title: string;
  /** How it stands: a sign and a word. */
  state?: string;
  intro?: readonly string[];
  /** What of it stands where others read, too (shared.ts). */
  shared?: Keep;
  sharedIntro?: Keep;
}

type Keep = boolean | 'verbatim';

/** A head as the templates bind it (templates/parts/head.json). */
export function headView({ tone, origin = '', title, state, intro = [], shared = true, sharedIntro = shared }: Head): object {
  return {
    tone,
    origin,
    title,
    intro,
    sharedHead: shared,
    sharedIntro,
    states: state === undefined ? [] : [{ text: state, colour: colours[tone] }],
  };
}

/** The colour of text in a tone. */
export const colours = { accent: 'Accent', good: 'Good', warning: 'Warning', attention: 'Attention', emphasis: 'Default' } as const;
