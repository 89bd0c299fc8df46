import { describeVectors } from '../../kit/vector-suite';

describeVectors('the vectors: cases with answers from AWS documents', 'vectors.jsonl');
