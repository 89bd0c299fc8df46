/** Figures of the language server, measured from outside as an editor sees it: over stdio, on the built server. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { testCatalog } from '../kit/catalog';
import { startClient, type TestClient } from '../kit/stdio-client';

const URI = 'file:///w/policy.json';
const SMALL_BYTES = 2048;
const STARTS = 11;
const EDITS = 140;
/** The first strokes after the start, when nothing is compiled yet, are no figure of typing. */
const WARM_UP = 20;
const COMPLETIONS = 200;

export interface Spread {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/**
 * Process start to the first diagnostics of a 2 KB policy: the middle of several starts, with the compiled code that the
 * first of them kept, and without.
 */
export async function startFigure(): Promise<{ readonly ms: number; readonly withoutCodeCacheMs: number }> {
  const ms = await timeStarts({});
  return { ms, withoutCodeCacheMs: await timeStarts({ NODE_DISABLE_COMPILE_CACHE: '1' }) };
}

async function timeStarts(environment: { readonly [name: string]: string }): Promise<number> {
  const text = smallPolicy();
  const times: number[] = [];
  for (let run = 0; run < STARTS; run += 1) {
    const start = performance.now();
    const client = await startClient({ environment });
    await client.open(URI, text);
    times.push(performance.now() - start);
    await client.stop();
  }
  return round(quantile(times, 0.5));
}

/** A key stroke to the diagnostics of that version. */
export async function editFigures(text: string): Promise<Spread & { readonly bytes: number }> {
  const client = await startClient();
  await client.open(URI, text);
  const times: number[] = [];
  for (let edit = 0; edit < EDITS; edit += 1) times.push(await timeEdit(client, text, edit));
  await client.stop();
  return { ...spread(times.slice(WARM_UP)), bytes: Buffer.byteLength(text) };
}

/** A letter goes into a string of an action somewhere in the text, and out again at the next stroke. */
async function timeEdit(client: TestClient, text: string, edit: number): Promise<number> {
  const version = edit + 2;
  const places = [...text.matchAll(/"[a-z0-9-]+:[A-Za-z*]+"/g)];
  const place = places[((edit >> 1) * 37) % places.length];
  const at = positionAt(text, (place?.index ?? 0) + 2);
  const end = { line: at.line, character: at.character + 1 };
  const change =
    edit % 2 === 0 ? { range: { start: at, end: at }, text: 'x' } : { range: { start: at, end }, text: '' };
  const start = performance.now();
  await client.change(URI, version, [change]);
  await client.diagnostics(URI, version);
  return performance.now() - start;
}

/** A request for completion where an action is typed, to its answer. */
export async function completionFigure(): Promise<Spread> {
  const client = await startClient();
  const times: number[] = [];
  const typed = ['', 's', 's3:', 's3:Get', 'ec2:', 'ec2:Describe', 'iam:Pass', 'dynamodb:'];
  let version = 1;
  await client.open(URI, '{}');
  for (let run = 0; run < COMPLETIONS; run += 1) {
    const before = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "${typed[run % typed.length]}`;
    version += 1;
    await client.change(URI, version, [{ text: `${before}", "Resource": "*" }] }` }]);
    await client.diagnostics(URI, version);
    const params = { textDocument: { uri: URI }, position: { line: 0, character: before.length } };
    const start = performance.now();
    await client.request('textDocument/completion', params);
    times.push(performance.now() - start);
  }
  await client.stop();
  return spread(times.slice(WARM_UP));
}

/** Resident set of the server after the first diagnostics of the large policy. */
export async function memoryFigure(text: string): Promise<{ readonly rssMiB: number }> {
  const client = await startClient();
  await client.open(URI, text);
  const kibibytes = residentSet(client.process.pid ?? 0);
  await client.stop();
  return { rssMiB: round(kibibytes / 1024) };
}

/** `AWSSupportServiceRolePolicy`, indented: the longest of AWS's own. */
export function largePolicy(): string {
  const policy = testCatalog().managedPolicy('AWSSupportServiceRolePolicy');
  if (policy === undefined) throw new Error('The catalog has no AWSSupportServiceRolePolicy.');
  return JSON.stringify(JSON.parse(policy.text), null, 2);
}

/** A policy of 2 KB with several statements. */
export function smallPolicy(): string {
  const statement = (index: number) => ({
    Sid: `Read${index}`,
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:ListBucket', 'dynamodb:GetItem'],
    Resource: [`arn:aws:s3:::data-${index}/*`, `arn:aws:s3:::data-${index}`],
    Condition: { StringEquals: { 'aws:PrincipalTag/team': 'data' } },
  });
  const statements: unknown[] = [];
  const text = () => JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
  while (text().length < SMALL_BYTES - 400) statements.push(statement(statements.length));
  return text().padEnd(SMALL_BYTES);
}

function residentSet(pid: number): number {
  if (process.platform === 'linux')
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
}

function positionAt(text: string, offset: number) {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

function spread(times: readonly number[]): Spread {
  return { p50Ms: round(quantile(times, 0.5)), p95Ms: round(quantile(times, 0.95)) };
}

function quantile(times: readonly number[], part: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
