// Start-up of a Cortex-M33 image: vector table, reset, data and zeroed memory, and the fault handler that reports a failed guard.
// Registers and exception frames: Armv8-M Architecture Reference Manual (CPACR D1.2, exception stacking B3.17).
import type { ModuleText, StartupNeeds } from '../../alex/target-definition.ts';
import { never } from '../../base/never.ts';
import type { PlatformService } from '../../psg/node.ts';
import { argumentText } from './arguments.ts';
import { consoleText, semihostText } from './console.ts';
import { slotOf } from './interrupts.ts';
import type { Board } from './memory-map.ts';
import { timeSource } from './services.ts';

const naked = 'attributes {passthrough = ["naked", "noinline", "nounwind"]}';
const external = 'attributes {passthrough = ["nounwind", "noinline"]}';

/** Whether the start-up code needs SysTick for itself: to tell the time where no debugger does. */
export function usesTicks(board: Board, services: readonly PlatformService[]): boolean {
  return board.console === 'itm' && services.some((service) => service === 'now' || service === 'sleep');
}

export function startup(board: Board, needs: StartupNeeds): ModuleText {
  const timed = needs.services.some((service) => service === 'now' || service === 'sleep');
  const ticks = usesTicks(board, needs.services);
  const reports = needs.guards === 'some' || board.console === 'semihosting';
  const handlers = new Map([
    ...(reports ? [['HardFault', 'HardFault_Handler'] as const] : []),
    ...(ticks ? [['SysTick', 'SysTick_Handler'] as const] : []),
    ...needs.interrupts,
  ]);
  return [
    vectorTable(board, handlers),
    linkerSymbols,
    reset(board, ticks ? 'with-ticks' : 'without-ticks', needs),
    ...(board.console === 'semihosting' ? [semihostText] : []),
    ...(board.console === 'semihosting' && needs.arguments === 'taken' ? [argumentText] : []),
    ...(reports ? [consoleText(board.console), hardFault, fault(needs)] : []),
    ...(timed ? [timeSource(board)] : []),
    leave(board),
    ...(ticks ? [tickHandler(board)] : []),
  ].join('\n');
}

/** The processor's own exceptions, by their number in the vector table. */
const exceptions: ReadonlyMap<string, number> = new Map([
  ['NMI', 2],
  ['HardFault', 3],
  ['MemManage', 4],
  ['BusFault', 5],
  ['UsageFault', 6],
  ['SecureFault', 7],
  ['SVCall', 11],
  ['DebugMonitor', 12],
  ['PendSV', 14],
  ['SysTick', 15],
]);

/** Exceptions 8 to 10 and 13 are reserved. */
const reserved: ReadonlySet<number> = new Set([8, 9, 10, 13]);

function vectorTable(board: Board, handlers: ReadonlyMap<string, string>): ModuleText {
  const bySlot = new Map(
    [...handlers].map(
      ([name, symbol]) =>
        [exceptions.get(name) ?? slotOf(board, name) ?? never(`interrupt ${name} is known`), symbol] as const,
    ),
  );
  const type = `!llvm.array<${board.vectors} x ptr>`;
  const lines = [
    `    %default = llvm.mlir.addressof @Default_Handler : !llvm.ptr`,
    `    %top = llvm.mlir.addressof @__stack_top : !llvm.ptr`,
    `    %reset = llvm.mlir.addressof @Reset_Handler : !llvm.ptr`,
    `    %w = llvm.mlir.zero : ${type}`,
    `    %w0 = llvm.insertvalue %top, %w[0] : ${type}`,
    `    %w1 = llvm.insertvalue %reset, %w0[1] : ${type}`,
  ];
  let last = '%w1';
  for (let slot = 2; slot < board.vectors; slot++) {
    if (reserved.has(slot)) continue;
    const symbol = bySlot.get(slot);
    if (symbol !== undefined) lines.push(`    %h${slot} = llvm.mlir.addressof @${symbol} : !llvm.ptr`);
    lines.push(
      `    %w${slot} = llvm.insertvalue ${symbol === undefined ? '%default' : `%h${slot}`}, ${last}[${slot}] : ${type}`,
    );
    last = `%w${slot}`;
  }
  // The table's alignment is its size rounded up to a power of two, at least 128 (VTOR).
  const alignment = Math.max(128, 2 ** Math.ceil(Math.log2(board.vectors * 4)));
  return `  llvm.mlir.global external constant @__vectors() {addr_space = 0 : i32, section = ".vectors", alignment = ${alignment} : i64} : ${type} {
${lines.join('\n')}
    llvm.return ${last} : ${type}
  }
  llvm.func @Default_Handler() ${naked} {
    llvm.inline_asm has_side_effects asm_dialect = att "1: wfi\\0A\\09b 1b", "" : () -> ()
    llvm.unreachable
  }`;
}

