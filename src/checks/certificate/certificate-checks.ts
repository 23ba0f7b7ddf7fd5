import { X509Certificate } from 'node:crypto';
import type { Clock } from '../../clock';
import type { TenantModel } from '../../resources/tenant-model';
import { sentence, UserError, type Values } from '../../sentence';
import { ok, type Check, type Finding } from '../check';
import type { Door, Network } from '../network/network';
import type { CertificatesRead } from '../network/read-certificates';
import { innerGateways, outsideHosts } from '../outside-hosts';
import { unconfigured } from '../unconfigured';
import { unreached } from '../unreached';
import { certificateFacts } from './facts';
import { judgeCertificate, type CertificateOf } from './judge-certificate';
import { readUpload } from './read-upload';

interface CertificateOptions {
  model: TenantModel;
  clock: Clock;
  /** Instead of the public ones that come with Node. */
  roots?: readonly X509Certificate[];
}

/**
 * The certificate that a host shows; without `of`, those of all hosts that Microsoft must reach, and of the gateways behind them, as far as
 * this host reaches those. Throws `UserError` when the configuration has no such Edge or gateway.
 */
export function certificateChecks(options: CertificateOptions & { network: Network; of?: CertificateOf }): Check[] {
  const { model, network, of } = options;
  const inner = innerGateways(model);
  const every: CertificateOf[] = [...outsideHosts(model), ...inner.map((fqdn): CertificateOf => ({ fqdn, role: 'gateway' }))];
  const hosts = of ? [knownHost(model, of)] : every.map(({ fqdn, role }) => knownHost(model, { fqdn, role }));
  if (hosts.length === 0) return [unconfigured('certificate.hosts', 'hosts')];
  return hosts.map(({ fqdn, role, port }) => ({
    id: `certificate.${role}:${fqdn}`,
    target: fqdn,
    proves: sentence(`check.certificate.proves.${role}`, { host: fqdn, port: String(port) }),
    async run(signal) {
      const found = await network.doorsOf(fqdn, signal);
      const doors = found.kind === 'found' ? found.doors : [];
      const looks = await Promise.all(doors.map((door) => look(door, port, signal)));
      const findings = [...judgeLooks(looks, { fqdn, role }, port, options), ...unreached(fqdn, found)];
      return inner.includes(fqdn) ? findings.map((finding) => unseenInside(finding, fqdn, port)) : findings;
    },
  }));
}

/**
 * A certificate that somebody sent, against the same rules. Throws `UserError` when the configuration has no such host, and for a file
 * that is no public certificate; the file is then wiped, and the error says nothing of it.
 */
export function uploadedCertificateCheck(options: CertificateOptions & { of: CertificateOf; file: Uint8Array }): Check {
  const { model, clock, roots } = options;
  const certificates = readUpload(options.file);
  const { fqdn, role } = knownHost(model, options.of);
  return {
    id: `certificate.upload.${role}:${fqdn}`,
    target: fqdn,
    proves: sentence(`check.certificate.proves-upload.${role}`, { host: fqdn }),
    run: async () => judgeCertificate(certificateFacts(certificates, roots), { fqdn, role }, model, clock.now()),
  };
}

/** A gateway behind Cloud Connector need not be in reach of this host, nor speak TLS: that it shows nothing here says nothing about it. */
function unseenInside(finding: Finding, host: string, port: number): Finding {
  if (finding.result !== 'unknown') return finding;
  return {
    result: 'not-provable',
    seen: finding.seen,
    remedy: sentence('check.certificate.inside', { host }),
    command: `openssl s_client -connect ${host}:${port} -servername ${host} -showcerts`,
  };
}

interface Look {
  address: string;
  read: CertificatesRead;
}

async function look(door: Door, port: number, signal: AbortSignal): Promise<Look> {
  return { address: door.address, read: await door.certificates(port, signal) };
}

function judgeLooks(looks: Look[], of: CertificateOf, port: number, options: CertificateOptions): Finding[] {
  const findings: Finding[] = [];
  // Addresses that show the same certificate are judged once.
  const shown = new Map<string, { addresses: string[]; certificates: Buffer[] }>();
  for (const { address, read } of looks) {
    if (read.kind === 'shown') {
      const same = shown.get(keyOf(read.certificates));
      if (same) same.addresses.push(address);
      else shown.set(keyOf(read.certificates), { addresses: [address], certificates: read.certificates });
    } else {
      const values = { host: of.fqdn, address, port: String(port) };
      const [seen, remedy] = [sentence(`check.certificate.${read.kind}.seen`, values), sentence('check.certificate.not-shown', values)];
      findings.push({ result: 'unknown', seen, remedy });
    }
  }
  for (const { addresses, certificates } of shown.values())
    findings.push(...judgeShown(certificates, { host: of.fqdn, addresses, port: String(port) }, of, options));
  return findings;
}

function judgeShown(certificates: Buffer[], values: Values, of: CertificateOf, options: CertificateOptions): Finding[] {
  const { model, clock, roots } = options;
  try {
    const facts = certificateFacts(
      certificates.map((der) => new X509Certificate(der)),
      roots,
    );
    const seen = sentence('check.certificate.shown', { ...values, subject: facts.commonName ?? '–' });
    return [ok(seen), ...judgeCertificate(facts, of, model, clock.now())];
  } catch {
    const [seen, remedy] = [sentence('check.certificate.broken.seen', values), sentence('check.certificate.broken.remedy', values)];
    return [{ result: 'wrong', seen, remedy }];
  }
}

function keyOf(certificates: Buffer[]): string {
  return certificates[0]?.toString('base64') ?? '';
}

function knownHost({ sites }: TenantModel, { fqdn, role }: CertificateOf): CertificateOf & { port: number } {
  const known = sites.flatMap(({ edge, gateways }) =>
    role === 'gateway' ? gateways.map((one) => ({ fqdn: one.fqdn, port: one.tlsPort })) : edge ? [{ fqdn: edge, port: 5061 }] : [],
  );
  const found = known.find((host) => host.fqdn === fqdn.trim().toLowerCase());
  if (found) return { ...found, role };
  throw new UserError(`check.certificate.unknown-${role}`, { name: fqdn, hosts: known.map((host) => host.fqdn) });
}
