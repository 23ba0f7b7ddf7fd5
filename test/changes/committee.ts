import type { Access, KnownPerson } from '../../src/auth/access';
import { createPeople } from '../../src/auth/people';
import type { Identity, Person } from '../../src/auth/person';
import { sampleAccess, sampleModel } from '../sample-model';

const { tenantId } = sampleModel('cloud-connector');

function known(id: string, groups: string[], over: Partial<KnownPerson> = {}): KnownPerson {
  return { id, tenantId, objectId: `id-of-${id}`, name: id, guest: false, groups, sameAs: null, ...over };
}

/** People of some groups, who may come and go while a test runs. */
export function committee() {
  let people: KnownPerson[] = [
    known('vera', ['voice-admins']),
    known('vera-too', ['approvers', 'managers'], { sameAs: 'vera' }),
    known('hana', ['helpdesk']),
    known('ann', ['approvers']),
    known('bea', ['approvers', 'managers']),
    known('cy', ['managers']),
    known('sue', ['seniors']),
    known('guest', ['approvers'], { guest: true }),
    known('odile', ['auditors']),
  ];
  const access = (): Access => ({
    ...sampleAccess,
    people,
    roles: sampleAccess.roles.map((role) => (role.name === 'approver' ? { ...role, groups: ['approvers', 'managers', 'seniors'] } : role)),
  });
  const all = createPeople(access);
  return {
    access,
    async person(id: string): Promise<Person> {
      const found = people.find((one) => one.id === id);
      if (!found) throw new Error(`Nobody is «${id}».`);
      return all.now(found satisfies Identity);
    },
    move(id: string, groups: string[]): void {
      people = people.map((one) => (one.id === id ? { ...one, groups } : one));
    },
    add(id: string, groups: string[], over: Partial<KnownPerson>): void {
      people = [...people, known(id, groups, over)];
    },
  };
}
