import {
  ConflictException,
  type PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
  ValidationException,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { speak } from '../messages/languages.ts';
import { asCarryFault, type Carry, type Letter } from './letter.ts';
import { shortened } from './text-length.ts';

/** From where text messages come. */
export interface TextOrigin {
  /** ARN of a number, a pool or a sender id. */
  readonly identity: string;
  readonly configurationSet: string;
}

/** What a message may cost: as much as three. */
const MOST_SEGMENTS = 3;

/** The shortest and the longest that a message may try to arrive, in seconds, as AWS has it. */
const SHORTEST_LIFE = 5;
const LONGEST_LIFE = 259_200;

/** Carries text messages by End User Messaging. */
export function byText(client: PinpointSMSVoiceV2Client, origin: TextOrigin): Carry {
  return async (letter) => {
    try {
      await client.send(new SendTextMessageCommand(textRequest(letter, origin)));
      return { ok: true };
    } catch (fault) {
      if (fault instanceof ValidationException) return { ok: false, why: 'refused' };
      const isOptedOut =
        fault instanceof ConflictException && fault.Reason === 'DESTINATION_PHONE_NUMBER_OPTED_OUT';
      if (isOptedOut) return { ok: false, why: 'opted-out' };
      throw asCarryFault(fault);
    }
  };
}

/** What End User Messaging is asked: to give up on a message before the night. */
export function textRequest(letter: Letter, origin: TextOrigin): SendTextMessageCommandInput {
  const { to, topic, isPromotion, seconds = LONGEST_LIFE } = letter;
  return {
    DestinationPhoneNumber: to,
    OriginationIdentity: origin.identity,
    MessageBody: textBody(letter),
    MessageType: isPromotion ? 'PROMOTIONAL' : 'TRANSACTIONAL',
    ConfigurationSetName: origin.configurationSet,
    TimeToLive: Math.min(Math.max(seconds, SHORTEST_LIFE), LONGEST_LIFE),
    Context: { topic },
  };
}

function textBody({ text, link, language, brand, isPromotion }: Letter): string {
  const start = brand.name === undefined ? text : `${brand.name}: ${text}`;
  const behind = [
    ...(link === undefined ? [] : [link]),
    ...(isPromotion ? [speak(language).tell.stopTexts] : []),
  ];
  return shortened(start, behind.map((part) => ` ${part}`).join(''), MOST_SEGMENTS);
}
