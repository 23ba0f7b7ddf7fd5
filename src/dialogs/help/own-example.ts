import type { Parsed } from '../../commands/parse';
import { isWorthOffering } from '../../operations/worth-offering';
import type { Operation } from '../../operations/operation';
import type { Talk } from '../talk';
import type { OwnNames, OwnPerson } from './own-names';

/**
 * An example of the locale files, said with people, sites and numbers of this tenant; as it stands where there are none.
 * @param newest a change that may be looked at, in the place of «12»
 */
export async function ownExample(talk: Talk, names: OwnNames, example: string, newest: number | null = null): Promise<string> {
  const parsed = talk.parse(example, talk.speech.language);
  const said = saidIn(parsed);
  if (said.wish !== undefined) {
    const { wish } = said;
    const own = await ownExample(talk, names, wish);
    return example.replace(wish, () => own);
  }
  const values: Values = { ...(await valuesFor(talk, names, parsed)), ...(newest !== null && { id: String(newest) }) };
  const text = Object.entries(said).reduce((before, [slot, typed]) => before.replace(typed, () => values[slot] ?? typed), example);
  return meansTheSame(parsed, talk.parse(text, talk.speech.language)) ? text : example;
}

/** Whom an operation would change something for; else whoever is there. */
export function suits(talk: Talk, { people }: OwnNames, operation: Operation | null): OwnPerson | undefined {
  const { resourceOf, model } = talk;
  const fits = ({ state, value }: OwnPerson) => operation && isWorthOffering(operation, { resourceOf, model, now: state, value });
  return people.find(fits) ?? people.find(({ state }) => state.facts.voice === true) ?? people[0];
}

type Values = Partial<Record<string, string>>;

async function valuesFor(talk: Talk, names: OwnNames, parsed: Parsed): Promise<Values> {
  const operation = parsed.kind === 'operation' ? parsed.operation : null;
  const said = saidIn(parsed);
  const who = 'user' in said ? suits(talk, names, operation) : undefined;
  const other = names.people.find((one) => one !== who);
  const site = siteFor(names, said, who);
  const number = 'number' in said && site !== undefined ? await names.freeAt(site) : null;
  return {
    ...(who && { user: who.value.upn }),
    ...(other && { receiver: other.value.upn }),
    ...(site !== undefined && { site }),
    ...(number !== null && { number }),
  };
}

/** Where they are not yet, so that it changes something; what is about nobody keeps a site that exists. */
function siteFor({ sites }: OwnNames, said: Readonly<Record<string, string>>, who: OwnPerson | undefined): string | undefined {
  if (said.site === undefined) return who?.site ?? sites[0];
  if (!who && sites.includes(said.site)) return said.site;
  return sites.find((name) => name !== who?.site) ?? sites[0];
}

export function saidIn(parsed: Parsed): Readonly<Record<string, string>> {
  if (parsed.kind === 'operation') return parsed.input;
  return parsed.kind === 'command' ? parsed.arguments : {};
}

/** Whether two texts are the same thing to say, with answers to the same questions. */
function meansTheSame(one: Parsed, other: Parsed): boolean {
  const slots = (parsed: Parsed): string => Object.keys(saidIn(parsed)).sort().join(' ');
  return idOf(one) === idOf(other) && slots(one) === slots(other);
}

export function idOf(parsed: Parsed): string | null {
  if (parsed.kind === 'operation') return `operation.${parsed.operation.id}`;
  return parsed.kind === 'command' ? `command.${parsed.name}` : null;
}
