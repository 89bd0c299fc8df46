/**
 * How Node is started for the server. A version of a long policy is short-lived data of some megabytes: with V8's own 16 MB for such data
 * each collection takes about as long as the check of an edit, and the process holds memory that it does not need.
 */
export const SERVER_NODE_FLAGS: readonly string[] = ['--max-semi-space-size=8'];
