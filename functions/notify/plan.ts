import type { OutsideChannel } from '../../shared/channels/letter.ts';
import type { MessageKind } from '../../shared/domain/time/contact.ts';
import { DAY } from '../../shared/domain/time/time.ts';
import { occasionOf } from './saying.ts';
import type { Told } from './told.ts';

/** How a message goes out besides into the inbox. */
export interface Outside {
  /** What it counts as there: what may have brought something into the account promotes outside. */
  readonly kind: MessageKind;
  /** It goes by the first of these that may carry it. */
  readonly by: readonly OutsideChannel[];
}

/** What follows from a message's topic. */
export interface Plan {
  /** What it counts as in the inbox. All that happens to an account can be read there. */
  readonly inbox: MessageKind;
  /** Absent where the inbox is enough. */
  readonly outside?: Outside;
}

const written = ['email'] as const;
const pressing = ['email', 'sms'] as const;

/** By which channels members hear of something. */
export function planOf(event: Told): Plan {
  switch (event.name) {
    case 'points.earned':
    case 'points.clawed-back':
    case 'points.redeemed':
    case 'points.restored':
    case 'points.adjusted':
    case 'points.awarded':
    case 'points.expired':
      return { inbox: 'transaction' };
    case 'points.expiring':
      return { inbox: 'expiry', outside: { kind: 'expiry', by: written } };
    case 'tier.reached':
      return { inbox: 'tier', outside: { kind: 'tier', by: written } };
    case 'tier.reviewed':
      return {
        inbox: 'tier',
        outside: { kind: 'tier', by: event.detail.outcome === 'notice' ? pressing : written },
      };
    case 'content.due': {
      const { kind, channels = [] } = event.detail;
      if (kind === 'status') {
        const outside = { kind: 'transaction', by: written } as const;
        return { inbox: 'transaction', ...(channels.includes('email') ? { outside } : {}) };
      }
      const counts = kind === 'offer' ? 'offer' : 'content';
      return { inbox: counts, outside: { kind: counts, by: written } };
    }
    case 'renewal.due':
      return { inbox: 'renewal', outside: { kind: 'renewal', by: pressing } };
    case 'rewards.granted': {
      const occasion = occasionOf(event.detail.cause);
      if (occasion === undefined) return { inbox: 'transaction' };
      const kind = occasion === 'win-back' ? 'win-back' : 'occasion';
      return { inbox: 'transaction', outside: { kind, by: pressing } };
    }
  }
}

/** From when on a message says nothing any more; undefined where it stays true. */
export function endOf(event: Told): number | undefined {
  switch (event.name) {
    case 'points.expiring':
      return Date.parse(event.detail.expiresAt) - 1;
    case 'renewal.due':
      return Date.parse(event.detail.periodEndsAt) - 1;
    case 'content.due': {
      // By then the day is over in every zone.
      const { on } = event.detail;
      return on === undefined ? undefined : Date.parse(on) + 1.5 * DAY;
    }
    case 'tier.reviewed': {
      const before = event.detail.notice?.way?.before;
      return before === undefined ? undefined : Date.parse(before) - 1;
    }
    default:
      return undefined;
  }
}
