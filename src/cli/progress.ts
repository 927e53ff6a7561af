// In: the stages of a build as they run. Out: bars on a terminal (cli-progress), plain lines elsewhere, nothing when quiet. Writes to standard error only.
import cliProgress from 'cli-progress';
import type { Stage, Watch } from '../pipeline.ts';

export type ProgressStyle = 'bars' | 'lines' | 'silent';

export interface Progress {
  readonly watch: Watch;
  /** Names what the next stages are about: a target. */
  readonly about: (subject: string) => void;
  readonly end: () => void;
}

/** cli-progress prints its raw format where there is no terminal, so it is only used on one. */
export function progressStyle(stream: { readonly isTTY?: boolean }, quiet: 'quiet' | 'normal'): ProgressStyle {
  if (quiet === 'quiet') return 'silent';
  return stream.isTTY === true ? 'bars' : 'lines';
}

export function makeProgress(style: ProgressStyle): Progress {
  if (style === 'silent') return { watch: (_stage, run) => run(() => {}), about: () => {}, end: () => {} };
  return style === 'bars' ? makeBars() : makeLines();
}

function makeLines(): Progress {
  let subject = '';
  return {
    about: (name) => {
      subject = name;
    },
    watch: async (stage, run) => {
      let counted = '';
      const result = await run((done, total, unit) => {
        counted = total > 0 && done === total ? ` (${total} ${unit})` : counted;
      });
      process.stderr.write(`firefly: ${subject ? `${subject}: ` : ''}${stage}${counted}\n`);
      return result;
    },
    end: () => {},
  };
}

function makeBars(): Progress {
  let subject = '';
  let bar: cliProgress.SingleBar | undefined;
  const stop = (): void => {
    bar?.stop();
    bar = undefined;
  };
  const start = (stage: Stage): cliProgress.SingleBar => {
    const started = new cliProgress.SingleBar(
      {
        stream: process.stderr,
        format: `  {subject} {stage} [{bar}] {value}/{total} {unit}`,
        barCompleteChar: '█',
        barIncompleteChar: '·',
        barsize: 28,
        hideCursor: true,
        clearOnComplete: true,
      },
      cliProgress.Presets.shades_classic,
    );
    started.start(1, 0, { subject: subject.padEnd(13), stage: stage.padEnd(9), unit: 'steps' });
    return started;
  };
  return {
    about: (name) => {
      subject = name;
    },
    watch: async (stage, run) => {
      stop();
      bar = start(stage);
      try {
        return await run((done, total, unit) => {
          bar?.setTotal(Math.max(total, 1));
          bar?.update(done, { unit });
        });
      } finally {
        bar?.update(bar.getTotal());
        stop();
      }
    },
    end: stop,
  };
}
