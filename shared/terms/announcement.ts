import { writeAmount } from '../messages/amount.ts';
import type { Program, Text } from '../program/program.ts';

/** Texts that make a program known, each ready to be published by a person. */
export interface Announcement {
  /** Pinned on the brand's profile. */
  readonly pinned: string;
  /** A line for the profile itself. */
  readonly profile: string;
  /** The post of the first day. */
  readonly launch: string;
  /** For the shop's order confirmation. */
  readonly orderConfirmation: string;
}

/** A post on X has room for so many weighted characters. */
export const POST_LENGTH = 280;

interface Facts {
  readonly amount: string;
  readonly worth: string;
  readonly tiers: readonly string[];
  readonly welcome: number;
  readonly link: string;
  /** Whether nothing on X is paid for. */
  readonly xFree: boolean;
}

const phrases: Readonly<Record<string, (facts: Facts) => Announcement>> = {
  en: ({ amount, worth, tiers, welcome, link, xFree }) => ({
    pinned: `Our members’ programme: 1 point for each ${amount}, worth ${worth} at checkout. ${tiers.join(', ')}: more for every order.${xFree ? ' Nothing on X earns points.' : ''} Rules: ${link}`,
    profile: `Members collect points with every order: ${link}`,
    launch: `From today every order counts. 1 point for each ${amount}${welcome > 0 ? `, and ${welcome} points to begin with` : ''}. You join with your next order; the rules are here: ${link}`,
    orderConfirmation: `This order earns points: 1 for each ${amount} of goods, worth ${worth} at checkout. See your points and your tier, and the rules: ${link}`,
  }),
  'zh-CN': ({ amount, worth, tiers, welcome, link, xFree }) => ({
    pinned: `会员计划：每消费 ${amount} 得 1 积分，结账抵 ${worth}。${tiers.join('、')}，越买越优惠。${xFree ? 'X 上的行为不产生积分。' : ''}规则：${link}`,
    profile: `每笔订单都有积分：${link}`,
    launch: `即日起每笔订单都算数：每消费 ${amount} 得 1 积分${welcome > 0 ? `，首单再送 ${welcome} 积分` : ''}。下一单即自动加入，规则：${link}`,
    orderConfirmation: `本单可获积分：每 ${amount} 商品金额得 1 积分，结账抵 ${worth}。查看积分、等级与规则：${link}`,
  }),
};

/**
 * Texts that announce a program, in one of its languages.
 *
 * @param link where members read the rules and see their points.
 * @returns undefined where Perch has no words in that language.
 */
export function announce(
  program: Program,
  language: string,
  link: string,
): Announcement | undefined {
  const say = (text: Text) => text[language] ?? '';
  const amount = (minor: number) => writeAmount(minor, program.baseCurrency, language);
  const welcome = program.earning.reduce(
    (sum, rule) => (rule.kind === 'first-purchase' ? sum + rule.points : sum),
    program.tiers[0]?.pointsOnReaching?.points ?? 0,
  );
  return phrases[language]?.({
    amount: amount(program.currencies[program.baseCurrency]?.perPointMinor ?? 0),
    worth: amount(program.redemption.perPointMinor[program.baseCurrency] ?? 0),
    tiers: program.tiers.map(({ name }) => say(name)),
    welcome,
    link,
    xFree: program.x?.approval === undefined,
  });
}

/**
 * The length of a post as X counts it: Latin letters and common punctuation weigh one, everything
 * else, Chinese above all, two; an address weighs 23 however long it is.
 */
export function weightedLength(post: string): number {
  const addresses = post.match(/https?:\/\/\S+/g) ?? [];
  const rest = post.replaceAll(/https?:\/\/\S+/g, '');
  const weights = [...rest].map((character) => (isLight(character.codePointAt(0) ?? 0) ? 1 : 2));
  return weights.reduce<number>((sum, weight) => sum + weight, 23 * addresses.length);
}

function isLight(code: number): boolean {
  return (
    code <= 4_351 ||
    (code >= 8_192 && code <= 8_205) ||
    (code >= 8_208 && code <= 8_223) ||
    (code >= 8_242 && code <= 8_247)
  );
}
