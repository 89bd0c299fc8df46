import { isOpenText } from '../condition-values';
import { rule } from '../rule';

export default rule({
  code: 'trust-external-id-format',
  severity: 'error',
  policyTypes: ['trust'],
  title: 'External ID that cannot be sent',
  why: 'STS refuses a call with an external ID of another form, so that nobody can assume the role with it.',
  source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
  needs: 'Condition',
  messages: {
    characters: 'An external ID has letters, digits and _+=,.@:/- only, and STS refuses this one. Choose another.',
    length: 'An external ID has 2 to 1,224 characters, and this has {length}. STS refuses it, so choose another.',
  },
  good: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "sts:ExternalId": ["my-secret-id", "a+b=c,d.e@f:g/h_i"] } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "sts:ExternalId": ["my secret id", "x"] } } }
                                                                                                                                                               ~~~~~~~~~~~~~~ characters: An external ID has letters, digits and _+=,.@:/- only, and STS refuses this one. Choose another.
                                                                                                                                                                               ~~~ length: An external ID has 2 to 1,224 characters, and this has 1. STS refuses it, so choose another.`,
  ],
  checkStatement({ conditions, report }) {
    for (const { lowerKey, parsed, values } of conditions) {
      if (lowerKey !== 'sts:externalid' || parsed?.base.type !== 'String') continue;
      for (const { text, node } of values) {
        // Wildcards have checks of their own, under Like and under Equals.
        if (isOpenText(text) || /[*?]/.test(text)) continue;
        if (!/^[\w+=,.@:/-]*$/.test(text)) report(node, 'characters', {});
        else if (text.length < 2 || text.length > 1224) report(node, 'length', { length: text.length });
      }
    }
  },
});
