import { emergencyLocations, type EmergencyLocation } from '../resources/person-voice/location';
import { sentence } from '../sentence';
import type { Choice, Field, FieldContext } from './field';
import { fold, words } from './fold';

/** An emergency location of the tenant, by its id or by words of its name and address. */
export const location: Field<EmergencyLocation> = {
  kind: 'location',

  async resolve(text, context) {
    const known = await locationsOf(context);
    // Where there are none the operation says so, whatever was asked for.
    if (known === null) return { kind: 'value', value: { id: text, name: text }, text, label: text };
    const wanted = fold(text);
    const exact = known.filter(({ id, name }) => id.toLowerCase() === wanted || fold(name) === wanted);
    const found = exact.length > 0 ? exact : known.filter(({ name }) => words(text).every((word) => words(name).includes(word)));
    const [only] = found;
    if (only && found.length === 1) return { kind: 'value', value: only, text: only.id, label: only.name };
    if (found.length > 1) return { kind: 'choices', choices: found.slice(0, mostChoices).map(choiceOf), total: found.length };
    return {
      kind: 'problem',
      problem: sentence('field.location.unknown', { name: text.trim() }),
      choices: known.slice(0, mostChoices).map(choiceOf),
    };
  },

  async suggest(context) {
    const known = await locationsOf(context);
    return known === null ? { choices: [], only: '–' } : { choices: known.slice(0, mostChoices).map(choiceOf) };
  },
};

const mostChoices = 15;

async function locationsOf({ tenant, model }: FieldContext): Promise<EmergencyLocation[] | null> {
  return model.platform === 'direct-routing' ? emergencyLocations(tenant) : null;
}

function choiceOf({ id, name }: EmergencyLocation): Choice {
  return { text: id, label: name };
}
