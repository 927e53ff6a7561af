// A worker thread that holds one instance of Z3 (WebAssembly). In: scripts, one at a time. Out: what Z3 printed, unread.
// Only the synchronous entry is called: the package's asynchronous string functions leave their text on the WASM stack while another thread
// solves, and any call made meanwhile overwrites it (`test/smt/async-overwrite.test.ts`). A blocked worker is stopped by its owner.
import { parentPort } from 'node:worker_threads';
import { init } from 'z3-solver';
import { type SolverOutput, type SolverScript, verdictIn } from './read-reply.ts';

const port = parentPort;
if (!port) throw new Error('z3-worker runs as a worker thread');

const { Z3, em } = await init();

function evaluateIn(context: unknown, text: string): string {
  return String(em.ccall('Z3_eval_smtlib2_string', 'string', ['number', 'string'], [context, text])).trim();
}

/**
 * A fresh context for each script makes verdict, core, model and step count depend on the script alone (measured: in a shared context with
 * push and pop the count of one script took 20 values). It costs about 1 ms. Contexts that are not deleted fill 2 GiB after about 215.
 */
function run(script: SolverScript): SolverOutput {
  const config = Z3.mk_config();
  const context = Z3.mk_context(config);
  Z3.del_config(config);
  try {
    const check = evaluateIn(context, script.check);
    const verdict = verdictIn(check);
    const follow = verdict === 'unsat' ? script.afterUnsat : verdict === 'sat' ? script.afterSat : '';
    return { nonce: script.nonce, check, follow: follow === '' ? '' : evaluateIn(context, follow) };
  } finally {
    Z3.del_context(context);
  }
}

port.on('message', (script: SolverScript) => port.postMessage(run(script)));
port.postMessage({ ready: Z3.get_full_version() });
