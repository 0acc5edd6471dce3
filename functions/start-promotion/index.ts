import { SFNClient } from '@aws-sdk/client-sfn';
import { environment } from '../../shared/lambda/environment.ts';
import { startExecution, startPromotion } from './handler.ts';

export const handler = startPromotion(
  startExecution(new SFNClient(), environment('STATE_MACHINE_ARN')),
);
