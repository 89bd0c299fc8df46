import type { Choice } from '../../../shared/messages';
import type { Model } from '../model/entities';
import { accountLabel, principalLabel, principalsOf } from '../model/uses';

/** Everybody in a model who can ask: users, roles and roots, as requests name them. */
export function principalChoices(model: Model): readonly Choice[] {
  const named = principalsOf(model).map((each) => ({ value: principalLabel(model, each), description: each.arn }));
  const roots = [...model.accounts.keys()].map((id) => ({
    value: `${accountLabel(model, id)}:root`,
    description: `arn:${model.partition}:iam::${id}:root`,
  }));
  return [...named, ...roots];
}

/** ARNs of the model's resources; for a bucket also the shape of an object in it. */
export function resourceChoices(model: Model): readonly Choice[] {
  return [...model.resources.values()].flatMap(({ arn, account }) => {
    const own = { value: arn, description: accountLabel(model, account) };
    return isBucket(arn) ? [own, { value: `${arn}/\${ObjectKey}`, description: 'an object in it' }] : [own];
  });
}

function isBucket(arn: string): boolean {
  return /^arn:[^:]*:s3:::[^/]+$/.test(arn);
}
