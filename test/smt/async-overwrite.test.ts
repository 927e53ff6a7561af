// Why the worker calls only Z3's synchronous entry. The package's asynchronous string functions leave their text on the WASM stack while a
// thread solves; any other call made meanwhile overwrites it, and a satisfiable query is answered `unsat`.
import { spawnSync } from 'node:child_process';

const experiment = `
const z = require('z3-solver');
(async () => {
  const { Z3, em } = await z.init();
  const mine = Z3.mk_context(Z3.mk_config());
  const other = Z3.mk_context(Z3.mk_config());
  const good = '(push)(assert (and (> x 5) (< x 9)))(check-sat)(pop)   ';
  const evil = '(push)(assert (and (> x 5) (< x 3)))(check-sat)(pop)   ';
  const first = (text) => text.trim().split('\\n')[0];
  await Z3.eval_smtlib2_string(mine, '(declare-const x Int)');
  const asynchronous = { sat: 0, other: 0 };
  for (let k = 0; k < 60; k++) {
    const pending = Z3.eval_smtlib2_string(mine, good);
    Z3.mk_string_symbol(other, evil);
    asynchronous[first(await pending) === 'sat' ? 'sat' : 'other'] += 1;
  }
  // A context of its own: the overwritten texts have left the first one in an unknown state.
  const fresh = Z3.mk_context(Z3.mk_config());
  const ask = (text) => em.ccall('Z3_eval_smtlib2_string', 'string', ['number', 'string'], [fresh, text]);
  ask('(declare-const x Int)');
  const synchronous = { sat: 0, other: 0 };
  for (let k = 0; k < 60; k++) {
    const answer = ask(good);
    Z3.mk_string_symbol(other, evil);
    synchronous[first(answer) === 'sat' ? 'sat' : 'other'] += 1;
  }
  console.log(JSON.stringify({ asynchronous, synchronous }));
  process.exit(0);
})();
`;

test('the asynchronous entry answers satisfiable queries wrongly, the synchronous one does not', () => {
  const run = spawnSync(process.execPath, ['-e', experiment], { encoding: 'utf8', timeout: 60_000 });
  const { asynchronous, synchronous } = JSON.parse(run.stdout);
  expect(synchronous).toEqual({ sat: 60, other: 0 });
  expect(asynchronous.other).toBeGreaterThan(0);
});
