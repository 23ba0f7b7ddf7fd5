import { languages, raw } from '../i18n/say';
import { sentence, type Sentence } from '../sentence';
import type { Site, TenantModel } from '../resources/tenant-model';
import type { Choice, Field, FieldContext } from './field';
import { fold } from './fold';

/** A site of the configuration, or the spoken decision to have none. */
export type SiteValue = { name: string } | { none: true };

/** A PSTN site. Only those of the configuration exist; «no site» must be said. */
export const site: Field<SiteValue> = {
  kind: 'site',
  closed: true,
  repeats: true,

  async resolve(text, context) {
    const sites = sitesFor(context);
    const wanted = fold(text);
    if (noSiteWords().includes(wanted))
      return { kind: 'value', value: { none: true }, text: noSite.text, label: noSite.label, says: noSite.says };
    const hidden = hiddenSite(text, context);
    if (hidden) return { kind: 'problem', problem: hidden };
    const exact = sites.filter((known) => fold(known.name) === wanted);
    const found = exact.length > 0 ? exact : sites.filter((known) => wanted !== '' && fold(known.name).startsWith(wanted));
    const only = found[0];
    if (only && found.length === 1) return { kind: 'value', value: { name: only.name }, text: only.name, label: only.name };
    if (found.length > 1) return { kind: 'choices', choices: found.map(siteChoice), total: found.length };
    return {
      kind: 'problem',
      problem: sentence('field.site.unknown', { name: text.trim(), sites: namesOf(sites) }),
      choices: [...sites.map(siteChoice), noSite],
    };
  },

  async suggest(context) {
    const sites = sitesFor(context);
    const choices = [...sites.map(siteChoice), noSite];
    return sites.length === 1 ? { choices, only: sites[0]!.name } : { choices };
  },
};

/** A site where «no site» is no answer. */
export const pstnSite: Field<{ id: string; name: string }> = {
  kind: 'pstn-site',
  closed: true,
  async resolve(text, context) {
    const found = await site.resolve(text, context);
    const hidden = hiddenSite(text, context);
    if (hidden) return { kind: 'problem', problem: hidden };
    if (found.kind !== 'value') return found.kind === 'problem' ? { ...found, problem: notConfigured(text, context) } : found;
    const { value } = found;
    return 'name' in value
      ? { ...found, value: { id: value.name, name: value.name } }
      : { kind: 'problem', problem: notConfigured(text, context) };
  },
  suggest: async (context) => ({ choices: sitesFor(context).map(siteChoice) }),
};

function notConfigured(text: string, context: FieldContext) {
  return sentence('field.pstn-site.unknown', { name: text.trim(), sites: namesOf(sitesFor(context)) });
}

/** The site among the answers so far, as the configuration describes it. */
export function answeredSite({ answers, model }: FieldContext): TenantModel['sites'][number] | null {
  for (const answer of Object.values(answers)) {
    if (typeof answer !== 'object' || answer === null || !('name' in answer) || 'upn' in answer) continue;
    const known = model.sites.find(({ name }) => name === answer.name);
    if (known) return known;
  }
  return null;
}

/** The site that was answered; where none was asked for, the one where the first person among the answers is now. */
export async function siteAround(context: FieldContext): Promise<TenantModel['sites'][number] | null> {
  const answers = Object.values(context.answers).filter((answer) => typeof answer === 'object' && answer !== null);
  const answered = answeredSite(context);
  if (answered || answers.some((answer) => 'none' in answer)) return answered;
  const who = answers.find((answer) => 'upn' in answer);
  const name = who && 'id' in who && typeof who.id === 'string' ? await context.siteOf(who.id) : null;
  return context.model.sites.find((known) => known.name === name) ?? null;
}

const noSite = { text: 'no site', label: 'no site', says: sentence('field.site.none') } satisfies Choice;

function noSiteWords(): string[] {
  return languages.flatMap((language) => raw(language, 'field.site.none-words').split('|').map(fold));
}

function siteChoice({ name, country }: TenantModel['sites'][number]): Choice {
  return { text: name, label: name, detail: country };
}

/** The sites that whoever asks may have. */
export function sitesFor({ model, bounds }: Pick<FieldContext, 'model' | 'bounds'>): Site[] {
  return model.sites.filter(({ name }) => !bounds?.outside({ sites: [name], number: null }));
}

/** Why a site of the configuration is not theirs who ask for it by its name. */
function hiddenSite(text: string, { model, bounds }: FieldContext): Sentence | null {
  const named = model.sites.find(({ name }) => fold(name) === fold(text));
  return (named && bounds?.outside({ sites: [named.name], number: null })) ?? null;
}

function namesOf(sites: readonly Site[]): string[] {
  return sites.map(({ name }) => name);
}
