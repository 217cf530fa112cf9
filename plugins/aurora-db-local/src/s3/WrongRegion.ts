import { AwsError } from '../service/AwsService';

/** A bucket was called in another region than its own. */
export class WrongRegion extends AwsError {
  constructor(
    readonly bucketRegion: string,
    calledRegion: string,
  ) {
    super(
      'PermanentRedirect',
      `The bucket you are attempting to access must be addressed using the specified endpoint. It is in ${bucketRegion}, the request is for ${calledRegion}.`,
      301,
    );
  }
}
