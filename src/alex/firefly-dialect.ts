// The `firefly` dialect, as IRDL that mlir-opt loads (`--irdl-file`): pointers carry region and access, and each operation accepts only what it may do.
// It is a second check of FS8001, FS8002 and FS8003, by a program that shares nothing with our checker.
import { accesses, regions } from '../memory/region.ts';

/** Operations with up to this many operands of different types; the rest stand as `builtin.unrealized_conversion_cast`. */
export const largestArity = 32;

function alternatives(name: string, values: readonly string[]): string {
  const lines = values.map((value, index) => `    %${name}${index} = irdl.is "${value}"`);
  return `${lines.join('\n')}\n    %${name} = irdl.any_of(${values.map((_, index) => `%${name}${index}`).join(', ')})`;
}

/** A collection that may be read (or written): the second parameter of a span is its access. */
function accessOperation(name: string, permitted: readonly string[], shape: 'read' | 'write'): string {
  const value = shape === 'read' ? '    irdl.results(value: %element)' : '';
  const operands =
    shape === 'read' ? 'pointer: %pointer, index: %index' : 'pointer: %pointer, index: %index, value: %element';
  return `  irdl.operation @${name} {
    %element = irdl.any
    %region = irdl.any
    %index = irdl.any
${alternatives('access', permitted)}
    %pointer = irdl.parametric @firefly::@ptr<%element, %region, %access>
    irdl.operands(${operands})
${value}
  }`;
}

/** `compute_n` yields one value, `effect_n` none; their operands may be of any types. */
function arities(): string {
  return Array.from({ length: largestArity + 1 }, (_, arity) => {
    const names = Array.from({ length: arity }, (__, index) => `    %t${index} = irdl.any`).join('\n');
    const operands = `    irdl.operands(${Array.from({ length: arity }, (__, index) => `o${index}: %t${index}`).join(', ')})`;
    const head = arity === 0 ? '' : `${names}\n${operands}\n`;
    return `  irdl.operation @compute_${arity} {\n${head}    %result = irdl.any\n    irdl.results(result: %result)\n  }\n  irdl.operation @effect_${arity} {\n${head}  }`;
  }).join('\n');
}

export const fireflyDialect = `irdl.dialect @firefly {
  irdl.attribute @region {
${alternatives('name', regions)}
    irdl.parameters(name: %name)
  }
  irdl.type @ptr {
    %element = irdl.any
    %region = irdl.base @firefly::@region
${alternatives('access', accesses)}
    irdl.parameters(element: %element, region: %region, access: %access)
  }
  irdl.type @array {
    %element = irdl.any
    irdl.parameters(element: %element)
  }
  irdl.type @span {
    %element = irdl.any
${alternatives('access', ['readOnly', 'readWrite'])}
    irdl.parameters(element: %element, access: %access)
  }
  irdl.type @address {
    %element = irdl.any
    irdl.parameters(element: %element)
  }
  irdl.type @cell {
    %element = irdl.any
    irdl.parameters(element: %element)
  }
  irdl.type @named {
    %name = irdl.any
    irdl.parameters(name: %name)
  }
  irdl.type @string {
  }
${accessOperation('read', ['readOnly', 'readWrite'], 'read')}
${accessOperation('write', ['writeOnly', 'readWrite'], 'write')}
  irdl.operation @set_span {
    %element = irdl.any
    %index = irdl.any
    %access = irdl.is "readWrite"
    %span = irdl.parametric @firefly::@span<%element, %access>
    irdl.operands(span: %span, index: %index, value: %element)
  }
  irdl.operation @set_array {
    %element = irdl.any
    %index = irdl.any
    %array = irdl.parametric @firefly::@array<%element>
    irdl.operands(array: %array, index: %index, value: %element)
  }
  irdl.operation @weaken {
    %element = irdl.any
    %region = irdl.any
    %from = irdl.is "readWrite"
    %to = irdl.any
    %given = irdl.parametric @firefly::@ptr<%element, %region, %from>
    %wanted = irdl.parametric @firefly::@ptr<%element, %region, %to>
    irdl.operands(given: %given)
    irdl.results(wanted: %wanted)
  }
  irdl.operation @bind {
    %type = irdl.any
    irdl.operands(value: %type)
    irdl.results(bound: %type)
  }
  irdl.operation @cell_new {
    %type = irdl.any
    %cell = irdl.parametric @firefly::@cell<%type>
    irdl.operands(value: %type)
    irdl.results(cell: %cell)
  }
  irdl.operation @cell_get {
    %type = irdl.any
    %cell = irdl.parametric @firefly::@cell<%type>
    irdl.operands(cell: %cell)
    irdl.results(value: %type)
  }
  irdl.operation @cell_set {
    %type = irdl.any
    %cell = irdl.parametric @firefly::@cell<%type>
    irdl.operands(cell: %cell, value: %type)
  }
  irdl.operation @new_array {
    %element = irdl.any
    %result = irdl.any
    irdl.operands(element: variadic %element)
    irdl.results(array: %result)
  }
${arities()}
}
`;
