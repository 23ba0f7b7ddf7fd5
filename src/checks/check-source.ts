import type { X509Certificate } from 'node:crypto';
import type { Clock } from '../clock';
import type { Resource } from '../resources/resource';
import type { TenantModel } from '../resources/tenant-model';
import type { Tenant } from '../tenant/tenant';
import type { Network } from './network/network';

/** All that checks of the set-up are made from. */
export interface CheckSource {
  model: TenantModel;
  network: Network;
  clock: Clock;
  /** As the person who asks may read it. */
  tenant: Tenant;
  resourceOf(kind: string): Pick<Resource, 'read'>;
  /** Certification authorities, instead of the public ones that come with Node. */
  roots?: readonly X509Certificate[];
}

/** What checks of the tenant's settings need of it. */
export type TenantSource = Pick<CheckSource, 'model' | 'tenant' | 'resourceOf'>;
