import { describe, expect, test } from 'vitest';
import { githubReport } from '../../../server/src/cli/formats/github';
import { jsonReport } from '../../../server/src/cli/formats/json';
import { colorPaint, plainPaint, visible } from '../../../server/src/cli/formats/paint';
import { prettyReport } from '../../../server/src/cli/formats/pretty';
import type { CheckReport, ReportedFinding } from '../../../server/src/cli/reported-finding';

function finding(changes: Partial<ReportedFinding> = {}): ReportedFinding {
  return {
    file: 'policies/app.json',
    code: 'action-unknown',
    severity: 'error',
    messageId: 'unknown',
    message: 'Unknown action "s3:GetObjct".',
    range: { start: { line: 5, character: 17 }, end: { line: 5, character: 30 } },
    policyType: 'identity',
    pointer: '',
    statement: null,
    related: [],
    fixes: [],
    line: '      "Action": "s3:GetObjct",',
    ...changes,
  };
}

function report(...findings: readonly ReportedFinding[]): CheckReport {
  return { findings, files: 2, policies: 3 };
}

const fix = {
  title: 'Change to "s3:GetObject"',
  safe: false,
  edits: [{ range: finding().range, newText: 's3:GetObject' }],
};

describe('pretty', () => {
  test('says place, severity, code, message, line and fixes', () => {
    expect(
      prettyReport(report(finding({ fixes: [fix, { ...fix, title: 'Remove it', safe: true }] })), plainPaint),
    ).toBe(
      [
        'policies/app.json:6:18  error  action-unknown',
        '  Unknown action "s3:GetObjct".',
        '    6 |       "Action": "s3:GetObjct",',
        '      |                  ~~~~~~~~~~~~~',
        '  Fix: Change to "s3:GetObject"',
        '  Safe fix: Remove it',
        '',
        '1 finding (1 error) in 3 policies of 2 files',
        '',
      ].join('\n'),
    );
  });

  test('counts by severity', () => {
    const found = [finding(), finding(), finding({ severity: 'security' }), finding({ severity: 'suggestion' })];
    expect(
      prettyReport(report(...found), plainPaint)
        .split('\n')
        .at(-2),
    ).toBe('4 findings (2 errors, 1 security finding, 1 suggestion) in 3 policies of 2 files');
  });

  test('says that nothing was found', () => {
    expect(prettyReport({ findings: [], files: 1, policies: 1 }, plainPaint)).toBe(
      'No findings in 1 policy of 1 file\n',
    );
    expect(prettyReport({ findings: [], files: 999, policies: 1234567 }, plainPaint)).toBe(
      'No findings in 1,234,567 policies of 999 files\n',
    );
  });

  test.each([
    ['that goes on', { line: 6, character: 2 }, '~~~~~~~~~~~~~…'],
    ['that ends with the line', { line: 6, character: 0 }, '~~~~~~~~~~~~~'],
    ['that is empty', { line: 5, character: 17 }, '~'],
  ])('marks a range %s', (_, end, marks) => {
    const text = prettyReport(report(finding({ range: { start: { line: 5, character: 17 }, end } })), plainPaint);
    expect(text.split('\n')[3]).toBe(`      | ${' '.repeat(17)}${marks}`);
  });

  test('cuts a long line around the range', () => {
    const line = `${'a'.repeat(200)}${'b'.repeat(100)}${'c'.repeat(200)}`;
    const range = { start: { line: 0, character: 200 }, end: { line: 0, character: 300 } };
    const lines = prettyReport(report(finding({ line, range })), plainPaint).split('\n');
    expect(lines[2]).toBe(`    1 | …${'a'.repeat(80)}${'b'.repeat(80)}…${'c'.repeat(60)}…`);
    expect(lines[3]).toBe(`      | ${' '.repeat(81)}${'~'.repeat(81)}`);
  });

  test('keeps tabs in front of the marks', () => {
    const range = { start: { line: 0, character: 2 }, end: { line: 0, character: 4 } };
    const lines = prettyReport(report(finding({ line: '\t\t{}', range })), plainPaint).split('\n');
    expect(lines[3]).toBe('      | \t\t~~');
  });

  test('colours severity, place and code', () => {
    expect(prettyReport(report(finding()), colorPaint).split('\n')[0]).toBe(
      '\u001b[1mpolicies/app.json:6:18\u001b[22m  \u001b[31merror\u001b[39m  \u001b[2maction-unknown\u001b[22m',
    );
  });

  test('shows no control characters of a file', () => {
    expect(visible('a\u001b[31m\u0007\u202eb\tc')).toBe('a\ufffd[31m\ufffd\ufffdb\tc');
  });
});

describe('json', () => {
  test('has exactly the promised members', () => {
    expect(JSON.parse(jsonReport(report(finding({ fixes: [fix] }))))).toEqual([
      {
        file: 'policies/app.json',
        code: 'action-unknown',
        severity: 'error',
        message: 'Unknown action "s3:GetObjct".',
        range: { start: { line: 5, character: 17 }, end: { line: 5, character: 30 } },
        policyType: 'identity',
        pointer: '',
        fixes: [
          {
            title: 'Change to "s3:GetObject"',
            safe: false,
            edits: [
              {
                range: { start: { line: 5, character: 17 }, end: { line: 5, character: 30 } },
                newText: 's3:GetObject',
              },
            ],
          },
        ],
      },
    ]);
  });

  test('names the file of an edit elsewhere', () => {
    const edit = { file: 'other.json', range: finding().range, newText: '' };
    const [entry] = JSON.parse(jsonReport(report(finding({ fixes: [{ title: 'x', safe: true, edits: [edit] }] }))));
    expect(entry.fixes[0].edits[0]).toEqual(edit);
  });

  test('is an empty array without findings', () => {
    expect(jsonReport(report())).toBe('[]\n');
  });
});

describe('github', () => {
  test.each([
    ['error', 'error'],
    ['security', 'warning'],
    ['warning', 'warning'],
    ['suggestion', 'notice'],
  ] as const)('a finding of severity %s is a command %s', (severity, command) => {
    expect(githubReport(report(finding({ severity })))).toBe(
      `::${command} file=policies/app.json,line=6,endLine=6,col=18,endColumn=30,title=action-unknown::Unknown action "s3:GetObjct".\n`,
    );
  });

  test('escapes what would end a property or the message', () => {
    const text = githubReport(report(finding({ file: 'a,b:c%.json', message: '100%\r\n::error::no' })));
    expect(text).toBe(
      '::error file=a%2Cb%3Ac%25.json,line=6,endLine=6,col=18,endColumn=30,title=action-unknown::100%25%0D%0A::error::no\n',
    );
  });

  test('gives no columns for a range of several lines', () => {
    const range = { start: { line: 1, character: 4 }, end: { line: 3, character: 5 } };
    expect(githubReport(report(finding({ range, message: 'm' })))).toBe(
      '::error file=policies/app.json,line=2,endLine=4,title=action-unknown::m\n',
    );
  });
});
