import { speak } from '../messages/languages.ts';
import type { Letter } from './letter.ts';

/** The two bodies of an e-mail. They show no images and load nothing from anywhere. */
export interface EmailBody {
  readonly text: string;
  readonly html: string;
}

export function emailBody(letter: Letter): EmailBody {
  const { title, text, link, language, brand, isPromotion, endUrl } = letter;
  const { mail } = speak(language).tell;
  const reason = isPromotion ? mail.asAgreed(brand.name) : mail.asMember(brand.name);
  const end = isPromotion ? mail.endPromotions : mail.endAll;
  const sender = [brand.name, brand.postalAddress].filter((line) => line !== undefined);
  const plain = [
    text,
    ...(link === undefined ? [] : [`${mail.open}: ${link}`]),
    [...sender, reason, `${end}: ${endUrl}`].join('\n'),
  ];
  const small = [...sender, reason].map((line) => `${escapeHtml(line)}<br>`).join('');
  const open =
    link === undefined ? '' : `<p><a href="${escapeHtml(link)}">${escapeHtml(mail.open)}</a></p>`;
  const html = [
    `<!doctype html><html lang="${escapeHtml(language)}"><head><meta charset="utf-8">`,
    `<title>${escapeHtml(title)}</title></head>`,
    '<body style="margin:0;padding:24px;font-family:sans-serif;line-height:1.5;color:#222">',
    `<div style="max-width:36em;margin:0 auto"><h1 style="font-size:1.25em">${escapeHtml(title)}</h1>`,
    `<p>${escapeHtml(text)}</p>${open}`,
    '<p style="margin-top:2em;font-size:.8em;color:#666">',
    `${small}<a href="${escapeHtml(endUrl)}" style="color:#666">${escapeHtml(end)}</a></p>`,
    '</div></body></html>',
  ];
  return { text: `${plain.join('\n\n')}\n`, html: html.join('') };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as it stands in HTML, between tags or in the value of an attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}
