import * as z from 'zod';
import { type AwsCalls, AwsError, readInput } from '../aws-call.ts';
import type { Secrets } from '../secrets.ts';

const getSecretValue = z.object({ SecretId: z.string() });

/** Secrets Manager. */
export function secretCalls({ secrets }: { secrets: Secrets }): AwsCalls {
  return [
    [
      'secretsmanager.GetSecretValue',
      (input) => {
        const secret = secrets.find(readInput(getSecretValue, input).SecretId);
        if (secret === undefined) {
          const message = "Secrets Manager can't find the specified secret.";
          throw new AwsError('ResourceNotFoundException', message);
        }
        return {
          ARN: secret.arn,
          Name: secret.name,
          SecretString: secret.value,
          VersionId: '00000000-0000-0000-0000-000000000000',
          VersionStages: ['AWSCURRENT'],
        };
      },
    ],
  ];
}
