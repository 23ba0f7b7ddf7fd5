import type { SheetSection, Tone } from '../../cards/views/sheet';
import { sheetCard } from '../../cards/views/sheet';
import { momentText } from '../../cards/moment-text';
import { fold } from '../../fields/fold';
import { languages, raw, say } from '../../i18n/say';
import { sentence, type Sentence } from '../../sentence';
import { guideMarkdown } from '../../setup/markdown';
import { guideOf } from '../../setup/guide';
import { standingOf, type SectionState, type Standing } from '../../setup/standing';
import { tell } from '../present';
import { answer, demand, readerOf, type Talk } from '../talk';
import type { ChatCommand } from './command';

/** The guide as a list that knows what is done, for the whole team. */
export const setUp: ChatCommand = {
  name: 'set-up',
  whole: true,
  right: 'read',
  group: 'look',
  async run(talk, { section: said }) {
    demand(talk, 'read');
    const standings = await standingsOf(talk);
    if (said === undefined) return answer(talk, overview(talk, standings));
    const place = placeOf(standings, said);
    const standing = standings[place];
    if (!standing) return tell(talk, 'info', sentence('setup.noSection', { name: said, count: standings.length }));
    await answer(talk, inDetail(talk, standing, place));
  },
};

/** The whole list as Markdown, for whoever keeps it elsewhere. */
export const setUpExport: ChatCommand = {
  name: 'set-up-export',
  whole: true,
  right: 'read',
  group: null,
  async run(talk) {
    demand(talk, 'read');
    const { language } = talk.speech;
    const text = guideMarkdown(await standingsOf(talk), language, talk.model.tenantName);
    await answer(talk, { card: null, text, summary: say(language, { key: 'setup.title', values: { tenant: talk.model.tenantName } }) });
  },
};

export const tick = ticked('tick', 'done');
export const untick = ticked('untick', null);
export const tickYes = ticked('tick-yes', 'yes');
export const tickNo = ticked('tick-no', 'no');

/** `tick 2.1`: the first step of the second section. */
function ticked(name: string, given: 'done' | 'yes' | 'no' | null): ChatCommand {
  return {
    name,
    right: 'propose',
    whole: true,
    group: null,
    async run(talk, { step: said = '' }) {
      demand(talk, 'propose');
      const [section, place] = said.split('.').map((part) => Number(part) - 1);
      const standings = await standingsOf(talk);
      const found = standings[section ?? -1]?.steps[place ?? -1];
      if (!found) return tell(talk, 'info', sentence('setup.noStep', { name: said }));
      const asked = given === 'yes' || given === 'no';
      if (given !== null && asked !== (found.step.asks === true))
        return tell(talk, 'info', sentence(asked ? 'setup.notAsked' : 'setup.asks', { step: said }));
      await talk.notebook.tick(talk.speech.person, found.step.id, given);
      const now = (await standingsOf(talk))[section ?? -1];
      if (now) await answer(talk, inDetail(talk, now, section ?? 0));
    },
  };
}

async function standingsOf({ model, notebook }: Talk): Promise<Standing[]> {
  const [outcomes, ticks] = [await notebook.outcomes(), await notebook.ticks()];
  return guideOf(model).map((section) => standingOf(section, outcomes, ticks));
}

/** A section by its number, its id or the beginning of its title in any language. */
function placeOf(standings: Standing[], said: string): number {
  const wanted = fold(said);
  if (/^\d+$/.test(wanted)) return Number(wanted) - 1;
  const names = ({ section }: Standing) =>
    [section.id, ...languages.map((language) => raw(language, `setup.${section.id}.title`))].map(fold);
  return standings.findIndex((standing) => names(standing).some((name) => name.startsWith(wanted)));
}

const signs: Record<SectionState, string> = { done: '✓', wrong: '✗', open: '○', unseen: '?' };
const tones: Record<SectionState, Tone> = { done: 'good', wrong: 'attention', open: 'default', unseen: 'default' };

function overview(talk: Talk, standings: Standing[]) {
  const { language } = talk.speech;
  const done = standings.filter(({ state }) => state === 'done').length;
  const lines = standings.map((standing, place) => ({
    label: sentence('setup.line', {
      sign: signs[standing.state],
      place: place + 1,
      title: sentence(`setup.${standing.section.id}.title`),
    }),
    value: summaryOf(standing),
  }));
  const next = standings.findIndex(({ state }) => state !== 'done');
  return sheetCard({
    language,
    title: sentence('setup.title', { tenant: talk.model.tenantName }),
    tone: done === standings.length ? 'good' : 'default',
    intro: [sentence('setup.progress', { done, all: standings.length }), sentence('setup.how')],
    sections: [{ lines }],
    buttons: [
      ...(next < 0
        ? []
        : [
            {
              title: sentence('setup.next', { place: next + 1 }),
              command: say(language, { key: 'card.command.set-up', values: { section: next + 1 } }),
            },
          ]),
      { title: sentence('setup.look'), command: raw(language, 'command.check-all.example') },
    ],
  });
}

function summaryOf({ state, outcomes, steps }: Standing): Sentence {
  const wrong = outcomes.filter(({ result }) => result === 'wrong').length;
  const open = steps.filter(({ tick }) => tick === null).length;
  return sentence(`setup.state.${state}`, { wrong, open });
}

function inDetail(talk: Talk, { section, state, outcomes, steps }: Standing, place: number) {
  const { language } = talk.speech;
  const reader = readerOf(talk);
  const proofs = outcomes.map(({ target, result, findings, at }): SheetSection => ({
    title: sentence('setup.proof', { target, result: sentence(`setup.result.${result}`), at: momentText(reader, at) }),
    tone: result === 'wrong' ? 'attention' : result === 'ok' ? 'default' : 'warning',
    notes: result === 'ok' ? [] : findings.flatMap(({ seen, remedy }) => (remedy ? [seen, remedy] : [])),
  }));
  const humans = steps.map(({ step, tick: by }, index): SheetSection => {
    const number = `${place + 1}.${index + 1}`;
    const said = (name: string) => ({
      title: sentence(`setup.button.${name}`),
      command: say(language, { key: `card.command.${name}`, values: { step: number } }),
    });
    const open = step.asks ? [said('tick-yes'), said('tick-no')] : [said('tick')];
    return {
      title: sentence('setup.step', { sign: by ? '✓' : '○', step: number }),
      notes: [
        step.text,
        ...(step.copy ?? []).map((text) => sentence('value.text', { text })),
        ...(by ? [sentence(`setup.by.${by.answer}`, { name: by.name, at: momentText(reader, by.at) })] : []),
      ],
      buttons: by ? [said('untick')] : open,
    };
  });
  const known = section.operations.filter((id) => talk.operations.some((operation) => operation.id === id));
  return sheetCard({
    language,
    origin: sentence('setup.title', { tenant: talk.model.tenantName }),
    title: sentence('setup.line', { sign: signs[state], place: place + 1, title: sentence(`setup.${section.id}.title`) }),
    tone: tones[state],
    intro: [sentence(`setup.${section.id}.about`)],
    sections: [...proofs, ...humans],
    buttons: [
      ...known.map((id) => ({
        title: sentence(`operation.${id}.title`),
        command: raw(language, `operation.${id}.start`).replace(/\s*\{user\}$/, ''),
      })),
      ...section.looks.map((name) => ({ title: sentence(`card.look.title.${name}`), command: raw(language, `command.${name}.example`) })),
    ],
  });
}
