import type { Connection, InitializeParams } from 'vscode-languageserver';
import { loadSchemaCheck } from '../model/schema-check';
import { createChecker } from '../workspace/checker';
import { createConfigurations } from '../workspace/configurations';
import { createDocuments } from '../workspace/documents';
import { createFacts } from '../workspace/facts';
import { createModels, folderOf } from '../workspace/models';
import { createScan } from '../workspace/scan';
import { createSchedule } from '../workspace/schedule';
import { createSimulator } from '../workspace/simulator';
import { createTexts } from '../workspace/texts';
import { clientAbilities } from './client-abilities';
import type { Log } from './guard';
import type { Platform, Session } from './session';
import { createSettingsSource, type SettingsSource } from './settings-source';

/** Puts together what a connection needs; nothing is read or opened before somebody asks for it. */
export function createSession(connection: Connection, platform: Platform, params: InitializeParams, log: Log): Session {
  const abilities = clientAbilities(params);
  const openCatalog = once(platform.openCatalog);
  const source: SettingsSource = createSettingsSource(connection, abilities, params);
  const { folders } = source;
  const today = () => platform.now().slice(0, 10);
  const { builtInJson } = abilities;
  const checker = createChecker({ catalog: openCatalog, builtInJson, pass: 'withoutProofs', today, log });
  const documents = createDocuments(checker);
  const texts = createTexts(documents, platform.files);
  const schema = once(loadSchemaCheck);
  const models = createModels({
    texts,
    files: platform.files,
    catalog: openCatalog,
    folders,
    schema: abilities.builtInJson ? undefined : schema,
  });
  const configurations = createConfigurations(texts, (uri) => folderOf(uri, folders()));
  const report = (text: string) => connection.console.warn(text);
  const facts = createFacts({ section: source.section, folders, models, configurations, report });
  const modelSetting = async (uri: string) => (await facts.settings(uri)).model.path;
  return {
    connection,
    abilities,
    log,
    schema,
    folders,
    settings: source,
    today,
    catalog: openCatalog,
    documents,
    texts,
    models,
    publishedModels: new Map(),
    files: platform.files,
    clock: platform.clock,
    checker,
    scan: createScan(),
    prover: once(() => platform.createProver?.(log)),
    comparisons: { changes: new Map(), heads: new Map(), saved: new Map() },
    headText: platform.headText,
    facts,
    simulator: createSimulator({ models, texts, catalog: openCatalog, modelSetting, now: platform.now }),
    schedule: createSchedule(platform.clock),
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
