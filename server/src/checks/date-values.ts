import { parseInstant } from '../language/values';

/** An integer that a date operator reads as seconds since 1970. */
export function isEpochText(text: string): boolean {
  return /^\d{5,15}$/.test(text);
}

/** The second in which the last four-digit year ends. */
const LAST_SECOND = 253_402_300_799;

/** `2026-01-01T00:00:00Z` for seconds since 1970; undefined behind the year 9999. */
export function isoOfSeconds(seconds: number): string | undefined {
  if (seconds > LAST_SECOND) return undefined;
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

type Fields = readonly [year: string, month: string, day: string];

/**
 * The ISO 8601 text that a date in other notations is meant for: other separators, single digits, a blank before the time.
 * `31.01.2024` and `31/01/2024` are read only where no other reading gives a date. Undefined where nothing is sure.
 */
export function meantDate(text: string): string | undefined {
  const match = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?)?$/i.exec(
    text.trim(),
  );
  if (match === null) return undefined;
  const [, first = '', separator = '', second = '', third = '', time = '00:00:00', zone = 'Z'] = match;
  const clock = time.length === 5 ? `${time}:00` : time;
  const readings = readingsOf(first, second, third, separator);
  const dates = readings.map((fields) => `${isoDay(fields)}T${clock}${zone.toUpperCase()}`).filter(isDate);
  return dates.length === 1 ? dates[0] : undefined;
}

function readingsOf(first: string, second: string, third: string, separator: string): readonly Fields[] {
  if (first.length === 4) return third.length <= 2 ? [[first, second, third]] : [];
  if (third.length !== 4) return [];
  const dayFirst: Fields = [third, second, first];
  // Dots and hyphens stand between day and month in this order; with slashes Americans begin with the month.
  return separator === '/' && first !== second ? [dayFirst, [third, first, second]] : [dayFirst];
}

function isoDay([year, month, day]: Fields): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function isDate(text: string): boolean {
  return parseInstant(text) !== undefined;
}
