/** Commands that the server executes (`workspace/executeCommand`) and names in lenses and code actions. */
export const SERVER_COMMANDS = {
  /** One argument, a SimulationRequest; answers a SimulationResult. */
  simulate: 'writ.simulate',
} as const;

/** Commands that the VS Code client registers; those that begin with `_` are not in the palette. */
export const CLIENT_COMMANDS = {
  simulateRequest: 'writ.simulateRequest',
  showLastResult: 'writ.showLastResult',
  setPolicyType: 'writ.setPolicyType',
  explainCheck: 'writ.explainCheck',
  openExample: 'writ.openExample',
  /** What the text of the active editor changes against the last commit. */
  compareWithHead: 'writ.compareWithHead',
  /** The changes that a lens is about: with a `PolicyPlace` and a `ComparisonBase`. */
  showComparison: '_writ.showComparison',
  /** Simulates a witness, whose principal may have to be asked for: with a `WitnessRequest` and a `PolicyPlace`. */
  simulateWitness: '_writ.simulateWitness',
  /** Adds a witness to a `*.iam-test.json`: with a `WitnessRequest` and a `PolicyPlace`. */
  addPolicyTest: '_writ.addPolicyTest',
  /** Opens a file at a range: from links in the result view. */
  openLocation: '_writ.openLocation',
  /** Asks the editor for suggestions: with a URI and a position there, after a fix has put the caret into an empty string. */
  triggerSuggest: '_writ.triggerSuggest',
} as const;

/** The context key that menus hang on. */
export const POLICY_DOCUMENT_CONTEXT = 'writ.policyDocument';
