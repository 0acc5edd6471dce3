/** The day of an instant, as people of a language write it, in a time zone. */
export function writeDay(instant: number, language: string, timeZone: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(instant);
}
