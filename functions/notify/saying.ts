import { needsApproval } from '../../shared/domain/rewards/coupon.ts';
import { writeAmount } from '../../shared/messages/amount.ts';
import { namedCause } from '../../shared/messages/award-cause.ts';
import { writeDay } from '../../shared/messages/date.ts';
import type { Language } from '../../shared/messages/language.ts';
import { inEveryLanguage, speak } from '../../shared/messages/languages.ts';
import type { Occasion } from '../../shared/messages/telling.ts';
import type { Program, Reward } from '../../shared/program/program.ts';
import { sayContent } from './content-saying.ts';
import { sayReview } from './review-saying.ts';
import type { Said, Saying } from './said.ts';
import type { Told } from './told.ts';

/** Puts facts into words; undefined where there is nothing to tell yet. */
export function sayer(program: Program): (event: Told) => Said | undefined {
  return (event) => {
    if (event.name === 'rewards.granted' && given(event.detail.rewards).length === 0) {
      return undefined;
    }
    if (event.name === 'content.due' && !isKnown(event.detail)) return undefined;
    return {
      title: inEveryLanguage(program.languages, (language, tag) => {
        const { title, topic } = say(event, language, tag);
        return title ?? language.tell.titles[topic];
      }),
      text: inEveryLanguage(program.languages, (language, tag) => say(event, language, tag).line),
      ...linkOf(event),
    };
  };

  /** Whether the program has still what the calendar brought. */
  function isKnown(detail: Parameters<typeof sayContent>[0]): boolean {
    const [tag = 'en'] = program.languages;
    return sayContent(detail, { program, language: speak(tag), tag }) !== undefined;
  }

  function say(event: Told, language: Language, tag: string): Saying {
    const day = (instant: string): string => writeDay(Date.parse(instant), tag, program.timeZone);
    const ofPoints = (line: string): Saying => ({ topic: 'points', line });
    switch (event.name) {
      case 'points.earned': {
        const { points, balance, pendingPoints, availableAt } = event.detail;
        return ofPoints(
          pendingPoints === undefined || availableAt === undefined
            ? language.pointsEarned(points, balance.after)
            : language.pointsPending(pendingPoints, day(availableAt)),
        );
      }
      case 'points.clawed-back': {
        const { points, balance, reason } = event.detail;
        return ofPoints(language.pointsClawedBack(-points, balance.after, reason));
      }
      case 'points.redeemed':
        return ofPoints(language.pointsRedeemed(-event.detail.points, event.detail.balance.after));
      case 'points.restored':
        return ofPoints(language.pointsRestored(event.detail.points, event.detail.balance.after));
      case 'points.adjusted':
        return ofPoints(language.pointsAdjusted(event.detail.points, event.detail.balance.after));
      case 'points.awarded': {
        const { points, balance, cause } = event.detail;
        const named = namedCause(cause, program, tag);
        return ofPoints(language.pointsAwarded(points, balance.after, named));
      }
      case 'points.expired':
        return {
          topic: 'points-expired',
          line: language.tell.pointsExpired(event.detail.expired),
        };
      case 'points.expiring': {
        const { points, expiresAt } = event.detail;
        const line = language.tell.pointsExpiring(points, day(expiresAt));
        return { topic: 'points-expiring', line };
      }
      case 'tier.reached': {
        const tier = program.tiers.find(({ id }) => id === event.detail.tier);
        const name = tier?.name[tag] ?? event.detail.tier;
        const line = language.tierReached(name, rewardNames(event.detail.rewards, tag));
        return { topic: 'tier-reached', line };
      }
      case 'tier.reviewed':
        return sayReview(event.detail, { program, language, tag });
      case 'content.due': {
        const said = sayContent(event.detail, { program, language, tag });
        if (said === undefined) throw new Error('the program has no such content');
        return said;
      }
      case 'renewal.due': {
        const { title, periodEndsAt, autoRenews, price, priceBefore } = event.detail;
        const written = (of: typeof price): string | undefined =>
          of && writeAmount(of.amountMinor, of.currency, tag);
        const [now, before] = [written(price), written(priceBefore)];
        const line = language.tell.renewal({
          ...(title === undefined ? {} : { title }),
          day: day(periodEndsAt),
          renewsItself: autoRenews,
          ...(now === undefined ? {} : { price: now }),
          ...(before === undefined ? {} : { priceBefore: before }),
        });
        return { topic: 'renewal', line };
      }
      case 'rewards.granted': {
        const names = rewardNames(event.detail.rewards, tag);
        const occasion = occasionOf(event.detail.cause);
        return occasion === undefined
          ? { topic: 'rewards', line: language.rewardsGranted(names) }
          : { topic: occasion, line: language.tell.rewardsFor(occasion, names) };
      }
    }
  }

  function rewardNames(ids: readonly string[], tag: string): string[] {
    return given(ids).map(({ id, name }) => name[tag] ?? id);
  }

  /** Without what waits for a person's yes: its member hears of it then. */
  function given(ids: readonly string[]): readonly Reward[] {
    return program.rewards.filter(
      (reward) =>
        ids.includes(reward.id) && !(reward.kind === 'coupon' && needsApproval(reward, program)),
    );
  }
}

function linkOf({ name, detail }: Told): Pick<Said, 'link'> {
  const link = name === 'renewal.due' ? detail.manageUrl : undefined;
  return link === undefined ? {} : { link };
}

type Cause = Extract<Told, { name: 'rewards.granted' }>['detail']['cause'];

/** Why rewards were given, where that is worth saying; what a day brings is named by its kind first. */
export function occasionOf(cause: Cause): Occasion | undefined {
  if (cause?.kind === 'win-back') return 'win-back';
  if (cause?.kind !== 'occasion') return undefined;
  const [kind] = cause.id.split(':');
  return occasions[kind ?? ''];
}

const occasions: Readonly<Record<string, Occasion>> = {
  birthday: 'birthday',
  anniversary: 'anniversary',
  'tier-month': 'tier-benefits',
  'tier-year': 'tier-benefits',
};
