import { numberUseCard } from '../../cards/views/number-use';
import type { Bar } from '../../cards/views/bar';
import { sheetCard, type SheetSection } from '../../cards/views/sheet';
import { phoneNumber } from '../../fields/phone-number';
import { readDate } from '../../fields/read-date';
import { site, sitesFor } from '../../fields/site';
import { say } from '../../i18n/say';
import { displayNumber } from '../../resources/display-number';
import { withoutExtension } from '../../resources/person-voice/line-uri';
import type { Site } from '../../resources/tenant-model';
import { sentence } from '../../sentence';
import { ask, tell } from '../present';
import { answer, demand, exampleOf, fieldContext, type Talk, working } from '../talk';
import type { ChatCommand } from './command';

/** Commands about numbers: who has one, which are free, keeping one for later. */

export const whoHas: ChatCommand = {
  name: 'who-has',
  right: 'read',
  group: 'look',
  async run(talk, said) {
    demand(talk, 'read');
    const typed = said.number ?? said.extension;
    if (typed === undefined) return tell(talk, 'info', { key: 'talk.which-number', values: { example: exampleOf(talk, 'who-has') } });
    const digits = typed.replace(/\D/g, '');
    if (!typed.includes('+') && digits.length < 7) return show(talk, digits, { extension: digits });
    const number = await numberIn(talk, typed, 'card.command.whoHas');
    if (number !== null) await show(talk, displayNumber(number), { base: withoutExtension(number) });
  },
};

async function show(talk: Talk, asked: string, wanted: { base: string } | { extension: string }): Promise<void> {
  const uses = await working(talk, talk.changes.lookUpNumber(talk.speech.person, wanted));
  talk.found = uses.length;
  if (uses.length === 0) return tell(talk, 'info', { key: 'talk.no-extension', values: { extension: asked } });
  await answer(talk, numberUseCard({ language: talk.speech.language, asked, uses }));
}

export const freeNumbers: ChatCommand = {
  name: 'free-numbers',
  right: 'read',
  group: 'look',
  async run(talk, said) {
    demand(talk, 'read');
    const sites = said.site === undefined ? sitesFor(fieldContext(talk)) : await siteIn(talk, said.site);
    if (sites === null) return;
    const shown = sites.length === 1 ? 20 : 5;
    const sections: SheetSection[] = [];
    const bars: Bar[] = [];
    for (const one of sites) {
      const { numbers, total, size } = await working(talk, talk.changes.listFree(talk.speech.person, one, shown));
      talk.found = (talk.found ?? 0) + total;
      const list = numbers.map(displayNumber);
      const notes = [sentence('inventory.freeCount', { total, shown: numbers.length }), sentence('value.text', { text: list })];
      const title = sentence('value.text', { text: one.name });
      sections.push({ title, notes: total === 0 ? notes.slice(0, 1) : notes });
      bars.push({ label: title, count: size - total, total: size });
    }
    const use = { title: sentence('inventory.use'), bars };
    await answer(talk, sheetCard({ language: talk.speech.language, title: sentence('inventory.freeTitle'), sections: [use, ...sections] }));
  },
};

export const reserve: ChatCommand = {
  name: 'reserve',
  right: 'propose',
  group: 'look',
  async run(talk, said) {
    demand(talk, 'propose');
    const example = exampleOf(talk, 'reserve');
    if (said.number === undefined) return tell(talk, 'info', { key: 'talk.which-number', values: { example } });
    const number = await numberIn(talk, said.number, 'card.command.reserve');
    if (number === null) return;
    if (said.date === undefined) return tell(talk, 'info', { key: 'talk.until-when', values: { example } });
    const read = readDate(said.date, talk.speech.language, talk.clock.now());
    if (read.kind !== 'date')
      return tell(talk, 'refusal', { key: `field.date.${read.kind}`, values: { name: said.date, example: oneWeekLater(talk) } });
    const refused = await working(talk, talk.changes.reserve(talk.speech.person, number, read.until));
    if (refused) return tell(talk, 'refusal', refused);
    const values = { number: displayNumber(withoutExtension(number)), until: read.until.getTime() };
    await tell(talk, 'good', { key: 'talk.reserved', values }, [say(talk.speech.language, { key: 'card.command.release', values })]);
  },
};

export const release: ChatCommand = {
  name: 'release',
  right: 'propose',
  group: 'look',
  async run(talk, said) {
    demand(talk, 'propose');
    const number = await numberIn(talk, said.number ?? '', 'card.command.release');
    if (number === null) return;
    const refused = await talk.changes.release(talk.speech.person, number);
    if (refused) return tell(talk, 'refusal', refused);
    await tell(talk, 'good', { key: 'talk.released', values: { number: displayNumber(withoutExtension(number)) } });
  },
};

/** Reads a number; when that fails, says why or offers the whole command with what was perhaps meant, and gives null. */
async function numberIn(talk: Talk, typed: string, command: string): Promise<string | null> {
  const found = await phoneNumber.resolve(typed, { ...fieldContext(talk), answers: {} });
  if (found.kind === 'value') return found.value.e164;
  const choices = (found.choices ?? []).map((choice) => ({
    ...choice,
    text: say(talk.speech.language, { key: command, values: { number: choice.text } }),
  }));
  const problem = found.kind === 'problem' ? found.problem : sentence('field.phone-number.question');
  if (choices.length === 0) await tell(talk, 'refusal', problem);
  else await ask(talk, { question: { key: 'field.phone-number.question' }, problem, choices });
  return null;
}

async function siteIn(talk: Talk, typed: string): Promise<Site[] | null> {
  const found = await site.resolve(typed, { ...fieldContext(talk), answers: {} });
  const name = found.kind === 'value' && 'name' in found.value ? found.value.name : null;
  if (name !== null) return talk.model.sites.filter((one) => one.name === name);
  if (found.kind === 'problem') await tell(talk, 'refusal', found.problem);
  else
    await tell(
      talk,
      'info',
      { key: 'field.site.question' },
      sitesFor(fieldContext(talk)).map((one) => siteCommand(talk, one)),
    );
  return null;
}

function siteCommand({ speech }: Talk, { name }: Site): string {
  return say(speech.language, { key: 'card.command.freeNumbers', values: { site: name } });
}

/** A date as it can be typed, in a week. */
function oneWeekLater({ clock, speech }: Talk): string {
  const day = new Date(clock.now().getTime() + 7 * 86_400_000);
  return day.toLocaleDateString(speech.language, { day: 'numeric', month: 'long', year: 'numeric' });
}
