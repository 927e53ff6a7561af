import { join } from 'node:path';
import { z } from 'zod';
import { evidenceSchema } from '../../src/evidence/record.ts';
import { expectGolden } from './golden.ts';

const path = join(__dirname, '../../reports/schema/evidence.schema.json');

test('the published JSON Schema is that of the code (UPDATE_GOLDEN=1 writes it)', () => {
  const { $schema, ...rest } = z.toJSONSchema(evidenceSchema);
  const published = {
    $schema,
    title: 'Firefly evidence record, schema version 1',
    description:
      'What one build for one target proved, kept and emitted. Written by `firefly build` as `evidence.json`.',
    ...rest,
  };
  expect(published).toMatchObject({
    type: 'object',
    additionalProperties: false,
    required: expect.arrayContaining(['schemaVersion', 'invalid', 'obligations', 'assumptions', 'summary']),
  });
  expectGolden(path, `${JSON.stringify(published, null, 2)}\n`);
});
