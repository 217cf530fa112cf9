import { createSecureContext, type SecureContext } from 'node:tls';
import type { IssuedCertificate } from './CertificateAuthority';

const versions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
type Version = (typeof versions)[number];
/** Older versions need signatures that OpenSSL otherwise refuses. */
const withoutSecurityLevel = 'DEFAULT@SECLEVEL=0';

/** TLS for the clients of an endpoint, in the versions that its server's parameters allow. */
export class ClientContexts {
  readonly #made = new Map<string, SecureContext>();

  constructor(private readonly certificate: IssuedCertificate) {}

  for(parameters: Readonly<Record<string, string>>): SecureContext {
    const minVersion =
      versionOf(parameters.ssl_min_protocol_version) ?? 'TLSv1.2';
    const maxVersion =
      versionOf(parameters.ssl_max_protocol_version) ?? 'TLSv1.3';
    const name = `${minVersion} ${maxVersion}`;
    const held = this.#made.get(name);
    if (held) {
      return held;
    }
    const { key, certificate: cert } = this.certificate;
    const context = createSecureContext({
      key,
      cert,
      minVersion,
      maxVersion,
      ...(versions.indexOf(minVersion) < versions.indexOf('TLSv1.2') && {
        ciphers: withoutSecurityLevel,
      }),
    });
    this.#made.set(name, context);
    return context;
  }
}

function versionOf(value: string | undefined): Version | undefined {
  return versions.find(
    version => version.toLowerCase() === value?.toLowerCase(),
  );
}
