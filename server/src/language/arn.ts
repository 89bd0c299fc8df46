/** The six parts of an ARN: `arn:partition:service:region:account:resource`. The last keeps further colons and slashes. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** The parts of a text with six or more fields that begins with `arn`, else undefined (IAM User Guide, reference-arns). */
export function parseArn(text: string): Arn | undefined {
  const parts = arnFields(text);
  if (parts.length < 6 || parts[0] !== 'arn') return undefined;
  const [, partition = '', service = '', region = '', account = '', resource = ''] = parts;
  return { partition, service, region, account, resource };
}

/** Splits at the first five colons; the sixth field keeps the rest. Fewer fields where there are fewer colons. */
export function arnFields(text: string): string[] {
  const fields: string[] = [];
  let start = 0;
  while (fields.length < 5) {
    const colon = text.indexOf(':', start);
    if (colon === -1) break;
    fields.push(text.slice(start, colon));
    start = colon + 1;
  }
  fields.push(text.slice(start));
  return fields;
}

/** The offset at which the sixth field starts, or undefined where there are fewer. */
export function resourceFieldStart(text: string): number | undefined {
  let start = 0;
  for (let count = 0; count < 5; count += 1) {
    const colon = text.indexOf(':', start);
    if (colon === -1) return undefined;
    start = colon + 1;
  }
  return start;
}

/** An account number: twelve digits, kept as a string for its leading zeros. */
export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}