const linkerSymbols: ModuleText = [
  '__stack_top',
  '__data_start',
  '__data_end',
  '__data_load',
  '__bss_start',
  '__bss_end',
]
  .map((name) => `  llvm.mlir.global external @${name}() {addr_space = 0 : i32} : i32`)
  .join('\n');

/**
 * Reset: the stack limit first (an overflow is a fault, not silence), then the FPU, which compiled code may use anywhere; then memory. The copy
 * is volatile so that LLVM does not make it a call, and the bounds come from the linker.
 */
function reset(board: Board, ticks: 'with-ticks' | 'without-ticks', needs: StartupNeeds): ModuleText {
  const first = [
    // no handler before the values that it may read are initialised
    ...(needs.interrupts.size > 0 ? ['cpsid i'] : []),
    'movw r0, :lower16:__stack_limit',
    'movt r0, :upper16:__stack_limit',
    'msr msplim, r0',
    'movw r0, #0xed88',
    'movt r0, #0xe000',
    'ldr r1, [r0]',
    'orr r1, r1, #0xf00000',
    'str r1, [r0]',
    'dsb',
    'isb',
    'b firefly.start',
  ].join('\\0A\\09');
  return `  llvm.func @Reset_Handler() ${naked} {
    llvm.inline_asm has_side_effects asm_dialect = att "${first}", "" : () -> ()
    llvm.unreachable
  }
  llvm.func @firefly.start() ${external} {
    %dataStart = llvm.mlir.addressof @__data_start : !llvm.ptr
    %dataEnd = llvm.mlir.addressof @__data_end : !llvm.ptr
    %dataLoad = llvm.mlir.addressof @__data_load : !llvm.ptr
    %bssStart = llvm.mlir.addressof @__bss_start : !llvm.ptr
    %bssEnd = llvm.mlir.addressof @__bss_end : !llvm.ptr
    %clear = arith.constant 0 : i32
    cf.br ^copy(%dataStart, %dataLoad : !llvm.ptr, !llvm.ptr)
  ^copy(%to: !llvm.ptr, %from: !llvm.ptr):
    %copies = llvm.icmp "ult" %to, %dataEnd : !llvm.ptr
    cf.cond_br %copies, ^copyWord, ^zero(%bssStart : !llvm.ptr)
  ^copyWord:
    %word = llvm.load volatile %from {alignment = 4 : i64} : !llvm.ptr -> i32
    llvm.store volatile %word, %to {alignment = 4 : i64} : i32, !llvm.ptr
    %toNext = llvm.getelementptr %to[1] : (!llvm.ptr) -> !llvm.ptr, i32
    %fromNext = llvm.getelementptr %from[1] : (!llvm.ptr) -> !llvm.ptr, i32
    cf.br ^copy(%toNext, %fromNext : !llvm.ptr, !llvm.ptr)
  ^zero(%at: !llvm.ptr):
    %clears = llvm.icmp "ult" %at, %bssEnd : !llvm.ptr
    cf.cond_br %clears, ^zeroWord, ^run
  ^zeroWord:
    llvm.store volatile %clear, %at {alignment = 4 : i64} : i32, !llvm.ptr
    %atNext = llvm.getelementptr %at[1] : (!llvm.ptr) -> !llvm.ptr, i32
    cf.br ^zero(%atNext : !llvm.ptr)
  ^run:
${ticks === 'with-ticks' ? '    func.call @firefly.startTicks() : () -> ()' : ''}
${runCall(board, needs)}
    func.call @firefly.leave(%status) : (i32) -> ()
    llvm.return
  }`;
}

