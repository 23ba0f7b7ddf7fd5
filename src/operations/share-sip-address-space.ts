import type { HybridWish } from '../resources/tenant-hybrid/tenant-hybrid';
import { defineOperation } from './operation';

/** The tenant and its own servers have the same SIP domains. */
export const shareSipAddressSpace = defineOperation({
  id: 'share-sip-address-space',
  resource: 'tenant-hybrid',
  fields: {},
  about: null,
  wanted: (): HybridWish => ({ sharedSipAddressSpace: true }),
});
