import type { Region } from '../../catalog/catalog';
import { blocks, bold, escaped, link } from '../markdown';

export function regionCard({ name, description, partition }: Region): string {
  const page = 'https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html';
  return blocks(
    `${bold(name)} · Region`,
    `${escaped(description)}, partition ${escaped(partition)}.`,
    link('AWS Regions', page),
  );
}
