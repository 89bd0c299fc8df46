import assert from 'node:assert/strict';
import { test } from '../runner';

test('a wrong statement fails', () => assert.equal(1, 2));
