/**
 * Service principals that call resources on behalf of whoever set them up, and say for whom in `aws:SourceArn` and
 * `aws:SourceAccount` (the guides of the services, "Cross-service confused deputy prevention"). State of 2026-11-25. The list
 * is short on purpose: of a service that is not on it nothing is said.
 */

function names(text: string): ReadonlySet<string> {
  return new Set(text.split(' ').map((name) => `${name}.amazonaws.com`));
}

/** In policies of buckets, topics, queues, keys and the like. */
const IN_RESOURCE_POLICIES = names(
  'apigateway budgets cloudfront cloudtrail cloudwatch codebuild codestar-notifications config costalerts delivery.logs ' +
    'events guardduty inspector2 iot logdelivery.elasticloadbalancing logs s3 scheduler ses sns',
);

/** In trust policies: of services whose guides ask for the keys there. EC2, Lambda and others take roles of their own account only. */
const IN_TRUST_POLICIES = names('bedrock datasync pipes scheduler transfer vpc-flow-logs');

/** `service`: without Region, lower case. */
export function callsForCustomers(service: string, isTrustPolicy: boolean): boolean {
  return (isTrustPolicy ? IN_TRUST_POLICIES : IN_RESOURCE_POLICIES).has(service);
}
