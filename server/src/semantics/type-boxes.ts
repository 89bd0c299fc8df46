/** The ARNs of a resource type as boxes. */
import type { ArnTemplate } from '../catalog/arn-template';
import type { ResourceType } from '../catalog/catalog';
import { type Box, plainBox } from './arn-boxes';
import { ANY, STAR, WITHOUT_COLON, WITHOUT_SLASH } from './globs';

export function boxesOfType(type: ResourceType): readonly Box[] {
  return type.templates.map((template) => plainBox(templateTokens(template))).filter((box) => box !== undefined);
}

const SLASH = 47;
const COLON = 58;

/** A variable of the format stands for one character or more (some for none), and leaves out what the format says. */
function templateTokens(template: ArnTemplate): readonly number[] {
  return template.tokens.flatMap((token) => {
    if (typeof token === 'number') return [token];
    const without =
      (token.excluded.includes(SLASH) ? WITHOUT_SLASH : 0) + (token.excluded.includes(COLON) ? WITHOUT_COLON : 0);
    return token.mayBeEmpty ? [STAR + without] : [ANY + without, STAR + without];
  });
}
