import type { Row } from '../../tenant/tenant';
import { hasPhoneSystem, type Account } from '../account';
import { CmdletError } from '../cmdlet-error';
import { accountToWrite, seenAccounts } from '../find-account';
import { textOf, type Parameters } from '../parameters';
import type { World } from '../world';

/** By SIP address or object id alone, as the page says. Voicemail is automatic with Phone System until somebody turns it off. */
export function getCsOnlineVoicemailUserSettings(world: World, parameters: Parameters): Row[] {
  const identity = textOf(parameters, 'Identity') ?? '';
  const account = seenAccounts(world, identity).find(({ softDeletedAt }) => !softDeletedAt);
  if (!account || !isNamed(account, identity)) throw notFound(identity);
  return [rowOf(world, account)];
}

/** Answers with the settings as they are then. */
export function setCsOnlineVoicemailUserSettings(world: World, parameters: Parameters): Row[] {
  const identity = textOf(parameters, 'Identity') ?? '';
  const account = accountToWrite(world, identity);
  if (!account || !isNamed(account, identity)) throw notFound(identity);
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    settable.includes(name) && (typeof value === 'string' || typeof value === 'boolean') ? [[name, value] as const] : [],
  );
  const changed = { ...account, voicemailSettings: { ...account.voicemailSettings, ...Object.fromEntries(given) } };
  world.saveAccount(changed);
  return [rowOf(world, changed)];
}

const settable = [
  'VoicemailEnabled',
  'PromptLanguage',
  'CallAnswerRule',
  'DefaultGreetingPromptOverwrite',
  'DefaultOofGreetingPromptOverwrite',
  'OofGreetingEnabled',
  'OofGreetingFollowAutomaticRepliesEnabled',
  'OofGreetingFollowCalendarEnabled',
  'ShareData',
  'TransferTarget',
];

function rowOf(world: World, account: Account): Row {
  return {
    PromptLanguage: account.usageLocation === 'FR' ? 'fr-FR' : account.usageLocation === 'JP' ? 'ja-JP' : 'en-US',
    CallAnswerRule: 'RegularVoicemail',
    DefaultGreetingPromptOverwrite: null,
    DefaultOofGreetingPromptOverwrite: null,
    OofGreetingEnabled: false,
    OofGreetingFollowAutomaticRepliesEnabled: false,
    OofGreetingFollowCalendarEnabled: false,
    ShareData: false,
    TransferTarget: null,
    ...account.voicemailSettings,
    VoicemailEnabled: hasPhoneSystem(account, world.now()) && account.voicemailSettings.VoicemailEnabled !== false,
  };
}

function isNamed(account: Account, identity: string): boolean {
  return identity.toLowerCase().startsWith('sip:') || account.id === identity.toLowerCase();
}

function notFound(identity: string): CmdletError {
  return new CmdletError('NotFound', 'userId was not found', { category: 'ObjectNotFound', target: identity });
}
