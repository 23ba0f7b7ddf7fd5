import { languages, say } from '../../src/i18n/say';
import { explain } from '../../src/tenant/known-errors';

/** The errors that people met, as they were reported: id, text, what it means, whether to try again by ourselves. */
const met: [string, string, string, boolean][] = [
  ['BadRequest', "Telephone Number '+14255550100' has already been assigned to another user", 'number.taken', false],
  ['BadRequest', "User '7f0c' lacks appropriate licenses to assign a 'DirectRouting' number", 'license.missing', true],
  [
    'BadRequest',
    'The user already has a telephone number set in the on-premises Active Directory. Change it there',
    'number.fromDirectory',
    false,
  ],
  ['BadRequest', "Telephone Number '14255550100' is not found from tenant 'c1'", 'number.notFound', false],
  ['NotFound', 'The server responded with a Request Error, Status: NotFound', 'user.notReady', true],
  ['BadRequest', 'Service is unavailable. Please try again', 'service.unavailable', true],
  ['BadRequest', 'Unknown error', 'service.unavailable', true],
  ['Forbidden', 'Access Denied.', 'access.denied', false],
  ['UnknownId', 'You are not authorized to perform this action', 'role.inactive', false],
  ['ClientError', '"Seattle-National" not found', 'policy.unknown', false],
  ['BadRequest', 'Policy "Seattle" is not a user policy. You can assign only a user policy', 'policy.unknown', false],
  ['X', 'User policy update failed. The user was not provisioned successfully', 'user.notReady', true],
  ['X', 'User does not exist', 'user.unknown', false],
  ['NotFound', 'userId was not found', 'user.unknown', false],
  ['NamedParameterNotFound,Set-CsUser', 'Un paramètre est introuvable', 'parameter.hidden', false],
  ['X', "A parameter cannot be found that matches parameter name 'OnPremLineURI'.", 'parameter.hidden', false],
  ['X', 'HostedVoiceMail is not a supported property', 'voicemail.automatic', false],
  ['X', 'OnPremLineURI will be deprecated. Please use LineURI', 'lineUri.deprecated', false],
  ['X', 'Unable to set LineUri. This parameter is restricted within Remote Tenant PowerShell', 'lineUri.onPremises', false],
  ['X', "Forest header can't be null", 'module.outdated', false],
  ['X', 'The provided tokens must have less than 5400 seconds difference', 'tokens.unusable', false],
  ['Connect-MicrosoftTeams,X', 'Object reference not set to an instance of an object', 'tokens.unusable', false],
  ['X', 'Not supported tenant type', 'module.outdated', false],
  ['AmbiguousParameterSet,Connect-MicrosoftTeams', 'Jeu de paramètres', 'module.outdated', false],
  ['X', 'Tenant Domain is empty', 'module.outdated', false],
  ['X', 'AADSTS500133: Assertion is not within its valid time range', 'signIn.expired', true],
  ['Authentication_ExpiredToken', 'Access token has expired.', 'signIn.expired', true],
  ['X', 'AADSTS65001: The user or administrator has not consented', 'consent.missing', false],
  ['X', 'CompactToken parsing failed with error code: 80049217', 'tokens.unusable', false],
  ['X', 'Run either Connect-MicrosoftTeams or new-csonlinesession before running cmdlets.', 'signIn.needed', true],
  ['X', 'The session SfBPowerShellSessionViaTeamsModule_api is not available for use, availability is Busy', 'service.busy', true],
  ['X', 'Processing data from remote server api.interfaces.records.teams.microsoft.com failed', 'service.busy', true],
  ['X', "Could not load file or assembly 'Microsoft.Identity.Client'", 'module.conflict', false],
  ['CommandNotFoundException', 'nicht erkannt', 'cmdlet.missing', false],
  ['X', 'Cannot use the "sbc.contoso.com" domain as it was not configured for this tenant', 'domain.notReady', false],
  ['X', "Invalid DirectRoutingTelephoneNumber '1'", 'number.malformed', false],
  ['X', 'User 7f0c is not voice user', 'user.notReady', true],
  ['TooManyRequests', 'slow', 'service.busy', true],
  ['Request_BadRequest', 'License assignment cannot be done for user with invalid usage location.', 'license.noLocation', false],
  ['X', 'You must provide a required property: Parameter name: UsageLocation', 'license.noLocation', false],
  ['Request_BadRequest', 'Subscription with SKU e43b does not have any available licenses.', 'license.noSeat', false],
  ['X', 'Unable to assign this license because the number of allowed licenses have been assigned.', 'license.noSeat', false],
  ['X', 'User license is inherited from a group membership and it cannot be removed directly from the user.', 'license.inherited', false],
  ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.', 'licence.denied', false],
  ['Session.Died', 'exit:3', 'answer.lost', false],
  ['Session.NotStarted', 'ENOENT', 'powershell.notStarted', false],
  ['Another,Thing', 'Never seen before', 'unrecognised', false],
];

test.each(met)('%s «%s» is explained as %s', (id, message, meaning, mayRetry) => {
  const explained = explain({ id, message });
  expect([explained.sentence.key, explained.mayRetry]).toEqual([`error.${meaning}`, mayRetry]);
  for (const language of languages) expect(say(language, { ...explained.sentence, values: { message, id } })).not.toBe('');
});
