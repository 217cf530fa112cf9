import { join } from 'node:path';
import { writeServerFile } from '../files/ServerFiles';
import { authorityFile } from '../serverSettings';
import type {
  CertificateAuthority,
  IssuedCertificate,
} from './CertificateAuthority';
import { writerAddress } from './loopbackAddresses';

/** The certificate of a cluster's servers. Its endpoints show the same one to clients. */
export class ClusterCertificate {
  #issued: Promise<IssuedCertificate> | undefined;

  constructor(
    private readonly authority: CertificateAuthority,
    private readonly readerAddress: string,
  ) {}

  issue(): Promise<IssuedCertificate> {
    this.#issued ??= this.authority.issue({
      dns: ['localhost'],
      ip: [...new Set([writerAddress, this.readerAddress])],
    });
    return this.#issued;
  }

  /** Writes the certificate, its key and the authority's certificate into a data folder. */
  async writeTo(directory: string): Promise<void> {
    const { key, certificate } = await this.issue();
    await writeServerFile(join(directory, 'server.key'), key);
    await writeServerFile(join(directory, 'server.crt'), certificate);
    await writeServerFile(
      join(directory, authorityFile),
      this.authority.certificate,
    );
  }
}
