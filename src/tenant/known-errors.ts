import type { SignInReason } from '../auth/credentials';
import { sentence, type Sentence } from '../sentence';
import type { ErrorRecord } from './tenant';

/**
 * What an error record means to the person, with the remedy, and whether the same step may be tried again after a
 * pause; `lacksRole`: nothing was done for want of a role, `needsSignIn`: for want of a sign-in, which only a person can give. Recognised by
 * FullyQualifiedErrorId or HTTP status first, by text second; a new error is shown as it came.
 */
export function explain(error: ErrorRecord): Explained {
  const known = find(error);
  if (!known) {
    const said = sentence('error.unrecognised', { message: error.message, id: error.id });
    return { sentence: said, mayRetry: false, lacksRole: false, needsSignIn: null };
  }
  const { meaning, retry = false, lacksRole = false, needsSignIn = null } = known;
  return { sentence: sentence(`error.${meaning}`, { message: error.message }), mayRetry: retry, lacksRole, needsSignIn };
}

/** For the back end: the service has too much to do, or takes the tokens no more. */
export function troubleOf(error: ErrorRecord): 'busy' | 'tokens' | null {
  const known = find(error);
  if (known?.meaning === 'service.busy') return 'busy';
  return known?.endsTokens ? 'tokens' : null;
}

function find(error: ErrorRecord): KnownError | undefined {
  return byId(error) ?? knownErrors.find((row) => row.text?.test(error.message));
}

interface Explained {
  sentence: Sentence;
  mayRetry: boolean;
  lacksRole: boolean;
  needsSignIn: SignInReason | null;
}

interface KnownError {
  meaning: string;
  /** Matched against the FullyQualifiedErrorId; with a text, both must match in the first pass. */
  id?: RegExp;
  text?: RegExp;
  retry?: true;
  lacksRole?: true;
  needsSignIn?: SignInReason;
  /** Tokens that were answered with this are of no more use. */
  endsTokens?: true;
}

function byId(error: ErrorRecord): KnownError | undefined {
  return knownErrors.find((row) => row.id?.test(error.id) && (!row.text || row.text.test(error.message)));
}

/**
 * Issue numbers are of MicrosoftDocs/office-docs-powershell. Messages change between versions of the module; the
 * text is the second choice. The order matters: a status alone (NotFound, Forbidden) stands below what is more exact.
 */
