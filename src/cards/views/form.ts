import { z } from 'zod';
import { say, type Language } from '../../i18n/say';
import type { Sentence } from '../../sentence';
import { sayButton } from '../button';
import { render } from '../render';
import type { Rendered } from '../rendered';
import { safeText } from '../safe-text';
import { words } from '../words';
import { headView } from './head';

export interface FormField {
  name: string;
  label: Sentence;
  hint: Sentence | null;
  /** What was answered so far. */
  value: string;
  /** Whether anything else than `picks` can be said. */
  typed: boolean;
  picks: readonly { text: string; label: string }[];
}

export interface Form {
  language: Language;
  title: Sentence;
  problem: Sentence | null;
  /** In a conversation: the question that a typed text would answer. Null beside one. */
  asked: Sentence | null;
  fields: readonly FormField[];
  /** The operation that is filled in; null while it is chosen. */
  operation: string | null;
  /** What would be typed instead. */
  command: string;
}

/** What was picked for a field goes under a name of its own. */
const pickSuffix = '-pick';

/** A wish as a form: what the questions of the dialog ask, all at once. */
export function formCard({ language, title, problem, asked, fields, operation, command }: Form): Rendered {
  const said = words(language, title);
  const text = (key: string): string => say(language, { key });
  const shown = fields.map((field) => viewOf(language, field));
  const data = { operation, command, was: Object.fromEntries(shown.map(({ id, value }) => [id, value])) };
  const submit = text(operation === null ? 'form.next' : 'form.review');
  const view = {
    ...headView({
      tone: 'accent',
      title: said,
      intro: asked ? [say(language, { key: 'form.asked', values: { question: asked } })] : [],
      sharedIntro: false,
    }),
    problems: problem ? [words(language, problem)] : [],
    fields: shown,
    submits: asked ? [] : [{ title: submit, data }],
    fills: asked ? [{ title: submit, data: { verb: 'fill', ...data } }] : [],
    buttons: asked
      ? [
          sayButton(text('form.one-by-one'), text('command.forms-off.example')),
          sayButton(text('card.button.cancel'), text('card.command.cancel')),
        ]
      : [],
  };
  return render('form', view, { language, summary: said });
}

/** A value that is on the list is picked there, not typed above it. */
function viewOf(language: Language, { name, label, hint, value, typed, picks }: FormField) {
  const isPicked = picks.some(({ text }) => text === value);
  return {
    id: name,
    label: words(language, label),
    placeholder: hint ? words(language, hint) : '',
    value: isPicked ? '' : value,
    typed: typed || picks.length === 0,
    pickId: typed ? `${name}${pickSuffix}` : name,
    pickLabel: typed ? say(language, { key: 'form.pick', values: { label } }) : words(language, label),
    picked: isPicked ? value : '',
    picks: picks.map(({ text, label: shown }) => ({ title: safeText(shown, 160), value: text })),
  };
}

const sent = z.record(z.string(), z.unknown());

/** What a form says, by field. Of what is typed and what is picked that counts which was put there since the form was shown. */
export function formTexts(data: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, string> {
  const was = sent.safeParse(data.was).data ?? {};
  return Object.fromEntries(
    names.flatMap((name) => {
      const [typed, picked] = [textOf(data[name]), textOf(data[`${name}${pickSuffix}`])];
      const said = (typed === textOf(was[name]) ? picked || typed : typed || picked).slice(0, 500);
      return said === '' ? [] : [[name, said]];
    }),
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
