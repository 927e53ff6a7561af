// The programs of soundness/, on cortex-m33; see soundness.ts.
import { expectSound, programs } from './soundness.ts';

test('there are programs that want to be proved wrongly', () => {
  expect(programs.length).toBeGreaterThan(25);
});

test.each(programs)('%s: what fails was not proved', (name) => {
  expectSound(name, 'cortex-m33');
});
