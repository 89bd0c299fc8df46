/** What AWS and the providers say of identity federation. State of 2026-11-25. */

/** The claim that tells the tenants of a shared issuer apart: `sub`, `aud`, or a condition key of STS. */
export type TenancyClaim = 'sub' | 'aud' | 'sts:RoleSessionName';

/** An issuer that signs for everybody who has an account there. */
export interface SharedIssuer {
  readonly name: string;
  readonly claim: TenancyClaim;
}

/**
 * IAM User Guide, "Identity-provider controls for shared OIDC providers" (id_roles_providers_oidc_secure-by-default): IAM refuses
 * new trust policies without the claim. Issuers without `https://`, lower case.
 */
const SHARED: readonly (readonly [issuer: string, name: string, claim: TenancyClaim])[] = [
  ['agent.buildkite.com', 'Buildkite', 'sub'],
  ['api.pulumi.com/oidc', 'Pulumi Cloud', 'aud'],
  ['app.terraform.io', 'HCP Terraform', 'sub'],
  ['cognito-identity.amazonaws.com', 'Amazon Cognito', 'aud'],
  ['gitlab.com', 'GitLab', 'sub'],
  ['oidc-configuration.audit-log.githubusercontent.com', 'GitHub audit log streaming', 'sub'],
  ['oidc.codefresh.io', 'Codefresh', 'sub'],
  ['oidc.vercel.com', 'Vercel', 'aud'],
  ['proidc.upbound.io', 'Upbound', 'sub'],
  ['sandboxes.cloud', 'sandboxes.cloud', 'aud'],
  ['scalr.io', 'Scalr', 'sub'],
  ['sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d', 'Microsoft Sentinel', 'sts:RoleSessionName'],
  ['studio.datachain.ai/api', 'DVC Studio', 'sub'],
  ['token.actions.githubusercontent.com', 'GitHub Actions', 'sub'],
  ['tokens.cloud.shisho.dev', 'Shisho Cloud', 'sub'],
  ['vstoken.actions.githubusercontent.com', 'GitHub Actions', 'sub'],
];

const sharedByIssuer: ReadonlyMap<string, SharedIssuer> = new Map(
  SHARED.map(([issuer, name, claim]) => [issuer, { name, claim }] as const),
);

/** Undefined for an issuer of one organization alone. `issuer`: lower case, without scheme. */
export function sharedIssuer(issuer: string): SharedIssuer | undefined {
  return sharedByIssuer.get(issuer);
}

/** Amazon Cognito identity pools: `aud` is the pool, and `amr` says whether somebody signed in (Amazon Cognito Developer Guide, "IAM roles"). */
export const COGNITO_ISSUER = 'cognito-identity.amazonaws.com';

/** The issuer of GitHub Actions for all of github.com. */
export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';

/**
 * GitHub Actions, also for one enterprise: with its name behind the host, or on ghe.com (GitHub Docs, "OpenID Connect
 * reference", customizing the issuer value).
 */
export function isGithubIssuer(issuer: string): boolean {
  return (
    issuer === GITHUB_ISSUER ||
    issuer.startsWith(`${GITHUB_ISSUER}/`) ||
    /^token\.actions\.[\w-]+\.ghe\.com$/.test(issuer)
  );
}

/** Amazon EKS User Guide, "IAM roles for service accounts": the issuer of a cluster. */
function isEksIssuer(issuer: string): boolean {
  return /^oidc\.eks\.[a-z0-9-]+\.amazonaws\.com\/id\/\w+$/.test(issuer);
}

/** Audiences that the providers' guides to AWS ask for. */
const AUDIENCES: ReadonlyMap<string, string> = new Map([
  ['agent.buildkite.com', 'sts.amazonaws.com'],
  ['app.terraform.io', 'aws.workload.identity'],
  ['gitlab.com', 'https://gitlab.com'],
]);

/** The audience that tokens of the issuer usually carry for AWS; undefined where it is a matter of setting up. */
export function usualAudience(issuer: string): string | undefined {
  return isGithubIssuer(issuer) || isEksIssuer(issuer) ? 'sts.amazonaws.com' : AUDIENCES.get(issuer);
}

/** Claims that hold the audience: Facebook and Amazon call it `app_id`, Google has three (IAM User Guide, web identity keys). */
export const AUDIENCE_CLAIMS: ReadonlySet<string> = new Set(['aud', 'app_id', 'azp', 'client_id', 'oaud']);

/**
 * Sign-in endpoints that take SAML assertions, by partition: AWS General Reference, "AWS Sign-In endpoints", and IAM User Guide,
 * "Configure your SAML 2.0 IdP": with a Region before the host, and `/acs/ID` behind the path for encrypted assertions.
 */
const SAML_HOSTS: ReadonlyMap<string, string> = new Map([
  ['aws', 'signin.aws.amazon.com'],
  ['aws-cn', 'signin.amazonaws.cn'],
  ['aws-us-gov', 'signin.amazonaws-us-gov.com'],
]);

/** `https://signin.aws.amazon.com/saml`; undefined for a partition whose endpoints are not public. */
export function samlEndpoint(partition: string): string | undefined {
  const host = SAML_HOSTS.get(partition);
  return host === undefined ? undefined : `https://${host}/saml`;
}

/** All sign-in endpoints of the partitions that are known, as patterns of the policy language. */
export const samlEndpointPatterns: readonly string[] = [...SAML_HOSTS.values()].flatMap((host) =>
  [`https://${host}/saml`, `https://*.${host}/saml`].flatMap((url) => [url, `${url}/acs/*`]),
);
