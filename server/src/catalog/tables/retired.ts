/**
 * Actions and prefixes that AWS has retired: a policy may hold them, but they decide nothing any more. Ends of services as
 * AWS announced them; finer billing actions after the Billing User Guide, "Mapping fine-grained IAM actions reference"
 * (the larger part of them). Common knowledge, not re-read page by page. State of 2026-11-24.
 */
import { compilePattern, hasWildcard, matches } from '../../language/pattern';
import { actionsOf } from './action-list';

export interface Retired {
  /** `service:name`, or `service:*` for a whole prefix. */
  readonly pattern: string;
  /** What happened, as a sentence. */
  readonly reason: string;
  /** Actions to write instead; empty where nothing takes their place, or too much. */
  readonly replacements: readonly string[];
  /** Nobody needs it, or its successors: what is left of it does no harm. */
  readonly isOver: boolean;
}

const BILLING = 'AWS replaced the aws-portal actions by finer ones in 2023.';
const ORDERS = 'AWS replaced this action by finer ones in 2023.';

const billing: readonly Omit<Retired, 'isOver'>[] = [
  {
    pattern: 'aws-portal:ViewBilling',
    reason: BILLING,
    replacements: [
      'account:GetAccountInformation',
      ...actionsOf('billing', 'GetBillingData GetBillingDetails GetBillingNotifications GetBillingPreferences'),
      ...actionsOf('billing', 'GetContractInformation GetCredits GetIAMAccessPreference GetSellerOfRecord'),
      ...actionsOf('ce', 'GetCostAndUsage GetCostForecast GetDimensionValues GetTags'),
      ...actionsOf('consolidatedbilling', 'GetAccountBillingRole ListLinkedAccounts'),
      ...actionsOf('freetier', 'GetFreeTierAlertPreference GetFreeTierUsage'),
      ...actionsOf('invoicing', 'GetInvoiceEmailDeliveryPreferences GetInvoicePDF ListInvoiceSummaries'),
      ...actionsOf('payments', 'GetPaymentInstrument GetPaymentStatus ListPaymentPreferences'),
      ...actionsOf('tax', 'GetTaxInheritance GetTaxRegistrationDocument ListTaxRegistrations'),
    ],
  },
  {
    pattern: 'aws-portal:ViewPaymentMethods',
    reason: BILLING,
    replacements: [
      'account:GetAccountInformation',
      'invoicing:GetInvoicePDF',
      ...actionsOf('payments', 'GetPaymentInstrument GetPaymentStatus ListPaymentPreferences'),
    ],
  },
  { pattern: 'aws-portal:ViewUsage', reason: BILLING, replacements: ['cur:GetUsageReport'] },
  {
    pattern: 'aws-portal:ViewAccount',
    reason: BILLING,
    replacements: [
      ...actionsOf('account', 'GetAccountInformation GetAlternateContact GetContactInformation ListRegions'),
      ...actionsOf('billing', 'GetContractInformation GetIAMAccessPreference GetSellerOfRecord'),
      'payments:ListPaymentPreferences',
    ],
  },
  {
    pattern: 'aws-portal:ModifyBilling',
    reason: BILLING,
    replacements: [
      ...actionsOf('billing', 'PutContractInformation RedeemCredits UpdateBillingPreferences'),
      'freetier:PutFreeTierAlertPreference',
      'invoicing:PutInvoiceEmailDeliveryPreferences',
      ...actionsOf('tax', 'BatchPutTaxRegistration DeleteTaxRegistration PutTaxInheritance'),
    ],
  },
  {
    pattern: 'aws-portal:ModifyPaymentMethods',
    reason: BILLING,
    replacements: [
      'account:GetAccountInformation',
      ...actionsOf('payments', 'CreatePaymentInstrument DeletePaymentInstrument MakePayment UpdatePaymentPreferences'),
    ],
  },
  {
    pattern: 'aws-portal:ModifyAccount',
    reason: BILLING,
    replacements: [
      ...actionsOf('account', 'CloseAccount DeleteAlternateContact PutAlternateContact PutContactInformation'),
      ...actionsOf('billing', 'PutContractInformation UpdateIAMAccessPreference'),
      'payments:UpdatePaymentPreferences',
    ],
  },
  { pattern: 'aws-portal:*', reason: BILLING, replacements: [] },
  {
    pattern: 'purchase-orders:ViewPurchaseOrders',
    reason: ORDERS,
    replacements: actionsOf('purchase-orders', 'GetPurchaseOrder ListPurchaseOrderInvoices ListPurchaseOrders'),
  },
  {
    pattern: 'purchase-orders:ModifyPurchaseOrders',
    reason: ORDERS,
    replacements: actionsOf(
      'purchase-orders',
      'AddPurchaseOrder DeletePurchaseOrder UpdatePurchaseOrder UpdatePurchaseOrderStatus',
    ),
  },
];

