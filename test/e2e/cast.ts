import { knownPeople } from '../../src/simulator/known-people';
import { newAccount } from '../../src/simulator/new-account';
import { createPopulation } from '../../src/simulator/population';
import { skus } from '../../src/simulator/skus';
import type { Stage } from './stage';

/** Somebody with a licence and without voice, and a number nobody has. */
export interface Role {
  name: string;
  upn: string;
  /** What is typed to confirm something risky about them. */
  word: string;
  number: string;
}

/** Makes as many people ready as there are conversations, so that none disturbs another. */
export async function castOf(stage: Stage, count: number): Promise<Role[]> {
  const others = createPopulation(1, 300).slice(knownPeople().length);
  const roles = others.slice(0, count).map(({ upn }, index) => ({ was: upn, ...roleOf(index) }));
  if (roles.length < count) throw new Error(`There are ${roles.length} people for ${count} parts.`);
  await stage.control({ do: 'replicate', ms: 0 });
  // Who is made ready takes a licence that was not counted on.
  await stage.control({ do: 'configure', fields: { seats: Object.fromEntries(skus.map(({ partNumber }) => [partNumber, 1_000])) } });
  for (const { was, name, upn } of roles) {
    const { id: _id, ...fields } = newAccount(name, upn);
    await stage.edit(was, fields);
  }
  await stage.control({ do: 'behave' });
  return roles;
}

const letters = 'abcdefghijklmnopqrstuvwxyz';

function roleOf(index: number): Role {
  const tail = `${letters[Math.floor(index / 26)]}${letters[index % 26]}`;
  return { name: `Quinn Zz${tail}`, upn: `quinn.zz${tail}@contoso.com`, word: `quinn.zz${tail}`, number: `+1 425 555 ${6000 + index}` };
}