/** Arguments come from the debugger; without one there are none. */
function runCall(board: Board, needs: StartupNeeds): string {
  if (needs.arguments === 'none') return '    %status = func.call @firefly.run() : () -> i32';
  if (board.console !== 'semihosting') {
    return `    %none = llvm.mlir.zero : !llvm.ptr
    %zero = arith.constant 0 : i32
    %status = func.call @firefly.run(%none, %zero) : (!llvm.ptr, i32) -> i32`;
  }
  return `    %table = llvm.mlir.addressof @firefly.arguments : !llvm.ptr
    %count = func.call @firefly.readArguments() : () -> i32
    %status = func.call @firefly.run(%table, %count) : (!llvm.ptr, i32) -> i32`;
}

/** Hands the frame that the processor stacked to `firefly.fault`, on a stack of its own: the fault may be an overflow of the other one. */
const hardFault: ModuleText = `  llvm.func @HardFault_Handler() ${naked} {
    llvm.inline_asm has_side_effects asm_dialect = att "${[
      'mrs r0, msp',
      'movs r1, #0',
      'msr msplim, r1',
      'movw r1, :lower16:__fault_stack_top',
      'movt r1, :upper16:__fault_stack_top',
      'mov sp, r1',
      'b firefly.fault',
    ].join('\\0A\\09')}", "" : () -> ()
    llvm.unreachable
  }
  llvm.mlir.global private unnamed_addr constant @firefly.fault.text("firefly: processor fault\\0A") {addr_space = 0 : i32, alignment = 1 : i64} : !llvm.array<25 x i8>`;

/**
 * A frame holds r0 to r3, r12, lr, pc, xPSR; the instruction at pc is ours when it is `udf.w`: halfwords F7Fx Axxx with the number in
 * the low 4 and 12 bits. The frame of a stack overflow was never written, so its pc is not read as an address unless it lies in an image.
 */
function fault(needs: StartupNeeds): ModuleText {
  const report =
    needs.guards === 'some'
      ? `    %pcAt = llvm.getelementptr %frame[6] : (!llvm.ptr) -> !llvm.ptr, i32
    %pc = llvm.load %pcAt {alignment = 4 : i64} : !llvm.ptr -> i32
    // UFSR, upper half of CFSR: bit 0 UNDEFINSTR is set by our trap, and the frame is good
    %cfsrAddress = arith.constant 0xE000ED28 : i32
    %cfsrAt = llvm.inttoptr %cfsrAddress : i32 to !llvm.ptr
    %cfsr = llvm.load volatile %cfsrAt {alignment = 4 : i64} : !llvm.ptr -> i32
    %undefinedBit = arith.constant 0x00010000 : i32
    %undefined = arith.andi %cfsr, %undefinedBit : i32
    %isUndefined = arith.cmpi eq, %undefined, %undefinedBit : i32
    cf.cond_br %isUndefined, ^decode, ^other
  ^decode:
    %instruction = llvm.inttoptr %pc : i32 to !llvm.ptr
    %secondAt = llvm.getelementptr %instruction[1] : (!llvm.ptr) -> !llvm.ptr, i16
    %first16 = llvm.load volatile %instruction {alignment = 2 : i64} : !llvm.ptr -> i16
    %second16 = llvm.load volatile %secondAt {alignment = 2 : i64} : !llvm.ptr -> i16
    %first = arith.extui %first16 : i16 to i32
    %second = arith.extui %second16 : i16 to i32
    %nibble = arith.constant 15 : i32
    %twelve = arith.constant 12 : i32
    %low12 = arith.constant 4095 : i32
    %high = arith.andi %first, %nibble : i32
    %highPlaced = arith.shli %high, %twelve : i32
    %low = arith.andi %second, %low12 : i32
    %id = arith.ori %highPlaced, %low : i32
    %firstMask = arith.constant 0xFFF0 : i32
    %secondMask = arith.constant 0xF000 : i32
    %firstOpcode = arith.andi %first, %firstMask : i32
    %secondOpcode = arith.andi %second, %secondMask : i32
    %firstIs = arith.constant 0xF7F0 : i32
    %secondIs = arith.constant 0xA000 : i32
    %firstFits = arith.cmpi eq, %firstOpcode, %firstIs : i32
    %secondFits = arith.cmpi eq, %secondOpcode, %secondIs : i32
    %isOurs = arith.andi %firstFits, %secondFits : i1
    cf.cond_br %isOurs, ^guard, ^other
  ^guard:
    func.call @firefly.report(%id, %frame) : (i32, !llvm.ptr) -> ()
    %failed = arith.constant 70 : i32
    func.call @firefly.leave(%failed) : (i32) -> ()
    llvm.return
  ^other:`
      : '';
  return `  llvm.func @firefly.fault(%frame: !llvm.ptr) ${external} {
${report}
    %text = llvm.mlir.addressof @firefly.fault.text : !llvm.ptr
    %length = arith.constant 25 : i32
    func.call @firefly.console(%text, %length) : (!llvm.ptr, i32) -> ()
    %faulted = arith.constant 71 : i32
    func.call @firefly.leave(%faulted) : (i32) -> ()
    llvm.return
  }`;
}