const knownErrors: readonly KnownError[] = [
  // 9432, 9118: the holder may be a resource account or an object that no list shows
  { meaning: 'number.taken', id: /NumberAlreadyAssigned|BadRequest/i, text: /already been assigned to another/i },
  // 9281, 8905
  { meaning: 'license.missing', id: /LicenseMissing|BadRequest/i, text: /lacks appropriate licen[cs]es/i, retry: true },
  // Microsoft Graph as captured by support.okta.com and KelvinTegelaar/CIPP 4090; MSOnline has words of its own
  { meaning: 'license.noLocation', text: /invalid usage location|required property: Parameter name: UsageLocation/i },
  { meaning: 'license.noSeat', text: /does not have any available licenses|number of allowed licenses have been assigned/i },
  { meaning: 'license.inherited', text: /license is inherited from a group/i },
  // 9244, 9281: versions 4.1 to 4.2.0 said this falsely of people without a licence
  { meaning: 'number.fromDirectory', id: /BadRequest/i, text: /telephone number set in the on-premises Active Directory/i },
  // 8905: mostly the wrong kind of number
  { meaning: 'number.notFound', id: /BadRequest|NotFound/i, text: /Telephone Number .+ is not found (from|in) tenant/i },
  // 8930, 8932, 8336
  { meaning: 'user.unknown', text: /User does not exist/i },
  // 9103
  { meaning: 'user.unknown', id: /NotFound|UserNotFound/i, text: /userId was not found/i },
  // 8875, 8989: also after a licence that is too new
  { meaning: 'user.notReady', id: /NotFound/i, text: /Request Error, Status: NotFound/i, retry: true },
  // 9199: a pipeline fault of the module; 8885
  { meaning: 'user.notReady', text: /user was not provisioned successfully|is not voice user/i, retry: true },
  // OfficeDocs-SkypeForBusiness direct-routing-plan: unverified, or nobody activated it yet; up to 24 hours
  { meaning: 'domain.notReady', text: /Cannot use the .+ domain as it was not configured for this tenant/i },
  // 9103: a wrong name, or one with «Tag:»
  { meaning: 'policy.unknown', id: /ClientError|BadRequest|PolicyNotFound/i, text: /policy .+ is not a user policy|"[^"]*" not found/i },
  // 10042: one bad stored number poisons the page
  { meaning: 'number.malformed', text: /Invalid DirectRoutingTelephoneNumber/i },
  // 8939: voicemail follows the licence for people on Teams
  { meaning: 'voicemail.automatic', text: /HostedVoiceMail is not a supported property/i },
  // 9244: a warning that some versions write as an error
  { meaning: 'lineUri.deprecated', text: /OnPremLineURI will be deprecated/i },
  // OfficeDocs-SkypeForBusiness 6677
  { meaning: 'lineUri.onPremises', text: /Unable to set LineUri.+Remote Tenant PowerShell/i },
  // 5.2.1-preview to 5.3.1-preview; 2.3 to 2.5; 9188; 9536
  { meaning: 'module.outdated', text: /Forest header can't be null|Not supported tenant type|Tenant Domain is empty/i },
  { meaning: 'module.outdated', id: /AmbiguousParameterSet/i },
  { meaning: 'module.outdated', text: /Parameter set cannot be resolved/i },
  // dataplat/dbatools 9693
  { meaning: 'module.conflict', text: /Could not load file or assembly/i },
  // 9739, 8623, 5313
  {
    meaning: 'tokens.unusable',
    text: /tokens must have less than \d+ seconds difference|CompactToken parsing failed|80049217/i,
    endsTokens: true,
  },
  { meaning: 'tokens.unusable', id: /Connect-MicrosoftTeams/i, text: /Object reference not set/i },
  // OfficeDev/microsoft-teams-library-js 1770
  { meaning: 'consent.missing', text: /AADSTS65001/i },
  // 10615, 10187
  { meaning: 'signIn.expired', id: /ExpiredToken|Unauthorized|TokenExpired|InvalidAuthenticationToken/i, retry: true, endsTokens: true },
  { meaning: 'signIn.expired', text: /AADSTS500133|ExpiredToken/i, retry: true, endsTokens: true },
  // 7434
  { meaning: 'signIn.needed', text: /Run either Connect-MicrosoftTeams|interaction_required/i, retry: true, endsTokens: true },
  // 9249: a role that is not active yet, or an old session
  { meaning: 'role.inactive', text: /not authorized to perform this action/i, lacksRole: true },
  // 8669, 7813, 8735: parallel or second connection in one process
  {
    meaning: 'service.busy',
    text: /SfBPowerShellSession\w*.+Busy|remote server .*interfaces\.records\.teams\.microsoft\.com failed/i,
    retry: true,
  },
  { meaning: 'service.busy', id: /TooManyRequests|Throttl|\b429\b/i, retry: true },
  { meaning: 'service.busy', text: /too many requests|throttl/i, retry: true },
  // 8992, 9875
  { meaning: 'service.unavailable', id: /ServiceUnavailable|InternalServerError|GatewayTimeout|\b50[0234]\b/i, retry: true },
  { meaning: 'service.unavailable', text: /Service is unavailable|Unknown error|Status: InternalServerError/i, retry: true },
  // OfficeDocs-SkypeForBusiness 3236, 4592; PowerShell 12454: the role hides parameters and cmdlets
  { meaning: 'parameter.hidden', id: /NamedParameterNotFound/i },
  { meaning: 'parameter.hidden', text: /parameter cannot be found that matches parameter name/i },
  { meaning: 'cmdlet.missing', id: /CommandNotFoundException/i },
  { meaning: 'cmdlet.missing', text: /The term '.+' is not recognized/i },
  // Set-MsolUserLicense, Set-MgUserLicense
  { meaning: 'licence.denied', id: /./, text: /do not have permissions to call this cmdlet|Insufficient privileges/i, lacksRole: true },
  // 9961
  { meaning: 'access.denied', id: /Forbidden|AccessDenied|Authorization_RequestDenied|\b403\b/i, lacksRole: true },
  { meaning: 'access.denied', text: /Access Denied/i, lacksRole: true },
  // our own: what the door says of credentials (auth/credentials.ts), the session and the bridge
  { meaning: 'signIn.signedOut', id: /^SignIn\.signed-out$/, needsSignIn: 'signed-out' },
  { meaning: 'signIn.consent', id: /^SignIn\.consent$/, needsSignIn: 'consent' },
  { meaning: 'signIn.claims', id: /^SignIn\.claims$/, needsSignIn: 'claims' },
  { meaning: 'signIn.otherAccount', id: /^SignIn\.other-account$/, needsSignIn: 'other-account' },
  { meaning: 'signIn.unreachable', id: /^Credentials\.Unavailable$/, retry: true },
  { meaning: 'service.busy', id: /^Session\.Busy$/, retry: true },
  { meaning: 'tenant.other', id: /^Session\.(WrongTenant|WrongPerson)$/ },
  { meaning: 'module.other', id: /^Contract\./ },
  { meaning: 'powershell.notStarted', id: /^Session\.(NotStarted|ModuleMissing)/ },
  { meaning: 'answer.lost', id: /^(Session|Bridge)\./ },
];
