import { factLabel } from '../../cards/views/change-title';
import { sheetCard, type SheetSection } from '../../cards/views/sheet';
import { pstnSite, sitesFor } from '../../fields/site';
import { raw, say } from '../../i18n/say';
import { sentence } from '../../sentence';
import { ask } from '../present';
import { answer, demand, fieldContext, working, type Talk } from '../talk';
import type { ChatCommand } from './command';

/** The sites of the configuration as the tenant has them. */
export const sites: ChatCommand = {
  name: 'sites',
  right: 'read',
  group: 'look',
  async run(talk) {
    demand(talk, 'read');
    const sections: SheetSection[] = [];
    for (const { name } of sitesFor(fieldContext(talk))) sections.push(await working(talk, sectionOf(talk, name)));
    await show(talk, sections);
  },
};

export const site: ChatCommand = {
  name: 'site',
  right: 'read',
  group: null,
  async run(talk, { site: said = '' }) {
    demand(talk, 'read');
    const found = await pstnSite.resolve(said, { ...fieldContext(talk), answers: {} });
    if (found.kind === 'value') return show(talk, [await working(talk, sectionOf(talk, found.value.name))]);
    const command = (name: string) => raw(talk.speech.language, 'command.site.example').replace('Seattle', name);
    const choices = (
      found.kind === 'choices' ? found.choices : (await pstnSite.suggest({ ...fieldContext(talk), answers: {} })).choices
    ).map((choice) => ({ ...choice, text: command(choice.text) }));
    const problem = found.kind === 'problem' ? { problem: found.problem } : {};
    await ask(talk, { question: sentence('field.pstn-site.question'), ...problem, choices });
  },
};

async function sectionOf(talk: Talk, name: string): Promise<SheetSection> {
  const { model, speech } = talk;
  const { language } = speech;
  const known = model.sites.find((one) => one.name === name);
  const resource = talk.resourceOf('pstn-site');
  const state = await resource.read(talk.tenant(), name);
  const lines = state ? resource.describe(state) : [];
  const ranges = known?.ranges.map(({ from, to }) => `${from} – ${to}`) ?? [];
  const isThere = lines.every(({ value }) => value.key !== 'value.none');
  return {
    title: sentence('card.site.title', { site: name, country: known?.country ?? '' }),
    tone: isThere ? 'default' : 'warning',
    lines: [
      ...lines.map(({ name: fact, value }) => ({ label: sentence('value.text', { text: factLabel(language, fact) }), value })),
      { label: sentence('card.site.numbers'), value: sentence('value.text', { text: ranges }) },
    ],
    notes: isThere ? [] : [sentence('card.site.incomplete')],
    buttons: isThere
      ? []
      : [{ title: sentence('operation.add-site.title'), command: say(language, { key: 'card.command.add-site', values: { site: name } }) }],
  };
}

async function show(talk: Talk, sections: SheetSection[]): Promise<void> {
  talk.found = sections.length;
  const { language } = talk.speech;
  const intro = sections.length === 0 ? [sentence('card.site.none')] : [];
  await answer(talk, sheetCard({ language, title: sentence('card.site.titles', { tenant: talk.model.tenantName }), intro, sections }));
}
