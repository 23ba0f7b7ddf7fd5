import { mediationServer } from './mediation-server/mediation-server';
import { personVoice } from './person-voice/person-voice';
import { pstnSite } from './pstn-site/pstn-site';
import type { Resource } from './resource';
import { tenantHybrid } from './tenant-hybrid/tenant-hybrid';
import type { TenantModel } from './tenant-model';

/** Every kind of thing that has a state, for the platform of this deployment. */
export function createResources(model: TenantModel): (kind: string) => Resource {
  const resources: Resource[] = [personVoice(model), tenantHybrid(model), pstnSite(model), mediationServer(model)];
  const all = new Map(resources.map((resource) => [resource.kind, resource]));
  return (kind) => {
    const resource = all.get(kind);
    if (!resource) throw new Error(`No resource «${kind}».`);
    return resource;
  };
}
