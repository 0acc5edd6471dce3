import { isDeepStrictEqual } from 'node:util';
import type { AttributeValue } from 'aws-lambda';
import { LOCAL_REGION } from './identities.ts';

/** An item as it stands in JSON: binary values are base64. */
export type JsonItem = Record<string, AttributeValue>;

/** A stream record as the engine gives it. */
export interface WireRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: string;
  readonly eventSource: string;
  readonly awsRegion: string;
  readonly dynamodb: {
    /** Epoch seconds. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: JsonItem;
    readonly NewImage?: JsonItem;
    readonly OldImage?: JsonItem;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
}

/** A stream record as Lambda hands it to a function. */
export interface StreamRecord extends WireRecord {
  readonly eventSourceARN: string;
}

/**
 * The records that Lambda would hand over: all but those that tell of no change, which DynamoDB
 * would not have written and the local engine does.
 */
export function streamRecords(
  streamArn: string,
  records: readonly WireRecord[],
): readonly StreamRecord[] {
  return records
    .filter(({ dynamodb: { NewImage, OldImage } }) =>
      NewImage === undefined ? true : !isDeepStrictEqual(NewImage, OldImage),
    )
    .map((record) => ({ ...record, awsRegion: LOCAL_REGION, eventSourceARN: streamArn }));
}
