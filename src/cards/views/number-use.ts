import type { NumberUse } from '../../changes/number-record';
import type { Language } from '../../i18n/say';
import { say } from '../../i18n/say';
import { accountLabels } from '../../resources/person-voice/account';
import { displayNumber } from '../../resources/display-number';
import { sentence, type Sentence } from '../../sentence';
import type { Rendered } from '../rendered';
import { sheetCard, type SheetButton, type SheetSection, type Tone } from './sheet';

/** Who and what has a number, or each number with an extension. */
export function numberUseCard({ language, asked, uses }: { language: Language; asked: string; uses: readonly NumberUse[] }): Rendered {
  const [only] = uses;
  if (only && uses.length === 1) {
    const { title, ...section } = sectionOf(language, only);
    return sheetCard({ language, title: title ?? verdictOf(only).text, tone: verdictOf(only).tone, sections: [section] });
  }
  const title = sentence('inventory.several', { count: uses.length, number: asked });
  return sheetCard({ language, title, sections: uses.map((use) => sectionOf(language, use)) });
}

function sectionOf(language: Language, use: NumberUse): SheetSection {
  const { known, site, reserved } = use;
  const line = (name: string, value: Sentence | null) => (value ? [{ label: sentence(`inventory.line.${name}`), value }] : []);
  const lines = [
    ...line('holder', known?.holder ? holderOf(use) : null),
    ...line('service', known?.service ? sentence('value.text', { text: known.service }) : null),
    ...line('change', use.takenBy === null ? null : sentence('inventory.takenBy', { change: use.takenBy })),
    ...line('cools', use.coolsUntil === null ? null : sentence('inventory.until', { until: Date.parse(use.coolsUntil) })),
    ...line('reserved', reserved && sentence('inventory.reservedBy', { name: reserved.person.name, until: Date.parse(reserved.until) })),
    ...line('site', site === null ? sentence('inventory.noSite') : sentence('value.text', { text: site })),
    ...line('type', known?.type ? sentence('value.text', { text: known.type }) : null),
    ...line('mastered', known?.onPremises ? sentence('inventory.onPremises') : null),
  ];
  return { title: verdictOf(use).text, lines, buttons: buttonsOf(language, use) };
}

/** The one thing that decides whether it can be given, in the order in which it would be refused. */
function verdictOf({ number, known, takenBy, coolsUntil, reserved }: NumberUse): { text: Sentence; tone: Tone } {
  const said = (name: string, tone: Tone) => ({ text: sentence(`inventory.verdict.${name}`, { number: displayNumber(number) }), tone });
  if (known?.holder) return said('used', 'default');
  if (known?.service) return said('service', 'default');
  if (known?.blocked) return said('blocked', 'warning');
  if (known?.type && known.type !== 'DirectRouting') return said('otherType', 'warning');
  if (takenBy !== null) return said('taken', 'warning');
  if (coolsUntil !== null) return said('cooling', 'warning');
  return reserved ? said('reserved', 'warning') : said('free', 'good');
}

function holderOf({ known }: NumberUse): Sentence {
  const holder = known?.holder ?? {};
  const [label = sentence('account.user')] = accountLabels(holder);
  return sentence('inventory.holder', { name: String(holder.name), upn: String(holder.upn), kind: label });
}

function buttonsOf(language: Language, { number, known, takenBy, reserved }: NumberUse): SheetButton[] {
  const command = (key: string, values: Record<string, string | number>) => say(language, { key: `card.command.${key}`, values });
  return [
    ...(known?.holder ? [{ title: sentence('card.button.status'), command: command('status', { user: String(known.holder.upn) }) }] : []),
    ...(takenBy === null ? [] : [{ title: sentence('card.button.show', { id: takenBy }), command: command('show', { id: takenBy }) }]),
    ...(reserved ? [{ title: sentence('inventory.release'), command: command('release', { number: displayNumber(number) }) }] : []),
  ];
}
