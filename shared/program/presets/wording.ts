import type { Text } from '../text.ts';

/** A text in both languages of the presets. */
export function both(en: string, chinese: string): Text {
  return { en, 'zh-CN': chinese };
}

/** What presets say of a draw, whatever its prizes are. */
export const drawTexts = {
  rules: both(
    'One person is one entrant, whoever buys for whom; several accounts of one person count as one. Entries of a calendar month take part in its draw, and nobody wins twice in it. How the winners are picked is published before the month ends, so that everybody can repeat it.',
    '每位自然人只能以一个身份参与，同一人的多个账户视为一个。当月的抽奖资格参与当月抽奖，每人每次最多中奖一次。抽取方法会在月底之前公布，任何人都可以自行验证。',
  ),
  odds: both(
    'Every entry has the same chance: the number of prizes divided by the number of entries of the month. With three prizes and 1,000 entries that is 3 in 1,000 for each.',
    '每个抽奖资格的中奖机会相同：奖品数量除以当月抽奖资格总数。例如三份奖品、1,000 个资格时，每个资格的中奖机会为千分之三。',
  ),
  freeEntry: both(
    'No purchase is needed. Fill in the form of the draw, once a day: each form is one entry, as good as any other.',
    '无需购买。每天可填写一次抽奖表单，每份表单等于一个抽奖资格，与其他资格机会相同。',
  ),
};

/** What members of the presets agree to: that they hear from the brand, and in their own way. */
export const usualConsent = {
  version: '2026-11',
  text: both(
    'I want to hear from you about my points, offers and events. You may keep my birthday and what I prefer, see from my orders what could interest me, and write at the hour that suits me best. I can take this back at any time.',
    '我愿意接收有关积分、优惠和活动的消息，并同意保存我的生日与偏好、根据订单推荐可能感兴趣的内容，以及在合适的时间联系我。我可以随时撤回同意。',
  ),
};
