// Made by "npm run generate" from the rule files. Do not edit.
import actionApiName from './actions/action-api-name';
import actionArraySingle from './actions/action-array-single';
import actionCase from './actions/action-case';
import actionDependentMissing from './actions/action-dependent-missing';
import actionDeprecated from './actions/action-deprecated';
import actionDuplicateAcrossAllow from './actions/action-duplicate-across-allow';
import actionEmptyArray from './actions/action-empty-array';
import actionFormat from './actions/action-format';
import actionGhostWithDeny from './actions/action-ghost-with-deny';
import actionNotSupportedInKind from './actions/action-not-supported-in-kind';
import actionNotactionAllow from './actions/action-notaction-allow';
import actionPermissionOnlyHint from './actions/action-permission-only-hint';
import actionRedundant from './actions/action-redundant';
import actionServiceStarAllow from './actions/action-service-star-allow';
import actionServiceUnknown from './actions/action-service-unknown';
import actionServiceWildcard from './actions/action-service-wildcard';
import actionStarAllow from './actions/action-star-allow';
import actionUnknown from './actions/action-unknown';
import actionWildcardNoMatch from './actions/action-wildcard-no-match';
import denyNotactionUnconditional from './actions/deny-notaction-unconditional';
import conditionActionMissingForKey from './conditions/condition-action-missing-for-key';
import conditionAlwaysMatch from './conditions/condition-always-match';
import conditionArnStringLike from './conditions/condition-arn-string-like';
import conditionArnWithString from './conditions/condition-arn-with-string';
import conditionAudForanyvalue from './conditions/condition-aud-foranyvalue';
import conditionAudQualifier from './conditions/condition-aud-qualifier';
import conditionBoolMultiple from './conditions/condition-bool-multiple';
import conditionContradiction from './conditions/condition-contradiction';
import conditionDynamodbAttributesSelect from './conditions/condition-dynamodb-attributes-select';
import conditionEmptyArray from './conditions/condition-empty-array';
import conditionEmptyArrayForall from './conditions/condition-empty-array-forall';
import conditionEmptyArrayForany from './conditions/condition-empty-array-forany';
import conditionEmptyArrayIfexists from './conditions/condition-empty-array-ifexists';
import conditionEmptyObject from './conditions/condition-empty-object';
import conditionEquivalentNullFalse from './conditions/condition-equivalent-null-false';
import conditionEquivalentNullTrue from './conditions/condition-equivalent-null-true';
import conditionForallvaluesNoNull from './conditions/condition-forallvalues-no-null';
import conditionForallvaluesSingle from './conditions/condition-forallvalues-single';
import conditionForanyvalueDenyAbsent from './conditions/condition-foranyvalue-deny-absent';
import conditionForanyvalueSingle from './conditions/condition-foranyvalue-single';
import conditionIfexistsAllow from './conditions/condition-ifexists-allow';
import conditionIfexistsAlwaysPresent from './conditions/condition-ifexists-always-present';
import conditionIpHostBits from './conditions/condition-ip-host-bits';
import conditionIpPrivateOnly from './conditions/condition-ip-private-only';
import conditionIpPrivateSome from './conditions/condition-ip-private-some';
import conditionKeyCase from './conditions/condition-key-case';
import conditionKeyDeprecatedArn from './conditions/condition-key-deprecated-arn';
import conditionKeyDuplicateCase from './conditions/condition-key-duplicate-case';
import conditionKeyFormat from './conditions/condition-key-format';
import conditionKeyIrrelevant from './conditions/condition-key-irrelevant';
import conditionKeyNotForAction from './conditions/condition-key-not-for-action';
import conditionKeySupportedServices from './conditions/condition-key-supported-services';
import conditionKeyUnknownGlobal from './conditions/condition-key-unknown-global';
import conditionKeyUnknownPrefix from './conditions/condition-key-unknown-prefix';
import conditionKeyUnknownService from './conditions/condition-key-unknown-service';
import conditionLikeWithoutWildcard from './conditions/condition-like-without-wildcard';
import conditionMfaAllowIfexists from './conditions/condition-mfa-allow-ifexists';
import conditionMfaBoolDeny from './conditions/condition-mfa-bool-deny';
import conditionMfaNullFalse from './conditions/condition-mfa-null-false';
import conditionMissingQualifier from './conditions/condition-missing-qualifier';
import conditionMissingTagKey from './conditions/condition-missing-tag-key';
import conditionMultivalueNegated from './conditions/condition-multivalue-negated';
import conditionNegatedIfexists from './conditions/condition-negated-ifexists';
import conditionNegatedMulti from './conditions/condition-negated-multi';
import conditionNeverMatch from './conditions/condition-never-match';
import conditionNotipPrivateOnly from './conditions/condition-notip-private-only';
import conditionNotipPrivateSome from './conditions/condition-notip-private-some';
import conditionNullIfexists from './conditions/condition-null-ifexists';
import conditionNullQualifier from './conditions/condition-null-qualifier';
import conditionOperatorCase from './conditions/condition-operator-case';
import conditionOperatorSetPrefix from './conditions/condition-operator-set-prefix';
import conditionOperatorUnknown from './conditions/condition-operator-unknown';
import conditionPairedKeys from './conditions/condition-paired-keys';
import conditionPrincipalarnAssumedRole from './conditions/condition-principalarn-assumed-role';
import conditionS3PrefixNegative from './conditions/condition-s3-prefix-negative';
import conditionSecuretransportAllow from './conditions/condition-securetransport-allow';
import conditionSourceKeyInIdentity from './conditions/condition-source-key-in-identity';
import conditionSourceipViaService from './conditions/condition-sourceip-via-service';
import conditionSourceipWithVpce from './conditions/condition-sourceip-with-vpce';
import conditionSseNullPair from './conditions/condition-sse-null-pair';
import conditionTagAllowIfexists from './conditions/condition-tag-allow-ifexists';
import conditionTagAllowNegated from './conditions/condition-tag-allow-negated';
import conditionTagAllowNotaction from './conditions/condition-tag-allow-notaction';
import conditionTagAllowUnsupported from './conditions/condition-tag-allow-unsupported';
import conditionTagDenyIfexists from './conditions/condition-tag-deny-ifexists';
import conditionTagDenyNotaction from './conditions/condition-tag-deny-notaction';
import conditionTagDenyUnsupported from './conditions/condition-tag-deny-unsupported';
import conditionTagLimits from './conditions/condition-tag-limits';
import conditionTypeMismatch from './conditions/condition-type-mismatch';
import conditionUntrustworthyKey from './conditions/condition-untrustworthy-key';
import conditionUseridFormat from './conditions/condition-userid-format';
import conditionValueAccount from './conditions/condition-value-account';
import conditionValueArn from './conditions/condition-value-arn';
import conditionValueBase64 from './conditions/condition-value-base64';
import conditionValueBool from './conditions/condition-value-bool';
import conditionValueDate from './conditions/condition-value-date';
import conditionValueDateEpoch from './conditions/condition-value-date-epoch';
import conditionValueIp from './conditions/condition-value-ip';
import conditionValueJsonType from './conditions/condition-value-json-type';
import conditionValueKmsKey from './conditions/condition-value-kms-key';
import conditionValueNull from './conditions/condition-value-null';
import conditionValueNumber from './conditions/condition-value-number';
import conditionValueNumberAccount from './conditions/condition-value-number-account';
import conditionValueOrg from './conditions/condition-value-org';
import conditionValueRedundant from './conditions/condition-value-redundant';
import conditionValueRedundantNumber from './conditions/condition-value-redundant-number';
import conditionValueRegion from './conditions/condition-value-region';
import conditionValueServicePrincipal from './conditions/condition-value-service-principal';
import conditionValueServiceUnknown from './conditions/condition-value-service-unknown';
import conditionValueVpc from './conditions/condition-value-vpc';
import conditionValueVpce from './conditions/condition-value-vpce';
import conditionWildcardNoLike from './conditions/condition-wildcard-no-like';
import conditionWildcardTooPermissive from './conditions/condition-wildcard-too-permissive';
import denyExemptsEveryone from './conditions/deny-exempts-everyone';
import actionMissing from './document/action-missing';
import documentCharacterSet from './document/document-character-set';
import documentNotObject from './document/document-not-object';
import effectInvalid from './document/effect-invalid';
import effectMissing from './document/effect-missing';
import elementCase from './document/element-case';
import elementCombination from './document/element-combination';
import elementDataType from './document/element-data-type';
import elementMisplaced from './document/element-misplaced';
import elementUnknown from './document/element-unknown';
import jsonDuplicateKey from './document/json-duplicate-key';
import jsonSyntax from './document/json-syntax';
import policyIdType from './document/policy-id-type';
import resourceMissing from './document/resource-missing';
import resourceMissingInResourcePolicy from './document/resource-missing-in-resource-policy';
import statementMissing from './document/statement-missing';
import statementSingleObject from './document/statement-single-object';
import versionInvalid from './document/version-invalid';
import versionMissing from './document/version-missing';
import versionOld from './document/version-old';
import passroleNoPassedtoservice from './passrole-slr/passrole-no-passedtoservice';
import passroleNotARole from './passrole-slr/passrole-not-a-role';
import passroleNotactionNotresource from './passrole-slr/passrole-notaction-notresource';
import passroleNotresource from './passrole-slr/passrole-notresource';
import passrolePassedtoserviceStar from './passrole-slr/passrole-passedtoservice-star';
import passroleStarActionNotresource from './passrole-slr/passrole-star-action-notresource';
import passroleStarActionResource from './passrole-slr/passrole-star-action-resource';
import passroleStarResource from './passrole-slr/passrole-star-resource';
import passroleStarResourceNotaction from './passrole-slr/passrole-star-resource-notaction';
import passroleTagCondition from './passrole-slr/passrole-tag-condition';
import slrEdit from './passrole-slr/slr-edit';
import slrNotactionNotresource from './passrole-slr/slr-notaction-notresource';
import slrNotresource from './passrole-slr/slr-notresource';
import slrServiceMismatch from './passrole-slr/slr-service-mismatch';
import slrStarActionNotresource from './passrole-slr/slr-star-action-notresource';
import slrStarActionResource from './passrole-slr/slr-star-action-resource';
import slrStarResource from './passrole-slr/slr-star-resource';
import slrStarResourceNotaction from './passrole-slr/slr-star-resource-notaction';
import notprincipalAllow from './principals/notprincipal-allow';
import notprincipalDeny from './principals/notprincipal-deny';
import principalAccountInvalid from './principals/principal-account-invalid';
import principalAccountNumber from './principals/principal-account-number';
import principalCanonicalUser from './principals/principal-canonical-user';
import principalEmptyArray from './principals/principal-empty-array';
import principalEmptyObject from './principals/principal-empty-object';
import principalFederatedFormat from './principals/principal-federated-format';
import principalFederatedInResourcePolicy from './principals/principal-federated-in-resource-policy';
import principalFormat from './principals/principal-format';
import principalGroup from './principals/principal-group';
import principalIamUser from './principals/principal-iam-user';
import principalInScp from './principals/principal-in-scp';
import principalKeyUnknown from './principals/principal-key-unknown';
import principalMissing from './principals/principal-missing';
import principalNotAllowed from './principals/principal-not-allowed';
import principalOrphanRoleId from './principals/principal-orphan-role-id';
import principalOrphanUserId from './principals/principal-orphan-user-id';
import principalOtherUniqueId from './principals/principal-other-unique-id';
import principalPolicyArn from './principals/principal-policy-arn';
import principalRedundant from './principals/principal-redundant';
import principalRedundantSession from './principals/principal-redundant-session';
import principalRootMeansAccount from './principals/principal-root-means-account';
import principalServiceUnderAws from './principals/principal-service-under-aws';
import principalServiceUnknown from './principals/principal-service-unknown';
import principalStsIamMixup from './principals/principal-sts-iam-mixup';
import principalValueFormat from './principals/principal-value-format';
import principalWildcard from './principals/principal-wildcard';
import adminInDisguise from './privilege/admin-in-disguise';
import credentialsExposure from './privilege/credentials-exposure';
import dataExfiltration from './privilege/data-exfiltration';
import denyBypassTagging from './privilege/deny-bypass-tagging';
import infrastructureModification from './privilege/infrastructure-modification';
import permissionsManagement from './privilege/permissions-management';
import privescAssumeroleStar from './privilege/privesc-assumerole-star';
import privescIamSelf from './privilege/privesc-iam-self';
import privescPassroleCombo from './privilege/privesc-passrole-combo';
import privescUpdateCompute from './privilege/privesc-update-compute';
import sensitiveAccess from './privilege/sensitive-access';
import settingRequiredCondition from './privilege/setting-required-condition';
import actionShadowedByDeny from './redundancy/action-shadowed-by-deny';
import conditionBlockSplit from './redundancy/condition-block-split';
import denyRedundantImplicit from './redundancy/deny-redundant-implicit';
import denyWithoutAllow from './redundancy/deny-without-allow';
import statementCoveredAllow from './redundancy/statement-covered-allow';
import statementMergeable from './redundancy/statement-mergeable';
import statementRedundant from './redundancy/statement-redundant';
import statementShadowedByDeny from './redundancy/statement-shadowed-by-deny';
import bucketLockout from './resource-policy/bucket-lockout';
import confusedDeputy from './resource-policy/confused-deputy';
import confusedDeputyS3Arn from './resource-policy/confused-deputy-s3-arn';
import confusedDeputyWildcard from './resource-policy/confused-deputy-wildcard';
import crossAccountUnknown from './resource-policy/cross-account-unknown';
import ecrResourceNotAllowed from './resource-policy/ecr-resource-not-allowed';
import kmsKeyLockout from './resource-policy/kms-key-lockout';
import kmsKeyPolicyConditionNotPermitted from './resource-policy/kms-key-policy-condition-not-permitted';
import kmsKeyPolicyResource from './resource-policy/kms-key-policy-resource';
import lambdaPermissionSource from './resource-policy/lambda-permission-source';
import publicAccess from './resource-policy/public-access';
import publicConditionIneffective from './resource-policy/public-condition-ineffective';
import resourcePolicyEscalation from './resource-policy/resource-policy-escalation';
import servicePrincipalRecommendedKey from './resource-policy/service-principal-recommended-key';
import servicePrincipalUnsupportedKey from './resource-policy/service-principal-unsupported-key';
import settingBlockedPrincipal from './resource-policy/setting-blocked-principal';
import sqsSingleResource from './resource-policy/sqs-single-resource';
import vpceFullAccess from './resource-policy/vpce-full-access';
import vpcePrincipalArn from './resource-policy/vpce-principal-arn';
import actionNeedsStarResource from './resources/action-needs-star-resource';
import arnAccountInvalid from './resources/arn-account-invalid';
import arnAccountLeadingZeroLost from './resources/arn-account-leading-zero-lost';
import arnAccountMissing from './resources/arn-account-missing';
import arnAccountNotAllowed from './resources/arn-account-not-allowed';
import arnFieldCount from './resources/arn-field-count';
import arnLogGroupSuffix from './resources/arn-log-group-suffix';
import arnPartitionMismatch from './resources/arn-partition-mismatch';
import arnPartitionUnknown from './resources/arn-partition-unknown';
import arnPrefix from './resources/arn-prefix';
import arnRegionInvalid from './resources/arn-region-invalid';
import arnRegionMissing from './resources/arn-region-missing';
import arnRegionNotAllowed from './resources/arn-region-not-allowed';
import arnResourceFormat from './resources/arn-resource-format';
import arnSecretSuffix from './resources/arn-secret-suffix';
import arnServiceCase from './resources/arn-service-case';
import arnServiceUnknown from './resources/arn-service-unknown';
import arnServiceWildcard from './resources/arn-service-wildcard';
import arnSpaceOrControl from './resources/arn-space-or-control';
import arnSsmParameterSlash from './resources/arn-ssm-parameter-slash';
import denyExcludesEverything from './resources/deny-excludes-everything';
import identityPolicySize from './resources/identity-policy-size';
import rcpSize from './resources/rcp-size';
import resourceActionMismatch from './resources/resource-action-mismatch';
import resourceDynamodbIndex from './resources/resource-dynamodb-index';
import resourceEffectivelyStar from './resources/resource-effectively-star';
import resourceEmptyArray from './resources/resource-empty-array';
import resourceKmsAlias from './resources/resource-kms-alias';
import resourceLambdaQualifier from './resources/resource-lambda-qualifier';
import resourceMixedGranularity from './resources/resource-mixed-granularity';
import resourceNotSupportedInKind from './resources/resource-not-supported-in-kind';
import resourceNotresourceAllow from './resources/resource-notresource-allow';
import resourcePolicySize from './resources/resource-policy-size';
import resourceRedundant from './resources/resource-redundant';
import resourceRequiredTypeMissing from './resources/resource-required-type-missing';
import resourceStarUnneeded from './resources/resource-star-unneeded';
import resourceUnusedByActions from './resources/resource-unused-by-actions';
import resourceWildcardTrailingPrefix from './resources/resource-wildcard-trailing-prefix';
import scpSize from './resources/scp-size';
import sessionPolicySize from './resources/session-policy-size';
import trustPolicySize from './resources/trust-policy-size';
import type { ListedRule } from './rule';
import boundaryNoAllow from './scp-rcp/boundary-no-allow';
import rcpActionService from './scp-rcp/rcp-action-service';
import rcpAllow from './scp-rcp/rcp-allow';
import rcpDenyUnconditional from './scp-rcp/rcp-deny-unconditional';
import rcpMissingPrincipalIsService from './scp-rcp/rcp-missing-principal-is-service';
import rcpMissingServicePrincipalKey from './scp-rcp/rcp-missing-service-principal-key';
import rcpMissingSourceNull from './scp-rcp/rcp-missing-source-null';
import rcpNotaction from './scp-rcp/rcp-notaction';
import rcpPrincipal from './scp-rcp/rcp-principal';
import scpActionWildcard from './scp-rcp/scp-action-wildcard';
import scpAllowCondition from './scp-rcp/scp-allow-condition';
import scpAllowNotaction from './scp-rcp/scp-allow-notaction';
import scpAllowResource from './scp-rcp/scp-allow-resource';
import scpDenyStar from './scp-rcp/scp-deny-star';
import scpNotresource from './scp-rcp/scp-notresource';
import scpRegionDenyGlobal from './scp-rcp/scp-region-deny-global';
import sidCharset from './sid/sid-charset';
import sidDuplicate from './sid/sid-duplicate';
import sidDuplicateResource from './sid/sid-duplicate-resource';
import sidEmpty from './sid/sid-empty';
import trustAction from './trust/trust-action';
import trustComputeServiceNote from './trust/trust-compute-service-note';
import trustEc2InstanceProfile from './trust/trust-ec2-instance-profile';
import trustEksPodIdentity from './trust/trust-eks-pod-identity';
import trustExternalId from './trust/trust-external-id';
import trustExternalIdFormat from './trust/trust-external-id-format';
import trustExternalIdOperator from './trust/trust-external-id-operator';
import trustGithubMissingSub from './trust/trust-github-missing-sub';
import trustGithubSubFormat from './trust/trust-github-sub-format';
import trustGithubWildcardSub from './trust/trust-github-wildcard-sub';
import trustMismatchedAction from './trust/trust-mismatched-action';
import trustNotprincipal from './trust/trust-notprincipal';
import trustOidcKeyMismatch from './trust/trust-oidc-key-mismatch';
import trustOidcNoAud from './trust/trust-oidc-no-aud';
import trustOidcNoCondition from './trust/trust-oidc-no-condition';
import trustOidcNoSub from './trust/trust-oidc-no-sub';
import trustResource from './trust/trust-resource';
import trustRolesanywhereActions from './trust/trust-rolesanywhere-actions';
import trustSamlAudValue from './trust/trust-saml-aud-value';
import trustSamlNoAud from './trust/trust-saml-no-aud';
import trustSelf from './trust/trust-self';
import trustTagSessionMissing from './trust/trust-tag-session-missing';
import trustWildcardPrincipal from './trust/trust-wildcard-principal';
import variableDefaultWithResourceStar from './variables/variable-default-with-resource-star';
import variableEmpty from './variables/variable-empty';
import variableLiteralStar from './variables/variable-literal-star';
import variableMissingBrace from './variables/variable-missing-brace';
import variableMissingQuote from './variables/variable-missing-quote';
import variableNotSingleValued from './variables/variable-not-single-valued';
import variableOldVersion from './variables/variable-old-version';
import variableOperator from './variables/variable-operator';
import variableSpace from './variables/variable-space';
import variableSymbol from './variables/variable-symbol';
import variableTooPermissive from './variables/variable-too-permissive';
import variableUnknown from './variables/variable-unknown';
import variableUnsupportedElement from './variables/variable-unsupported-element';
import variableUsernameInRoleContext from './variables/variable-username-in-role-context';

