import { pathToFileURL } from 'node:url';
import { version } from '../../../../package.json';
import { rules } from '../../checks/index';
import type { CheckReport } from '../reported-finding';
import { githubReport } from './github';
import { jsonReport } from './json';
import { colorPaint, plainPaint } from './paint';
import { prettyReport } from './pretty';
import { sarifReport } from './sarif';

export type ReportFormat = 'pretty' | 'json' | 'sarif' | 'github';

/** Where a report is going. */
export interface ReportPlace {
  /** Absolute: what files are relative to. */
  readonly folder: string;
  readonly isColored: boolean;
}

const FORMATS: { readonly [Format in ReportFormat]: (report: CheckReport, place: ReportPlace) => string } = {
  pretty: (report, { isColored }) => prettyReport(report, isColored ? colorPaint : plainPaint),
  json: jsonReport,
  sarif: (report, { folder }) => sarifReport(report, { version, rules, folderUri: `${pathToFileURL(folder).href}/` }),
  github: githubReport,
};

/** A report as text. Only the one for people has colours. */
export function formatReport(report: CheckReport, format: ReportFormat, place: ReportPlace): string {
  return FORMATS[format](report, place);
}
