import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 24 * 60 * 60 * 1000;
const authorityDays = 3650;
const serverDays = 825;
/** Client certificates are made when they are needed, and never leave the process. */
const clientDays = 2;

/** A key and its certificate, as PEM. */
export interface IssuedCertificate {
  key: string;
  certificate: string;
}

/**
 * Signs the certificates of servers and of the proxies that connect to them. It is created once for
 * a state folder and stored there.
 */
export class CertificateAuthority {
  private constructor(
    /** The authority's certificate, as PEM, with which clients verify servers. */
    readonly certificate: string,
    private readonly keys: CryptoKeyPair,
  ) {}

  /**
   * @param directory - the folder with key and certificate
   */
  static async open(directory: string): Promise<CertificateAuthority> {
    x509.cryptoProvider.set(crypto);
    const keyFile = join(directory, 'ca.key');
    const certificateFile = join(directory, 'ca.pem');
    if (!existsSync(keyFile) || !existsSync(certificateFile)) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const keys = await crypto.subtle.generateKey(algorithm, true, [
        'sign',
        'verify',
      ]);
      const certificate = await x509.X509CertificateGenerator.createSelfSigned({
        serialNumber: '01',
        name: 'CN=aurora-db-local root CA',
        notBefore: new Date(Date.now() - day),
        notAfter: new Date(Date.now() + authorityDays * day),
        keys,
        signingAlgorithm: algorithm,
        extensions: [
          new x509.BasicConstraintsExtension(true, 0, true),
          new x509.KeyUsagesExtension(
            x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
            true,
          ),
          await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
        ],
      });
      await writeFile(
        `${certificateFile}.new`,
        `${certificate.toString('pem')}\n`,
      );
      await writeFile(`${keyFile}.new`, await privateKeyPem(keys.privateKey), {
        mode: 0o600,
      });
      // The key is written last and completes the pair.
      await rename(`${certificateFile}.new`, certificateFile);
      await rename(`${keyFile}.new`, keyFile);
    }
    const certificate = await readFile(certificateFile, 'utf8');
    const privateKey = await crypto.subtle.importKey(
      'pkcs8',
      x509.PemConverter.decodeFirst(await readFile(keyFile, 'utf8')),
      algorithm,
      true,
      ['sign'],
    );
    const publicKey = await new x509.X509Certificate(
      certificate,
    ).publicKey.export(algorithm, ['verify'], crypto);
    return new CertificateAuthority(certificate, { privateKey, publicKey });
  }

  /**
   * A server's certificate.
   *
   * @param addresses - its IP addresses and host names
   */
  async issue(addresses: {
    ip: string[];
    dns: string[];
  }): Promise<IssuedCertificate> {
    return this.#issue(addresses.dns[0] ?? addresses.ip[0] ?? '', serverDays, [
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        ...addresses.dns.map(value => ({ type: 'dns' as const, value })),
        ...addresses.ip.map(value => ({ type: 'ip' as const, value })),
      ]),
    ]);
  }

  /** A certificate for a client that logs in as a database user. It is valid for at least a day. */
  async issueForUser(user: string): Promise<IssuedCertificate> {
    return this.#issue(user, clientDays, [
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
    ]);
  }

  async #issue(
    commonName: string,
    days: number,
    extensions: x509.Extension[],
  ): Promise<IssuedCertificate> {
    const keys = await crypto.subtle.generateKey(algorithm, true, [
      'sign',
      'verify',
    ]);
    const authority = new x509.X509Certificate(this.certificate);
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: Buffer.from(
        crypto.getRandomValues(new Uint8Array(8)),
      ).toString('hex'),
      issuer: authority.subject,
      // Not as text, because a user's name may contain separators.
      subject: new x509.Name([{ CN: [{ utf8String: commonName }] }]),
      notBefore: new Date(Date.now() - day),
      notAfter: new Date(Date.now() + days * day),
      signingKey: this.keys.privateKey,
      publicKey: keys.publicKey,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.BasicConstraintsExtension(false),
        ...extensions,
        await x509.AuthorityKeyIdentifierExtension.create(authority, false),
      ],
    });
    return {
      key: await privateKeyPem(keys.privateKey),
      certificate: `${certificate.toString('pem')}\n`,
    };
  }
}

async function privateKeyPem(key: CryptoKey): Promise<string> {
  return `${x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;
}
