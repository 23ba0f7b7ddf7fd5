import { addSite } from './add-site';
import { assignSite } from './assign-site';
import { changeNumber } from './change-number';
import { disableVoice } from './disable-voice';
import { enableVoice } from './enable-voice';
import { giveNumber } from './give-number';
import { grantPolicy } from './grant-policy';
import { allowInternational, blockInternational } from './international-calls';
import { move } from './move';
import type { Operation } from './operation';
import { giveLicence, takeLicence } from './phone-licence';
import { registerMediationServer } from './register-mediation-server';
import { removeSite } from './remove-site';
import { setLocation } from './set-location';
import { setPeerDestination } from './set-peer-destination';
import { shareSipAddressSpace } from './share-sip-address-space';
import { turnVoicemailOff, turnVoicemailOn } from './turn-voicemail';

/** Everything people can ask for. A new operation is its file, one line here, its texts and a fixture. */
export const operations: readonly Operation[] = [
  enableVoice,
  assignSite,
  move,
  removeSite,
  allowInternational,
  blockInternational,
  changeNumber,
  giveNumber,
  turnVoicemailOn,
  turnVoicemailOff,
  grantPolicy,
  setLocation,
  disableVoice,
  giveLicence,
  takeLicence,
  registerMediationServer,
  addSite,
  setPeerDestination,
  shareSipAddressSpace,
];
