import type { Account } from './account';
import { fromTokyoGroup, newAccount, voiceAt } from './new-account';

const plans = (...capabilities: string[]) => capabilities.map((capability) => ({ capability, status: 'Enabled' }));

/** The accounts that are always there, one for each case that rules and cards have to get right. */
export function knownPeople(): Account[] {
  return [...withoutVoice(), ...withVoice(), ...notPeople(), ...odd()];
}

function withoutVoice(): Account[] {
  return [
    newAccount('Nina Newhire', 'newhire'),
    newAccount('Uma Unlicensed', 'unlicensed', { phoneSystem: 'none' }),
    newAccount('Bob Brown', 'bob', { department: 'Support' }),
    newAccount('Otto Onprem', 'onprem', {
      number: '+14255550150',
      numberFromDirectory: true,
      synced: true,
      interpretedUserType: 'DirSyncEnabledOnlineTeamsOnlyUser',
    }),
    newAccount('Gil Gapworth', 'gil.gapworth', { phoneSystem: 'Deleted' }),
    newAccount('Petra Pending', 'petra.pending', { phoneSystem: 'PendingProvisioning' }),
    newAccount('Ivan Islands', 'ivan.islands', { teamsMode: 'Islands', interpretedUserType: 'PureOnlineUser' }),
    newAccount('Dora Disabled', 'dora.disabled', { enabled: false }),
    newAccount('John Smith', 'john.smith', { department: 'Sales' }),
    newAccount('John Smith', 'john.smith2', { department: 'Support' }),
    newAccount('Marie Martin', 'marie.martin', { usageLocation: 'FR', department: 'Finance' }),
    newAccount('Zoë Müller', 'zoe.mueller', { usageLocation: 'FR' }),
    newAccount('Łukasz Nowak', 'lukasz.nowak', { usageLocation: 'FR', department: 'Support' }),
    newAccount("Siobhán O'Brien", "siobhan.o'brien", { department: 'Legal' }),
  ];
}

function withVoice(): Account[] {
  return [
    newAccount('Bianca Busy', 'busy', voiceAt('Seattle', '+14255550199')),
    newAccount('Marie Martin', 'marie.martin2', { ...voiceAt('Paris', '+33142685301'), department: 'Legal' }),
    newAccount('José García', 'jose.garcia', voiceAt('Seattle', '+14255550131', 'International')),
    newAccount('Noël Lefèvre', 'noel.lefevre', { ...voiceAt('Paris', '+33142685302', 'International'), allowInternationalCalls: false }),
    newAccount('Ægir Þórsson', 'aegir.thorsson', voiceAt('Paris', '+33142685303')),
    newAccount('田中 花子', 'hanako.tanaka', voiceAt('Tokyo', '+81345105201')),
    newAccount('Erin Extension', 'erin.extension', voiceAt('Seattle', '+14255550130;ext=4021')),
    newAccount('Lea Legacy', 'lea.legacy', { ...voiceAt('Seattle', '+14255550170'), onlineVoiceRoutingPolicy: 'Legacy-Executives' }),
    newAccount('Gina Groupgrant', 'gina.groupgrant', {
      ...voiceAt('Tokyo', '+81345105202'),
      ...fromTokyoGroup,
    }),
    newAccount('Carla Callingplan', 'carla.callingplan', {
      voice: true,
      voicemail: true,
      number: '+14255550196',
      numberType: 'CallingPlan',
      plans: plans('MCOSTANDARD', 'TEAMS1', 'MCOEV', 'MCOPSTN1'),
    }),
  ];
}

function notPeople(): Account[] {
  const resource = {
    accountType: 'ResourceAccount',
    interpretedUserType: 'PureOnlineApplicationInstance',
    department: null,
    plans: plans('MCOEV_VIRTUALUSER'),
  } as const;
  return [
    newAccount('Seattle Reception', 'reception.seattle', { ...resource, plans: [...resource.plans], voice: true, number: '+14255550101' }),
    newAccount('Accueil Paris', 'accueil.paris', { ...resource, plans: [...resource.plans] }),
    newAccount('Lobby Phone Seattle', 'lobby.seattle', {
      interpretedUserType: 'PureOnlineSharedDeviceUser',
      plans: plans('TEAMS1', 'MCOEV', 'MCOCAP'),
      department: 'Facilities',
    }),
  ];
}

function odd(): Account[] {
  return [
    newAccount('Greta Guest', 'greta_fabrikam.com#EXT#@contoso.com', {
      accountType: 'Guest',
      interpretedUserType: 'PureOnlineGuestUser',
      sip: null,
      plans: [],
    }),
    newAccount('Piet Onpremises', 'piet.onpremises', {
      accountType: 'SfBOnPremUser',
      interpretedUserType: 'DirSyncEnabledHybridUser',
      synced: true,
      teamsMode: 'SfBOnly',
    }),
    newAccount('Sofia Departed', 'sofia.departed', {
      ...voiceAt('Seattle', '+14255550160'),
      softDeletedAt: '2026-11-10T09:00:00Z',
      enabled: false,
    }),
    newAccount('**Click** [here](https://evil.example) \u202egnp.exe <at>Global Admin</at>', 'hostile', { department: '${$root.token}' }),
  ];
}
