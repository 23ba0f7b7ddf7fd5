import { assignSite } from './assign-site';
import { enableVoice } from './enable-voice';
import { giveNumber } from './give-number';
import { addSite } from './add-site';
import { registerMediationServer } from './register-mediation-server';
import { setPeerDestination } from './set-peer-destination';
import { shareSipAddressSpace } from './share-sip-address-space';
import { allowInternational, blockInternational } from './international-calls';
import type { Operation } from './operation';

/** Everything people can ask for. A new operation is its file, one line here, its texts and a fixture. */
export const operations: readonly Operation[] = [
  enableVoice,
  assignSite,
  allowInternational,
  blockInternational,
  giveNumber,
  registerMediationServer,
  addSite,
  setPeerDestination,
  shareSipAddressSpace,
];
