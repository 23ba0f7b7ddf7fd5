import type { Site, TenantModel } from '../resources/tenant-model';
import { sentence, type Sentence, type Values } from '../sentence';

/** Something that only a person can do, elsewhere; ticked by whoever did it. */
export interface HumanStep {
  /** Unique in the guide and the same each time: «gateways.trunks:Seattle». */
  id: string;
  /** With the tenant's own names in it. */
  text: Sentence;
  /** To copy as it stands: records, commands. */
  copy?: readonly string[];
  /** It decides whether the steps after it are wanted; the answer is yes or no. */
  asks?: true;
}

export interface GuideSection {
  id: string;
  /** The beginnings of the ids of the checks that prove it. */
  proofs: readonly string[];
  /** What can be asked for here and now: operations, and the commands that make its proofs. */
  operations: readonly string[];
  looks: readonly string[];
  steps: readonly HumanStep[];
}

/**
 * Microsoft's guide «Configure Cloud Connector integration with your Office 365 tenant», section by section, with the names of the configuration;
 * on direct-routing what takes its place. What is covered of it, and what is not and why: docs/guide.md. Pure.
 */
export function guideOf(model: TenantModel): GuideSection[] {
  return model.platform === 'cloud-connector' ? cloudConnector(model) : directRouting(model);
}

function cloudConnector({ sites, sipDomains }: TenantModel): GuideSection[] {
  const gateways = sites.flatMap((site) => site.gateways.map(({ fqdn }) => fqdn));
  const servers = sites.flatMap((site) => site.mediationServers.map(({ fqdn }) => fqdn));
  return [
    section('firewall', ['ports.'], [], [step('firewall.inner', { servers }), step('firewall.outer', { edges: edges(sites) })]),
    section('gateways', ['trunks.'], [], sites.map(trunkStep)),
    section(
      'mtls',
      ['certificate.gateway'],
      [],
      [
        { ...step('mtls.tls', { gateways }), asks: true },
        step('mtls.root-out', { gateways }),
        step('mtls.root-in', { servers }),
        step('mtls.template'),
        step('mtls.certificate', { gateways }),
      ],
    ),
    section('domain', ['tenant.domain'], [], [step('domain.add', { domains: sipDomains })]),
    section(
      'dns',
      ['dns.', 'certificate.edge'],
      [],
      [
        ...sites.flatMap(({ name, edge }) => (edge ? [{ ...step('dns.edge', { site: name, edge }, name), copy: [`${edge}. IN A`] }] : [])),
        ...sipDomains.map((domain) => ({ ...step('dns.office', { domain }, domain), copy: officeRecords(domain) })),
        step('dns.certificate', { edges: edges(sites) }),
      ],
    ),
    section('hybrid', ['tenant.hybrid', 'tenant.peer', 'tenant.federation'], ['set-peer-destination', 'share-sip-address-space'], []),
    section('users', ['tenant.licences'], ['give-licence'], [step('users.add')]),
    section('voice', [], ['enable-voice'], [step('voice.first')]),
    section('international', [], ['allow-international', 'block-international'], [step('international.decided')]),
    section('sites', ['tenant.site', 'tenant.fallback'], ['add-site', 'assign-site'], [step('sites.appliance', { sites: names(sites) })]),
    section('mediation', ['mediation.'], ['register-mediation-server'], []),
  ];
}

function directRouting({ sites, sipDomains }: TenantModel): GuideSection[] {
  const gateways = sites.flatMap((site) => site.gateways);
  return [
    section('firewall', ['ports.'], [], [step('firewall.sbc', { gateways: gateways.map(({ fqdn }) => fqdn) })]),
    section('domain', ['tenant.domain'], [], [step('domain.add', { domains: sipDomains }), step('domain.user')]),
    section(
      'dns',
      ['dns.', 'certificate.'],
      [],
      gateways.map(({ fqdn }) => ({ ...step('dns.sbc', { fqdn }, fqdn), copy: [`${fqdn}. IN A`] })),
    ),
    section(
      'sbc',
      ['tenant.gateway'],
      [],
      gateways.map(({ fqdn, tlsPort }) => ({
        ...step('sbc.pair', { fqdn }, fqdn),
        copy: [`New-CsOnlinePSTNGateway -Fqdn ${fqdn} -SipSignalingPort ${tlsPort} -Enabled $true`],
      })),
    ),
    section('sites', ['tenant.site'], ['add-site', 'assign-site'], []),
    section('users', ['tenant.licences'], ['give-licence'], [step('users.add')]),
    section('voice', [], ['enable-voice'], [step('voice.first')]),
    section('international', [], ['allow-international', 'block-international'], [step('international.decided')]),
    section('emergency', [], ['set-emergency-location'], [step('emergency.addresses')]),
  ];
}

function section(id: string, proofs: readonly string[], operations: readonly string[], steps: readonly HumanStep[]): GuideSection {
  const looks = Object.entries(looksFor).flatMap(([look, beginnings]) =>
    beginnings.some((begin) => proofs.some((proof) => proof.startsWith(begin))) ? [look] : [],
  );
  return { id, proofs, operations, looks, steps };
}

/** The command that makes each proof. */
const looksFor = {
  'check-ports': ['ports.'],
  'check-trunks': ['trunks.'],
  'check-tenant': ['tenant.'],
  'check-dns': ['dns.'],
  'check-mediation-servers': ['mediation.'],
  'check-all': ['certificate.'],
};

/** @param of what the step is about, where there is one for each of several */
function step(id: string, values?: Values, of?: string): HumanStep {
  return { id: of === undefined ? id : `${id}:${of}`, text: sentence(`setup.step.${id}`, values) };
}

/** A trunk from every gateway to every Mediation Server of its own site (facts.md a, 2). */
function trunkStep({ name, pool, gateways, mediationServers }: Site): HumanStep {
  const trunks = gateways.flatMap((gateway) => mediationServers.map((server) => `${gateway.fqdn} -> ${server.fqdn}`));
  return { ...step('gateways.trunks', { site: name, pool: pool ?? '–' }, name), copy: trunks };
}

/** What Office 365 wants in the zone of each SIP domain (facts.md a, «DNS»). */
function officeRecords(domain: string): string[] {
  return [
    `_sip._tls.${domain}. IN SRV 100 1 443 sipdir.online.lync.com.`,
    `_sipfederationtls._tcp.${domain}. IN SRV 100 1 5061 sipfed.online.lync.com.`,
    `sip.${domain}. IN CNAME sipdir.online.lync.com.`,
    `lyncdiscover.${domain}. IN CNAME webdir.online.lync.com.`,
  ];
}

function edges(sites: Site[]): string[] {
  return sites.flatMap(({ edge }) => edge ?? []);
}

function names(sites: Site[]): string[] {
  return sites.map(({ name }) => name);
}
