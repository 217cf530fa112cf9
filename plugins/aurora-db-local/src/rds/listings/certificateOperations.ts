import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import type { Operation } from '../../service/AwsService';
import { filtersOf, page, pageInput } from '../listing';
import { certificateNotFound } from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { certificateNames, defaultCertificate } from './certificateNames';

const input = z.strictObject({
  ...pageInput,
  Filters: filtersOf(),
  CertificateIdentifier: z.string().optional(),
});

/**
 * The certificates of authorities. All identifiers of AWS name the endpoint's own authority, so that
 * a thumbprint is that of the certificate which clients see.
 */
export function certificateOperations({
  servers,
}: RdsContext): Record<string, Operation> {
  return {
    DescribeCertificates: defineOperation(input, async (parsed, { region }) => {
      const wanted = parsed.CertificateIdentifier?.toLocaleLowerCase('en-US');
      if (wanted !== undefined && !certificateNames.includes(wanted)) {
        throw certificateNotFound(wanted);
      }
      const authority = new X509Certificate(servers.caCertificate);
      const described = certificateNames
        .filter(identifier => wanted === undefined || identifier === wanted)
        .map(CertificateIdentifier => ({
          CertificateIdentifier,
          CertificateType: 'CA',
          Thumbprint: authority.fingerprint
            .replaceAll(':', '')
            .toLocaleLowerCase('en-US'),
          ValidFrom: new Date(authority.validFrom),
          ValidTill: new Date(authority.validTo),
          CertificateArn: `arn:aws:rds:${region}::cert:${CertificateIdentifier}`,
          CustomerOverride: false,
        }));
      return {
        DefaultCertificateForNewLaunches: defaultCertificate,
        ...page('Certificates', described, parsed),
      };
    }),
  };
}
