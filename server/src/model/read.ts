/** Reads a model file: text and the files that it names → entities, and what cannot be used. Total for any text. */
import type { Catalog } from '../catalog/catalog';
import type { Member, ObjectNode, SyntaxProblem } from '../syntax/tree';
import { memberNamed } from '../syntax/tree';
import { createModelCache, type ModelCache } from './cache';
import type { Account, Model, Organization, Resource, VpcEndpoint } from './entities';
import { DEFAULT_MAX_FILE_BYTES, type ModelFiles } from './files';
import { membersOf, stringAt, textAt, valueAt } from './nodes';
import { type ParsedText, parsedText } from './policy-text';
import type { ModelProblem } from './problems';
import { isAccountKey, type PrincipalsOfAccount, readAccount } from './read-account';
import { readIdentityCenter } from './read-identity-center';
import { readOrganization } from './read-organization';
import { readEndpoints, readResources } from './read-resources';
import { positionsOf, type Reading, report } from './reading';
import type { SchemaCheck } from './schema-check';

/** A model file as the caller has it: from an editor buffer, or from disk. */
export interface ModelSource {
  readonly uri: string;
  readonly text: string;
  /** The file's folder in the workspace folder, with `/`; empty for that folder itself. */
  readonly folder: string;
}

export interface ReadModelOptions {
  /** Files that `neededFiles` named. */
  readonly files: ModelFiles;
  readonly catalog: Catalog;
  /** What an earlier reading of the same file left. */
  readonly cache?: ModelCache;
  /** Without it nothing is checked against the schema. */
  readonly schema?: SchemaCheck | undefined;
  readonly maxFileBytes?: number;
}

export interface ModelReading {
  readonly model: Model;
  readonly problems: readonly ModelProblem[];
}

/** The tree of a model's text, for `neededFiles` and `readModelText`. Models may hold comments. */
export function parseModel(source: ModelSource): ParsedText {
  return parsedText(source.uri, source.text, { comments: true });
}

/** Parses and reads in one go. */
export function readModel(source: ModelSource, options: ReadModelOptions): ModelReading {
  return readModelText(parseModel(source), source.folder, options);
}

/** Reads a parsed model. What a loader cannot use is a problem at its place, and the rest is read. */
function readModelText(file: ParsedText, folder: string, options: ReadModelOptions): ModelReading {
  const { root } = file.tree;
  const object = root.kind === 'object' ? root : undefined;
  const cache = options.cache ?? createModelCache(options.catalog);
  const reading: Reading = {
    file,
    fileName: fileName(file.uri),
    folder,
    files: options.files,
    catalog: options.catalog,
    cache,
    partition: textAt(object, 'partition') ?? 'aws',
    problems: [],
    texts: new Map([[file.uri, file]]),
    usedFiles: new Set(),
    maxFileBytes: options.maxFileBytes ?? DEFAULT_MAX_FILE_BYTES,
  };
  reading.problems.push(...formProblems(file, options.schema));
  const model = object === undefined ? emptyModel(reading) : modelOf(reading, object);
  cache.sweep();
  return { model, problems: reading.problems.toSorted((left, right) => left.range.start - right.range.start) };
}

/** Broken JSON, or what the schema says: what an editor with JSON support of its own reports too. */
function formProblems({ tree }: ParsedText, schema: SchemaCheck | undefined): readonly ModelProblem[] {
  if (tree.problems.length > 0) return tree.problems.slice(0, MAX_SYNTAX_PROBLEMS).map(syntaxProblem);
  return (schema?.model(tree) ?? []).map(({ range, message }) => ({
    code: 'model-file-invalid',
    severity: 'error',
    range,
    message,
    isBuiltIn: true,
  }));
}

/** Behind the first few, broken text only repeats itself. */
const MAX_SYNTAX_PROBLEMS = 10;

function syntaxProblem({ code, start, end }: SyntaxProblem): ModelProblem {
  const message =
    code === 'empty'
      ? 'The model is empty: begin with { "accounts": { } }.'
      : `The model is no valid JSON here (${code.replaceAll('-', ' ')}); what is sound is used.`;
  return { code: 'model-file-invalid', severity: 'error', range: { start, end }, message, isBuiltIn: true };
}

/** A model that could not be read at all: everything in it is unknown, and a problem says why. */
export function unreadableModel(
  source: Omit<ModelSource, 'text'>,
  content: { readonly reason: 'missing' | 'unreadable' | 'tooLarge'; readonly bytes?: number },
  options: Omit<ReadModelOptions, 'schema'>,
): ModelReading {
  const { model } = readModel({ ...source, text: '{}' }, options);
  const message = {
    missing: 'The model file does not exist.',
    unreadable: 'The model file cannot be read.',
    tooLarge: `The model file has ${Math.ceil((content.bytes ?? 0) / 1024 / 1024)} MiB and is not read.`,
  }[content.reason];
  const code = content.reason === 'tooLarge' ? 'model-file-too-large' : 'model-file-missing';
  const problem: ModelProblem = { code, severity: 'error', range: { start: 0, end: 0 }, message, isBuiltIn: false };
  return { model, problems: [problem] };
}

