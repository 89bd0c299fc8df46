import type { ListedRule } from './rule';
import sidEmpty from './sid/sid-empty';

export const rules: readonly ListedRule[] = [{ ...sidEmpty, family: 'sid' }];
