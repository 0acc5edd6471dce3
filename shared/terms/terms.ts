import { writeAmount } from '../messages/amount.ts';
import type { Program, Text, Tier, TierCondition } from '../program/program.ts';
import { englishTerms } from './english.ts';
import { joiningAndHearing } from './joining.ts';
import { bullets, section, table } from './markdown.ts';
import { simplifiedChineseTerms } from './simplified-chinese.ts';
import type { TermsWords } from './words.ts';

const languages: Readonly<Record<string, TermsWords>> = {
  en: englishTerms,
  'zh-CN': simplifiedChineseTerms,
};

/** Languages in which terms can be written. */
export const termsLanguages: readonly string[] = Object.keys(languages);

/**
 * A program's rules as people read them, in Markdown: how tiers are reached, kept and lost, what
 * points are worth and when they end, how to earn them, what they buy, and the rules of draws.
 *
 * @param language one of the program's, and one of `termsLanguages`; English for others.
 * @param day as `2026-11-21`: campaigns that are over then are left out.
 */
export function writeTerms(program: Program, language: string, day: string): string {
  const words = languages[language] ?? englishTerms;
  const say = (text: Text) => text[language] ?? '';
  const base = (minor: number) => writeAmount(minor, program.baseCurrency, language);
  const reward = (id: string) => {
    const found = program.rewards.find((candidate) => candidate.id === id);
    return found === undefined ? id : say(found.name);
  };
  const tierName = (id: string) => {
    const found = program.tiers.find((tier) => tier.id === id);
    return found === undefined ? id : say(found.name);
  };
  const condition = (each: TierCondition) => words.condition(each, base(each.atLeast));

  return [
    `# ${words.title}`,
    words.version(program.version),
    section(words.tiers, program.tiers.map(tierLine)),
    ...benefits(),
    ...scores(),
    section(words.keeping, keeping()),
    section(words.points, points()),
    section(words.activities, activities()),
    section(words.catalogue, catalogue()),
    section(words.coupons, coupons()),
    ...joiningAndHearing(program, words, say),
    section(words.campaigns, campaigns()),
    ...draws(),
    section(words.onX, [
      program.x?.approval === undefined ? words.xNothing() : words.xApproved(program.x.approval),
    ]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');

  function howOf(paths: Tier['reach']): string {
    return words.any(paths.map((path) => words.all(path.map(condition))));
  }

  function tierLine({ name, reach, multiplierBps, discountBps, pointsOnReaching, rewards }: Tier) {
    return [
      words.tier(say(name), howOf(reach)),
      words.times(multiplierBps / 10_000),
      ...(discountBps > 0 ? [words.off(discountBps / 100)] : []),
      ...(pointsOnReaching === undefined
        ? []
        : [words.pointsOnReaching(pointsOnReaching.points, pointsOnReaching.validity)]),
      ...(rewards.length === 0 ? [] : [words.brings(rewards.map(reward))]),
    ].join(words.between);
  }

  function benefits(): string[] {
    if (program.benefits.length === 0) return [];
    const rows = program.benefits.map(({ id, name }) => [
      say(name),
      ...program.tiers.map((tier) => {
        const text = tier.benefits[id];
        return text === undefined ? words.none : say(text);
      }),
    ]);
    return [
      `## ${words.benefits}`,
      table(['', ...program.tiers.map(({ name }) => say(name))], rows),
    ];
  }

  function scores(): string[] {
    if (program.scores === undefined) return [];
    const { recencyDays, purchases, spendMinor } = program.scores;
    return [
      `## ${words.scores}`,
      table(
        ['', '2', '3', '4', '5'],
        [
          [
            words.scoreRow.recencyDays,
            ...recencyDays.toReversed().map((d) => words.atMost(`${d}`)),
          ],
          [words.scoreRow.purchases, ...purchases.map(String)],
          [words.scoreRow.spendMinor, ...spendMinor.map(base)],
        ],
      ),
    ];
  }

  function keeping(): string[] {
    const { review } = program;
    const falls = review?.fallingMonths;
    const lowest = review?.fallingFromTier ?? program.tiers[0]?.id ?? '';
    return [
      words.promoted(),
      review?.demotes === true
        ? words.demoted(review.noticeDays, review.graceMonths)
        : words.neverLost(),
      ...program.tiers.flatMap(({ name, keep }) =>
        keep === undefined ? [] : [words.keeps(say(name), howOf(keep))],
      ),
      ...(falls === undefined ? [] : [words.falling(falls, tierName(lowest))]),
      ...(review === undefined ? [] : [words.withdrawn()]),
    ];
  }

  function points(): string[] {
    const { redemption, baseCurrency, currencies, availableAfterDays } = program;
    const rules = program.earning.flatMap((rule): string[] => {
      switch (rule.kind) {
        case 'per-amount': {
          const minor = currencies[baseCurrency]?.perPointMinor ?? 0;
          return rule.of === undefined && rule.rateBps === 10_000
            ? [words.earns(base(minor)), words.expires(words.lasts(rule.validity))]
            : [];
        }
        case 'first-purchase':
          return [words.firstPurchase(rule.points)];
        case 'milestone':
          return [words.milestone(say(rule.name), rule.points)];
        default:
          return [];
      }
    });
    return [
      ...rules,
      words.multiplied(),
      words.worth(base(redemption.perPointMinor[baseCurrency] ?? 0)),
      ...(redemption.mostOfOrderBps < 10_000
        ? [words.mostOfOrder(redemption.mostOfOrderBps / 100)]
        : []),
      ...(availableAfterDays > 0 ? [words.pending(availableAfterDays)] : []),
      words.refunded(program.overdrawn === 'debt'),
    ];
  }

  function activities(): string[] {
    const { referral, activityLimits } = program;
    const { pointsADay, pointsAMonth } = activityLimits;
    const limited = pointsADay !== undefined || pointsAMonth !== undefined;
    const within = program.activities.filter(({ points, limited }) => points > 0 && limited);
    const beside = program.activities.filter((activity) => !within.includes(activity));
    const line = ({ name, points, contribution }: (typeof beside)[number]) =>
      words.activity(say(name), points, contribution);
    return [
      ...within.map(line),
      ...(limited && within.length > 0 ? [words.limits(pointsADay, pointsAMonth)] : []),
      ...beside.map(line),
      ...(referral === undefined
        ? []
        : [
            words.referral(
              referral.pointsForMember,
              referral.pointsForFriend,
              referral.afterDays,
              referral.friendsAYear,
            ),
          ]),
    ];
  }

  function catalogue(): string[] {
    return program.catalogue.map(({ reward: id, points, cash, for: { fromTier } }) => {
      const inBase = cash?.[program.baseCurrency];
      const offer = words.offer(
        reward(id),
        points,
        inBase === undefined ? undefined : base(inBase),
      );
      return fromTier === undefined ? offer : `${offer} (${words.fromTier(tierName(fromTier))})`;
    });
  }

  function coupons(): string[] {
    const above = program.approval?.couponsAboveMinor[program.baseCurrency];
    return above === undefined ? [] : [words.couponsWait(base(above))];
  }

  function campaigns(): string[] {
    return program.campaigns
      .filter(({ until, for: { segments } }) => day <= until && segments === undefined)
      .map(({ name, from, until, for: { fromTier } }) => {
        const told = words.campaign(say(name), from, until);
        return fromTier === undefined ? told : `${told} (${words.fromTier(tierName(fromTier))})`;
      });
  }

  function draws(): string[] {
    if (program.draws.length === 0) return [];
    return [
      `## ${words.draws}`,
      ...program.draws.flatMap((draw) => [
        `### ${say(draw.name)}`,
        bullets([
          ...draw.prizes.map((prize) =>
            words.prize(
              reward(prize.reward),
              'winners' in prize ? prize.winners : undefined,
              'chanceBps' in prize ? prize.chanceBps : undefined,
            ),
          ),
          ...[draw.rules, draw.when === 'monthly' ? draw.odds : undefined, draw.freeEntry].flatMap(
            (text) => (text === undefined ? [] : [say(text)]),
          ),
          words.minimumAge(draw.minimumAge),
        ]),
      ]),
    ];
  }
}
