import { escapeHtml } from '../../shared/channels/email-body.ts';
import type { HttpAnswer } from '../../shared/lambda/http.ts';

/** A page of one line, and of one button where there is something to do. */
export interface Page {
  readonly language: string;
  readonly title: string;
  readonly line: string;
  /** Posts a field to the page's own address. */
  readonly button?: { readonly name: string; readonly value: string; readonly label: string };
}

/** Its address is a secret: nothing may keep it or hand it on, and nothing is loaded into it. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
};

export function page(status: number, { language, title, line, button }: Page): HttpAnswer {
  const form =
    button === undefined
      ? ''
      : `<form method="post"><button name="${escapeHtml(button.name)}" value="${escapeHtml(button.value)}">${escapeHtml(button.label)}</button></form>`;
  const html = [
    `<!doctype html><html lang="${escapeHtml(language)}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width">',
    `<title>${escapeHtml(title)}</title><style>body{font-family:sans-serif;line-height:1.5;`,
    'max-width:36em;margin:3em auto;padding:0 1em}button{font:inherit;padding:.5em 1em}',
    `</style></head><body><h1>${escapeHtml(title)}</h1><p>${escapeHtml(line)}</p>${form}</body></html>`,
  ];
  return { status, page: html.join(''), headers: HEADERS };
}
