import { sentence, type Sentence } from '../../sentence';
import type { Tenant } from '../../tenant/tenant';
import { cmdletStep, type Carries } from '../cmdlet-step';
import { applied, type Facts, type Patch, type State } from '../facts';
import { refuse, type Claim, type CmdletStep, type Described, type Refusal, type Resource, type Step } from '../resource';
import type { TenantModel } from '../tenant-model';
import { namesakes, ownTitle, readMediationServer } from './read';
import { mediationServerReads } from './reads';

/** A Mediation Server as it shall be: the display name of its account, its internal FQDN, the site whose Edge it uses. */
export interface MediationServerWish {
  name: string;
  fqdn: string;
  site: string;
}

const department = 'HybridMediationServer';

/** The guide: up to an hour until a licensed account is in the Skype for Business directory. */
const provisionedWithinMs = 2 * 60 * 60_000;

/**
 * A Mediation Server: the cloud account that stands for it and what is registered for that (the guide, «Hybrid Mediation Server»). The account is
 * licensed only until the directory has it. There is no cmdlet that takes a registration back.
 */
export function mediationServer({ platform, sites }: TenantModel): Resource<MediationServerWish> {
  const here = platform === 'cloud-connector';
  const country = (edge: unknown) => sites.find((site) => site.edge === edge)?.country ?? sites[0]?.country ?? 'US';
  return {
    kind: 'mediation-server',
    read: (tenant, upn) => (here ? readMediationServer(tenant, upn) : Promise.resolve({ facts: {}, shown: { upn } })),
    subject: (key, { facts }) => ({ key, name: String(facts.account ?? key), upn: null, labels: [sentence('value.text', { text: key })] }),
    express: (now, wish) => (here ? express(now, wish) : refuse('refusal.mediationServer.direct-routing')),
    plan: (upn, from, goal) => plan(upn, from, goal, country(goal.edge)),
    reads: mediationServerReads,
    whenStopped: () => ({ licence: null }),
    risk: () => 'high',
    claims,
    obstacle,
    after: ({ facts, shown }, goal) => ({ facts: applied(facts, goal), shown }),
    describe,
    warnings: async () => [sentence('warning.noWayBack')],
    report: async () => ({ lines: [], findings: [] }),
  };
}

/** An account that somebody else made is left alone, unless all it can be is a Mediation Server's: it has the department and no licence. */
function express({ facts, shown }: State, { name, fqdn, site }: MediationServerWish): Patch | Refusal {
  const edge = shown[`edge.${site}`];
  const who = { name, upn: String(shown.upn), fqdn, site };
  if (typeof edge !== 'string') return refuse('refusal.siteNotRegistered', who);
  const isFree = facts.department === department && facts.licence === null;
  if (facts.account !== null && shown.own !== true && !isFree) return refuse('refusal.accountNotOurs', who);
  if (typeof facts.mediationServer === 'string' && facts.mediationServer !== fqdn)
    return refuse('refusal.registeredOtherwise', { ...who, has: facts.mediationServer });
  if (Number(shown.namesakes) > 0) return refuse('refusal.namesakes', who);
  if (shown.provisioned !== true && shown.freeLicence === null && facts.licence === null) return refuse('refusal.noFreeLicence', who);
  return { account: facts.account === null ? name : String(facts.account), licence: null, department, mediationServer: fqdn, edge };
}

/** The guide's chain. A step that is done is left out, so that it goes on from wherever it stands. */
function plan(upn: string, from: State, goal: Patch, country: string): Step[] {
  const { facts, shown } = from;
  const of = { UserPrincipalName: upn };
  const step = (cmdlet: string, identity: string | Record<string, string>, carries: Carries, fixed: CmdletStep['parameters'] = {}) =>
    cmdletStep(facts, goal, cmdlet, identity, carries, fixed).map((one): Step => ({ ...one, final: true }));
  const unregistered = goal.mediationServer !== undefined && facts.mediationServer !== goal.mediationServer;
  const bringsIn = unregistered && shown.provisioned !== true;
  const sku = String(facts.licence ?? shown.freeLicence ?? '');
  const licences = (parameter: string, licence: string | null): Step => ({
    kind: 'cmdlet',
    cmdlet: 'Set-MsolUserLicense',
    parameters: { ...of, [parameter]: sku.split(', ') },
    sets: { licence },
    final: true,
  });
  const account = step('New-MsolUser', of, { account: { parameter: 'DisplayName' } }, { Title: ownTitle, UsageLocation: country });
  const licensed: Step[] = bringsIn && facts.licence === null ? [licences('AddLicenses', sku)] : [];
  const provisioned: Step[] = bringsIn
    ? [{ kind: 'wait', reason: sentence('wait.provisioned'), until: { provisioned: true }, giveUpAfterMs: provisionedWithinMs }]
    : [];
  const unlicensed: Step[] = goal.licence === null && (bringsIn || facts.licence !== null) ? [licences('RemoveLicenses', null)] : [];
  return [
    ...account,
    ...licensed,
    ...provisioned,
    ...unlicensed,
    ...step('Set-MsolUser', of, { department: { parameter: 'Department' } }),
    ...step('Set-CsHybridMediationServer', String(goal.account ?? facts.account), {
      mediationServer: { parameter: 'Fqdn' },
      edge: { parameter: 'AccessProxyExternalFqdn' },
    }),
  ];
}

/** The display name too: the cmdlet that registers knows the account by it alone. */
function claims({ account, mediationServer: fqdn }: Facts): Claim[] {
  return [
    ...(typeof fqdn === 'string' ? [{ kind: 'fqdn', value: fqdn }] : []),
    ...(typeof account === 'string' ? [{ kind: 'display-name', value: account }] : []),
  ];
}

async function obstacle(tenant: Tenant, { kind, value }: Claim, [upn = '']: readonly string[]): Promise<Sentence | null> {
  return kind === 'display-name' && (await namesakes(tenant, value, upn)) > 0 ? sentence('refusal.namesakes', { name: value }) : null;
}

function describe({ facts, shown }: State): Described[] {
  const text = (name: string): Described => ({
    name,
    value: typeof facts[name] === 'string' ? sentence('value.text', { text: facts[name] }) : sentence('value.none'),
  });
  return [
    text('account'),
    text('licence'),
    { name: 'provisioned', value: sentence(shown.provisioned === true ? 'value.inDirectory' : 'value.notInDirectory') },
    text('department'),
    text('mediationServer'),
    text('edge'),
  ];
}
