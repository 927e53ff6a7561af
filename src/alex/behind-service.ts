// In: the type of the target's word. Out: the service that says whether one view begins behind another in memory. The same on every target: no system is asked.
import type { ModuleText } from './target-definition.ts';

export function behindService(word: 'i32' | 'i64'): ModuleText {
  return `  func.func @firefly.isBehind(%a: !llvm.ptr, %countOfA: ${word}, %b: !llvm.ptr, %countOfB: ${word}) -> i1 attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = ["nounwind", "alwaysinline"]} {
    %first = llvm.ptrtoint %a : !llvm.ptr to ${word}
    %second = llvm.ptrtoint %b : !llvm.ptr to ${word}
    %answer = arith.cmpi ugt, %first, %second : ${word}
    func.return %answer : i1
  }`;
}
