/** The algorithms of a key spec, by usage. */
type AlgorithmsByUsage = Readonly<Record<string, readonly string[]>>;

const rsa: AlgorithmsByUsage = {
  ENCRYPT_DECRYPT: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
  SIGN_VERIFY: [
    'RSASSA_PKCS1_V1_5_SHA_256',
    'RSASSA_PKCS1_V1_5_SHA_384',
    'RSASSA_PKCS1_V1_5_SHA_512',
    'RSASSA_PSS_SHA_256',
    'RSASSA_PSS_SHA_384',
    'RSASSA_PSS_SHA_512',
  ],
};
const nistCurve = (bits: number): AlgorithmsByUsage => ({
  SIGN_VERIFY: [`ECDSA_SHA_${bits}`],
  KEY_AGREEMENT: ['ECDH'],
});
const hmac = (bits: number): AlgorithmsByUsage => ({
  GENERATE_VERIFY_MAC: [`HMAC_SHA_${bits}`],
});

/** Algorithms by key spec and usage. Source: KMS developer guide, "Key spec reference". */
const specs: Readonly<Record<string, AlgorithmsByUsage>> = {
  SYMMETRIC_DEFAULT: { ENCRYPT_DECRYPT: ['SYMMETRIC_DEFAULT'] },
  RSA_2048: rsa,
  RSA_3072: rsa,
  RSA_4096: rsa,
  ECC_NIST_P256: nistCurve(256),
  ECC_NIST_P384: nistCurve(384),
  ECC_NIST_P521: nistCurve(512),
  ECC_SECG_P256K1: { SIGN_VERIFY: ['ECDSA_SHA_256'] },
  HMAC_224: hmac(224),
  HMAC_256: hmac(256),
  HMAC_384: hmac(384),
  HMAC_512: hmac(512),
};

const memberOfUsage: Readonly<Record<string, string>> = {
  ENCRYPT_DECRYPT: 'EncryptionAlgorithms',
  SIGN_VERIFY: 'SigningAlgorithms',
  GENERATE_VERIFY_MAC: 'MacAlgorithms',
  KEY_AGREEMENT: 'KeyAgreementAlgorithms',
};

export const keySpecs = Object.keys(specs);
export const keyUsages = Object.keys(memberOfUsage);

/** Whether KMS makes keys of this spec for this usage. */
export function canBeUsedFor(spec: string, usage: string): boolean {
  return specs[spec]?.[usage] !== undefined;
}

/** The member of `KeyMetadata` that lists a key's algorithms. */
export function algorithmsOf(
  spec: string,
  usage: string,
): Record<string, readonly string[]> {
  const algorithms = specs[spec]?.[usage];
  const member = memberOfUsage[usage];
  return algorithms && member ? { [member]: algorithms } : {};
}