/** Ends the program: under semihosting with its status, else by halting with interrupts off. */
function leave(board: Board): ModuleText {
  const halt =
    'llvm.inline_asm has_side_effects asm_dialect = att "cpsid i\\0A1: wfi\\0A\\09b 1b", "~{memory}" : () -> ()';
  if (board.console !== 'semihosting') {
    return `  func.func @firefly.leave(%status: i32) attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = ["nounwind", "noinline"]} {
    ${halt}
    func.return
  }`;
  }
  // SYS_EXIT_EXTENDED with ADP_Stopped_ApplicationExit
  return `  func.func @firefly.leave(%status: i32) attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = ["nounwind", "noinline"]} {
    %two = llvm.mlir.constant(2 : i32) : i32
    %block = llvm.alloca %two x i32 {alignment = 4 : i64} : (i32) -> !llvm.ptr
    %reason = arith.constant 0x20026 : i32
    %statusAt = llvm.getelementptr %block[1] : (!llvm.ptr) -> !llvm.ptr, i32
    llvm.store volatile %reason, %block {alignment = 4 : i64} : i32, !llvm.ptr
    llvm.store volatile %status, %statusAt {alignment = 4 : i64} : i32, !llvm.ptr
    %exit = arith.constant 0x20 : i32
    %done = func.call @firefly.semihost(%exit, %block) : (i32, !llvm.ptr) -> i32
    ${halt}
    func.return
  }`;
}

/** SysTick counts milliseconds of the clock after reset (SYST_RVR, SYST_CVR, SYST_CSR). */
function tickHandler(board: Board): ModuleText {
  const store = (
    name: string,
    address: number,
    value: number,
  ): string => `    %${name}Address = arith.constant ${address | 0} : i32
    %${name}At = llvm.inttoptr %${name}Address : i32 to !llvm.ptr
    %${name} = arith.constant ${value} : i32
    llvm.store volatile %${name}, %${name}At {alignment = 4 : i64} : i32, !llvm.ptr`;
  return `  llvm.mlir.global internal @firefly.milliseconds(0 : i64) {addr_space = 0 : i32, alignment = 8 : i64} : i64
  func.func @firefly.startTicks() attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = ["nounwind"]} {
${store('reload', 0xe000_e014, board.clock / 1000 - 1)}
${store('current', 0xe000_e018, 0)}
${store('control', 0xe000_e010, 7)}
    func.return
  }
  llvm.func @SysTick_Handler() ${external} {
    %at = llvm.mlir.addressof @firefly.milliseconds : !llvm.ptr
    %one = arith.constant 1 : i64
    %before = llvm.load volatile %at {alignment = 8 : i64} : !llvm.ptr -> i64
    %after = arith.addi %before, %one : i64
    llvm.store volatile %after, %at {alignment = 8 : i64} : i64, !llvm.ptr
    llvm.return
  }`;
}
