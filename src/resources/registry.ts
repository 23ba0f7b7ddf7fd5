import { personVoice } from './person-voice/person-voice';
import type { Resource } from './resource';
import type { TenantModel } from './tenant-model';

/** Every kind of thing that has a state, for the platform of this deployment. */
export function createResources(model: TenantModel): (kind: string) => Resource {
  const all = new Map<string, Resource>([personVoice(model)].map((resource) => [resource.kind, resource]));
  return (kind) => {
    const resource = all.get(kind);
    if (!resource) throw new Error(`No resource «${kind}».`);
    return resource;
  };
}