function modelOf(reading: Reading, root: ObjectNode): Model {
  const members = membersOf(valueAt(root, 'accounts')).filter((member) => isAccountKey(reading, member));
  const read = members.map((member) => ({ member, read: readAccount(reading, member) }));
  const accountByAlias = aliasesOf(reading, read);
  const entries = new Map(
    read.map(({ member, read: account }) => [account.id, { read: account, object: objectOf(member) }]),
  );
  const directory = {
    partition: reading.partition,
    accounts: new Map<string, Account>(
      read.map(({ read: account }) => [account.id, { ...account, resources: [], vpcEndpoints: [] }]),
    ),
    accountByAlias: new Map([...accountByAlias].map(([alias, account]) => [alias, withoutResources(account)])),
  };
  const owners = new Map<string, string>();
  const accounts = new Map(
    read.map(({ member, read: account }): [string, Account] => [
      account.id,
      {
        ...account,
        resources: readResources(reading, account, objectOf(member), { directory, owners }),
        vpcEndpoints: readEndpoints(reading, account, objectOf(member)),
      },
    ]),
  );
  const organization = readOrganization(reading, valueAt(root, 'organization'), entries, directory);
  const identityCenter = readIdentityCenter(reading, root, directory);
  reportLater(reading, root);
  const aliases = new Map(
    [...accountByAlias].flatMap(([alias, { id }]) => {
      const account = accounts.get(id);
      return account === undefined ? [] : [[alias, account] as const];
    }),
  );
  return { ...frameOf(reading), organization, accounts, accountByAlias: aliases, ...indexOf(accounts), identityCenter };
}

function withoutResources(account: PrincipalsOfAccount): Account {
  return { ...account, resources: [], vpcEndpoints: [] };
}

function objectOf({ value }: Member): ObjectNode | undefined {
  return value.kind === 'object' ? value : undefined;
}

function frameOf(reading: Reading): Pick<Model, 'uri' | 'fileName' | 'partition' | 'files' | 'positionsOf'> {
  return {
    uri: reading.file.uri,
    fileName: reading.fileName,
    partition: reading.partition,
    files: reading.usedFiles,
    positionsOf: (place) => positionsOf(reading, place),
  };
}

function emptyModel(reading: Reading): Model {
  const organization: Organization | 'none' | 'unknown' = 'unknown';
  const accounts = new Map<string, Account>();
  return {
    ...frameOf(reading),
    organization,
    accounts,
    accountByAlias: new Map(),
    ...indexOf(accounts),
    identityCenter: undefined,
  };
}

function aliasesOf(
  reading: Reading,
  accounts: readonly { readonly member: Member; readonly read: PrincipalsOfAccount }[],
): ReadonlyMap<string, PrincipalsOfAccount> {
  const byAlias = new Map<string, PrincipalsOfAccount>();
  for (const { member, read } of accounts) {
    const node = stringAt(objectOf(member), 'alias');
    if (node === undefined) continue;
    const other = byAlias.get(node.value.toLowerCase());
    if (other === undefined) byAlias.set(node.value.toLowerCase(), read);
    else
      report(
        reading,
        'model-alias-twice',
        node,
        `Account ${other.id} has the alias "${node.value}" already: an alias names one account.`,
      );
  }
  return byAlias;
}

function indexOf(accounts: ReadonlyMap<string, Account>): Pick<Model, 'resources' | 'keyByAlias' | 'vpcEndpoints'> {
  const all = [...accounts.values()];
  const resources = all.flatMap((account) => account.resources);
  return {
    resources: new Map(resources.map((resource): [string, Resource] => [resource.arn, resource])),
    keyByAlias: new Map(
      resources.flatMap((resource) =>
        resource.aliases.map((alias): [string, Resource] => [aliasArn(resource.arn, alias), resource]),
      ),
    ),
    vpcEndpoints: new Map(
      all.flatMap((account) => account.vpcEndpoints).map((endpoint): [string, VpcEndpoint] => [endpoint.id, endpoint]),
    ),
  };
}

/** `arn:aws:kms:eu-west-1:222222222222:key/0a1b` and `alias/data` → the alias's own ARN. */
function aliasArn(key: string, alias: string): string {
  const at = key.indexOf(':key/');
  return `${key.slice(0, at === -1 ? key.length : at)}:${alias.startsWith('alias/') ? alias : `alias/${alias}`}`;
}

/** In the format, and not used yet: an answer that would read it is `incomplete`. */
function reportLater(reading: Reading, root: ObjectNode): void {
  const center = memberNamed(root, 'identityCenter');
  if (center?.value.kind === 'object')
    report(
      reading,
      'model-feature-later',
      center.key,
      'IAM Identity Center is not used yet: a request of one of its users is answered as incomplete.',
      'suggestion',
    );
  const organization = valueAt(root, 'organization');
  const administrators =
    organization?.kind === 'object' ? memberNamed(organization, 'delegatedAdministrators') : undefined;
  if (administrators !== undefined)
    report(
      reading,
      'model-feature-later',
      administrators.key,
      'Delegated administrators are not used yet: calls that only they may make are decided as for any account.',
      'suggestion',
    );
}

function fileName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    // A lone percent sign is no escape.
    return name;
  }
}
