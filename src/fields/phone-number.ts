import type { Choice, Field, FieldContext, Resolution } from './field';
import { answeredSite, siteAround } from './site';
import { type ReadNumber, exampleNumber, plainNumber, readNumber } from './read-number';
import type { Site } from '../resources/tenant-model';
import { displayNumber } from '../resources/display-number';
import { sentence } from '../sentence';

/** A number as it is kept: E.164, with `;ext=` where it has an extension. */
export interface PhoneNumberValue {
  e164: string;
  display: string;
}

/**
 * A phone number. Without `+` it is read in the country of the site that was answered, or else of the site where the person is now;
 * without a site it is never guessed.
 */
export const phoneNumber: Field<PhoneNumberValue> = {
  kind: 'phone-number',
  isOnes: true,

  async resolve(text, context) {
    // What has a plus means the same everywhere: nobody's site needs to be read for it.
    const site = plainNumber(text).startsWith('+') ? answeredSite(context) : await siteAround(context);
    return resolutionOf(readNumber(text, site?.country ?? null), text, context, site);
  },

  async suggest(context) {
    const free = await context.freeNumbers((await siteAround(context))?.name ?? null, 5);
    return { choices: free.map(choiceOf) };
  },
};

function resolutionOf(read: ReadNumber, text: string, context: FieldContext, site: Site | null): Resolution<PhoneNumberValue> {
  if (read.kind === 'number' && (read.valid || isOurs(read.e164, context))) return valueOf(read.e164);
  const example = exampleNumber(read.country ?? site?.country ?? context.model.sites[0]?.country ?? 'US', context.model.sites);
  const values = { name: text.trim(), example };
  switch (read.kind) {
    case 'number':
      return { kind: 'problem', problem: sentence('field.phone-number.invalid', values) };
    case 'no-country':
      return {
        kind: 'problem',
        problem: sentence('field.phone-number.no-country', values),
        wants: 'site',
        ...(read.perhaps && { choices: [choiceOf(read.perhaps)] }),
      };
    case 'extension':
    case 'short':
    case 'pauses':
    case 'unreadable':
      return { kind: 'problem', problem: sentence(`field.phone-number.${read.kind}`, values) };
  }
}

function choiceOf(e164: string): Choice {
  const display = displayNumber(e164);
  return { text: display, label: display };
}

function valueOf(e164: string): Resolution<PhoneNumberValue> {
  const display = displayNumber(e164);
  return { kind: 'value', value: { e164, display }, text: e164, label: display };
}

/** Numbers of the configured ranges are real, whatever the numbering plan of the library knows. */
function isOurs(e164: string, { model }: FieldContext): boolean {
  const base = e164.split(';')[0]!;
  return model.sites.some(({ ranges }) => ranges.some(({ from, to }) => base.length === from.length && base >= from && base <= to));
}
