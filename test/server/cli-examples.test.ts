import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../../scripts/paths';
import type { SimulationResult } from '../../shared/decision';
import { writ } from './cli';

const examples = inRoot('examples');

/** Request → decision, certainty, the first that decided (layer, level, Sid), exit code. */
const answers: readonly (readonly [string, string, string, string, number])[] = [
  ['assume-deployer', 'allowed', 'certain', 'trustPolicy PlatformTeam', 0],
  ['assume-deployer-as-bob', 'implicitDeny', 'certain', 'trustPolicy', 1],
  ['audit-production', 'allowed', 'certain', 'identityPolicy BaseSecurityAuditStatement', 0],
  ['audit-production-without-mfa', 'implicitDeny', 'certain', 'trustPolicy', 1],
  ['decrypt-report', 'allowed', 'certain', 'resourcePolicy ManagedByAccount', 0],
  ['deploy-from-fork', 'implicitDeny', 'certain', 'trustPolicy', 1],
  ['deploy-from-pipeline', 'allowed', 'certain', 'identityPolicy WriteReleases', 0],
  ['deploy-outside-session', 'implicitDeny', 'certain', 'sessionPolicy', 1],
  ['deploy-release', 'allowed', 'certain', 'identityPolicy WriteReleases', 0],
  ['leave-organization', 'explicitDeny', 'certain', 'serviceControlPolicy r-tw12 DenyLeaving', 1],
  ['read-database-password', 'implicitDeny', 'certain', 'permissionsBoundary', 1],
  ['read-release-from-dev', 'allowed', 'certain', 'resourcePolicy SharedWithDevelopers', 0],
  ['read-report', 'depends', 'certain', 'resourcePolicy', 3],
  ['read-report-at-the-office', 'allowed', 'certain', 'resourcePolicy FinanceFromTheOffice', 0],
  ['run-instance-in-sandbox', 'implicitDeny', 'certain', 'serviceControlPolicy ou-tw12-sandbox1', 1],
  ['send-to-partner', 'allowed', 'assumed', 'identityPolicy SendToPartner', 3],
  ['update-in-virginia', 'explicitDeny', 'certain', 'serviceControlPolicy ou-tw12-workload KeepToIreland', 1],
];

/** Without the SCPs that allow: each level has one. */
function decider({ decision, decidedBy }: SimulationResult): string {
  const first = decision === 'allowed' ? decidedBy.find(({ layer }) => layer !== 'serviceControlPolicy') : decidedBy[0];
  return [first?.layer, first?.at, first?.sid].filter((word) => word !== null && word !== undefined).join(' ');
}

describe('the example workspace', () => {
  test.each(answers)('%s: %s, %s', async (name, decision, certainty, decidedBy, code) => {
    const request = `requests/${name}.json`;
    const ended = await writ(['simulate', '--request', request, '--format', 'json'], examples);
    expect(ended.err).toBe('');
    const result: SimulationResult = JSON.parse(ended.out);
    expect([result.decision, result.certainty, decider(result)]).toEqual([decision, certainty, decidedBy]);
    expect(ended.code).toBe(code);
  });

  test('has an answer here for each request', () => {
    const names = answers.map(([name]) => `${name}.json`);
    expect(readdirSync(`${examples}/requests`).sort()).toEqual(names.sort());
  });

  test('says in its README what each request gets', () => {
    const readme = readFileSync(`${examples}/README.md`, 'utf8');
    const words: { readonly [decision: string]: string } = {
      allowed: 'allowed',
      explicitDeny: 'denied',
      implicitDeny: 'denied',
      depends: 'depends on `aws:SourceIp`',
    };
    for (const [name, decision, certainty] of answers) {
      const said = `${words[decision]}${certainty === 'assumed' ? ', assumed' : ''}`;
      expect(readme).toContain(`| [${name}](requests/${name}.json) | ${said} |`);
    }
  });

  test('has errors among its mistakes only', async () => {
    const { out } = await writ(['check', '--format', 'json', '.'], examples);
    const errors = (JSON.parse(out) as { file: string; severity: string }[]).filter(
      ({ severity }) => severity === 'error',
    );
    expect([...new Set(errors.map(({ file }) => file))]).toEqual([
      'mistakes/guardrail.json',
      'mistakes/half-done.json',
      'mistakes/typo.json',
      'mistakes/wrong-names.json',
    ]);
  });

  test('types its policies by what the model uses them as', async () => {
    const { err, code } = await writ(['check', 'iam-model.json', 'policies', 'scps', 'exports'], examples);
    expect([code, err]).toEqual([0, '']);
  });
});
