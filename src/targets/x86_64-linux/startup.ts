// Entry point of an x86-64 Linux program, and the signal handler that reports a failed guard and ends with status 70.
// The kernel's structures: asm/signal.h (struct sigaction), asm/ucontext.h and asm/sigcontext.h (saved registers).
import type { ModuleText, StartupNeeds } from '../../alex/target-definition.ts';

const internal = 'attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = ["nounwind", "noinline"]}';
const naked = 'attributes {passthrough = ["naked", "noinline", "nounwind"]}';

/** Byte offset in `struct ucontext` of the saved `rdi`, which `rsi` follows. */
const savedRdi = 104;
/** Byte offset in `struct ucontext` of the saved instruction pointer. */
const savedRip = 168;

export function startup(needs: StartupNeeds): ModuleText {
  return [entry(needs), ...(needs.guards === 'some' ? [guardHandler] : [])].join('\n');
}

/**
 * `firefly.start` gets the number of arguments, their addresses, and room for one `{ ptr, len }` per argument, which the assembly
 * takes from the stack before any compiled code runs.
 */
function entry(needs: StartupNeeds): ModuleText {
  const start = [
    'xorl %ebp, %ebp',
    'movq (%rsp), %rdi',
    'leaq 8(%rsp), %rsi',
    'movq %rdi, %rax',
    'shlq $$4, %rax',
    'subq %rax, %rsp',
    'andq $$-16, %rsp',
    'movq %rsp, %rdx',
    'callq firefly.start',
  ].join('\\0A\\09');
  return `  llvm.func @_start() ${naked} {
    llvm.inline_asm has_side_effects asm_dialect = att "${start}", "" : () -> ()
    llvm.unreachable
  }
  llvm.func @firefly.start(%count: i64, %arguments: !llvm.ptr, %table: !llvm.ptr) attributes {passthrough = ["nounwind", "noinline", "noreturn"]} {
    %zero = arith.constant 0 : i64
    %one = arith.constant 1 : i64
${needs.guards === 'some' ? '    func.call @firefly.install() : () -> ()' : ''}
${needs.arguments === 'taken' ? argumentTable : '    %status = func.call @firefly.run() : () -> i64'}
    cf.br ^leave
  ^leave:
    // exit_group; should it return, it is called again
    %exit = arith.constant 231 : i64
    %never = llvm.inline_asm has_side_effects asm_dialect = att "syscall", "={rax},{rax},{rdi},~{rcx},~{r11},~{memory}" %exit, %status : (i64, i64) -> i64
    cf.br ^leave
  }`;
}

/** The first argument is the program's name, which F# does not pass on. */
const argumentTable = `    %wanted = arith.subi %count, %one : i64
    %kept = arith.maxsi %wanted, %zero : i64
    cf.br ^argument(%zero : i64)
  ^argument(%i: i64):
    %more = arith.cmpi slt, %i, %kept : i64
    cf.cond_br %more, ^measure, ^run
  ^measure:
    %next = arith.addi %i, %one : i64
    %textAt = llvm.getelementptr %arguments[%next] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.ptr
    %text = llvm.load %textAt : !llvm.ptr -> !llvm.ptr
    cf.br ^letter(%zero : i64)
  ^letter(%length: i64):
    %letterAt = llvm.getelementptr %text[%length] : (!llvm.ptr, i64) -> !llvm.ptr, i8
    %letter = llvm.load volatile %letterAt {alignment = 1 : i64} : !llvm.ptr -> i8
    %nul = arith.constant 0 : i8
    %ends = arith.cmpi eq, %letter, %nul : i8
    %longer = arith.addi %length, %one : i64
    cf.cond_br %ends, ^store, ^letter(%longer : i64)
  ^store:
    %pairAt = llvm.getelementptr %table[%i] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(ptr, i64)>
    %lengthAt = llvm.getelementptr %pairAt[0, 1] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(ptr, i64)>
    llvm.store %text, %pairAt : !llvm.ptr, !llvm.ptr
    llvm.store %length, %lengthAt : i64, !llvm.ptr
    cf.br ^argument(%next : i64)
  ^run:
    %status = func.call @firefly.run(%table, %kept) : (!llvm.ptr, i64) -> i64`;

/** Standard error, in one write; what does not fit through is lost, the exit status is not. */
const console = `  func.func @firefly.console(%text: !llvm.ptr, %length: i64) ${internal} {
    %write = arith.constant 1 : i64
    %standardError = arith.constant 2 : i64
    %done = llvm.inline_asm has_side_effects asm_dialect = att "syscall", "={rax},{rax},{rdi},{rsi},{rdx},~{rcx},~{r11},~{memory}" %write, %standardError, %text, %length : (i64, i64, !llvm.ptr, i64) -> i64
    func.return
  }`;

