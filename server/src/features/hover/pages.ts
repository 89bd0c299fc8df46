import type { Catalog } from '../../catalog/catalog';
import { link } from '../markdown';

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';

/** A link to a page of the IAM User Guide. */
export function guide(page: string): string {
  return link('IAM User Guide', IAM + page);
}

/** A link to the Service Authorization Reference, with the date of the data that was shown. */
export function reference(url: string, { dates }: Catalog): string {
  return `${link('Service Authorization Reference', url)} · data of ${dates.services}`;
}