/** Prefix, service, year in which AWS ended it. */
const ENDED: readonly (readonly [prefix: string, service: string, year: number])[] = [
  ['a4b', 'Alexa for Business', 2025],
  ['codestar', 'AWS CodeStar', 2024],
  ['deepcomposer', 'AWS DeepComposer', 2025],
  ['deeplens', 'AWS DeepLens', 2024],
  ['elastic-inference', 'Amazon Elastic Inference', 2024],
  ['elastictranscoder', 'Amazon Elastic Transcoder', 2025],
  ['evidently', 'Amazon CloudWatch Evidently', 2025],
  ['honeycode', 'Amazon Honeycode', 2024],
  ['iot1click', 'AWS IoT 1-Click', 2024],
  ['iotanalytics', 'AWS IoT Analytics', 2025],
  ['lookoutmetrics', 'Amazon Lookout for Metrics', 2025],
  ['lookoutvision', 'Amazon Lookout for Vision', 2025],
  ['mediastore', 'AWS Elemental MediaStore', 2025],
  ['nimble', 'Amazon Nimble Studio', 2024],
  ['opsworks', 'AWS OpsWorks Stacks', 2024],
  ['opsworks-cm', 'AWS OpsWorks for Chef Automate and Puppet Enterprise', 2024],
  ['private-networks', 'AWS Private 5G', 2025],
  ['qldb', 'Amazon QLDB', 2025],
  ['robomaker', 'AWS RoboMaker', 2025],
  ['sms', 'AWS Server Migration Service', 2022],
  ['workdocs', 'Amazon WorkDocs', 2025],
  ['worklink', 'Amazon WorkLink', 2022],
];

const services: readonly Retired[] = ENDED.map(([prefix, service, year]) => ({
  pattern: `${prefix}:*`,
  reason: `AWS ended ${service} in ${year}.`,
  replacements: [],
  isOver: true,
}));

/** Stands in many policies of topics: the console used to write it. The Service Authorization Reference does not have it. */
const receive: Retired = {
  pattern: 'sns:Receive',
  reason: 'Amazon SNS has no such action any more.',
  replacements: [],
  isOver: true,
};

/** The first that fits counts: an action stands before its whole prefix. */
export const retired: readonly Retired[] = [
  ...billing.map((entry) => ({ ...entry, isOver: false })),
  ...services,
  receive,
];

const compiled = retired.map((entry) => ({ entry, pattern: compilePattern(entry.pattern.toLowerCase()) }));

/** What is known of a retired action; undefined for one in use. Case ignored; wildcards in the name count as characters. */
export function retiredAction(fullName: string): Retired | undefined {
  const lower = fullName.toLowerCase();
  return compiled.find(({ pattern }) => matches(pattern, lower))?.entry;
}

/**
 * What is known of a pattern that names retired actions only, with what took the place of any of them; undefined where it matches
 * one in use. `named`: the actions of AWS's data that it matches.
 */
export function retiredPattern(text: string, named: readonly string[]): Retired | undefined {
  const pattern = compilePattern(text.toLowerCase());
  const singles = retired.filter(
    (entry) => !hasWildcard(entry.pattern) && matches(pattern, entry.pattern.toLowerCase()),
  );
  const [first] = singles;
  // A whole prefix has a row of its own, or is in use.
  if (first === undefined || /:\*+$/.test(text)) return retiredAction(text);
  if (named.some((each) => retiredAction(each) === undefined)) return undefined;
  const replacements = [...new Set(singles.flatMap((entry) => entry.replacements))];
  return { pattern: text, reason: first.reason, replacements, isOver: singles.every(({ isOver }) => isOver) };
}
