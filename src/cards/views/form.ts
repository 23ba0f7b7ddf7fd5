import { say, type Language } from '../../i18n/say';
import type { Sentence } from '../../sentence';
import { render } from '../render';
import type { Rendered } from '../rendered';
import { safeText } from '../safe-text';
import { words } from '../words';

export interface FormField {
  name: string;
  label: Sentence;
  /** What was typed so far. */
  value: string;
  /** Whether anything else than `picks` can be said. */
  typed: boolean;
  picks: readonly { text: string; label: string }[];
}

export interface Form {
  language: Language;
  title: Sentence;
  problem: Sentence | null;
  fields: readonly FormField[];
  /** The operation that is filled in; null while it is chosen. */
  operation: string | null;
  /** What would be typed instead. */
  command: string;
}

/** What was picked for a field goes under a name of its own: what is typed wins. */
const pickSuffix = '-pick';

/** A wish as a form: what the questions of the dialog ask, all at once. */
export function formCard({ language, title, problem, fields, operation, command }: Form): Rendered {
  const said = words(language, title);
  const view = {
    title: said,
    problems: problem ? [words(language, problem)] : [],
    fields: fields.map(({ name, label, value, typed, picks }) => ({
      id: name,
      label: words(language, label),
      value,
      typed,
      pickId: typed ? `${name}${pickSuffix}` : name,
      pickLabel: typed ? say(language, { key: 'form.pick' }) : words(language, label),
      picked: picks.some(({ text }) => text === value) ? value : '',
      picks: picks.map(({ text, label: shown }) => ({ title: safeText(shown, 160), value: text })),
    })),
    submit: say(language, { key: operation === null ? 'form.next' : 'form.review' }),
    data: { operation, command },
  };
  return render('form', view, { language, summary: said });
}

/** What a form says, by field: what was typed, else what was picked. */
export function formTexts(data: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const said = [data[name], data[`${name}${pickSuffix}`]].find((one): one is string => typeof one === 'string' && one.trim() !== '');
      return said === undefined ? [] : [[name, said.trim().slice(0, 500)]];
    }),
  );
}