/**
 * SIGILL at a trap instruction of ours (67 0F B9, then a displacement of one or four bytes) is reported; at any other instruction the
 * default action is in force again when the handler returns (SA_RESETHAND), so the program dies of the signal.
 */
const handler = `  llvm.func @firefly.restore() ${naked} {
    llvm.inline_asm has_side_effects asm_dialect = att "movl $$15, %eax\\0A\\09syscall", "" : () -> ()
    llvm.unreachable
  }
  func.func @firefly.install() ${internal} {
    %one = llvm.mlir.constant(1 : i32) : i32
    %action = llvm.alloca %one x !llvm.struct<(ptr, i64, ptr, i64)> {alignment = 8 : i64} : (i32) -> !llvm.ptr
    %handler = llvm.mlir.addressof @firefly.fault : !llvm.ptr
    %restorer = llvm.mlir.addressof @firefly.restore : !llvm.ptr
    // SA_SIGINFO | SA_RESTORER | SA_RESETHAND
    %flags = arith.constant 0x84000004 : i64
    %zero = arith.constant 0 : i64
    %flagsAt = llvm.getelementptr %action[0, 1] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(ptr, i64, ptr, i64)>
    %restorerAt = llvm.getelementptr %action[0, 2] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(ptr, i64, ptr, i64)>
    %maskAt = llvm.getelementptr %action[0, 3] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(ptr, i64, ptr, i64)>
    llvm.store volatile %handler, %action {alignment = 8 : i64} : !llvm.ptr, !llvm.ptr
    llvm.store volatile %flags, %flagsAt {alignment = 8 : i64} : i64, !llvm.ptr
    llvm.store volatile %restorer, %restorerAt {alignment = 8 : i64} : !llvm.ptr, !llvm.ptr
    llvm.store volatile %zero, %maskAt {alignment = 8 : i64} : i64, !llvm.ptr
    // rt_sigaction(SIGILL, action, none, 8)
    %number = arith.constant 13 : i64
    %signal = arith.constant 4 : i64
    %maskBytes = arith.constant 8 : i64
    %failed = llvm.inline_asm has_side_effects asm_dialect = att "syscall", "={rax},{rax},{rdi},{rsi},{rdx},{r10},~{rcx},~{r11},~{memory}" %number, %signal, %action, %zero, %maskBytes : (i64, i64, !llvm.ptr, i64, i64) -> i64
    func.return
  }
  llvm.func @firefly.fault(%signal: i32, %info: !llvm.ptr, %context: !llvm.ptr) attributes {passthrough = ["nounwind", "noinline", "cold"]} {
    %ripAt = llvm.getelementptr %context[${savedRip}] : (!llvm.ptr) -> !llvm.ptr, i8
    %words = llvm.getelementptr %context[${savedRdi}] : (!llvm.ptr) -> !llvm.ptr, i8
    %rip = llvm.load %ripAt {alignment = 8 : i64} : !llvm.ptr -> !llvm.ptr
    %opcode4 = llvm.load volatile %rip {alignment = 1 : i64} : !llvm.ptr -> i32
    %opcodeMask = arith.constant 0x00FFFFFF : i32
    %opcode = arith.andi %opcode4, %opcodeMask : i32
    %ud1 = arith.constant 0x00B90F67 : i32
    %isOurs = arith.cmpi eq, %opcode, %ud1 : i32
    cf.cond_br %isOurs, ^decode, ^other
  ^decode:
    %shift = arith.constant 24 : i32
    %mode = arith.shrui %opcode4, %shift : i32
    %longForm = arith.constant 0x80 : i32
    %isLong = arith.cmpi uge, %mode, %longForm : i32
    %displacementAt = llvm.getelementptr %rip[4] : (!llvm.ptr) -> !llvm.ptr, i8
    cf.cond_br %isLong, ^long, ^short
  ^long:
    %id32 = llvm.load volatile %displacementAt {alignment = 1 : i64} : !llvm.ptr -> i32
    cf.br ^report(%id32 : i32)
  ^short:
    %id8 = llvm.load volatile %displacementAt {alignment = 1 : i64} : !llvm.ptr -> i8
    %idExtended = arith.extui %id8 : i8 to i32
    cf.br ^report(%idExtended : i32)
  ^report(%id: i32):
    func.call @firefly.report(%id, %words) : (i32, !llvm.ptr) -> ()
    %exit = arith.constant 231 : i64
    %status = arith.constant 70 : i64
    %never = llvm.inline_asm has_side_effects asm_dialect = att "syscall", "={rax},{rax},{rdi},~{rcx},~{r11},~{memory}" %exit, %status : (i64, i64) -> i64
    llvm.return
  ^other:
    llvm.return
  }`;

/** What reports a failed guard; `firefly.install` puts it in place. */
export const guardHandler: ModuleText = `${console}\n${handler}`;
