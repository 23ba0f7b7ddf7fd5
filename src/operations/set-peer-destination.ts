import { peerDestination } from '../fields/host-name';
import type { HybridWish } from '../resources/tenant-hybrid/tenant-hybrid';
import { defineOperation } from './operation';

/** Where calls of people without a site leave. */
export const setPeerDestination = defineOperation({
  id: 'set-peer-destination',
  resource: 'tenant-hybrid',
  fields: { peer: peerDestination },
  about: null,
  wanted: (_now, { peer }): HybridWish => ({ peerDestination: peer.fqdn }),
});
