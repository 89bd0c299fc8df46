import { describe, expect, test } from 'vitest';
import { opennessOf, subjectProblem } from '../../../server/src/checks/github-subjects';

describe('what a pattern leaves open', () => {
  test.each([
    ['*', 'organization'],
    ['r*', 'organization'],
    ['repo:*', 'organization'],
    ['repo:*/app:ref:refs/heads/main', 'organization'],
    ['repo:oct*/app:*', 'organization'],
    ['repo:oct?/app:ref:refs/heads/main', 'organization'],
    ['repo:octo*', 'organization'],
    ['repo:octo-*@1/app@2:*', 'organization'],
    ['repo:@*/app:*', 'organization'],
    ['repo:octo/*', 'repository'],
    ['repo:octo/*:ref:refs/heads/main', 'repository'],
    ['repo:octo/app*', 'repository'],
    ['repo:octo/app*:environment:prod', 'repository'],
    ['repo:octo@*', 'repository'],
    ['repo:octo@1/*', 'repository'],
    ['repo:octo@*/app@*:ref:refs/heads/main', 'context'],
    ['repo:octo@1/app@2:*', 'context'],
    ['repo:octo/app:*', 'context'],
    ['repo:octo/app:ref:refs/heads/*', 'context'],
    ['repo:octo/app:ref:refs/heads/main', undefined],
    ['job_workflow_ref:octo/ci/.github/workflows/*', undefined],
  ])('%s → %s', (pattern, expected) => expect(opennessOf(pattern)).toBe(expected));
});

describe('what a subject looks like', () => {
  test.each([
    ['repo:octo/app:ref:refs/heads/main', undefined, undefined],
    ['repo:octo/app:ref:refs/tags/v*', undefined, undefined],
    ['repo:octo/app:environment:prod', undefined, undefined],
    ['repo:octo/app:pull_request', undefined, undefined],
    ['repo:octo@1/app@2:ref:refs/heads/main', undefined, undefined],
    ['repo:octo/app:*', undefined, undefined],
    ['repo:octo/app*', undefined, undefined],
    ['repo:octo/app:ref:*', undefined, undefined],
    ['repo:octo/*', undefined, undefined],
    ['repo:*', undefined, undefined],
    ['*', undefined, undefined],
    ['repo:octo/app', 'custom', 'repo:octo/app:ref:refs/heads/main'],
    ['repository_owner:octo', 'custom', undefined],
    ['job_workflow_ref:octo/ci/.github/workflows/x.yml@refs/heads/main', 'custom', undefined],
    ['repo:octo/app:job_workflow_ref:octo/ci/x.yml@main', 'custom', undefined],
    ['octo/app', 'impossible', 'repo:octo/app:ref:refs/heads/main'],
    ['https://github.com/octo/app', 'impossible', 'repo:octo/app:ref:refs/heads/main'],
    ['octo/*', 'impossible', undefined],
    ['refs/heads/main', 'impossible', undefined],
    ['repo:octo/app:refs/heads/main', 'impossible', 'repo:octo/app:ref:refs/heads/main'],
    ['repo:octo/app:ref:main', 'impossible', 'repo:octo/app:ref:refs/heads/main'],
    ['repo:octo/app:ref:heads/main', 'impossible', 'repo:octo/app:ref:refs/heads/main'],
    ['repo:octo/app:branch:main', 'impossible', undefined],
    ['repo:octo/app:main', 'impossible', undefined],
    ['repo:octo/app:pull_request_target', 'impossible', undefined],
    ['repo:octo:ref:refs/heads/main', 'impossible', undefined],
    ['Repo:octo/app:*', 'impossible', undefined],
    ['branch:main', 'impossible', undefined],
  ])('%s → %s', (subject, kind, suggestion) =>
    expect(subjectProblem(subject)).toEqual(kind === undefined ? undefined : { kind, suggestion }),
  );
});
