import type { Control } from '../../src/simulator/control';
import type { Platform } from '../../src/resources/tenant-model';

export interface Wish {
  input: Record<string, string>;
  on?: readonly Platform[];
  /** How many accounts there are; none is a tenant that nobody has set up. */
  population?: number;
  /** What is told to the simulated tenant before. */
  first?: readonly Control[];
  /** It cannot be put back. */
  final?: true;
}

const sbc: Control = {
  do: 'configure',
  fields: { gateways: [{ fqdn: 'sbc.contoso.com', sipSignalingPort: 5061, enabled: true, description: null }] },
};

/** For each operation wishes that change something in the simulated tenant, on the platforms that have it. */
export const wishes: Record<string, readonly Wish[]> = {
  'enable-voice': [
    { input: { user: 'newhire@contoso.com', site: 'Seattle', number: '+14255550140' } },
    { input: { user: 'bob@contoso.com', site: 'Tokyo', number: '+81345105250;ext=12' } },
    { input: { user: "siobhan.o'brien@contoso.com", site: 'Seattle', number: '+14255550141' } },
  ],
  'assign-site': [
    { input: { user: 'busy@contoso.com', site: 'Paris' } },
    { input: { user: 'gina.groupgrant@contoso.com', site: 'Paris' } },
  ],
  'allow-international': [
    { input: { user: 'busy@contoso.com' } },
    { input: { user: 'noel.lefevre@contoso.com' }, on: ['cloud-connector'] },
  ],
  'block-international': [{ input: { user: 'jose.garcia@contoso.com' } }],
  move: [
    { input: { user: 'busy@contoso.com', site: 'Paris' } },
    { input: { user: 'busy@contoso.com', site: 'Paris', number: '+33142685377' } },
  ],
  'remove-site': [{ input: { user: 'busy@contoso.com' } }],
  'change-number': [{ input: { user: 'busy@contoso.com', number: '+14255550142' } }],
  'turn-voicemail-on': [
    {
      input: { user: 'bob@contoso.com' },
      first: [{ do: 'edit', user: 'bob@contoso.com', fields: { voicemail: false, voicemailSettings: { VoicemailEnabled: false } } }],
    },
  ],
  'turn-voicemail-off': [{ input: { user: 'busy@contoso.com' } }],
  'disable-voice': [{ input: { user: 'busy@contoso.com' } }, { input: { user: 'busy@contoso.com', licence: 'take the licence' } }],
  'give-licence': [
    { input: { user: 'unlicensed@contoso.com' } },
    {
      input: { user: 'unlicensed@contoso.com', country: 'France' },
      first: [{ do: 'edit', user: 'unlicensed@contoso.com', fields: { usageLocation: null } }],
    },
    { input: { user: 'dan@contoso.com', country: 'US' }, population: 0 },
  ],
  'take-licence': [{ input: { user: 'bob@contoso.com' } }],
  'grant-policy': [
    { input: { user: 'busy@contoso.com', kind: 'dialOut', policy: 'DialoutCPCandPSTNDomestic' } },
    { input: { user: 'busy@contoso.com', kind: 'dialPlan', policy: 'Paris' } },
    { input: { user: 'busy@contoso.com', kind: 'calling', policy: 'DisallowCalling' }, on: ['direct-routing'] },
    { input: { user: 'busy@contoso.com', kind: 'voicemailPolicy', policy: 'TranscriptionDisabled' }, on: ['direct-routing'] },
    { input: { user: 'busy@contoso.com', kind: 'emergencyRouting', policy: 'Paris-Emergency' }, on: ['direct-routing'] },
    { input: { user: 'busy@contoso.com', kind: 'callerId', policy: 'Anonymous' }, on: ['direct-routing'] },
    { input: { user: 'busy@contoso.com', kind: 'upgrade', policy: 'Islands' }, on: ['direct-routing'] },
  ],
  'set-location': [{ input: { user: 'busy@contoso.com', location: 'Seattle Floor 3' }, on: ['direct-routing'] }],
  'give-number': [{ input: { user: 'busy@contoso.com', receiver: 'newhire@contoso.com' } }],
  'set-peer-destination': [{ input: { peer: 'access-paris.contoso.com' }, on: ['cloud-connector'] }],
  'share-sip-address-space': [{ input: {}, population: 0, on: ['cloud-connector'] }],
  'add-site': [
    { input: { site: 'Tokyo', fqdn: 'access-tokyo.contoso.com' }, population: 0, final: true, on: ['cloud-connector'] },
    { input: { site: 'Tokyo', fqdn: 'access9.contoso.com' }, on: ['cloud-connector'] },
    { input: { site: 'Paris', fqdn: 'sbc.contoso.com' }, population: 0, first: [sbc], final: true, on: ['direct-routing'] },
  ],
  'register-mediation-server': [
    {
      input: { server: 'Mediation Seattle 3', fqdn: 'ms3-seattle.contoso.local', site: 'Seattle' },
      first: [{ do: 'provision', ms: 40 * 60_000 }],
      final: true,
      on: ['cloud-connector'],
    },
  ],
};
