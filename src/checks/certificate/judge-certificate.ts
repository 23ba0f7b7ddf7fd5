import type { TenantModel } from '../../resources/tenant-model';
import { sentence, type Values } from '../../sentence';
import { ok, type Finding, type Result } from '../check';
import type { CertificateFacts, Link, Trust } from './facts';

export interface CertificateOf {
  fqdn: string;
  role: 'edge' | 'gateway';
}

const verdicts = {
  'edge-subject': 'wrong',
  'edge-names': 'wrong',
  'edge-other-sites': 'warning',
  'edge-exportable': 'not-provable',
  'gateway-subject': 'wrong',
  'gateway-names': 'wrong',
  'gateway-wildcard': 'warning',
  'gateway-root': 'not-provable',
  'self-signed': 'wrong',
  private: 'wrong',
  incomplete: 'wrong',
  'not-for-servers': 'wrong',
  'weak-key': 'wrong',
  'weak-hash': 'wrong',
  'not-yet': 'wrong',
  expired: 'wrong',
  'expires-soon': 'warning',
} as const satisfies Record<string, Result>;

type Verdict = keyof typeof verdicts;

const soonDays = 30;

/**
 * A certificate against what its host needs (facts: «Edge certificate», «MTLS», «Prerequisites»): an Edge has its access pool FQDN as
 * subject and, in the SAN, sip.<domain> of each SIP domain and each access pool FQDN, or a wildcard; a gateway has its FQDN in both.
 */
export function judgeCertificate(facts: CertificateFacts, of: CertificateOf, model: TenantModel, now: Date): Finding[] {
  const names = of.role === 'edge' ? edgeNames(facts, of.fqdn, model) : gatewayNames(facts, of.fqdn, model);
  const shown = { host: of.fqdn, names: facts.names };
  const trust = judgeTrust(facts.trust, of, model);
  return [
    ...(names.length > 0 ? names : [ok(sentence('check.certificate.names', shown))]),
    ...(trust.length > 0 ? trust : [ok(sentence('check.certificate.public'))]),
    ...(facts.forServers ? [] : [amiss('not-for-servers')]),
    ...facts.links.flatMap(judgeStrength),
    ...facts.links.flatMap((link) => judgeDates(link, now)),
    ...(of.role === 'edge' ? [amiss('edge-exportable', { host: of.fqdn })] : []),
  ];
}

function edgeNames({ commonName, names }: CertificateFacts, host: string, { sipDomains, sites }: TenantModel): Finding[] {
  const others = [...new Set(sites.flatMap(({ edge }) => (edge && edge !== host ? [edge] : [])))];
  const missing = [host, ...sipDomains.map((domain) => `sip.${domain}`)].filter((name) => !covers(names, name));
  const missingOthers = others.filter((name) => !covers(names, name));
  return [
    ...(same(commonName, host) ? [] : [amiss('edge-subject', { host, subject: commonName ?? '–' })]),
    ...(missing.length > 0 ? [amiss('edge-names', { host, missing })] : []),
    ...(missingOthers.length > 0 ? [amiss('edge-other-sites', { host, missing: missingOthers })] : []),
  ];
}

/** A session border controller may go by a wildcard, and its subject is not read; a gateway of Cloud Connector has its own name. */
function gatewayNames({ commonName, names }: CertificateFacts, host: string, { platform }: TenantModel): Finding[] {
  if (platform === 'direct-routing') {
    return covers(names, host) || same(commonName, host) ? [] : [amiss('gateway-names', { host, names })];
  }
  const inNames = names.includes(host) ? null : covers(names, host) ? 'gateway-wildcard' : 'gateway-names';
  return [
    ...(same(commonName, host) ? [] : [amiss('gateway-subject', { host, subject: commonName ?? '–' })]),
    ...(inNames ? [amiss(inNames, { host, names })] : []),
  ];
}

/** The gateways of Cloud Connector may have a certification authority of their own, which only the Mediation Servers must trust. */
function judgeTrust(trust: Trust, { fqdn: host, role }: CertificateOf, { platform }: TenantModel): Finding[] {
  if (trust.kind === 'public') return [];
  const issuer = 'issuer' in trust ? trust.issuer : host;
  return [amiss(role === 'gateway' && platform === 'cloud-connector' ? 'gateway-root' : trust.kind, { host, issuer })];
}

function judgeStrength({ subject, key, weakHash }: Link): Finding[] {
  const isStrong = key.type === 'rsa' || key.type === 'rsa-pss' ? (key.bits ?? 0) >= 2048 : key.type === 'ec' && (key.bits ?? 0) >= 256;
  return [
    ...(isStrong ? [] : [amiss('weak-key', { subject, key: [key.type.toUpperCase(), key.bits].filter(Boolean).join(' ') })]),
    ...(weakHash ? [amiss('weak-hash', { subject, hash: weakHash })] : []),
  ];
}

function judgeDates({ subject, notBefore, notAfter }: Link, now: Date): Finding[] {
  const values = { subject, from: day(notBefore), until: day(notAfter) };
  if (now < notBefore) return [amiss('not-yet', values)];
  const days = Math.floor((notAfter.getTime() - now.getTime()) / 86_400_000);
  if (days < 0) return [amiss('expired', values)];
  return days < soonDays ? [amiss('expires-soon', { ...values, days })] : [ok(sentence('check.certificate.valid', values))];
}

function amiss(name: Verdict, values: Values = {}): Finding {
  return {
    result: verdicts[name],
    seen: sentence(`check.certificate.${name}.seen`, values),
    remedy: sentence(`check.certificate.${name}.remedy`, values),
  };
}

/** A wildcard stands for one label (RFC 6125). */
function covers(names: readonly string[], wanted: string): boolean {
  return names.includes(wanted) || names.includes(`*${wanted.slice(wanted.indexOf('.'))}`);
}

function same(commonName: string | null, host: string): boolean {
  return commonName?.toLowerCase() === host;
}

function day(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
