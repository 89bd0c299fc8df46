/** Small models for tests: files in memory, ranges by the text that they cover. */
import { createModelCache, type ModelCache } from '../../server/src/model/cache';
import type { Model } from '../../server/src/model/entities';
import type { FileContent, ModelFiles } from '../../server/src/model/files';
import { type ModelReading, readModel } from '../../server/src/model/read';
import type { SchemaCheck } from '../../server/src/model/schema-check';
import { testCatalog } from './catalog';

export const ROOT = 'file:///w/';

/** Files by path beside the model; a string is a text, anything else is written as JSON. */
export interface TestFiles {
  readonly [path: string]: unknown;
}

/** A file that is not simply there. */
export class Absent {
  readonly content: FileContent & { readonly ok: false };
  constructor(content: FileContent & { readonly ok: false }) {
    this.content = content;
  }
}

export function filesOf(files: TestFiles): ModelFiles {
  return {
    read: (path) => {
      const value = Object.hasOwn(files, path) ? files[path] : undefined;
      if (value instanceof Absent) return value.content;
      if (value === undefined) return { ok: false, reason: 'missing' };
      return { ok: true, uri: ROOT + path, text: typeof value === 'string' ? value : JSON.stringify(value) };
    },
  };
}

export interface TestModelOptions {
  readonly files?: TestFiles;
  readonly folder?: string;
  readonly schema?: SchemaCheck;
  readonly cache?: ModelCache;
  readonly maxFileBytes?: number;
}

/** Reads a model: a text, or a value that is written as JSON. */
export function readTestModel(
  model: unknown,
  options: TestModelOptions = {},
): ModelReading & { readonly text: string } {
  const { files = {}, folder = '', schema, cache = createModelCache(testCatalog()), maxFileBytes } = options;
  const text = typeof model === 'string' ? model : JSON.stringify(model, undefined, 2);
  const reading = readModel(
    { uri: `${ROOT}iam-model.json`, text, folder },
    {
      files: filesOf(files),
      catalog: testCatalog(),
      cache,
      schema,
      ...(maxFileBytes === undefined ? {} : { maxFileBytes }),
    },
  );
  return { ...reading, text };
}

/** Problems as `code @ the text that they cover: message`. */
export function problemLines(reading: ModelReading & { readonly text: string }): string[] {
  return reading.problems.map(
    ({ code, range, message }) => `${code} @ ${reading.text.slice(range.start, range.end)}: ${message}`,
  );
}

export function testModel(model: unknown, options: TestModelOptions = {}): Model {
  return readTestModel(model, options).model;
}

/** The smallest policy of one statement. */
export function policy(statement: object, version = '2012-10-17'): object {
  return { Version: version, Statement: [statement] };
}

export const ALLOW_ALL = policy({ Effect: 'Allow', Action: '*', Resource: '*' });
export const TRUST = policy({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' });
