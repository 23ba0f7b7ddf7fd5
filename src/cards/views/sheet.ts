import { say, type Language } from '../../i18n/say';
import type { Sentence } from '../../sentence';
import { sayButton } from '../button';
import type { Rendered } from '../rendered';
import { render } from '../render';
import { words } from '../words';
import { barsView, type Bar } from './bar';
import { headView } from './head';

export type Tone = 'default' | 'good' | 'warning' | 'attention';

/** A button that says a command in the reader's place. */
export interface SheetButton {
  title: Sentence;
  command: string;
}

export interface SheetSection {
  title?: Sentence;
  tone?: Tone;
  lines?: readonly { label: Sentence; value: Sentence }[];
  /** Drawn as a chart where the channel can, as bars of text elsewhere. */
  bars?: readonly Bar[];
  /** Paragraphs below the lines. */
  notes?: readonly Sentence[];
  buttons?: readonly SheetButton[];
}

export interface Sheet {
  language: Language;
  /** Small, above the title: where this is from. */
  origin?: Sentence;
  title: Sentence;
  tone?: Tone;
  intro?: readonly Sentence[];
  sections: readonly SheetSection[];
  buttons?: readonly SheetButton[];
  /** Nothing of it is anybody's: it stands whole where others read, too. */
  ours?: true;
  /** What opens elsewhere. */
  links?: readonly { title: Sentence; url: string }[];
}

/** Something to read: a title, and sections of labelled lines, paragraphs and what to say next. */
export function sheetCard({
  language,
  origin,
  title,
  tone = 'default',
  intro = [],
  sections,
  buttons = [],
  links = [],
  ours,
}: Sheet): Rendered {
  const said = (sentence: Sentence): string => words(language, sentence);
  const button = ({ title: name, command }: SheetButton) => sayButton(said(name), command);
  const view = {
    rest: ours ? 'verbatim' : false,
    ...headView({
      tone: tone === 'default' ? 'emphasis' : tone,
      ...(origin && { origin: said(origin) }),
      title: said(title),
      intro: intro.map(said),
      shared: ours ? 'verbatim' : true,
    }),
    sections: sections.map((section) => ({
      title: section.title ? said(section.title) : '',
      style: section.tone ?? 'default',
      lines: (section.lines ?? []).map(({ label, value }) => ({ label: said(label), value: said(value) })),
      bars: barsView(language, section.bars ?? []),
      notes: (section.notes ?? []).map(said),
      buttons: (section.buttons ?? []).map(button),
    })),
    buttons: buttons.map(button),
    links: links.map(({ title: name, url }) => ({ title: said(name), url })),
  };
  return render('sheet', view, { language, summary: summaryOf(language, said(title), intro.map(said)) });
}

/** Where there is more to say than a title, its first sentence too. */
function summaryOf(language: Language, title: string, [first]: string[]): string {
  return first === undefined ? title : say(language, { key: 'card.sheet.summary', values: { title, first } });
}
