import { certificateChecks, uploadedCertificateCheck } from '../../../checks/certificate/certificate-checks';
import type { CertificateOf } from '../../../checks/certificate/judge-certificate';
import { fold } from '../../../fields/fold';
import { languages, raw } from '../../../i18n/say';
import type { TenantModel } from '../../../resources/tenant-model';
import { sentence, UserError } from '../../../sentence';
import { judgeNow, look } from '../../checks/look';
import { givenWith } from '../../checks/given';
import { sourceOf } from '../../checks/source';
import { demand, exampleOf } from '../../talk';
import type { ChatCommand } from '../command';

/** More than any chain of certificates; what is longer is refused by its length. */
const mostBytes = 256 * 1024;

/** What a host shows, or the certificate that came with the command. */
export const checkCertificate: ChatCommand = {
  name: 'check-certificate',
  right: 'read',
  group: 'check',
  takesText: true,
  async run(talk, { fqdn, role }) {
    demand(talk, 'read');
    const source = sourceOf(talk);
    const given = givenWith(talk);
    const title = sentence('card.look.title.check-certificate');
    if (fqdn === undefined) {
      if (given) throw new UserError('check.upload.which-host', { example: exampleOf(talk, 'check-certificate') });
      return look(talk, title, certificateChecks(source));
    }
    const of = { fqdn, role: roleOf(source.model, fqdn, role) };
    if (!given) return look(talk, title, certificateChecks({ ...source, of }));
    const file = await bytesOf(given.open());
    await judgeNow(talk, title, [uploadedCertificateCheck({ ...source, of, file })]);
  },
};

/** As it was said, else what the configuration has under this name. */
function roleOf({ sites }: TenantModel, fqdn: string, said: string | undefined): CertificateOf['role'] {
  const isWord = (role: CertificateOf['role']) =>
    said !== undefined &&
    languages.some((language) => raw(language, `check.certificate.${role}-words`).split('|').map(fold).includes(fold(said)));
  if (isWord('gateway')) return 'gateway';
  if (isWord('edge')) return 'edge';
  if (said !== undefined) throw new UserError('check.certificate.unknown-role', { name: said });
  return sites.some(({ gateways }) => gateways.some((gateway) => gateway.fqdn === fqdn.toLowerCase())) ? 'gateway' : 'edge';
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    read.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > mostBytes) break;
  }
  return Buffer.concat(read);
}
