/** The authority of instances for which no other is given. */
export const defaultCertificate = 'rds-ca-rsa2048-g1';

/** The authorities that RDS has. Source: Aurora user guide, "Certificate authorities". */
export const certificateNames: readonly string[] = [
  'rds-ca-ecc384-g1',
  defaultCertificate,
  'rds-ca-rsa4096-g1',
];
