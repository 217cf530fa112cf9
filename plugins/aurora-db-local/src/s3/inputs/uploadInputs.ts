import { z } from 'zod';
import { integerInput, listInput } from '../../service/inputs';
import {
  bucketInput,
  ChecksumAlgorithm,
  checksumInputs,
  ContentMD5,
  customerKeyInputs,
  grantInputs,
  headerTimestamp,
  objectInput,
  propertyInputs,
  RequestPayer,
} from './commonInputs';
import { Body } from './objectInputs';

const PartNumber = integerInput.pipe(z.number().min(1).max(10_000));
const ChecksumType = z.enum(['COMPOSITE', 'FULL_OBJECT']).optional();
const upload = {
  ...objectInput,
  UploadId: z.string(),
  RequestPayer,
};

/** Inputs of the operations on multipart uploads. */
export const uploadInputs = {
  CreateMultipartUpload: z.strictObject({
    ...objectInput,
    ...grantInputs,
    ...propertyInputs,
    ...customerKeyInputs,
    ChecksumAlgorithm,
    ChecksumType,
    RequestPayer,
  }),
  UploadPart: z.strictObject({
    ...upload,
    ...checksumInputs,
    ...customerKeyInputs,
    Body,
    ChecksumAlgorithm,
    ContentLength: integerInput.optional(),
    ContentMD5,
    PartNumber,
  }),
  CompleteMultipartUpload: z.strictObject({
    ...upload,
    ...checksumInputs,
    ...customerKeyInputs,
    ChecksumType,
    IfMatch: z.string().optional(),
    IfNoneMatch: z.string().optional(),
    MpuObjectSize: integerInput.optional(),
    MultipartUpload: z
      .strictObject({
        Parts: listInput(
          z.strictObject({
            ETag: z.string(),
            PartNumber,
            ...checksumInputs,
          }),
        ).optional(),
      })
      .optional(),
  }),
  AbortMultipartUpload: z.strictObject({
    ...upload,
    IfMatchInitiatedTime: headerTimestamp.optional(),
  }),
  ListParts: z.strictObject({
    ...upload,
    ...customerKeyInputs,
    MaxParts: integerInput.pipe(z.number().min(0).max(1000)).default(1000),
    PartNumberMarker: integerInput.default(0),
  }),
  ListMultipartUploads: z.strictObject({
    ...bucketInput,
    RequestPayer,
    Delimiter: z.string().optional(),
    EncodingType: z.enum(['url']).optional(),
    KeyMarker: z.string().optional(),
    MaxUploads: integerInput.pipe(z.number().min(0).max(1000)).default(1000),
    Prefix: z.string().default(''),
    UploadIdMarker: z.string().optional(),
  }),
};