/** Every rule, with the family that its folder names. */
export const rules: readonly ListedRule[] = [
  { ...actionApiName, family: 'actions' },
  { ...actionArraySingle, family: 'actions' },
  { ...actionCase, family: 'actions' },
  { ...actionDependentMissing, family: 'actions' },
  { ...actionDeprecated, family: 'actions' },
  { ...actionDuplicateAcrossAllow, family: 'actions' },
  { ...actionEmptyArray, family: 'actions' },
  { ...actionFormat, family: 'actions' },
  { ...actionGhostWithDeny, family: 'actions' },
  { ...actionNotSupportedInKind, family: 'actions' },
  { ...actionNotactionAllow, family: 'actions' },
  { ...actionPermissionOnlyHint, family: 'actions' },
  { ...actionRedundant, family: 'actions' },
  { ...actionServiceStarAllow, family: 'actions' },
  { ...actionServiceUnknown, family: 'actions' },
  { ...actionServiceWildcard, family: 'actions' },
  { ...actionStarAllow, family: 'actions' },
  { ...actionUnknown, family: 'actions' },
  { ...actionWildcardNoMatch, family: 'actions' },
  { ...denyNotactionUnconditional, family: 'actions' },
  { ...conditionActionMissingForKey, family: 'conditions' },
  { ...conditionAlwaysMatch, family: 'conditions' },
  { ...conditionArnStringLike, family: 'conditions' },
  { ...conditionArnWithString, family: 'conditions' },
  { ...conditionAudForanyvalue, family: 'conditions' },
  { ...conditionAudQualifier, family: 'conditions' },
  { ...conditionBoolMultiple, family: 'conditions' },
  { ...conditionContradiction, family: 'conditions' },
  { ...conditionDynamodbAttributesSelect, family: 'conditions' },
  { ...conditionEmptyArrayForall, family: 'conditions' },
  { ...conditionEmptyArrayForany, family: 'conditions' },
  { ...conditionEmptyArrayIfexists, family: 'conditions' },
  { ...conditionEmptyArray, family: 'conditions' },
  { ...conditionEmptyObject, family: 'conditions' },
  { ...conditionEquivalentNullFalse, family: 'conditions' },
  { ...conditionEquivalentNullTrue, family: 'conditions' },
  { ...conditionForallvaluesNoNull, family: 'conditions' },
  { ...conditionForallvaluesSingle, family: 'conditions' },
  { ...conditionForanyvalueDenyAbsent, family: 'conditions' },
  { ...conditionForanyvalueSingle, family: 'conditions' },
  { ...conditionIfexistsAllow, family: 'conditions' },
  { ...conditionIfexistsAlwaysPresent, family: 'conditions' },
  { ...conditionIpHostBits, family: 'conditions' },
  { ...conditionIpPrivateOnly, family: 'conditions' },
  { ...conditionIpPrivateSome, family: 'conditions' },
  { ...conditionKeyCase, family: 'conditions' },
  { ...conditionKeyDeprecatedArn, family: 'conditions' },
  { ...conditionKeyDuplicateCase, family: 'conditions' },
  { ...conditionKeyFormat, family: 'conditions' },
  { ...conditionKeyIrrelevant, family: 'conditions' },
  { ...conditionKeyNotForAction, family: 'conditions' },
  { ...conditionKeySupportedServices, family: 'conditions' },
  { ...conditionKeyUnknownGlobal, family: 'conditions' },
  { ...conditionKeyUnknownPrefix, family: 'conditions' },
  { ...conditionKeyUnknownService, family: 'conditions' },
  { ...conditionLikeWithoutWildcard, family: 'conditions' },
  { ...conditionMfaAllowIfexists, family: 'conditions' },
  { ...conditionMfaBoolDeny, family: 'conditions' },
  { ...conditionMfaNullFalse, family: 'conditions' },
  { ...conditionMissingQualifier, family: 'conditions' },
  { ...conditionMissingTagKey, family: 'conditions' },
  { ...conditionMultivalueNegated, family: 'conditions' },
  { ...conditionNegatedIfexists, family: 'conditions' },
  { ...conditionNegatedMulti, family: 'conditions' },
  { ...conditionNeverMatch, family: 'conditions' },
  { ...conditionNotipPrivateOnly, family: 'conditions' },
  { ...conditionNotipPrivateSome, family: 'conditions' },
  { ...conditionNullIfexists, family: 'conditions' },
  { ...conditionNullQualifier, family: 'conditions' },
  { ...conditionOperatorCase, family: 'conditions' },
  { ...conditionOperatorSetPrefix, family: 'conditions' },
  { ...conditionOperatorUnknown, family: 'conditions' },
  { ...conditionPairedKeys, family: 'conditions' },
  { ...conditionPrincipalarnAssumedRole, family: 'conditions' },
  { ...conditionS3PrefixNegative, family: 'conditions' },
  { ...conditionSecuretransportAllow, family: 'conditions' },
  { ...conditionSourceKeyInIdentity, family: 'conditions' },
  { ...conditionSourceipViaService, family: 'conditions' },
  { ...conditionSourceipWithVpce, family: 'conditions' },
  { ...conditionSseNullPair, family: 'conditions' },
  { ...conditionTagAllowIfexists, family: 'conditions' },
  { ...conditionTagAllowNegated, family: 'conditions' },
  { ...conditionTagAllowNotaction, family: 'conditions' },
  { ...conditionTagAllowUnsupported, family: 'conditions' },
  { ...conditionTagDenyIfexists, family: 'conditions' },
  { ...conditionTagDenyNotaction, family: 'conditions' },
  { ...conditionTagDenyUnsupported, family: 'conditions' },
  { ...conditionTagLimits, family: 'conditions' },
  { ...conditionTypeMismatch, family: 'conditions' },
  { ...conditionUntrustworthyKey, family: 'conditions' },
  { ...conditionUseridFormat, family: 'conditions' },
  { ...conditionValueAccount, family: 'conditions' },
  { ...conditionValueArn, family: 'conditions' },
  { ...conditionValueBase64, family: 'conditions' },
  { ...conditionValueBool, family: 'conditions' },
  { ...conditionValueDateEpoch, family: 'conditions' },
  { ...conditionValueDate, family: 'conditions' },
  { ...conditionValueIp, family: 'conditions' },
  { ...conditionValueJsonType, family: 'conditions' },
  { ...conditionValueKmsKey, family: 'conditions' },
  { ...conditionValueNull, family: 'conditions' },
  { ...conditionValueNumberAccount, family: 'conditions' },
  { ...conditionValueNumber, family: 'conditions' },
  { ...conditionValueOrg, family: 'conditions' },
  { ...conditionValueRedundantNumber, family: 'conditions' },
  { ...conditionValueRedundant, family: 'conditions' },
  { ...conditionValueRegion, family: 'conditions' },
  { ...conditionValueServicePrincipal, family: 'conditions' },
  { ...conditionValueServiceUnknown, family: 'conditions' },
  { ...conditionValueVpc, family: 'conditions' },
  { ...conditionValueVpce, family: 'conditions' },
  { ...conditionWildcardNoLike, family: 'conditions' },
  { ...conditionWildcardTooPermissive, family: 'conditions' },
  { ...denyExemptsEveryone, family: 'conditions' },
  { ...actionMissing, family: 'document' },
  { ...documentCharacterSet, family: 'document' },
  { ...documentNotObject, family: 'document' },
  { ...effectInvalid, family: 'document' },
  { ...effectMissing, family: 'document' },
  { ...elementCase, family: 'document' },
  { ...elementCombination, family: 'document' },
  { ...elementDataType, family: 'document' },
  { ...elementMisplaced, family: 'document' },
  { ...elementUnknown, family: 'document' },
  { ...jsonDuplicateKey, family: 'document' },
  { ...jsonSyntax, family: 'document' },
  { ...policyIdType, family: 'document' },
  { ...resourceMissingInResourcePolicy, family: 'document' },
  { ...resourceMissing, family: 'document' },
  { ...statementMissing, family: 'document' },
  { ...statementSingleObject, family: 'document' },
  { ...versionInvalid, family: 'document' },
  { ...versionMissing, family: 'document' },
  { ...versionOld, family: 'document' },
  { ...passroleNoPassedtoservice, family: 'passrole-slr' },
  { ...passroleNotARole, family: 'passrole-slr' },
  { ...passroleNotactionNotresource, family: 'passrole-slr' },
  { ...passroleNotresource, family: 'passrole-slr' },
  { ...passrolePassedtoserviceStar, family: 'passrole-slr' },
  { ...passroleStarActionNotresource, family: 'passrole-slr' },
  { ...passroleStarActionResource, family: 'passrole-slr' },
  { ...passroleStarResourceNotaction, family: 'passrole-slr' },
  { ...passroleStarResource, family: 'passrole-slr' },
  { ...passroleTagCondition, family: 'passrole-slr' },
  { ...slrEdit, family: 'passrole-slr' },
  { ...slrNotactionNotresource, family: 'passrole-slr' },
  { ...slrNotresource, family: 'passrole-slr' },
  { ...slrServiceMismatch, family: 'passrole-slr' },
  { ...slrStarActionNotresource, family: 'passrole-slr' },
  { ...slrStarActionResource, family: 'passrole-slr' },
  { ...slrStarResourceNotaction, family: 'passrole-slr' },
  { ...slrStarResource, family: 'passrole-slr' },
  { ...notprincipalAllow, family: 'principals' },
  { ...notprincipalDeny, family: 'principals' },
  { ...principalAccountInvalid, family: 'principals' },
  { ...principalAccountNumber, family: 'principals' },
  { ...principalCanonicalUser, family: 'principals' },
  { ...principalEmptyArray, family: 'principals' },
  { ...principalEmptyObject, family: 'principals' },
  { ...principalFederatedFormat, family: 'principals' },
  { ...principalFederatedInResourcePolicy, family: 'principals' },
  { ...principalFormat, family: 'principals' },
  { ...principalGroup, family: 'principals' },
  { ...principalIamUser, family: 'principals' },
  { ...principalInScp, family: 'principals' },
  { ...principalKeyUnknown, family: 'principals' },
  { ...principalMissing, family: 'principals' },
  { ...principalNotAllowed, family: 'principals' },
  { ...principalOrphanRoleId, family: 'principals' },
  { ...principalOrphanUserId, family: 'principals' },
  { ...principalOtherUniqueId, family: 'principals' },
  { ...principalPolicyArn, family: 'principals' },
  { ...principalRedundantSession, family: 'principals' },
  { ...principalRedundant, family: 'principals' },
  { ...principalRootMeansAccount, family: 'principals' },
  { ...principalServiceUnderAws, family: 'principals' },
  { ...principalServiceUnknown, family: 'principals' },
  { ...principalStsIamMixup, family: 'principals' },
  { ...principalValueFormat, family: 'principals' },
  { ...principalWildcard, family: 'principals' },
  { ...adminInDisguise, family: 'privilege' },
  { ...credentialsExposure, family: 'privilege' },
  { ...dataExfiltration, family: 'privilege' },
  { ...denyBypassTagging, family: 'privilege' },
  { ...infrastructureModification, family: 'privilege' },
  { ...permissionsManagement, family: 'privilege' },
  { ...privescAssumeroleStar, family: 'privilege' },
  { ...privescIamSelf, family: 'privilege' },
  { ...privescPassroleCombo, family: 'privilege' },
  { ...privescUpdateCompute, family: 'privilege' },
  { ...sensitiveAccess, family: 'privilege' },
  { ...settingRequiredCondition, family: 'privilege' },
  { ...actionShadowedByDeny, family: 'redundancy' },
  { ...conditionBlockSplit, family: 'redundancy' },
  { ...denyRedundantImplicit, family: 'redundancy' },
  { ...denyWithoutAllow, family: 'redundancy' },
  { ...statementCoveredAllow, family: 'redundancy' },
  { ...statementMergeable, family: 'redundancy' },
  { ...statementRedundant, family: 'redundancy' },
  { ...statementShadowedByDeny, family: 'redundancy' },
  { ...bucketLockout, family: 'resource-policy' },
  { ...confusedDeputyS3Arn, family: 'resource-policy' },
  { ...confusedDeputyWildcard, family: 'resource-policy' },
  { ...confusedDeputy, family: 'resource-policy' },
  { ...crossAccountUnknown, family: 'resource-policy' },
  { ...ecrResourceNotAllowed, family: 'resource-policy' },
  { ...kmsKeyLockout, family: 'resource-policy' },
  { ...kmsKeyPolicyConditionNotPermitted, family: 'resource-policy' },
  { ...kmsKeyPolicyResource, family: 'resource-policy' },
  { ...lambdaPermissionSource, family: 'resource-policy' },
  { ...publicAccess, family: 'resource-policy' },
  { ...publicConditionIneffective, family: 'resource-policy' },
  { ...resourcePolicyEscalation, family: 'resource-policy' },
  { ...servicePrincipalRecommendedKey, family: 'resource-policy' },
  { ...servicePrincipalUnsupportedKey, family: 'resource-policy' },
  { ...settingBlockedPrincipal, family: 'resource-policy' },
  { ...sqsSingleResource, family: 'resource-policy' },
  { ...vpceFullAccess, family: 'resource-policy' },
  { ...vpcePrincipalArn, family: 'resource-policy' },
  { ...actionNeedsStarResource, family: 'resources' },
  { ...arnAccountInvalid, family: 'resources' },
  { ...arnAccountLeadingZeroLost, family: 'resources' },
  { ...arnAccountMissing, family: 'resources' },
  { ...arnAccountNotAllowed, family: 'resources' },
  { ...arnFieldCount, family: 'resources' },
  { ...arnLogGroupSuffix, family: 'resources' },
  { ...arnPartitionMismatch, family: 'resources' },
  { ...arnPartitionUnknown, family: 'resources' },
  { ...arnPrefix, family: 'resources' },
  { ...arnRegionInvalid, family: 'resources' },
  { ...arnRegionMissing, family: 'resources' },
  { ...arnRegionNotAllowed, family: 'resources' },
  { ...arnResourceFormat, family: 'resources' },
  { ...arnSecretSuffix, family: 'resources' },
  { ...arnServiceCase, family: 'resources' },
  { ...arnServiceUnknown, family: 'resources' },
  { ...arnServiceWildcard, family: 'resources' },
  { ...arnSpaceOrControl, family: 'resources' },
  { ...arnSsmParameterSlash, family: 'resources' },
  { ...denyExcludesEverything, family: 'resources' },
  { ...identityPolicySize, family: 'resources' },
  { ...rcpSize, family: 'resources' },
  { ...resourceActionMismatch, family: 'resources' },
  { ...resourceDynamodbIndex, family: 'resources' },
  { ...resourceEffectivelyStar, family: 'resources' },
  { ...resourceEmptyArray, family: 'resources' },
  { ...resourceKmsAlias, family: 'resources' },
  { ...resourceLambdaQualifier, family: 'resources' },
  { ...resourceMixedGranularity, family: 'resources' },
  { ...resourceNotSupportedInKind, family: 'resources' },
  { ...resourceNotresourceAllow, family: 'resources' },
  { ...resourcePolicySize, family: 'resources' },
  { ...resourceRedundant, family: 'resources' },
  { ...resourceRequiredTypeMissing, family: 'resources' },
  { ...resourceStarUnneeded, family: 'resources' },
  { ...resourceUnusedByActions, family: 'resources' },
  { ...resourceWildcardTrailingPrefix, family: 'resources' },
  { ...scpSize, family: 'resources' },
  { ...sessionPolicySize, family: 'resources' },
  { ...trustPolicySize, family: 'resources' },
  { ...boundaryNoAllow, family: 'scp-rcp' },
  { ...rcpActionService, family: 'scp-rcp' },
  { ...rcpAllow, family: 'scp-rcp' },
  { ...rcpDenyUnconditional, family: 'scp-rcp' },
  { ...rcpMissingPrincipalIsService, family: 'scp-rcp' },
  { ...rcpMissingServicePrincipalKey, family: 'scp-rcp' },
  { ...rcpMissingSourceNull, family: 'scp-rcp' },
  { ...rcpNotaction, family: 'scp-rcp' },
  { ...rcpPrincipal, family: 'scp-rcp' },
  { ...scpActionWildcard, family: 'scp-rcp' },
  { ...scpAllowCondition, family: 'scp-rcp' },
  { ...scpAllowNotaction, family: 'scp-rcp' },
  { ...scpAllowResource, family: 'scp-rcp' },
  { ...scpDenyStar, family: 'scp-rcp' },
  { ...scpNotresource, family: 'scp-rcp' },
  { ...scpRegionDenyGlobal, family: 'scp-rcp' },
  { ...sidCharset, family: 'sid' },
  { ...sidDuplicateResource, family: 'sid' },
  { ...sidDuplicate, family: 'sid' },
  { ...sidEmpty, family: 'sid' },
  { ...trustAction, family: 'trust' },
  { ...trustComputeServiceNote, family: 'trust' },
  { ...trustEc2InstanceProfile, family: 'trust' },
  { ...trustEksPodIdentity, family: 'trust' },
  { ...trustExternalIdFormat, family: 'trust' },
  { ...trustExternalIdOperator, family: 'trust' },
  { ...trustExternalId, family: 'trust' },
  { ...trustGithubMissingSub, family: 'trust' },
  { ...trustGithubSubFormat, family: 'trust' },
  { ...trustGithubWildcardSub, family: 'trust' },
  { ...trustMismatchedAction, family: 'trust' },
  { ...trustNotprincipal, family: 'trust' },
  { ...trustOidcKeyMismatch, family: 'trust' },
  { ...trustOidcNoAud, family: 'trust' },
  { ...trustOidcNoCondition, family: 'trust' },
  { ...trustOidcNoSub, family: 'trust' },
  { ...trustResource, family: 'trust' },
  { ...trustRolesanywhereActions, family: 'trust' },
  { ...trustSamlAudValue, family: 'trust' },
  { ...trustSamlNoAud, family: 'trust' },
  { ...trustSelf, family: 'trust' },
  { ...trustTagSessionMissing, family: 'trust' },
  { ...trustWildcardPrincipal, family: 'trust' },
  { ...variableDefaultWithResourceStar, family: 'variables' },
  { ...variableEmpty, family: 'variables' },
  { ...variableLiteralStar, family: 'variables' },
  { ...variableMissingBrace, family: 'variables' },
  { ...variableMissingQuote, family: 'variables' },
  { ...variableNotSingleValued, family: 'variables' },
  { ...variableOldVersion, family: 'variables' },
  { ...variableOperator, family: 'variables' },
  { ...variableSpace, family: 'variables' },
  { ...variableSymbol, family: 'variables' },
  { ...variableTooPermissive, family: 'variables' },
  { ...variableUnknown, family: 'variables' },
  { ...variableUnsupportedElement, family: 'variables' },
  { ...variableUsernameInRoleContext, family: 'variables' },
];
