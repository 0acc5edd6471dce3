import type { Text } from '../program/program.ts';
import { english } from './english.ts';
import type { Language } from './language.ts';
import { simplifiedChinese } from './simplified-chinese.ts';

const languages: Readonly<Record<string, Language>> = {
  en: english,
  'zh-CN': simplifiedChinese,
};

/** Languages that Perch speaks; a program's other languages have the brand's own texts only. */
export const spoken: readonly string[] = Object.keys(languages);

/** A language by its tag; English where Perch does not speak it. */
export function speak(tag: string): Language {
  return languages[tag] ?? english;
}

/** A sentence in each of these languages, by its tag. */
export function inEveryLanguage(
  tags: readonly string[],
  say: (language: Language, tag: string) => string,
): Text {
  return Object.fromEntries(tags.map((tag) => [tag, say(speak(tag), tag)]));
}

/**
 * The tag, among those offered, that serves an `Accept-Language` header or a plain tag best; the
 * first one offered where none does.
 */
export function chooseLanguage(wanted: string | undefined, offered: readonly string[]): string {
  const wishes = (wanted ?? '')
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.trim().split(/\s*;\s*/);
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return { tag: tag.toLowerCase(), quality: Number(quality?.slice(2) ?? 1) };
    })
    .filter((wish) => wish.tag !== '' && wish.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
  for (const { tag } of wishes) {
    const found =
      offered.find((offer) => offer.toLowerCase() === tag) ??
      offered.find((offer) => primary(offer) === primary(tag));
    if (found !== undefined) return found;
  }
  return offered[0] ?? 'en';
}
